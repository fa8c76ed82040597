import CLinnetKernels

/// Correctly rounded decimal numbers from text, at memory speed for the numbers that files hold.
///
/// Up to 19 digits with a small exponent are exact in one multiplication or division; then Eisel and
/// Lemire's method ("Number Parsing at a Gigabyte per Second", 2021); then C's `strtod` for the rare
/// rest. The 651 powers of ten to 128 bits are worked out with exact integers at first use (under 1 ms).
struct DecimalReader: @unchecked Sendable {
  /// The reader everybody shares; its tables never change after they are made.
  static let shared = DecimalReader()

  private let powers: UnsafeMutablePointer<(high: UInt64, low: UInt64)>
  private let exact: UnsafeMutablePointer<Double>
  private static let lowest = -342
  private static let highest = 308

  private init() {
    powers = .allocate(capacity: Self.highest - Self.lowest + 1)
    exact = .allocate(capacity: 23)
    var ten = 1.0
    for power in 0...22 {
      (exact + power).initialize(to: ten)
      ten *= 10
    }
    var five: [UInt32] = [1]
    for exponent in 0...342 {
      if exponent <= Self.highest {
        (powers + (exponent - Self.lowest)).initialize(to: Self.leading128(five))
      }
      if exponent > 0 {
        (powers + (-exponent - Self.lowest)).initialize(to: Self.reciprocal128(five))
      }
      five = Self.timesFive(five)
    }
  }

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

  /// Reads a number at `cursor` and moves past it; false, with the cursor anywhere, when there is none.
  ///
  /// A byte that no number holds (a line break) must stand before `end`. An answer beyond the largest
  /// number is false too: no infinity comes out of a file.
  @inline(__always)
  func read(
    _ cursor: inout UnsafePointer<UInt8>, end: UnsafePointer<UInt8>, mark: UInt8,
    into value: inout Double
  ) -> Bool {
    let start = cursor
    let isNegative = cursor.pointee == UInt8(ascii: "-")
    if isNegative { cursor += 1 }
    var mantissa: UInt64 = 0
    var exponent = 0
    var run = cursor
    while case let digit = cursor.pointee &- 48, digit <= 9 {
      mantissa = mantissa &* 10 &+ UInt64(digit)
      cursor += 1
    }
    var digits = cursor - run
    if cursor.pointee == mark {
      cursor += 1
      run = cursor
      while cursor + 8 <= end,
        case let word = UnsafeRawPointer(cursor).loadUnaligned(as: UInt64.self),
        let eight = Self.eightDigits(UInt64(littleEndian: word))
      {
        mantissa = mantissa &* 100_000_000 &+ eight
        cursor += 8
      }
      while case let digit = cursor.pointee &- 48, digit <= 9 {
        mantissa = mantissa &* 10 &+ UInt64(digit)
        cursor += 1
      }
      exponent = run - cursor
      digits += cursor - run
    }
    if digits == 0 { return false }
    if cursor.pointee | 32 == UInt8(ascii: "e") {
      var place = cursor + 1
      var size = 0
      let isDown = place.pointee == UInt8(ascii: "-")
      if isDown || place.pointee == UInt8(ascii: "+") { place += 1 }
      let first = place
      while case let digit = place.pointee &- 48, digit <= 9 {
        if size < 100_000 { size = size &* 10 &+ Int(digit) }
        place += 1
      }
      if place == first { return false }
      exponent += isDown ? -size : size
      cursor = place
    }
    let magnitude: Double
    if digits > 19 {
      return fallback(start, cursor, mark: mark, into: &value)
    } else if mantissa < 1 << 53, exponent >= -22, exponent <= 22 {
      magnitude =
        exponent < 0 ? Double(mantissa) / exact[-exponent] : Double(mantissa) * exact[exponent]
    } else if mantissa == 0 {
      magnitude = 0
    } else if let scaled = scaled(mantissa, exponent) {
      magnitude = scaled
    } else {
      return fallback(start, cursor, mark: mark, into: &value)
    }
    value = isNegative ? -magnitude : magnitude
    return true
  }

  /// The value of eight digits in one word, the first digit in the lowest byte, or nil.
  @inline(__always)
  private static func eightDigits(_ word: UInt64) -> UInt64? {
    guard
      ((word &+ 0x4646_4646_4646_4646) | (word &- 0x3030_3030_3030_3030)) & 0x8080_8080_8080_8080
        == 0
    else { return nil }
    var pairs = word &- 0x3030_3030_3030_3030
    pairs = pairs &* 10 &+ pairs >> 8
    return
      (((pairs & 0x0000_00ff_0000_00ff) &* 0x000f_4240_0000_0064)
      &+ (((pairs >> 16) & 0x0000_00ff_0000_00ff) &* 0x0000_2710_0000_0001)) >> 32
  }

  @inline(never)
  private func scaled(_ mantissa: UInt64, _ exponent: Int) -> Double? {
    guard exponent >= Self.lowest, exponent <= Self.highest else { return nil }
    let shift = mantissa.leadingZeroBitCount
    let wide = mantissa << UInt64(shift)
    let power = powers[exponent &- Self.lowest]
    var (high, low) = wide.multipliedFullWidth(by: power.high)
    if high & 0x1ff == 0x1ff {
      let (sum, carried) = low.addingReportingOverflow(
        wide.multipliedFullWidth(by: power.low).high)
      low = sum
      if carried { high &+= 1 }
      if low == .max, exponent < -27 || exponent > 55 { return nil }
    }
    let upper = Int(high >> 63)
    var bits = high >> UInt64(upper + 9)
    var binary = ((217_706 &* exponent) >> 16) &+ 1086 &+ upper &- shift
    guard binary > 0, binary < 2046 else { return nil }
    if low <= 1, exponent >= -4, exponent <= 23, bits & 3 == 1, bits << UInt64(upper + 9) == high {
      bits &= ~1
    }
    bits = (bits + (bits & 1)) >> 1
    if bits >= 1 << 53 {
      bits = 1 << 52
      binary += 1
    }
    return Double(bitPattern: bits & (1 << 52 - 1) | UInt64(binary) << 52)
  }

  /// C's own reading of the text from `start` to `stop`, which is known to have a number's form.
  @inline(never)
  private func fallback(
    _ start: UnsafePointer<UInt8>, _ stop: UnsafePointer<UInt8>, mark: UInt8,
    into value: inout Double
  ) -> Bool {
    let length = stop - start
    value = withUnsafeTemporaryAllocation(of: CChar.self, capacity: length + 1) { copy in
      for place in 0..<length {
        let byte = start[place] == mark ? UInt8(ascii: ".") : start[place]
        copy[place] = CChar(bitPattern: byte)
      }
      copy[length] = 0
      guard let base = copy.baseAddress else { return Double.infinity }
      return linnet_strtod(base)
    }
    return value.isFinite
  }
}
