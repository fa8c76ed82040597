/// The usual numbers without C's exact arithmetic, which takes most of the time of a text of decimals.
extension NumberText {
  /// A number from 0.0001 up to ten thousand million with ten significant digits.
  ///
  /// It is what `general` gives. Nil stands for other numbers, and for those whose last digit lies so near
  /// a half that only exact arithmetic can tell: one multiplication by a power of ten that is exact is off
  /// by half a last place at most, which is less than a hundred-thousandth of the tenth digit.
  static func quick(_ value: Double) -> String? {
    let size = value.magnitude
    guard size >= 1e-4, size < 1e10 else { return nil }
    // The power of ten of the first digit.
    var exponent = -4
    var next = 1e-3
    if size >= 1 {
      exponent = 0
      next = 10
    }
    while size >= next {
      exponent += 1
      next *= 10
    }
    var places = 9 - exponent
    let scaled = size * powerOfTen(places)
    let whole = scaled.rounded(.down)
    let rest = scaled - whole
    // Where the first digit was guessed wrong there are not ten of them.
    guard (rest - 0.5).magnitude > 1e-4, whole >= 1e9, whole < 9_999_999_999 else { return nil }
    var digits = UInt64(whole) + (rest > 0.5 ? 1 : 0)
    while places > 0, digits % 10 == 0 {
      digits /= 10
      places -= 1
    }
    return written(digits, places: places, isNegative: value < 0)
  }

  /// A number of at most ten digits with the last `places` of them, at most 13, behind the point.
  private static func written(_ digits: UInt64, places: Int, isNegative: Bool) -> String {
    let room = 24
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: room) { bytes in
      // From the last digit to the first.
      var digits = digits
      var start = room
      var written = 0
      while digits > 0 || written <= places {
        if written == places, places > 0 {
          start -= 1
          bytes[start] = UInt8(ascii: ".")
        }
        start -= 1
        bytes[start] = UInt8(ascii: "0") + UInt8(digits % 10)
        digits /= 10
        written += 1
      }
      if isNegative {
        start -= 1
        bytes[start] = UInt8(ascii: "-")
      }
      return String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<room]), as: UTF8.self)
    }
  }
}
