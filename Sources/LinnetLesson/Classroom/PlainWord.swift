import Linnet

/// Texts of strangers, made fit to be shown.
enum PlainWord {
  /// A text on one line, without letters that steer a terminal or turn the direction of writing, and cut to a length.
  ///
  /// What is cut ends in `…`. Spaces at both ends go, and several become one.
  static func clean(_ text: String, most: Int = 80) -> String {
    var kept = String.UnicodeScalarView()
    var count = 0
    var isSpaceDue = false
    for scalar in text.unicodeScalars {
      let value = scalar.value
      if isHidden(value) { continue }
      if value <= 0x20 || value >= 0x7F && value <= 0xA0 || value == 0x2028 || value == 0x2029 {
        isSpaceDue = count > 0
        continue
      }
      if count >= most {
        kept.append("…")
        break
      }
      if isSpaceDue {
        kept.append(" ")
        count += 1
        isSpaceDue = false
      }
      kept.append(scalar)
      count += 1
    }
    return String(kept)
  }

  /// True for letters that show nothing and turn or join what stands around them.
  private static func isHidden(_ value: UInt32) -> Bool {
    value >= 0x202A && value <= 0x202E || value >= 0x2066 && value <= 0x2069
      || value >= 0x200B && value <= 0x200F && value != 0x200D || value == 0xFEFF || value == 0x61C
      || value >= 0xE0000 && value <= 0xE007F
  }

  /// What tells two names apart: capitals A–Z and spaces around do not.
  static func key(of name: String) -> String { small(clean(name)) }

  /// A text with small letters for A–Z, as endings of file names are compared.
  static func small(_ text: String) -> String {
    String(
      decoding: text.utf8.map {
        $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") ? $0 | 0x20 : $0
      }, as: UTF8.self)
  }

  /// Names as a list for people: the first few, then how many more.
  static func list(_ names: [String], most: Int = 6) -> String {
    guard names.count > most else { return names.joined(separator: ", ") }
    return names.prefix(most - 1).joined(separator: ", ") + " … (\(names.count))"
  }

  /// The middle of numbers; nil where there are none.
  static func median(_ numbers: [Double]) -> Double? {
    guard !numbers.isEmpty else { return nil }
    let sorted = numbers.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  /// A part in hundredths, such as `71%`.
  ///
  /// Nothing less than all is 100%, nothing more than nothing 0%.
  static func percent(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return "" }
    let hundredths = (100 * Double(part) / Double(whole)).rounded()
    let shown = part < whole ? min(hundredths, 99) : hundredths
    return NumberText.fixed(part > 0 ? max(shown, 1) : shown, digits: 0) + "%"
  }
}
