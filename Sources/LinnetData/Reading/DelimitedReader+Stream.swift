/// Handing a long table on piece by piece, so that it is never all there.
///
/// Each window becomes a dataset of its own. What the windows say together is what one pass would have
/// read: a column that is not the same kind in all of them, or that turns out to be words at the end,
/// needs the whole text.
extension DelimitedReader {
  /// Reads a long table and hands it on window by window, in order.
  ///
  /// Of the columns only those of `options.demanded` are read. `take` gets some ten thousand
  /// rows each time and answers false where it cannot go on. The result's dataset has the columns but no
  /// rows; `handedOn` says how many there were. Nil when the whole text is needed or `take` cannot go on: what
  /// was handed out must then be thrown away.
  ///
  /// Errors: as `read`, except those that only the whole text can tell.
  public static func stream(
    from source: ByteSource, options: DelimitedOptions = DelimitedOptions(),
    origin: String = "", workers: Workers = Workers(),
    windowBytes: Int = 4 << 20, progress: @escaping Progress = { _, _ in true },
    into take: (Dataset, _ expectedRows: Int) -> Bool
  ) throws(DataMistake) -> LoadedTable? {
    try inWindows(source, options, origin, workers, windowBytes, progress) {
      (reader, windows) throws(DataMistake) in
      try reader.streamed(windows, origin, take)
    }
  }

  private func streamed(
    _ windows: ByteWindows, _ origin: String,
    _ take: (Dataset, _ expectedRows: Int) -> Bool
  ) throws(DataMistake) -> LoadedTable {
    var places = try wanted()
    var unread: [String] = []
    let known = places.map { dialect.names[$0] }
    if let names = options.demanded {
      unread = places.map { dialect.names[$0] }.filter { !names.contains($0) }
      places.removeAll { !names.contains(dialect.names[$0]) }
    }
    let layout = layout(of: places)
    let expected = expectedRows()
    var findings = [DelimitedColumn.Findings](
      repeating: DelimitedColumn.Findings(), count: layout.count)
    var signs = [Bool?](repeating: nil, count: layout.count)
    var window = DelimitedCells(
      columns: makeColumns(layout, expectedRows: 0, collectsOnly: true), rows: 0, skippedRows: 0,
      firstSkipped: 0)
    var rows = 0
    var skippedRows = 0
    var firstSkipped = 0
    var hasComma = false
    var last = Dataset(names: [], columns: [])
    try eachWindow(windows, layout) { (batch) throws(DataMistake) in
      for (column, start) in zip(window.columns, layout) { column.restart(start) }
      window.rows = 0
      window.skippedRows = 0
      guard join(batch, into: &window).allSatisfy({ $0 }) else { return false }
      var columns: [Column] = []
      for place in places {
        let column = window.columns[place]
        columns.append(column.column(unit: dialect.units[place], missing: options.missingNumbers))
        findings[place].add(column, rowsBefore: rows)
        if let sign = column.isSigned {
          if let before = signs[place], before != sign { return false }
          signs[place] = sign
        }
        if column.kind == .decimal, column.mark == UInt8(ascii: ",") { hasComma = true }
      }
      if skippedRows == 0, window.skippedRows > 0 { firstSkipped = rows + window.firstSkipped }
      skippedRows += window.skippedRows
      rows += window.rows
      last = Dataset(
        names: places.map { dialect.names[$0] }, columns: columns, count: window.rows,
        origin: origin, known: unread.isEmpty ? [] : known)
      return take(last, expected)
    }
    if places.contains(where: { findings[$0].mustBecomeText }) {
      throw DataMistake(Self.needsWhole)
    }
    var table = LoadedTable(
      dataset: last.slice(0..<0),
      encoding: .utf8, hadSpacedNames: dialect.hadSpacedNames, separator: dialect.separator,
      hasDecimalComma: hasComma, gaps: places.reduce(0) { $0 + findings[$1].gaps },
      notes: dialect.notes + badCells(places, findings, rows: rows))
    if skippedRows > 0 { table.notes.append(Self.skipped(skippedRows, first: firstSkipped)) }
    table.unread = unread
    table.handedOn = (rows, places.count)
    return table
  }
}
