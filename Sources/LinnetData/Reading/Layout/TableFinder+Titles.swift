/// The row of names among the first lines: titles stand above it, or a row of groups.
extension TableFinder {
  /// `# x y z` straight above the numbers is the header; nil where there is no such line.
  func commentedNames() -> [[UInt8]]? {
    guard let comment, !rows.rows.isEmpty, let mark = dialect.comments.known.last else {
      return nil
    }
    let named = SampleRows(
      text, from: comment + mark.count, to: rows.rows[0].start, separator: dialect.separator,
      escapes: dialect.escapes,
      comments: CommentMarks(nil), most: 1)
    guard let row = named.rows.first, row.count == rows.rows[0].count, row.count > 1,
      (0..<row.count).contains(where: { rows.glance(0, $0).isNumber })
    else { return nil }
    return (0..<row.count).map { named.cell(0, $0) }
  }

  /// The first row that is no title: titles fill one cell, or few where a row of words follows that fills all.
  mutating func skipTitles(_ first: Int) -> Int {
    guard width > 1, options.skip == nil else { return first }
    var row = first
    while row + 1 < rows.rows.count, row < 40, isTitle(row) { row += 1 }
    // Titles down to the last row are no titles.
    guard row + 1 < rows.rows.count || row == first else { return first }
    if row > first { dialect.decisions.append(.linesAbove(lines(from: first, to: row))) }
    return row
  }

  func lines(from first: Int, to row: Int) -> Int {
    (first..<row).filter { rows.rows[$0].filled > 0 }.count
  }

  func isTitle(_ row: Int) -> Bool {
    let cells = rows.rows[row]
    if isGroupRow(row) { return false }
    if cells.filled == 1 {
      // A name or a row that lacks all its other cells begins no table of several columns.
      return cells.count == 1 || rows.isFilled(row, 0) && width > 2 || width > 3
        || rows.isFilled(row, 0) && isFull(row + 1) && row + 2 < rows.rows.count
          && allWords(row + 1)
          && !allWords(row + 2)
    }
    // A line with fewer fields than the rows, or one with few of them filled, above a row of names.
    guard cells.count < width || cells.filled * 2 <= width else { return false }
    var next = row + 1
    while next < rows.rows.count, next < row + 20, !isFull(next) || rows.rows[next].count < width {
      next += 1
    }
    return next + 1 < rows.rows.count && allWords(next) && rows.rows[next].filled > cells.filled
      && !allWords(next + 1)
  }

  func isFull(_ row: Int) -> Bool {
    row < rows.rows.count && rows.rows[row].filled >= 2 && rows.rows[row].filled >= width - 1
  }

  /// True when a row holds words and years only, as names of columns do.
  func allWords(_ row: Int) -> Bool {
    guard row < rows.rows.count else { return false }
    return (0..<rows.rows[row].count).allSatisfy { place in
      switch rows.glance(row, place) {
      case .word, .empty, .year, .date, .gap: true
      default: false
      }
    }
  }

  /// True for a row of groups above the names: `,Male,,Female,` above `Region,2021,2022,2021,2022`.
  func isGroupRow(_ row: Int) -> Bool {
    guard row + 2 < rows.rows.count, width > 2, rows.rows[row].count >= width - 1,
      rows.rows[row + 1].count == width,
      rows.rows[row].filled >= 1, allWords(row), allWords(row + 1)
    else { return false }
    // It spans: a filled cell with empty ones behind it, below all of which there are names.
    var spans = false
    for place in 1..<width
    where !rows.isFilled(row, place) && rows.isFilled(row, place - 1) && place > 1 { spans = true }
    // Or the name of the group stands in each of its columns, and the first cell below is empty.
    if !spans, !rows.isFilled(row + 1, 0), rows.rows[row].filled == width {
      for place in 2..<width where rows.cell(row, place) == rows.cell(row, place - 1) {
        spans = true
      }
    }
    guard spans else { return false }
    for place in 0..<width where !rows.isFilled(row, place) || place > 0 {
      if rows.isFilled(row, place), place > 0, !rows.isFilled(row + 1, place) { continue }
      if !rows.isFilled(row + 1, place), place > 0 { return false }
    }
    // The names below repeat, or the first cell is empty above or below.
    var seen: Set<[UInt8]> = []
    var repeats = false
    for place in 1..<width where !seen.insert(rows.cell(row + 1, place)).inserted { repeats = true }
    guard repeats || !rows.isFilled(row, 0) || !rows.isFilled(row + 1, 0) else { return false }
    return !allWords(row + 2)
  }
}
