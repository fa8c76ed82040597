import LinnetData
import LinnetSyntax

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
    ) { machine, inputs throws(Mistake) in
      if !inputs[1].isAbsent {
        let parts = DateValue.Parts(
          year: try machine.wholeInput("date", 0, inputs[0]),
          month: try machine.wholeInput("date", 1, inputs[1]),
          day: inputs[2].isAbsent ? 1 : try machine.wholeInput("date", 2, inputs[2]))
        guard let date = DateValue(parts, hasTime: false) else {
          throw Mistake(
            "no-such-date", ["text": "\(parts.year)-\(parts.month)-\(parts.day)"])
        }
        return .date(date)
      }
      return try machine.eachItem(inputs[0]) { (item, _: inout ItemWork) throws(Mistake) in
        .date(try machine.dateInput("date", item))
      }
    },
    .part("year", example: "year(date(\"2024-02-29\"))  # => 2024"),
    .part("month", example: "month(date(\"2024-02-29\"))  # => 2"),
    .part("day", example: "day(date(\"2024-02-29\"))  # => 29"),
    .part("hour", example: "hour(date(\"2026-11-22 14:30\"))  # => 14"),
    .part("minute", example: "minute(date(\"2026-11-22 14:30\"))  # => 30"),
    .part("second", example: "second(date(\"2026-11-22 14:30:05\"))  # => 5"),
    Native(
      "weekday", [.required("date")], family: "dates", isItemwise: true,
      summary: "The name of the day of the week.",
      examples: ["weekday(date(\"2026-11-22\"))  # => Sunday"]
    ) { machine, inputs throws(Mistake) in
      try machine.eachItem(inputs[0]) { (item, _: inout ItemWork) throws(Mistake) in
        let date = try machine.dateInput("weekday", item)
        return machine.heap.makeText(DateText.weekdays[date.weekday - 1])
      }
    },
  ]

  private static func part(_ name: String, example: String) -> Native {
    Native(
      name, [.required("date")], family: "dates", isItemwise: true,
      summary: "The \(name) of a date, as a number.", examples: [example]
    ) { machine, inputs throws(Mistake) in
      try machine.eachItem(inputs[0]) { (item, _: inout ItemWork) throws(Mistake) in
        machine.datePart(try machine.dateInput(name, item), name) ?? .missing
      }
    }
  }
}

extension Machine {
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
