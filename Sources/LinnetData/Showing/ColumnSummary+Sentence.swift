import LinnetText

extension ColumnSummary {
  /// What `describe` says about the column, in a line: `numbers, smallest 32.1, mean 43.9219, largest 59.6; 2 gaps`.
  public var sentence: String {
    let row = SummaryRow(self)
    var text = row.kind
    if row.numbers.isEmpty {
      if !row.sentence.isEmpty { text += ", " + row.sentence }
    } else {
      for (word, number) in zip(SummaryRow.headings, row.numbers) { text += ", \(word) \(number)" }
    }
    // Where there are only gaps, that has been said.
    if gaps > 0, count > 0 { text += "; " + DigitGrouping.counted(gaps, "gap") }
    return text
  }
}
