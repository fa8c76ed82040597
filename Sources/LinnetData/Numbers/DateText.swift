/// Dates as text: ISO 8601, and nothing else.
///
///     2026-11-22
///     2026-11-22 10:30
///     2026-11-22T10:30:05.250Z
public enum DateText {
  /// The English names of the days, Monday first.
  public static let weekdays = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]

  /// The English names of the months, January first.
  public static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  /// A date as people read it: `2026-11-22`, `2026-11-22 10:30`, seconds only when there are some.
  public static func shown(_ date: DateValue) -> String {
    let parts = date.parts
    let day = "\(padded(parts.year, 4))-\(padded(parts.month, 2))-\(padded(parts.day, 2))"
    guard date.hasTime else { return day }
    var text = "\(day) \(padded(parts.hour, 2)):\(padded(parts.minute, 2))"
    if parts.second != 0 || parts.millisecond != 0 { text += ":\(padded(parts.second, 2))" }
    if parts.millisecond != 0 { text += ".\(padded(parts.millisecond, 3))" }
    return text
  }

  /// Reads a date; nil when the text is none or there is no such day.
  public static func date(_ text: String) -> DateValue? {
    var text = text
    return text.withUTF8 { date($0) }
  }

  /// Reads a date from UTF-8; nil when the text is none or there is no such day.
  ///
  /// date = 4 digits "-" 2 digits "-" 2 digits [("T" | " ") time]; time = hh ":" mm [":" ss ["." d…]] ["Z"].
  public static func date(_ bytes: UnsafeBufferPointer<UInt8>) -> DateValue? {
    var start = 0
    var end = bytes.count
    while start < end, bytes[start] == 0x20 { start += 1 }
    while end > start, bytes[end - 1] == 0x20 { end -= 1 }
    var place = start
    func digits(_ count: Int) -> Int? {
      guard place + count <= end else { return nil }
      var value = 0
      for _ in 0..<count {
        let digit = bytes[place]
        guard digit >= 0x30, digit <= 0x39 else { return nil }
        value = value * 10 + Int(digit - 0x30)
        place += 1
      }
      return value
    }
    func sign(_ byte: UInt8) -> Bool {
      guard place < end, bytes[place] == byte else { return false }
      place += 1
      return true
    }
    guard let year = digits(4), sign(0x2D), let month = digits(2), sign(0x2D), let day = digits(2)
    else { return nil }
    var parts = DateValue.Parts(year: year, month: month, day: day)
    if place == end { return DateValue(parts, hasTime: false) }
    guard sign(0x54) || sign(0x20) || sign(0x74), let hour = digits(2), sign(0x3A),
      let minute = digits(2)
    else { return nil }
    parts.hour = hour
    parts.minute = minute
    if sign(0x3A) {
      guard let second = digits(2) else { return nil }
      parts.second = second
      if sign(0x2E) || sign(0x2C) {
        guard let first = digits(1) else { return nil }
        var scale = 100
        parts.millisecond = first * scale
        while place < end, let digit = digits(1) {
          scale /= 10
          parts.millisecond += digit * scale
        }
      }
    }
    _ = sign(0x5A)
    return place == end ? DateValue(parts, hasTime: true) : nil
  }

  private static func padded(_ value: Int, _ width: Int) -> String {
    let text = "\(value)"
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }
}

extension DateText {
  /// True for a text in the form of a date, whether or not there is such a day.
  public static func looksLikeDate(_ text: String) -> Bool {
    let shape = text.utf8.prefix(10).map { $0 >= 0x30 && $0 <= 0x39 ? UInt8(ascii: "0") : $0 }
    return shape == Array("0000-00-00".utf8)
  }
}
