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
  /// Powers of ten below 10^8.
  private let tens: UnsafeMutablePointer<UInt64>
  private static let lowest = -342
  private static let highest = 308

  private init() {
    powers = .allocate(capacity: Self.highest - Self.lowest + 1)
    exact = .allocate(capacity: 23)
    tens = .allocate(capacity: 8)
    var whole: UInt64 = 1
    for power in 0..<8 {
      (tens + power).initialize(to: whole)
      whole *= 10
    }
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

  /// The number that files hold most: some digits, the mark, up to seven digits more.
  ///
  /// Gives its value and the byte behind it; nil for everything else, which `read` takes on. Its answer
  /// stays in registers, so that the loop over the cells need not go through memory.
  @inline(__always)
  func plain(_ start: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>, mark: UInt8)
    -> (value: Double, stop: UnsafePointer<UInt8>)?
  {
    guard end - start >= 26 else { return nil }
    let isNegative = start.pointee == UInt8(ascii: "-")
    let first = start + (isNegative ? 1 : 0)
    let before = Self.run(first)
    guard before.count < 8, first[before.count] == mark else { return nil }
    let after = Self.run(first + before.count + 1)
    let stop = first + (before.count + 1 + after.count)
    guard after.count < 8, after.count > 0, stop.pointee | 32 != UInt8(ascii: "e") else {
      return nil
    }
    let mantissa = before.value &* tens[after.count] &+ after.value
    let magnitude = Double(mantissa) / exact[after.count]
    return (isNegative ? -magnitude : magnitude, stop)
  }

  /// Reads a number at `cursor` and moves past it; false, with the cursor anywhere, when there is none.
  ///
  /// A byte that no number holds (a line break) must stand before `end`. An answer beyond the largest
  /// number is false too: no infinity comes out of a file.
  func read(
    _ cursor: inout UnsafePointer<UInt8>, end: UnsafePointer<UInt8>, mark: UInt8,
    into value: inout Double
  ) -> Bool {
    let start = cursor
    let isNegative = cursor.pointee == UInt8(ascii: "-")
    if isNegative { cursor += 1 }
    var mantissa: UInt64 = 0
    var exponent = 0
    var digits = 0
    if !short(&cursor, end: end, mark: mark, &mantissa, &exponent, &digits) {
      long(&cursor, end: end, mark: mark, &mantissa, &exponent, &digits)
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

  /// Reads up to seven digits before the mark and fifteen behind it, without a branch for each.
  ///
  /// False, with nothing read, for more digits and near the end of the bytes.
  @inline(__always)
  private func short(
    _ cursor: inout UnsafePointer<UInt8>, end: UnsafePointer<UInt8>, mark: UInt8,
    _ mantissa: inout UInt64, _ exponent: inout Int, _ digits: inout Int
  ) -> Bool {
    guard end - cursor >= 25 else { return false }
    let before = Self.run(cursor)
    guard before.count < 8 else { return false }
    guard cursor[before.count] == mark else {
      mantissa = before.value
      digits = before.count
      cursor += before.count
      return true
    }
    let after = Self.run(cursor + before.count + 1)
    if after.count < 8 {
      mantissa = before.value &* tens[after.count] &+ after.value
      exponent = -after.count
      digits = before.count + after.count
    } else {
      let rest = Self.run(cursor + before.count + 9)
      digits = before.count + 8 + rest.count
      guard rest.count < 8, digits <= 19 else { return false }
      mantissa =
        (before.value &* 100_000_000 &+ after.value) &* tens[rest.count] &+ rest.value
      exponent = -8 - rest.count
    }
    cursor += digits + 1
    return true
  }

  /// Reads any number of digits on either side of the mark.
  @inline(never)
  private func long(
    _ cursor: inout UnsafePointer<UInt8>, end: UnsafePointer<UInt8>, mark: UInt8,
    _ mantissa: inout UInt64, _ exponent: inout Int, _ digits: inout Int
  ) {
    var run = cursor
    while case let digit = cursor.pointee &- 48, digit <= 9 {
      mantissa = mantissa &* 10 &+ UInt64(digit)
      cursor += 1
    }
    digits = cursor - run
    guard cursor.pointee == mark else { return }
    cursor += 1
    run = cursor
    while cursor + 8 <= end, case let eight = Self.run(cursor), eight.count == 8 {
      mantissa = mantissa &* 100_000_000 &+ eight.value
      cursor += 8
    }
    while case let digit = cursor.pointee &- 48, digit <= 9 {
      mantissa = mantissa &* 10 &+ UInt64(digit)
      cursor += 1
    }
    exponent = run - cursor
    digits += cursor - run
  }

  /// How many of the next eight bytes are digits before the first that is none, and their value.
  @inline(__always)
  private static func run(_ place: UnsafePointer<UInt8>) -> (count: Int, value: UInt64) {
    let word = UInt64(littleEndian: UnsafeRawPointer(place).loadUnaligned(as: UInt64.self))
    let plain = word ^ 0x3030_3030_3030_3030
    // A byte above 9 sets its high bit; what it carries over only reaches bytes behind it.
    let others = ((plain &+ 0x7676_7676_7676_7676) | plain) & 0x8080_8080_8080_8080
    let count = others.trailingZeroBitCount >> 3
    // The digits move to the end, with zeros before them.
    var pairs = count == 0 ? 0 : plain &<< UInt64(64 &- 8 &* count)
    pairs = pairs &* 10 &+ pairs >> 8
    let value =
      (((pairs & 0x0000_00ff_0000_00ff) &* 0x000f_4240_0000_0064)
        &+ (((pairs >> 16) & 0x0000_00ff_0000_00ff) &* 0x0000_2710_0000_0001)) >> 32
    return (count, value)
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
