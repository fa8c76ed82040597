/// What a cell's number means by the format it is shown in.
enum ExcelFormat: UInt8 {
  /// A number.
  case number
  /// A day.
  case day
  /// A day with a time of day.
  case moment
  /// A time of day.
  case time
  /// A length of time, `[h]:mm`.
  case span

  /// The meaning of a format that has a number instead of a code (ECMA-376, part 1, 18.8.30).
  init(builtIn number: Int) {
    switch number {
    case 14...17, 27...31, 34...36, 50...58: self = .day
    case 22: self = .moment
    case 18...21, 32, 33, 45, 47: self = .time
    case 46: self = .span
    default: self = .number
    }
  }

  /// The meaning of a format code, such as `yyyy-mm-dd` or `0.00`.
  init(code: String) {
    let bytes = Array(code.utf8)
    var hasDay = false
    var hasTime = false
    var hasMonth = false
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      switch byte {
      case UInt8(ascii: "\""):
        while place < bytes.count, bytes[place] != byte { place += 1 }
        place += 1
      case UInt8(ascii: "\\"), UInt8(ascii: "_"), UInt8(ascii: "*"): place += 1
      case UInt8(ascii: "["):
        let start = place
        while place < bytes.count, bytes[place] != UInt8(ascii: "]") { place += 1 }
        let inside = bytes[start..<min(place, bytes.count)]
        place += 1
        // `[h]` counts hours beyond a day; `[Red]` and `[$-409]` are something else.
        if let first = inside.first, "hmsHMS".utf8.contains(first),
          inside.allSatisfy({ $0 | 32 == first | 32 })
        {
          self = .span
          return
        }
      case UInt8(ascii: ";"):
        // What follows is for negative numbers.
        place = bytes.count
      default:
        switch byte | 32 {
        case UInt8(ascii: "y"), UInt8(ascii: "d"): hasDay = true
        case UInt8(ascii: "h"), UInt8(ascii: "s"): hasTime = true
        case UInt8(ascii: "m"): hasMonth = true
        case UInt8(ascii: "g") where bytes.count - place >= 6:
          // `General`.
          place += 6
        default: break
        }
      }
    }
    if hasDay || hasMonth && !hasTime {
      self = hasTime ? .moment : .day
    } else {
      self = hasTime ? .time : .number
    }
  }
}

/// Days as spreadsheets count them.
struct ExcelCalendar {
  /// True when day 0 is 1904-01-01, as old programs of Apple counted.
  var startsIn1904 = false

  /// The date of a number of days; nil before 1900 and after the year 9999.
  func date(_ days: Double, hasTime: Bool) -> DateValue? {
    var days = days
    if startsIn1904 { days += 1462 }
    guard days >= 0, days < 2_958_466 else { return nil }
    if !startsIn1904, days < 60 {
      // Day 60 is a 29 February 1900 that never was; those before it lie a day later.
      days += 1
    }
    // 1899-12-30 lies 25 569 days before 1970-01-01.
    let milliseconds = ((days - 25_569) * 86_400_000).rounded()
    let hasRest = milliseconds.truncatingRemainder(dividingBy: 86_400_000) != 0
    return DateValue(milliseconds: Int64(milliseconds), hasTime: hasTime || hasRest)
  }

  /// A part of a day as `13:45:00`, or a length of time with any number of hours.
  func clock(_ days: Double) -> String? {
    guard days >= 0, days < 1e6 else { return nil }
    let milliseconds = Int64((days * 86_400_000).rounded())
    func padded(_ value: Int64, _ width: Int) -> String {
      let text = "\(value)"
      return String(repeating: "0", count: max(width - text.utf8.count, 0)) + text
    }
    let seconds = milliseconds / 1000
    var text = "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2))"
    text += ":\(padded(seconds % 60, 2))"
    if milliseconds % 1000 != 0 { text += ".\(padded(milliseconds % 1000, 3))" }
    return text
  }
}
