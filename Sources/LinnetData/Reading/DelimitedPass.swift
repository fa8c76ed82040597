import LinnetText

/// Goes once over the rows of a delimited table, or over a stretch of them.
///
/// A row that begins before the boundary is read to its end, also where that lies behind the boundary.
struct DelimitedPass {
  /// How many rows are collected before they go into the columns: fewer of a wide table, of which
  /// every stretch has a block for every column.
  static func blockRows(columns: Int) -> Int { min(max((1 << 17) / max(columns, 1), 32), 2048) }

  /// Why a pass ended early.
  enum Problem: Error {
    case stopped
    /// A quote inside quotes stands behind a backslash.
    case backslash
    /// The row, counted from 1 where the pass began, has so many fields; `offset` bytes lie before it there.
    case ragged(offset: Int, row: Int, Int)
  }

  private let start: UnsafePointer<UInt8>
  private let boundary: UnsafePointer<UInt8>
  private let end: UnsafePointer<UInt8>
  private let separator: UInt8
  private let limit: Int
  private let escapes: Bool
  private let marks: CommentMarks
  /// True when a line with a usual mark of comments is one where it has too few or too many fields.
  private let looksForComments: Bool
  private let skipsRagged: Bool
  private let fillsShort: Bool
  private let neededColumns: Int
  /// How many rows were read.
  private(set) var rows = 0
  private var blockRows = 1
  /// Rows left out because they had too many or too few fields, and the first of them.
  private(set) var skippedRows = 0
  private(set) var firstSkipped = 0
  /// Lines of comments, and rows in which nothing stands but separators.
  private(set) var commentLines = 0
  private(set) var emptyRows = 0
  /// Where the last row ended.
  private(set) var stop: UnsafePointer<UInt8>

  /// True when a quote was still open where the bytes ended.
  private(set) var ranOut = false
  /// True when a quote inside quotes stood behind a backslash, where that means nothing.
  private(set) var sawBackslash = false

  init(
    _ reader: DelimitedReader, from start: UnsafePointer<UInt8>, to boundary: UnsafePointer<UInt8>,
    end: UnsafePointer<UInt8>
  ) {
    self.start = start
    self.boundary = boundary
    self.end = end
    separator = reader.dialect.separator
    escapes = reader.dialect.escapes
    marks = reader.dialect.comments
    looksForComments = reader.options.comment == nil
    limit = reader.options.rows ?? .max
    skipsRagged = reader.options.skipsRagged
    fillsShort = reader.options.fillsShort
    neededColumns = reader.dialect.neededColumns
    stop = start
  }

  /// What the fast road needs to know of a column.
  private struct Lane {
    var kind: DelimitedColumn.Kind
    var mark: UInt8
    var block: UnsafeMutableRawPointer
  }

  /// What a field ended with.
  private enum Stop { case separator, row }

  /// Reads all rows that begin before the boundary into the columns.
  mutating func read(
    _ builders: [DelimitedColumn], progress: DelimitedReader.Progress? = nil
  ) throws(Problem) {
    let width = builders.count
    blockRows = builders.first?.blockRows ?? 1
    let isSpaced = separator == 0x20
    let reader = DecimalReader.shared
    var scanner = FieldScanner(
      start: start, end: end, separator: separator, escapes: escapes)
    // What the fast road needs to know of each column, in one place without counting of owners.
    let lanes = UnsafeMutablePointer<Lane>.allocate(capacity: width)
    defer { lanes.deallocate() }
    for (place, builder) in builders.enumerated() {
      (lanes + place).initialize(
        to: Lane(kind: builder.kind, mark: builder.mark, block: builder.block))
    }
    var cursor = start
    var slot = 0
    defer {
      stop = cursor
      ranOut = scanner.ranOut
      sawBackslash = scanner.sawBackslash
    }
    // A run of empty lines: gaps in a table of one column, unless nothing follows.
    var blank = 0
    while cursor < boundary, rows < limit {
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
        advance(builders, &slot)
      }
      guard rows < limit else { break }
      let rowStart = cursor
      // What begins a row decides whether it is one; hardly any begins like this.
      if cursor.pointee < 0x2D && !isSpaced || cursor.pointee == separator
        || marks.mayBegin(cursor.pointee),
        skipsLine(&cursor, width)
      {
        continue
      }
      var place = 0
      var found = Stop.row
      var isEmptyRow = false
      while true {
        let cellStart = cursor
        var isRead = false
        if !isSpaced {
          while cursor.pointee == 0x20 { cursor += 1 }
          let lane = lanes[place]
          switch lane.kind {
          case .skipped:
            // A line of nothing but spaces is no row.
            if let stop = Self.skip(cursor, separator, end), place > 0 || stop.kind == .separator {
              cursor = stop.next
              found = stop.kind
              isRead = true
            }
          case .decimal where Self.hasZero(cursor):
            // A zero before digits is looked at more closely.
            break
          case .decimal:
            if let number = reader.plain(cursor, end: end, mark: lane.mark),
              let stop = Self.stop(at: number.stop, separator, end)
            {
              lane.block.storeBytes(of: number.value, toByteOffset: slot &* 8, as: Double.self)
              cursor = stop.next
              found = stop.kind
              isRead = true
            } else {
              var value = 0.0
              var place = cursor
              if reader.read(&place, end: end, mark: lane.mark, into: &value),
                let stop = Self.stop(at: place, separator, end)
              {
                lane.block.storeBytes(of: value, toByteOffset: slot &* 8, as: Double.self)
                cursor = stop.next
                found = stop.kind
                isRead = true
              }
            }
          case .whole:
            if let number = Self.whole(cursor),
              let stop = Self.stop(at: number.stop, separator, end)
            {
              lane.block.storeBytes(of: number.value, toByteOffset: slot &* 8, as: Int64.self)
              cursor = stop.next
              found = stop.kind
              isRead = true
            }
          default: break
          }
        }
        if !isRead {
          cursor = cellStart
          let field = scanner.next(&cursor)
          found = field.endsRow ? .row : .separator
          if place == 0, field.endsRow, field.count == 0, !field.isQuoted { isEmptyRow = true }
          builders[place].store(field, slot: slot, row: rows + 1)
          lanes[place].kind = builders[place].kind
          lanes[place].mark = builders[place].mark
        }
        if found == .row { break }
        if place == width - 1 { break }
        place += 1
      }
      if found == .row, place == width - 1, !(isEmptyRow && width > 1) {
        advance(builders, &slot)
        if slot == 0, let progress, !progress(cursor - start, end - start) { throw .stopped }
        continue
      }
      if isEmptyRow { continue }
      // Too few fields, or too many: separators with nothing behind them are no fields.
      var fields = place + 1
      var extra = 0
      while found == .separator {
        let field = scanner.next(&cursor)
        extra += 1
        if field.count > 0 { fields = place + 1 + extra }
        if field.endsRow { break }
      }
      if fields == width {
        advance(builders, &slot)
        if slot == 0, let progress, !progress(cursor - start, end - start) { throw .stopped }
        continue
      }
      if fields < width, fillsShort || fields >= neededColumns {
        for later in (place + 1)..<max(width, place + 1) {
          builders[later].store(.empty(at: cursor), slot: slot, row: rows + 1)
          lanes[later].kind = builders[later].kind
          lanes[later].mark = builders[later].mark
        }
        advance(builders, &slot)
        if slot == 0, let progress, !progress(cursor - start, end - start) { throw .stopped }
        continue
      }
      if looksForComments, let mark = CommentMarks.usual(rowStart, end), mark[0] == rowStart.pointee
      {
        commentLines += 1
        for builder in builders { builder.forgetRow(rows + 1) }
        continue
      }
      if fields > width, scanner.sawBackslash { throw .backslash }
      guard skipsRagged else {
        throw .ragged(offset: rowStart - start, row: rows + skippedRows + 1, fields)
      }
      skippedRows += 1
      if skippedRows == 1 { firstSkipped = rows + 1 }
      for builder in builders { builder.forgetRow(rows + 1) }
    }
    for builder in builders { builder.flush(slot) }
  }

  @inline(__always)
  private mutating func advance(_ builders: [DelimitedColumn], _ slot: inout Int) {
    rows += 1
    slot += 1
    if slot == blockRows {
      for builder in builders { builder.flush(slot) }
      slot = 0
    }
  }

  /// True for a zero with a digit behind it, a minus before it or not.
  @inline(__always)
  private static func hasZero(_ start: UnsafePointer<UInt8>) -> Bool {
    let first = start.pointee == UInt8(ascii: "-") ? start + 1 : start
    return first.pointee == 48 && first[1] &- 48 <= 9
  }

  /// Moves over a line that is a comment, or in which nothing stands but separators; false for every other.
  private mutating func skipsLine(_ cursor: inout UnsafePointer<UInt8>, _ width: Int) -> Bool {
    if marks.begins(cursor, end) {
      Lines.skip(&cursor, end)
      commentLines += 1
      return true
    }
    guard width > 1 else { return false }
    var place = cursor
    var separators = 0
    while place < end {
      let byte = place.pointee
      if byte == separator {
        separators += 1
      } else if byte == UInt8(ascii: "\""), place + 1 < end, place[1] == byte,
        place + 2 >= end || place[2] != byte
      {
        place += 1
      } else if byte != 0x20 && byte != 0x09 {
        break
      }
      place += 1
    }
    // A line of nothing but spaces is left to the ordinary way.
    guard separators > 0, place < end, place.pointee == 0x0A || place.pointee == 0x0D else {
      return false
    }
    Lines.skip(&place, end)
    cursor = place
    emptyRows += 1
    return true
  }

  /// What stands behind a number, and the byte after it; nil when it is neither a separator nor a line break.
  @inline(__always)
  private static func stop(
    at place: UnsafePointer<UInt8>, _ separator: UInt8, _ end: UnsafePointer<UInt8>
  ) -> (kind: Stop, next: UnsafePointer<UInt8>)? {
    let byte = place.pointee
    if byte == separator { return (.separator, place + 1) }
    if byte == 0x0A { return (.row, place + 1) }
    guard byte == 0x0D else { return nil }
    let isPair = place + 1 < end && (place + 1).pointee == 0x0A
    return (.row, place + (isPair ? 2 : 1))
  }

  /// Moves over a field that nobody wants and what follows it, eight bytes at a time.
  ///
  /// Nil where a quote stands in it and near the end of the bytes.
  @inline(__always)
  private static func skip(
    _ start: UnsafePointer<UInt8>, _ separator: UInt8, _ end: UnsafePointer<UInt8>
  ) -> (kind: Stop, next: UnsafePointer<UInt8>)? {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    let separators = UInt64(separator) &* ones
    var cursor = start
    while end - cursor >= 8 {
      let word = UInt64(littleEndian: UnsafeRawPointer(cursor).loadUnaligned(as: UInt64.self))
      let others = word ^ separators
      // Separators, and bytes up to the quote; the lowest bit set is always right.
      let found = ((others &- ones) & ~others | (word &- 0x23 &* ones) & ~word) & highs
      guard found != 0 else {
        cursor += 8
        continue
      }
      cursor += found.trailingZeroBitCount >> 3
      if let stop = stop(at: cursor, separator, end) { return stop }
      if cursor.pointee == UInt8(ascii: "\"") { return nil }
      // The bits above may be wrong: look again from the next byte on.
      cursor += 1
    }
    return nil
  }

  /// Reads up to 18 digits without a zero in front.
  @inline(__always)
  private static func whole(_ start: UnsafePointer<UInt8>)
    -> (value: Int64, stop: UnsafePointer<UInt8>)?
  {
    let isNegative = start.pointee == UInt8(ascii: "-")
    let first = start + (isNegative ? 1 : 0)
    var cursor = first
    var size: Int64 = 0
    while case let digit = cursor.pointee &- 48, digit <= 9 {
      size = size &* 10 &+ Int64(digit)
      cursor += 1
    }
    let count = cursor - first
    guard count > 0, count <= 18, count == 1 || first.pointee != 48, size > 0 || !isNegative else {
      return nil
    }
    return (isNegative ? -size : size, cursor)
  }

  @inline(__always)
  private func skipSpaces(_ cursor: inout UnsafePointer<UInt8>) {
    while cursor < end, cursor.pointee == 0x20 { cursor += 1 }
  }
}
