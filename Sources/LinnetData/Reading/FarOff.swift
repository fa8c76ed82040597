/// Numbers such as -999 that stand far from all others of a column: they may mean that there is no value.
public enum FarOff {
  private static let low: [Double] = [
    -999, -9999, -99_999, -999_999, -99, -9, -999.9, -99.9, -99.99, -999.99, -9999.9, -9999.99,
  ]
  private static let high: [Double] = [
    999, 9999, 99_999, 999_999, 99, 999.9, 99.9, 99.99, 999.99, 9999.9, 9999.99,
  ]
  /// With fewer other values nothing is far from them.
  private static let fewest = 5

  /// What to tell about the columns of a table.
  public static func decisions(_ table: Dataset) -> [ReadingDecision] {
    var decisions: [ReadingDecision] = []
    for (name, column) in zip(table.names, table.columns) {
      let found: (count: Int, value: Double)?
      switch column.storage {
      case .decimal(let values): found = find(in: values)
      case .whole(let values): found = find(in: values)
      default: found = nil
      }
      guard let found else { continue }
      let number =
        found.value == found.value.rounded() ? "\(Int64(found.value))" : "\(found.value)"
      decisions.append(.farOff(column: name, count: found.count, number: number))
    }
    return decisions
  }

  private static func find(in values: [Double]) -> (count: Int, value: Double)? {
    var least = Double.infinity
    var most = -Double.infinity
    for value in values {
      // A gap compares with nothing.
      least = value < least ? value : least
      most = value > most ? value : most
    }
    guard least < most else { return nil }
    for candidate in [least, most] where isCandidate(candidate, least, most) {
      var count = 0
      var others = 0
      var from = Double.infinity
      var to = -Double.infinity
      for value in values where !value.isNaN {
        if value == candidate {
          count += 1
        } else {
          others += 1
          from = min(from, value)
          to = max(to, value)
        }
      }
      if isFar(candidate, from, to, count: count, others: others) { return (count, candidate) }
    }
    return nil
  }

  private static func find(in values: [Int64]) -> (count: Int, value: Double)? {
    var least = Int64.max
    var most = Int64.min
    for value in values {
      // Gaps are the least number there is; one less than it is the greatest.
      let raised = value &- 1
      least = raised < least ? raised : least
      most = value > most ? value : most
    }
    guard least < .max else { return nil }
    least = least &+ 1
    guard least < most, least != .min else { return nil }
    for candidate in [least, most]
    where isCandidate(Double(candidate), Double(least), Double(most)) {
      var count = 0
      var others = 0
      var from = Double.infinity
      var to = -Double.infinity
      for value in values where value != .min {
        if value == candidate {
          count += 1
        } else {
          others += 1
          from = min(from, Double(value))
          to = max(to, Double(value))
        }
      }
      if isFar(Double(candidate), from, to, count: count, others: others) {
        return (count, Double(candidate))
      }
    }
    return nil
  }

  private static func isCandidate(_ value: Double, _ least: Double, _ most: Double) -> Bool {
    value == least && low.contains(value) || value == most && high.contains(value)
  }

  /// True when the others lie close together, seen from there.
  private static func isFar(_ value: Double, _ from: Double, _ to: Double, count: Int, others: Int)
    -> Bool
  {
    guard others >= fewest, count * 2 < others else { return false }
    let distance = value < from ? from - value : value - to
    return distance > 2 * max(to - from, 1) && (value < 0 ? from > value / 2 : to < value / 2)
  }
}
