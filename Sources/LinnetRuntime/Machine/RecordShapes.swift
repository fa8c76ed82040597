/// The shapes of small records: which names, in which order.
///
/// A shape is a longer one's beginning and one name, so a thousand shapes cost a thousand entries and no
/// copies of names. Instructions remember shapes; what no instruction can remember, a record with very
/// many or ever different names, is a table (`RecordTable`).
struct RecordShapes {
  /// A shape: the one it goes on from, its last name, and how many names it has.
  private struct Shape {
    var parent: UInt32
    var name: UInt32
    var count: UInt32
  }

  /// Shapes of this many names are searched name by name; longer ones get an index.
  private static let searched: UInt32 = 24

  private var shapes: [Shape] = [Shape(parent: 0, name: .max, count: 0)]
  private var longer: [UInt64: UInt32] = [:]
  private var lists: [UInt32: [String]] = [:]
  private var indexes: [UInt32: [UInt32: Int]] = [:]
  private var names = NameTable()
  private var lastNames: [String] = []
  private var lastShape: UInt32 = 0

  /// How many shapes there are.
  var count: Int { shapes.count }

  /// The names of a shape, in order.
  mutating func names(of shape: UInt32) -> [String] {
    if shape == lastShape { return lastNames }
    if let known = lists[shape] { return known }
    var list: [String] = []
    var link = shape
    while link != 0 {
      list.append(names.strings[Int(shapes[Int(link)].name)])
      link = shapes[Int(link)].parent
    }
    list.reverse()
    lists[shape] = list
    return list
  }

  /// The place of a name in a shape; nil when it has no such name.
  mutating func place(of name: UnsafeBufferPointer<UInt8>, in shape: UInt32) -> Int? {
    guard let number = names.find(name) else { return nil }
    let count = shapes[Int(shape)].count
    guard count > Self.searched else {
      var link = shape
      while link != 0 {
        let step = shapes[Int(link)]
        if step.name == number { return Int(step.count) - 1 }
        link = step.parent
      }
      return nil
    }
    if let index = indexes[shape] { return index[number] }
    var index: [UInt32: Int] = [:]
    var link = shape
    while link != 0 {
      let step = shapes[Int(link)]
      index[step.name] = Int(step.count) - 1
      link = step.parent
    }
    indexes[shape] = index
    return index[number]
  }

  /// The shape of names in order; nil when it would be one more than `most` in all.
  mutating func shape(_ list: [String], most: Int) -> UInt32? {
    if list == lastNames { return lastShape }
    var shape: UInt32 = 0
    for name in list {
      var name = name
      let next = name.withUTF8 { self.shape(shape, with: $0, most: most) }
      guard let next else { return nil }
      shape = next
    }
    lastNames = list
    lastShape = shape
    return shape
  }

  /// The shape with one name more; nil when it would be one more than `most` in all.
  mutating func shape(_ shape: UInt32, with name: UnsafeBufferPointer<UInt8>, most: Int) -> UInt32?
  {
    if let number = names.find(name), let known = longer[UInt64(shape) << 32 | UInt64(number)] {
      return known
    }
    guard shapes.count < most else { return nil }
    let number = names.add(name)
    let new = UInt32(shapes.count)
    shapes.append(Shape(parent: shape, name: number, count: shapes[Int(shape)].count + 1))
    longer[UInt64(shape) << 32 | UInt64(number)] = new
    return new
  }

  /// Gives the names' memory back.
  mutating func end() { names.end() }
}

/// Names by their bytes, each with a number.
struct NameTable {
  /// The names by number.
  private(set) var strings: [String] = []
  private var bytes: [UnsafeBufferPointer<UInt8>] = []
  private var hashes: [UInt32] = []
  /// Numbers plus one; 0 for an empty slot.
  ///
  /// The size is a power of two.
  private var slots = [UInt32](repeating: 0, count: 64)

  /// The number of a name; nil when it is new.
  func find(_ name: UnsafeBufferPointer<UInt8>) -> UInt32? { find(name, SipHash.hash(name)) }

  private func find(_ name: UnsafeBufferPointer<UInt8>, _ hash: UInt32) -> UInt32? {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      let number = slots[slot] - 1
      if hashes[Int(number)] == hash, TextBytes.areEqual(bytes[Int(number)], name) { return number }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// The number of a name, which is added when it is new.
  mutating func add(_ name: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let hash = SipHash.hash(name)
    if let known = find(name, hash) { return known }
    let own = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(name.count, 1))
    if let base = name.baseAddress { own.baseAddress?.initialize(from: base, count: name.count) }
    strings.append(String(decoding: name, as: UTF8.self))
    bytes.append(UnsafeBufferPointer(start: own.baseAddress, count: name.count))
    hashes.append(hash)
    if strings.count * 2 > slots.count {
      slots = [UInt32](repeating: 0, count: slots.count * 2)
      for number in hashes.indices { fill(number) }
    } else {
      fill(strings.count - 1)
    }
    return UInt32(strings.count - 1)
  }

  private mutating func fill(_ number: Int) {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hashes[number]) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = UInt32(number + 1)
  }

  /// Gives the bytes' memory back.
  mutating func end() {
    for name in bytes { name.deallocate() }
    bytes = []
  }
}

/// SipHash-1-3, so that no choice of keys makes a table slow.
///
/// Source: Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012.
enum SipHash {
  /// A hash of bytes, never 0.
  static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var v0: UInt64 = 0x736f_6d65_7073_6575 ^ key.0
    var v1: UInt64 = 0x646f_7261_6e64_6f6d ^ key.1
    var v2: UInt64 = 0x6c79_6765_6e65_7261 ^ key.0
    var v3: UInt64 = 0x7465_6462_7974_6573 ^ key.1
    @inline(__always) func round() {
      v0 = v0 &+ v1
      v1 = (v1 << 13 | v1 >> 51) ^ v0
      v0 = v0 << 32 | v0 >> 32
      v2 = v2 &+ v3
      v3 = (v3 << 16 | v3 >> 48) ^ v2
      v0 = v0 &+ v3
      v3 = (v3 << 21 | v3 >> 43) ^ v0
      v2 = v2 &+ v1
      v1 = (v1 << 17 | v1 >> 47) ^ v2
      v2 = v2 << 32 | v2 >> 32
    }
    let count = bytes.count
    var place = 0
    if let base = bytes.baseAddress {
      let raw = UnsafeRawPointer(base)
      while place &+ 8 <= count {
        let word = raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)
        v3 ^= word
        round()
        v0 ^= word
        place &+= 8
      }
    }
    var last = UInt64(truncatingIfNeeded: count) << 56
    var shift: UInt64 = 0
    while place < count {
      last |= UInt64(bytes[place]) << shift
      shift &+= 8
      place &+= 1
    }
    v3 ^= last
    round()
    v0 ^= last
    v2 ^= 0xff
    round()
    round()
    round()
    let folded = v0 ^ v1 ^ v2 ^ v3
    let short = UInt32(truncatingIfNeeded: folded ^ folded >> 32)
    return short == 0 ? 1 : short
  }

  /// Differs from run to run where the system places memory at random; the order of a record's parts
  /// never depends on it.
  private static let key: (UInt64, UInt64) = {
    let place = UnsafeMutableRawPointer.allocate(byteCount: 1, alignment: 1)
    defer { place.deallocate() }
    let seed = UInt64(UInt(bitPattern: place))
    return (TextBytes.mixed(seed), TextBytes.mixed(seed ^ 0x9e37_79b9_7f4a_7c15))
  }()
}
