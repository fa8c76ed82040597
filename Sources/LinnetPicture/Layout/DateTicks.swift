/// Marks for an axis of dates, at the beginnings of years, months, days, hours.
enum DateTicks {
  private static let day = 86_400_000.0

  /// A step between marks: so many of a unit of the calendar or the clock.
  private struct Step {
    var months = 0
    var milliseconds = 0.0
    /// About how long it is.
    var length: Double { Double(months) * 30.44 * day + milliseconds }
  }

  private static let steps: [Step] = [
    Step(milliseconds: 1), Step(milliseconds: 10), Step(milliseconds: 100),
    Step(milliseconds: 1000), Step(milliseconds: 5000), Step(milliseconds: 15_000),
    Step(milliseconds: 60_000), Step(milliseconds: 300_000), Step(milliseconds: 900_000),
    Step(milliseconds: 3_600_000), Step(milliseconds: 3 * 3_600_000),
    Step(milliseconds: 6 * 3_600_000), Step(milliseconds: 12 * 3_600_000),
    Step(milliseconds: day), Step(milliseconds: 2 * day), Step(milliseconds: 7 * day),
    Step(milliseconds: 14 * day), Step(months: 1), Step(months: 3), Step(months: 6),
    Step(months: 12), Step(months: 24), Step(months: 60), Step(months: 120), Step(months: 240),
    Step(months: 600), Step(months: 1200), Step(months: 6000), Step(months: 12_000),
    Step(months: 120_000),
  ]

  /// Chooses marks between two moments.
  static func choose(_ scale: Scale, count: Int, fits: ([Tick]) -> Bool) -> Ticks {
    // Beyond these years dates are numbers again.
    guard scale.low > -8e15, scale.high < 8e15 else { return Ticks.linear(scale, count: count) }
    let smallest = (scale.high - scale.low) / Double(max(count, 1))
    var place = steps.firstIndex { $0.length >= smallest } ?? steps.count - 1
    while true {
      let ticks = marks(scale, steps[place])
      if place == steps.count - 1 || (fits(ticks) && ticks.count <= count + 1) {
        return Ticks(all: ticks)
      }
      place += 1
    }
  }

  private static func marks(_ scale: Scale, _ step: Step) -> [Tick] {
    var ticks: [Tick] = []
    if step.months > 0 {
      let start = civil(Int64((scale.low / day).rounded(.down)))
      let month = start.year * 12 + Int64(start.month) - 1
      var k = floorDivide(month, Int64(step.months)) * Int64(step.months)
      while ticks.count < 400 {
        let value =
          Double(days(year: floorDivide(k, 12), month: Int(k - floorDivide(k, 12) * 12) + 1)) * day
        if value > scale.high { break }
        if value >= scale.low { ticks.append(Tick(value: value, label: label(value, step))) }
        k += Int64(step.months)
      }
      return ticks
    }
    var k = (scale.low / step.milliseconds).rounded(.up)
    while k * step.milliseconds <= scale.high, ticks.count < 400 {
      let value = k * step.milliseconds
      ticks.append(Tick(value: value, label: label(value, step)))
      k += 1
    }
    return ticks
  }

  private static func label(_ value: Double, _ step: Step) -> String {
    let dayNumber = Int64((value / day).rounded(.down))
    let date = civil(dayNumber)
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    if step.months >= 12 { return String(date.year) }
    if step.months > 0 {
      return date.month == 1 ? "Jan \(date.year)" : months[date.month - 1]
    }
    if step.milliseconds >= day { return "\(date.day) \(months[date.month - 1])" }
    let rest = Int64((value - Double(dayNumber) * day).rounded())
    if rest == 0 { return "\(date.day) \(months[date.month - 1])" }
    let clock = two(rest / 3_600_000) + ":" + two(rest / 60_000 % 60)
    if step.milliseconds >= 60_000 { return clock }
    let seconds = clock + ":" + two(rest / 1000 % 60)
    if step.milliseconds >= 1000 { return seconds }
    return seconds + "." + two(rest % 1000 / 10) + String(rest % 10)
  }

  /// A moment as the language writes dates: `2012-07-04`, with the time unless it is midnight.
  static func iso(_ milliseconds: Double) -> String {
    guard abs(milliseconds) < 8e15 else { return Numerals.significant(milliseconds) }
    let dayNumber = Int64((milliseconds / day).rounded(.down))
    let date = civil(dayNumber)
    let text = "\(date.year)-\(two(Int64(date.month)))-\(two(Int64(date.day)))"
    let rest = Int64((milliseconds - Double(dayNumber) * day).rounded())
    return rest == 0 ? text : text + " " + two(rest / 3_600_000) + ":" + two(rest / 60_000 % 60)
  }

  private static func two(_ number: Int64) -> String {
    number < 10 ? "0" + String(number) : String(number)
  }

  private static func floorDivide(_ a: Int64, _ b: Int64) -> Int64 {
    a >= 0 ? a / b : -((-a + b - 1) / b)
  }

  /// The date of a day since 1970-01-01, in the Gregorian calendar at all times.
  ///
  /// Howard Hinnant, "chrono-compatible low-level date algorithms".
  private static func civil(_ days: Int64) -> (year: Int64, month: Int, day: Int) {
    let z = days + 719_468
    let era = floorDivide(z, 146_097)
    let dayOfEra = z - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, Int(month), Int(dayOfYear - (153 * shifted + 2) / 5 + 1))
  }

  /// The day since 1970-01-01 of the first of a month.
  private static func days(year: Int64, month: Int) -> Int64 {
    let y = month <= 2 ? year - 1 : year
    let era = floorDivide(y, 400)
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * Int64(month > 2 ? month - 3 : month + 9) + 2) / 5
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}
