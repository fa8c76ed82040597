/// A table of a FlatBuffer: fields by their numbers, each of which may be missing.
///
/// Knows no schema. Every place is looked at before it is read, for no offset of a file is believed. Source:
/// "FlatBuffer Internals" of flatbuffers.dev.
struct FlatTable {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let place: Int
  /// Where the list of the fields' places begins, and its length in bytes.
  private let fields: (start: Int, size: Int)

  private static var damage: DataMistake { .damaged("its description cannot be read") }

  /// The table that is the whole buffer.
  init(root bytes: UnsafeBufferPointer<UInt8>) throws(DataMistake) {
    let offset: UInt32 = try Self.load(bytes, 0)
    guard offset <= bytes.count else { throw Self.damage }
    try self.init(bytes, at: Int(offset))
  }

  private init(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) throws(DataMistake) {
    self.bytes = bytes
    self.place = place
    let back: Int32 = try Self.load(bytes, place)
    let (start, overflow) = place.subtractingReportingOverflow(Int(back))
    if overflow { throw Self.damage }
    let size: UInt16 = try Self.load(bytes, start)
    guard size >= 4, start + Int(size) <= bytes.count else { throw Self.damage }
    fields = (start, Int(size))
  }

  /// The place of a field; nil when it is missing.
  private func find(_ field: Int) throws(DataMistake) -> Int? {
    guard 4 + 2 * field + 2 <= fields.size else { return nil }
    let offset: UInt16 = try Self.load(bytes, fields.start + 4 + 2 * field)
    return offset == 0 ? nil : place + Int(offset)
  }

  /// Follows the offset at a place.
  private static func follow(
    _ bytes: UnsafeBufferPointer<UInt8>, _ place: Int
  ) throws(DataMistake) -> Int {
    let offset: UInt32 = try load(bytes, place)
    guard offset <= bytes.count else { throw damage }
    return place + Int(offset)
  }

  private static func load<Number: FixedWidthInteger & BitwiseCopyable>(
    _ bytes: UnsafeBufferPointer<UInt8>, _ place: Int
  ) throws(DataMistake) -> Number {
    guard place >= 0, place <= bytes.count - MemoryLayout<Number>.size else { throw damage }
    return Number(
      littleEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(
        fromByteOffset: place, as: Number.self))
  }

  // MARK: Fields

  /// A number; `missing` when the field is not there.
  func number<Number: FixedWidthInteger & BitwiseCopyable>(
    _ field: Int, _ missing: Number
  ) throws(DataMistake) -> Number {
    guard let place = try find(field) else { return missing }
    return try Self.load(bytes, place)
  }

  /// A yes or no.
  func truth(_ field: Int, _ missing: Bool = false) throws(DataMistake) -> Bool {
    try number(field, missing ? UInt8(1) : 0) != 0
  }

  /// A table of its own; nil when it is missing.
  func table(_ field: Int) throws(DataMistake) -> FlatTable? {
    guard let place = try find(field) else { return nil }
    return try FlatTable(bytes, at: try Self.follow(bytes, place))
  }

  /// A text; empty when it is missing.
  func text(_ field: Int) throws(DataMistake) -> String {
    let list = try list(field, itemSize: 1)
    return String(decoding: bytes[list.start..<(list.start + list.count)], as: UTF8.self)
  }

  /// A list of items with so many bytes each; empty when it is missing.
  func list(_ field: Int, itemSize: Int) throws(DataMistake) -> FlatList {
    guard let place = try find(field) else {
      return FlatList(bytes: bytes, start: 0, count: 0, itemSize: itemSize)
    }
    let start = try Self.follow(bytes, place)
    let count: UInt32 = try Self.load(bytes, start)
    guard count <= (bytes.count - start - 4) / itemSize else { throw Self.damage }
    return FlatList(bytes: bytes, start: start + 4, count: Int(count), itemSize: itemSize)
  }

  /// A list of tables.
  func tables(_ field: Int) throws(DataMistake) -> FlatList { try list(field, itemSize: 4) }

  /// The table at a place of a list of tables.
  static func item(_ list: FlatList, _ number: Int) throws(DataMistake) -> FlatTable {
    let place = try follow(list.bytes, list.start + 4 * number)
    return try FlatTable(list.bytes, at: place)
  }
}

/// A list of a FlatBuffer, all of it inside the buffer.
struct FlatList {
  fileprivate let bytes: UnsafeBufferPointer<UInt8>
  fileprivate let start: Int
  /// The number of items.
  let count: Int
  fileprivate let itemSize: Int

  /// A number inside an item, so many bytes behind its beginning.
  func number<Number: FixedWidthInteger & BitwiseCopyable>(
    _ item: Int, _ offset: Int = 0, as kind: Number.Type = Number.self
  ) -> Number {
    precondition(item >= 0 && item < count && offset + MemoryLayout<Number>.size <= itemSize)
    return Number(
      littleEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(
        fromByteOffset: start + item * itemSize + offset, as: Number.self))
  }
}
