import LinnetHost

/// Pictures that lie beside a lesson, as part of its page.
enum PagePicture {
  /// The kinds that every browser draws, by the ends of their names.
  private static let kinds = [
    "svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
  ]

  /// The file at a path as a `data:` address; nil when there is none, or it is no picture.
  static func address(_ path: String) -> String? {
    guard let ending = path.split(separator: ".").last, let kind = kinds[ending.lowercased()],
      case .success(let bytes) = FileBytes.read(path, limit: 8 << 20)
    else { return nil }
    return "data:\(kind);base64,\(Base64.encoded(bytes))"
  }
}
