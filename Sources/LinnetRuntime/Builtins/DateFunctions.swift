import LinnetData
import LinnetSyntax
import LinnetText

extension Native {
  /// Functions of dates.
  static let dates: [Native] = [
    Native(
      "date", [.required("text"), .optional("month"), .optional("day")], family: "dates",
      isItemwise: true,
      usage: "date(text), date(text, \"day.month.year\") or date(year, month, day)",
      summary:
        "A date from text such as \"2026-11-22\", from text in a pattern made of the words day, "
        + "month or monthname, year, hour, minute and second, or from year, month, day.",
      examples: [
        "date(\"2026-11-22\")  # => 2026-11-22", "date(2026, 11, 22)  # => 2026-11-22",
        "date(\"3/14/2024\", \"month/day/year\")  # => 2024-03-14",
        "trips = dataset(start: [\"14.3.2024 9:05\", \"2.4.2024 17:30\"], km: [12, 8])\n"
          + "trips then add day = date(start, \"day.month.year hour:minute\")",
        "date(\"2024-03-01\") - date(\"2024-02-28\")  # => 2",
      ]
    ) { context, inputs throws(Mistake) in
      if let pattern = inputs[1].object(.text) {
        return try context.dates(inputs[0], in: context.heap.string(pattern))
      }
      if inputs[1].isMissing { return .missing }
      if !inputs[1].isAbsent {
        let parts = DateValue.Parts(
          year: try context.wholeInput("date", 0, inputs[0]),
          month: try context.wholeInput("date", 1, inputs[1]),
          day: inputs[2].isAbsent ? 1 : try context.wholeInput("date", 2, inputs[2]))
        guard let date = DateValue(parts, hasTime: false) else {
          throw Mistake(
            "no-such-date", ["text": "\(parts.year)-\(parts.month)-\(parts.day)"])
        }
        return .date(date)
      }
      return try context.eachItem(inputs[0]) { (item, _: inout ItemWork) throws(Mistake) in
        .date(try context.dateInput("date", item, among: inputs[0]))
      }
    },
    .part(.year, example: "year(date(\"2024-02-29\"))  # => 2024"),
    .part(.month, example: "month(date(\"2024-02-29\"))  # => 2"),
    .part(.day, example: "day(date(\"2024-02-29\"))  # => 29"),
    .part(.hour, example: "hour(date(\"2026-11-22 14:30\"))  # => 14"),
    .part(.minute, example: "minute(date(\"2026-11-22 14:30\"))  # => 30"),
    .part(.second, example: "second(date(\"2026-11-22 14:30:05\"))  # => 5"),
    Native(
      "weekday", [.required("date")], family: "dates", isItemwise: true,
      traits: [.certain], summary: "The name of the day of the week.",
      examples: ["weekday(date(\"2026-11-22\"))  # => Sunday"]
    ) { context, inputs throws(Mistake) in
      try context.eachItem(inputs[0]) { (item, _: inout ItemWork) throws(Mistake) in
        let date = try context.dateInput("weekday", item, among: inputs[0])
        return context.heap.makeText(DateText.weekdays[date.weekday - 1])
      }
    },
    .named("weekday_name", example: "weekday_name(date(\"2026-11-22\"))  # => Sunday") {
      DateText.weekdays[$0.weekday - 1]
    },
    .named("month_name", example: "month_name(date(\"2026-11-22\"))  # => November") {
      DateText.months[$0.parts.month - 1]
    },
    .names(
      "weekday_names", summary: "The names of the days of the week in their order.",
      example: "position(\"Wednesday\", in: weekday_names())  # => 3", DateText.weekdays),
    .names(
      "month_names", summary: "The names of the months in their order.",
      example: "first(month_names(), 2)  # => [\"January\", \"February\"]", DateText.months),
    .adding(
      "add_months", months: 1,
      summary: "The date so many months later; the last day of a shorter month where it has fewer.",
      examples: [
        "add_months(date(\"2026-01-31\"), 1)  # => 2026-02-28",
        "add_months(date(\"2026-01-31\"), -2)  # => 2025-11-30",
      ]),
    .adding(
      "add_years", months: 12,
      summary: "The date so many years later; 28 February where there is no 29th.",
      examples: ["add_years(date(\"2024-02-29\"), 1)  # => 2025-02-28"]),
  ]

  /// The name that a date has in some way.
  private static func named(
    _ name: String, example: String, _ function: @escaping @Sendable (DateValue) -> String
  ) -> Native {
    let what = name == "month_name" ? "month" : "day of the week"
    return Native(
      name, [.required("date")], family: "dates", isItemwise: true,
      traits: .certain, summary: "The name of the \(what) of a date.", examples: [example]
    ) { context, inputs throws(Mistake) in
      try context.eachItem(inputs[0]) { (item, _: inout ItemWork) throws(Mistake) in
        context.heap.makeText(function(try context.dateInput(name, item, among: inputs[0])))
      }
    }
  }

  /// Names in the order of the calendar, to sort and look up by.
  private static func names(_ name: String, summary: String, example: String, _ all: [String])
    -> Native
  {
    Native(name, [], family: "dates", summary: summary, examples: [example]) {
      context, _ throws(Mistake) in
      context.heap.makeList(all.map { context.heap.makeText($0) })
    }
  }

  /// The date some months or years later.
  private static func adding(
    _ name: String, months unit: Int, summary: String, examples: [String]
  ) -> Native {
    let word = unit == 1 ? "months" : "years"
    return Native(
      name, [.required("date"), .required(word)], family: "dates", isItemwise: true,
      traits: .certain, summary: summary, examples: examples
    ) { context, inputs throws(Mistake) in
      try context.eachPair(inputs[0], inputs[1]) {
        (date, count, work: inout ItemWork) throws(Mistake) in
        let start = try context.dateInput(name, date, among: inputs[0])
        guard let number = count.number, number == number.rounded(.towardZero) else {
          throw context.wrongInput(name, 1, count, wanted: "a whole number of \(word)")
        }
        // Ten thousand years hold all dates there are.
        let months = number.magnitude < 200_000 ? Int(number) * unit : 10_000_000
        guard let moved = start.adding(months: months) else {
          if !work.isAlone { return try context.noAnswer(&work) }
          throw Mistake(
            "date-outside",
            ["date": DateText.shown(start), "amount": "\(NumberText.shown(number)) \(word)"])
        }
        return .date(moved)
      }
    }
  }

  private static func part(_ part: DatePart, example: String) -> Native {
    let name = part.rawValue
    return Native(
      name, [.required("date")], family: "dates", isItemwise: true,
      traits: .certain, summary: "The \(name) of a date, as a number.", examples: [example]
    ) { context, inputs throws(Mistake) in
      try context.eachItem(inputs[0]) { (item, _: inout ItemWork) throws(Mistake) in
        context.datePart(try context.dateInput(name, item, among: inputs[0]), name) ?? .missing
      }
    }
  }
}

extension Context {
  /// The pattern that a text is.
  ///
  /// Throws `date-pattern`.
  func datePattern(_ words: String) throws(Mistake) -> DatePattern {
    if let pattern = DatePattern(words) { return pattern }
    var slots = ["pattern": words]
    slots["fixed"] = DatePattern.meant(by: words)
    throw Mistake("date-pattern", slots)
  }

  /// The dates that a text, or each of a list or column, says in the words of a pattern.
  ///
  /// What is a date already stays one. Throws `date-pattern`, `date-unfit`, `no-such-date`.
  fileprivate func dates(_ value: Value, in words: String) throws(Mistake) -> Value {
    let pattern = try datePattern(words)
    var short: (text: String, date: DateValue)?
    let result = try eachItem(value) { (item, _: inout ItemWork) throws(Mistake) in
      if case .date = item { return item }
      guard let ref = item.object(.text) else {
        throw self.wrongInput("date", 0, item, wanted: "text")
      }
      switch pattern.read(ref.textBytes) {
      case .date(let date, let isShort):
        let text = self.heap.string(ref)
        if isShort, short == nil { short = (text, date) }
        return .date(date)
      case .noSuchDate, .unfit:
        // Gaps are written in many ways.
        let text = self.heap.string(ref)
        if text.utf8.allSatisfy({ $0 == 0x20 }) { return .missing }
        throw self.unfit(text, words, in: value)
      }
    }
    if let short, !bothNoted.contains("date-short-year") {
      if pieceRemarks == nil { bothNoted.insert("date-short-year") }
      note(
        Note("date-short-year", ["text": short.text, "year": "\(short.date.parts.year)"]))
    }
    return result
  }

  /// The mistake that a text is no date in a pattern, with the pattern that it and its like are written in.
  private func unfit(_ text: String, _ words: String, in value: Value) -> Mistake {
    var slots = ["text": text, "pattern": words]
    if let near = datePattern(of: value, like: words), near != words {
      slots["near"] = "\"\(near)\""
    }
    if slots["near"] == nil, let near = DatePattern.guess([text], like: words), near != words {
      slots["near"] = "\"\(near)\""
    }
    return Mistake("date-unfit", slots)
  }

  /// The pattern of the dates in a text, a list or a column of texts; nil when they are none.
  ///
  /// `pattern` says which of two numbers is the day where the texts do not.
  func datePattern(of value: Value, like pattern: String? = nil) -> String? {
    if let ref = value.object(.text) {
      return DatePattern.guess([heap.string(ref)], like: pattern)
    }
    if let ref = value.object(.column), case .text(_, let words) = ref.columnObject.storage {
      return DatePattern.guess(Array(words.prefix(200)), like: pattern)
    }
    guard let ref = value.object(.list) else { return nil }
    let texts = ref.listItems.prefix(200).compactMap { $0.object(.text) }
    return DatePattern.guess(texts.map { heap.string($0) }, like: pattern)
  }

  /// The mistake that a text is no date, with a pattern that would read it.
  func notADate(_ text: String, pattern: String? = nil) -> Mistake {
    var slots = ["text": text]
    if let pattern = pattern ?? DatePattern.guess([text]) {
      // The person's own words where they are short: `date(when, "month/day/year")`.
      let written = words(0, heap.makeText(text))
      let name =
        written.utf8.count <= 24 && !written.utf8.contains(UInt8(ascii: "(")) ? written : "t"
      slots["fixed"] = "date(\(name), \"\(pattern)\")"
    }
    return Mistake("not-a-date", slots)
  }

  /// A date, or one read from text.
  ///
  /// `all` are the values that it is one of, from which a mistake tells how their dates are written.
  func dateInput(_ function: String, _ value: Value, among all: Value) throws(Mistake)
    -> DateValue
  {
    if case .date(let date) = value { return date }
    guard let ref = value.object(.text) else {
      throw wrongInput(function, 0, value, wanted: "a date")
    }
    guard let date = DateText.date(ref.textBytes) else {
      let text = heap.string(ref)
      if DateText.looksLikeDate(text) { throw Mistake("no-such-date", ["text": text]) }
      throw notADate(text, pattern: datePattern(of: all))
    }
    return date
  }
}
