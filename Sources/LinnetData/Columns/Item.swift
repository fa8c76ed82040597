/// One value of a column, taken out of it.
public indirect enum Item: Sendable {
  /// A gap.
  case missing
  /// A whole number.
  case whole(Int64)
  /// Any other number; never NaN.
  case decimal(Double)
  /// True or false.
  case truth(Bool)
  /// A text.
  case text(String)
  /// A date, perhaps with a time of day.
  case date(DateValue)
  /// A four-vector.
  case vector(FourVector)
  /// A list, as a column of its items.
  case list(Column)
  /// A record: one value for each name.
  case record(names: [String], items: [Item])
  /// A number with its uncertainty and what this comes from; without shifts that is not known.
  case measurement(value: Double, error: Double, shifts: [Measurement.Shift] = [])

  /// A decimal number, or `missing` for NaN.
  @inlinable
  public static func number(_ value: Double) -> Item {
    value == value ? .decimal(value) : .missing
  }

  /// The value of a number (whole, decimal) or of a truth as 0 and 1; nil for every other kind.
  public var number: Double? {
    switch self {
    case .whole(let value): Double(value)
    case .decimal(let value): value
    case .truth(let value): value ? 1 : 0
    default: nil
    }
  }

  /// True for a gap.
  public var isMissing: Bool {
    if case .missing = self { return true }
    return false
  }
}
