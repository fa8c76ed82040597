/// Reads a comma-separated table, or one with tabs, semicolons, bars or spaces, from bytes.
///
/// Never fails on what a file really looks like and never guesses in silence: what was decided comes
/// back with the table. The layout is found on the first rows, then all cells are read in one pass:
/// numbers straight from the bytes, anything unusual by the careful road, cell by cell.
public struct DelimitedReader {
  /// Says how many of how many bytes are done; an answer of false stops the reading.
  public typealias Progress = (_ done: Int, _ total: Int) -> Bool

  private static let blockRows = 2048

  private let options: DelimitedOptions
  private let dialect: Dialect
  private let start: UnsafePointer<UInt8>
  private let end: UnsafePointer<UInt8>
  private let cells: CellReader
  private let progress: Progress
  private var skippedRows = 0
  private var firstSkipped = 0

  /// Reads a table.
  ///
  /// Errors: `ragged-row`, `not-a-table`, `empty-file`, `unknown-column`, `stopped`.
  public static func read(
    _ bytes: consuming [UInt8], options: DelimitedOptions = DelimitedOptions(),
    origin: String = "", progress: @escaping Progress = { _, _ in true }
  ) throws(DataMistake) -> LoadedTable {
    var (text, encoding) = TextEncoding.decode(bytes)
    if text.prefix(1024).contains(0) { throw DataMistake("not-a-table", ["path": origin]) }
    if let last = text.last, last != 0x0A { text.append(0x0A) }
    return try text.withUnsafeBufferPointer { (buffer) throws(DataMistake) -> LoadedTable in
      var reader = try DelimitedReader(buffer, options, origin, progress)
      var table = try reader.table(origin)
      table.encoding = encoding
      return table
    }
  }

  private init(
    _ buffer: UnsafeBufferPointer<UInt8>, _ options: DelimitedOptions, _ origin: String,
    _ progress: @escaping Progress
  ) throws(DataMistake) {
    dialect = Dialect(buffer, separator: options.separator)
    guard let base = buffer.baseAddress, !dialect.names.isEmpty,
      buffer.contains(where: { $0 > 0x20 })
    else { throw DataMistake("empty-file", ["path": origin]) }
    self.options = options
    self.progress = progress
    start = base + dialect.dataStart
    end = base + buffer.count
    cells = CellReader(missingWords: options.missingWords.map { Array($0.utf8) })
  }

  // MARK: The plan

  /// Which columns are read and as what.
  private func wanted() throws(DataMistake) -> [Int] {
    guard let asked = options.columns else { return Array(dialect.names.indices) }
    var places: [Int] = []
    for name in asked {
      guard let place = dialect.names.firstIndex(of: name) else {
        throw DataMistake(
          "unknown-column", ["name": name, "columns": dialect.names.joined(separator: "\n")])
      }
      if !places.contains(place) { places.append(place) }
    }
    return places
  }

  private var defaultFormats: [NumberFormat] {
    switch options.decimalMark {
    case UInt8(ascii: ","): [.comma]
    case .some: [.point, .pointWithCommas]
    case nil:
      dialect.separator == UInt8(ascii: ",")
        ? [.point, .pointWithCommas] : [.point, .comma, .pointWithCommas]
    }
  }

  /// Looks at the first rows to say what each column holds and how its numbers are written.
  private func sniff() -> [(kind: DelimitedColumn.Kind?, formats: [NumberFormat])] {
    let count = dialect.names.count
    var samples = [[[UInt8]]](repeating: [], count: count)
    var scanner = FieldScanner(start: start, end: end, separator: dialect.separator)
    var cursor = start
    var rows = 0
    while cursor < end, rows < 500, cursor - start < 4 << 20 {
      if dialect.separator == 0x20 { skipSpaces(&cursor) }
      var place = 0
      while true {
        let field = scanner.next(&cursor)
        if place < count, field.count > 0 {
          samples[place].append(
            Array(UnsafeBufferPointer(start: field.start, count: min(field.count, 500))))
        }
        place += 1
        if field.endsRow { break }
      }
      rows += 1
    }
    return samples.map { (sample: [[UInt8]]) in sniff(sample) }
  }

  private func sniff(_ sample: [[UInt8]]) -> (kind: DelimitedColumn.Kind?, formats: [NumberFormat])
  {
    var best: (kind: DelimitedColumn.Kind?, formats: [NumberFormat], misfits: Int)?
    for format in defaultFormats {
      var whole = 0
      var zeros = 0
      var decimal = 0
      var dates = 0
      var truths = 0
      var words = 0
      for bytes in sample {
        bytes.withUnsafeBufferPointer { buffer in
          guard let base = buffer.baseAddress else { return }
          switch cells.cell(base, buffer.count, [format]) {
          case .gap: break
          case .whole: whole += 1
          case .zeros: zeros += 1
          case .decimal: decimal += 1
          case .date: dates += 1
          case .truth: truths += 1
          case .word: words += 1
          }
        }
      }
      let numbers = whole + zeros + decimal
      let total = numbers + dates + truths + words
      let misfits = total - numbers
      var kind: DelimitedColumn.Kind? = .text
      if total == 0 {
        kind = nil
      } else if numbers * 2 > total {
        kind = decimal > 0 ? .decimal : zeros > 0 ? .text : .whole
      } else if dates * 2 > total {
        kind = .date
      } else if truths == total {
        kind = .truth
      }
      // A column without decimal marks has not yet said how it writes them.
      let formats = decimal > 0 ? [format] : defaultFormats
      if best == nil || misfits < (best?.misfits ?? 0) { best = (kind, formats, misfits) }
      if misfits == 0 { break }
    }
    guard let best else { return (.text, defaultFormats) }
    return (best.kind, best.formats)
  }

  @inline(__always)
  private func skipSpaces(_ cursor: inout UnsafePointer<UInt8>) {
    while cursor < end, cursor.pointee == 0x20 { cursor += 1 }
  }

  // MARK: The table

  private mutating func table(_ origin: String) throws(DataMistake) -> LoadedTable {
    let places = try wanted()
    let plan = sniff()
    let expected = expectedRows()
    let isWanted = Set(places)
    var builders = dialect.names.indices.map { place in
      DelimitedColumn(
        kind: isWanted.contains(place) ? plan[place].kind : .skipped, formats: plan[place].formats,
        reader: cells, blockRows: Self.blockRows, expectedRows: expected)
    }
    let rows = try pass(builders)
    if builders.contains(where: { $0.mustBecomeText }) {
      let again = builders.map { builder in
        DelimitedColumn(
          kind: builder.mustBecomeText ? .text : .skipped, formats: builder.formats, reader: cells,
          blockRows: Self.blockRows, expectedRows: rows)
      }
      skippedRows = 0
      _ = try pass(again)
      for place in builders.indices where builders[place].mustBecomeText {
        builders[place] = again[place]
      }
    }
    var notes = dialect.notes
    var gaps = 0
    var columns: [Column] = []
    for place in places {
      let builder = builders[place]
      let column = builder.column(
        unit: dialect.units[place], missing: options.missingNumbers)
      gaps += builder.gaps
      columns.append(column)
      if let bad = builder.firstBad, builder.kind != .text {
        notes.append(
          DataMistake(
            "bad-cells",
            [
              "name": dialect.names[place], "bad": NumberText.grouped(builder.badCount),
              "count": NumberText.grouped(rows), "row": "\(bad.row)", "sample": bad.text,
              "kind": builder.kind == .date ? "dates" : "numbers",
            ]))
      }
    }
    if skippedRows > 0 {
      notes.append(
        DataMistake("ragged-skipped", ["count": "\(skippedRows)", "row": "\(firstSkipped)"]))
    }
    let comma = builders.contains {
      $0.kind == .decimal && $0.mark == UInt8(ascii: ",")
    }
    return LoadedTable(
      dataset: Dataset(
        names: places.map { dialect.names[$0] }, columns: columns, count: rows, origin: origin),
      encoding: .utf8, hadSpacedNames: dialect.hadSpacedNames, separator: dialect.separator,
      hasDecimalComma: comma, gaps: gaps,
      notes: notes)
  }

  /// A guess at the number of rows from the length of the first ones, so that columns grow rarely.
  private func expectedRows() -> Int {
    var place = start
    var rows = 0
    while place < end, rows < 200 {
      if place.pointee == 0x0A { rows += 1 }
      place += 1
    }
    let guess = rows == 0 ? 1 : (end - start) / max((place - start) / rows, 1)
    return min(guess + guess / 16 + 8, options.rows.map { max($0, 0) } ?? .max)
  }

  // MARK: The pass over all cells

  /// What the fast road needs to know of a column.
  private struct Lane {
    var kind: DelimitedColumn.Kind
    var mark: UInt8
    var block: UnsafeMutableRawPointer
  }

  /// What a field ended with.
  private enum Stop { case separator, row }

  /// Reads all rows into the builders; returns how many there are.
  private mutating func pass(_ builders: [DelimitedColumn]) throws(DataMistake) -> Int {
    let width = builders.count
    let separator = dialect.separator
    let isSpaced = separator == 0x20
    let reader = DecimalReader.shared
    let limit = options.rows ?? .max
    var scanner = FieldScanner(start: start, end: end, separator: separator)
    // What the fast road needs to know of each column, in one place without counting of owners.
    let lanes = UnsafeMutablePointer<Lane>.allocate(capacity: width)
    defer { lanes.deallocate() }
    for (place, builder) in builders.enumerated() {
      (lanes + place).initialize(
        to: Lane(kind: builder.kind, mark: builder.mark, block: builder.block))
    }
    var cursor = start
    var rows = 0
    var slot = 0
    // A run of empty lines: gaps in a table of one column, unless nothing follows.
    var blank = 0
    while cursor < end, rows < limit {
      if isSpaced { skipSpaces(&cursor) }
      if cursor < end, cursor.pointee == 0x0A || cursor.pointee == 0x0D {
        let isReturn = cursor.pointee == 0x0D
        cursor += 1
        if isReturn, cursor < end, cursor.pointee == 0x0A { cursor += 1 }
        if width == 1 { blank += 1 }
        continue
      }
      guard cursor < end else { break }
      while blank > 0, rows < limit {
        blank -= 1
        builders[0].store(
          FieldScanner.Field(start: cursor, count: 0, isQuoted: false, endsRow: true),
          slot: slot, row: rows + 1)
        advance(builders, &slot, &rows)
      }
      guard rows < limit else { break }
      let rowStart = cursor
      var place = 0
      var stop = Stop.row
      var isEmptyRow = false
      while true {
        let cellStart = cursor
        var isRead = false
        if !isSpaced {
          while cursor.pointee == 0x20 { cursor += 1 }
          let lane = lanes[place]
          switch lane.kind {
          case .decimal:
            var value = 0.0
            if reader.read(&cursor, end: end, mark: lane.mark, into: &value),
              let found = Self.stop(&cursor, separator, end)
            {
              lane.block.storeBytes(of: value, toByteOffset: slot &* 8, as: Double.self)
              stop = found
              isRead = true
            }
          case .whole:
            var value: Int64 = 0
            if Self.whole(&cursor, into: &value), let found = Self.stop(&cursor, separator, end) {
              lane.block.storeBytes(of: value, toByteOffset: slot &* 8, as: Int64.self)
              stop = found
              isRead = true
            }
          default: break
          }
        }
        if !isRead {
          cursor = cellStart
          let field = scanner.next(&cursor)
          stop = field.endsRow ? .row : .separator
          if place == 0, field.endsRow, field.count == 0, !field.isQuoted { isEmptyRow = true }
          builders[place].store(field, slot: slot, row: rows + 1)
          lanes[place].kind = builders[place].kind
          lanes[place].mark = builders[place].mark
        }
        if stop == .row { break }
        if place == width - 1 { break }
        place += 1
      }
      if stop == .row, place == width - 1, !(isEmptyRow && width > 1) {
        advance(builders, &slot, &rows)
        if slot == 0, !progress(cursor - start, end - start) { throw DataMistake("stopped") }
        continue
      }
      if isEmptyRow { continue }
      // Too few fields, or too many: separators with nothing behind them are no fields.
      var fields = place + 1
      var extra = 0
      while stop == .separator {
        let field = scanner.next(&cursor)
        extra += 1
        if field.count > 0 { fields = place + 1 + extra }
        if field.endsRow { break }
      }
      if fields == width {
        advance(builders, &slot, &rows)
        if slot == 0, !progress(cursor - start, end - start) { throw DataMistake("stopped") }
        continue
      }
      guard options.skipsRagged else { throw ragged(rowStart, rows + skippedRows + 1, fields) }
      skippedRows += 1
      if skippedRows == 1 { firstSkipped = rows + 1 }
      for builder in builders { builder.forgetRow(rows + 1) }
    }
    for builder in builders { builder.flush(slot) }
    _ = progress(end - start, end - start)
    return rows
  }

  @inline(__always)
  private func advance(_ builders: [DelimitedColumn], _ slot: inout Int, _ rows: inout Int) {
    rows += 1
    slot += 1
    if slot == Self.blockRows {
      for builder in builders { builder.flush(slot) }
      slot = 0
    }
  }

  /// Moves over what follows a number; nil when it is neither a separator nor the end of a row.
  @inline(__always)
  private static func stop(
    _ cursor: inout UnsafePointer<UInt8>, _ separator: UInt8, _ end: UnsafePointer<UInt8>
  ) -> Stop? {
    let byte = cursor.pointee
    if byte == separator {
      cursor += 1
      return .separator
    }
    if byte == 0x0A {
      cursor += 1
      return .row
    }
    if byte == 0x0D {
      cursor += 1
      if cursor < end, cursor.pointee == 0x0A { cursor += 1 }
      return .row
    }
    return nil
  }

  /// Reads up to 18 digits without a zero in front.
  @inline(__always)
  private static func whole(_ cursor: inout UnsafePointer<UInt8>, into value: inout Int64) -> Bool {
    let isNegative = cursor.pointee == UInt8(ascii: "-")
    if isNegative { cursor += 1 }
    let first = cursor
    var size: Int64 = 0
    while case let digit = cursor.pointee &- 48, digit <= 9 {
      size = size &* 10 &+ Int64(digit)
      cursor += 1
    }
    let count = cursor - first
    guard count > 0, count <= 18, count == 1 || first.pointee != 48 else { return false }
    value = isNegative ? -size : size
    return true
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
        "columns": "\(dialect.names.count)",
      ])
  }
}
