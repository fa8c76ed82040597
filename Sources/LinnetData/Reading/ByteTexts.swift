/// Bytes of a file as texts, also where they are none.
enum ByteTexts {
  /// The words of a table; those that are no text as their numbers, unless all claim to be texts.
  static func words(_ words: FieldWords, areTexts: Bool) -> [String] {
    words.words { bytes in
      if !areTexts, !TextEncoding.isUTF8(UnsafeRawBufferPointer(bytes)) {
        return hexadecimal(bytes)
      }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  /// `0x00ff`.
  static func hexadecimal(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    var text = Array("0x".utf8)
    for byte in bytes { append(byte, to: &text) }
    return String(decoding: text, as: UTF8.self)
  }

  /// `123e4567-e89b-12d3-a456-426614174000`.
  static func uuid(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    var text: [UInt8] = []
    for (place, byte) in bytes.enumerated() {
      if [4, 6, 8, 10].contains(place) { text.append(UInt8(ascii: "-")) }
      append(byte, to: &text)
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func append(_ byte: UInt8, to text: inout [UInt8]) {
    for digit in [byte >> 4, byte & 15] {
      text.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }
}
