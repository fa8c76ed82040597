/// A piece of an Arrow file: the columns, a table of values, or some rows.
struct ArrowMessage {
  /// What a piece holds.
  enum Content {
    case schema(ArrowSchema)
    /// Values that the numbers of some columns point to; `adds` when they come behind those already there.
    case values(number: Int64, adds: Bool, ArrowBatch)
    case rows(ArrowBatch)
  }

  var content: Content
  /// The bytes of the values.
  var body: Range<Int>

  /// Reads a piece from its description and the place of what follows it.
  ///
  /// The body must end at `end` at the latest. Errors: `damaged-file`, `arrow-kind`.
  init(_ bytes: UnsafeBufferPointer<UInt8>, bodyStart: Int, end: Int) throws(DataMistake) {
    let message = try FlatTable(root: bytes)
    let size = try message.number(3, Int64(0))
    guard bodyStart <= end, size >= 0, size <= Int64(end - bodyStart) else {
      throw .damaged("its end is missing")
    }
    body = bodyStart..<(bodyStart + Int(size))
    guard let header = try message.table(2) else {
      throw .damaged("its description cannot be read")
    }
    switch try message.number(1, UInt8(0)) {
    case 1: content = .schema(try ArrowSchema(header, size: bytes.count))
    case 2:
      guard let data = try header.table(1) else {
        throw .damaged("its description cannot be read")
      }
      content = .values(
        number: try header.number(0, Int64(0)), adds: try header.truth(2), try ArrowBatch(data))
    case 3: content = .rows(try ArrowBatch(header))
    case 4, 5: throw DataMistake("arrow-kind", ["what": "it holds a tensor and no table"])
    default: throw .damaged("its description cannot be read")
    }
  }
}

/// The description of some rows: for each column, its lengths and the places of its buffers.
///
/// Lives as long as the bytes of the file.
struct ArrowBatch {
  /// The number of rows.
  let rows: Int
  /// Lengths and numbers of gaps of the columns and their parts.
  private let nodes: FlatList
  private let buffers: FlatList
  private let viewCounts: FlatList
  /// How the buffers are packed; nil when they are not.
  let codec: Codec?

  init(_ table: FlatTable) throws(DataMistake) {
    guard let rows = Int(exactly: try table.number(0, Int64(0))), rows >= 0 else {
      throw .damaged("its description cannot be read")
    }
    self.rows = rows
    nodes = try table.list(1, itemSize: 16)
    buffers = try table.list(2, itemSize: 16)
    viewCounts = try table.list(4, itemSize: 8)
    guard let packing = try table.table(3) else {
      codec = nil
      return
    }
    guard try packing.number(1, Int8(0)) == 0 else {
      throw .damaged("it is packed in a way I do not know")
    }
    switch try packing.number(0, Int8(0)) {
    case 0: codec = .lz4Frame
    case 1: codec = .zstandard
    default: throw .damaged("it is packed in a way I do not know")
    }
  }

  /// The length of a column or part and how many of it are gaps.
  func node(_ place: Int) throws(DataMistake) -> (count: Int, gaps: Int64) {
    guard place < nodes.count else { throw .damaged("some of its columns are missing") }
    let count: Int64 = nodes.number(place)
    guard let count = Int(exactly: count), count >= 0 else {
      throw .damaged("its description cannot be read")
    }
    return (count, nodes.number(place, 8))
  }

  /// Where a buffer lies inside the body, which has so many bytes.
  func buffer(_ place: Int, bodySize: Int) throws(DataMistake) -> Range<Int> {
    guard place < buffers.count else { throw .damaged("some of its columns are missing") }
    let start: Int64 = buffers.number(place)
    let size: Int64 = buffers.number(place, 8)
    guard start >= 0, size >= 0, start <= Int64(bodySize), size <= Int64(bodySize) - start else {
      throw .damaged("a column lies outside of its place")
    }
    return Int(start)..<Int(start + size)
  }

  /// The number of buffers behind a column of views.
  func viewCount(_ place: Int) throws(DataMistake) -> Int {
    guard place < viewCounts.count else { throw .damaged("some of its columns are missing") }
    let count: Int64 = viewCounts.number(place)
    guard count >= 0, count <= Int64(buffers.count) else {
      throw .damaged("its description cannot be read")
    }
    return Int(count)
  }
}
