import LinnetText

/// How wide text is, in ems of a proportional letter or in cells of a terminal.
enum LabelWidth {
  /// Advance widths of the printable ASCII characters in thousandths of an em.
  ///
  /// Helvetica's; Arial, Liberation Sans and TeX Gyre Heros share them.
  private static let ascii: [UInt16] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
  ]

  /// The width of a text in ems.
  static func ems(_ text: String, isBold: Bool = false) -> Double {
    var thousandths = 0
    for scalar in text.unicodeScalars {
      if scalar.value >= 32, scalar.value < 127 {
        thousandths += Int(ascii[Int(scalar.value) - 32])
      } else {
        switch (TextWidth.of(scalar), scalar.value) {
        case (0, _): break
        case (2, _): thousandths += 1000
        case (_, 0x2009): thousandths += 200
        case (_, 0x2070...0x209f), (_, 0xb2), (_, 0xb3), (_, 0xb9): thousandths += 333
        case (_, 0x2212), (_, 0xd7): thousandths += 584
        case (_, 0x2026): thousandths += 1000
        default: thousandths += 600
        }
      }
    }
    return Double(thousandths) / 1000 * (isBold ? 1.07 : 1)
  }

  /// The number of cells that a text takes where each of its scalars is put into cells of its own.
  static func cells(_ text: String) -> Int {
    var count = 0
    for scalar in text.unicodeScalars { count += TextWidth.of(scalar) }
    return count
  }

  /// A text cut with `…` so that `measure` is at most `limit`.
  static func abridged(_ text: String, limit: Double, _ measure: (String) -> Double) -> String {
    if measure(text) <= limit { return text }
    // Never more characters than this are looked at, however long the text.
    var kept = Array(text.unicodeScalars.prefix(400))
    while !kept.isEmpty {
      kept.removeLast()
      while let last = kept.last, last == " " || TextWidth.of(last) == 0 { kept.removeLast() }
      var short = ""
      short.unicodeScalars.append(contentsOf: kept)
      short += "…"
      if measure(short) <= limit { return short }
    }
    return ""
  }

  /// A text broken at spaces into at most `lines` lines, the last one cut with `…` where needed.
  static func wrapped(
    _ text: String, limit: Double, lines: Int, _ measure: (String) -> Double
  ) -> [String] {
    if measure(text) <= limit { return [text] }
    var result: [String] = []
    var current = ""
    var words = text.split(separator: " ", omittingEmptySubsequences: true)[...]
    while let word = words.first {
      let longer = current.isEmpty ? String(word) : current + " " + word
      if measure(longer) <= limit || current.isEmpty || result.count == lines - 1 {
        current = longer
        words = words.dropFirst()
        // A last line far too long need not be built in full.
        if result.count == lines - 1, measure(current) > limit { break }
      } else {
        result.append(current)
        current = ""
      }
    }
    if !current.isEmpty { result.append(current) }
    return result.map { abridged($0, limit: limit, measure) }
  }
}
