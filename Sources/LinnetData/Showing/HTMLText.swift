/// Text made fit to stand in an HTML page.
public enum HTMLText {
  /// A text as the content of an element or of an attribute in double quotes.
  ///
  /// Control characters, which HTML has no place for, become spaces.
  public static func escaped(_ text: String) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): bytes += "&amp;".utf8
      case UInt8(ascii: "<"): bytes += "&lt;".utf8
      case UInt8(ascii: ">"): bytes += "&gt;".utf8
      case UInt8(ascii: "\""): bytes += "&quot;".utf8
      case UInt8(ascii: "'"): bytes += "&#39;".utf8
      case 0..<0x20, 0x7F: bytes.append(0x20)
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A text of at most `length` letters, escaped.
  public static func escaped(_ text: String, cutTo length: Int) -> String {
    guard text.utf8.count > length else { return escaped(text) }
    let start = text.prefix(length)
    return escaped(String(start)) + (start.endIndex == text.endIndex ? "" : "…")
  }
}
