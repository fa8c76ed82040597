import LinnetText

/// Text made fit to stand in an HTML page.
public enum HTMLText {
  /// A text as the content of an element or of an attribute in double quotes.
  ///
  /// Control characters, which HTML has no place for, become spaces; those that would turn the direction of the
  /// words around them are left out.
  public static func escaped(_ text: String) -> String {
    let text = harmless(text)
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

  /// A program or text of several lines, escaped, whose line breaks stay.
  public static func escapedLines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { escaped(String($0)) }.joined(separator: "\n")
  }

  /// A text of at most `length` letters, escaped.
  static func escaped(_ text: String, cutTo length: Int) -> String {
    guard let cut = cut(text, to: length) else { return escaped(text) }
    return escaped(cut) + "…"
  }

  /// The first letters of a text that has more than `length`; nil for one that has not.
  static func cut(_ text: String, to length: Int) -> String? {
    guard text.utf8.count > length else { return nil }
    let start = text.prefix(length)
    return start.endIndex == text.endIndex ? nil : String(start)
  }

  /// A text without the control characters above ASCII.
  private static func harmless(_ text: String) -> String {
    // All of them begin with one of these two bytes in UTF-8.
    guard text.utf8.contains(where: { $0 == 0xC2 || $0 == 0xE2 }) else { return text }
    var kept = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar.value < 0x80 || !TextWidth.isControl(scalar.value) {
        kept.append(scalar)
      } else if scalar.value == 0x85 || scalar.value == 0x2028 || scalar.value == 0x2029 {
        kept.append(" ")
      }
    }
    return String(kept)
  }
}
