/// Reads an Arrow file, a stream of Arrow, or a Feather file of today from bytes.
///
/// Only the wanted columns are unpacked, each by one worker.
public struct ArrowReader {
  private let source: ArrowCursor.Source
  private let schema: ArrowSchema
  private let messages: [ArrowMessage]
  private let options: DelimitedOptions
  private let means: ReadingMeans
  private let progress: DelimitedReader.Progress

  /// Reads a table; of the options, those on columns, rows and gaps count.
  ///
  /// Errors: `damaged-file`, `cannot-unpack`, `old-feather`, `arrow-kind`, `column-kind`,
  /// `unknown-column`, `too-many-values`, `stopped`.
  public static func read(
    _ bytes: [UInt8], options: DelimitedOptions = DelimitedOptions(), origin: String = "",
    means: ReadingMeans = ReadingMeans(),
    progress: @escaping DelimitedReader.Progress = { _, _ in true }
  ) throws(DataMistake) -> LoadedTable {
    try bytes.withUnsafeBufferPointer { (buffer) throws(DataMistake) -> LoadedTable in
      let file = try ArrowFile(bytes, buffer)
      guard let schema = file.schema else { throw .damaged("it has no columns") }
      let source = ArrowCursor.Source(
        bytes: bytes, unpacker: means.unpacker, limit: min(means.memory, Int64(Int.max / 16)))
      let reader = ArrowReader(
        source: source, schema: schema, messages: file.messages, options: options, means: means,
        progress: progress)
      return try reader.table(origin)
    }
  }

  /// True for bytes that begin as streams did before 2020: with the length of a message and no mark before it.
  public static func isOldStream(_ bytes: [UInt8]) -> Bool {
    func number(_ place: Int) -> Int? {
      guard place >= 0, place <= bytes.count - 4 else { return nil }
      var value: UInt32 = 0
      for index in 0..<4 { value |= UInt32(bytes[place + index]) << UInt32(8 * index) }
      return Int(Int32(bitPattern: value))
    }
    // The message is a table: its beginning says where the list of its parts lies.
    guard let length = number(0), length >= 16, length & 3 == 0, length <= bytes.count - 4,
      let root = number(4), root >= 4, root <= length - 8, let back = number(4 + root)
    else { return false }
    let list = 4 + root - back
    guard list >= 8, list <= length else { return false }
    let size = Int(bytes[list]) | Int(bytes[list + 1]) << 8
    return size >= 6 && size <= 32 && size & 1 == 0
  }

  // MARK: The plan

  /// A column that is read.
  private struct Plan {
    var field: ArrowField
    /// What belongs to the columns in front of it.
    var extent: ArrowExtent
    /// The bytes of it that lie in the file, and those it takes in memory.
    var stored: Int64 = 0
    var memory: Int64 = 0
  }

  /// The columns that are read with their names, the names of those that cannot be read, and of those that
  /// nobody asks for.
  private func plans() throws(DataMistake)
    -> (plans: [(String, Plan)], leftOut: [String], unread: [String])
  {
    if schema.fields.isEmpty { throw .damaged("it has no columns") }
    let names = ParquetSchema.unique(schema.fields.map { $0.name })
    var all: [Plan] = []
    var extent = ArrowExtent()
    for field in schema.fields {
      all.append(Plan(field: field, extent: extent))
      extent = extent + field.extent
    }
    var plans: [(String, Plan)] = []
    var leftOut: [String] = []
    var unread: [String] = []
    if let asked = options.columns {
      for place in try HeaderNames.places(of: asked, among: names) {
        if let kind = all[place].field.strange {
          throw DataMistake("column-kind", ["name": names[place], "kind": kind])
        }
        plans.append((names[place], all[place]))
      }
    } else {
      for (name, plan) in zip(names, all) {
        if plan.field.strange != nil {
          leftOut.append(name)
        } else if options.demanded?.contains(name) ?? true {
          plans.append((name, plan))
        } else {
          unread.append(name)
        }
      }
      if plans.isEmpty, unread.isEmpty, let name = names.first, let kind = all.first?.field.strange
      {
        throw DataMistake("column-kind", ["name": name, "kind": kind])
      }
    }
    return (plans, leftOut, unread)
  }

  /// The pieces up to the one that fills the wanted rows, and the number of rows.
  private func wanted() throws(DataMistake) -> (messages: ArraySlice<ArrowMessage>, rows: Int) {
    let most = options.rows.map { max($0, 0) } ?? .max
    var rows = 0
    var end = 0
    for message in messages where rows < most {
      end += 1
      guard case .rows(let batch) = message.content else { continue }
      let sum = rows.addingReportingOverflow(batch.rows)
      if sum.overflow { throw DataMistake("too-many-values") }
      rows = sum.partialValue
    }
    return (messages[..<end], min(rows, most))
  }

  /// Adds what a column takes, from the lengths in the descriptions alone.
  private func measure(_ plan: inout Plan, _ messages: ArraySlice<ArrowMessage>)
    throws(DataMistake)
  {
    let tables = Self.tables(of: plan.field)
    for message in messages {
      switch message.content {
      case .schema: break
      case .rows(let batch):
        var cursor = try ArrowCursor(source, batch, body: message.body, after: plan.extent)
        try Self.measure(plan.field, &cursor, &plan)
      case .values(let number, _, let batch):
        guard let field = tables[number] else { continue }
        var cursor = try ArrowCursor(source, batch, body: message.body, after: ArrowExtent())
        try Self.measure(field, &cursor, &plan)
      }
      if plan.memory > means.memory { throw DataMistake("too-many-values") }
    }
  }

  private static func measure(
    _ field: ArrowField, _ cursor: inout ArrowCursor, _ plan: inout Plan
  ) throws(DataMistake) {
    let node = try cursor.node()
    // A value takes eight bytes at most, a list or a gap of records two times that.
    plan.memory = plan.memory.addingClamped(Int64(node.count).multipliedClamped(by: 12))
    var extent = field.dictionary == nil ? field.kind.bufferCount : 2
    if field.dictionary == nil, case .view = field.kind { extent += try cursor.viewCount() }
    for _ in 0..<extent {
      let size = try cursor.skipBuffer()
      plan.stored += Int64(size.stored)
      plan.memory = plan.memory.addingClamped(size.unpacked)
      if case .text = field.kind { plan.memory = plan.memory.addingClamped(Int64(size.stored)) }
    }
    if field.dictionary != nil { return }
    for child in field.children { try measure(child, &cursor, &plan) }
  }

  /// The tables of values that a field and its parts point into.
  private static func tables(of field: ArrowField) -> [Int64: ArrowField] {
    var tables: [Int64: ArrowField] = [:]
    if let dictionary = field.dictionary {
      var table = field
      table.dictionary = nil
      tables[dictionary.number] = table
    }
    for child in field.children {
      for (number, table) in Self.tables(of: child) { tables[number] = table }
    }
    return tables
  }

  // MARK: The table

  private func table(_ origin: String) throws(DataMistake) -> LoadedTable {
    var (plans, leftOut, unread) = try plans()
    let (messages, count) = try wanted()
    var left = means.memory
    var total: Int64 = 1
    for place in plans.indices {
      try measure(&plans[place].1, messages)
      left -= plans[place].1.memory
      total += plans[place].1.stored
      if left < 0 { throw DataMistake("too-many-values") }
    }
    // Rows of a file that has columns of which none is wanted take no place, but are counted.
    var columns: [Column] = []
    var done: Int64 = 0
    while columns.count < plans.count {
      let first = columns.count
      var end = first
      var size: Int64 = 0
      while end < plans.count, end - first < means.workers.width || size < 4 << 20 {
        size += plans[end].1.stored
        end += 1
      }
      let made = Slots([Result<Column, DataMistake>?](repeating: nil, count: end - first))
      let work = Work { [plans] place in
        do throws(DataMistake) {
          made[place] = .success(try column(plans[first + place].1, messages, count))
        } catch {
          made[place] = .failure(error)
        }
      }
      means.workers.run(count: end - first) { work.body($0) }
      for result in made.values {
        switch result {
        case .success(let column): columns.append(column)
        case .failure(let mistake): throw mistake
        case nil: throw .damaged("its columns cannot be read")
        }
      }
      done += size
      let part = Double(done) / Double(total) * Double(source.bytes.count)
      if !progress(Int(part), source.bytes.count) { throw DataMistake("stopped") }
    }
    let all = ParquetSchema.unique(schema.fields.map { $0.name }).filter { !leftOut.contains($0) }
    var table = LoadedTable(
      dataset: Dataset(
        names: plans.map { $0.0 }, columns: columns, count: count, origin: origin,
        known: unread.isEmpty ? [] : all),
      encoding: .utf8, hadSpacedNames: false, separator: UInt8(ascii: ","), hasDecimalComma: false,
      gaps: columns.reduce(0) { $0 + $1.gapCount }, notes: LoadedTable.leftOutNotes(leftOut),
      leftOut: leftOut)
    table.unread = unread
    return table
  }

  /// Reads one column.
  private func column(
    _ plan: Plan, _ messages: ArraySlice<ArrowMessage>, _ count: Int
  ) throws(DataMistake) -> Column {
    let builder = ArrowBuilder(plan.field, memory: means.memory)
    let tables = builder.tables
    for message in messages {
      switch message.content {
      case .schema: break
      case .rows(let batch):
        var cursor = try ArrowCursor(source, batch, body: message.body, after: plan.extent)
        try builder.add(&cursor, rows: batch.rows)
      case .values(let number, let adds, let batch):
        for table in tables where table.field.dictionary?.number == number {
          var cursor = try ArrowCursor(source, batch, body: message.body, after: ArrowExtent())
          try table.addValues(&cursor, rows: batch.rows, adds: adds)
        }
      }
    }
    let column = try builder.column(GapMarks(options)).slice(0..<count)
    guard column.count == count else { throw .damaged("its columns do not fit each other") }
    return column
  }

  /// Work that reads what stays as it is and writes only into slots of its own.
  private final class Work: @unchecked Sendable {
    let body: (Int) -> Void

    init(_ body: @escaping (Int) -> Void) { self.body = body }
  }
}

extension ArrowBuilder {
  /// This and the parts of it whose numbers point into tables of values.
  fileprivate var tables: [ArrowBuilder] {
    (field.dictionary == nil ? [] : [self]) + children.flatMap { $0.tables }
  }
}

extension Int64 {
  fileprivate func addingClamped(_ other: Int64) -> Int64 {
    let sum = addingReportingOverflow(other)
    return sum.overflow ? .max : sum.partialValue
  }

  fileprivate func multipliedClamped(by factor: Int64) -> Int64 {
    let product = multipliedReportingOverflow(by: factor)
    return product.overflow ? .max : product.partialValue
  }
}
