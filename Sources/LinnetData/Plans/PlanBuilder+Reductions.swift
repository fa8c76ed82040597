/// One value a row from the list in that row.
extension PlanBuilder {
  /// A statistic of each list, by the rules of `Column.statistic`.
  ///
  /// A list that is a gap gives a gap. Throws `needs-kind`, `not-numbers`, `not-a-question` with `kind`.
  public func reduce(_ statistic: Statistic, _ list: Node) throws(DataMistake) -> Node {
    guard case .list(let domain, let items, let gaps) = list.shape else {
      throw DataMistake("needs-kind", ["wanted": "lists", "given": list.kind.plural])
    }
    let parent = domains[domain].parent
    leftOut = (0, 0)
    func result(_ column: Column) -> Node {
      let keeps: Bool
      switch statistic {
      case .count, .gaps, .any, .all, .variance: keeps = false
      default: keeps = true
      }
      return self.node(
        keeps ? column.with(unit: list.unit) : column.with(unit: ""), domain: parent)
    }
    if statistic == .count {
      var counts: [Int64] = []
      if items.kind == .truth,
        case .truth(let answers) = try evaluate([items], domain: domain)[0].storage
      {
        forEachList(domain) { row, items in
          let yes = answers[items].reduce(0) { $0 + ($1 == 1 ? 1 : 0) }
          counts.append(gaps.contains(row) ? .min : Int64(yes))
        }
        return result(Column(wholes: counts))
      }
      forEachList(domain) { row, items in
        counts.append(gaps.contains(row) ? .min : Int64(items.count))
      }
      return result(Column(wholes: counts))
    }
    let column = try evaluate([items], domain: domain)[0]
    switch statistic {
    case .sum, .mean, .median, .min, .max, .stdev, .variance, .range:
      leftOut = (column.gapCount, column.count)
    default: break
    }
    let isExact = statistic == .min || statistic == .max || statistic == .sum
    if let values = column.decimals, column.kind != .measurement,
      !(isExact && column.hasLongWholes), let numbers = reduced(statistic, values, domain, gaps)
    {
      return result(Column(decimals: numbers))
    }
    if case .truth(let answers) = column.storage, statistic == .any || statistic == .all {
      return result(Column(.truth(answered(statistic, answers, domain, gaps))))
    }
    if statistic == .first || statistic == .last {
      var rows: [Int32] = []
      forEachList(domain) { _, items in
        rows.append(
          items.isEmpty ? -1 : Int32(statistic == .first ? items.lowerBound : items.upperBound - 1))
      }
      return result(column.gather(rows))
    }
    // Asking a list of nothing brings the mistake where the kind does not fit, and fits the result.
    _ = try column.slice(0..<0).statistic(statistic)
    var builder = ColumnBuilder()
    let offsets = domains[domain].offsets
    for row in 0..<max(offsets.count - 1, 0) {
      let part = column.slice(offsets[row]..<offsets[row + 1])
      try builder.append(gaps.contains(row) ? .missing : try part.statistic(statistic))
    }
    return result(builder.finish())
  }

  /// The quantile of each list; the share is 0 to 1.
  ///
  /// Throws `needs-kind` and `not-numbers` with `kind`.
  public func quantile(_ list: Node, _ share: Double) throws(DataMistake) -> Node {
    try reduceNumbers(list) { values in Statistics.quantile(ofPresent: &values, share) }
  }

  /// The position, counted from 1, of the least or greatest item of each list.
  ///
  /// Throws `needs-kind` and `no-order` with `kind`.
  public func position(_ list: Node, ofGreatest: Bool) throws(DataMistake) -> Node {
    guard case .list(let domain, _, let gaps) = list.shape else {
      throw DataMistake("needs-kind", ["wanted": "lists", "given": list.kind.plural])
    }
    let column = try items(list)
    guard let keys = column.orderKeys() else {
      throw DataMistake("no-order", ["kind": column.kind.plural])
    }
    var positions: [Int64] = []
    forEachList(domain) { row, items in
      var best: Int?
      for item in items where keys[item] == keys[item] {
        guard let known = best else {
          best = item
          continue
        }
        if ofGreatest ? keys[item] > keys[known] : keys[item] < keys[known] { best = item }
      }
      let isGap = gaps.contains(row)
      positions.append(isGap ? .min : best.map { Int64($0 - items.lowerBound + 1) } ?? .min)
    }
    return node(Column(wholes: positions), domain: domains[domain].parent)
  }

  /// Any number made from the numbers of each list, gaps left out; NaN is a gap.
  ///
  /// Throws `needs-kind` and `not-numbers` with `kind`.
  public func reduceNumbers(
    _ list: Node, _ function: (inout [Double]) -> Double
  ) throws(DataMistake) -> Node {
    guard case .list(let domain, _, let gaps) = list.shape else {
      throw DataMistake("needs-kind", ["wanted": "lists", "given": list.kind.plural])
    }
    let column = try items(list)
    guard let values = column.decimals else {
      throw DataMistake("not-numbers", ["kind": column.kind.plural])
    }
    var results: [Double] = []
    forEachList(domain) { row, items in
      var present: [Double] = []
      for item in items where values[item] == values[item] { present.append(values[item]) }
      results.append(gaps.contains(row) ? .nan : function(&present))
    }
    return node(
      Column(decimals: results, unit: column.unit), domain: domains[domain].parent)
  }

  private func reduced(
    _ statistic: Statistic, _ values: [Double], _ domain: Int, _ gaps: Set<Int>
  ) -> [Double]? {
    switch statistic {
    case .gaps, .sum, .mean, .min, .max, .range, .variance, .stdev, .median: break
    default: return nil
    }
    var results: [Double] = []
    results.reserveCapacity(max(domains[domain].offsets.count - 1, 0))
    forEachList(domain) { row, items in
      if !gaps.isEmpty, gaps.contains(row) {
        results.append(.nan)
        return
      }
      if statistic == .median {
        var present: [Double] = []
        for item in items where values[item] == values[item] { present.append(values[item]) }
        results.append(Statistics.quantile(ofPresent: &present, 0.5))
        return
      }
      var count = 0
      var sum = Summation()
      var least = Double.nan
      var greatest = Double.nan
      for item in items where values[item] == values[item] {
        count += 1
        sum.add(values[item])
        if !(least <= values[item]) { least = values[item] }
        if !(greatest >= values[item]) { greatest = values[item] }
      }
      switch statistic {
      case .gaps: results.append(Double(items.count - count))
      case .sum: results.append(sum.total)
      case .mean:
        results.append(Statistics.mean(sum: sum.total, count: count, min: least, max: greatest))
      case .min: results.append(least)
      case .max: results.append(greatest)
      case .range: results.append(greatest - least)
      default:
        let deviations = values.withUnsafeBufferPointer {
          Deviations(UnsafeBufferPointer(rebasing: $0[items]))
        }
        results.append(statistic == .variance ? deviations.variance : deviations.stdev)
      }
    }
    return results
  }

  private func answered(
    _ statistic: Statistic, _ answers: [UInt8], _ domain: Int, _ gaps: Set<Int>
  ) -> [UInt8] {
    let decisive: UInt8 = statistic == .any ? 1 : 0
    var results: [UInt8] = []
    forEachList(domain) { row, items in
      let isDecided = answers[items].contains(decisive)
      results.append(gaps.contains(row) ? 2 : isDecided == (statistic == .any) ? 1 : 0)
    }
    return results
  }
}
