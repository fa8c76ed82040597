import LinnetData
import LinnetSyntax
import LinnetText

extension Native {
  /// Functions of dates.
  static let dates: [Native] = [
    Native(
      "date", [.required("text"), .optional("month"), .optional("day")], family: "dates",
      isItemwise: true,
      summary: "A date from text such as \"2026-11-22\", or from year, month, day.",
      examples: [
        "date(\"2026-11-22\")  # => 2026-11-22", "date(2026, 11, 22)  # => 2026-11-22",
        "date(\"2024-03-01\") - date(\"2024-02-28\")  # => 2",
      ]
    ) { context, inputs throws(Mistake) in
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
        .date(try context.dateInput("date", item))
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
        let date = try context.dateInput("weekday", item)
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
        context.heap.makeText(function(try context.dateInput(name, item)))
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
        let start = try context.dateInput(name, date)
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
        context.datePart(try context.dateInput(name, item), name) ?? .missing
      }
    }
  }
}

extension Context {
  /// A date, or one read from text.
  func dateInput(_ function: String, _ value: Value) throws(Mistake) -> DateValue {
    if case .date(let date) = value { return date }
    guard let ref = value.object(.text) else {
      throw wrongInput(function, 0, value, wanted: "a date")
    }
    guard let date = DateText.date(ref.textBytes) else {
      let text = heap.string(ref)
      throw Mistake(DateText.looksLikeDate(text) ? "no-such-date" : "not-a-date", ["text": text])
    }
    return date
  }
}
