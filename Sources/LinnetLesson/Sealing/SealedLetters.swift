/// Bytes as letters and back (base 64, RFC 4648), in rows that every mail programme leaves whole.
enum SealedLetters {
  private static let letters = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The bytes as rows of 76 letters.
  static func rows(_ bytes: [UInt8]) -> String {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count / 3 * 4 + bytes.count / 57 + 8)
    var place = 0
    var column = 0
    while place < bytes.count {
      let left = min(3, bytes.count - place)
      let group =
        UInt32(bytes[place]) << 16 | (left > 1 ? UInt32(bytes[place + 1]) << 8 : 0)
        | (left > 2 ? UInt32(bytes[place + 2]) : 0)
      if column == 76 {
        out.append(0x0A)
        column = 0
      }
      for digit in 0..<4 {
        let letter = letters[Int((group >> (18 - 6 * UInt32(digit))) & 63)]
        out.append(digit <= left ? letter : UInt8(ascii: "="))
      }
      column += 4
      place += 3
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// The bytes of letters; spaces and ends of lines mean nothing, any other sign makes it nil.
  static func bytes(_ text: String) -> [UInt8]? {
    var out: [UInt8] = []
    var group: UInt32 = 0
    var count = 0
    var isOver = false
    for byte in text.utf8 {
      let digit: UInt32
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): digit = UInt32(byte - 65)
      case UInt8(ascii: "a")...UInt8(ascii: "z"): digit = UInt32(byte - 97 + 26)
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = UInt32(byte - 48 + 52)
      case UInt8(ascii: "+"): digit = 62
      case UInt8(ascii: "/"): digit = 63
      case UInt8(ascii: "="):
        isOver = true
        continue
      case 0x20, 0x09, 0x0A, 0x0D: continue
      default: return nil
      }
      if isOver { return nil }
      group = group << 6 | digit
      count += 1
      if count == 4 {
        out += [UInt8(group >> 16 & 255), UInt8(group >> 8 & 255), UInt8(group & 255)]
        group = 0
        count = 0
      }
    }
    switch count {
    case 0: break
    case 2: out.append(UInt8(group >> 4 & 255))
    case 3: out += [UInt8(group >> 10 & 255), UInt8(group >> 2 & 255)]
    default: return nil
    }
    return out
  }
}
