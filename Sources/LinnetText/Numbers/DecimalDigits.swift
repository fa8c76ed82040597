/// The first digits of a number, correctly rounded: the exact binary value decides, halves go to even digits.
///
/// The number times a power of ten is worked out with 192 bits. That settles all but the rarest numbers,
/// whose rest lies within 2^-60 of a half or of nothing; these go through all their digits (`LongDecimal`).
struct DecimalDigits {
  /// The digits as one whole number.
  var digits: UInt64
  /// How many digits there are, at most 17; none of them zero at the front unless all are.
  var count: Int
  /// The power of ten of the first digit.
  var exponent: Int

  /// A finite number with so many digits, from 1 to 17; its sign is left out.
  init(_ value: Double, count: Int) {
    guard value != 0 else {
      self.init(digits: 0, count: count, exponent: 0)
      return
    }
    let guess = Self.leastExponent(value)
    if let scaled = ScaledNumber(value, power: count - 1 - guess) {
      self.init(scaled, exponent: guess, digits: count, of: count)
    } else {
      self.init(long: value, count: count)
    }
  }

  /// The fewest of 15, 16 and 17 digits that read back as the same number.
  init(exactly value: Double) {
    let guess = Self.leastExponent(value)
    let scaled = value == 0 ? nil : ScaledNumber(value, power: 16 - guess)
    self.init(digits: 0, count: 15, exponent: 0)
    if value == 0 { return }
    for count in 15...17 {
      if let scaled {
        self.init(scaled, exponent: guess, digits: 17, of: count)
      } else {
        self.init(long: value, count: count)
      }
      let power = exponent - count + 1
      if count == 17 || DecimalReader.shared.nearest(digits, power: power) == value.magnitude {
        return
      }
    }
  }

  private init(digits: UInt64, count: Int, exponent: Int) {
    self.digits = digits
    self.count = count
    self.exponent = exponent
  }

  /// From a scaled number with `all` digits before its point, or one more, keeps `count`.
  @inline(__always)
  private init(_ scaled: ScaledNumber, exponent: Int, digits all: Int, of count: Int) {
    let isLonger = scaled.whole >= PowersOfTen.small[all]
    let digits = scaled.rounded(dropping: all - count + (isLonger ? 1 : 0))
    let isOver = digits == PowersOfTen.small[count]
    self.init(
      digits: isOver ? digits / 10 : digits, count: count,
      exponent: exponent + (isLonger ? 1 : 0) + (isOver ? 1 : 0))
  }

  @inline(never)
  private init(long value: Double, count: Int) {
    var long = LongDecimal(value)
    long.round(to: count)
    var digits: UInt64 = 0
    for place in 0..<count {
      digits = digits * 10 + (place < long.digits.count ? UInt64(long.digits[place]) : 0)
    }
    self.init(digits: digits, count: count, exponent: long.point - 1)
  }

  /// The power of ten of the first digit of a number other than 0, or one less.
  static func leastExponent(_ value: Double) -> Int {
    let (significand, exponent) = value.parts
    let binary = exponent + 63 - significand.leadingZeroBitCount
    return (binary &* 78_913) >> 18
  }
}

/// A number times a power of ten: the whole part, and what is known of the rest.
struct ScaledNumber {
  /// What stands before the point.
  let whole: UInt64
  /// What stands behind it: less than a half, a half, or more.
  private let half: Comparison
  /// True where nothing stands behind the point.
  private let isWhole: Bool

  private enum Comparison { case less, equal, more }

  /// A positive number without its sign times a power of ten.
  ///
  /// Nil where the whole part would not fit 60 bits, and where 192 bits do not tell on which side of a half
  /// or of a whole number the rest lies.
  @inline(__always)
  init?(_ value: Double, power: Int) {
    guard PowersOfTen.range.contains(power) else { return nil }
    let (significand, exponent) = value.parts
    let zeros = significand.leadingZeroBitCount
    guard zeros < 64 else { return nil }
    let wide = significand << UInt64(zeros)
    let ten = PowersOfTen.bits(power)
    let (high, upper) = wide.multipliedFullWidth(by: ten.high)
    let (lower, low) = wide.multipliedFullWidth(by: ten.low)
    let (middle, carries) = upper.addingReportingOverflow(lower)
    let top = high &+ (carries ? 1 : 0)
    // The cut or rounded power makes the product wrong by less than one in `middle`.
    if !PowersOfTen.exactRange.contains(power), middle &+ 2 < 4 { return nil }
    // How many bits of `top` stand behind the point.
    let shift = zeros - exponent - PowersOfTen.binaryExponent(power) - 1
    guard shift >= 4 else { return nil }
    if shift > 64 {
      whole = 0
      half = .less
      isWhole = false
      return
    }
    let behind = shift == 64 ? top : top & (1 << UInt64(shift) - 1)
    let middleBit: UInt64 = 1 << UInt64(shift - 1)
    whole = shift == 64 ? 0 : top >> UInt64(shift)
    isWhole = behind | middle | low == 0
    if behind != middleBit {
      half = behind < middleBit ? .less : .more
    } else {
      half = middle | low == 0 ? .equal : .more
    }
  }

  /// The whole part without its last digits, rounded to the nearest, halves to the even one.
  @inline(__always)
  func rounded(dropping digits: Int) -> UInt64 {
    let kept: UInt64
    let isUp: Bool
    if digits == 0 {
      kept = whole
      isUp = half == .more || half == .equal && kept & 1 == 1
    } else {
      let divisor = PowersOfTen.small[digits]
      let (quotient, rest) = whole.quotientAndRemainder(dividingBy: divisor)
      let middle = divisor >> 1
      kept = quotient
      isUp = rest > middle || rest == middle && (!isWhole || kept & 1 == 1)
    }
    return isUp ? kept + 1 : kept
  }
}
