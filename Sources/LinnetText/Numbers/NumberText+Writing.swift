/// Digits put into bytes, with a point wherever the machine would have a comma.
extension NumberText {
  /// Adds a number with the fewest of 15, 16 and 17 digits that read back as the same number.
  ///
  /// `1e+20` and `1e-07` have their exponents as C's `%g` writes them; endless numbers are `inf` and `-inf`.
  public static func appendExact(_ value: Double, to bytes: inout [UInt8]) {
    guard value.isFinite else {
      bytes.append(contentsOf: (value.isNaN ? "nan" : value < 0 ? "-inf" : "inf").utf8)
      return
    }
    let digits = DecimalDigits(exactly: value)
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: room) { buffer in
      let count = write(digits, isNegative: value.sign == .minus, isTidy: false, into: buffer)
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[0..<count]))
    }
  }

  /// Adds a number with exactly so many digits behind the point, from 0 to 100.
  ///
  /// As C's `%.*f` does it: the exact binary value decides, and endless numbers are `inf` and `-inf`.
  public static func appendFixed(_ value: Double, places: Int, to bytes: inout [UInt8]) {
    guard value.isFinite else {
      bytes.append(contentsOf: (value.isNaN ? "nan" : value < 0 ? "-inf" : "inf").utf8)
      return
    }
    if value.sign == .minus { bytes.append(UInt8(ascii: "-")) }
    guard value != 0, let scaled = ScaledNumber(value, power: places) else {
      appendLong(value, places: places, to: &bytes)
      return
    }
    let whole = scaled.rounded(dropping: 0)
    let room = max(places, 20) + 2
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: room) { buffer in
      // From the last digit to the first.
      var rest = whole
      var start = room
      var written = 0
      while rest > 0 || written <= places {
        if written == places, places > 0 {
          start -= 1
          buffer[start] = UInt8(ascii: ".")
        }
        start -= 1
        buffer[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
        written += 1
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[start..<room]))
    }
  }

  /// The same for numbers with more digits than 60 bits hold.
  private static func appendLong(_ value: Double, places: Int, to bytes: inout [UInt8]) {
    var long = LongDecimal(value)
    long.round(to: long.point + places)
    // A place before the point counts from 1, one behind it from 0 down.
    var place = max(long.point, 1)
    while place > -places {
      if place == 0 { bytes.append(UInt8(ascii: ".")) }
      let index = long.point - place
      let digit = long.digits.indices.contains(index) ? long.digits[index] : 0
      bytes.append(UInt8(ascii: "0") + digit)
      place -= 1
    }
  }

  /// A number with up to so many significant digits, from 1 to 17, zeros at the end left out.
  ///
  /// The exponent has no plus and no leading zeros.
  static func general(_ value: Double, digits: Int) -> String {
    let digits = DecimalDigits(value, count: min(max(digits, 1), 17))
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: room) { buffer in
      let count = write(digits, isNegative: value.sign == .minus, isTidy: true, into: buffer)
      return String(decoding: UnsafeBufferPointer(rebasing: buffer[0..<count]), as: UTF8.self)
    }
  }

  /// A sign, 17 digits, a point and four zeros before them or an exponent behind them.
  private static let room = 32

  /// Writes digits in the form of C's `%g` and tells how many bytes that takes.
  ///
  /// A tidy exponent has no plus and no leading zeros: `6e23`, not `6e+23`.
  private static func write(
    _ number: DecimalDigits, isNegative: Bool, isTidy: Bool,
    into buffer: UnsafeMutableBufferPointer<UInt8>
  ) -> Int {
    let exponent = number.exponent
    let isScientific = exponent < -4 || exponent >= number.count
    var rest = number.digits
    var count = number.count
    while count > 1, case (let shorter, let last) = rest.quotientAndRemainder(dividingBy: 10),
      last == 0
    {
      rest = shorter
      count -= 1
    }
    var end = 0
    func put(_ byte: UInt8) {
      buffer[end] = byte
      end += 1
    }
    if isNegative { put(UInt8(ascii: "-")) }
    if !isScientific, exponent < 0 {
      put(UInt8(ascii: "0"))
      put(UInt8(ascii: "."))
      for _ in 0..<(-exponent - 1) { put(UInt8(ascii: "0")) }
    }
    // Where the point stands among the digits; none is needed behind the last.
    let before = isScientific ? 1 : exponent < 0 ? count : exponent + 1
    let hasPoint = before < count
    let start = end
    end += count + (hasPoint ? 1 : 0)
    var place = end
    for index in stride(from: count - 1, through: 0, by: -1) {
      place -= 1
      buffer[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
      if hasPoint, index == before, place > start {
        place -= 1
        buffer[place] = UInt8(ascii: ".")
      }
    }
    if !isScientific {
      for _ in 0..<max(0, before - count) { put(UInt8(ascii: "0")) }
      return end
    }
    put(UInt8(ascii: "e"))
    if exponent < 0 { put(UInt8(ascii: "-")) } else if !isTidy { put(UInt8(ascii: "+")) }
    let size = exponent.magnitude
    if size >= 100 { put(UInt8(ascii: "0") + UInt8(size / 100)) }
    if size >= 10 || !isTidy { put(UInt8(ascii: "0") + UInt8(size / 10 % 10)) }
    put(UInt8(ascii: "0") + UInt8(size % 10))
    return end
  }
}
