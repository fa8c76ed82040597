/// Which characters make names, spaces and line ends.
enum Letters {
  /// True for a character that may start a name: a letter of any alphabet, or `_`.
  static func startsName(_ code: UInt32) -> Bool {
    if code < 0x80 {
      return (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7A || code == 0x5F
    }
    guard let scalar = Unicode.Scalar(code) else { return false }
    return scalar.properties.isAlphabetic
  }

  /// True for a character inside a name: also digits, lowered digits, and marks above letters.
  static func continuesName(_ code: UInt32) -> Bool {
    if code < 0x80 {
      return (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7A || code == 0x5F
        || code >= 0x30 && code <= 0x39
    }
    if code >= 0x2080 && code <= 0x2089 { return true }
    guard let scalar = Unicode.Scalar(code) else { return false }
    if scalar.properties.isAlphabetic { return true }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .decimalNumber: return true
    default: return code == 0x200C || code == 0x200D
    }
  }

  /// True for white space and for marks that print nothing.
  static func isSpace(_ code: UInt32) -> Bool {
    switch code {
    case 0x20, 0x09, 0x0B, 0x0C, 0xA0, 0xAD, 0x1680, 0x2000...0x200F, 0x202A...0x202F, 0x205F,
      0x2060, 0x3000, 0xFEFF:
      return true
    default: return false
    }
  }

  /// True for the characters that end a line.
  static func isLineEnd(_ code: UInt32) -> Bool {
    code == 0x0A || code == 0x0D || code == 0x85 || code == 0x2028 || code == 0x2029
  }

  /// The character at an offset and how many bytes it takes; bytes that are no UTF-8 count singly.
  @inline(__always)
  static func decode(_ bytes: [UInt8], _ offset: Int) -> (code: UInt32, length: Int) {
    let first = bytes[offset]
    if first < 0x80 { return (UInt32(first), 1) }
    return decodeLong(bytes, offset, first)
  }

  private static func decodeLong(
    _ bytes: [UInt8], _ offset: Int, _ first: UInt8
  ) -> (code: UInt32, length: Int) {
    let length: Int
    var code: UInt32
    let least: UInt32
    switch first {
    case 0xC2...0xDF: (length, code, least) = (2, UInt32(first & 0x1F), 0x80)
    case 0xE0...0xEF: (length, code, least) = (3, UInt32(first & 0x0F), 0x800)
    case 0xF0...0xF4: (length, code, least) = (4, UInt32(first & 0x07), 0x10000)
    default: return (0xFFFD, 1)
    }
    guard offset + length <= bytes.count else { return (0xFFFD, 1) }
    for step in 1..<length {
      let byte = bytes[offset + step]
      guard byte & 0xC0 == 0x80 else { return (0xFFFD, 1) }
      code = code << 6 | UInt32(byte & 0x3F)
    }
    guard code >= least, Unicode.Scalar(code) != nil else { return (0xFFFD, 1) }
    return (code, length)
  }
}
