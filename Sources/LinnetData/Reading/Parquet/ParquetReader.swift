/// Reads a Parquet file from bytes: the wanted columns, each by one worker.
public struct ParquetReader {
  private let file: ParquetFile
  private let metadata: ParquetMetadata
  private let options: DelimitedOptions
  private let means: ReadingMeans
  private let progress: DelimitedReader.Progress

  /// Reads a table; of the options, those on columns, rows and gaps count.
  ///
  /// Errors: `damaged-file`, `cannot-unpack`, `unknown-column`, `too-many-values`, `stopped`.
  public static func read(
    _ bytes: [UInt8], options: DelimitedOptions = DelimitedOptions(), origin: String = "",
    means: ReadingMeans = ReadingMeans(),
    progress: @escaping DelimitedReader.Progress = { _, _ in true }
  ) throws(DataMistake) -> LoadedTable {
    try bytes.withUnsafeBufferPointer { (buffer) throws(DataMistake) -> LoadedTable in
      let metadata = try ParquetMetadata(buffer)
      let file = ParquetFile(bytes, buffer, metadata, unpacker: means.unpacker)
      let reader = ParquetReader(
        file: file, metadata: metadata, options: options, means: means, progress: progress)
      return try reader.table(origin)
    }
  }

  // MARK: The plan

  /// The names of all columns with what they become.
  private var columns: (names: [String], shapes: [ParquetShape]) {
    var names: [String] = []
    var shapes: [ParquetShape] = []
    for field in metadata.schema.fields {
      guard let shape = ParquetShape(field) else { continue }
      names.append(field.element.name)
      shapes.append(shape)
    }
    return (ParquetSchema.unique(names), shapes)
  }

  private func wanted(_ names: [String]) throws(DataMistake) -> [Int] {
    guard let asked = options.columns else {
      return names.indices.filter { options.demanded?.contains(names[$0]) ?? true }
    }
    return try HeaderNames.places(of: asked, among: names)
  }

  /// The groups of rows that are read, and the number of rows in them.
  private func groups() throws(DataMistake) -> (groups: [ParquetMetadata.Group], rows: Int64) {
    let most = options.rows.map { Int64(max($0, 0)) } ?? .max
    var groups: [ParquetMetadata.Group] = []
    var rows: Int64 = 0
    for group in metadata.groups where rows < most {
      groups.append(group)
      let sum = rows.addingReportingOverflow(group.rows)
      if sum.overflow { throw .damaged("it says it has more rows than there can be") }
      rows = sum.partialValue
    }
    return (groups, min(rows, most))
  }

  /// Makes sure that what is to be read has room; the number of packed bytes of each column.
  private func sizes(_ leaves: [Int], _ groups: [ParquetMetadata.Group]) throws(DataMistake)
    -> [Int64]
  {
    // Entries take eight bytes and two levels, and texts what they are long.
    var left = Double(means.memory)
    return try leaves.map { (leaf: Int) throws(DataMistake) -> Int64 in
      var packed: Int64 = 0
      for group in groups {
        let chunk = group.chunks[leaf]
        left -= Double(chunk.count) * 10 + Double(chunk.unpackedSize)
        packed += min(chunk.packedSize, Int64(file.bytes.count))
      }
      if left < 0 { throw DataMistake("too-many-values") }
      return packed
    }
  }

  // MARK: The table

  private func table(_ origin: String) throws(DataMistake) -> LoadedTable {
    let (groups, rows) = try groups()
    return try table(origin, groups, rows)
  }

  /// The rows of some groups as a table.
  private func table(
    _ origin: String, _ groups: [ParquetMetadata.Group], _ rows: Int64
  ) throws(DataMistake) -> LoadedTable {
    let (names, shapes) = columns
    let places = try wanted(names)
    if names.isEmpty { throw .damaged("it has no columns") }
    guard let count = Int(exactly: rows), rows <= means.memory else {
      throw DataMistake("too-many-values")
    }
    let leaves = try read(places.flatMap { shapes[$0].leaves }, groups)
    let assembly = ParquetAssembly(
      leaves: leaves, marks: GapMarks(options))
    let made = Slots([Result<Column, DataMistake>?](repeating: nil, count: places.count))
    let work = Work { place in
      do throws(DataMistake) {
        made[place] = .success(try assembly.column(shapes[places[place]]))
      } catch {
        made[place] = .failure(error)
      }
    }
    means.workers.run(count: places.count) { work.body($0) }
    var columns: [Column] = []
    var gaps = 0
    for (place, result) in zip(places, made.values) {
      var column: Column
      switch result {
      case .success(let whole): column = whole.slice(0..<count)
      case .failure(let mistake): throw mistake
      case nil: throw .damaged("its columns cannot be read")
      }
      guard column.count == count else { throw .damaged("its columns do not fit each other") }
      if let unit = metadata.units[names[place]] { column = column.with(unit: unit) }
      gaps += column.gapCount
      columns.append(column)
    }
    let read = Set(places)
    let unread = options.columns == nil ? names.indices.filter { !read.contains($0) } : []
    var table = LoadedTable(
      dataset: Dataset(
        names: places.map { names[$0] }, columns: columns, count: count, origin: origin,
        known: unread.isEmpty ? [] : names),
      encoding: .utf8, hadSpacedNames: false, separator: UInt8(ascii: ","), hasDecimalComma: false,
      gaps: gaps, notes: [])
    table.unread = unread.map { names[$0] }
    return table
  }

  // MARK: Piece by piece

  /// Reads a file of several groups of rows and hands them on one after another.
  ///
  /// `take` gets the rows of some groups, `pieceRows` or more, and how many there are in all, and answers false where it cannot
  /// go on. The result's dataset has the columns but no rows. Nil when the rows make one piece, when only
  /// some of them are wanted, or when `take` cannot go on. Errors: as `read`.
  public static func stream(
    _ bytes: [UInt8], options: DelimitedOptions = DelimitedOptions(), origin: String = "",
    means: ReadingMeans = ReadingMeans(), pieceRows: Int64 = 1 << 17,
    progress: @escaping DelimitedReader.Progress = { _, _ in true },
    into take: (Dataset, _ expectedRows: Int) -> Bool
  ) throws(DataMistake) -> LoadedTable? {
    guard options.rows == nil else { return nil }
    return try bytes.withUnsafeBufferPointer { (buffer) throws(DataMistake) -> LoadedTable? in
      let metadata = try ParquetMetadata(buffer)
      let file = ParquetFile(bytes, buffer, metadata, unpacker: means.unpacker)
      var done = 0
      var part = 1
      // Each piece reports its own part of the file.
      let reader = ParquetReader(
        file: file, metadata: metadata, options: options, means: means,
        progress: { piece, total in progress(done + piece / max(total / max(part, 1), 1), total) })
      let pieces = try reader.pieces(pieceRows)
      guard pieces.count > 1 else { return nil }
      let all = pieces.reduce(Int64(0)) { $0 + $1.rows }
      var table: LoadedTable?
      var gaps = 0
      for piece in pieces {
        part = Int(Double(bytes.count) * Double(piece.rows) / Double(max(all, 1)))
        let next = try reader.table(origin, piece.groups, piece.rows)
        guard take(next.dataset, Int(clamping: all)) else { return nil }
        done += part
        options.counter?.rows += next.dataset.count
        gaps += next.gaps
        table = next
      }
      guard var result = table else { return nil }
      result.handedOn = (Int(clamping: all), result.dataset.names.count)
      result.gaps = gaps
      result.dataset = result.dataset.slice(0..<0)
      return result
    }
  }

  /// The groups of rows, some together so that a piece is worth its while.
  private func pieces(_ pieceRows: Int64) throws(DataMistake)
    -> [(groups: [ParquetMetadata.Group], rows: Int64)]
  {
    var pieces: [(groups: [ParquetMetadata.Group], rows: Int64)] = []
    for group in try groups().groups {
      if let last = pieces.last, last.rows < pieceRows {
        pieces[pieces.count - 1].groups.append(group)
        pieces[pieces.count - 1].rows += group.rows
      } else {
        pieces.append(([group], group.rows))
      }
    }
    return pieces
  }

  /// Reads columns of the file, some at a time so that the reading can be stopped.
  private func read(_ places: [Int], _ groups: [ParquetMetadata.Group]) throws(DataMistake)
    -> [ParquetLeaf?]
  {
    let sizes = try sizes(places, groups)
    let total = max(sizes.reduce(0, +), 1)
    let most = options.rows.map { Int64(max($0, 0)) } ?? .max
    var leaves = [ParquetLeaf?](repeating: nil, count: metadata.schema.leaves.count)
    for place in places {
      leaves[place] = ParquetLeaf(metadata.schema.leaves[place], file: file)
    }
    var done: Int64 = 0
    var next = 0
    while next < places.count {
      var size: Int64 = 0
      let first = next
      while next < places.count, next - first < 4 * means.workers.width || size < 4 << 20 {
        size += sizes[next]
        next += 1
      }
      let batch = Array(places[first..<next])
      let mistakes = Slots([DataMistake?](repeating: nil, count: batch.count))
      let work = Work { [leaves] number in
        guard let leaf = leaves[batch[number]] else { return }
        let entries = groups.reduce(Int64(0)) { $0 + $1.chunks[batch[number]].count }
        leaf.reserve(Int(clamping: min(entries, most)))
        do throws(DataMistake) {
          for group in groups {
            try leaf.read(group.chunks[batch[number]], rows: group.rows, most: most)
          }
        } catch {
          mistakes[number] = error
        }
        leaf.keep(rows: most)
      }
      means.workers.run(count: batch.count) { work.body($0) }
      for mistake in mistakes.values { if let mistake { throw mistake } }
      done += size
      let part = Double(done) / Double(total) * Double(file.bytes.count)
      if !progress(Int(part), file.bytes.count) { throw DataMistake("stopped") }
    }
    return leaves
  }

  /// Work that reads what stays as it is and writes only into slots of its own.
  private final class Work: @unchecked Sendable {
    let body: (Int) -> Void

    init(_ body: @escaping (Int) -> Void) { self.body = body }
  }
}
