extension JSON {
  /// Reads a whole text of JSON; nil for anything that is not exactly one value in valid UTF-8.
  public init?(_ bytes: [UInt8]) {
    guard String(validating: bytes, as: UTF8.self) != nil else { return nil }
    let value: JSON? = bytes.withUnsafeBufferPointer { bytes in
      var reader = JSONReader(bytes: bytes)
      guard let value = reader.value(depth: 0), reader.isAtEnd() else { return nil }
      return value
    }
    guard let value else { return nil }
    self = value
  }
}

/// Reads JSON strictly (RFC 8259): no comments, no commas too many, no bare words.
private struct JSONReader {
  /// How many lists and objects may stand inside each other; what comes from outside must not fill the stack.
  private static let deepest = 128

  let bytes: UnsafeBufferPointer<UInt8>
  private var place = 0

  init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// True when only space is left.
  mutating func isAtEnd() -> Bool {
    skipSpace()
    return place == bytes.count
  }

  /// The value that begins here; nil when there is none.
  mutating func value(depth: Int) -> JSON? {
    guard depth < JSONReader.deepest else { return nil }
    skipSpace()
    guard place < bytes.count else { return nil }
    switch bytes[place] {
    case UInt8(ascii: "{"): return object(depth)
    case UInt8(ascii: "["): return list(depth)
    case UInt8(ascii: "\""): return text().map { JSON.text($0) }
    case UInt8(ascii: "t"): return word("true") ? .truth(true) : nil
    case UInt8(ascii: "f"): return word("false") ? .truth(false) : nil
    case UInt8(ascii: "n"): return word("null") ? .null : nil
    default: return number()
    }
  }

  private mutating func object(_ depth: Int) -> JSON? {
    place += 1
    var members: [JSON.Member] = []
    if takes("}") { return .object([]) }
    repeat {
      skipSpace()
      guard place < bytes.count, bytes[place] == UInt8(ascii: "\""), let name = text(), takes(":"),
        let value = value(depth: depth + 1)
      else { return nil }
      members.append(JSON.Member(name, value))
    } while takes(",")
    return takes("}") ? .object(members) : nil
  }

  private mutating func list(_ depth: Int) -> JSON? {
    place += 1
    var items: [JSON] = []
    if takes("]") { return .list([]) }
    repeat {
      guard let item = value(depth: depth + 1) else { return nil }
      items.append(item)
    } while takes(",")
    return takes("]") ? .list(items) : nil
  }

  private mutating func text() -> String? {
    place += 1
    var letters: [UInt8] = []
    var start = place
    while place < bytes.count {
      let letter = bytes[place]
      if letter == UInt8(ascii: "\"") {
        letters += bytes[start..<place]
        place += 1
        return String(decoding: letters, as: UTF8.self)
      }
      guard letter >= 0x20 else { return nil }
      if letter == UInt8(ascii: "\\") {
        letters += bytes[start..<place]
        guard let scalar = escaped() else { return nil }
        letters += Array(String(Character(scalar)).utf8)
        start = place
      } else {
        place += 1
      }
    }
    return nil
  }

  /// The letter that a backslash and what follows stand for.
  private mutating func escaped() -> Unicode.Scalar? {
    place += 1
    guard place < bytes.count else { return nil }
    let letter = bytes[place]
    place += 1
    switch letter {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
    case UInt8(ascii: "u"):
      guard let first = hex() else { return nil }
      // Two halves make one letter; a half on its own is no letter at all.
      if first >= 0xD800, first < 0xDC00, place + 1 < bytes.count,
        bytes[place] == UInt8(ascii: "\\"), bytes[place + 1] == UInt8(ascii: "u")
      {
        let back = place
        place += 2
        if let second = hex(), second >= 0xDC00, second < 0xE000 {
          return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        }
        place = back
      }
      return Unicode.Scalar(first) ?? "\u{FFFD}"
    default: return nil
    }
  }

  private mutating func hex() -> UInt32? {
    guard place + 4 <= bytes.count else { return nil }
    var value: UInt32 = 0
    for letter in bytes[place..<place + 4] {
      switch letter {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt32(letter & 15)
      case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"):
        value = value << 4 | UInt32(letter & 15 + 9)
      default: return nil
      }
    }
    place += 4
    return value
  }

  private mutating func number() -> JSON? {
    let start = place
    if place < bytes.count, bytes[place] == UInt8(ascii: "-") { place += 1 }
    let whole = digits()
    guard whole == 1 || whole > 1 && bytes[place - whole] != UInt8(ascii: "0") else { return nil }
    if place < bytes.count, bytes[place] == UInt8(ascii: ".") {
      place += 1
      guard digits() > 0 else { return nil }
    }
    if place < bytes.count, bytes[place] | 0x20 == UInt8(ascii: "e") {
      place += 1
      if place < bytes.count, [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(bytes[place]) {
        place += 1
      }
      guard digits() > 0 else { return nil }
    }
    // What is well written and yet no number is one beyond the largest.
    let endless = bytes[start] == UInt8(ascii: "-") ? -Double.infinity : .infinity
    return .number(DecimalReader.shared.number(Array(bytes[start..<place])) ?? endless)
  }

  private mutating func digits() -> Int {
    let start = place
    while place < bytes.count, bytes[place] >= 0x30, bytes[place] <= 0x39 { place += 1 }
    return place - start
  }

  private mutating func word(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard place + count <= bytes.count else { return false }
    for offset in 0..<count where bytes[place + offset] != word.utf8Start[offset] { return false }
    place += count
    return true
  }

  private mutating func takes(_ sign: Unicode.Scalar) -> Bool {
    skipSpace()
    guard place < bytes.count, bytes[place] == UInt8(sign.value) else { return false }
    place += 1
    return true
  }

  private mutating func skipSpace() {
    while place < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[place]) { place += 1 }
  }
}
