/// Turns digits into the nearest number, without any library.
///
/// Small cases are exact in one multiplication or division. All others go through exact decimal
/// arithmetic: halving and doubling the digits until the leading bit is in place
/// (the method of Go's `strconv`, after Ken Thompson). Ties go to the even neighbour.
struct DecimalReader {
  private var digits: [UInt8] = []
  /// The value is 0.d₁d₂d₃… × 10^point.
  private var point = 0
  /// True when non-zero digits were left out on the right.
  private var isCut = false
  private static let mostDigits = 800
  private static let small: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  /// Reads a number as a program writes it.
  ///
  /// The text is digits with an optional point and exponent; `_` between digits is skipped.
  /// Returns infinity when the number is too large, and zero when it is too small.
  static func read(_ text: ArraySlice<UInt8>) -> Double {
    var reader = DecimalReader()
    var hasPoint = false
    var exponent = 0
    var mantissa: UInt64 = 0
    var taken = 0
    var scale = 0
    var index = text.startIndex
    scan: while index < text.endIndex {
      let byte = text[index]
      switch byte {
      case 0x30...0x39:
        let digit = byte - 0x30
        if !(reader.digits.isEmpty && digit == 0) {
          if reader.digits.count < mostDigits {
            reader.digits.append(digit)
          } else if digit != 0 {
            reader.isCut = true
          }
          if !hasPoint { reader.point += 1 }
          taken += 1
          if taken <= 19 { mantissa = mantissa &* 10 &+ UInt64(digit) }
        } else if hasPoint {
          reader.point -= 1
        }
        if hasPoint { scale += 1 }
      case 0x2E: hasPoint = true
      case 0x45, 0x65:
        index += 1
        var isNegative = false
        if index < text.endIndex, text[index] == 0x2B || text[index] == 0x2D {
          isNegative = text[index] == 0x2D
          index += 1
        }
        while index < text.endIndex {
          if text[index] != 0x5F { exponent = min(exponent * 10 + Int(text[index]) - 0x30, 99_999) }
          index += 1
        }
        if isNegative { exponent = -exponent }
        break scan
      default: break
      }
      index += 1
    }
    if reader.digits.isEmpty { return 0 }
    let power = exponent - scale
    if taken <= 19, mantissa <= 1 << 53, power >= -22, power <= 22 {
      let value = Double(mantissa)
      return power < 0 ? value / small[-power] : value * small[power]
    }
    reader.point += exponent
    return reader.rounded()
  }

  private mutating func rounded() -> Double {
    trim()
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
    while let last = digits.last, last == 0 { digits.removeLast() }
  }

  /// Divides by 2^shift.
  private mutating func halve(_ shift: Int) {
    var left = shift
    while left > 0 {
      let now = min(left, 58)
      halveOnce(now)
      left -= now
    }
  }

  private mutating func halveOnce(_ shift: Int) {
    var result: [UInt8] = []
    var value: UInt64 = 0
    var index = 0
    var whole = 0
    while value >> shift == 0 {
      if index < digits.count {
        value = value * 10 + UInt64(digits[index])
      } else {
        if value == 0 {
          digits = []
          return
        }
        value *= 10
      }
      index += 1
      whole += 1
    }
    point -= whole - 1
    let mask: UInt64 = 1 << shift - 1
    while index < digits.count || value != 0 {
      let digit = UInt8(value >> shift)
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

  /// Multiplies by 2^shift.
  private mutating func double(_ shift: Int) {
    var carry: UInt64 = 0
    for index in digits.indices.reversed() {
      let value = UInt64(digits[index]) << shift + carry
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
