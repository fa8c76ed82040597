import LinnetText

/// What `describe` says about a dataset, as text.
///
///     344 rows, 4 columns
///     column            holds    gaps  smallest     mean  largest
///     species           text        0  3 different, most often Adelie (152)
///     bill_length [mm]  numbers     2      32.1  43.9219     59.6  ▁▃▅▃▅▅▃▁▁▁
///     sex               text       11  2 different, most often male (168)
enum SummaryText {
  /// A table that fits a width; what can best be done without is left out first.
  ///
  /// Without `isUnicode` the small pictures are made of ASCII signs.
  static func render(_ summary: DatasetSummary, width: Int, isUnicode: Bool) -> String {
    let size = summary.size
    guard !summary.columns.isEmpty else { return size }
    let rows = summary.columns.map { SummaryRow($0, isUnicode: isUnicode) }
    var layout = Layout(rows)
    // Of these the first is missed least: what a column holds shows in what is said about it.
    let steps: [(inout Layout) -> Void] = [
      { $0.hasKinds = false }, { if !$0.hasAnyGaps { $0.hasGaps = false } },
      { $0.nameWidth = min($0.nameWidth, 20) }, { $0.hasMeans = false },
      { $0.nameWidth = min($0.nameWidth, 12) }, { $0.hasBars = false },
      { $0.hasGaps = false },
    ]
    for step in steps where layout.width > width { step(&layout) }
    let lines = [layout.heading] + rows.enumerated().map { layout.line($0, $1) }
    return ([size] + lines.map { TextWidth.cut(TableText.trimmed($0), to: max(width, 16)) })
      .joined(separator: "\n")
  }

  /// Which columns the table has, and how wide they are.
  private struct Layout {
    var hasKinds = true
    var hasGaps = true
    var hasMeans = true
    var hasBars: Bool
    let hasAnyGaps: Bool
    var nameWidth: Int
    let kindWidth: Int
    let gapsWidth: Int
    /// The widths of smallest, mean and largest, ends for the points included.
    let numberWidths: [Int]
    /// What each number lacks behind its point, row by row, for smallest, mean and largest.
    private let tails: [[Int]]
    /// The width that sentences with a small picture behind them need.
    private let sentenceWidth: Int
    private let barsWidth: Int

    init(_ rows: [SummaryRow]) {
      func widest(_ heading: String, _ texts: [String]) -> Int {
        texts.reduce(TextWidth.of(heading)) { max($0, TextWidth.of($1)) }
      }
      nameWidth = min(widest("column", rows.map { $0.title }), 40)
      kindWidth = widest("holds", rows.map { $0.kind })
      gapsWidth = widest("gaps", rows.map { $0.gaps })
      hasAnyGaps = rows.contains { $0.gaps != "0" }
      let headings = SummaryRow.headings
      var tails: [[Int]] = []
      var widths: [Int] = []
      for place in 0..<3 {
        let ends = PointAlignment.tails(
          rows.map { $0.numbers.isEmpty || $0.numbers[place].isEmpty ? nil : $0.numbers[place] })
        tails.append(ends.map { $0.utf8.count })
        widths.append(
          widest(
            headings[place],
            rows.indices.map { row in
              rows[row].numbers.isEmpty
                ? ""
                : rows[row].numbers[place] + String(repeating: " ", count: tails[place][row])
            }))
      }
      self.tails = tails
      numberWidths = widths
      hasBars = rows.contains { !$0.bars.isEmpty }
      barsWidth = rows.reduce(0) { max($0, TextWidth.of($1.bars)) }
      sentenceWidth = rows.reduce(0) { $1.bars.isEmpty ? $0 : max($0, TextWidth.of($1.sentence)) }
    }

    private var numbersWidth: Int {
      let all = numberWidths[0] + 2 + numberWidths[2] + (hasMeans ? 2 + numberWidths[1] : 0)
      return max(all, hasBars ? sentenceWidth : 0)
    }

    /// The width of the whole table.
    var width: Int {
      nameWidth + (hasKinds ? 2 + kindWidth : 0) + (hasGaps ? 2 + gapsWidth : 0) + 2 + numbersWidth
        + (hasBars ? 2 + barsWidth : 0)
    }

    /// The line with what stands in each column.
    var heading: String {
      var text = TextWidth.padded("column", to: nameWidth)
      if hasKinds { text += "  " + TextWidth.padded("holds", to: kindWidth) }
      if hasGaps { text += "  " + TextWidth.padded("gaps", to: gapsWidth, isRight: true) }
      for place in 0..<3 where place != 1 || hasMeans {
        text +=
          "  "
          + TextWidth.padded(SummaryRow.headings[place], to: numberWidths[place], isRight: true)
      }
      return text
    }

    /// The line about one column.
    func line(_ line: Int, _ row: SummaryRow) -> String {
      var text = TextWidth.padded(TextWidth.cut(row.title, to: nameWidth), to: nameWidth)
      if hasKinds { text += "  " + TextWidth.padded(row.kind, to: kindWidth) }
      if hasGaps { text += "  " + TextWidth.padded(row.gaps, to: gapsWidth, isRight: true) }
      var about = row.sentence
      if !row.numbers.isEmpty {
        about = ""
        for place in 0..<3 where place != 1 || hasMeans {
          let end = String(repeating: " ", count: tails[place][line])
          let number = row.numbers[place].isEmpty ? "" : row.numbers[place] + end
          about +=
            (place == 0 ? "" : "  ")
            + TextWidth.padded(number, to: numberWidths[place], isRight: true)
        }
      }
      text += "  " + TextWidth.padded(about, to: row.bars.isEmpty ? 0 : numbersWidth)
      if hasBars, !row.bars.isEmpty { text += "  " + row.bars }
      return text
    }
  }
}

/// What is said about one column, in the words and numbers of a table.
struct SummaryRow {
  /// The headings of the numbers.
  static let headings = ["smallest", "mean", "largest"]

  /// The name with its unit.
  let title: String
  /// What the column holds.
  let kind: String
  /// How many gaps it has.
  let gaps: String
  /// Smallest, mean and largest; empty for what is said in a sentence.
  var numbers: [String] = []
  /// What is said in place of numbers.
  var sentence = ""
  /// The spread as a small picture of signs.
  var bars = ""

  init(_ column: ColumnSummary, isUnicode: Bool = true) {
    title = TableColumn.title(column.name, unit: column.unit)
    kind = column.kind == .truth ? "true/false" : column.kind.plural
    gaps = DigitGrouping.grouped(column.gaps)
    guard column.count > 0 else {
      sentence = "only gaps"
      return
    }
    switch column.content {
    case .numbers(let smallest, let mean, let largest, let exact):
      numbers = [
        exact.map { NumberText.shown($0.smallest) } ?? Self.brief(smallest), Self.brief(mean),
        exact.map { NumberText.shown($0.largest) } ?? Self.brief(largest),
      ]
    case .dates(let first, let last):
      sentence =
        first == last
        ? "always \(DateText.shown(first))"
        : "\(DateText.shown(first)) to \(DateText.shown(last))"
    case .texts(let commonest, let times):
      let word = TextWidth.cut(CellText.oneLine(commonest), to: 24)
      if column.different == 1 {
        sentence = "always \(word)"
      } else {
        sentence = "\(DigitGrouping.grouped(column.different)) different"
        // Where all differ none is common.
        if times > 1 { sentence += ", most often \(word) (\(DigitGrouping.grouped(times)))" }
      }
    case .truths(let yes) where yes == 0 || yes == column.count:
      sentence = yes == 0 ? "always false" : "always true"
    case .truths(let yes): sentence = "\(Self.percent(yes, of: column.count)) true"
    case .lists(let shortest, let longest):
      sentence =
        shortest == longest
        ? "\(longest) in each" : "\(shortest) to \(DigitGrouping.grouped(longest)) in each"
    case .others:
      if column.kind != .vector, column.different > 0 {
        sentence = "\(DigitGrouping.grouped(column.different)) different"
      }
    }
    if !isUnicode { sentence = sentence.split(separator: "…").joined(separator: "...") }
    bars = Self.bars(column.bars, isUnicode: isUnicode)
  }

  /// A number with 6 significant digits; all those before the point.
  static func brief(_ value: Double) -> String {
    guard value.isFinite else { return NumberText.shown(value) }
    return value.magnitude >= 1e5 && value.magnitude < 1e15
      ? NumberText.shown(value.rounded()) : NumberText.shown(value, digits: 6)
  }

  /// A share as people say it: `62.8%`, and neither all nor none unless it is.
  static func percent(_ part: Int, of whole: Int) -> String {
    let share = 100 * Double(part) / Double(max(whole, 1))
    if part > 0, share < 0.1 { return "under 0.1%" }
    if part < whole, share > 99.9 { return "over 99.9%" }
    return NumberText.shown(NumberText.rounding(share, digits: 1)) + "%"
  }

  /// A small picture of counts: one sign each, as high as the count, and a space for none.
  private static func bars(_ counts: [Int], isUnicode: Bool) -> String {
    let signs = Array(isUnicode ? "▁▂▃▅▇" : ".:-=#")
    let most = counts.reduce(0) { max($0, $1) }
    guard most > 0 else { return "" }
    var text = ""
    for count in counts {
      let height = Double(count) / Double(most) * Double(signs.count)
      text.append(
        count == 0 ? " " : signs[min(signs.count, max(1, Int(height.rounded(.up)))) - 1])
    }
    return text
  }
}
