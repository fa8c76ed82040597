/// A JSON value, as messages, notebooks and results hold them (RFC 8259).
public enum JSON: Sendable, Equatable {
  case null
  case truth(Bool)
  case number(Double)
  case text(String)
  case list([JSON])
  case object([Member])

  /// One member of an object; their order is kept.
  public struct Member: Sendable, Equatable {
    /// Its name.
    public var name: String
    /// What it holds.
    public var value: JSON

    /// Makes a member.
    public init(_ name: String, _ value: JSON) {
      self.name = name
      self.value = value
    }
  }

  /// The member with a name, the last of several; nil where there is none.
  public subscript(name: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.name == name }?.value
  }

  /// The text that this is.
  public var asText: String? { if case .text(let text) = self { text } else { nil } }

  /// True or false, if that is what this is.
  public var asTruth: Bool? { if case .truth(let truth) = self { truth } else { nil } }

  /// The number that this is.
  public var asNumber: Double? { if case .number(let number) = self { number } else { nil } }

  /// The whole number nearest to this one, however large.
  public var asWhole: Int? {
    // In a browser `Int` has 32 bits.
    let most = min(1e15, Double(Int.max))
    return asNumber.map { $0.isNaN ? 0 : Int(max(-most, min(most, $0))) }
  }

  /// The items of a list.
  public var asList: [JSON]? { if case .list(let items) = self { items } else { nil } }

  /// The members of an object.
  public var asObject: [Member]? { if case .object(let members) = self { members } else { nil } }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByIntegerLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  /// Makes a value from a literal.
  public init(stringLiteral text: String) { self = .text(text) }
  /// Makes a value from a literal.
  public init(booleanLiteral truth: Bool) { self = .truth(truth) }
  /// Makes a value from a literal.
  public init(integerLiteral number: Int) { self = .number(Double(number)) }
  /// Makes a value from a literal.
  public init(arrayLiteral items: JSON...) { self = .list(items) }
  /// Makes a value from a literal.
  public init(dictionaryLiteral members: (String, JSON)...) {
    self = .object(members.map { Member($0.0, $0.1) })
  }
  /// Makes a value from a literal.
  public init(nilLiteral: ()) { self = .null }
}

// MARK: Writing

extension JSON {
  /// The value as JSON.
  public var encoded: [UInt8] {
    var bytes: [UInt8] = []
    write(to: &bytes)
    return bytes
  }

  /// Appends the value as JSON.
  public func write(to bytes: inout [UInt8]) {
    switch self {
    case .null: bytes += "null".utf8
    case .truth(let truth): bytes += (truth ? "true" : "false").utf8
    case .number(let number): JSON.write(number, to: &bytes)
    case .text(let text): JSON.write(text, to: &bytes)
    case .list(let items):
      bytes.append(UInt8(ascii: "["))
      for (place, item) in items.enumerated() {
        if place > 0 { bytes.append(UInt8(ascii: ",")) }
        item.write(to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      for (place, member) in members.enumerated() {
        if place > 0 { bytes.append(UInt8(ascii: ",")) }
        JSON.write(member.name, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        member.value.write(to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  private static func write(_ number: Double, to bytes: inout [UInt8]) {
    // JSON has no word for what is no number.
    guard number.isFinite else {
      bytes += "null".utf8
      return
    }
    if number == number.rounded(), abs(number) < 1e15 {
      bytes += String(Int64(number)).utf8
    } else {
      NumberText.appendExact(number, to: &bytes)
    }
  }

  /// Appends a text in quotes; long stretches without a sign to escape are copied whole.
  public static func write(_ text: String, to bytes: inout [UInt8]) {
    var text = text
    bytes.append(UInt8(ascii: "\""))
    text.withUTF8 { letters in
      var start = 0
      for place in letters.indices {
        let letter = letters[place]
        guard letter < 0x20 || letter == UInt8(ascii: "\"") || letter == UInt8(ascii: "\\") else {
          continue
        }
        bytes += letters[start..<place]
        start = place + 1
        bytes.append(UInt8(ascii: "\\"))
        switch letter {
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(letter)
        default:
          bytes += "u00".utf8
          bytes.append(hexDigit(letter >> 4))
          bytes.append(hexDigit(letter & 15))
        }
      }
      bytes += letters[start...]
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// A digit from 0 to 15 as it is written.
  public static func hexDigit(_ digit: UInt8) -> UInt8 {
    digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
  }
}
