import LinnetText

/// Reads a comma-separated table, or one with tabs, semicolons, bars or spaces, from bytes.
///
/// Never fails on what a file really looks like and never guesses in silence: what was decided comes
/// back with the table. The layout is found on the first rows, then all cells are read in one pass:
/// numbers straight from the bytes, anything unusual by the careful road, cell by cell.
public struct DelimitedReader {
  /// Says how many of how many bytes are done; an answer of false stops the reading.
  public typealias Progress = (_ done: Int, _ total: Int) -> Bool

  let options: DelimitedOptions
  let dialect: Dialect
  let start: UnsafePointer<UInt8>
  let end: UnsafePointer<UInt8>
  let cells: CellReader
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
    if let last = text.last, last != 0x0A { text.append(0x0A) }
    return try text.withUnsafeBufferPointer { (buffer) throws(DataMistake) -> LoadedTable in
      let reader = try DelimitedReader(buffer, options, origin, workers, progress, nil)
      var table = try reader.table(origin)
      table.encoding = encoding
      if let strays { table.notes.append(strays.note) }
      return table
    }
  }

  init(
    _ buffer: UnsafeBufferPointer<UInt8>, _ options: DelimitedOptions, _ origin: String,
    _ workers: Workers, _ progress: @escaping Progress, _ windows: ByteWindows?
  ) throws(DataMistake) {
    self.windows = windows
    dialect = Dialect(buffer, separator: options.separator)
    guard let base = buffer.baseAddress, !dialect.names.isEmpty,
      buffer.contains(where: { $0 > 0x20 })
    else { throw DataMistake("empty-file", ["path": origin]) }
    self.options = options
    self.workers = workers
    self.progress = progress
    start = base + dialect.dataStart
    end = base + buffer.count
    cells = CellReader(missingWords: options.missingWords.map { Array($0.utf8) })
  }

  // MARK: The plan

  /// Which columns are read and as what.
  func wanted() throws(DataMistake) -> [Int] {
    guard let asked = options.columns else { return Array(dialect.names.indices) }
    return try HeaderNames.places(of: asked, among: dialect.names)
  }

  private var defaultFormats: [NumberFormat] {
    let comma = UInt8(ascii: ",")
    // Added one by one: as constants the lists come out wrong in the WebAssembly build.
    var formats: [NumberFormat] = []
    if options.decimalMark != comma { formats.append(.point) }
    if options.decimalMark == comma || options.decimalMark == nil && dialect.separator != comma {
      formats.append(.comma)
    }
    if options.decimalMark != comma { formats.append(.pointWithCommas) }
    return formats
  }

  /// Looks at the first rows to say what each column holds and how its numbers are written.
  private func sniff() -> [(kind: DelimitedColumn.Kind?, formats: [NumberFormat])] {
    let count = dialect.names.count
    var samples = Samples(width: count)
    var scanner = FieldScanner(start: start, end: end, separator: dialect.separator)
    var cursor = start
    while cursor < end, samples.rows < 500, cursor - start < 4 << 20 {
      if dialect.separator == 0x20 { skipSpaces(&cursor) }
      samples.beginRow()
      var place = 0
      while true {
        let field = scanner.next(&cursor)
        if place < count, field.count > 0 { samples.add(field, place) }
        place += 1
        if field.endsRow { break }
      }
    }
    // Made once: a wide table has very many columns.
    let formats = defaultFormats
    let single = formats.map { [$0] }
    return (0..<count).map { sniff(samples, $0, formats, single) }
  }

  /// The beginnings of the first cells, all in one array: wide tables have very many.
  private struct Samples {
    let width: Int
    private(set) var rows = 0
    private var bytes: [UInt8] = []
    /// Where each cell begins and how long it is, row after row.
    private var starts: [Int32] = []
    private var sizes: [UInt16] = []

    init(width: Int) { self.width = width }

    mutating func beginRow() {
      rows += 1
      starts.append(contentsOf: repeatElement(0, count: width))
      sizes.append(contentsOf: repeatElement(0, count: width))
    }

    mutating func add(_ field: FieldScanner.Field, _ place: Int) {
      let cell = (rows - 1) * width + place
      let size = min(field.count, 500)
      starts[cell] = Int32(truncatingIfNeeded: bytes.count)
      sizes[cell] = UInt16(size)
      bytes.append(contentsOf: UnsafeBufferPointer(start: field.start, count: size))
    }

    /// Calls `body` with every cell of a column that holds something.
    func forEachCell(_ place: Int, _ body: (UnsafePointer<UInt8>, Int) -> Void) {
      bytes.withUnsafeBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return }
        for row in 0..<rows {
          let cell = row * width + place
          if sizes[cell] > 0 { body(base + Int(starts[cell]), Int(sizes[cell])) }
        }
      }
    }
  }

  private func sniff(
    _ samples: Samples, _ place: Int, _ formats: [NumberFormat], _ single: [[NumberFormat]]
  ) -> (kind: DelimitedColumn.Kind?, formats: [NumberFormat]) {
    var best: Tally?
    var bestPlace = 0
    for (number, format) in formats.enumerated() {
      let tally = tally(samples, place, format)
      if let known = best, known.misfits <= tally.misfits { continue }
      best = tally
      bestPlace = number
      if tally.misfits == 0 { break }
    }
    guard let best else { return (.text, formats) }
    // A column without decimal marks has not yet said how it writes them.
    return (best.kind, best.decimals > 0 ? single[bestPlace] : formats)
  }

  /// What the first cells of a column hold when its numbers are written in one way.
  private struct Tally {
    var wholes = 0
    var zeros = 0
    var decimals = 0
    var dates = 0
    var truths = 0
    var words = 0

    var numbers: Int { wholes + zeros + decimals }
    var total: Int { numbers + dates + truths + words }
    var misfits: Int { total - numbers }

    /// What the column is; nil while all its cells are gaps.
    var kind: DelimitedColumn.Kind? {
      if total == 0 { return nil }
      if numbers * 2 > total { return decimals > 0 ? .decimal : zeros > 0 ? .text : .whole }
      if dates * 2 > total { return .date }
      return truths == total ? .truth : .text
    }
  }

  private func tally(_ samples: Samples, _ place: Int, _ format: NumberFormat) -> Tally {
    var tally = Tally()
    samples.forEachCell(place) { start, size in
      let cell = cells.cell(start, size, format)
      switch cell {
      case .gap: break
      case .whole: tally.wholes += 1
      case .zeros: tally.zeros += 1
      case .decimal: tally.decimals += 1
      case .date: tally.dates += 1
      case .truth: tally.truths += 1
      case .word: tally.words += 1
      }
    }
    return tally
  }

  @inline(__always)
  private func skipSpaces(_ cursor: inout UnsafePointer<UInt8>) {
    while cursor < end, cursor.pointee == 0x20 { cursor += 1 }
  }

  // MARK: The table

  func table(_ origin: String) throws(DataMistake) -> LoadedTable {
    let places = try wanted()
    let first = try cells(layout(of: places), expectedRows: expectedRows())
    var builders = first.columns
    let rows = first.rows
    if builders.contains(where: { $0.mustBecomeText }) {
      let again = builders.map { builder in
        DelimitedColumn.Start(
          kind: builder.mustBecomeText ? .text : .skipped, formats: builder.formats)
      }
      let second = try cells(again, expectedRows: rows)
      for place in builders.indices where builders[place].mustBecomeText {
        builders[place] = second.columns[place]
      }
    }
    var findings = [DelimitedColumn.Findings](
      repeating: DelimitedColumn.Findings(), count: builders.count)
    var columns: [Column] = []
    for place in places {
      columns.append(
        builders[place].column(unit: dialect.units[place], missing: options.missingNumbers))
      findings[place].add(builders[place], rowsBefore: 0)
    }
    var notes = dialect.notes + badCells(places, findings, rows: rows)
    if first.skippedRows > 0 {
      notes.append(Self.skipped(first.skippedRows, first: first.firstSkipped))
    }
    let comma = builders.contains {
      $0.kind == .decimal && $0.mark == UInt8(ascii: ",")
    }
    return LoadedTable(
      dataset: Dataset(
        names: places.map { dialect.names[$0] }, columns: columns, count: rows, origin: origin),
      encoding: .utf8, hadSpacedNames: dialect.hadSpacedNames, separator: dialect.separator,
      hasDecimalComma: comma, gaps: places.reduce(0) { $0 + findings[$1].gaps }, notes: notes)
  }

  /// What each column is taken for, by the first rows; only these places are wanted.
  func layout(of places: [Int]) -> [DelimitedColumn.Start] {
    let plan = sniff()
    let isWanted = Set(places)
    return dialect.names.indices.map { place in
      DelimitedColumn.Start(
        kind: isWanted.contains(place) ? plan[place].kind : .skipped, formats: plan[place].formats)
    }
  }

  /// Remarks on cells that did not fit their columns.
  func badCells(_ places: [Int], _ findings: [DelimitedColumn.Findings], rows: Int) -> [DataMistake]
  {
    places.compactMap { place in
      guard let bad = findings[place].firstBad, findings[place].kind != .text else { return nil }
      return DataMistake(
        "bad-cells",
        [
          "name": dialect.names[place], "bad": DigitGrouping.grouped(findings[place].badCount),
          "count": DigitGrouping.grouped(rows), "row": "\(bad.row)", "sample": bad.text,
          "kind": findings[place].kind == .date ? "dates" : "numbers",
        ])
    }
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
  private func cells(_ layout: [DelimitedColumn.Start], expectedRows: Int) throws(DataMistake)
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
      case .ragged(let offset, let row, let fields): throw ragged(start + offset, row, fields)
      }
    }
    _ = progress(end - start, end - start)
    return DelimitedCells(
      columns: columns, rows: pass.rows, skippedRows: pass.skippedRows,
      firstSkipped: pass.firstSkipped)
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
      DelimitedColumn(start, reader: cells, blockRows: blockRows, expectedRows: expectedRows)
    }
  }

  private func ragged(_ rowStart: UnsafePointer<UInt8>, _ row: Int, _ fields: Int) -> DataMistake {
    var line = 1
    var place = start - dialect.dataStart
    while place < rowStart {
      if place.pointee == 0x0A || place.pointee == 0x0D && (place + 1).pointee != 0x0A { line += 1 }
      place += 1
    }
    return DataMistake(
      "ragged-row",
      [
        "row": "\(row)", "line": "\(line)", "count": "\(fields)",
        "columns": dialect.names.count == 1 ? "1 column" : "\(dialect.names.count) columns",
      ])
  }
}

/// All cells of a table, column by column.
struct DelimitedCells {
  var columns: [DelimitedColumn]
  var rows: Int
  /// Rows left out because they had too many or too few fields, and the first of them.
  var skippedRows: Int
  var firstSkipped: Int
}
