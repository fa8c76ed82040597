/// A date, or a date with a time of day, without a time zone.
///
/// `raw` is milliseconds since 1970-01-01 00:00, doubled, plus one when there is a time of day; so
/// comparing `raw` compares moments, and a plain date and midnight differ only in how they are shown.
public struct DateValue: Sendable, Hashable, Comparable {
  /// The moment and whether it has a time of day, as described above.
  public var raw: Int64

  /// Makes a date from its raw form.
  public init(raw: Int64) { self.raw = raw }

  /// Compares two moments.
  public static func < (left: DateValue, right: DateValue) -> Bool { left.raw < right.raw }
}
