import Foundation
import Testing

/// Statistics of ugly numbers against sums with twice the digits, as lists, columns and in groups.
@Suite struct StatisticsTests {
  private static let setting = ProcessInfo.processInfo.environment
  private static let first = UInt64(setting["LINNET_ORACLE_SEED"] ?? "") ?? 1

  /// Numbers that naive formulas fail on: constants, neighbours, small spreads far from zero.
  private static func numbers(_ dice: inout Dice, count: Int) -> [String] {
    let family = dice.pick(6)
    let start = dice.one(["0.1", "0.3", "1.81", "1e-9", "101325.1"])
    return (0..<count).map { _ in
      switch family {
      case 0: return start
      case 1: return "\(1_000_000_000 + dice.pick(4))"
      case 2: return "\(90_000_000_000_000 + dice.pick(3))"
      case 3: return dice.one(["1.35951", "1.3595100000000007", "1.3595100000000002"])
      case 4: return "101325.00\(dice.pick(10))"
      default: return "\(dice.pick(2000) - 1000)e-\(dice.pick(8))"
      }
    }
  }

  private static func value(_ numbers: [String]) -> OracleValue {
    .list(numbers.map { .number(Double($0) ?? .nan) })
  }

  /// A program's lines and what they ought to be.
  private static func trial(_ seed: UInt64) throws -> (program: String, right: [String]) {
    var dice = Dice(seed: seed)
    let count = 2 + dice.pick(6)
    let (x, y) = (numbers(&dice, count: count), numbers(&dice, count: count))
    var program = "xs = [\(x.joined(separator: ", "))]\nys = [\(y.joined(separator: ", "))]\n"
    program += "d = dataset(x: xs, y: ys)\n"
    var right: [String] = []
    for name in ["mean", "stdev", "variance", "sum", "median"] {
      let answer = try OracleLists.call(name, [value(x)])?.shown ?? ""
      program += "show \(name)(xs)\nshow \(name)(d.x)\nshow (d then add s = \(name)(x)).s[1]\n"
      program += "show (d then summarise s = \(name)(x)).s[1]\n"
      program += "show (d then add g = \"a\" then summarise s = \(name)(x) by g).s[1]\n"
      right += [String](repeating: answer, count: 5)
    }
    let pairs = zip(x, y).map { (Double($0) ?? 0, Double($1) ?? 0) }
    program += "show correlation(xs, ys)\nshow correlation(d.x, d.y)\n"
    program += "show (d then summarise s = correlation(x, y)).s[1]\n"
    right += [String](repeating: OracleLists.correlation(pairs).shown, count: 3)
    let values = x.compactMap { Double($0) }
    // Neighbours leave no room for bins between them.
    if let low = values.min(), let high = values.max(), high - low > 1e-12 * abs(high) {
      let spread = try OracleLists.call("stdev", [value(x)])?.shown ?? ""
      let twice = try OracleLists.call("stdev", [value(x + x)])?.shown ?? ""
      program += "h = histogram(xs, bins: 4, from: min(xs), to: max(xs))\nshow h.stdev\n"
      program += "show (h + h).stdev\n"
      right += [spread, twice]
    }
    return (program, right)
  }

  @Test func uglyNumbersHaveTheirStatistics() throws {
    var shown: Set<String> = []
    for seed in Self.first..<(Self.first + 400) {
      let (program, right) = try Self.trial(seed)
      let lines = RowsRunner.run(program)
      let shows = program.split(separator: "\n").flatMap { line in
        line.hasPrefix("show ") ? [String(line)] : []
      }
      for (place, answer) in right.enumerated() {
        let line = place < lines.count ? lines[place] : "(nothing)"
        let show = shows[place]
        guard !alike(line, answer), shown.insert(show).inserted else { continue }
        let lists = program.split(separator: "\n").prefix(3).joined(separator: "\n")
        Issue.record("seed \(seed): \(line), but \(answer) is right\n\(lists)\n\(show)")
      }
      if shown.count >= 5 { break }
    }
  }
}
