/// Writes a dataset as a Parquet file, packed with Snappy, that other programs read too.
///
/// Every column may have gaps there. Texts that repeat get a table of words; dates are days, moments are
/// milliseconds without a zone, vectors and measurements are groups of their parts. Units are notes of the
/// file, `unit:` and the column's name.
public enum ParquetWriter {
  /// What the notes with units begin with.
  static let unitMark = "unit:"

  /// The bytes of a dataset, with `groupRows` rows lying together.
  ///
  /// Errors: `cannot-save-column` for records without parts.
  public static func write(
    _ dataset: Dataset, workers: Workers = .serial, groupRows: Int = 1 << 20
  ) throws(DataMistake) -> [UInt8] {
    let plan = try ParquetPlan(dataset)
    var bytes = Array("PAR1".utf8)
    var groups: [Group] = []
    var next = 0
    while next < dataset.count {
      let rows = next..<min(next + groupRows, dataset.count)
      let made = Slots([ParquetChunkWriter.Chunk](repeating: .init(), count: plan.leaves.count))
      workers.run(count: plan.leaves.count) { place in
        let leaf = plan.leaves[place]
        made[place] = ParquetChunkWriter.write(leaf, plan.columns[leaf.column], rows: rows)
      }
      var group = Group(rows: rows.count)
      for (leaf, chunk) in zip(plan.leaves, made.values) {
        if chunk.isTooLarge {
          throw DataMistake("cannot-save-column", ["name": dataset.names[leaf.column]])
        }
        group.pieces.append(Piece(leaf: leaf, chunk: chunk, start: Int64(bytes.count)))
        bytes += chunk.bytes
        group.pieces[group.pieces.count - 1].chunk.bytes = []
      }
      groups.append(group)
      next = rows.upperBound
    }
    let description = description(dataset, plan, groups)
    bytes += description
    for byte in 0..<4 { bytes.append(UInt8(truncatingIfNeeded: description.count >> (8 * byte))) }
    bytes += Array("PAR1".utf8)
    return bytes
  }

  /// Rows that lie together, and where their columns are.
  private struct Group {
    var rows: Int
    var pieces: [Piece] = []
  }

  private struct Piece {
    var leaf: ParquetLeafPlan
    var chunk: ParquetChunkWriter.Chunk
    var start: Int64
    /// Bytes in the file.
    var size: Int64

    init(leaf: ParquetLeafPlan, chunk: ParquetChunkWriter.Chunk, start: Int64) {
      self.leaf = leaf
      self.chunk = chunk
      self.start = start
      size = Int64(chunk.bytes.count)
    }
  }

  // MARK: The description

  private static func description(
    _ dataset: Dataset, _ plan: ParquetPlan, _ groups: [Group]
  ) -> [UInt8] {
    var writer = ThriftWriter()
    writer.field(1, Int32(2))
    writer.records(2, plan.elements) { add($1, to: &$0) }
    writer.field(3, Int64(dataset.count))
    writer.records(4, groups) { (writer: inout ThriftWriter, group: Group) in
      writer.records(1, group.pieces) { (writer: inout ThriftWriter, piece: Piece) in
        writer.field(2, piece.start)
        writer.record(3) { add(piece, to: &$0) }
      }
      writer.field(2, group.pieces.reduce(0) { $0 + $1.chunk.unpackedSize })
      writer.field(3, Int64(group.rows))
    }
    var units: [(name: String, unit: String)] = []
    for (name, column) in zip(dataset.names, dataset.columns) where !column.unit.isEmpty {
      units.append((name, column.unit))
    }
    if !units.isEmpty {
      writer.records(5, units) {
        $0.field(1, unitMark + $1.name)
        $0.field(2, $1.unit)
      }
    }
    writer.field(6, "linnet")
    // The smallest and largest of all columns are by the order of their kind.
    writer.records(7, plan.leaves) { (writer: inout ThriftWriter, _: ParquetLeafPlan) in
      writer.record(1) { _ in }
    }
    writer.end()
    return writer.bytes
  }

  private static func add(_ element: ParquetPlan.Element, to writer: inout ThriftWriter) {
    if let physical = element.physical { writer.field(1, physical.rawValue) }
    if !element.isRow {
      writer.field(3, Int32(element.isRepeated ? 2 : element.isOptional ? 1 : 0))
    }
    writer.field(4, element.name)
    if let children = element.children { writer.field(5, Int32(children)) }
    switch (element.meaning, element.isList) {
    case (_, true):
      writer.field(6, Int32(3))
      writer.record(10) { $0.record(3) { _ in } }
    case (.text, _):
      writer.field(6, Int32(0))
      writer.record(10) { $0.record(1) { _ in } }
    case (.date, _):
      writer.field(6, Int32(6))
      writer.record(10) { $0.record(6) { _ in } }
    case (.moment, _):
      // The older number would say that the moments are in universal time.
      writer.record(10) {
        $0.record(8) {
          $0.field(1, false)
          $0.record(2) { $0.record(1) { _ in } }
        }
      }
    case (.plain, _): break
    }
  }

  private static func add(_ piece: Piece, to writer: inout ThriftWriter) {
    let chunk = piece.chunk
    writer.field(1, piece.leaf.physical.rawValue)
    writer.numbers(2, chunk.hasDictionary ? [0, 3, 8] : [0, 3])
    writer.texts(3, piece.leaf.path)
    writer.field(4, Int32(1))
    writer.field(5, chunk.count)
    writer.field(6, chunk.unpackedSize)
    writer.field(7, piece.size)
    writer.field(9, piece.start + chunk.dataStart)
    if chunk.hasDictionary { writer.field(11, piece.start) }
    writer.record(12) {
      $0.field(3, chunk.gaps)
      if let largest = chunk.largest { $0.field(5, largest) }
      if let smallest = chunk.smallest { $0.field(6, smallest) }
    }
  }
}
