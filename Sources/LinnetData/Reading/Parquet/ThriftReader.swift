/// Reads Thrift's compact protocol, in which Parquet keeps its metadata.
///
/// Knows no schema: the caller walks the fields and takes the values it knows; the rest is skipped. Source:
/// `doc/specs/thrift-compact-protocol.md` of github.com/apache/thrift.
struct ThriftReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  /// The place of the next byte.
  private(set) var place: Int
  /// The kind of the value that comes next.
  private var kind: UInt8 = Kind.record
  private var depth = 0

  private enum Kind {
    static let yes: UInt8 = 1
    static let no: UInt8 = 2
    static let byte: UInt8 = 3
    static let longest: UInt8 = 6
    static let double: UInt8 = 7
    static let binary: UInt8 = 8
    static let list: UInt8 = 9
    static let set: UInt8 = 10
    static let map: UInt8 = 11
    static let record: UInt8 = 12
  }

  private static let deepest = 32

  init(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int = 0) {
    self.bytes = bytes
    self.place = place
  }

  private static var damage: DataMistake { .damaged("its description cannot be read") }

  // MARK: Structures

  /// Walks the fields of a structure; `take` answers false for a field it has not read.
  mutating func fields(
    _ take: (inout ThriftReader, Int) throws(DataMistake) -> Bool
  ) throws(DataMistake) {
    guard kind == Kind.record, depth < Self.deepest else { throw Self.damage }
    depth += 1
    var number: Int64 = 0
    while true {
      let header = try byte()
      if header == 0 { break }
      if header >> 4 == 0 {
        number = try zigzag()
      } else {
        number += Int64(header >> 4)
      }
      guard number >= 0, number < 1 << 15 else { throw Self.damage }
      kind = header & 15
      let before = kind
      if !(try take(&self, Int(number))) {
        kind = before
        try skip()
      }
    }
    depth -= 1
  }

  /// Walks the items of a list; `take` reads each of them.
  mutating func items(
    _ take: (inout ThriftReader) throws(DataMistake) -> Void
  ) throws(DataMistake) {
    let (count, item) = try listHeader()
    for _ in 0..<count {
      kind = item
      try take(&self)
    }
  }

  // MARK: Values

  /// A whole number of any width.
  mutating func whole() throws(DataMistake) -> Int64 {
    if kind == Kind.byte { return Int64(Int8(bitPattern: try byte())) }
    guard kind > Kind.byte, kind <= Kind.longest else { throw Self.damage }
    return try zigzag()
  }

  /// A whole number that has to be a count, or a size in bytes.
  mutating func count() throws(DataMistake) -> Int64 {
    let number = try whole()
    guard number >= 0 else { throw Self.damage }
    return number
  }

  /// A yes or no.
  mutating func truth() throws(DataMistake) -> Bool {
    guard kind == Kind.yes || kind == Kind.no else { throw Self.damage }
    return kind == Kind.yes
  }

  /// A text.
  mutating func text() throws(DataMistake) -> String {
    guard kind == Kind.binary else { throw Self.damage }
    let length = try size()
    let text = String(decoding: bytes[place..<(place + length)], as: UTF8.self)
    place += length
    return text
  }

  // MARK: Parts

  private mutating func byte() throws(DataMistake) -> UInt8 {
    guard place < bytes.count else { throw Self.damage }
    let byte = bytes[place]
    place += 1
    return byte
  }

  private mutating func number() throws(DataMistake) -> UInt64 {
    var number: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let byte = try byte()
      number |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return number }
      shift += 7
      guard shift < 64 else { throw Self.damage }
    }
  }

  private mutating func zigzag() throws(DataMistake) -> Int64 {
    let number = try number()
    return Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
  }

  /// A number of bytes that are there.
  private mutating func size() throws(DataMistake) -> Int {
    let size = try number()
    guard size <= UInt64(bytes.count - place) else { throw Self.damage }
    return Int(size)
  }

  private mutating func listHeader() throws(DataMistake) -> (count: Int, item: UInt8) {
    guard kind == Kind.list || kind == Kind.set else { throw Self.damage }
    let header = try byte()
    let short = Int(header >> 4)
    // An item takes a byte at least, so a list is no longer than what is left.
    let count = short < 15 ? short : try size()
    guard count <= bytes.count - place else { throw Self.damage }
    return (count, header & 15)
  }

  private mutating func skip() throws(DataMistake) {
    guard depth < Self.deepest else { throw Self.damage }
    switch kind {
    case Kind.yes, Kind.no: break
    case Kind.byte: _ = try byte()
    case (Kind.byte + 1)...Kind.longest: _ = try number()
    case Kind.double:
      guard bytes.count - place >= 8 else { throw Self.damage }
      place += 8
    case Kind.binary: place += try size()
    case Kind.list, Kind.set:
      depth += 1
      try items { (reader: inout ThriftReader) throws(DataMistake) in try reader.skipItem() }
      depth -= 1
    case Kind.map:
      let count = try size()
      if count == 0 { return }
      let kinds = try byte()
      depth += 1
      for _ in 0..<count {
        kind = kinds >> 4
        try skipItem()
        kind = kinds & 15
        try skipItem()
      }
      depth -= 1
    case Kind.record:
      try fields { (_: inout ThriftReader, _: Int) throws(DataMistake) in false }
    default: throw Self.damage
    }
  }

  /// Skips an item of a list, where a yes or no takes a byte.
  private mutating func skipItem() throws(DataMistake) {
    if kind == Kind.yes || kind == Kind.no { _ = try byte() } else { try skip() }
  }
}
