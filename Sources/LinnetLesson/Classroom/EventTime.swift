import Linnet

/// Times of events, as far as a teacher needs them: how long somebody worked.
enum EventTime {
  /// A pause of more than so many seconds is no work.
  static let longestPause = 300.0

  /// The seconds since 1970 of `2026-11-29T21:40:12Z`, also with parts of seconds or another zone; nil for anything else.
  static func seconds(_ text: String) -> Double? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 19, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      bytes[10] == UInt8(ascii: "T") || bytes[10] == 0x20, bytes[13] == UInt8(ascii: ":"),
      bytes[16] == UInt8(ascii: ":"), let year = whole(bytes[0..<4]),
      let month = whole(bytes[5..<7]), let day = whole(bytes[8..<10]),
      let hour = whole(bytes[11..<13]), let minute = whole(bytes[14..<16]),
      let second = whole(bytes[17..<19]), month >= 1, month <= 12, day >= 1, day <= 31, hour < 24,
      minute < 60, second <= 60
    else { return nil }
    var rest = bytes[19...]
    var fraction = 0.0
    if rest.first == UInt8(ascii: ".") {
      var step = 0.1
      rest = rest.dropFirst()
      while let digit = rest.first, digit >= 0x30, digit <= 0x39 {
        fraction += step * Double(digit - 0x30)
        step /= 10
        rest = rest.dropFirst()
      }
    }
    guard let zone = zone(rest) else { return nil }
    let days = Double(days(year, month, day))
    return days * 86_400 + Double(hour * 3600 + minute * 60 + second) + fraction - Double(zone)
  }

  /// The seconds that a zone is ahead: `Z` or nothing, `+02:00`, `-0530`; nil for anything else.
  private static func zone(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard let sign = bytes.first else { return 0 }
    if sign == UInt8(ascii: "Z") { return bytes.count == 1 ? 0 : nil }
    let digits = bytes.dropFirst().filter { $0 != UInt8(ascii: ":") }
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), digits.count == 4,
      let hours = whole(digits[0..<2]), let minutes = whole(digits[2..<4])
    else { return nil }
    let seconds = hours * 3600 + minutes * 60
    return sign == UInt8(ascii: "+") ? seconds : -seconds
  }

  private static func whole(_ digits: ArraySlice<UInt8>) -> Int? {
    var number = 0
    for digit in digits {
      guard digit >= 0x30, digit <= 0x39 else { return nil }
      number = number * 10 + Int(digit - 0x30)
    }
    return number
  }

  /// The days since 1970 of a date.
  ///
  /// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", 2014.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The minutes of work in a log, in all and by exercise or question; nil where it holds no times.
  static func minutes(_ log: LessonLog) -> (all: Double, byTask: [String: Double])? {
    var last: Double?
    var all = 0.0
    var byTask: [String: Double] = [:]
    var isTimed = false
    for event in log.events {
      guard let time = event.time.flatMap({ seconds($0) }) else { continue }
      if let last, time >= last, time - last <= longestPause {
        isTimed = true
        all += (time - last) / 60
        switch event.deed {
        case .check, .answer, .hint, .solution, .skip:
          byTask[event.id, default: 0] += (time - last) / 60
        case .begin, .step, .code, .restore, .note, .wrote, .finish: break
        }
      }
      last = time
    }
    return isTimed ? (all, byTask) : nil
  }
}
