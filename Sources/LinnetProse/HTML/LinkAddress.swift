/// Says which addresses a link may have.
public enum LinkAddress {
  private static let schemes: Set<String> = ["http", "https", "mailto"]

  /// True for an address on the web, of mail, or of something beside the lesson; not for `javascript:` and the like.
  public static func isHarmless(_ address: String) -> Bool {
    guard let scheme = scheme(of: address) else { return true }
    return schemes.contains(scheme)
  }

  /// True for what lies beside the lesson: no scheme, no host, and no place in a page.
  public static func isRelative(_ address: String) -> Bool {
    scheme(of: address) == nil && !address.hasPrefix("//") && !address.hasPrefix("#")
      && !address.isEmpty
  }

  /// What stands before the colon, in small letters; nil for an address without a scheme.
  ///
  /// Browsers pass over spaces and control characters in it, so this does too.
  static func scheme(of address: String) -> String? {
    var scheme = ""
    for scalar in address.unicodeScalars where scalar.value > 0x20 {
      switch scalar {
      case ":": return scheme.lowercased()
      case "/", "?", "#": return nil
      default: scheme.unicodeScalars.append(scalar)
      }
    }
    return nil
  }
}
