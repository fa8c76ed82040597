/// Reads ISO dates such as `2026-11-22` and `2026-11-22T14:30:05.25Z` from bytes.
enum DateText {
  /// The raw form of `DateValue`, or nil when the bytes are no such date.
  ///
  /// A closing `Z` is read over; another time zone makes it no date, since `DateValue` has none.
  static func read(_ text: UnsafePointer<UInt8>, _ count: Int) -> Int64? {
    guard count >= 10, count <= 32, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
      let year = digits(text, 4), let month = digits(text + 5, 2), let day = digits(text + 8, 2),
      month >= 1, month <= 12, day >= 1, day <= length(month, year)
    else { return nil }
    let midnight = days(year, month, day) * 86_400_000
    if count == 10 { return midnight * 2 }
    var stop = count
    if text[stop - 1] == UInt8(ascii: "Z") { stop -= 1 }
    guard text[10] == UInt8(ascii: "T") || text[10] == 0x20, stop >= 16,
      let hour = digits(text + 11, 2), text[13] == UInt8(ascii: ":"),
      let minute = digits(text + 14, 2), hour <= 23, minute <= 59
    else { return nil }
    var milliseconds = hour * 3_600_000 + minute * 60_000
    if stop > 16 {
      guard stop >= 19, text[16] == UInt8(ascii: ":"), let second = digits(text + 17, 2),
        second <= 59
      else { return nil }
      milliseconds += second * 1000
      if stop > 19 {
        guard stop > 20, text[19] == UInt8(ascii: ".") || text[19] == UInt8(ascii: ",") else {
          return nil
        }
        var scale: Int64 = 100
        for place in 20..<stop {
          guard let digit = digits(text + place, 1) else { return nil }
          milliseconds += digit * scale
          scale /= 10
        }
      }
    }
    return (midnight + milliseconds) * 2 + 1
  }

  private static func digits(_ text: UnsafePointer<UInt8>, _ count: Int) -> Int64? {
    var value: Int64 = 0
    for place in 0..<count {
      let digit = text[place] &- 48
      guard digit <= 9 else { return nil }
      value = value * 10 + Int64(digit)
    }
    return value
  }

  private static func length(_ month: Int64, _ year: Int64) -> Int64 {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }

  /// Days since 1970-01-01 in the Gregorian calendar (Howard Hinnant's `days_from_civil`).
  static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}

extension DateText {
  /// Appends the raw form of a `DateValue` as an ISO date, with the time of day if it has one.
  static func write(_ raw: Int64, into bytes: inout [UInt8]) {
    let hasTime = raw & 1 == 1
    let milliseconds = raw >> 1
    var day = milliseconds / 86_400_000
    var rest = milliseconds % 86_400_000
    if rest < 0 {
      rest += 86_400_000
      day -= 1
    }
    let (year, month, dayOfMonth) = civil(day)
    func append(_ value: Int64, _ width: Int) {
      let digits = Array("\(value < 0 ? -value : value)".utf8)
      if value < 0 { bytes.append(UInt8(ascii: "-")) }
      for _ in 0..<max(width - digits.count, 0) { bytes.append(48) }
      bytes.append(contentsOf: digits)
    }
    append(year, 4)
    bytes.append(UInt8(ascii: "-"))
    append(month, 2)
    bytes.append(UInt8(ascii: "-"))
    append(dayOfMonth, 2)
    guard hasTime else { return }
    bytes.append(UInt8(ascii: "T"))
    append(rest / 3_600_000, 2)
    bytes.append(UInt8(ascii: ":"))
    append(rest / 60_000 % 60, 2)
    bytes.append(UInt8(ascii: ":"))
    append(rest / 1000 % 60, 2)
    if rest % 1000 != 0 {
      bytes.append(UInt8(ascii: "."))
      append(rest % 1000, 3)
    }
  }

  /// Year, month and day of a number of days since 1970-01-01 (Hinnant's `civil_from_days`).
  private static func civil(_ days: Int64) -> (Int64, Int64, Int64) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
      dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    )
  }
}
