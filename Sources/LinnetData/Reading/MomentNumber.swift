/// Dates and moments that a file counts from 1970 on, as a column of dates keeps them.
///
/// What lies outside the calendar is a gap.
enum MomentNumber {
  /// A date by its day.
  static func date(days: Int64) -> Int64 {
    let moment = days.multipliedReportingOverflow(by: DateValue.dayLength)
    if moment.overflow { return .min }
    return DateValue(milliseconds: moment.partialValue, hasTime: false)?.raw ?? .min
  }

  /// A date in milliseconds, which has a time of day only where it is no whole number of days.
  static func date(milliseconds: Int64) -> Int64 {
    let hasTime = milliseconds % DateValue.dayLength != 0
    return DateValue(milliseconds: milliseconds, hasTime: hasTime)?.raw ?? .min
  }

  /// A moment in a unit of which a second has 1, 1000 or a multiple of that.
  static func moment(_ number: Int64, perSecond: Int64) -> Int64 {
    var moment = number
    if perSecond == 1 {
      let product = number.multipliedReportingOverflow(by: 1000)
      if product.overflow { return .min }
      moment = product.partialValue
    } else if perSecond > 1000 {
      let divisor = perSecond / 1000
      moment = number / divisor - (number % divisor < 0 ? 1 : 0)
    }
    return DateValue(milliseconds: moment, hasTime: true)?.raw ?? .min
  }
}
