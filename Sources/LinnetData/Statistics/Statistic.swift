/// A statistic of many values as one.
public enum Statistic: String, Sendable, CaseIterable {
  /// How many values, gaps included; of answers, how many say yes.
  case count
  /// How many gaps.
  case gaps
  /// The sum.
  case sum
  /// The mean.
  case mean
  /// The value in the middle.
  case median
  /// The least.
  case min
  /// The greatest.
  case max
  /// The standard deviation with n - 1.
  case stdev
  /// The variance with n - 1.
  case variance
  /// The greatest minus the least.
  case range
  /// Whether at least one answer is true.
  case any
  /// Whether every answer is true.
  case all
  /// The first value.
  case first
  /// The last value.
  case last
}

extension Column {
  /// A statistic over all rows.
  ///
  /// Gaps are left out, except that `count` counts them (but of answers only those that say yes) and `first` and `last` may be one. Nothing to
  /// work on gives `missing`, for `sum` 0, for `any` false and for `all` true. A truth counts as 0 or 1
  /// in a sum or mean. Throws `not-numbers` and `not-a-question` with `kind`.
  public func statistic(_ statistic: Statistic) throws(DataMistake) -> Item {
    switch statistic {
    case .count: return .whole(Int64(counted))
    case .gaps: return .whole(Int64(gapCount))
    case .first: return item(0)
    case .last: return item(count - 1)
    case .any, .all:
      guard case .truth(let answers) = storage else {
        throw DataMistake("not-a-question", ["kind": kind.plural])
      }
      let decisive: UInt8 = statistic == .any ? 1 : 0
      return .truth(answers.contains(decisive) == (statistic == .any))
    case .min, .max: return try extreme(statistic)
    default: break
    }
    if statistic == .sum, case .vector(let vectors) = storage {
      return .vector(vectors.total)
    }
    if case .measurement(_, _, let sources) = storage,
      let measured = measured(statistic, sources)
    {
      return measured
    }
    if statistic != .sum, case .date = storage { return dateStatistic(statistic) }
    guard let values = decimals else { throw DataMistake("not-numbers", ["kind": kind.plural]) }
    switch statistic {
    case .sum: return exactSum(values)
    case .mean: return .number(Statistics(values).mean)
    case .median: return .number(Statistics.median(values))
    case .stdev: return .number(Statistics.stdev(values))
    case .variance: return .number(Statistics.variance(values))
    default:
      let summary = Statistics(values)
      return .number(summary.max - summary.min)
    }
  }

  /// How many values there are, gaps included; of answers, how many say yes.
  public var counted: Int {
    guard case .truth(let answers) = storage else { return count }
    return answers.reduce(0) { $0 + ($1 == 1 ? 1 : 0) }
  }

  /// The value below which a share (0 to 1) of the values lies.
  ///
  /// Throws `not-numbers`.
  public func quantile(_ share: Double) throws(DataMistake) -> Item {
    guard let values = decimals else { throw DataMistake("not-numbers", ["kind": kind.plural]) }
    return .number(Statistics.quantile(values, share))
  }

  /// The correlation with another column of equal length.
  ///
  /// Throws `not-numbers` and `different-lengths`.
  public func correlation(with other: Column) throws(DataMistake) -> Item {
    guard let a = decimals else { throw DataMistake("not-numbers", ["kind": kind.plural]) }
    guard let b = other.decimals else {
      throw DataMistake("not-numbers", ["kind": other.kind.plural])
    }
    guard a.count == b.count else {
      throw DataMistake("different-lengths", ["left": "\(a.count)", "right": "\(b.count)"])
    }
    return .number(Statistics.correlation(a, b))
  }

  /// The row of the least or greatest value, counted from 0; nil where there is none.
  ///
  /// The first of several equal ones. Throws `no-order`.
  public func position(ofGreatest: Bool) throws(DataMistake) -> Int? {
    guard let keys = orderKeys() else { throw DataMistake("no-order", ["kind": kind.plural]) }
    var best: Int?
    for (row, key) in keys.enumerated() where key == key {
      guard let place = best else {
        best = row
        continue
      }
      if ofGreatest ? key > keys[place] : key < keys[place] { best = row }
    }
    return best
  }

  /// The sum and the mean of measurements, correlations kept; nil for statistics by value.
  private func measured(_ statistic: Statistic, _ sources: MeasurementSources) -> Item? {
    guard statistic == .sum || statistic == .mean else { return nil }
    guard case .measurement(let values, let errors, _) = storage else { return nil }
    var items: [Measurement] = []
    items.reserveCapacity(count)
    for row in 0..<count where values[row] == values[row] {
      let shifts = sources.shifts(row)
      // Without a known source an error is nobody else's.
      let own = shifts.isEmpty && errors[row] > 0
      items.append(
        own
          ? Measurement(value: values[row], error: errors[row], source: .max - UInt64(row))
          : Measurement(value: values[row], shifts: shifts))
    }
    if items.isEmpty { return statistic == .sum ? .whole(0) : .missing }
    var result = Measurement.sum(items)
    if statistic == .mean {
      let share = 1 / Double(items.count)
      result = result.mapped(value: result.value * share, slope: share)
    }
    return .measurement(value: result.value, error: result.error, shifts: result.shifts)
  }

  private func extreme(_ statistic: Statistic) throws(DataMistake) -> Item {
    if case .decimal(let values) = storage {
      let summary = Statistics(values)
      return .number(statistic == .min ? summary.min : summary.max)
    }
    if case .whole(let values) = storage {
      var best: Int64?
      for value in values where value != .min {
        guard let known = best else {
          best = value
          continue
        }
        if statistic == .min ? value < known : value > known { best = value }
      }
      return best.map { .whole($0) } ?? .missing
    }
    guard let row = try position(ofGreatest: statistic == .max) else { return .missing }
    return item(row)
  }

  /// The sum, exact for whole numbers as long as it fits.
  private func exactSum(_ values: [Double]) -> Item {
    if case .whole(let wholes) = storage {
      var sum: Int64 = 0
      var overflows = false
      for value in wholes where value != .min {
        let (next, overflow) = sum.addingReportingOverflow(value)
        sum = next
        overflows = overflows || overflow
      }
      if !overflows { return .whole(sum) }
    }
    return .number(Statistics(values).sum)
  }

  private func dateStatistic(_ statistic: Statistic) -> Item {
    guard case .date(let raw) = storage else { return .missing }
    let days = raw.map { $0 == .min ? Double.nan : Double($0 >> 1) / 86_400_000 }
    let summary = Statistics(days)
    switch statistic {
    case .mean, .median:
      let value = statistic == .mean ? summary.mean : Statistics.median(days)
      return DateValue(days: value).map { .date($0) } ?? .missing
    case .range: return .number(summary.max - summary.min)
    case .variance: return .number(Statistics.variance(days))
    default: return .number(Statistics.stdev(days))
    }
  }
}

extension VectorColumn {
  /// The sum of all vectors, gaps left out.
  public var total: FourVector {
    var sum = FourVector(E: 0, px: 0, py: 0, pz: 0, mass2: 0)
    for row in 0..<count {
      if let vector = vector(row) { sum = sum + vector }
    }
    return sum
  }
}

extension DateValue {
  /// Days since 1970-01-01, with the time of day as a fraction.
  public var days: Double { Double(raw >> 1) / 86_400_000 }

  /// The moment a number of days after 1970-01-01; it has a time of day unless the days are whole.
  ///
  /// Nil for NaN and outside the calendar.
  public init?(days: Double) {
    guard days.magnitude < 1e8 else { return nil }
    let moment = Int64((days * Double(Self.dayLength)).rounded())
    self.init(milliseconds: moment, hasTime: moment % Self.dayLength != 0)
  }
}
