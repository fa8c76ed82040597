/// How dates are written that are not ISO: words for the parts with the signs between them.
///
///     month/day/year             3/14/2024
///     day.month.year hour:minute 14.3.2024 09:30
///     day monthname year         14 March 2024
///
/// `year` takes four digits, or two: 00 to 68 are in this century, 69 to 99 in the last, as POSIX has it. The
/// other numbers take one digit or two, the second also a fraction; `monthname` takes the English name or its
/// first three letters.
public struct DatePattern: Sendable {
  /// A part of a date that is written down.
  private enum Part: String {
    case monthname, month, day, year, hour, minute, second
  }

  /// A stretch of the pattern.
  private enum Piece {
    case part(Part)
    case sign(UInt8)
  }

  private var pieces: [Piece] = []
  /// True when the pattern has a time of day.
  private let hasTime: Bool

  /// Reads a pattern; nil when it holds other words, or lacks year, month or day, or has one of them twice.
  public init?(_ text: String) {
    var rest = Array(text.utf8)[...]
    var seen: [Part] = []
    while let first = rest.first {
      guard Self.isLetter(first) else {
        pieces.append(.sign(first))
        rest.removeFirst()
        continue
      }
      let word = String(decoding: rest.prefix { Self.isLetter($0) }, as: UTF8.self)
      rest = rest.dropFirst(word.utf8.count)
      if let part = Part(rawValue: word.lowercased()), !seen.contains(part) {
        seen.append(part)
        pieces.append(.part(part))
      } else if word == "T", !seen.isEmpty {
        // As in 2024-03-14T09:30.
        pieces.append(.sign(UInt8(ascii: "T")))
      } else {
        return nil
      }
    }
    let months = seen.filter { $0 == .month || $0 == .monthname }
    guard months.count == 1, seen.contains(.day), seen.contains(.year) else { return nil }
    hasTime = seen.contains(.hour)
    // Minutes without an hour say nothing.
    if !hasTime, seen.contains(.minute) || seen.contains(.second) { return nil }
  }

  /// A date that is written this way.
  public enum Reading: Equatable {
    /// The date, and whether its year has two digits.
    case date(DateValue, isShort: Bool)
    /// Written this way, but there is no such day or time.
    case noSuchDate
    /// Written in another way.
    case unfit
  }

  /// Reads a date.
  public func read(_ text: String) -> Reading {
    var text = text
    return text.withUTF8 { read($0) }
  }

  /// Reads a date from UTF-8; spaces at both ends are passed over.
  public func read(_ bytes: UnsafeBufferPointer<UInt8>) -> Reading {
    var place = 0
    var end = bytes.count
    while place < end, bytes[place] == 0x20 { place += 1 }
    while end > place, bytes[end - 1] == 0x20 { end -= 1 }
    var parts = DateValue.Parts(year: 0, month: 0, day: 0)
    var isShort = false
    /// Digits at the place, and how many they are.
    func number(most: Int) -> (value: Int, digits: Int)? {
      var value = 0
      let start = place
      while place < end, place - start < most, bytes[place] >= 0x30, bytes[place] <= 0x39 {
        value = value * 10 + Int(bytes[place] - 0x30)
        place += 1
      }
      return place > start ? (value, place - start) : nil
    }
    for piece in pieces {
      switch piece {
      case .sign(0x20):
        guard place < end, bytes[place] == 0x20 else { return .unfit }
        while place < end, bytes[place] == 0x20 { place += 1 }
      case .sign(let sign):
        guard place < end, bytes[place] == sign else { return .unfit }
        place += 1
      case .part(.year):
        guard let (value, digits) = number(most: 4), digits == 4 || digits == 2 else {
          return .unfit
        }
        isShort = digits == 2
        parts.year = isShort ? value + (value < 69 ? 2000 : 1900) : value
      case .part(.monthname):
        guard let month = Self.month(bytes, &place, end) else { return .unfit }
        parts.month = month
      case .part(let part):
        guard let (value, _) = number(most: 2) else { return .unfit }
        switch part {
        case .month: parts.month = value
        case .day: parts.day = value
        case .hour: parts.hour = value
        case .minute: parts.minute = value
        default:
          parts.second = value
          guard place + 1 < end, bytes[place] == 0x2E || bytes[place] == 0x2C else { break }
          place += 1
          guard let (fraction, digits) = number(most: 3) else { return .unfit }
          parts.millisecond = fraction * (digits == 1 ? 100 : digits == 2 ? 10 : 1)
          while place < end, bytes[place] >= 0x30, bytes[place] <= 0x39 { place += 1 }
        }
      }
    }
    guard place == end else { return .unfit }
    return DateValue(parts, hasTime: hasTime).map { .date($0, isShort: isShort) } ?? .noSuchDate
  }

  /// The month whose English name, or its first three letters with or without a point, stands at a place.
  private static func month(
    _ bytes: UnsafeBufferPointer<UInt8>, _ place: inout Int, _ end: Int
  ) -> Int? {
    let start = place
    while place < end, isLetter(bytes[place]) { place += 1 }
    let word = String(decoding: bytes[start..<place], as: UTF8.self).lowercased()
    guard word.utf8.count >= 3 else { return nil }
    guard
      let month = DateText.months.firstIndex(where: { name in
        let name = name.lowercased()
        return name == word || word.utf8.count <= 4 && name.utf8.starts(with: word.utf8)
      })
    else { return nil }
    if place < end, bytes[place] == UInt8(ascii: "."), word.utf8.count <= 4 { place += 1 }
    return month + 1
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte >= 0x41 && byte <= 0x5A || byte >= 0x61 && byte <= 0x7A || byte == 0x5F
  }
}

extension DatePattern {
  /// The pattern that some texts are written in, as the words of a pattern; nil when they are no dates.
  ///
  /// Where no text says which of two numbers is the month, it stands as in the pattern `like`; without one it comes
  /// first between slashes and second else.
  public static func guess(_ texts: [String], like pattern: String? = nil) -> String? {
    var candidates: [String] = []
    // Americans write slashes and begin with the month; points and dashes mostly follow the day.
    var days: [String] = []
    for (sign, orders) in [
      ("/", ["month day year", "day month year"]), (".", ["day month year", "month day year"]),
      ("-", ["day month year", "month day year"]),
    ] {
      for order in orders + ["year month day", "day monthname year"] {
        days.append(order.split(separator: " ").joined(separator: sign))
      }
    }
    days += [
      "day monthname year", "monthname day, year", "monthname day year", "day. monthname year",
    ]
    for day in days {
      candidates.append(day)
      for time in ["hour:minute", "hour:minute:second"] {
        candidates.append("\(day) \(time)")
        candidates.append("\(day), \(time)")
      }
    }
    let seen = texts.filter { !$0.isEmpty }.prefix(200)
    guard !seen.isEmpty else { return nil }
    let fitting = candidates.filter { candidate in
      guard let pattern = DatePattern(candidate) else { return false }
      return seen.allSatisfy { if case .date = pattern.read($0) { true } else { false } }
    }
    guard let pattern else { return fitting.first }
    let wanted = order(pattern)
    return fitting.first { order($0) == wanted } ?? fitting.first
  }

  /// The words of a pattern that are days, months and years, in their order.
  private static func order(_ pattern: String) -> [String] {
    pattern.utf8.split { !isLetter($0) }
      .map { String(decoding: $0.prefix(5), as: UTF8.self) }
      .filter { $0 == "day" || $0 == "month" || $0 == "year" }
  }

  /// The pattern that a person meant who wrote it as other languages do: `dd/mm/yyyy`, `%d/%m/%Y`.
  public static func meant(by text: String) -> String? {
    var words = ""
    var letters: [UInt8] = []
    var isPercent = false
    // In `hh:mm` the second word is minutes.
    var isTime = false
    func end() -> Bool {
      guard let first = letters.first else { return true }
      let count = letters.count
      defer { letters = [] }
      switch first {
      case UInt8(ascii: "d"), UInt8(ascii: "D"), UInt8(ascii: "j"): words += "day"
      case UInt8(ascii: "y"), UInt8(ascii: "Y"): words += "year"
      case UInt8(ascii: "m") where isTime, UInt8(ascii: "M") where isTime: words += "minute"
      case UInt8(ascii: "b"), UInt8(ascii: "B"): words += "monthname"
      case UInt8(ascii: "M") where isPercent: words += "minute"
      case UInt8(ascii: "m"), UInt8(ascii: "M"): words += count > 2 ? "monthname" : "month"
      case UInt8(ascii: "h"), UInt8(ascii: "H"):
        words += "hour"
        isTime = true
      case UInt8(ascii: "s"), UInt8(ascii: "S"): words += "second"
      default: return false
      }
      return letters.allSatisfy { $0 | 0x20 == first | 0x20 }
    }
    for byte in text.utf8 {
      if byte == UInt8(ascii: "%") {
        guard end() else { return nil }
        isPercent = true
      } else if isLetter(byte) {
        if isPercent, letters.count == 1 { return nil }
        // `ddmmyyyy` has no signs between.
        if let last = letters.last, last | 0x20 != byte | 0x20 { guard end() else { return nil } }
        letters.append(byte)
      } else {
        guard end() else { return nil }
        words += String(UnicodeScalar(byte))
      }
    }
    guard end(), DatePattern(words) != nil, words != text else { return nil }
    return words
  }
}
