import LinnetData
import LinnetSyntax

/// When two values are the same thing, and which comes first.
///
/// "Same" is what `in`, `unique` and joins use: a gap is the same as a gap, 1 is the same as 1.0, and
/// lists, records and datasets are the same when all they hold is.
extension Context {
  /// How deep lists in lists may go before a calculation gives up.
  static let deepest = 200

  /// True when two values are the same thing.
  ///
  /// Throws `lists-too-deep` for lists in lists without end.
  func same(_ left: Value, _ right: Value, depth: Int = 0) throws(Mistake) -> Bool {
    switch (left, right) {
    case (.whole(let a), .whole(let b)): return a == b
    case (.missing, .missing), (.nothing, .nothing), (.absent, .absent): return true
    case (.truth(let a), .truth(let b)): return a == b
    case (.date(let a), .date(let b)): return a.milliseconds == b.milliseconds
    case (.object(let a), .object(let b)):
      if a == b { return true }
      if depth > Self.deepest { throw Mistake("lists-too-deep") }
      return try same(a, b, depth)
    case (.whole(let a), .decimal(let b)), (.decimal(let b), .whole(let a)):
      return ExactOrder.order(a, b) == 0
    default:
      guard let a = left.number, let b = right.number else { return false }
      return a == b
    }
  }

  private func same(_ left: ObjectRef, _ right: ObjectRef, _ depth: Int) throws(Mistake) -> Bool {
    switch (left.kind, right.kind) {
    case (.text, .text): return TextBytes.areEqual(left.textBytes, right.textBytes)
    case (.list, .list):
      let a = left.listItems
      let b = right.listItems
      guard a.count == b.count else { return false }
      for index in 0..<a.count {
        guard try same(a[index], b[index], depth: depth + 1) else { return false }
      }
      return true
    case (.list, .column), (.column, .list), (.column, .column):
      guard let a = items(of: .object(left)), let b = items(of: .object(right)),
        a.count == b.count
      else { return false }
      for index in a.indices {
        guard try same(a[index], b[index], depth: depth + 1) else { return false }
      }
      return true
    case (.record, .record): return try sameRecord(left, right, depth)
    case (.vector, .vector):
      let a = left.fourVector
      let b = right.fourVector
      return a.E == b.E && a.px == b.px && a.py == b.py && a.pz == b.pz
    case (.measurement, .measurement):
      let a = left.measurementObject
      let b = right.measurementObject
      return a.value == b.value && a.error == b.error
    case (.histogram, .histogram):
      let a = left.histogramObject
      let b = right.histogramObject
      return a.edges == b.edges && a.labels == b.labels && a.counts == b.counts
        && a.variances == b.variances && a.below == b.below && a.above == b.above
    case (.dataset, .dataset):
      let a = left.datasetObject
      let b = right.datasetObject
      guard a.names == b.names, a.count == b.count else { return false }
      for index in a.columns.indices {
        let x = items(of: a.columns[index])
        let y = items(of: b.columns[index])
        for row in x.indices {
          guard try same(x[row], y[row], depth: depth + 1) else { return false }
        }
      }
      return true
    default: return false
    }
  }

  private func sameRecord(_ left: ObjectRef, _ right: ObjectRef, _ depth: Int) throws(Mistake)
    -> Bool
  {
    let a = left.record.pointee
    let b = right.record.pointee
    guard a.count == b.count else { return false }
    let isAlike = a.shape == b.shape && !a.isTable
    let names = isAlike ? [] : heap.names(of: left)
    for index in 0..<Int(a.count) {
      let place: Int?
      if isAlike {
        place = index
      } else {
        place = heap.place(of: names[index], in: right)
      }
      guard let place, try same(a.fields[index], b.fields[place], depth: depth + 1) else {
        return false
      }
    }
    return true
  }

  /// The same for equal numbers; minus zero is zero.
  private static func hash(_ numbers: [Double]) -> UInt64 {
    var sum: UInt64 = 17
    for number in numbers { sum = TextBytes.mixed(sum ^ (number == 0 ? 0 : number.bitPattern)) }
    return sum
  }

  /// A number that is equal for values that are the same.
  func hash(_ value: Value, depth: Int = 0) throws(Mistake) -> UInt64 {
    switch value {
    case .nothing: return 1
    case .missing: return 2
    case .absent: return 3
    case .truth(let answer): return answer ? 5 : 7
    case .whole(let number):
      // Long whole numbers that are no decimal are equal to none, and many share the nearest one.
      let decimal = Double(number)
      return ExactOrder.order(number, decimal) == 0
        ? hash(decimal) : TextBytes.mixed(UInt64(bitPattern: number))
    case .decimal(let number): return hash(number)
    case .date(let date): return TextBytes.mixed(UInt64(bitPattern: date.milliseconds) ^ 0xDA7E)
    case .object(let ref):
      if depth > Self.deepest { throw Mistake("lists-too-deep") }
      switch ref.kind {
      case .text: return TextBytes.hash(ref.textBytes)
      case .list, .column:
        var sum: UInt64 = 11
        for item in items(of: value) ?? [] {
          sum = TextBytes.mixed(sum ^ (try hash(item, depth: depth + 1)))
        }
        return sum
      case .record:
        // The order of the parts does not matter, so their hashes are added.
        var sum: UInt64 = 13
        let record = ref.record.pointee
        let names = heap.names(of: ref)
        for index in 0..<Int(record.count) {
          var name = names[index]
          let nameHash = name.withUTF8 { TextBytes.hash($0) }
          sum &+= TextBytes.mixed(
            nameHash ^ (try hash(record.fields[index], depth: depth + 1)))
        }
        return sum
      case .vector:
        let v = ref.fourVector
        return Self.hash([v.E, v.px, v.py, v.pz])
      case .measurement:
        let m = ref.measurementObject
        return Self.hash([m.value, m.error])
      case .histogram: return Self.hash(ref.histogramObject.counts + ref.histogramObject.edges)
      case .dataset:
        let dataset = ref.datasetObject
        var sum = TextBytes.mixed(UInt64(dataset.count))
        for column in dataset.columns {
          sum = TextBytes.mixed(sum ^ (try hash(makeColumn(column), depth: depth + 1)))
        }
        return sum
      case .function, .native, .picture, .fit: return UInt64(UInt(bitPattern: ref.raw))
      }
    }
  }
}

extension Context {
  /// The hash of a number, the same for 0 and -0.
  private func hash(_ number: Double) -> UInt64 {
    TextBytes.mixed(number == 0 ? 0 : number.bitPattern)
  }
}

/// Work on the bytes of texts.
enum TextBytes {
  /// True when both hold the same bytes.
  static func areEqual(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
    guard a.count == b.count else { return false }
    for index in 0..<a.count where a[index] != b[index] { return false }
    return true
  }

  /// Bits well stirred: the finish of splitmix64.
  @inline(__always) static func mixed(_ value: UInt64) -> UInt64 {
    var z = value &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A hash of bytes.
  static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return mixed(hash)
  }
}

/// Different values, each with the place at which it first came: 0, 1, 2, ….
struct ValueTable {
  /// The different values in the order they came.
  private(set) var values: [Value] = []
  private var hashes: [UInt64] = []
  /// Places plus one; 0 for an empty slot.
  ///
  /// The size is a power of two.
  private var slots: [Int32]

  /// Makes an empty table with room for about `capacity` different values.
  init(capacity: Int) {
    var size = 16
    while size < capacity * 2, size < 1 << 24 { size *= 2 }
    slots = [Int32](repeating: 0, count: size)
  }

  /// The place of a value, which is added when it is new.
  mutating func place(of value: Value, _ context: Context) throws(Mistake) -> Int {
    let hash = try context.hash(value)
    if let found = try find(value, hash, context) { return found }
    values.append(value)
    hashes.append(hash)
    if values.count * 2 > slots.count {
      slots = [Int32](repeating: 0, count: slots.count * 2)
      for place in hashes.indices { fill(place) }
    } else {
      fill(values.count - 1)
    }
    return values.count - 1
  }

  /// The place of a value; nil when it is not in the table.
  func find(_ value: Value, _ context: Context) throws(Mistake) -> Int? {
    try find(value, context.hash(value), context)
  }

  private func find(_ value: Value, _ hash: UInt64, _ context: Context) throws(Mistake) -> Int? {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      let place = Int(slots[slot]) - 1
      if hashes[place] == hash, try context.same(values[place], value) { return place }
      slot = (slot + 1) & mask
    }
    return nil
  }

  private mutating func fill(_ place: Int) {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hashes[place]) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = Int32(truncatingIfNeeded: place + 1)
  }
}
