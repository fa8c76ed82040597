/// Reading a number from text that a person wrote.
public enum NumberReading {
  /// What a text says as a number; nil when it is none.
  public enum Result: Sendable {
    /// A number without point or exponent that fits 64 bits.
    case whole(Int64)
    /// Any other number.
    case decimal(Double)
  }

  /// Reads `20`, `-3.5`, `6.02e23`, `−4`, `+7`, with spaces around; nil for anything else.
  ///
  /// Neither a decimal comma nor digits in groups are guessed here.
  public static func number(_ text: String) -> Result? {
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      if scalar == "\u{2212}" {
        bytes.append(UInt8(ascii: "-"))
      } else if scalar.isASCII {
        bytes.append(UInt8(scalar.value))
      } else if scalar != "\u{A0}" && scalar != "\u{202F}" && scalar != "\u{2009}" {
        return nil
      }
    }
    while let last = bytes.last, isSpace(last) { bytes.removeLast() }
    var start = 0
    while start < bytes.count, isSpace(bytes[start]) { start += 1 }
    bytes.removeFirst(start)
    guard let shape = shape(of: bytes) else { return nil }
    if shape == .whole {
      if let whole = Int64(String(decoding: bytes, as: UTF8.self)) { return .whole(whole) }
    }
    if bytes.first == UInt8(ascii: "+") { bytes.removeFirst() }
    return DecimalReader.shared.number(bytes).map { .decimal($0) }
  }

  private enum Shape { case whole, decimal }

  /// The grammar of a number.
  ///
  /// number = [sign] (digits ["." [digits]] | "." digits) [("e" | "E") [sign] digits]
  private static func shape(of bytes: [UInt8]) -> Shape? {
    var place = 0
    func digits() -> Int {
      let start = place
      while place < bytes.count, bytes[place] >= 0x30, bytes[place] <= 0x39 { place += 1 }
      return place - start
    }
    func sign() {
      if place < bytes.count, bytes[place] == 0x2B || bytes[place] == 0x2D { place += 1 }
    }
    var shape = Shape.whole
    sign()
    var count = digits()
    if place < bytes.count, bytes[place] == UInt8(ascii: ".") {
      shape = .decimal
      place += 1
      count += digits()
    }
    guard count > 0 else { return nil }
    if place < bytes.count, bytes[place] == UInt8(ascii: "e") || bytes[place] == UInt8(ascii: "E") {
      shape = .decimal
      place += 1
      sign()
      guard digits() > 0 else { return nil }
    }
    return place == bytes.count ? shape : nil
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (byte >= 0x09 && byte <= 0x0D)
  }
}
