import Foundation

/// The few built-in functions that generated programs use.
enum OracleBuiltins {
  static func call(_ name: String, _ inputs: [OracleValue], _ oracle: Oracle) throws -> OracleValue
  {
    switch (name, inputs.first, inputs.dropFirst().first) {
    case ("show", _, _):
      oracle.show(inputs)
      return .nothing
    case ("append", .list(let items)?, let item?): return .list(items + [item])
    case ("count", .list(let items)?, _): return .number(Double(items.count))
    case ("sum", .list(let items)?, _):
      return .number(numbers(items).reduce(0, +))
    case ("max", .list(let items)?, _): return numbers(items).max().map { .number($0) } ?? .missing
    case ("min", .list(let items)?, _): return numbers(items).min().map { .number($0) } ?? .missing
    case ("sort", .list(let items)?, _): return .list(numbers(items).sorted().map { .number($0) })
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
    case ("abs", .number(let number)?, _): return .number(abs(number))
    case ("floor", .number(let number)?, _): return .number(number.rounded(.down))
    case ("abs", .missing?, _), ("floor", .missing?, _): return .missing
    case ("length", .text(let text)?, _): return .number(Double(text.count))
    case ("upper", .text(let text)?, _): return .text(text.uppercased())
    case ("text", let value?, _): return .text(value.shown)
    case ("reverse", .list(let items)?, _): return .list(items.reversed())
    case ("first", .list(let items)?, .number(let count)?):
      return .list(Array(items.prefix(Int(count))))
    case ("last", .list(let items)?, .number(let count)?):
      return .list(Array(items.suffix(Int(count))))
    case ("join", .list(let items)?, .text(let between)?):
      return .text(items.map(\.shown).joined(separator: between))
    case ("keys", .record(let parts)?, _): return .list(parts.map { .text($0.name) })
    case ("has", .record(let parts)?, .text(let name)?):
      return .truth(parts.contains { $0.name == name })
    default: throw OracleMistake(code: "not-in-the-oracle")
    }
  }

  private static func numbers(_ items: [OracleValue]) -> [Double] {
    items.compactMap {
      if case .number(let number) = $0 { return number }
      if case .truth(let truth) = $0 { return truth ? 1 : 0 }
      return nil
    }
  }
}
