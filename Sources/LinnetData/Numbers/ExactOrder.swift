/// Comparing whole numbers beyond 2^53 exactly, with each other and with decimals.
///
/// A decimal holds whole numbers only to 2^53; turning a longer one into a decimal makes it equal to its
/// neighbours. Whatever compares without calculating asks here.
public enum ExactOrder {
  /// The size from which on a whole number may not be a decimal.
  static let limit: UInt64 = 1 << 53

  /// -1, 0 or 1 as a whole number is less than, equal to or greater than a decimal; nil for NaN.
  public static func order(_ whole: Int64, _ decimal: Double) -> Int? {
    if decimal != decimal { return nil }
    if decimal >= 0x1p63 { return -1 }
    if decimal < -0x1p63 { return 1 }
    let down = decimal.rounded(.down)
    let other = Int64(down)
    if whole != other { return whole < other ? -1 : 1 }
    return decimal > down ? -1 : 0
  }

  /// True when a whole number has no decimal of its own.
  public static func isLong(_ whole: Int64) -> Bool { whole.magnitude > limit }
}

extension Comparison {
  /// The answer where the sides are in an order: -1, 0 or 1.
  func holds(order: Int) -> Bool { holds(order, 0) }
}

extension Column {
  /// True for whole numbers of which some are longer than decimals can tell apart.
  var hasLongWholes: Bool {
    guard case .whole(let values) = storage else { return false }
    var union: UInt64 = 0
    for value in values where value != .min { union |= value.magnitude }
    guard union > ExactOrder.limit else { return false }
    return values.contains { $0 != .min && ExactOrder.isLong($0) }
  }
}

/// The numbers of one side of a comparison, whole ones exact.
enum ExactNumbers {
  case wholes([Int64])
  case decimals([Double])
  case whole(Int64)
  case decimal(Double)

  /// The number in a row; nil for a gap.
  @inline(__always)
  func number(_ row: Int) -> (whole: Int64, decimal: Double, isWhole: Bool)? {
    switch self {
    case .wholes(let values): return values[row] == .min ? nil : (values[row], 0, true)
    case .decimals(let values): return values[row] != values[row] ? nil : (0, values[row], false)
    case .whole(let value): return (value, 0, true)
    case .decimal(let value): return value != value ? nil : (0, value, false)
    }
  }

  /// -1, 0 or 1 as the number in a row is less than, equal to or greater than another's; nil for a gap.
  @inline(__always)
  func order(_ row: Int, _ other: ExactNumbers) -> Int? {
    guard let a = number(row), let b = other.number(row) else { return nil }
    switch (a.isWhole, b.isWhole) {
    case (true, true): return a.whole < b.whole ? -1 : a.whole > b.whole ? 1 : 0
    case (false, false): return a.decimal < b.decimal ? -1 : a.decimal > b.decimal ? 1 : 0
    case (true, false): return ExactOrder.order(a.whole, b.decimal)
    case (false, true): return ExactOrder.order(b.whole, a.decimal).map { -$0 }
    }
  }
}
