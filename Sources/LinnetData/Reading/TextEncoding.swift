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

  /// The name people know it by.
  public var name: String {
    switch self {
    case .utf8: "UTF-8"
    case .utf16Little, .utf16Big: "UTF-16"
    case .windows1252: "Windows-1252"
    }
  }

  /// Turns a file's bytes into UTF-8 without a byte-order mark.
  ///
  /// Strict UTF-8 first; UTF-16 by its mark or its zero bytes; else Windows-1252, which cannot fail.
  static func decode(_ bytes: consuming [UInt8]) -> (text: [UInt8], encoding: TextEncoding) {
    if bytes.count >= 2, bytes[0] == 0xFF, bytes[1] == 0xFE {
      return (utf16(bytes, from: 2, isBig: false), .utf16Little)
    }
    if bytes.count >= 2, bytes[0] == 0xFE, bytes[1] == 0xFF {
      return (utf16(bytes, from: 2, isBig: true), .utf16Big)
    }
    if let guess = zeroPattern(bytes) {
      return (utf16(bytes, from: 0, isBig: guess == .utf16Big), guess)
    }
    if isUTF8(bytes) {
      if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
        bytes.removeFirst(3)
      }
      return (bytes, .utf8)
    }
    return (windows(bytes), .windows1252)
  }

  /// UTF-16 without a mark shows as zeros in every other byte of plain text.
  private static func zeroPattern(_ bytes: [UInt8]) -> TextEncoding? {
    let count = min(bytes.count & ~1, 512)
    guard count >= 8 else { return nil }
    var even = 0
    var odd = 0
    for place in stride(from: 0, to: count, by: 2) {
      if bytes[place] == 0 { even += 1 }
      if bytes[place + 1] == 0 { odd += 1 }
    }
    if odd * 10 >= count * 4, even * 20 <= count { return .utf16Little }
    if even * 10 >= count * 4, odd * 20 <= count { return .utf16Big }
    return nil
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

  private static func utf16(_ bytes: [UInt8], from start: Int, isBig: Bool) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count / 2)
    func unit(_ place: Int) -> UInt32 {
      let first = UInt32(bytes[place])
      let second = UInt32(bytes[place + 1])
      return isBig ? first << 8 | second : second << 8 | first
    }
    var place = start
    while place + 1 < bytes.count {
      var code = unit(place)
      place += 2
      if code >= 0xD800, code < 0xDC00, place + 1 < bytes.count {
        let low = unit(place)
        if low >= 0xDC00, low < 0xE000 {
          code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
          place += 2
        }
      }
      append(code, to: &result)
    }
    return result
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
