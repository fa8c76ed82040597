/// A column of an Arrow file, or a part of one, while its rows are read group by group.
///
/// Each worker has builders of its own.
final class ArrowBuilder: @unchecked Sendable {
  /// The field of the schema.
  let field: ArrowField
  var wholes: [Int64] = []
  var decimals: [Double] = []
  var truths: [UInt8] = []
  var codes: [Int32] = []
  var words = FieldWords()
  /// Whole numbers beyond what a column of them can hold: all of them become decimal.
  var isDecimal = false
  /// The parts of records, or the items of lists, or the values that numbers point to.
  var children: [ArrowBuilder] = []
  /// Lists: where each ends, counted in items that are used.
  private var offsets = [0]
  /// The items that lists use, when those are not all of them in their order.
  private var items: [Int32]?
  /// Rows that are gaps, of lists and records.
  private var gaps: Set<Int> = []
  /// The number of rows so far.
  private(set) var count = 0
  /// Items that may be taken more than once, bounded for lists that lie on top of each other.
  private var repeatsLeft: Int64
  /// The most rows, for a damaged count, and for kinds whose rows take no bytes in the file.
  private let mostRows: Int64
  /// Where the values begin that numbers point to now, and how many there are.
  private var values: Range<Int> = 0..<0

  /// A builder without rows; `memory` bounds what lists that share items may take, in bytes.
  init(_ field: ArrowField, memory: Int64) {
    self.field = field
    repeatsLeft = memory / 16
    mostRows = memory / 16
    if field.dictionary != nil {
      var table = field
      table.dictionary = nil
      children = [ArrowBuilder(table, memory: memory)]
    } else {
      children = field.children.map { ArrowBuilder($0, memory: memory) }
    }
  }

  var damage: DataMistake { .damaged("the values of `\(field.name)` cannot be read") }

  // MARK: Rows

  /// Adds the next rows.
  ///
  /// Errors: `damaged-file`, `cannot-unpack`, `too-many-values`.
  func add(_ cursor: inout ArrowCursor, rows: Int) throws(DataMistake) {
    let node = try cursor.node()
    guard node.count == rows else { throw damage }
    guard Int64(rows) <= mostRows - Int64(count) else { throw DataMistake("too-many-values") }
    if let dictionary = field.dictionary {
      let validity = try ArrowValidity(try cursor.buffer(), count: rows, gaps: node.gaps)
      try addPlaces(try cursor.buffer(), rows, dictionary.bits, dictionary.isSigned, validity)
      count += rows
      return
    }
    if case .nothing = field.kind {
      decimals.append(contentsOf: repeatElement(.nan, count: rows))
      count += rows
      return
    }
    let validity = try ArrowValidity(try cursor.buffer(), count: rows, gaps: node.gaps)
    switch field.kind {
    case .record:
      for child in children { try child.add(&cursor, rows: rows) }
      if children.isEmpty { decimals.append(contentsOf: repeatElement(.nan, count: rows)) }
      validity.gaps { gaps.insert(count + $0) }
    case .list(let bits):
      let offsets = try cursor.buffer()
      try addLists(&cursor, rows, validity) { (row) in
        guard let start = Self.number(offsets, row, bits: bits),
          let end = Self.number(offsets, row + 1, bits: bits)
        else { return nil }
        return (start, end - start)
      }
    case .listView(let bits):
      let offsets = try cursor.buffer()
      let sizes = try cursor.buffer()
      try addLists(&cursor, rows, validity) { (row) in
        guard let start = Self.number(offsets, row, bits: bits),
          let size = Self.number(sizes, row, bits: bits)
        else { return nil }
        return (start, size)
      }
    case .fixedList(let size):
      try addLists(&cursor, rows, validity) { (row) in
        let start = row.multipliedReportingOverflow(by: size)
        return start.overflow ? nil : (start.partialValue, size)
      }
    case .text(let bits, _): try addTexts(&cursor, rows, bits: bits, validity)
    case .view: try addViews(&cursor, rows, validity)
    default: try addFixed(try cursor.buffer(), rows, validity)
    }
    count += rows
  }

  /// Takes new values that numbers point to; `adds` when they come behind those already there.
  func addValues(_ cursor: inout ArrowCursor, rows: Int, adds: Bool) throws(DataMistake) {
    let table = children[0]
    let start = adds ? values.lowerBound : table.count
    try table.add(&cursor, rows: rows)
    values = start..<table.count
  }

  private func addPlaces(
    _ bytes: ArraySlice<UInt8>, _ rows: Int, _ bits: Int, _ isSigned: Bool,
    _ validity: ArrowValidity
  ) throws(DataMistake) {
    let isThere = validity.rows
    codes.reserveCapacity(codes.count + rows)
    for row in 0..<rows {
      guard isThere[row] else {
        codes.append(-1)
        continue
      }
      // A place is never negative, so the sign is of no matter as long as it fits.
      guard let place = Self.number(bytes, row, bits: bits, isSigned: isSigned), place >= 0,
        place < values.count, let code = Int32(exactly: values.lowerBound + place)
      else { throw damage }
      codes.append(code)
    }
  }

  // MARK: Lists

  private func addLists(
    _ cursor: inout ArrowCursor, _ rows: Int, _ validity: ArrowValidity,
    _ range: (Int) -> (start: Int, count: Int)?
  ) throws(DataMistake) {
    let child = children[0]
    let base = child.count
    try child.addAll(&cursor)
    let available = child.count - base
    let isThere = validity.rows
    var last = offsets.last ?? 0
    for row in 0..<rows {
      guard isThere[row] else {
        gaps.insert(count + row)
        offsets.append(last)
        continue
      }
      guard let (start, size) = range(row), start >= 0, size >= 0, start <= available,
        size <= available - start
      else { throw damage }
      if items == nil, size > 0, base + start != last {
        guard last <= Int32.max else { throw DataMistake("too-many-values") }
        items = (0..<last).map { Int32($0) }
      }
      if items != nil {
        repeatsLeft -= Int64(size)
        guard repeatsLeft >= 0, base + start + size <= Int32.max else {
          throw DataMistake("too-many-values")
        }
        for item in 0..<size { items?.append(Int32(base + start + item)) }
      }
      last += size
      offsets.append(last)
    }
  }

  /// Adds as many rows as there are.
  private func addAll(_ cursor: inout ArrowCursor) throws(DataMistake) {
    var ahead = cursor
    try add(&cursor, rows: try ahead.node().count)
  }

  /// The number in a row of a buffer; nil when it is not there.
  static func number(
    _ bytes: ArraySlice<UInt8>, _ row: Int, bits: Int, isSigned: Bool = true
  ) -> Int? {
    let width = bits / 8
    guard row >= 0, row < bytes.count / width else { return nil }
    return bytes.withUnsafeBytes { bytes in
      func load<Number: FixedWidthInteger & BitwiseCopyable>(_ kind: Number.Type) -> Int? {
        Int(
          exactly: Number(
            littleEndian: bytes.loadUnaligned(fromByteOffset: row * width, as: kind)))
      }
      switch (bits, isSigned) {
      case (8, true): return load(Int8.self)
      case (8, false): return load(UInt8.self)
      case (16, true): return load(Int16.self)
      case (16, false): return load(UInt16.self)
      case (32, true): return load(Int32.self)
      case (32, false): return load(UInt32.self)
      case (64, true): return load(Int64.self)
      default: return load(UInt64.self)
      }
    }
  }

  // MARK: The column

  /// The column with all rows that were added.
  ///
  /// Errors: `too-many-values`.
  func column(_ marks: GapMarks) throws(DataMistake) -> Column {
    Column(try storage(marks), unit: field.unit)
  }

  private func storage(_ marks: GapMarks) throws(DataMistake) -> Column.Storage {
    if field.dictionary != nil {
      let values = try children[0].column(marks)
      return marks.used(values.gather(codes).storage)
    }
    switch field.kind {
    case .truth: return .truth(truths)
    case .date, .moment: return .date(wholes)
    case .whole: return isDecimal ? .decimal(marks.marked(decimals)) : .whole(marks.marked(wholes))
    case .nothing, .float, .decimal, .timeOfDay, .duration, .strange:
      return .decimal(marks.marked(decimals))
    case .text(_, let isBytes), .view(let isBytes):
      return marks.texts(codes, ByteTexts.words(words, areTexts: !isBytes))
    case .fixedBytes: return marks.texts(codes, ByteTexts.words(words, areTexts: false))
    case .list, .listView, .fixedList:
      var column = try children[0].column(marks)
      if let items { column = column.gather(items) }
      return .list(offsets: offsets, items: column.slice(0..<(offsets.last ?? 0)), gaps: gaps)
    case .record:
      // A record without parts tells nothing, and a column of such would not know its length: gaps.
      guard !children.isEmpty else { return .decimal(decimals) }
      var parts: [Column] = []
      for child in children { parts.append(try child.column(marks)) }
      if !gaps.isEmpty {
        guard count <= Int32.max else { throw DataMistake("too-many-values") }
        let rows = (0..<count).map { gaps.contains($0) ? -1 : Int32($0) }
        parts = parts.map { $0.gather(rows) }
      }
      return .record(names: ParquetSchema.unique(field.children.map { $0.name }), parts: parts)
    }
  }
}
