import LinnetText

/// Reads a comma-separated table, or one with tabs, semicolons, bars or spaces, from bytes.
///
/// Never fails on what a file really looks like and never guesses in silence: what was decided comes
/// back with the table. The layout is found on the first rows, then all cells are read in one pass:
/// numbers straight from the bytes, anything unusual as words, which are decided by all of them together.
public struct DelimitedReader {
  /// Says how many of how many bytes are done; an answer of false stops the reading.
  public typealias Progress = (_ done: Int, _ total: Int) -> Bool

  let options: DelimitedOptions
  let dialect: Dialect
  let start: UnsafePointer<UInt8>
  let end: UnsafePointer<UInt8>
  let gapWords: GapWords
  let workers: Workers
  let progress: Progress
  /// The rest of a file that is read window by window; `start` to `end` is then the first of them.
  let windows: ByteWindows?

  /// Reads a table; `workers` share the work, and what comes out is the same for any number of them.
  ///
  /// Errors: `ragged-row`, `not-a-table`, `empty-file`, `unknown-column`, `stopped`.
  public static func read(
    _ bytes: consuming [UInt8], options: DelimitedOptions = DelimitedOptions(),
    origin: String = "", workers: Workers = Workers(),
    progress: @escaping Progress = { _, _ in true }
  ) throws(DataMistake) -> LoadedTable {
    var decoded = DecodedText(bytes)
    var text = decoded.take()
    let (encoding, strays) = (decoded.encoding, decoded.strays)
    if text.prefix(1024).contains(0) { throw DataMistake("not-a-table", ["path": origin]) }
    // The mark that ended files of old systems.
    while let last = text.last, last == 0x1A { text.removeLast() }
    if let last = text.last, last != 0x0A { text.append(0x0A) }
    var decisions: [ReadingDecision] = []
    if encoding != .utf8 { decisions.append(.encoding(encoding.name)) }
    var options = options
    var layout: Dialect?
    if options.widths == nil {
      let found = text.withUnsafeBufferPointer { Dialect($0, options, isWhole: true) }
      if !found.isOneColumn { layout = found }
    }
    if layout == nil, options.separator == nil, let columns = Self.inColumns(text, options) {
      text = columns.text
      options.separator = 0x09
      if options.widths == nil { decisions.append(.positions(columns.count)) }
      if columns.skipped > 0 { decisions.append(.linesAbove(columns.skipped)) }
    }
    var table = try text.withUnsafeBufferPointer { (buffer) throws(DataMistake) -> LoadedTable in
      let dialect = layout ?? Dialect(buffer, options, isWhole: true)
      do throws(DataMistake) {
        let reader = try DelimitedReader(
          buffer, dialect, options, origin, workers, progress, nil)
        return try reader.table(origin)
      } catch {
        guard error.code == needsEscapes else { throw error }
        let escaped = Dialect(buffer, options, isWhole: true, escapes: true)
        let reader = try DelimitedReader(
          buffer, escaped, options, origin, workers, progress, nil)
        return try reader.table(origin)
      }
    }
    table.encoding = encoding
    table.decisions = decisions + table.decisions
    if let strays { table.notes.append(strays.note) }
    return table
  }

  /// The code that says that backslashes stand before quotes.
  static let needsEscapes = "needs-escapes"

  init(
    _ buffer: UnsafeBufferPointer<UInt8>, _ dialect: Dialect, _ options: DelimitedOptions,
    _ origin: String, _ workers: Workers, _ progress: @escaping Progress, _ windows: ByteWindows?
  ) throws(DataMistake) {
    self.windows = windows
    self.dialect = dialect
    guard let base = buffer.baseAddress, !dialect.names.isEmpty,
      buffer.contains(where: { $0 > 0x20 })
    else { throw DataMistake("empty-file", ["path": origin]) }
    self.options = options.withMissingOnBothSides
    self.workers = workers
    self.progress = progress
    start = base + dialect.dataStart
    end = base + max(dialect.dataEnd ?? buffer.count, dialect.dataStart)
    gapWords = GapWords(self.options)
  }

  /// A text whose columns stand one under the other, with tabs between them; nil for every other.
  private static func inColumns(_ text: [UInt8], _ options: DelimitedOptions)
    -> (text: [UInt8], count: Int, skipped: Int)?
  {
    text.withUnsafeBufferPointer { buffer in
      if let widths = options.widths {
        let columns = PositionColumns(widths: widths)
        return columns.separated(buffer, from: 0).map { ($0, widths.count, 0) }
      }
      return PositionColumns.find(buffer, options)
    }
  }

  // MARK: The plan

  /// Which columns are read and as what.
  func wanted() throws(DataMistake) -> [Int] {
    if let names = options.headerNames, names.count > dialect.names.count {
      throw DataMistake(
        "too-many-names",
        [
          "count": "\(names.count)",
          "columns": dialect.names.count == 1 ? "1 column" : "\(dialect.names.count) columns",
        ])
    }
    for name in options.kinds.keys.sorted() where !dialect.names.contains(name) {
      throw DataMistake(
        "unknown-column", ["name": name, "columns": dialect.names.joined(separator: "\n")])
    }
    if let asked = options.columns {
      return try HeaderNames.places(of: asked, among: dialect.names)
    }
    return Array((dialect.hasRowNumbers ? 1 : 0)..<dialect.names.count)
  }

  /// The remark on cells that did not fit their column.
  func badCells(
    _ name: String, _ count: Int, _ first: (row: Int, text: String), _ kind: ColumnKind, rows: Int
  ) -> DataMistake {
    DataMistake(
      "bad-cells",
      [
        "name": name, "bad": DigitGrouping.grouped(count), "count": DigitGrouping.grouped(rows),
        "row": "\(first.row)", "sample": first.text, "kind": kind.plural,
      ])
  }

  /// The remark on rows left out because they had too many or too few fields.
  static func skipped(_ count: Int, first: Int) -> DataMistake {
    let rows = count == 1 ? "1 row that has" : "\(DigitGrouping.grouped(count)) rows that have"
    return DataMistake(
      "ragged-skipped", ["rows": rows, "row": DigitGrouping.grouped(first)])
  }

  /// How long the first rows are on average; all bytes where there is no whole row.
  func rowBytes() -> Int {
    var place = start
    var rows = 0
    // Of long rows fewer are enough.
    while place < end, rows < 200, rows < 8 || place - start < 1 << 20 {
      if place.pointee == 0x0A { rows += 1 }
      place += 1
    }
    return rows == 0 ? .max : max((place - start) / rows, 1)
  }

  /// A guess at the number of rows from the length of the first ones, so that columns grow rarely.
  func expectedRows() -> Int {
    let guess = max((windows?.size ?? end - start) / rowBytes(), 1)
    return min(guess + guess / 16 + 8, options.rows.map { max($0, 0) } ?? .max)
  }

  // MARK: The cells

  /// Reads all cells as `layout` says.
  func cells(_ layout: [DelimitedColumn.Start], expectedRows: Int) throws(DataMistake)
    -> DelimitedCells
  {
    if let windows { return try cellsInWindows(windows, layout, expectedRows: expectedRows) }
    if let all = try cellsInChunks(layout, expectedRows: expectedRows) { return all }
    return try cellsInOneGo(layout, expectedRows: expectedRows)
  }

  /// Reads all cells from the first to the last.
  func cellsInOneGo(_ layout: [DelimitedColumn.Start], expectedRows: Int) throws(DataMistake)
    -> DelimitedCells
  {
    let columns = makeColumns(layout, expectedRows: expectedRows)
    var pass = DelimitedPass(self, from: start, to: end, end: end)
    do throws(DelimitedPass.Problem) {
      try pass.read(columns, progress: progress)
    } catch {
      switch error {
      case .stopped: throw DataMistake("stopped")
      case .backslash: throw DataMistake(Self.needsEscapes)
      case .ragged(let offset, let row, let fields): throw ragged(start + offset, row, fields)
      }
    }
    _ = progress(end - start, end - start)
    if pass.sawBackslash { throw DataMistake(Self.needsEscapes) }
    return DelimitedCells(
      columns: columns, rows: pass.rows, skippedRows: pass.skippedRows,
      firstSkipped: pass.firstSkipped, comments: pass.commentLines, emptyRows: pass.emptyRows)
  }

  /// An empty column for each of a layout.
  ///
  /// Columns that only collect those of stretches have no block.
  func makeColumns(
    _ layout: [DelimitedColumn.Start], expectedRows: Int, collectsOnly: Bool = false
  ) -> [DelimitedColumn] {
    let blockRows =
      collectsOnly
      ? 1 : min(DelimitedPass.blockRows(columns: layout.count), max(expectedRows, 8))
    return layout.map { start in
      DelimitedColumn(start, gapWords: gapWords, blockRows: blockRows, expectedRows: expectedRows)
    }
  }

  private func ragged(_ rowStart: UnsafePointer<UInt8>, _ row: Int, _ fields: Int) -> DataMistake {
    var line = 1
    var place = start - dialect.dataStart
    while place < rowStart {
      if place.pointee == 0x0A || place.pointee == 0x0D && (place + 1).pointee != 0x0A { line += 1 }
      place += 1
    }
    var mistake = DataMistake(
      "ragged-row",
      [
        "row": "\(row)", "line": "\(line)", "count": "\(fields)",
        "columns": dialect.names.count == 1 ? "1 column" : "\(dialect.names.count) columns",
      ])
    if let (way, done) = wayOut() {
      mistake.slots["way"] = way
      mistake.slots["done"] = done
    }
    return mistake
  }

  /// What to do about rows of another length: leave out the few there are, or fill up the short ones.
  ///
  /// Nil where neither would do: many rows are too long.
  private func wayOut() -> (way: String, done: String)? {
    var scanner = FieldScanner(
      start: start, end: end, separator: dialect.separator, escapes: dialect.escapes)
    var cursor = start
    var (rows, short, long) = (0, 0, 0)
    while cursor < end, rows < 1_000_000 {
      if dialect.comments.begins(cursor, end) {
        Lines.skip(&cursor, end)
        continue
      }
      var fields = 0
      var filled = 0
      while true {
        let field = scanner.next(&cursor)
        fields += 1
        if field.count > 0 { filled = fields }
        if field.endsRow { break }
      }
      if filled == 0 { continue }
      rows += 1
      if fields < dialect.names.count { short += 1 }
      if filled > dialect.names.count { long += 1 }
    }
    if (short + long) * 10 <= rows { return ("skip", "left out") }
    return long == 0 ? ("fill", "filled with gaps") : nil
  }
}

/// All cells of a table, column by column.
struct DelimitedCells {
  var columns: [DelimitedColumn]
  var rows: Int
  /// Rows left out because they had too many or too few fields, and the first of them.
  var skippedRows: Int
  var firstSkipped: Int
  /// Lines of comments between the rows, and rows in which nothing stands but separators.
  var comments = 0
  var emptyRows = 0
}
