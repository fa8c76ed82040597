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

/// A cell looked at as a date.
struct DateWord {
  /// Up to three numbers or names of months, and the signs between them.
  private var parts: [Part] = []
  private var signs: [UInt8] = []
  private var time: Time?
  /// True when a zone stands behind the time; the moment is then given in universal time.
  private(set) var hasZone = false
  /// True when the year has two digits.
  private(set) var hasShortYear = false

  private struct Part {
    var value = 0
    var digits = 0
    /// The month, where it is a name.
    var month = 0
  }

  private struct Time {
    var milliseconds: Int64 = 0
    var offset: Int64 = 0
  }

  /// Takes a cell apart; nil when it is nothing like a date.
  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    var place = 0
    var end = bytes.count
    ByteSpaces.trim(bytes, &place, &end)
    guard end - place >= 5, end - place <= 48 else { return nil }
    takeWeekday(bytes, &place, end)
    while parts.count < 3, place < end {
      guard let part = Self.part(bytes, &place, end) else { return nil }
      parts.append(part)
      guard place < end else { break }
      if parts.count == 3 { break }
      guard let sign = Self.sign(bytes, &place, end) else { return nil }
      signs.append(sign)
    }
    guard parts.count >= 2, signs.count >= parts.count - 1 else { return nil }
    if place < end {
      guard parts.count == 3, takeTime(bytes, &place, end) else { return nil }
    }
    guard place == end, signs.count == parts.count - 1 else { return nil }
  }

  // MARK: Parts

  private mutating func takeWeekday(
    _ bytes: UnsafeBufferPointer<UInt8>, _ place: inout Int, _ end: Int
  ) {
    var next = place
    while next < end, bytes[next] | 32 >= 97, bytes[next] | 32 <= 122 { next += 1 }
    guard next - place >= 2, next < end, bytes[next] == UInt8(ascii: ",") else { return }
    guard MonthNames.isWeekday(bytes, place..<next) else { return }
    next += 1
    while next < end, bytes[next] == 0x20 { next += 1 }
    place = next
  }

  private static func part(_ bytes: UnsafeBufferPointer<UInt8>, _ place: inout Int, _ end: Int)
    -> Part?
  {
    var part = Part()
    let start = place
    while place < end, bytes[place] &- 48 <= 9 {
      guard part.digits < 4 else { return nil }
      part.value = part.value * 10 + Int(bytes[place] &- 48)
      part.digits += 1
      place += 1
    }
    if part.digits > 0 {
      // `1st`, `2nd`, `3rd`, `4th`
      if part.digits <= 2, place + 1 < end, MonthNames.isOrdinal(bytes[place], bytes[place + 1]) {
        place += 2
      }
      return part
    }
    while place < end, bytes[place] >= 0x80 || (bytes[place] | 32 >= 97 && bytes[place] | 32 <= 122)
    { place += 1 }
    guard place > start, let month = MonthNames.month(bytes, start..<place) else { return nil }
    if place < end, bytes[place] == UInt8(ascii: "."), place - start <= 5 { place += 1 }
    part.month = month
    return part
  }

  /// The sign between two parts; runs of spaces, and a comma or a point before a space, count as a space.
  private static func sign(_ bytes: UnsafeBufferPointer<UInt8>, _ place: inout Int, _ end: Int)
    -> UInt8?
  {
    let byte = bytes[place]
    switch byte {
    case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: ","):
      place += 1
      var isSpaced = false
      while place < end, bytes[place] == 0x20 {
        place += 1
        isSpaced = true
      }
      if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "."), isSpaced { return 0x20 }
      return byte == UInt8(ascii: ",") || isSpaced ? nil : byte
    case 0x20:
      while place < end, bytes[place] == 0x20 { place += 1 }
      return 0x20
    default: return nil
    }
  }

  private mutating func takeTime(
    _ bytes: UnsafeBufferPointer<UInt8>, _ place: inout Int, _ end: Int
  ) -> Bool {
    var hasSign = false
    if bytes[place] == UInt8(ascii: ",") { place += 1 }
    while place < end, bytes[place] == 0x20 || bytes[place] | 32 == UInt8(ascii: "t") {
      hasSign = true
      place += 1
    }
    // Midnight as `0:00` written by a colon, as servers do: 01/Feb/2024:15:05.
    if !hasSign, place < end, bytes[place] == UInt8(ascii: ":") {
      hasSign = true
      place += 1
    }
    guard hasSign else { return false }
    var time = Time()
    guard var hour = Self.number(bytes, &place, end, atMost: 2), place < end,
      bytes[place] == UInt8(ascii: ":")
    else { return false }
    place += 1
    guard let minute = Self.number(bytes, &place, end, exactly: 2), minute < 60 else {
      return false
    }
    var second = 0
    var fraction = 0
    if place < end, bytes[place] == UInt8(ascii: ":") {
      place += 1
      guard let value = Self.number(bytes, &place, end, exactly: 2), value < 60 else {
        return false
      }
      second = value
      if place < end, bytes[place] == UInt8(ascii: ".") || bytes[place] == UInt8(ascii: ",") {
        place += 1
        var scale = 100
        var count = 0
        while place < end, bytes[place] &- 48 <= 9 {
          fraction += Int(bytes[place] &- 48) * scale
          scale /= 10
          count += 1
          place += 1
        }
        guard count > 0 else { return false }
      }
    }
    var next = place
    while next < end, bytes[next] == 0x20 { next += 1 }
    if next + 1 < end, bytes[next + 1] | 32 == UInt8(ascii: "m"),
      bytes[next] | 32 == UInt8(ascii: "a") || bytes[next] | 32 == UInt8(ascii: "p")
    {
      guard hour >= 1, hour <= 12 else { return false }
      hour = hour % 12 + (bytes[next] | 32 == UInt8(ascii: "p") ? 12 : 0)
      place = next + 2
      next = place
      while next < end, bytes[next] == 0x20 { next += 1 }
    }
    guard hour < 24 else { return false }
    time.milliseconds = Int64(((hour * 60 + minute) * 60 + second) * 1000 + fraction)
    if next < end {
      place = next
      guard let offset = Self.zone(bytes, &place, end) else { return false }
      time.offset = offset
      hasZone = true
    }
    self.time = time
    return place == end
  }

  /// Minutes of a zone behind a time, in milliseconds: `Z`, `UTC`, `GMT`, `+02:00`, `+0200`, `+02`.
  private static func zone(_ bytes: UnsafeBufferPointer<UInt8>, _ place: inout Int, _ end: Int)
    -> Int64?
  {
    for name in ["UTC", "GMT", "Z", "z"] {
      let letters = Array(name.utf8)
      guard end - place >= letters.count else { continue }
      var isSame = true
      for (step, letter) in letters.enumerated() where bytes[place + step] != letter {
        isSame = false
      }
      if isSame {
        place += letters.count
        if place == end { return 0 }
        break
      }
    }
    guard place < end else { return 0 }
    let isWest = bytes[place] == UInt8(ascii: "-")
    guard isWest || bytes[place] == UInt8(ascii: "+") else { return nil }
    place += 1
    guard let hours = number(bytes, &place, end, atMost: 2), hours <= 15 else { return nil }
    var minutes = 0
    if place < end, bytes[place] == UInt8(ascii: ":") { place += 1 }
    if place < end {
      guard let value = number(bytes, &place, end, exactly: 2), value < 60 else { return nil }
      minutes = value
    }
    let offset = Int64(hours * 60 + minutes) * 60_000
    return isWest ? -offset : offset
  }

  private static func number(
    _ bytes: UnsafeBufferPointer<UInt8>, _ place: inout Int, _ end: Int, atMost most: Int = 2,
    exactly: Int = 0
  ) -> Int? {
    var value = 0
    var count = 0
    while place < end, count < most, bytes[place] &- 48 <= 9 {
      value = value * 10 + Int(bytes[place] &- 48)
      count += 1
      place += 1
    }
    return count == 0 || exactly > 0 && count != exactly ? nil : value
  }

  // MARK: Meaning

  /// True when the cell shows which of two numbers is the day, one way of writing them fits only.
  var provesOrder: Bool {
    guard isSlashed else { return false }
    return parts[0].value > 12 || parts[1].value > 12
  }

  private var isSlashed: Bool {
    parts.count == 3 && signs[0] == signs[1]
      && (signs[0] == UInt8(ascii: "/") || signs[0] == UInt8(ascii: "-"))
      && parts.allSatisfy { $0.month == 0 } && parts[0].digits <= 2
  }

  /// The date, where it is written in this form; nil when it is not, or when there is no such day.
  func date(_ form: DateForm) -> (date: DateValue, isShort: Bool)? {
    switch form {
    case .iso:
      guard parts.count == 3, signs[0] == UInt8(ascii: "-"), signs[1] == signs[0],
        parts[0].digits == 4, parts[1].digits == 2, parts[2].digits == 2
      else { return nil }
      return made(0, parts[1].value, 2)
    case .yearFirst:
      guard parts.count == 3, parts[0].digits == 4, signs[0] == signs[1], signs[0] != 0x20,
        parts[1].digits > 0, parts[1].digits <= 2, parts[2].digits > 0, parts[2].digits <= 2
      else { return nil }
      return made(0, parts[1].value, 2)
    case .dayPoints:
      guard parts.count == 3, signs[0] == signs[1] || signs[1] == 0x20 && signs[0] == 0x20,
        signs[0] == UInt8(ascii: "."), parts[0].digits > 0, parts[0].digits <= 2,
        parts[1].digits > 0, parts[1].digits <= 2
      else { return nil }
      return made(2, parts[1].value, 0)
    case .dayFirst:
      guard isSlashed, parts[1].digits <= 2, parts[1].digits > 0 else { return nil }
      return made(2, parts[1].value, 0)
    case .monthFirst:
      guard isSlashed, parts[1].digits <= 2, parts[1].digits > 0 else { return nil }
      return made(2, parts[0].value, 1)
    case .named: return named()
    case .namedMonth:
      guard parts.count == 2, time == nil else { return nil }
      if parts[0].month > 0, parts[1].month == 0, parts[1].digits == 4 || parts[1].digits == 2 {
        return made(1, parts[0].month, nil)
      }
      if parts[1].month > 0, parts[0].month == 0, parts[0].digits == 4 {
        return made(0, parts[1].month, nil)
      }
      return nil
    case .yearMonth:
      guard parts.count == 2, time == nil, parts[0].digits == 4, parts[1].digits == 2,
        signs[0] == UInt8(ascii: "-"), parts[0].value >= 1000
      else { return nil }
      return made(0, parts[1].value, nil)
    }
  }

  private func named() -> (date: DateValue, isShort: Bool)? {
    guard parts.count == 3 else { return nil }
    if parts[1].month > 0, parts[0].month == 0, parts[2].month == 0 {
      // 1 Feb 2024, 2024-Feb-1
      if parts[0].digits == 4 { return made(0, parts[1].month, 2) }
      return parts[0].digits > 0 ? made(2, parts[1].month, 0) : nil
    }
    if parts[0].month > 0, parts[1].digits > 0, parts[1].digits <= 2, parts[2].digits == 4 {
      return made(2, parts[0].month, 1)
    }
    return nil
  }

  /// The date of a year's, a month's and a day's part.
  private func made(_ year: Int, _ month: Int, _ day: Int?) -> (date: DateValue, isShort: Bool)? {
    var value = parts[year].value
    let isShort = parts[year].digits == 2
    guard parts[year].month == 0, isShort || parts[year].digits == 4 else { return nil }
    // The turn of the century that POSIX and the databases take: 69 and later are of the last one.
    if isShort { value += value >= 69 ? 1900 : 2000 }
    var dayNumber = 1
    if let day {
      guard parts[day].month == 0, parts[day].digits <= 2 else { return nil }
      dayNumber = parts[day].value
    }
    guard
      let date = DateValue(
        DateValue.Parts(year: value, month: month, day: dayNumber), hasTime: false)
    else { return nil }
    guard let time else { return (date, isShort) }
    let start = date.raw >> 1
    guard
      let moment = DateValue(
        milliseconds: start + time.milliseconds - time.offset, hasTime: true)
    else { return nil }
    return (moment, isShort)
  }
}

/// The names of months and days in the languages of most open data.
enum MonthNames {
  /// Beginnings of names in small letters, each with its month; longer ones first where one begins another.
  private static let names: [(letters: [UInt8], month: Int)] = {
    let rows: [(String, Int)] = [
      ("jan", 1), ("ene", 1), ("gen", 1), ("jän", 1), ("feb", 2), ("fév", 2), ("fev", 2),
      ("mar", 3), ("mär", 3),
      ("mrz", 3), ("maa", 3), ("mrt", 3), ("apr", 4), ("avr", 4), ("abr", 4), ("may", 5),
      ("mai", 5), ("mag", 5),
      ("mei", 5), ("jun", 6), ("juin", 6), ("giu", 6), ("jul", 7), ("juil", 7), ("lug", 7),
      ("aug", 8), ("aoû", 8), ("aou", 8), ("ago", 8), ("sep", 9), ("set", 9), ("oct", 10),
      ("okt", 10), ("out", 10),
      ("ott", 10), ("nov", 11), ("dec", 12), ("dez", 12), ("déc", 12), ("dic", 12),
    ]
    return rows.map { (Array($0.0.utf8), $0.1) }
  }()

  /// The whole names, so that `Marble 2024` is no month.
  private static let whole: [(String, Int)] = [
    ("january", 1), ("februar", 2), ("february", 2), ("march", 3), ("april", 4), ("june", 6),
    ("july", 7),
    ("august", 8), ("sept", 9), ("september", 9), ("october", 10), ("november", 11),
    ("december", 12),
    ("januar", 1), ("jänner", 1), ("märz", 3), ("juni", 6), ("juli", 7), ("oktober", 10),
    ("dezember", 12),
    ("janvier", 1), ("janv", 1), ("février", 2), ("févr", 2), ("mars", 3), ("avril", 4),
    ("juin", 6),
    ("juillet", 7), ("juil", 7), ("août", 8), ("septembre", 9), ("octobre", 10), ("novembre", 11),
    ("décembre", 12), ("enero", 1), ("febrero", 2), ("marzo", 3), ("abril", 4), ("mayo", 5),
    ("junio", 6),
    ("julio", 7), ("agosto", 8), ("septiembre", 9), ("octubre", 10), ("noviembre", 11),
    ("diciembre", 12),
    ("gennaio", 1), ("febbraio", 2), ("aprile", 4), ("maggio", 5), ("giugno", 6), ("luglio", 7),
    ("settembre", 9), ("ottobre", 10), ("dicembre", 12), ("januari", 1), ("februari", 2),
    ("maart", 3),
    ("augustus", 8), ("janeiro", 1), ("fevereiro", 2), ("março", 3), ("maio", 5), ("junho", 6),
    ("julho", 7),
    ("setembro", 9), ("outubro", 10), ("novembro", 11), ("dezembro", 12),
  ]
  private static let wholeNames: [(letters: [UInt8], month: Int)] = whole.map {
    (Array($0.0.utf8), $0.1)
  }

  /// The month that a word names, 1 to 12; nil when it names none.
  static func month(_ bytes: UnsafeBufferPointer<UInt8>, _ part: Range<Int>) -> Int? {
    let list = part.count <= 4 ? [names, wholeNames] : [wholeNames]
    for names in list {
      for name in names where equal(name.letters, bytes, part) { return name.month }
    }
    return nil
  }

  /// True for `Mon` and `Monday`.
  static func isWeekday(_ bytes: UnsafeBufferPointer<UInt8>, _ part: Range<Int>) -> Bool {
    for day in DateText.weekdays {
      let letters = Array(day.lowercased().utf8)
      if equal(letters, bytes, part)
        || part.count == 3 && equal(Array(letters.prefix(3)), bytes, part)
      {
        return true
      }
    }
    return false
  }

  /// True for the letters of `1st`, `2nd`, `3rd`, `4th`.
  static func isOrdinal(_ first: UInt8, _ second: UInt8) -> Bool {
    switch (first | 32, second | 32) {
    case (UInt8(ascii: "s"), UInt8(ascii: "t")), (UInt8(ascii: "n"), UInt8(ascii: "d")),
      (UInt8(ascii: "r"), UInt8(ascii: "d")), (UInt8(ascii: "t"), UInt8(ascii: "h")):
      true
    default: false
    }
  }

  /// Compares without heed of capital letters, also of the umlauts that stand in names of months.
  private static func equal(
    _ letters: [UInt8], _ bytes: UnsafeBufferPointer<UInt8>, _ part: Range<Int>
  ) -> Bool {
    guard letters.count == part.count else { return false }
    for (step, letter) in letters.enumerated() {
      let byte = bytes[part.lowerBound + step]
      let small =
        byte < 0x80 ? byte | 32 : byte >= 0x80 && byte < 0xA0 && letter >= 0xA0 ? byte + 32 : byte
      if small != letter { return false }
    }
    return true
  }
}
