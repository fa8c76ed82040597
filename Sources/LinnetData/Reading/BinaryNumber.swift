import LinnetText

/// Numbers that Parquet and Arrow write in unusual ways.
enum BinaryNumber {
  /// A whole number with its last `scale` digits behind the point, correctly rounded.
  ///
  /// Below zero, the scale is the number of zeros behind it.
  static func decimal(_ number: Int64, scale: Int) -> Double {
    if scale == 0 { return Double(number) }
    let size = DecimalReader.shared.nearest(number.magnitude, power: -scale)
    guard size.isFinite else { return .nan }
    return number < 0 ? -size : size
  }

  /// The same of a number in any number of bytes, the highest first.
  static func decimal(_ start: UnsafePointer<UInt8>, _ count: Int, scale: Int) -> Double {
    guard count > 0 else { return .nan }
    if count <= 8 {
      var number = Int64(Int8(bitPattern: start[0]))
      for place in 1..<count { number = number << 8 | Int64(start[place]) }
      return decimal(number, scale: scale)
    }
    // No number of such a file is longer than 38 digits or so.
    guard count <= 128 else { return .nan }
    var bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let isNegative = bytes[0] >= 0x80
    if isNegative {
      var carry: UInt16 = 1
      for place in bytes.indices.reversed() {
        carry += UInt16(~bytes[place])
        bytes[place] = UInt8(truncatingIfNeeded: carry)
        carry >>= 8
      }
    }
    // From the last digit to the first.
    var digits: [UInt8] = []
    while bytes.contains(where: { $0 != 0 }) {
      var rest = 0
      for place in bytes.indices {
        let number = rest << 8 | Int(bytes[place])
        bytes[place] = UInt8(number / 10)
        rest = number % 10
      }
      digits.append(UInt8(ascii: "0") + UInt8(rest))
    }
    if digits.isEmpty { return 0 }
    if isNegative { digits.append(UInt8(ascii: "-")) }
    digits.reverse()
    digits += "e\(-scale)".utf8
    return DecimalReader.shared.number(digits) ?? .nan
  }

  /// A number in 16 bits.
  static func half(_ bits: UInt16) -> Double {
    let exponent = Int(bits >> 10 & 31)
    let fraction = Double(bits & 1023)
    let size: Double =
      switch exponent {
      case 0: fraction * 0x1p-24
      case 31: fraction == 0 ? .infinity : .nan
      default:
        Double(
          sign: .plus, exponent: exponent - 15, significand: 1 + fraction / 1024)
      }
    return bits >> 15 == 1 ? -size : size
  }
}
