/// Numbers as people write them.
///
///     NumberText.shown(0.1 + 0.2)        // 0.3
///     NumberText.shown(6.02214076e23)    // 6.02214076e23
///     NumberText.fixed(91.2, digits: 2)  // 91.20
public enum NumberText {
  /// A number with up to `digits` significant digits; whole numbers up to 2^53, which are exact, in full.
  ///
  /// Exponents carry no plus and no leading zeros. Infinite is `infinity`; a gap (NaN) is `missing`.
  public static func shown(_ value: Double, digits: Int = 10) -> String {
    if value.isNaN { return "missing" }
    if value.isInfinite { return value < 0 ? "-infinity" : "infinity" }
    if value.magnitude <= 0x1p53, value == value.rounded(.towardZero) {
      return "\(Int64(value))"
    }
    return general(value, digits: digits)
  }

  /// A whole number in full: it is exact, and so is what is shown.
  public static func shown(_ value: Int64) -> String { "\(value)" }

  /// A number with exactly `digits` digits after the point, halves rounded away from zero.
  ///
  /// `digits` is kept between 0 and 100.
  public static func fixed(_ value: Double, digits: Int) -> String {
    if !value.isFinite { return shown(value) }
    let digits = min(max(digits, 0), 100)
    let rounded = digits <= 15 && value.magnitude < 1e15 ? rounding(value, digits: digits) : value
    var bytes: [UInt8] = []
    appendFixed(rounded, places: digits, to: &bytes)
    let isZero = bytes.allSatisfy { $0 == 0x30 || $0 == 0x2E || $0 == 0x2D }
    if isZero, bytes.first == UInt8(ascii: "-") { bytes.removeFirst() }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A number with `digits` significant digits, the last of them shown also when it is 0.
  ///
  /// Very large and very small numbers have an exponent.
  public static func significant(_ value: Double, digits: Int) -> String {
    let digits = min(max(digits, 1), 17)
    guard value.isFinite, value != 0 else { return shown(value) }
    var places = digits - 1 - exponent(of: value)
    let rounded = rounding(value, digits: places)
    // 9.99 with two digits is 10, not 10.0.
    places = digits - 1 - exponent(of: rounded)
    guard rounded.magnitude < 1e15, places <= digits + 6 else {
      return general(value, digits: digits)
    }
    return places > 0 ? fixed(rounded, digits: places) : shown(rounded)
  }

  /// The power of ten of the first digit.
  private static func exponent(of value: Double) -> Int {
    guard value != 0, value.isFinite else { return 0 }
    var exponent = DecimalDigits.leastExponent(value)
    // The number nearest to a power of ten counts as that power, though it may lie a little below.
    if exponent < 300, exponent > -300 {
      let next = exponent + 1
      let above = next >= 0 ? powerOfTen(next) : 1 / powerOfTen(-next)
      if value.magnitude >= above { exponent += 1 }
      let own = exponent >= 0 ? powerOfTen(exponent) : 1 / powerOfTen(-exponent)
      if value.magnitude < own { exponent -= 1 }
    }
    return exponent
  }

  /// A number rounded to `digits` digits after the point, halves away from zero.
  ///
  /// A number that is shown as a half counts as a half: 2.675 gives 2.68 although its binary form lies
  /// a little below. Negative `digits` round to tens, hundreds, ….
  public static func rounding(_ value: Double, digits: Int) -> Double {
    guard value.isFinite else { return value }
    if digits == 0 { return roundingHalves(value) }
    if digits > 300 { return value }
    if digits < 0 {
      guard digits >= -308 else { return 0 }
      let scale = powerOfTen(-digits)
      return roundingHalves(value / scale) * scale
    }
    let scale = powerOfTen(digits)
    let scaled = value * scale
    // Where the digits asked for lie below what a number can hold there is nothing to round.
    guard scaled.magnitude < 0x1p52 else { return value }
    return roundingHalves(scaled) / scale
  }

  /// Ten to a power from 0 to 308, the nearest number there is.
  public static func powerOfTen(_ power: Int) -> Double {
    DecimalReader.shared.nearest(1, power: max(power, 0))
  }

  private static func roundingHalves(_ value: Double) -> Double {
    let whole = value.rounded(.towardZero)
    let rest = (value - whole).magnitude
    if (rest - 0.5).magnitude <= value.ulp {
      return whole + (value < 0 ? -1 : 1)
    }
    return value.rounded(.toNearestOrAwayFromZero)
  }
}
