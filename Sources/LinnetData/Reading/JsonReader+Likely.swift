/// Telling JSON from tables of text by how it begins.
extension JsonReader {
  /// True for bytes that begin as a JSON list or record does and no table of text would.
  ///
  /// A record begins with a name in double quotes and a colon. A list of plain values must be one to its end, as
  /// far as the first 4096 bytes show: `[id],[name]` are the names of two columns, and `[2024-01-01 10:00] started`
  /// is a line of a log.
  public static func isLikely(_ bytes: [UInt8]) -> Bool {
    var look = JsonLook(TextEncoding.head(of: bytes))
    return look.isJson
  }
}

/// A look at the first signs of a text that may be JSON.
private struct JsonLook {
  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// What there is at a place: something that fits, something that does not, or the end of what is seen.
  private enum Found { case fits, other, end }

  var isJson: Bool {
    mutating get {
      skipSpace()
      switch byte {
      case UInt8(ascii: "{"): return record() != .other
      case UInt8(ascii: "["): return list()
      default: return false
      }
    }
  }

  private var byte: UInt8? { place < bytes.count ? bytes[place] : nil }

  private mutating func skipSpace() {
    while let byte, byte <= 0x20 { place += 1 }
  }

  /// `{"name":` or `{}`; with something else to come, for `{` alone may stand in any text.
  private mutating func record() -> Found {
    place += 1
    skipSpace()
    if byte == UInt8(ascii: "}") {
      place += 1
      skipSpace()
      return byte == nil || isAfterValue ? .fits : .other
    }
    guard byte == UInt8(ascii: "\""), text() != .other else { return .other }
    skipSpace()
    return byte == nil ? .end : byte == UInt8(ascii: ":") ? .fits : .other
  }

  private mutating func list() -> Bool {
    var depth = 0
    while true {
      switch byte {
      case UInt8(ascii: "{"): return record() != .other
      case UInt8(ascii: "["):
        depth += 1
        place += 1
        skipSpace()
        if byte == UInt8(ascii: "]") { break }
        continue
      case nil: return depth > 0 && bytes.count > 64
      default:
        switch scalar() {
        case .other: return false
        case .end: return true
        case .fits: skipSpace()
        }
      }
      while byte == UInt8(ascii: "]") {
        depth -= 1
        place += 1
        skipSpace()
        // Another list may follow in a line of its own.
        if depth == 0 { return byte == nil || isAfterBreak && byte == UInt8(ascii: "[") }
      }
      if byte == nil { return true }
      guard byte == UInt8(ascii: ",") else { return false }
      place += 1
      skipSpace()
    }
  }

  private var isAfterValue: Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "{")
  }

  /// True when a line break stands before the place.
  private var isAfterBreak: Bool {
    var before = place - 1
    while before >= 0, bytes[before] <= 0x20 {
      if bytes[before] == 0x0A || bytes[before] == 0x0D { return true }
      before -= 1
    }
    return false
  }

  /// A number, a text or one of the words.
  private mutating func scalar() -> Found {
    guard let first = byte else { return .end }
    if first == UInt8(ascii: "\"") { return text() }
    let start = place
    while let byte, byte > 0x20, !"[]{},:\"".utf8.contains(byte) { place += 1 }
    if place == bytes.count { return .end }
    let word = bytes[start..<place]
    if ["true", "false", "null", "NaN", "Infinity"].contains(where: { word.elementsEqual($0.utf8) })
    {
      return .fits
    }
    // A point, digits and signs of an exponent: whether they stand right, the parser says.
    let isNumber = word.allSatisfy { $0 &- 48 <= 9 || "+-.eE".utf8.contains($0) }
    let begins = first &- 48 <= 9 || first == UInt8(ascii: "-") && word.count > 1
    // Dates have hyphens between their digits.
    let hasHyphens = zip(word, word.dropFirst()).contains { before, sign in
      sign == UInt8(ascii: "-") && before | 32 != UInt8(ascii: "e")
    }
    return isNumber && begins && !hasHyphens ? .fits : .other
  }

  /// A text in double quotes; it may not go on in another line.
  private mutating func text() -> Found {
    place += 1
    while let byte {
      if byte == UInt8(ascii: "\"") {
        place += 1
        return .fits
      }
      if byte == 0x0A || byte == 0x0D { return .other }
      place += byte == UInt8(ascii: "\\") ? 2 : 1
    }
    return .end
  }
}
