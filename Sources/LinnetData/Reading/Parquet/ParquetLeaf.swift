/// One column of a Parquet file while it is read: its values, and the levels that say where gaps and
/// lists are.
///
/// Each worker has a leaf of its own.
final class ParquetLeaf: @unchecked Sendable {
  /// The field of the schema.
  let field: ParquetField
  /// The values that are there.
  private(set) var values: ParquetValues
  /// The definition level of each entry; empty when every entry has a value.
  private(set) var definitions: [UInt8] = []
  /// The repetition level of each entry; empty when no list leads here.
  private(set) var repetitions: [UInt8] = []
  /// The number of rows so far.
  private(set) var rows: Int64 = 0

  private let file: ParquetFile

  init(_ field: ParquetField, file: ParquetFile) {
    self.field = field
    self.file = file
    values = ParquetValues(field.element)
  }

  /// Takes room for so many entries.
  func reserve(_ count: Int) {
    values.reserve(count)
    if field.definition > 0 { definitions.reserveCapacity(count) }
    if field.repetition > 0 { repetitions.reserveCapacity(count) }
  }

  /// Reads the pages of a piece of the column, up to the page that fills `most` rows.
  ///
  /// Errors: `damaged-file`, `cannot-unpack`.
  func read(_ chunk: ParquetMetadata.Chunk, rows wanted: Int64, most: Int64) throws(DataMistake) {
    if chunk.isElsewhere { throw .damaged("the values of `\(name)` lie elsewhere") }
    guard chunk.physical == field.element.physical else { throw damage }
    // Nothing need lie anywhere for no rows.
    if chunk.count == 0, wanted == 0 { return }
    let firstRow = rows
    var left = chunk.count
    var room = chunk.room(in: file.bytes.count)
    values.wordRoom += 4 * min(room, 1 << 40)
    var dictionary: ParquetValues?
    guard var place = Int(exactly: chunk.start), place >= 4 else { throw damage }
    while left > 0, rows < most {
      guard place < file.dataEnd else { throw damage }
      let page = try ParquetPage(file.bytes, at: place)
      room -= page.unpackedSize
      guard page.packedSize <= Int64(file.dataEnd - page.start), room >= 0 else { throw damage }
      let packed = page.start..<(page.start + Int(page.packedSize))
      place = packed.upperBound
      if let checksum = page.checksum, CyclicRedundancyCheck.sum(file.slice(packed)) != checksum {
        throw .damaged("the check sum of `\(name)` is not right")
      }
      switch page.kind {
      case .other: continue
      case .dictionary:
        dictionary = try readDictionary(page, packed, chunk.packing)
      case .data, .newerData:
        guard page.count <= left else { throw damage }
        left -= page.count
        if page.kind == .data {
          try readData(page, packed, chunk.packing, dictionary)
        } else {
          try readNewerData(page, packed, chunk.packing, dictionary)
        }
      }
    }
    guard left > 0 || rows - firstRow == wanted else { throw damage }
  }

  /// Forgets all rows but the first.
  func keep(rows count: Int64) {
    guard rows > count, var entries = Int(exactly: count) else { return }
    if field.repetition > 0 {
      var row: Int64 = 0
      entries = 0
      for level in repetitions {
        if level == 0 { row += 1 }
        if row > count { break }
        entries += 1
      }
      repetitions.removeLast(repetitions.count - entries)
    }
    var there = entries
    if field.definition > 0 {
      definitions.removeLast(max(definitions.count - entries, 0))
      there = definedCount(last: definitions.count)
    }
    values.keep(first: there)
    rows = count
  }

  // MARK: Pages

  private func readDictionary(
    _ page: ParquetPage, _ packed: Range<Int>, _ packing: ParquetMetadata.Packing
  ) throws(DataMistake) -> ParquetValues {
    // A word takes a bit at least.
    guard page.count <= page.unpackedSize * 8, let count = Int(exactly: page.count) else {
      throw damage
    }
    var dictionary = ParquetValues(field.element)
    try unpacked(packed, packing, size: page.unpackedSize) {
      (bytes: UnsafeBufferPointer<UInt8>) throws(DataMistake) in
      let isWhole = try dictionary.add(count, encoding: 0, bytes, dictionary: nil)
      if !isWhole { throw self.damage }
    }
    return values.taking(dictionary)
  }

  private func readData(
    _ page: ParquetPage, _ packed: Range<Int>, _ packing: ParquetMetadata.Packing,
    _ dictionary: ParquetValues?
  ) throws(DataMistake) {
    guard let count = Int(exactly: page.count) else { throw damage }
    try unpacked(packed, packing, size: page.unpackedSize) {
      (bytes: UnsafeBufferPointer<UInt8>) throws(DataMistake) in
      var rest = bytes
      if self.field.repetition > 0 {
        rest = try self.addLevels(
          count, most: self.field.repetition, page.levelEncodings.repetition, rest,
          to: &self.repetitions)
      }
      var there = count
      if self.field.definition > 0 {
        rest = try self.addLevels(
          count, most: self.field.definition, page.levelEncodings.definition, rest,
          to: &self.definitions)
        there = self.definedCount(last: count)
      }
      try self.finish(count, there, page.encoding, rest, dictionary)
    }
  }

  private func readNewerData(
    _ page: ParquetPage, _ packed: Range<Int>, _ packing: ParquetMetadata.Packing,
    _ dictionary: ParquetValues?
  ) throws(DataMistake) {
    let sizes = page.levelSizes
    guard let count = Int(exactly: page.count), sizes.repetition <= page.packedSize,
      sizes.definition <= page.packedSize - sizes.repetition,
      sizes.repetition + sizes.definition <= page.unpackedSize
    else { throw damage }
    let definitionStart = packed.lowerBound + Int(sizes.repetition)
    let valueStart = definitionStart + Int(sizes.definition)
    if field.repetition > 0 {
      try addRuns(
        count, most: field.repetition, file.slice(packed.lowerBound..<definitionStart),
        to: &repetitions)
    }
    var there = count
    if field.definition > 0 {
      try addRuns(
        count, most: field.definition, file.slice(definitionStart..<valueStart), to: &definitions)
      there = definedCount(last: count)
    }
    let size = page.unpackedSize - sizes.repetition - sizes.definition
    // Pages that are not packed are as long in the file as they are unpacked.
    let mayBePacked =
      page.isPacked || file.packsAllPages || page.packedSize != page.unpackedSize
    let isPacked = mayBePacked && valueStart < packed.upperBound
    try unpacked(
      valueStart..<packed.upperBound, isPacked ? packing : .none, size: isPacked ? size : nil
    ) { (bytes: UnsafeBufferPointer<UInt8>) throws(DataMistake) in
      try self.finish(count, there, page.encoding, bytes, dictionary)
    }
  }

  private func finish(
    _ count: Int, _ there: Int, _ encoding: Int64, _ bytes: UnsafeBufferPointer<UInt8>,
    _ dictionary: ParquetValues?
  ) throws(DataMistake) {
    guard try values.add(there, encoding: encoding, bytes, dictionary: dictionary) else {
      throw damage
    }
    if field.repetition == 0 {
      rows += Int64(count)
    } else {
      for level in repetitions.suffix(count) where level == 0 { rows += 1 }
    }
  }

  private func definedCount(last count: Int) -> Int {
    let most = UInt8(field.definition)
    return definitions.suffix(count).reduce(0) { $0 + ($1 == most ? 1 : 0) }
  }

  // MARK: Levels

  /// Adds the levels of a page and gives the bytes behind them.
  private func addLevels(
    _ count: Int, most: Int, _ encoding: Int64, _ bytes: UnsafeBufferPointer<UInt8>,
    to levels: inout [UInt8]
  ) throws(DataMistake) -> UnsafeBufferPointer<UInt8> {
    if encoding == 4 {
      var size: Int?
      levels += [UInt8](unsafeUninitializedCapacity: max(count, 1)) { place, used in
        size = place.baseAddress.flatMap {
          ParquetOldLevels.fill($0, count: count, width: ParquetBits.width(most), bytes)
        }
        used = size == nil ? 0 : count
      }
      guard let size, levels.suffix(count).allSatisfy({ $0 <= most }) else { throw damage }
      return UnsafeBufferPointer(rebasing: bytes[size...])
    }
    guard encoding == 3, bytes.count >= 4 else { throw damage }
    let size = (0..<4).reduce(Int64(0)) { $0 | Int64(bytes[$1]) << Int64(8 * $1) }
    guard size <= Int64(bytes.count - 4) else { throw damage }
    let end = 4 + Int(size)
    try addRuns(count, most: most, UnsafeBufferPointer(rebasing: bytes[4..<end]), to: &levels)
    return UnsafeBufferPointer(rebasing: bytes[end...])
  }

  private func addRuns(
    _ count: Int, most: Int, _ bytes: UnsafeBufferPointer<UInt8>, to levels: inout [UInt8]
  ) throws(DataMistake) {
    let before = levels.count
    levels += [UInt8](unsafeUninitializedCapacity: count) { place, used in
      var runs = ParquetRuns(bytes, width: ParquetBits.width(most))
      used = place.baseAddress.map { runs.fill($0, count: count) } == true ? count : 0
    }
    guard levels.count == before + count, levels[before...].allSatisfy({ $0 <= most }) else {
      throw damage
    }
  }

  // MARK: Bytes

  /// Hands on the bytes of a page, unpacked; `size` nil takes them as they lie.
  private func unpacked(
    _ place: Range<Int>, _ packing: ParquetMetadata.Packing, size: Int64?,
    _ body: (UnsafeBufferPointer<UInt8>) throws(DataMistake) -> Void
  ) throws(DataMistake) {
    let bytes = file.slice(place)
    guard let wanted = size.map({ Int(exactly: $0) }) ?? bytes.count else { throw damage }
    let pages: [UInt8]
    switch packing {
    case .none:
      try body(bytes)
      return
    case .snappy:
      guard let page = Snappy.unpack(bytes, size: wanted) else { throw damage }
      pages = page
    case .host(let codec):
      // What these can make of a byte at the very most.
      let ratio: Int64 = codec == .gzip ? 1032 : codec == .zstandard ? 1 << 20 : 256
      guard Int64(wanted) / ratio <= Int64(bytes.count) else { throw damage }
      pages = try file.unpacker.unpack(file.whole[place], codec: codec, size: wanted)
      guard pages.count == wanted else { throw damage }
    }
    try pages.withUnsafeBufferPointer { (page) throws(DataMistake) in try body(page) }
  }

  private var name: String { field.element.name }

  /// The mistake for a column that does not hold what it says.
  var damage: DataMistake { .damaged("the values of `\(name)` cannot be read") }
}

/// The bytes of a Parquet file while it is read.
final class ParquetFile: @unchecked Sendable {
  /// All bytes.
  let whole: [UInt8]
  /// The same, for as long as the reading lasts.
  let bytes: UnsafeBufferPointer<UInt8>
  /// Where the description begins, and no page goes on.
  let dataEnd: Int
  /// Who unpacks what this room cannot.
  let unpacker: Unpacker

  /// True where newer pages are packed even if they say they are not.
  let packsAllPages: Bool

  init(
    _ whole: [UInt8], _ bytes: UnsafeBufferPointer<UInt8>, _ metadata: ParquetMetadata,
    unpacker: Unpacker
  ) {
    self.whole = whole
    self.bytes = bytes
    dataEnd = metadata.dataEnd
    packsAllPages = metadata.packsAllPages
    self.unpacker = unpacker
  }

  /// Some of the bytes; the range is inside.
  func slice(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: bytes[range])
  }
}
