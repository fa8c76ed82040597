import Foundation

/// The built-in functions that generated programs use.
enum OracleBuiltins {
  static let names: Set<String> = [
    "show", "append", "count", "sum", "map", "filter", "reduce", "abs", "floor", "length",
    "reverse", "first", "last", "join", "upper", "text", "max", "min", "sort", "keys", "has",
    "record", "dataset", "vector", "mean", "median", "stdev", "variance", "correlation", "gaps",
    "any", "all", "round", "ceiling", "sqrt", "sign", "hypot", "fill", "year", "day", "date",
    "number", "error", "position", "combine", "unique", "trim", "replace", "split", "contains",
    "starts_with", "choose", "row_number", "previous", "running_sum", "rank", "pi", "columns",
    "flatten",
  ]

  static func call(_ name: String, _ inputs: [OracleValue], _ oracle: Oracle) throws -> OracleValue
  {
    if name == "show" {
      oracle.show(inputs)
      return .nothing
    }
    let second = inputs.dropFirst().first
    switch (name, inputs.first, second) {
    case ("map", .list(let items)?, let function?):
      return .list(try items.map { try oracle.call(function, [$0]) })
    case ("filter", .list(let items)?, let function?):
      return .list(
        try items.filter {
          if case .truth(true) = try oracle.call(function, [$0]) { return true }
          return false
        })
    case ("reduce", .list(let items)?, let function?):
      guard var result = items.first else { return .missing }
      for item in items.dropFirst() { result = try oracle.call(function, [result, item]) }
      return result
    case ("columns", .table(let table)?, _): return .list(table.names.map { .text($0) })
    case ("keys", .record(let parts)?, _): return .list(parts.map { .text($0.name) })
    case ("has", .record(let parts)?, .text(let name)?):
      return .truth(parts.contains { $0.name == name })
    case ("date", .text(let text)?, _): return .date(OracleDays.day(text))
    case ("text", .list?, _),
      ("text", _, _) where inputs.count == 1:
      return try oracle.itemByItem(inputs[0]) { .text($0.shown) }
    default: break
    }
    // `count(missing)` is a mistake while `abs(missing)` is a gap.
    if let result = try OracleLists.call(name, inputs) { return result }
    if let result = try oneByOne(name, inputs, oracle) { return result }
    throw OracleMistake(code: Oracle.unknown)
  }

  /// Functions of single values, which go item by item over lists.
  private static func oneByOne(_ name: String, _ inputs: [OracleValue], _ oracle: Oracle) throws
    -> OracleValue?
  {
    if let place = inputs.firstIndex(where: { if case .list = $0 { true } else { false } }),
      case .list(let items) = inputs[place]
    {
      return .list(
        try items.indices.map { index in
          let single = try inputs.map { input -> OracleValue in
            guard case .list(let others) = input else { return input }
            guard others.count == items.count else {
              throw OracleMistake(code: "different-lengths")
            }
            return others[index]
          }
          return try Oracle.gap { try oneByOne(name, single, oracle) ?? .nothing }
        })
    }
    if name == "fill", inputs.count == 2 {
      if case .missing = inputs[0] { return inputs[1] }
      return inputs[0]
    }
    if inputs.contains(where: { if case .missing = $0 { true } else { false } }) { return .missing }
    switch (name, inputs.first, inputs.dropFirst().first) {
    case ("number", .measurement(let value, _)?, _): return .number(value)
    case ("error", .measurement(_, let parts)?, _): return .number(length(parts))
    case ("error", .number?, _): return .number(0)
    case ("number", .number(let number)?, _): return .number(number)
    case ("abs", .measurement(let value, let parts)?, _):
      return oracle.measured(abs(value), [(value < 0 ? -1 : 1, parts)])
    case ("sqrt", .measurement(let value, let parts)?, _):
      if value < 0 { throw OracleMistake(code: "not-defined") }
      if value == 0 { throw OracleMistake(code: Oracle.unknown) }
      return oracle.measured(value.squareRoot(), [(0.5 / value.squareRoot(), parts)])
    case ("round", .number(let number)?, .number(let digits)?):
      let scale = pow(10, digits)
      return .number((number * scale).rounded(.toNearestOrAwayFromZero) / scale)
    case ("hypot", .number(let a)?, .number(let b)?): return .number(hypot(a, b))
    case (_, .number(let number)?, nil): return try ofNumber(name, number)
    case ("year", .date(let day)?, _): return .number(Double(OracleDays.parts(day).year))
    case ("day", .date(let day)?, _): return .number(Double(OracleDays.parts(day).day))
    case (_, .text(let text)?, _): return ofText(name, text, inputs)
    default: return nil
    }
  }

  static func length(_ parts: [Int: Double]) -> Double {
    parts.values.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }

  private static func ofNumber(_ name: String, _ number: Double) throws -> OracleValue? {
    switch name {
    case "abs": return .number(abs(number))
    case "floor": return .number(number.rounded(.down))
    case "ceiling": return .number(number.rounded(.up))
    case "round": return .number(number.rounded(.toNearestOrAwayFromZero))
    case "sign": return .number(number > 0 ? 1 : number < 0 ? -1 : 0)
    case "sqrt":
      if number < 0 { throw OracleMistake(code: "not-defined") }
      return .number(number.squareRoot())
    default: return nil
    }
  }

  private static func ofText(_ name: String, _ text: String, _ inputs: [OracleValue])
    -> OracleValue?
  {
    let others = inputs.dropFirst().map(\.shown)
    switch name {
    case "length": return .number(Double(text.count))
    case "upper": return .text(text.uppercased())
    case "trim": return .text(text.trimmingCharacters(in: .whitespaces))
    case "replace":
      return .text(text.replacingOccurrences(of: others[0], with: others[1]))
    case "split": return .list(text.components(separatedBy: others[0]).map { .text($0) })
    case "contains": return .truth(others[0].isEmpty || text.contains(others[0]))
    case "starts_with": return .truth(text.hasPrefix(others[0]))
    default: return nil
    }
  }
}

/// Days of the calendar, counted the slow way.
enum OracleDays {
  private static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  private static func length(_ month: Int, _ year: Int) -> Int {
    month == 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  /// The day of a text such as `2026-11-22`.
  static func day(_ text: String) -> Int {
    let numbers = text.split(separator: "-").compactMap { Int($0) }
    guard numbers.count == 3 else { return 0 }
    var day = numbers[2] - 1
    for month in 1..<max(numbers[1], 1) { day += length(month, numbers[0]) }
    for year in 1970..<max(numbers[0], 1970) { day += isLeap(year) ? 366 : 365 }
    return day
  }

  /// The year, month and day of a day from 1970 on; earlier ones by whole years before.
  static func parts(_ day: Int) -> (year: Int, month: Int, day: Int) {
    var (year, month, rest) = (1970, 1, day)
    while rest < 0 {
      year -= 1
      rest += isLeap(year) ? 366 : 365
    }
    while rest >= (isLeap(year) ? 366 : 365) {
      rest -= isLeap(year) ? 366 : 365
      year += 1
    }
    while rest >= length(month, year) {
      rest -= length(month, year)
      month += 1
    }
    return (year, month, rest + 1)
  }

  static func text(_ day: Int) -> String {
    let (year, month, day) = parts(day)
    return String(format: "%04d-%02d-%02d", year, month, day)
  }
}
