import CLinnetKernels
import LinnetText

/// Measurements as people write them: `91.2 ± 0.3`.
extension Measurement {
  /// The measurement as shown.
  public var shown: String { Self.shown(value: value, error: error) }

  /// A number with its error: the error to two significant digits, the number to the same place.
  ///
  /// Zeros at the end after the point are left out, so `10 ± 3` stays. Very large and very small
  /// numbers share one exponent: `(1.602 ± 0.003)e-19`.
  public static func shown(value: Double, error: Double) -> String {
    if value.isNaN { return "missing" }
    guard error > 0, error.isFinite, value.isFinite else {
      return NumberText.shown(value) + " ± " + (error.isNaN ? "missing" : NumberText.shown(error))
    }
    let size = max(value.magnitude, error)
    let exponent = decimalExponent(size)
    if exponent >= 15 || exponent < -5 {
      let scale = power(exponent)
      let inside = plain(value / scale, error / scale)
      return "(\(inside))e\(exponent)"
    }
    return plain(value, error)
  }

  private static func plain(_ value: Double, _ error: Double) -> String {
    // After rounding 0.0996 to two digits it is 0.10, one place further left.
    var places = 1 - decimalExponent(error)
    if decimalExponent(NumberText.rounding(error, digits: places)) > 1 - places { places -= 1 }
    // No more digits than a number has.
    places = min(places, 15 - max(decimalExponent(max(value.magnitude, error)), 0))
    let digits = max(places, 0)
    return trimmed(value, places, digits) + " ± " + trimmed(error, places, digits)
  }

  private static func trimmed(_ value: Double, _ places: Int, _ digits: Int) -> String {
    let text = NumberText.fixed(NumberText.rounding(value, digits: places), digits: digits)
    guard digits > 0 else { return text }
    var bytes = Array(text.utf8)
    while bytes.last == UInt8(ascii: "0") { bytes.removeLast() }
    if bytes.last == UInt8(ascii: ".") { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func decimalExponent(_ value: Double) -> Int {
    guard value > 0, value.isFinite else { return 0 }
    var exponent = Int(linnet_log10(value).rounded(.down))
    // The logarithm may be off by one beside a power of ten.
    if value >= power(exponent + 1) { exponent += 1 }
    if value < power(exponent) { exponent -= 1 }
    return exponent
  }

  private static func power(_ exponent: Int) -> Double {
    exponent >= 0
      ? NumberText.powerOfTen(exponent) : 1 / NumberText.powerOfTen(min(-exponent, 308))
  }
}
