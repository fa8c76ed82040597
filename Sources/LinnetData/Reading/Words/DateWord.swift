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
