/// Walks the nodes and buffers of some rows, column by column and part by part.
struct ArrowCursor {
  /// What all columns of a file share while it is read.
  struct Source: @unchecked Sendable {
    let bytes: [UInt8]
    let unpacker: Unpacker
    /// Bytes of one unpacked buffer at most.
    let limit: Int64
  }

  private let source: Source
  private let batch: ArrowBatch
  private let body: Range<Int>
  private var next: ArrowExtent

  /// Begins at a column, in front of which so much belongs to other columns.
  ///
  /// Errors: `damaged-file`.
  init(
    _ source: Source, _ batch: ArrowBatch, body: Range<Int>, after extent: ArrowExtent
  ) throws(DataMistake) {
    self.source = source
    self.batch = batch
    self.body = body
    next = extent
    for view in 0..<extent.views { next.buffers += try batch.viewCount(view) }
  }

  /// The length of the next column or part and how many of it are gaps.
  mutating func node() throws(DataMistake) -> (count: Int, gaps: Int64) {
    let node = try batch.node(next.nodes)
    next.nodes += 1
    return node
  }

  /// The number of buffers behind the next column of views.
  mutating func viewCount() throws(DataMistake) -> Int {
    let count = try batch.viewCount(next.views)
    next.views += 1
    return count
  }

  /// The bytes of the next buffer, unpacked.
  ///
  /// Errors: `damaged-file`, `cannot-unpack`.
  mutating func buffer() throws(DataMistake) -> ArraySlice<UInt8> {
    let (place, size) = try place()
    guard let codec = batch.codec, let size else { return source.bytes[place] }
    // What the codecs can make of a byte at the very most.
    let ratio: Int64 = codec == .zstandard ? 1 << 20 : 256
    guard size <= source.limit, size / ratio <= Int64(place.count), let wanted = Int(exactly: size)
    else { throw .damaged("a column does not hold what it says") }
    let unpacked = try source.unpacker.unpack(source.bytes[place], codec: codec, size: wanted)
    guard unpacked.count == wanted else { throw .damaged("a column does not hold what it says") }
    return unpacked[...]
  }

  /// The number of bytes the next buffer takes when it is unpacked, and 0 when it is not packed.
  mutating func skipBuffer() throws(DataMistake) -> (stored: Int, unpacked: Int64) {
    let (place, size) = try place()
    return (place.count, size ?? 0)
  }

  /// Where the next buffer lies, and what it unpacks to; nil where it is not packed.
  private mutating func place() throws(DataMistake) -> (Range<Int>, Int64?) {
    let range = try batch.buffer(next.buffers, bodySize: body.count)
    next.buffers += 1
    let place = (body.lowerBound + range.lowerBound)..<(body.lowerBound + range.upperBound)
    guard batch.codec != nil, !place.isEmpty else { return (place, nil) }
    guard place.count >= 8 else { throw .damaged("a column does not hold what it says") }
    let size = source.bytes.withUnsafeBytes {
      Int64(littleEndian: $0.loadUnaligned(fromByteOffset: place.lowerBound, as: Int64.self))
    }
    let rest = (place.lowerBound + 8)..<place.upperBound
    if size == -1 { return (rest, nil) }
    guard size >= 0 else { throw .damaged("a column does not hold what it says") }
    return (rest, size)
  }
}

/// Which rows of a column are there, by a bit each.
struct ArrowValidity {
  /// The bits; nil when there are no gaps.
  private let bits: ArraySlice<UInt8>?
  private let count: Int

  /// Takes the bits of so many rows.
  ///
  /// Errors: `damaged-file` when there are too few.
  init(_ bits: ArraySlice<UInt8>, count: Int, gaps: Int64) throws(DataMistake) {
    self.count = count
    guard gaps != 0, !bits.isEmpty else {
      self.bits = nil
      return
    }
    guard bits.count >= count / 8 + (count % 8 > 0 ? 1 : 0) else {
      throw .damaged("a column does not hold what it says")
    }
    self.bits = bits
  }

  /// True when no row is a gap as far as the file says.
  var isWhole: Bool { bits == nil }

  /// Calls `body` with each row that is a gap.
  @inline(__always)
  func gaps(_ body: (Int) -> Void) {
    guard let bits else { return }
    bits.withUnsafeBufferPointer { bits in
      for start in stride(from: 0, to: count, by: 8) {
        let byte = bits[start >> 3]
        if byte == 0xFF { continue }
        for row in start..<min(start + 8, count) where byte >> UInt8(row - start) & 1 == 0 {
          body(row)
        }
      }
    }
  }

  /// True or false for each row.
  var rows: [Bool] {
    var rows = [Bool](repeating: true, count: count)
    gaps { rows[$0] = false }
    return rows
  }
}
