/// The values of a Parquet column as they are read, without its gaps.
///
/// Only one of the arrays is in use, by the kind of the column.
struct ParquetValues {
  /// What the values are kept as.
  enum Kept { case wholes, decimals, truths, texts }

  /// The values' form in the file.
  let element: ParquetElement
  /// What they are kept as.
  let kept: Kept
  var wholes: [Int64] = []
  var decimals: [Double] = []
  var truths: [UInt8] = []
  var codes: [Int32] = []
  var words = FieldWords()
  /// Bytes that texts longer than their page may still take.
  var wordRoom: Int64 = 1 << 26

  init(_ element: ParquetElement) {
    self.element = element
    switch element.physical {
    case .truth: kept = .truths
    case .int32, .int64, .int96: kept = .wholes
    case .float, .double: kept = .decimals
    case .bytes, .fixedBytes, nil:
      switch element.meaning {
      case .decimal: kept = .decimals
      case .half where element.physical == .fixedBytes && element.length == 2: kept = .decimals
      default: kept = .texts
      }
    }
  }

  /// The number of values.
  var count: Int {
    switch kept {
    case .wholes: wholes.count
    case .decimals: decimals.count
    case .truths: truths.count
    case .texts: codes.count
    }
  }

  /// Forgets all values but the first.
  mutating func keep(first count: Int) {
    func cut<Value>(_ values: inout [Value]) {
      if values.count > count { values.removeLast(values.count - count) }
    }
    cut(&wholes)
    cut(&decimals)
    cut(&truths)
    cut(&codes)
  }

  /// Takes room for so many values.
  mutating func reserve(_ count: Int) {
    switch kept {
    case .wholes: wholes.reserveCapacity(count)
    case .decimals: decimals.reserveCapacity(count)
    case .truths: truths.reserveCapacity(count)
    case .texts: codes.reserveCapacity(count)
    }
  }

  /// The bytes of one value; nil where they differ.
  private var width: Int? {
    switch element.physical {
    case .int32, .float: 4
    case .int64, .double: 8
    case .int96: 12
    case .fixedBytes: element.length
    case .truth, .bytes, nil: nil
    }
  }

  // MARK: Encodings

  /// Adds `count` values in an encoding of the file; false when the bytes do not hold them.
  ///
  /// Errors: `damaged-file` for an encoding that does not fit the column.
  mutating func add(
    _ count: Int, encoding: Int64, _ bytes: UnsafeBufferPointer<UInt8>, dictionary: ParquetValues?
  ) throws(DataMistake) -> Bool {
    switch encoding {
    case 0: return addPlain(count, bytes)
    case 2, 8:
      guard let dictionary else { throw .damaged("a list of words is missing") }
      return addPlaces(count, bytes, dictionary)
    case 3 where kept == .truths:
      guard bytes.count >= 4 else { return count == 0 }
      return addRuns(count, UnsafeBufferPointer(rebasing: bytes[4...]))
    case 5 where kept == .wholes && element.physical != .int96: return addDeltas(count, bytes)
    case 6 where element.physical == .bytes: return addLengthsFirst(count, bytes)
    case 7 where element.physical == .bytes || element.physical == .fixedBytes:
      return addPrefixes(count, bytes)
    case 9 where width != nil && element.physical != .int96: return addStreams(count, bytes)
    default: throw .damaged("a column is written in a way I do not know")
    }
  }

  private mutating func addPlain(_ count: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    if let width {
      let size = count.multipliedReportingOverflow(by: width)
      guard !size.overflow, size.partialValue <= bytes.count else { return false }
      guard count > 0, let base = bytes.baseAddress else { return count == 0 }
      addFixed(count, base, width)
      return true
    }
    if kept == .truths {
      guard count <= bytes.count * 8 else { return false }
      for place in 0..<count { truths.append(bytes[place >> 3] >> UInt8(place & 7) & 1) }
      return true
    }
    guard count > 0 else { return true }
    guard let base = bytes.baseAddress else { return false }
    var place = 0
    for _ in 0..<count {
      guard bytes.count - place >= 4 else { return false }
      let length = UInt32(littleEndian: Self.load(base + place))
      place += 4
      guard length <= UInt32(clamping: bytes.count - place) else { return false }
      addBytes(base + place, Int(length))
      place += Int(length)
    }
    return true
  }

  /// Adds values that lie one behind the other.
  private mutating func addFixed(_ count: Int, _ base: UnsafePointer<UInt8>, _ width: Int) {
    switch element.physical {
    case .int32:
      for place in 0..<count {
        wholes.append(Int64(Int32(littleEndian: Self.load(base + place * 4))))
      }
    case .int64:
      for place in 0..<count { wholes.append(Int64(littleEndian: Self.load(base + place * 8))) }
    case .int96:
      for place in 0..<count { wholes.append(Self.moment(base + place * 12)) }
    case .float:
      for place in 0..<count {
        let bits = UInt32(littleEndian: Self.load(base + place * 4))
        decimals.append(Double(Float(bitPattern: bits)))
      }
    case .double:
      for place in 0..<count {
        decimals.append(Double(bitPattern: UInt64(littleEndian: Self.load(base + place * 8))))
      }
    default:
      for place in 0..<count { addBytes(base + place * width, width) }
    }
  }

  /// Adds places in the dictionary.
  private mutating func addPlaces(
    _ count: Int, _ bytes: UnsafeBufferPointer<UInt8>, _ dictionary: ParquetValues
  ) -> Bool {
    guard count > 0 else { return true }
    guard let width = bytes.first, width <= 32 else { return false }
    let places = [Int32](unsafeUninitializedCapacity: count) { place, used in
      var runs = ParquetRuns(UnsafeBufferPointer(rebasing: bytes[1...]), width: Int(width))
      used = place.baseAddress.map { runs.fill($0, count: count) } == true ? count : 0
    }
    // The largest of all is found without leaving the loop.
    let largest = places.reduce(UInt32(0)) { max($0, UInt32(bitPattern: $1)) }
    guard places.count == count, largest < UInt32(clamping: dictionary.count) else {
      return false
    }
    switch kept {
    case .wholes: dictionary.wholes.withUnsafeBufferPointer { wholes.look(up: places, in: $0) }
    case .decimals:
      dictionary.decimals.withUnsafeBufferPointer { decimals.look(up: places, in: $0) }
    case .truths: dictionary.truths.withUnsafeBufferPointer { truths.look(up: places, in: $0) }
    case .texts: dictionary.codes.withUnsafeBufferPointer { codes.look(up: places, in: $0) }
    }
    return true
  }

  /// The dictionary with the codes its words have here.
  mutating func taking(_ dictionary: ParquetValues) -> ParquetValues {
    guard kept == .texts else { return dictionary }
    var taken = dictionary
    let codes = words.absorb(dictionary.words)
    for (place, code) in taken.codes.enumerated() {
      taken.codes[place] = codes.indices.contains(Int(code)) ? codes[Int(code)] : -1
    }
    return taken
  }

  private mutating func addRuns(_ count: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let answers = [UInt8](unsafeUninitializedCapacity: count) { place, used in
      var runs = ParquetRuns(bytes, width: 1)
      used = place.baseAddress.map { runs.fill($0, count: count) } == true ? count : 0
    }
    // A run may say more than a bit.
    for answer in answers { truths.append(answer & 1) }
    return answers.count == count
  }

  private mutating func addDeltas(_ count: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let numbers = Self.deltas(count, bytes)?.numbers else { return false }
    if element.physical == .int32 {
      // The differences go round at 32 bits.
      for number in numbers { wholes.append(Int64(Int32(truncatingIfNeeded: number))) }
    } else {
      wholes.append(contentsOf: numbers)
    }
    return true
  }

  private static func deltas(_ count: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> (
    numbers: [Int64], size: Int
  )? {
    if count == 0, bytes.isEmpty { return ([], 0) }
    var size: Int?
    let numbers = [Int64](unsafeUninitializedCapacity: max(count, 1)) { place, used in
      size = place.baseAddress.flatMap { ParquetDeltas.fill($0, count: count, bytes) }
      used = size == nil ? 0 : count
    }
    return size.map { (numbers, $0) }
  }

  private mutating func addLengthsFirst(_ count: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let (lengths, size) = Self.deltas(count, bytes) else { return false }
    guard count > 0, let base = bytes.baseAddress else { return count == 0 }
    var place = size
    for length in lengths {
      guard length >= 0, length <= Int64(bytes.count - place) else { return false }
      addBytes(base + place, Int(length))
      place += Int(length)
    }
    return true
  }

  /// Adds texts that say how much of the one before they begin with.
  ///
  /// They may become much longer than the bytes of the page, so what they take is bounded by `wordRoom`.
  private mutating func addPrefixes(_ count: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let (prefixes, first) = Self.deltas(count, bytes),
      let (lengths, second) = Self.deltas(
        count, UnsafeBufferPointer(rebasing: bytes[first...]))
    else { return false }
    var place = first + second
    var value: [UInt8] = []
    // Each may repeat all of the one before, so the work is bounded as well as the bytes.
    var left = min(Int64(bytes.count) * 256 + 1 << 20, wordRoom)
    for number in 0..<count {
      let length = lengths[number]
      guard prefixes[number] >= 0, prefixes[number] <= Int64(value.count), length >= 0,
        length <= Int64(bytes.count - place)
      else { return false }
      value.removeLast(value.count - Int(prefixes[number]))
      value.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[place..<(place + Int(length))]))
      place += Int(length)
      left -= Int64(value.count)
      wordRoom -= Int64(value.count)
      if left < 0 || element.physical == .fixedBytes && value.count != element.length {
        return false
      }
      // An empty array may have no place; the byte keeps one.
      let size = value.count
      value.append(0)
      value.withUnsafeBufferPointer { if let base = $0.baseAddress { addBytes(base, size) } }
      value.removeLast()
    }
    return true
  }

  /// Adds values whose first bytes come first, then all second bytes, and so on.
  private mutating func addStreams(_ count: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let width, bytes.count / width >= count, bytes.count % width == 0 else { return false }
    let stride = bytes.count / width
    var joined = [UInt8](repeating: 0, count: count * width)
    for byte in 0..<width {
      for place in 0..<count { joined[place * width + byte] = bytes[byte * stride + place] }
    }
    joined.withUnsafeBufferPointer { if let base = $0.baseAddress { addFixed(count, base, width) } }
    return true
  }

  // MARK: Single values

  @inline(__always)
  private static func load<Value: BitwiseCopyable>(_ place: UnsafePointer<UInt8>) -> Value {
    UnsafeRawPointer(place).loadUnaligned(as: Value.self)
  }

  /// Milliseconds since 1970 of a moment in 96 bits: nanoseconds of the day, then the Julian day.
  private static func moment(_ place: UnsafePointer<UInt8>) -> Int64 {
    let nanoseconds = Int64(littleEndian: load(place))
    let day = Int64(UInt32(littleEndian: load(place + 8)))
    return (day - 2_440_588) * DateValue.dayLength + nanoseconds / 1_000_000
  }

  private mutating func addBytes(_ start: UnsafePointer<UInt8>, _ count: Int) {
    if kept == .texts {
      codes.append(words.code(start, count))
    } else if case .decimal(let scale) = element.meaning {
      decimals.append(BinaryNumber.decimal(start, count, scale: scale))
    } else {
      decimals.append(BinaryNumber.half(UInt16(littleEndian: Self.load(start))))
    }
  }
}

extension Array {
  /// Adds the elements at some places of a table; every place is inside.
  fileprivate mutating func look(up places: [Int32], in table: UnsafeBufferPointer<Element>) {
    // Without a look at the room for each: a page has many of them.
    self += places.lazy.map { table[Int($0)] }
  }
}
