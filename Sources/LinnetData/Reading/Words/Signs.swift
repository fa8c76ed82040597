/// Signs that stand behind numbers.
enum Signs {
  /// True for a flag: one to three letters, or stars and daggers, or either in brackets, and no known unit.
  static func isFlag(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    if HeaderNames.isWellKnownUnit(text), bytes.count > 1 || bytes == [UInt8(ascii: "%")] {
      return false
    }
    if bytes.first == UInt8(ascii: "("), bytes.last == UInt8(ascii: ")") { return bytes.count <= 6 }
    if bytes.first == UInt8(ascii: "["), bytes.last == UInt8(ascii: "]") { return bytes.count <= 6 }
    if bytes.allSatisfy({ $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "+") }) {
      return bytes.count <= 4
    }
    if bytes.allSatisfy({ $0 < 0x80 }) {
      return bytes.count <= 3 && bytes.allSatisfy { $0 | 32 >= 97 && $0 | 32 <= 122 || $0 == 0x20 }
    }
    // † ‡ § ¹ ² ³
    return text.unicodeScalars.count <= 3
      && text.unicodeScalars.allSatisfy { scalar in
        switch scalar.value {
        case 0x2020, 0x2021, 0xA7, 0xB9, 0xB2, 0xB3, 0x2070...0x2079, 0xAA, 0xBA: true
        default: false
        }
      }
  }

  /// True for letters right behind a number that change it: thousands and millions, and the side of a sphere.
  static func changesNumber(_ text: String) -> Bool {
    ["K", "k", "M", "B", "G", "T", "N", "S", "E", "W", "O", "m", "bn", "mn"].contains(text)
  }

  /// True for a sign that may be the unit of all numbers of a column.
  ///
  /// What nobody knows must be short and stand apart, several times: `12 kr`, but not `123 Main Street` or `15 June`.
  static func isUnit(_ text: String, cells: Int, isAttached: Bool) -> Bool {
    let bytes = Array(text.utf8)
    // `15A` is a code, `15 A` a current.
    if isAttached, bytes.count == 1, bytes[0] >= 65, bytes[0] <= 90 { return false }
    if HeaderNames.isWellKnownUnit(text) { return true }
    let first = bytes.first ?? 0
    if first == UInt8(ascii: ".") || first == UInt8(ascii: "+") || first == UInt8(ascii: "*") {
      return false
    }
    if ["am", "pm", "a.m.", "p.m."].contains(text.lowercased()) { return false }
    if bytes.contains(UInt8(ascii: "\\")) || bytes.contains(UInt8(ascii: "(")) { return false }
    let hasLetters = bytes.contains { $0 | 32 >= 97 && $0 | 32 <= 122 }
    // `%`, `€`, `°`
    if !hasLetters {
      return text.unicodeScalars.count <= 2
        && text.unicodeScalars.allSatisfy { $0.value >= 0x80 || $0 == "%" || $0 == "$" }
    }
    let isMonth = bytes.withUnsafeBufferPointer { MonthNames.month($0, 0..<$0.count) != nil }
    return !isAttached && bytes.count <= 5 && cells >= 2 && !bytes.contains(0x20) && !isMonth
  }

  /// True when the sign begins with a letter of English.
  static func isLetter(_ text: String) -> Bool {
    guard let byte = text.utf8.first else { return false }
    return byte | 32 >= 97 && byte | 32 <= 122
  }
}
