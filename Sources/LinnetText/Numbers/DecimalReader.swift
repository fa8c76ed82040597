/// Correctly rounded decimal numbers from text, at memory speed for the numbers that files hold.
///
/// Up to 19 digits with a small exponent are exact in one multiplication or division; then Eisel and
/// Lemire's method ("Number Parsing at a Gigabyte per Second", 2021); then all digits (`LongDecimal`) for the
/// rare rest. No setting of the machine, such as a locale with decimal commas, changes what is read.
public struct DecimalReader: @unchecked Sendable {
  /// The reader everybody shares; its tables never change after they are made.
  public static let shared = DecimalReader()

  /// Powers of ten up to 10^22, all of them exact.
  @usableFromInline let exact: UnsafeMutablePointer<Double>
  /// Powers of ten below 10^8.
  @usableFromInline let tens: UnsafeMutablePointer<UInt64>

  private init() {
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
  }

  /// The number that files hold most: some digits, the mark, up to seven digits more.
  ///
  /// Gives its value and the byte behind it; nil for everything else, which `read` takes on. Its answer
  /// stays in registers, so that the loop over the cells need not go through memory.
  @inlinable @inline(__always)
  public func plain(_ start: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>, mark: UInt8)
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
  public func read(
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
    if digits <= 19, let quick = quick(mantissa, exponent) {
      magnitude = quick
    } else {
      magnitude = Self.slow(UnsafeBufferPointer(start: start, count: cursor - start), mark: mark)
    }
    value = isNegative ? -magnitude : magnitude
    return magnitude.isFinite
  }

  /// The number that bytes hold from the first to the last; nil for anything else, and beyond the largest.
  public func number(_ bytes: [UInt8]) -> Double? {
    // The byte behind tells the reader where to stop.
    let text = bytes + [0x0A]
    return text.withUnsafeBufferPointer { text in
      guard var cursor = text.baseAddress else { return nil }
      let end = cursor + text.count
      var value = 0.0
      let isRead = read(&cursor, end: end, mark: UInt8(ascii: "."), into: &value)
      return isRead && cursor + 1 == end ? value : nil
    }
  }

  /// The number nearest to digits times a power of ten; infinity beyond the largest.
  public func nearest(_ digits: UInt64, power: Int) -> Double {
    if let quick = quick(digits, power) { return quick }
    let text = Array("\(digits)e\(power)".utf8)
    return text.withUnsafeBufferPointer { Self.slow($0, mark: UInt8(ascii: ".")) }
  }

  /// Digits times a power of ten, unless it takes more than 128 bits to find the nearest number.
  @inline(__always)
  private func quick(_ mantissa: UInt64, _ exponent: Int) -> Double? {
    if mantissa < 1 << 53, exponent >= -22, exponent <= 22 {
      return exponent < 0 ? Double(mantissa) / exact[-exponent] : Double(mantissa) * exact[exponent]
    }
    return mantissa == 0 ? 0 : Self.scaled(mantissa, exponent)
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
  @inlinable @inline(__always)
  static func run(_ place: UnsafePointer<UInt8>) -> (count: Int, value: UInt64) {
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

  /// Eisel and Lemire's method; nil where 128 bits of the power do not decide, and for subnormal numbers.
  @inline(never)
  private static func scaled(_ mantissa: UInt64, _ exponent: Int) -> Double? {
    guard PowersOfTen.range.contains(exponent) else { return nil }
    let shift = mantissa.leadingZeroBitCount
    let wide = mantissa << UInt64(shift)
    let power = PowersOfTen.bits(exponent)
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
    var binary = PowersOfTen.binaryExponent(exponent) + 1086 + upper - shift
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

  /// The number nearest to a text of any length, which is known to have a number's form.
  @inline(never)
  private static func slow(_ text: UnsafeBufferPointer<UInt8>, mark: UInt8) -> Double {
    let (digits, power, isAll) = leading(text, mark: mark)
    if digits == 0 { return 0 }
    // Where the first 19 digits and the next number above them agree, the others do not matter.
    if let below = scaled(digits, power), isAll || below == scaled(digits + 1, power) {
      return below
    }
    return LongDecimal(text, mark: mark).nearest()
  }

  /// The first 19 digits that count, the power of ten of the last of them, and whether only zeros follow.
  private static func leading(_ text: UnsafeBufferPointer<UInt8>, mark: UInt8)
    -> (digits: UInt64, power: Int, isAll: Bool)
  {
    var digits: UInt64 = 0
    var count = 0
    var power = 0
    var isAll = true
    var hasPoint = false
    for (place, byte) in text.enumerated() {
      if case let digit = byte &- 48, digit <= 9 {
        if count < 19 {
          digits = digits &* 10 &+ UInt64(digit)
          if digits != 0 { count += 1 }
          if hasPoint { power -= 1 }
        } else {
          if digit != 0 { isAll = false }
          if !hasPoint { power += 1 }
        }
      } else if byte == mark {
        hasPoint = true
      } else if byte | 32 == UInt8(ascii: "e") {
        power += LongDecimal.exponent(text, from: place + 1)
        break
      }
    }
    return (digits, power, isAll)
  }
}
