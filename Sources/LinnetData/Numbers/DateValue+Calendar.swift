/// Days, months and times of day, in the Gregorian calendar carried back to the year 1.
extension DateValue {
  /// The parts of a date as people name them.
  public struct Parts: Sendable, Equatable {
    /// The year, 1 to 9999.
    public var year: Int
    /// The month, 1 to 12.
    public var month: Int
    /// The day of the month, from 1.
    public var day: Int
    /// The hour, 0 to 23.
    public var hour = 0
    /// The minute, 0 to 59.
    public var minute = 0
    /// The second, 0 to 59.
    public var second = 0
    /// Thousandths of a second, 0 to 999.
    public var millisecond = 0

    /// Makes the parts of a day, with a time of day of midnight.
    public init(year: Int, month: Int, day: Int) {
      self.year = year
      self.month = month
      self.day = day
    }
  }

  /// Milliseconds since 1970-01-01 00:00.
  public var milliseconds: Int64 { raw >> 1 }
  /// True when it has a time of day.
  public var hasTime: Bool { raw & 1 == 1 }

  /// The first moment there is: 0001-01-01.
  public static let earliest: Int64 = days(year: 1, month: 1, day: 1) * dayLength
  /// The moment just after the last there is: 10000-01-01.
  public static let end: Int64 = days(year: 10_000, month: 1, day: 1) * dayLength
  /// Milliseconds in a day.
  public static let dayLength: Int64 = 86_400_000

  /// A date from milliseconds since 1970; nil outside the years 1 to 9999.
  public init?(milliseconds: Int64, hasTime: Bool) {
    guard milliseconds >= Self.earliest, milliseconds < Self.end else { return nil }
    raw = milliseconds << 1 | (hasTime ? 1 : 0)
  }

  /// A date from its parts; nil when there is no such day or time.
  public init?(_ parts: Parts, hasTime: Bool) {
    guard (1...9999).contains(parts.year), (1...12).contains(parts.month), parts.day >= 1,
      parts.day <= Self.length(ofMonth: parts.month, year: parts.year),
      (0...23).contains(parts.hour), (0...59).contains(parts.minute),
      (0...59).contains(parts.second), (0...999).contains(parts.millisecond)
    else { return nil }
    let day = Self.days(year: parts.year, month: parts.month, day: parts.day)
    let seconds = Int64(parts.hour * 3600 + parts.minute * 60 + parts.second)
    self.init(
      milliseconds: day * Self.dayLength + seconds * 1000 + Int64(parts.millisecond),
      hasTime: hasTime)
  }

  /// The date taken apart.
  public var parts: Parts {
    let day = Self.floorDivide(milliseconds, Self.dayLength)
    let rest = Int(milliseconds - day * Self.dayLength)
    var parts = Self.civil(day)
    parts.hour = rest / 3_600_000
    parts.minute = rest / 60_000 % 60
    parts.second = rest / 1000 % 60
    parts.millisecond = rest % 1000
    return parts
  }

  /// The day of the week: 1 for Monday to 7 for Sunday.
  public var weekday: Int {
    let day = Self.floorDivide(milliseconds, Self.dayLength)
    // 1970-01-01 was a Thursday.
    return Int(((day + 3) % 7 + 7) % 7) + 1
  }

  /// The number of days in a month.
  public static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// True when the year has a 29th of February.
  public static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  /// The date some days later; a part of a day gives it a time of day.
  ///
  /// Nil outside the calendar.
  public func adding(days: Double) -> DateValue? {
    let shift = (days * Double(Self.dayLength)).rounded()
    guard shift.magnitude < 1e15 else { return nil }
    let moment = milliseconds + Int64(shift)
    return DateValue(
      milliseconds: moment, hasTime: hasTime || Int64(shift) % Self.dayLength != 0)
  }

  /// The date some months later, on the last day of a month that is too short; its time of day stays.
  ///
  /// Nil outside the calendar.
  public func adding(months: Int) -> DateValue? {
    guard months.magnitude < 200_000 else { return nil }
    var parts = parts
    let total = parts.year * 12 + parts.month - 1 + months
    guard total >= 12, total < 120_000 else { return nil }
    parts.year = total / 12
    parts.month = total % 12 + 1
    parts.day = min(parts.day, Self.length(ofMonth: parts.month, year: parts.year))
    return DateValue(parts, hasTime: hasTime)
  }

  /// The days from another date to this one.
  public func days(since other: DateValue) -> Double {
    Double(milliseconds - other.milliseconds) / Double(Self.dayLength)
  }

  /// Days since 1970-01-01.
  ///
  /// Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", 2013.
  static func days(year: Int, month: Int, day: Int) -> Int64 {
    let year = Int64(month <= 2 ? year - 1 : year)
    let era = floorDivide(year, 400)
    let yearOfEra = year - era * 400
    let shifted = Int64(month > 2 ? month - 3 : month + 9)
    let dayOfYear = (153 * shifted + 2) / 5 + Int64(day) - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func civil(_ days: Int64) -> Parts {
    let shifted = days + 719_468
    let era = floorDivide(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let isEarly = month >= 10
    return Parts(
      year: Int(yearOfEra + era * 400) + (isEarly ? 1 : 0),
      month: Int(isEarly ? month - 9 : month + 3),
      day: Int(dayOfYear - (153 * month + 2) / 5) + 1)
  }

  private static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
    let quotient = value / divisor
    return value % divisor < 0 ? quotient - 1 : quotient
  }
}
