/// The pieces of an Arrow file, in the form of a file or of a stream.
///
/// Source: "Serialization and Interprocess Communication" of arrow.apache.org/docs/format/Columnar.html.
struct ArrowFile {
  let bytes: [UInt8]
  private(set) var schema: ArrowSchema?
  /// Rows and tables of values, in the order in which they count.
  private(set) var messages: [ArrowMessage] = []

  private static let mark = Array("ARROW1".utf8)

  /// Finds the pieces; `buffer` are the same bytes, for as long as the reading lasts.
  ///
  /// Errors: `damaged-file`, `old-feather`, `arrow-kind`.
  init(_ bytes: [UInt8], _ buffer: UnsafeBufferPointer<UInt8>) throws(DataMistake) {
    self.bytes = bytes
    if bytes.starts(with: "FEA1".utf8) { throw DataMistake("old-feather") }
    if bytes.starts(with: Self.mark) {
      try readFile(buffer)
    } else {
      try readStream(buffer)
    }
    guard schema != nil else { throw .damaged("it does not begin as an Arrow file does") }
  }

  // MARK: A file with a table of contents

  private mutating func readFile(_ bytes: UnsafeBufferPointer<UInt8>) throws(DataMistake) {
    guard bytes.count >= 18, bytes.suffix(6).elementsEqual(Self.mark) else {
      throw .damaged("its end is missing")
    }
    let sizePlace = bytes.count - 10
    let size = Int(clamping: Self.number(bytes, sizePlace))
    guard size > 0, size <= sizePlace - 8 else { throw .damaged("its end is missing") }
    let end = sizePlace - size
    let footer = try FlatTable(root: UnsafeBufferPointer(rebasing: bytes[end..<sizePlace]))
    guard let table = try footer.table(1) else {
      throw .damaged("its description cannot be read")
    }
    schema = try ArrowSchema(table, size: size)
    for field in 2...3 {
      let blocks = try footer.list(field, itemSize: 24)
      for place in 0..<blocks.count {
        let start: Int64 = blocks.number(place)
        guard start >= 8, start < Int64(end) else {
          throw .damaged("a group of its rows lies elsewhere")
        }
        guard let (message, _) = try Self.message(bytes, at: Int(start), end: end) else {
          throw .damaged("a group of its rows is missing")
        }
        switch (message.content, field) {
        case (.values, 2), (.rows, 3): messages.append(message)
        default: throw .damaged("its description cannot be read")
        }
      }
    }
  }

  // MARK: A stream

  private mutating func readStream(_ bytes: UnsafeBufferPointer<UInt8>) throws(DataMistake) {
    var place = 0
    // The mark for the end may be left out, but only between pieces.
    while place < bytes.count {
      guard let (message, next) = try Self.message(bytes, at: place, end: bytes.count) else {
        break
      }
      place = next
      if case .schema(let columns) = message.content {
        guard schema == nil else { throw .damaged("it describes its columns twice") }
        schema = columns
      } else if schema == nil {
        throw .damaged("it does not begin as an Arrow file does")
      } else {
        messages.append(message)
      }
    }
  }

  // MARK: Pieces

  /// The piece at a place and the place behind it; nil at the mark for the end.
  private static func message(
    _ bytes: UnsafeBufferPointer<UInt8>, at place: Int, end: Int
  ) throws(DataMistake) -> (ArrowMessage, next: Int)? {
    guard end - place >= 4 else { throw .damaged("its end is missing") }
    var start = place + 4
    var size = number(bytes, place)
    // Files of before 2019 have no mark in front of the size.
    if size == .max {
      guard end - place >= 8 else { throw .damaged("its end is missing") }
      size = number(bytes, start)
      start += 4
    }
    if size == 0 { return nil }
    guard let size = Int(exactly: size), size <= end - start else {
      throw .damaged(place == 0 ? "it does not begin as an Arrow file does" : "its end is missing")
    }
    let description = UnsafeBufferPointer(rebasing: bytes[start..<(start + size)])
    let message = try ArrowMessage(description, bodyStart: start + size, end: end)
    return (message, message.body.upperBound)
  }

  /// The number in four bytes that are there.
  private static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(bytes[place + $1]) << UInt32(8 * $1) }
  }
}
