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
    var tallies = [WordTally?](repeating: nil, count: layout.count)
    var window = DelimitedCells(
      columns: makeColumns(layout, expectedRows: 0, collectsOnly: true), rows: 0, skippedRows: 0,
      firstSkipped: 0)
    var rows = 0
    var gaps = 0
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
        findings[place].add(column, rowsBefore: rows)
        if column.kind == .text {
          guard let made = words(column, place, &tallies[place]) else { return false }
          gaps += made.gaps
          columns.append(made.column)
        } else {
          columns.append(
            column.column(unit: dialect.units[place], missing: options.missingNumbers))
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
    // Only what is plain in every window is plain in the whole: all else takes a look at all of it.
    let areWords = places.allSatisfy { place in
      guard let tally = tallies[place] else { return true }
      let proof = MarkProof(said: options.decimalMark, separator: dialect.separator)
      let decision = ColumnDecision(tally, proof, said: nil)
      return tally.isCounted && !tally.mayBeNumbers && decision.kind == .text && !decision.areCodes
        && !decision.isUnclearDate
    }
    let marks = Set(places.filter { findings[$0].kind == .decimal }.map { window.columns[$0].mark })
    if !areWords || marks.count > 1 || places.contains(where: { findings[$0].mustBecomeText })
      || places.contains(where: { dialect.unnamed.contains($0) && findings[$0].isEmpty })
    {
      throw DataMistake(Self.needsWhole)
    }
    var table = LoadedTable(
      dataset: last.slice(0..<0),
      encoding: .utf8, hadSpacedNames: dialect.hadSpacedNames, separator: dialect.separator,
      hasDecimalComma: hasComma,
      gaps: places.reduce(gaps) { $0 + (findings[$1].kind == .text ? 0 : findings[$1].gaps) },
      notes: [])
    table.decisions = dialect.decisions
    tellComments(window.comments, &table)
    if window.emptyRows > 0 { table.decisions.append(.emptyRows(window.emptyRows)) }
    if hasComma, options.decimalMark == nil { table.decisions.append(.decimalComma) }
    for place in places where findings[place].kind != .text {
      let name = dialect.names[place]
      let finding = findings[place]
      if finding.gapWordCount > 0 {
        table.decisions.append(
          .gapWords(column: name, count: finding.gapWordCount, word: finding.gapWord))
      }
      if let bad = finding.firstBad {
        let kind: ColumnKind = finding.kind == .date ? .date : .number
        table.notes.append(badCells(name, finding.badCount, bad, kind, rows: rows))
      }
    }
    if table.notes.count > 3 {
      table.decisions.append(.moreMisfits(table.notes.count - 3))
      table.notes.removeLast(table.notes.count - 3)
    }
    if skippedRows > 0 { table.notes.append(Self.skipped(skippedRows, first: firstSkipped)) }
    table.unread = unread
    table.handedOn = (rows, places.count)
    return table
  }

  /// The words of a column in a window, and what is known of the column so far; nil where the windows may differ.
  private func words(_ column: DelimitedColumn, _ place: Int, _ known: inout WordTally?)
    -> WordColumn?
  {
    let content = column.content
    let tally = WordTally(content.words, uses: content.uses, gaps: gapWords, dates: options.dates)
    if known?.add(tally) == nil { known = tally }
    let proof = MarkProof(said: options.decimalMark, separator: dialect.separator)
    let decision = ColumnDecision(tally, proof, said: .text)
    // Among nothing but codes of two capitals `NA` may be one: the other windows have a say.
    if tally.hasNA, tally.capitalPairs == tally.cells { return nil }
    return WordColumn(
      content.words, codes: content.codes, uses: content.uses, decision, tally: tally,
      name: dialect.names[place], unit: dialect.units[place], gaps: gapWords,
      dates: options.dates)
  }
}
