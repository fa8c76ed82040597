import LinnetText

/// What `describe` says about a dataset, as a table in HTML with a small picture for each column.
enum SummaryHTML {
  /// The table.
  static func render(_ summary: DatasetSummary, looks: HTMLLooks = .inline) -> String {
    let rows = summary.columns.map { SummaryRow($0) }
    let tails = (0..<3).map { place in
      PointAlignment.tails(rows.map { $0.numbers.isEmpty ? nil : $0.numbers[place] })
    }
    let (words, number) = (looks.cell(isNumber: false), looks.cell(isNumber: true))
    var body: [String] = []
    for (line, row) in rows.enumerated() {
      var text = "<tr><th scope=\"row\"\(looks.rowName)>\(HTMLText.escaped(row.title))</th>"
      text += "<td\(words)>\(row.kind)</td><td\(number)>\(row.gaps)</td>"
      let bars = summary.columns[line].bars
      let picture = looks == .sheet ? drawn(bars) : written(row.bars, bars)
      if row.numbers.isEmpty {
        let room = picture.isEmpty ? 4 : 3
        text += "<td colspan=\"\(room)\"\(words)>\(HTMLText.escaped(row.sentence))</td>"
      } else {
        for place in 0..<3 {
          text += "<td\(number)>\(HTMLText.escaped(row.numbers[place]))"
          text += looks.hidden(tails[place][line]) + "</td>"
        }
      }
      if !picture.isEmpty || !row.numbers.isEmpty { text += "<td\(words)>\(picture)</td>" }
      body.append(text + "</tr>")
    }
    var head = "<tr><th scope=\"col\"\(words)>column</th><th scope=\"col\"\(words)>holds</th>"
    for name in ["gaps"] + SummaryRow.headings { head += "<th scope=\"col\"\(number)>\(name)</th>" }
    head += "<th scope=\"col\"\(words)>spread</th></tr>"
    return looks.frame(caption: summary.size, head: [head], body: body)
  }

  /// What a small picture says in words.
  private static func label(_ counts: [Int]) -> String {
    let told = counts.map { DigitGrouping.grouped($0) }.joined(separator: ", ")
    return counts.count == 1 ? "all the same" : "counts in \(counts.count) equal steps: \(told)"
  }

  /// Counts as signs, which stay where drawn pictures are thrown away.
  private static func written(_ signs: String, _ counts: [Int]) -> String {
    if signs.isEmpty { return "" }
    let words = label(counts)
    return
      "<span style=\"white-space:pre\" title=\"\(words)\" role=\"img\" aria-label=\"\(words)\">"
      + HTMLText.escaped(signs) + "</span>"
  }

  /// The height of the largest bar, as a line of text is high.
  private static let tallest = 16

  /// Counts as bars; every count that is not nothing can be seen.
  private static func drawn(_ counts: [Int]) -> String {
    let most = counts.reduce(0) { max($0, $1) }
    guard most > 0 else { return "" }
    let width = counts.count * 8
    var text =
      "<svg width=\"\(width)\" height=\"\(tallest)\" viewBox=\"0 0 \(width) \(tallest)\" role=\"img\""
    text += " aria-label=\"\(label(counts))\">"
    for (place, count) in counts.enumerated() where count > 0 {
      let height = max(
        1, NumberText.rounding(Double(tallest) * Double(count) / Double(most), digits: 1))
      let top = NumberText.shown(NumberText.rounding(Double(tallest) - height, digits: 1))
      text += "<rect x=\"\(place * 8)\" y=\"\(top)\" width=\"7\" "
      text += "height=\"\(NumberText.shown(height))\"/>"
    }
    return text + "</svg>"
  }
}
