/// A record with many names: values and names in the order they came, and a hash table to find them.
///
/// It lies in front of the record's fields in one piece of memory: this, the values, the names (texts of
/// the heap), their hashes, and twice as many slots.
struct RecordTable {
  /// How many parts there is room for; a power of two.
  var capacity: Int
  var keys: UnsafeMutablePointer<ObjectRef>
  var hashes: UnsafeMutablePointer<UInt32>
  /// Places plus one; 0 for an empty slot.
  var slots: UnsafeMutablePointer<UInt32>

  /// Where the values begin.
  static var size: Int { (MemoryLayout<RecordTable>.size + 15) & ~15 }
  /// The shape of records that are tables.
  static let shape = UInt32.max

  /// The bytes of a table with room for so many parts.
  static func bytes(_ capacity: Int) -> Int {
    size + capacity
      * (MemoryLayout<Value>.stride + MemoryLayout<ObjectRef>.stride + 3
        * MemoryLayout<UInt32>.stride)
  }

  /// Makes an empty table; the result is where its values go.
  static func make(_ capacity: Int) -> UnsafeMutablePointer<Value> {
    let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes(capacity), alignment: 16)
    let values = raw + size
    let keys = values + capacity * MemoryLayout<Value>.stride
    let hashes = keys + capacity * MemoryLayout<ObjectRef>.stride
    let slots = hashes + capacity * MemoryLayout<UInt32>.stride
    let slotPointer = slots.bindMemory(to: UInt32.self, capacity: capacity * 2)
    slotPointer.initialize(repeating: 0, count: capacity * 2)
    raw.bindMemory(to: RecordTable.self, capacity: 1).initialize(
      to: RecordTable(
        capacity: capacity, keys: keys.bindMemory(to: ObjectRef.self, capacity: capacity),
        hashes: hashes.bindMemory(to: UInt32.self, capacity: capacity), slots: slotPointer))
    return values.bindMemory(to: Value.self, capacity: capacity)
  }

  /// The table of a record's fields.
  @inline(__always)
  static func of(_ fields: UnsafeMutablePointer<Value>) -> UnsafeMutablePointer<RecordTable> {
    (UnsafeMutableRawPointer(fields) - size).assumingMemoryBound(to: RecordTable.self)
  }

  /// The place of a name; nil when there is no such name.
  func find(_ name: UnsafeBufferPointer<UInt8>, _ hash: UInt32) -> Int? {
    let mask = capacity &* 2 &- 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      let place = Int(slots[slot]) &- 1
      if hashes[place] == hash, TextBytes.areEqual(keys[place].textBytes, name) { return place }
      slot = (slot &+ 1) & mask
    }
    return nil
  }

  /// Puts a place where its name is looked for.
  func fill(_ place: Int) {
    let mask = capacity &* 2 &- 1
    var slot = Int(truncatingIfNeeded: hashes[place]) & mask
    while slots[slot] != 0 { slot = (slot &+ 1) & mask }
    slots[slot] = UInt32(place &+ 1)
  }
}
