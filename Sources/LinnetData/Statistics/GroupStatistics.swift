/// Statistics of a column for each group of its rows.
public struct GroupStatistics {
  private let grouping: Grouping

  /// Makes the statistics of a grouping.
  public init(_ grouping: Grouping) { self.grouping = grouping }

  /// A statistic of each group as a column, one row a group in the order of the groups.
  ///
  /// The same rules and mistakes as `Column.statistic`.
  public func statistic(_ statistic: Statistic, of column: Column) throws(DataMistake) -> Column {
    let unit = Self.keepsUnit(statistic) ? column.unit : ""
    if statistic == .count {
      if case .truth(let answers) = column.storage {
        var yes = [Int64](repeating: 0, count: grouping.count)
        for (row, id) in grouping.ids.enumerated() where answers[row] == 1 { yes[Int(id)] += 1 }
        return Column(wholes: yes)
      }
      return Column(wholes: grouping.sizes.map { Int64($0) })
    }
    if let values = column.decimals, column.kind != .measurement {
      switch statistic {
      case .gaps:
        var gaps = [Int64](repeating: 0, count: grouping.count)
        for (row, id) in grouping.ids.enumerated() where values[row] != values[row] {
          gaps[Int(id)] += 1
        }
        return Column(wholes: gaps)
      case .sum:
        if case .whole(let wholes) = column.storage, let sums = wholeSums(wholes) {
          return Column(wholes: sums, unit: unit)
        }
        return Column(decimals: sums(values).sums, unit: unit)
      case .mean: return Column(decimals: means(values), unit: unit)
      case .variance: return Column(decimals: deviations(values) { $0.variance }, unit: unit)
      case .stdev:
        return Column(decimals: deviations(values) { $0.stdev }, unit: unit)
      case .min, .max:
        if case .whole(let wholes) = column.storage {
          return Column(wholes: extremes(wholes, isMin: statistic == .min), unit: unit)
        }
        return extremes(statistic, values, column, unit)
      case .range: return extremes(statistic, values, column, unit)
      case .median: return Column(decimals: quantiles(values, 0.5), unit: unit)
      default: break
      }
    }
    if statistic == .min || statistic == .max, column.kind != .truth,
      let keys = column.orderKeys()
    {
      // The order of all values is worked out once, not for each group.
      return column.gather(bestRows(keys, isMin: statistic == .min))
    }
    if statistic == .first || statistic == .last {
      return column.gather(statistic == .first ? grouping.firstRows : lastRows())
    }
    var builder = ColumnBuilder()
    let (rows, starts) = grouping.members()
    for group in 0..<grouping.count {
      let part = column.gather(Array(rows[starts[group]..<starts[group + 1]]))
      try builder.append(try part.statistic(statistic))
    }
    return builder.finish(unit: unit)
  }

  /// How many different values each group has, counted as `Column.unique` does: gaps are one value.
  public func different(_ column: Column) -> Column {
    // Groups of group and value at once, by numbers that both have already.
    let values = Grouping([column], count: column.count)
    let pairs = Grouping(
      [grouping.ids, values.ids].map { Column(wholes: $0.map { Int64($0) }) }, count: column.count)
    var counts = [Int64](repeating: 0, count: grouping.count)
    for row in pairs.firstRows where row >= 0 { counts[Int(grouping.ids[Int(row)])] += 1 }
    return Column(wholes: counts)
  }

  /// The quantile of each group.
  ///
  /// Throws `not-numbers`.
  public func quantile(_ share: Double, of column: Column) throws(DataMistake) -> Column {
    guard let values = column.decimals else {
      throw DataMistake("not-numbers", ["kind": column.kind.plural])
    }
    return Column(decimals: quantiles(values, share), unit: column.unit)
  }

  /// The correlation of two columns in each group.
  ///
  /// Throws `not-numbers`.
  public func correlation(_ a: Column, _ b: Column) throws(DataMistake) -> Column {
    guard let x = a.decimals else { throw DataMistake("not-numbers", ["kind": a.kind.plural]) }
    guard let y = b.decimals else { throw DataMistake("not-numbers", ["kind": b.kind.plural]) }
    let (rows, starts) = grouping.members()
    return Column(
      decimals: (0..<grouping.count).map { group in
        let members = rows[starts[group]..<starts[group + 1]]
        return Statistics.correlation(members.map { x[Int($0)] }, members.map { y[Int($0)] })
      })
  }

  /// The columns of each group's rows, to work out anything else.
  public func parts(of column: Column) -> [Column] {
    let (rows, starts) = grouping.members()
    return (0..<grouping.count).map {
      column.gather(Array(rows[starts[$0]..<starts[$0 + 1]]))
    }
  }

  private static func keepsUnit(_ statistic: Statistic) -> Bool {
    switch statistic {
    case .count, .gaps, .any, .all, .variance: false
    default: true
    }
  }

  /// Compensated sums and counts of the values that are no gaps.
  private func sums(_ values: [Double]) -> (sums: [Double], counts: [Double]) {
    var sums = [Summation](repeating: Summation(), count: grouping.count)
    var counts = [Double](repeating: 0, count: grouping.count)
    sums.withUnsafeMutableBufferPointer { sums in
      counts.withUnsafeMutableBufferPointer { counts in
        for (row, id) in grouping.ids.enumerated() where values[row] == values[row] {
          sums[Int(id)].add(values[row])
          counts[Int(id)] += 1
        }
      }
    }
    return (sums.map { $0.total }, counts)
  }

  /// Exact sums of whole numbers; nil where one does not fit.
  private func wholeSums(_ values: [Int64]) -> [Int64]? {
    var sums = [Int64](repeating: 0, count: grouping.count)
    for (row, id) in grouping.ids.enumerated() where values[row] != .min {
      let (sum, overflow) = sums[Int(id)].addingReportingOverflow(values[row])
      if overflow || sum == .min { return nil }
      sums[Int(id)] = sum
    }
    return sums
  }

  private func extremes(_ values: [Int64], isMin: Bool) -> [Int64] {
    var best = [Int64](repeating: .min, count: grouping.count)
    for (row, id) in grouping.ids.enumerated() where values[row] != .min {
      let known = best[Int(id)]
      if known == .min || (isMin ? values[row] < known : values[row] > known) {
        best[Int(id)] = values[row]
      }
    }
    return best
  }

  /// The row of the least or greatest key of each group, the first of several; -1 where there is none.
  private func bestRows(_ keys: [Double], isMin: Bool) -> [Int32] {
    var best = [Int32](repeating: -1, count: grouping.count)
    for (row, id) in grouping.ids.enumerated() where keys[row] == keys[row] {
      let known = best[Int(id)]
      if known < 0 || (isMin ? keys[row] < keys[Int(known)] : keys[row] > keys[Int(known)]) {
        best[Int(id)] = Int32(row)
      }
    }
    return best
  }

  private func means(_ values: [Double]) -> [Double] {
    let (sums, counts) = sums(values)
    let (least, greatest) = extremes(values)
    return sums.indices.map {
      Statistics.mean(
        sum: sums[$0], count: Int(counts[$0]), min: least[$0], max: greatest[$0])
    }
  }

  /// Something about how the values of each group spread.
  private func deviations(_ values: [Double], _ part: (Deviations) -> Double) -> [Double] {
    let (rows, starts) = grouping.members()
    let together = rows.map { values[Int($0)] }
    return together.withUnsafeBufferPointer { together in
      (0..<grouping.count).map { group in
        part(Deviations(UnsafeBufferPointer(rebasing: together[starts[group]..<starts[group + 1]])))
      }
    }
  }

  private func extremes(_ values: [Double]) -> (least: [Double], greatest: [Double]) {
    var least = [Double](repeating: .nan, count: grouping.count)
    var greatest = least
    for (row, id) in grouping.ids.enumerated() {
      let value = values[row]
      let group = Int(id)
      if value == value {
        if !(least[group] <= value) { least[group] = value }
        if !(greatest[group] >= value) { greatest[group] = value }
      }
    }
    return (least, greatest)
  }

  private func extremes(
    _ statistic: Statistic, _ values: [Double], _ column: Column, _ unit: String
  ) -> Column {
    let (least, greatest) = extremes(values)
    if statistic == .range {
      return Column(decimals: zip(least, greatest).map { $1 - $0 }, unit: unit)
    }
    let result = statistic == .min ? least : greatest
    switch column.storage {
    case .truth: return Column(.truth(result.map { $0 == $0 ? UInt8($0) : 2 }))
    default: return Column(decimals: result, unit: unit)
    }
  }

  private func quantiles(_ values: [Double], _ share: Double) -> [Double] {
    let (rows, starts) = grouping.members()
    return (0..<grouping.count).map { group in
      var present: [Double] = []
      for row in rows[starts[group]..<starts[group + 1]] where values[Int(row)] == values[Int(row)]
      {
        present.append(values[Int(row)])
      }
      return Statistics.quantile(ofPresent: &present, share)
    }
  }

  private func lastRows() -> [Int32] {
    var last = [Int32](repeating: -1, count: grouping.count)
    for (row, id) in grouping.ids.enumerated() { last[Int(id)] = Int32(row) }
    return last
  }
}
