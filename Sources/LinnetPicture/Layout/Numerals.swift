import CLinnetKernels
import LinnetText

/// Numbers as they are written on axes and in captions: a true minus, thin spaces between thousands.
enum Numerals {
  /// The minus sign of mathematics.
  static let minus = "\u{2212}"
  /// The space between groups of three digits.
  static let groupSpace = "\u{2009}"

  /// A number with a fixed number of places after the point, grouped: `12 345.60`.
  static func fixed(_ value: Double, places: Int) -> String {
    guard value.isFinite else { return value.isNaN ? "?" : (value < 0 ? minus + "∞" : "∞") }
    if abs(value) >= 1e15 { return power(value, digits: 6) }
    let bytes = written(value, places: max(0, min(places, 20)))
    return grouped(bytes)
  }

  /// A whole number of things, grouped.
  static func count(_ value: Int) -> String { grouped(Array(String(value).utf8)) }

  /// A number with up to so many significant digits, zeros at the end left out.
  static func significant(_ value: Double, digits: Int = 6) -> String {
    guard value.isFinite, value != 0 else { return fixed(value, places: 0) }
    let size = abs(value)
    if size >= 1e15 || size < 1e-4 { return power(value, digits: digits) }
    let exponent = Int(linnet_log10(size).rounded(.down))
    if size >= 1e6 { return fixed(value, places: 0) }
    return grouped(trimmed(written(value, places: max(0, digits - 1 - exponent))))
  }

  /// `6.02×10²³`.
  static func power(_ value: Double, digits: Int) -> String {
    guard value.isFinite, value != 0 else { return fixed(value, places: 0) }
    var exponent = Int(linnet_log10(abs(value)).rounded(.down))
    // In two steps, because a power of ten below 1e-308 is no number.
    let half = exponent / 2
    var mantissa = value / linnet_pow(10, Double(half)) / linnet_pow(10, Double(exponent - half))
    if abs(mantissa) >= 9.9999995 {
      mantissa /= 10
      exponent += 1
    }
    let front = grouped(trimmed(written(mantissa, places: max(0, digits - 1))))
    return front + "×10" + superscript(exponent)
  }

  /// A whole number in raised digits: `−3` gives `⁻³`.
  static func superscript(_ number: Int) -> String {
    var result = ""
    for byte in String(number).utf8 {
      switch byte {
      case UInt8(ascii: "-"): result += "⁻"
      case UInt8(ascii: "1"): result += "¹"
      case UInt8(ascii: "2"): result += "²"
      case UInt8(ascii: "3"): result += "³"
      default:
        let raised = Unicode.Scalar(0x2070 + UInt32(byte) - 48) ?? "?"
        result.unicodeScalars.append(raised)
      }
    }
    return result
  }

  /// The digits with a point, without a minus before zero.
  private static func written(_ value: Double, places: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    NumberText.appendFixed(value, places: places, to: &bytes)
    if bytes.first == UInt8(ascii: "-"),
      !bytes.contains(where: { $0 >= UInt8(ascii: "1") && $0 <= UInt8(ascii: "9") })
    {
      return Array(bytes.dropFirst())
    }
    return bytes
  }

  private static func trimmed(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(UInt8(ascii: ".")) else { return bytes }
    var end = bytes.count
    while end > 0, bytes[end - 1] == UInt8(ascii: "0") { end -= 1 }
    if end > 0, bytes[end - 1] == UInt8(ascii: ".") { end -= 1 }
    return Array(bytes[..<end])
  }

  /// Digits with a true minus, and thin spaces from five digits before the point on.
  private static func grouped(_ bytes: [UInt8]) -> String {
    var result: [UInt8] = []
    var digits = bytes[...]
    if digits.first == UInt8(ascii: "-") {
      result += minus.utf8
      digits = digits.dropFirst()
    }
    let point = digits.firstIndex(of: UInt8(ascii: ".")) ?? digits.endIndex
    DigitGrouping.append(digits[..<point], separator: groupSpace, to: &result)
    result += digits[point...]
    return String(decoding: result, as: UTF8.self)
  }
}
