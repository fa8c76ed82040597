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
        let (sums, _) = sums(values)
        if case .whole = column.storage, sums.allSatisfy({ $0.magnitude < 9e15 }) {
          return Column(wholes: sums.map { Int64($0) }, unit: unit)
        }
        return Column(decimals: sums, unit: unit)
      case .mean: return Column(decimals: means(values), unit: unit)
      case .variance: return Column(decimals: variances(values), unit: unit)
      case .stdev:
        return Column(decimals: variances(values).map { $0.squareRoot() }, unit: unit)
      case .min, .max, .range: return extremes(statistic, values, column, unit)
      case .median: return Column(decimals: quantiles(values, 0.5), unit: unit)
      default: break
      }
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

  private func means(_ values: [Double]) -> [Double] {
    let (sums, counts) = sums(values)
    return zip(sums, counts).map { $1 == 0 ? .nan : $0 / $1 }
  }

  private func variances(_ values: [Double]) -> [Double] {
    let (sums, counts) = sums(values)
    let means = zip(sums, counts).map { $0 / $1 }
    var squares = [Summation](repeating: Summation(), count: grouping.count)
    squares.withUnsafeMutableBufferPointer { squares in
      for (row, id) in grouping.ids.enumerated() where values[row] == values[row] {
        let distance = values[row] - means[Int(id)]
        squares[Int(id)].add(distance * distance)
      }
    }
    return zip(squares, counts).map { $1 > 1 ? $0.total / ($1 - 1) : .nan }
  }

  private func extremes(
    _ statistic: Statistic, _ values: [Double], _ column: Column, _ unit: String
  ) -> Column {
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
    if statistic == .range {
      return Column(decimals: zip(least, greatest).map { $1 - $0 }, unit: unit)
    }
    let result = statistic == .min ? least : greatest
    switch column.storage {
    case .whole where result.allSatisfy({ $0 != $0 || $0.magnitude < 9e15 }):
      return Column(wholes: result.map { $0 == $0 ? Int64($0) : .min }, unit: unit)
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
