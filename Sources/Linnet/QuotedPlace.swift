/// What a text in quotes is for, as far as what stands before it says.
enum QuotedPlace: Equatable {
  /// The name of a column: `d["`.
  case name(owner: String)
  /// A word that a column may hold: `species == "`, `birds.species == "`, `species in ["Adelie", "`.
  case word(base: String?, column: String)
  /// The value of an option: `kind: "`.
  case option(String)
  /// Anything else.
  case plain

  /// Looks at what stands before the quote.
  init(before bytes: ArraySlice<UInt8>) {
    var reader = BackwardReader(bytes)
    reader.skipSpaces()
    switch reader.last {
    case UInt8(ascii: ":"):
      reader.drop(1)
      self = reader.name().map { .option($0) } ?? .plain
    case UInt8(ascii: "["):
      reader.drop(1)
      if let owner = reader.name() {
        self = owner == "in" ? Self.word(reader.operand()) : .name(owner: owner)
      } else {
        reader.skipSpaces()
        self = reader.name() == "in" ? Self.word(reader.operand()) : .plain
      }
    case UInt8(ascii: ","):
      // A later word of a list.
      self = reader.dropList() && reader.name() == "in" ? Self.word(reader.operand()) : .plain
    case UInt8(ascii: "="):
      reader.drop(1)
      if let sign = reader.last, "=!".utf8.contains(sign) { reader.drop(1) }
      self = Self.word(reader.operand())
    default:
      let word = reader.name()
      if word == "not" {
        reader.skipSpaces()
        self = reader.name() == "is" ? Self.word(reader.operand()) : .plain
      } else {
        self = word == "is" ? Self.word(reader.operand()) : .plain
      }
    }
  }

  private static func word(_ operand: (base: String?, column: String)?) -> QuotedPlace {
    operand.map { .word(base: $0.base, column: $0.column) } ?? .plain
  }
}

/// Reads bytes from their end.
private struct BackwardReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  var last: UInt8? { rest.last }

  mutating func drop(_ count: Int) { rest = rest.dropLast(count) }

  mutating func skipSpaces() {
    while let byte = rest.last, byte == 0x20 || byte == 0x09 || byte == 0x0A { rest.removeLast() }
  }

  /// The name that ends here; nil when none does.
  mutating func name() -> String? {
    var start = rest.endIndex
    while start > rest.startIndex, Pieces.isLetter(rest[start - 1]) { start -= 1 }
    guard start < rest.endIndex else { return nil }
    defer { rest = rest[..<start] }
    return String(decoding: rest[start...], as: UTF8.self)
  }

  /// Drops a list of texts back to its `[`; false when this is none.
  mutating func dropList() -> Bool {
    while let byte = rest.last {
      rest.removeLast()
      if byte == UInt8(ascii: "[") {
        skipSpaces()
        return true
      }
      if byte == UInt8(ascii: "\"") {
        guard let open = rest.lastIndex(of: byte) else { return false }
        rest = rest[..<open]
      } else if byte != UInt8(ascii: ","), byte != 0x20, byte != 0x0A {
        return false
      }
    }
    return false
  }

  /// The column that ends here: `species`, `birds.species`, `birds["species"]` or `row["species"]`.
  mutating func operand() -> (base: String?, column: String)? {
    skipSpaces()
    if rest.suffix(2).elementsEqual("\"]".utf8) {
      drop(2)
      guard let open = rest.lastIndex(of: UInt8(ascii: "\"")) else { return nil }
      let column = String(decoding: rest[(open + 1)...], as: UTF8.self)
      rest = rest[..<open]
      guard rest.last == UInt8(ascii: "[") else { return nil }
      drop(1)
      guard let base = name() else { return nil }
      return (base == "row" ? nil : base, column)
    }
    guard let column = name() else { return nil }
    guard rest.last == UInt8(ascii: ".") else { return (nil, column) }
    drop(1)
    guard let base = name() else { return nil }
    return (base == "row" ? nil : base, column)
  }
}
