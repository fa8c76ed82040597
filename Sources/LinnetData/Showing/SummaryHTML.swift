import LinnetText

/// What `describe` says about a dataset, as a table in HTML with a small picture for each column.
enum SummaryHTML {
  /// The table.
  static func render(_ summary: DatasetSummary) -> String {
    let rows = summary.columns.map { SummaryRow($0) }
    let tails = (0..<3).map { place in
      PointAlignment.tails(rows.map { $0.numbers.isEmpty ? nil : $0.numbers[place] })
    }
    var body: [String] = []
    for (line, row) in rows.enumerated() {
      var text = "<tr><th scope=\"row\" class=\"c\">\(HTMLText.escaped(row.title))</th>"
      text += "<td>\(row.kind)</td><td class=\"n\">\(row.gaps)</td>"
      let picture = self.picture(summary.columns[line].bars)
      if row.numbers.isEmpty {
        let room = picture.isEmpty ? 4 : 3
        text += "<td colspan=\"\(room)\">\(HTMLText.escaped(row.sentence))</td>"
      } else {
        for place in 0..<3 {
          text += "<td class=\"n\">\(HTMLText.escaped(row.numbers[place]))"
          text += TableHTML.hidden(tails[place][line]) + "</td>"
        }
      }
      if !picture.isEmpty || !row.numbers.isEmpty { text += "<td>\(picture)</td>" }
      body.append(text + "</tr>")
    }
    var head = "<tr><th scope=\"col\">column</th><th scope=\"col\">holds</th>"
    for name in ["gaps"] + SummaryRow.headings {
      head += "<th scope=\"col\" class=\"n\">\(name)</th>"
    }
    head += "<th scope=\"col\">spread</th></tr>"
    return TableHTML.frame(caption: summary.size, head: [head], body: body)
  }

  /// The height of the largest bar, as a line of text is high.
  private static let tallest = 16

  /// Counts as bars; every count that is not nothing can be seen.
  private static func picture(_ counts: [Int]) -> String {
    let most = counts.reduce(0) { max($0, $1) }
    guard most > 0 else { return "" }
    let width = counts.count * 8
    let told = counts.map { DigitGrouping.grouped($0) }.joined(separator: ", ")
    let label =
      counts.count == 1 ? "all the same" : "counts in \(counts.count) equal steps: \(told)"
    var text =
      "<svg width=\"\(width)\" height=\"\(tallest)\" viewBox=\"0 0 \(width) \(tallest)\" role=\"img\""
    text += " aria-label=\"\(label)\">"
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
