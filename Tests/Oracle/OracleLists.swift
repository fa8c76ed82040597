/// Functions of lists, done the simplest way.
enum OracleLists {
  /// Functions that a gap cannot stand in for a list of.
  private static let wholeLists: Set<String> = [
    "append", "reverse", "first", "last", "join", "unique", "sort", "count", "gaps", "max", "min",
    "any", "all", "sum", "mean", "median", "stdev", "variance", "correlation", "map", "filter",
  ]

  /// What a function of a list gives; nil for all others.
  static func call(_ name: String, _ inputs: [OracleValue]) throws -> OracleValue? {
    if name == "position", inputs.count == 2, case .list(let items) = inputs[1] {
      if case .missing = inputs[0] { return .missing }
      return items.firstIndex { $0.equals(inputs[0]) == true }.map { .number(Double($0 + 1)) }
        ?? .missing
    }
    if name == "combine" {
      return .list(
        try inputs.flatMap { input in
          guard case .list(let items) = input else { throw OracleMistake(code: Oracle.unknown) }
          return items
        })
    }
    if case .missing? = inputs.first, wholeLists.contains(name) {
      throw OracleMistake(code: "wrong-kind")
    }
    guard case .list(let items)? = inputs.first else { return nil }
    let there = items.filter { if case .missing = $0 { false } else { true } }
    let gaps = items.count - there.count
    switch name {
    case "append": return .list(items + [inputs[1]])
    case "reverse": return .list(items.reversed())
    case "first", "last":
      guard inputs.count == 2, case .number(let count) = inputs[1] else { return nil }
      let number = Int(count)
      return .list(Array(name == "first" ? items.prefix(number) : items.suffix(number)))
    case "join":
      return .text(items.map(\.shown).joined(separator: inputs[1].shown))
    case "unique":
      var found: [OracleValue] = []
      for item in items where !found.contains(where: { $0.shown == item.shown }) {
        found.append(item)
      }
      return .list(found)
    case "sort":
      let sorted = there.enumerated().sorted {
        if $0.element.isLess(than: $1.element) == true { return true }
        return $1.element.isLess(than: $0.element) == false && $0.offset < $1.offset
      }.map(\.element)
      return .list(sorted + Array(repeating: .missing, count: gaps))
    case "count":
      let isAnswers = there.contains { if case .truth = $0 { true } else { false } }
      if isAnswers {
        return .number(Double(there.filter { $0.equals(.truth(true)) == true }.count))
      }
      return .number(Double(items.count))
    case "gaps": return .number(Double(gaps))
    case "max", "min":
      return there.reduce(nil) { best, item in
        guard let best else { return item }
        return (name == "max" ? best.isLess(than: item) : item.isLess(than: best)) == true
          ? item : best
      } ?? .missing
    case "any", "all":
      let truths = there.map { $0.equals(.truth(true)) == true }
      if name == "any" {
        return truths.contains(true) ? .truth(true) : .truth(false)
      }
      return .truth(!truths.contains(false))
    case "sum", "mean", "median", "stdev", "variance":
      if there.contains(where: { if case .measurement = $0 { true } else { false } }) {
        guard name == "sum" else { throw OracleMistake(code: Oracle.unknown) }
        return try there.dropFirst().reduce(there[0]) { try Oracle().combined(.add, $0, $1) }
      }
      return statistic(name, try there.map { try number($0) })
    case "correlation":
      guard inputs.count == 2, case .list(let others) = inputs[1] else { return nil }
      guard others.count == items.count else { throw OracleMistake(code: "different-lengths") }
      let pairs = try zip(items, others).compactMap { one, two -> (Double, Double)? in
        if case .missing = one { return nil }
        if case .missing = two { return nil }
        return (try number(one), try number(two))
      }
      return correlation(pairs)
    default: return nil
    }
  }

  private static func number(_ value: OracleValue) throws -> Double {
    switch value {
    case .number(let number): return number
    case .truth(let truth): return truth ? 1 : 0
    default: throw OracleMistake(code: "not-a-number")
    }
  }

  private static func statistic(_ name: String, _ values: [Double]) -> OracleValue {
    let sum = values.reduce(Precise(0)) { $0 + Precise($1) }
    let count = Double(values.count)
    switch name {
    case "sum": return .number(sum.value)
    case "mean": return values.isEmpty ? .missing : .number((sum / count).value)
    case "median":
      guard !values.isEmpty else { return .missing }
      let sorted = values.sorted()
      let half = sorted.count / 2
      return .number(sorted.count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2)
    default:
      guard values.count > 1 else { return .missing }
      let mean = sum / count
      let squares = values.reduce(Precise(0)) { total, value in
        let off = Precise(value) - mean
        return total + off * off
      }
      let variance = values.allSatisfy { $0 == values[0] } ? 0 : (squares / (count - 1)).value
      return .number(name == "variance" ? variance : variance.squareRoot())
    }
  }

  /// The correlation of pairs; missing where one side is constant or there are fewer than two.
  static func correlation(_ pairs: [(Double, Double)]) -> OracleValue {
    guard pairs.count > 1, pairs.contains(where: { $0.0 != pairs[0].0 }),
      pairs.contains(where: { $0.1 != pairs[0].1 })
    else { return .missing }
    let count = Double(pairs.count)
    let x = pairs.reduce(Precise(0)) { $0 + Precise($1.0) } / count
    let y = pairs.reduce(Precise(0)) { $0 + Precise($1.1) } / count
    var (xx, yy, xy) = (Precise(0), Precise(0), Precise(0))
    for (a, b) in pairs {
      let (dx, dy) = (Precise(a) - x, Precise(b) - y)
      xx = xx + dx * dx
      yy = yy + dy * dy
      xy = xy + dx * dy
    }
    let correlation = xy.value / (xx.value.squareRoot() * yy.value.squareRoot())
    // The roots lose the last digit where all points lie on a line.
    if abs(abs(correlation) - 1) < 1e-15 { return .number(correlation < 0 ? -1 : 1) }
    return .number(correlation)
  }
}

/// A number with twice the digits: the sum of two `Double`s.
struct Precise {
  private var high: Double
  private var low: Double

  init(_ value: Double) { (high, low) = (value, 0) }

  private init(_ high: Double, _ low: Double) {
    self.high = high + low
    self.low = low - (self.high - high)
  }

  var value: Double { high + low }

  /// Whether a whole number is below another number, exactly.
  static func compares(_ whole: Int64, isLessThan number: Double) -> Bool {
    if number >= 0x1p63 { return true }
    if number < -0x1p63 { return false }
    let floor = Int64(number.rounded(.down))
    return whole < floor || whole == floor && number > number.rounded(.down)
  }

  static func + (a: Precise, b: Precise) -> Precise {
    let sum = a.high + b.high
    let back = sum - a.high
    let rest = (a.high - (sum - back)) + (b.high - back)
    return Precise(sum, rest + a.low + b.low)
  }

  static func - (a: Precise, b: Precise) -> Precise { a + Precise(-b.high, -b.low) }

  static func * (a: Precise, b: Precise) -> Precise {
    let product = a.high * b.high
    let rest = (-product).addingProduct(a.high, b.high)
    return Precise(product, rest + a.high * b.low + a.low * b.high)
  }

  static func / (a: Precise, b: Double) -> Precise {
    let first = a.high / b
    let rest = a - Precise(first) * Precise(b)
    return Precise(first, rest.value / b)
  }
}
