/// A number as all its decimal digits, for the rare cases that 128 bits cannot decide.
///
/// Halving and doubling the digits, exactly, turns a binary number into decimals and back: the method of Go's
/// `strconv`, after Ken Thompson. Ties go to the even neighbour.
struct LongDecimal {
  /// The digits, 0 to 9, without zeros at either end.
  private(set) var digits: [UInt8] = []
  /// The value is 0.d₁d₂d₃… × 10^point.
  private(set) var point = 0
  /// True when non-zero digits were left out on the right.
  private var isCut = false
  // The longest number in 64 bits has 767 digits, and so has the middle between two of them one more.
  private static let mostDigits = 800

  /// The digits of a number in text, which is known to have a number's form; a sign is passed over.
  init(_ text: UnsafeBufferPointer<UInt8>, mark: UInt8) {
    var hasPoint = false
    for (place, byte) in text.enumerated() {
      if case let digit = byte &- 48, digit <= 9 {
        if !digits.isEmpty || digit != 0 {
          if digits.count < Self.mostDigits {
            digits.append(digit)
          } else if digit != 0 {
            isCut = true
          }
          if !hasPoint { point += 1 }
        } else if hasPoint {
          point -= 1
        }
      } else if byte == mark {
        hasPoint = true
      } else if byte | 32 == UInt8(ascii: "e") {
        point += Self.exponent(text, from: place + 1)
        break
      }
    }
    trim()
  }

  /// The exponent that stands from a place to the end; one too large for any number is cut to a million.
  static func exponent(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var exponent = 0
    for byte in text[start...] {
      if case let digit = byte &- 48, digit <= 9 {
        exponent = min(exponent * 10 + Int(digit), 999_999)
      }
    }
    return start < text.count && text[start] == UInt8(ascii: "-") ? -exponent : exponent
  }

  /// The digits of a finite number without its sign.
  init(_ value: Double) {
    let (significand, exponent) = value.parts
    var rest = significand
    while rest > 0 {
      digits.append(UInt8(rest % 10))
      rest /= 10
    }
    digits.reverse()
    point = digits.count
    trim()
    if exponent < 0 { halve(-exponent) }
    var left = exponent
    while left > 0 {
      double(min(left, 58))
      left -= 58
    }
  }

  /// Keeps so many digits, none of them at the least, and rounds the last of them by the rest.
  mutating func round(to count: Int) {
    guard count < digits.count else { return }
    guard count >= 0 else {
      digits = []
      return
    }
    let isHalf = digits[count] == 5 && count + 1 == digits.count && !isCut
    let isUp = isHalf ? count > 0 && digits[count - 1] & 1 == 1 : digits[count] >= 5
    digits.removeLast(digits.count - count)
    isCut = false
    if isUp {
      while digits.last == 9 { digits.removeLast() }
      if digits.isEmpty {
        digits = [1]
        point += 1
      } else {
        digits[digits.count - 1] += 1
      }
    }
    trim()
  }

  /// The nearest number; infinity beyond the largest.
  consuming func nearest() -> Double {
    if digits.isEmpty || point < -330 { return 0 }
    if point > 310 { return .infinity }
    let steps = [1, 3, 6, 9, 13, 16, 19, 23, 26]
    var exponent = 0
    while point > 0 {
      let shift = point >= steps.count ? 27 : steps[point]
      halve(shift)
      exponent += shift
    }
    while point < 0 || point == 0 && digits[0] < 5 {
      let shift = -point >= steps.count ? 27 : steps[-point]
      double(shift)
      exponent -= shift
    }
    exponent -= 1
    if exponent < -1022 {
      halve(-1022 - exponent)
      exponent = -1022
    }
    if exponent > 1023 { return .infinity }
    double(53)
    var mantissa = wholePart()
    if mantissa == 1 << 53 {
      mantissa >>= 1
      exponent += 1
      if exponent > 1023 { return .infinity }
    }
    let field = mantissa < 1 << 52 ? 0 : UInt64(exponent + 1023)
    return Double(bitPattern: field << 52 | mantissa & (1 << 52 - 1))
  }

  private mutating func trim() {
    while digits.last == 0 { digits.removeLast() }
  }

  /// Divides by 2^shift.
  private mutating func halve(_ shift: Int) {
    var left = shift
    while left > 0, !digits.isEmpty {
      let now = min(left, 58)
      halveOnce(now)
      left -= now
    }
  }

  private mutating func halveOnce(_ shift: Int) {
    var result: [UInt8] = []
    result.reserveCapacity(min(digits.count + shift, Self.mostDigits))
    var value: UInt64 = 0
    var index = 0
    var whole = 0
    while value >> UInt64(shift) == 0 {
      value = value * 10 + (index < digits.count ? UInt64(digits[index]) : 0)
      index += 1
      whole += 1
    }
    point -= whole - 1
    let mask: UInt64 = 1 << UInt64(shift) - 1
    while index < digits.count || value != 0 {
      let digit = UInt8(value >> UInt64(shift))
      value = (value & mask) * 10
      if index < digits.count { value += UInt64(digits[index]) }
      index += 1
      if result.count < Self.mostDigits {
        result.append(digit)
      } else {
        if digit != 0 { isCut = true }
        if index > digits.count {
          isCut = isCut || value != 0
          break
        }
      }
    }
    digits = result
    trim()
  }

  /// Multiplies by 2^shift, at most 58.
  private mutating func double(_ shift: Int) {
    var carry: UInt64 = 0
    for index in digits.indices.reversed() {
      let value = UInt64(digits[index]) << UInt64(shift) + carry
      carry = value / 10
      digits[index] = UInt8(value - carry * 10)
    }
    var front: [UInt8] = []
    while carry > 0 {
      front.append(UInt8(carry % 10))
      carry /= 10
    }
    point += front.count
    front.reverse()
    digits = front + digits
    while digits.count > Self.mostDigits {
      if digits.removeLast() != 0 { isCut = true }
    }
    trim()
  }

  /// The digits before the point as a whole number, rounded to the nearest, ties to even.
  private func wholePart() -> UInt64 {
    var value: UInt64 = 0
    for index in 0..<max(0, point) {
      value = value &* 10 &+ (index < digits.count ? UInt64(digits[index]) : 0)
    }
    guard point >= 0, point < digits.count else { return value }
    let isHalf = digits[point] == 5 && point + 1 == digits.count && !isCut
    if isHalf ? value & 1 == 1 : digits[point] >= 5 { value += 1 }
    return value
  }
}

extension Double {
  /// A finite number without its sign as significand × 2^exponent, the significand below 2^53.
  @inline(__always) var parts: (significand: UInt64, exponent: Int) {
    let fraction = bitPattern & (1 << 52 - 1)
    let field = Int(bitPattern >> 52 & 0x7FF)
    return field == 0 ? (fraction, -1074) : (fraction | 1 << 52, field - 1075)
  }
}
