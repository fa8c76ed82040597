/// Digits in groups of three, so that long numbers can be read: `10 583`.
public enum DigitGrouping {
  /// A whole number in groups of three; with fewer digits than `fromDigits` it stays in one piece.
  public static func grouped(_ number: Int, separator: String = " ", fromDigits: Int = 5) -> String
  {
    var bytes: [UInt8] = number < 0 ? [UInt8(ascii: "-")] : []
    append(
      Array("\(number.magnitude)".utf8)[...], separator: separator, fromDigits: fromDigits,
      to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A count with its word, whose plural has an `s`: `1 row`, `10 583 rows`.
  public static func counted(_ number: Int, _ word: String) -> String {
    grouped(number) + " " + word + (number == 1 ? "" : "s")
  }

  /// Adds the digits of a whole number in groups of three.
  public static func append(
    _ digits: ArraySlice<UInt8>, separator: String, fromDigits: Int = 5, to bytes: inout [UInt8]
  ) {
    var left = digits.count
    let isGrouped = left >= fromDigits
    for digit in digits {
      if isGrouped, left % 3 == 0, left < digits.count {
        bytes.append(contentsOf: separator.utf8)
      }
      bytes.append(digit)
      left -= 1
    }
  }
}
