/// Numbers of a few bits each, one behind the other, the lowest bits first.
enum ParquetBits {
  /// The `width` bits, 64 at most, that begin at a bit; what lies behind the bytes is 0.
  @inline(__always)
  static func at(_ bit: Int, _ width: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let first = bit >> 3
    let shift = UInt64(bit & 7)
    let mask: UInt64 = width >= 64 ? .max : 1 << UInt64(width) - 1
    if let base = bytes.baseAddress, bytes.count - first >= 9 {
      var value = UInt64(
        littleEndian: UnsafeRawPointer(base + first).loadUnaligned(as: UInt64.self))
      value >>= shift
      if shift > 0 { value |= UInt64(base[first + 8]) << (64 - shift) }
      return value & mask
    }
    var value: UInt64 = 0
    for place in 0..<9 where first + place < bytes.count {
      let byte = UInt64(bytes[first + place])
      let position = 8 * place - Int(shift)
      value |= position < 0 ? byte >> UInt64(-position) : byte << UInt64(position)
    }
    return value & mask
  }

  /// How many bits a number up to `most` takes.
  static func width(_ most: Int) -> Int { Int.bitWidth - most.leadingZeroBitCount }
}

/// Runs of one value, and numbers of a few bits in between: Parquet's `RLE` encoding.
///
/// Source: `Encodings.md` of github.com/apache/parquet-format, "Run Length Encoding / Bit-Packing Hybrid".
struct ParquetRuns {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let width: Int
  private var place = 0
  /// What is left of the run: a repeated value, or packed numbers from a bit on.
  private var left = 0
  private var value: UInt32 = 0
  private var bit = -1

  /// Reads numbers of `width` bits, 32 at most.
  init(_ bytes: UnsafeBufferPointer<UInt8>, width: Int) {
    self.bytes = bytes
    self.width = width
  }

  /// Writes the next `count` numbers; false when there are not so many.
  mutating func fill<Number: FixedWidthInteger>(
    _ output: UnsafeMutablePointer<Number>, count: Int
  ) -> Bool {
    var made = 0
    while made < count {
      if left == 0, !nextRun() { return false }
      let step = min(left, count - made)
      let to = output + made
      if bit < 0 {
        to.update(repeating: Number(truncatingIfNeeded: value), count: step)
      } else {
        unpack(step, to)
      }
      left -= step
      made += step
    }
    return true
  }

  /// Writes packed numbers; eight bytes at once hold each of them whatever bit it begins at.
  private mutating func unpack<Number: FixedWidthInteger>(
    _ count: Int, _ output: UnsafeMutablePointer<Number>
  ) {
    var made = 0
    if let base = bytes.baseAddress {
      let start = UnsafeRawPointer(base)
      let mask: UInt64 = 1 << UInt64(width) - 1
      // The last numbers lie too near to the end for that.
      let last = bytes.count * 8 - 64
      let safe = last < bit ? 0 : min(count, (last - bit) / width + 1)
      while made < safe {
        let word = start.loadUnaligned(fromByteOffset: bit >> 3, as: UInt64.self)
        output[made] = Number(
          truncatingIfNeeded: UInt64(littleEndian: word) >> UInt64(bit & 7) & mask)
        bit += width
        made += 1
      }
    }
    while made < count {
      output[made] = Number(truncatingIfNeeded: ParquetBits.at(bit, width, bytes))
      bit += width
      made += 1
    }
  }

  private mutating func nextRun() -> Bool {
    var header: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      guard place < bytes.count, shift < 35 else { return false }
      let byte = bytes[place]
      place += 1
      header |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { break }
      shift += 7
    }
    let count = header >> 1
    guard count > 0, count < 1 << 31 else { return false }
    if header & 1 == 0 {
      let size = (width + 7) / 8
      guard bytes.count - place >= size else { return false }
      value = 0
      for byte in 0..<size { value |= UInt32(bytes[place + byte]) << UInt32(8 * byte) }
      place += size
      bit = -1
      left = Int(count)
      return true
    }
    guard width > 0 else {
      value = 0
      bit = -1
      left = Int(clamping: count * 8)
      return true
    }
    // Eight numbers take `width` bytes; some writers leave out the unused end of the last ones.
    let size = min(Int64(count) * Int64(width), Int64(bytes.count - place))
    left = Int(size * 8 / Int64(width))
    bit = place * 8
    place += Int(size)
    return left > 0
  }
}

/// Levels as the oldest files have them: a few bits each, the highest first.
enum ParquetOldLevels {
  /// Writes `count` levels of `width` bits; the number of bytes they took, or nil.
  static func fill(
    _ output: UnsafeMutablePointer<UInt8>, count: Int, width: Int,
    _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Int? {
    let size = (Int64(count) * Int64(width) + 7) / 8
    guard size <= Int64(bytes.count) else { return nil }
    var bit = 0
    for number in 0..<count {
      var level: UInt8 = 0
      for _ in 0..<width {
        level = level << 1 | (bytes[bit >> 3] >> UInt8(7 - bit & 7) & 1)
        bit += 1
      }
      output[number] = level
    }
    return Int(size)
  }
}

/// Whole numbers by their differences: Parquet's `DELTA_BINARY_PACKED` encoding.
enum ParquetDeltas {
  /// Writes exactly `count` numbers; the number of bytes they took, or nil.
  static func fill(
    _ output: UnsafeMutablePointer<Int64>, count: Int, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Int? {
    var place = 0
    guard let blockSize = number(bytes, &place), let miniCount = number(bytes, &place),
      let total = number(bytes, &place), let first = number(bytes, &place),
      total == UInt64(count), miniCount > 0, miniCount <= 4096, blockSize <= 1 << 24,
      blockSize % (miniCount * 8) == 0, blockSize > 0
    else { return nil }
    let perMini = Int(blockSize / miniCount)
    var value = zigzag(first)
    var made = 0
    if count > 0 {
      output[0] = value
      made = 1
    }
    while made < count {
      guard let least = number(bytes, &place), bytes.count - place >= Int(miniCount) else {
        return nil
      }
      let smallest = zigzag(least)
      let widths = place
      place += Int(miniCount)
      for mini in 0..<Int(miniCount) where made < count {
        let width = Int(bytes[widths + mini])
        let size = perMini / 8 * width
        let step = min(perMini, count - made)
        // The unused end of the last ones may be left out.
        guard width <= 64, bytes.count - place >= (step * width + 7) / 8 else { return nil }
        var bit = place * 8
        for _ in 0..<step {
          let more = Int64(bitPattern: ParquetBits.at(bit, width, bytes))
          bit += width
          value = value &+ smallest &+ more
          output[made] = value
          made += 1
        }
        place = min(place + size, bytes.count)
      }
    }
    return place
  }

  private static func zigzag(_ number: UInt64) -> Int64 {
    Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
  }

  private static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ place: inout Int) -> UInt64? {
    var number: UInt64 = 0
    var shift: UInt64 = 0
    while place < bytes.count, shift < 64 {
      let byte = bytes[place]
      place += 1
      number |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return number }
      shift += 7
    }
    return nil
  }
}
