/// How the bytes of a text file stand for characters.
public enum TextEncoding: UInt8, Sendable {
  /// UTF-8, what nearly every file is today.
  case utf8
  /// UTF-16, low byte first.
  case utf16Little
  /// UTF-16, high byte first.
  case utf16Big
  /// Windows-1252, also the usual meaning of Latin-1.
  case windows1252
  /// UTF-32, low byte first.
  case utf32Little
  /// UTF-32, high byte first.
  case utf32Big

  /// The name people know it by.
  public var name: String {
    switch self {
    case .utf8: "UTF-8"
    case .utf16Little, .utf16Big: "UTF-16"
    case .windows1252: "Windows-1252"
    case .utf32Little, .utf32Big: "UTF-32"
    }
  }

  /// Turns a file's bytes into UTF-8 without a byte-order mark; see `DecodedText`.
  static func decode(_ bytes: consuming [UInt8]) -> (text: [UInt8], encoding: TextEncoding) {
    let decoded = DecodedText(bytes)
    return (decoded.text, decoded.encoding)
  }

  /// True when the bytes are strict UTF-8: no overlong forms, no surrogates, nothing cut short.
  static func isUTF8(_ bytes: [UInt8]) -> Bool { bytes.withUnsafeBytes { isUTF8($0) } }

  /// True when the bytes are strict UTF-8.
  static func isUTF8(_ raw: UnsafeRawBufferPointer) -> Bool {
    let count = raw.count
    var place = 0
    while place < count {
      while place + 32 <= count {
        let first = raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)
        let second = raw.loadUnaligned(fromByteOffset: place + 8, as: UInt64.self)
        let third = raw.loadUnaligned(fromByteOffset: place + 16, as: UInt64.self)
        let fourth = raw.loadUnaligned(fromByteOffset: place + 24, as: UInt64.self)
        if (first | second | third | fourth) & 0x8080_8080_8080_8080 != 0 { break }
        place += 32
      }
      guard place < count else { return true }
      let byte = raw[place]
      if byte < 0x80 {
        place += 1
        continue
      }
      let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
      guard byte >= 0xC2, byte <= 0xF4, place + length <= count else { return false }
      for step in 1..<length where raw[place + step] & 0xC0 != 0x80 { return false }
      let next = raw[place + 1]
      if byte == 0xE0, next < 0xA0 { return false }
      if byte == 0xED, next > 0x9F { return false }
      if byte == 0xF0, next < 0x90 { return false }
      if byte == 0xF4, next > 0x8F { return false }
      place += length
    }
    return true
  }

  static func windows(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + bytes.count / 8)
    for byte in bytes {
      if byte < 0x80 {
        result.append(byte)
      } else if byte < 0xA0 {
        append(UInt32(windowsUpper[Int(byte) - 0x80]), to: &result)
      } else {
        append(UInt32(byte), to: &result)
      }
    }
    return result
  }

  /// What Windows-1252 has at 0x80 to 0x9F; the five holes stand for themselves, as in browsers.
  private static let windowsUpper: [UInt16] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]

  /// Appends one character as UTF-8; half a surrogate pair becomes the replacement character.
  static func append(_ code: UInt32, to result: inout [UInt8]) {
    let scalar = code >= 0xD800 && code < 0xE000 ? 0xFFFD : code
    if scalar < 0x80 {
      result.append(UInt8(scalar))
    } else if scalar < 0x800 {
      result.append(UInt8(0xC0 | scalar >> 6))
      result.append(UInt8(0x80 | scalar & 0x3F))
    } else if scalar < 0x10000 {
      result.append(UInt8(0xE0 | scalar >> 12))
      result.append(UInt8(0x80 | scalar >> 6 & 0x3F))
      result.append(UInt8(0x80 | scalar & 0x3F))
    } else {
      result.append(UInt8(0xF0 | scalar >> 18))
      result.append(UInt8(0x80 | scalar >> 12 & 0x3F))
      result.append(UInt8(0x80 | scalar >> 6 & 0x3F))
      result.append(UInt8(0x80 | scalar & 0x3F))
    }
  }
}

extension TextEncoding {
  /// The first letters of a text in UTF-8, however they are stored: of the first 4096 bytes.
  static func head(of bytes: [UInt8]) -> [UInt8] {
    let head = Array(bytes.prefix(1 << 12))
    let isPlain = !head.prefix(16).contains { $0 == 0 || $0 >= 0x80 }
    return isPlain ? head : DecodedText(head).text
  }
}
