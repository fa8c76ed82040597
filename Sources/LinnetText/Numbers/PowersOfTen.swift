/// The leading 128 bits of powers of ten, worked out with exact whole numbers at first use.
///
/// The first bit is always set: 10^n is the number times 2^(`binaryExponent(n)` - 127). From 0 to 55 that is
/// exact; above, the bits behind are cut off; below, the number is rounded up.
enum PowersOfTen {
  /// The powers that there are.
  static let range = -342...341
  /// The powers whose 128 bits are exact.
  static let exactRange = 0...55

  /// The bits of a power in `range`.
  @inline(__always) static func bits(_ power: Int) -> (high: UInt64, low: UInt64) {
    // The few near ones are there at once; all of them take most of a millisecond, which a program that
    // shows ordinary numbers need not wait for.
    exactRange.contains(power) ? near.start[power] : far.start[power &- range.lowerBound]
  }

  /// The exponent of two of the first bit of a power in `range`.
  @inline(__always) static func binaryExponent(_ power: Int) -> Int { (217_706 &* power) >> 16 }

  /// The powers that fit 64 bits.
  static let small: [UInt64] = [
    1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
    10_000_000_000, 100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000,
    1_000_000_000_000_000, 10_000_000_000_000_000, 100_000_000_000_000_000,
    1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
  ]

  /// A table that never changes after it is made.
  private struct Table: @unchecked Sendable {
    let start: UnsafeMutablePointer<(high: UInt64, low: UInt64)>
  }

  private static let near: Table = {
    let table = Table(start: .allocate(capacity: exactRange.count))
    var five: [UInt32] = [1]
    for power in exactRange {
      (table.start + power).initialize(to: leading128(five))
      five = timesFive(five)
    }
    return table
  }()

  private static let far: Table = {
    let table = Table(start: .allocate(capacity: range.count))
    var five: [UInt32] = [1]
    for power in 0...(-range.lowerBound) {
      if power <= range.upperBound {
        (table.start + (power - range.lowerBound)).initialize(to: leading128(five))
      }
      if power > 0 {
        (table.start + (-power - range.lowerBound)).initialize(to: reciprocal128(five))
      }
      five = timesFive(five)
    }
    return table
  }()

  private static func timesFive(_ limbs: [UInt32]) -> [UInt32] {
    var carry: UInt64 = 0
    var result = limbs
    for place in 0..<limbs.count {
      carry += UInt64(limbs[place]) * 5
      result[place] = UInt32(truncatingIfNeeded: carry)
      carry >>= 32
    }
    if carry > 0 { result.append(UInt32(carry)) }
    return result
  }

  private static func leading128(_ limbs: [UInt32]) -> (high: UInt64, low: UInt64) {
    let top = limbs[limbs.count - 1]
    let shift = UInt64(top.leadingZeroBitCount)
    func limb(_ place: Int) -> UInt64 {
      place < limbs.count ? UInt64(limbs[limbs.count - 1 - place]) : 0
    }
    func word(_ place: Int) -> UInt64 {
      (limb(place) << shift | limb(place + 1) >> (32 - shift)) & 0xffff_ffff
    }
    return (word(0) << 32 | word(1), word(2) << 32 | word(3))
  }

  /// The first 128 bits of 1 / divisor, rounded up, by long division.
  private static func reciprocal128(_ divisor: [UInt32]) -> (high: UInt64, low: UInt64) {
    let count = divisor.count
    let top = count * 32 - divisor[count - 1].leadingZeroBitCount - 1
    var rest = [UInt32](repeating: 0, count: count + 1)
    rest[top / 32] = 1 << UInt32(top % 32)
    var high: UInt64 = 0
    var low: UInt64 = 0
    for _ in 0..<128 {
      var carry: UInt32 = 0
      for place in 0...count {
        let limb = rest[place]
        rest[place] = limb << 1 | carry
        carry = limb >> 31
      }
      var fits = true
      if rest[count] == 0 {
        var place = count - 1
        while place >= 0, rest[place] == divisor[place] { place -= 1 }
        if place >= 0 { fits = rest[place] > divisor[place] }
      }
      high = high << 1 | low >> 63
      low <<= 1
      guard fits else { continue }
      low |= 1
      var borrow: Int64 = 0
      for place in 0..<count {
        let difference = Int64(rest[place]) - Int64(divisor[place]) + borrow
        rest[place] = UInt32(truncatingIfNeeded: difference)
        borrow = difference >> 32
      }
      rest[count] = UInt32(truncatingIfNeeded: Int64(rest[count]) + borrow)
    }
    low &+= 1
    return (low == 0 ? high &+ 1 : high, low)
  }
}
