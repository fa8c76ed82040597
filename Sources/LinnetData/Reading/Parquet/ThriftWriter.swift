/// Writes Thrift's compact protocol, in which Parquet keeps its metadata.
///
/// The other side of `ThriftReader`; fields come in the order of their numbers.
struct ThriftWriter {
  private(set) var bytes: [UInt8] = []
  /// The number of the last field of each structure that is open.
  private var last = [0]

  /// Writes a whole number of 32 bits.
  mutating func field(_ number: Int, _ value: Int32) {
    header(number, kind: 5)
    zigzag(Int64(value))
  }

  /// Writes a whole number of 64 bits.
  mutating func field(_ number: Int, _ value: Int64) {
    header(number, kind: 6)
    zigzag(value)
  }

  /// Writes a yes or no.
  mutating func field(_ number: Int, _ value: Bool) { header(number, kind: value ? 1 : 2) }

  /// Writes bytes.
  mutating func field(_ number: Int, _ value: [UInt8]) {
    header(number, kind: 8)
    binary(value)
  }

  /// Writes a text.
  mutating func field(_ number: Int, _ value: String) { field(number, Array(value.utf8)) }

  /// Writes a structure; `body` writes its fields.
  mutating func record(_ number: Int, _ body: (inout ThriftWriter) -> Void) {
    header(number, kind: 12)
    inside(body)
  }

  /// Writes a list of structures.
  mutating func records<Item>(
    _ number: Int, _ items: [Item], _ body: (inout ThriftWriter, Item) -> Void
  ) {
    list(number, items.count, kind: 12)
    for item in items { inside { body(&$0, item) } }
  }

  /// Writes a list of texts.
  mutating func texts(_ number: Int, _ items: [String]) {
    list(number, items.count, kind: 8)
    for item in items { binary(Array(item.utf8)) }
  }

  /// Writes a list of whole numbers of 32 bits.
  mutating func numbers(_ number: Int, _ items: [Int32]) {
    list(number, items.count, kind: 5)
    for item in items { zigzag(Int64(item)) }
  }

  /// Ends the outermost structure.
  mutating func end() { bytes.append(0) }

  // MARK: Parts

  private mutating func inside(_ body: (inout ThriftWriter) -> Void) {
    last.append(0)
    body(&self)
    last.removeLast()
    bytes.append(0)
  }

  private mutating func header(_ number: Int, kind: UInt8) {
    let step = number - last[last.count - 1]
    last[last.count - 1] = number
    if step >= 1, step <= 15 {
      bytes.append(UInt8(step) << 4 | kind)
    } else {
      bytes.append(kind)
      zigzag(Int64(number))
    }
  }

  private mutating func list(_ number: Int, _ count: Int, kind: UInt8) {
    header(number, kind: 9)
    if count < 15 {
      bytes.append(UInt8(count) << 4 | kind)
    } else {
      bytes.append(0xF0 | kind)
      Self.add(UInt64(count), to: &bytes)
    }
  }

  private mutating func binary(_ value: [UInt8]) {
    Self.add(UInt64(value.count), to: &bytes)
    bytes += value
  }

  private mutating func zigzag(_ value: Int64) {
    Self.add(UInt64(bitPattern: value << 1 ^ value >> 63), to: &bytes)
  }

  /// Writes a number in as few bytes as it takes, seven bits each.
  static func add(_ number: UInt64, to bytes: inout [UInt8]) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
