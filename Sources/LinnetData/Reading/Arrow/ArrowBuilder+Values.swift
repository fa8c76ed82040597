/// The values of the simple kinds.
extension ArrowBuilder {
  /// Adds values that take equally many bytes each.
  func addFixed(
    _ bytes: ArraySlice<UInt8>, _ rows: Int, _ validity: ArrowValidity
  ) throws(DataMistake) {
    let width: Int
    switch field.kind {
    case .truth:
      guard bytes.count >= rows / 8 + (rows % 8 > 0 ? 1 : 0) else { throw damage }
      bytes.withUnsafeBufferPointer { bytes in
        for row in 0..<rows { truths.append(bytes[row >> 3] >> UInt8(row & 7) & 1) }
      }
      let first = truths.count - rows
      validity.gaps { truths[first + $0] = 2 }
      return
    case .whole(let bits, _), .float(let bits), .decimal(let bits, _), .date(let bits),
      .timeOfDay(let bits, _):
      width = bits / 8
    case .moment, .duration: width = 8
    case .fixedBytes(let count): width = count
    default: throw damage
    }
    let size = rows.multipliedReportingOverflow(by: width)
    guard !size.overflow, bytes.count >= size.partialValue else { throw damage }
    bytes.withUnsafeBytes { addFixed($0, rows, validity) }
  }

  private func addFixed(
    _ bytes: UnsafeRawBufferPointer, _ rows: Int, _ validity: ArrowValidity
  ) {
    switch field.kind {
    case .whole(8, true): addWholes(bytes, rows, validity, Int8.self)
    case .whole(16, true): addWholes(bytes, rows, validity, Int16.self)
    case .whole(32, true): addWholes(bytes, rows, validity, Int32.self)
    case .whole(64, true): addWholes(bytes, rows, validity, Int64.self)
    case .whole(8, false): addWholes(bytes, rows, validity, UInt8.self)
    case .whole(16, false): addWholes(bytes, rows, validity, UInt16.self)
    case .whole(32, false): addWholes(bytes, rows, validity, UInt32.self)
    case .whole: addWholes(bytes, rows, validity, UInt64.self)
    case .float(16): addDecimals(rows, validity) { BinaryNumber.half(Self.load(bytes, $0)) }
    case .float(32):
      addDecimals(rows, validity) { Double(Float(bitPattern: Self.load(bytes, $0))) }
    case .float: addDecimals(rows, validity) { Double(bitPattern: Self.load(bytes, $0)) }
    case .decimal(let bits, let scale):
      addDecimals(rows, validity) { Self.decimal(bytes, $0, bits: bits, scale: scale) }
    case .timeOfDay(32, let perSecond):
      addDecimals(rows, validity) { Double(Self.load(bytes, $0) as Int32) / Double(perSecond) }
    case .timeOfDay(_, let perSecond), .duration(let perSecond):
      addDecimals(rows, validity) { Double(Self.load(bytes, $0) as Int64) / Double(perSecond) }
    case .date(32):
      addDates(rows, validity) {
        MomentNumber.date(days: Int64(Self.load(bytes, $0) as Int32))
      }
    case .date:
      addDates(rows, validity) { MomentNumber.date(milliseconds: Self.load(bytes, $0)) }
    case .moment(let perSecond):
      addDates(rows, validity) { MomentNumber.moment(Self.load(bytes, $0), perSecond: perSecond) }
    case .fixedBytes(let width):
      let isThere = validity.rows
      for row in 0..<rows {
        addWord(
          UnsafeRawBufferPointer(rebasing: bytes[(row * width)..<((row + 1) * width)]), isThere[row]
        )
      }
    default: break
    }
  }

  // MARK: Numbers

  @inline(__always)
  private static func load<Number: FixedWidthInteger & BitwiseCopyable>(
    _ bytes: UnsafeRawBufferPointer, _ row: Int
  ) -> Number {
    Number(
      littleEndian: bytes.loadUnaligned(
        fromByteOffset: row * MemoryLayout<Number>.size, as: Number.self))
  }

  @inline(__always)
  private func addDecimals(_ rows: Int, _ validity: ArrowValidity, _ value: (Int) -> Double) {
    let first = decimals.count
    decimals += [Double](unsafeUninitializedCapacity: rows) { place, used in
      for row in 0..<rows { place[row] = value(row) }
      used = rows
    }
    validity.gaps { decimals[first + $0] = .nan }
  }

  @inline(__always)
  private func addDates(_ rows: Int, _ validity: ArrowValidity, _ value: (Int) -> Int64) {
    let first = wholes.count
    wholes += [Int64](unsafeUninitializedCapacity: rows) { place, used in
      for row in 0..<rows { place[row] = value(row) }
      used = rows
    }
    validity.gaps { wholes[first + $0] = .min }
  }

  @inline(__always)
  private func addWholes<Number: FixedWidthInteger & BitwiseCopyable>(
    _ bytes: UnsafeRawBufferPointer, _ rows: Int, _ validity: ArrowValidity, _ kind: Number.Type
  ) {
    if isDecimal {
      addDecimals(rows, validity) { Double(Self.load(bytes, $0) as Number) }
      return
    }
    let first = wholes.count
    var isFitting = true
    wholes += [Int64](unsafeUninitializedCapacity: rows) { place, used in
      for row in 0..<rows {
        let number: Number = Self.load(bytes, row)
        place[row] = Int64(truncatingIfNeeded: number)
      }
      used = rows
    }
    // The least of all is kept for gaps, and what lies beyond the largest has come out negative.
    if Number.bitWidth == 64 {
      let isThere = validity.rows
      for row in 0..<rows where isThere[row] {
        let number = wholes[first + row]
        if number == .min || !Number.isSigned && number < 0 { isFitting = false }
      }
    }
    guard isFitting else {
      wholes.removeLast(rows)
      becomeDecimal()
      addDecimals(rows, validity) { Double(Self.load(bytes, $0) as Number) }
      return
    }
    validity.gaps { wholes[first + $0] = .min }
  }

  private func becomeDecimal() {
    isDecimal = true
    decimals = wholes.map { $0 == .min ? .nan : Double($0) }
    wholes = []
  }

  private static func decimal(
    _ bytes: UnsafeRawBufferPointer, _ row: Int, bits: Int, scale: Int
  ) -> Double {
    switch bits {
    case 32: return BinaryNumber.decimal(Int64(load(bytes, row) as Int32), scale: scale)
    case 64: return BinaryNumber.decimal(load(bytes, row), scale: scale)
    default:
      let width = bits / 8
      // The highest byte first, as the other format has it.
      let turned = bytes[(row * width)..<((row + 1) * width)].reversed()
      return Array(turned).withUnsafeBufferPointer { number in
        guard let start = number.baseAddress else { return .nan }
        return BinaryNumber.decimal(start, width, scale: scale)
      }
    }
  }

  // MARK: Texts

  private func addWord(_ bytes: UnsafeRawBufferPointer, _ isThere: Bool) {
    guard isThere else {
      codes.append(-1)
      return
    }
    guard let start = bytes.bindMemory(to: UInt8.self).baseAddress else {
      // The empty text may have no place.
      withUnsafePointer(to: UInt8(0)) { codes.append(words.code($0, 0)) }
      return
    }
    codes.append(words.code(start, bytes.count))
  }

  /// Adds texts that lie one behind the other.
  func addTexts(
    _ cursor: inout ArrowCursor, _ rows: Int, bits: Int, _ validity: ArrowValidity
  ) throws(DataMistake) {
    let offsets = try cursor.buffer()
    let data = try cursor.buffer()
    let isThere = validity.rows
    codes.reserveCapacity(codes.count + rows)
    // No rows may have no offsets, not even the first.
    guard rows > 0 else { return }
    guard offsets.count / (bits / 8) > rows else { throw damage }
    // Texts that lie on top of each other would make a small file a long work.
    var last = 0
    let isWhole = data.withUnsafeBytes { data in
      for row in 0..<rows {
        guard isThere[row] else {
          codes.append(-1)
          continue
        }
        guard let start = Self.number(offsets, row, bits: bits),
          let end = Self.number(offsets, row + 1, bits: bits), start >= last, start <= end,
          end <= data.count
        else { return false }
        last = end
        addWord(UnsafeRawBufferPointer(rebasing: data[start..<end]), true)
      }
      return true
    }
    guard isWhole else { throw damage }
  }

  /// Adds texts that lie anywhere: each row has 16 bytes with a short text, or its length and place.
  func addViews(
    _ cursor: inout ArrowCursor, _ rows: Int, _ validity: ArrowValidity
  ) throws(DataMistake) {
    let views = try cursor.buffer()
    var pieces: [ArraySlice<UInt8>] = []
    for _ in 0..<(try cursor.viewCount()) { pieces.append(try cursor.buffer()) }
    guard views.count / 16 >= rows else { throw damage }
    let isThere = validity.rows
    let mistake = damage
    // Rows may point to one long text again and again, and each is looked at.
    var left = Int64(views.count) * 256 + 1 << 26
    for piece in pieces { left += Int64(piece.count) * 16 }
    let isWhole = views.withUnsafeBytes { views in
      for row in 0..<rows {
        guard isThere[row] else {
          codes.append(-1)
          continue
        }
        let view = UnsafeRawBufferPointer(rebasing: views[(row * 16)..<(row * 16 + 16)])
        func number(_ place: Int) -> Int {
          Int(Int32(littleEndian: view.loadUnaligned(fromByteOffset: place, as: Int32.self)))
        }
        let size = number(0)
        if size >= 0, size <= 12 {
          addWord(UnsafeRawBufferPointer(rebasing: view[4..<(4 + size)]), true)
          continue
        }
        let start = number(12)
        guard pieces.indices.contains(number(8)), case let piece = pieces[number(8)], start >= 0,
          size > 0, start <= piece.count, size <= piece.count - start
        else { return false }
        left -= Int64(size)
        guard left >= 0 else { return false }
        piece.withUnsafeBytes {
          addWord(UnsafeRawBufferPointer(rebasing: $0[start..<(start + size)]), true)
        }
      }
      return true
    }
    guard isWhole else { throw mistake }
  }
}
