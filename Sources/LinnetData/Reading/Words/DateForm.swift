/// A way of writing dates.
///
/// The raw value is the place in a tally.
enum DateForm: Int, CaseIterable {
  /// `2024-02-01`, also with a time of day.
  case iso
  /// `2024/2/1`, `2024.02.01` and ISO with one-digit months and days.
  case yearFirst
  /// `1.2.2024`: with points the day comes first.
  case dayPoints
  /// `13/02/2024` or `13-02-2024`.
  case dayFirst
  /// `02/13/2024`.
  case monthFirst
  /// `1 Feb 2024`, `Feb 1, 2024`, `01-Feb-2024`.
  case named
  /// `Feb 2024`, `Feb-24`, `2024 Feb`.
  case namedMonth
  /// `2024-02`.
  case yearMonth
}
