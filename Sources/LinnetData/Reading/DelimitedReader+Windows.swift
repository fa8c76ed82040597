/// Reading a long table without ever holding all of its text.
///
/// The text passes through windows of some megabytes, each cut into stretches as a table in memory is.
/// Whatever needs more than one look at the text (a quote that is still open where a window ends, a column
/// that changes its mind, bytes that are no UTF-8, a row of another length) ends the attempt, and the
/// caller reads the whole text instead. So what comes out is always what one pass would have read.
extension DelimitedReader {
  /// The code that says the whole text is needed.
  static let needsWhole = "needs-the-whole-text"

  /// Reads a table window by window; nil when the whole text is needed.
  ///
  /// Errors: as `read`, except those that only the whole text can tell.
  public static func read(
    from source: ByteSource, options: DelimitedOptions = DelimitedOptions(), origin: String = "",
    workers: Workers = Workers(), windowBytes: Int = 4 << 20,
    progress: @escaping Progress = { _, _ in true }
  ) throws(DataMistake) -> LoadedTable? {
    try inWindows(source, options, origin, workers, windowBytes, progress) {
      (reader, windows) throws(DataMistake) in
      try reader.table(origin)
    }
  }

  /// Hands a long file to work that reads it window by window; nil when the whole text is needed.
  static func inWindows(
    _ source: ByteSource, _ options: DelimitedOptions, _ origin: String, _ workers: Workers,
    _ windowBytes: Int, _ progress: @escaping Progress,
    _ work: (DelimitedReader, ByteWindows) throws(DataMistake) -> LoadedTable
  ) throws(DataMistake) -> LoadedTable? {
    guard source.size > 2 * windowBytes, options.rows == nil, options.widths == nil else {
      return nil
    }
    let windows = ByteWindows(source, windowBytes: windowBytes)
    windows.restart()
    let lines = windows.lines
    guard !windows.hasFailed, !windows.isLast, !lines.prefix(1024).contains(0),
      TextEncoding.isUTF8(UnsafeRawBufferPointer(lines))
    else { return nil }
    do throws(DataMistake) {
      let text = UnsafeBufferPointer(rebasing: lines.dropFirst(markLength(lines)))
      let dialect = Dialect(text, options, isWhole: false)
      let reader = try DelimitedReader(
        text, dialect, options, origin, workers, progress, windows)
      return try work(reader, windows)
    } catch {
      if error.code == needsWhole || error.code == needsEscapes { return nil }
      throw error
    }
  }

  /// The length of a byte-order mark.
  private static func markLength(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// Reads all cells, window by window.
  func cellsInWindows(
    _ windows: ByteWindows, _ layout: [DelimitedColumn.Start], expectedRows: Int
  ) throws(DataMistake) -> DelimitedCells {
    var all = DelimitedCells(
      columns: makeColumns(layout, expectedRows: expectedRows, collectsOnly: true), rows: 0,
      skippedRows: 0, firstSkipped: 0)
    try eachWindow(windows, layout) { (batch) throws(DataMistake) in
      join(batch, into: &all).allSatisfy { $0 }
    }
    return all
  }

  /// Reads the stretches of one window after another; work that answers false needs the whole text.
  func eachWindow(
    _ windows: ByteWindows, _ layout: [DelimitedColumn.Start],
    _ work: (Batch) throws(DataMistake) -> Bool
  ) throws(DataMistake) {
    guard layout.count > 1 else { throw DataMistake(Self.needsWhole) }
    if windows.done > 0 { windows.restart() }
    options.counter?.rows = 0
    var columns: [[DelimitedColumn]] = []
    // Two stretches a window at least, so that two workers have something to do.
    let stretch = stretchBytes(most: windows.lines.count / 2 + 1)
    let rowsOfStretch = min(
      Self.rows(ofStretches: max(windows.size / stretch, 1), among: expectedRows()), 4096)
    while true {
      let lines = windows.lines
      guard let base = lines.baseAddress, !windows.hasFailed else {
        throw DataMistake(Self.needsWhole)
      }
      let skipped = windows.done == 0 ? Self.markLength(lines) + dialect.dataStart : 0
      let edges = stretchEdges(from: base + skipped, to: base + lines.count, each: stretch)
      while columns.count < edges.count - 1 {
        columns.append(makeColumns(layout, expectedRows: rowsOfStretch))
      }
      let batch = Batch(
        self, edges, columns, layout: layout, end: base + lines.count, checksEncoding: true)
      workers.run(count: edges.count) { piece in
        if piece == 0 {
          if !windows.isLast { windows.readAhead() }
        } else {
          batch.read(piece - 1)
        }
      }
      guard batch.isWhole, windows.isLast || !batch.ranOut, try work(batch) else {
        throw DataMistake(Self.needsWhole)
      }
      options.counter?.rows += batch.passes.reduce(0) { $0 + $1.rows }
      if !progress(windows.done + lines.count, windows.size) { throw DataMistake("stopped") }
      if windows.isLast { return }
      windows.advance()
    }
  }
}
