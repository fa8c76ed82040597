import LinnetText

extension Histogram {
  /// The error of each bin: the root of the sum of squared weights.
  public var errors: [Double] { variances.map { $0.squareRoot() } }
  /// The middle of each bin.
  public var centers: [Double] {
    counts.indices.map { edges[$0] / 2 + edges[$0 + 1] / 2 }
  }
  /// The number of bins.
  public var bins: Int { counts.count }
  /// The sum of the bins, without what fell below and above.
  public var sum: Double {
    var sum = Summation()
    for count in counts where count == count { sum.add(count) }
    return sum.total
  }
  /// The mean of the values inside the range; NaN for none.
  public var mean: Double { moments.mean }
  /// The standard deviation (n - 1) of the values inside the range; NaN for fewer than two.
  public var stdev: Double {
    guard moments.weight > 0 else { return .nan }
    var weights = Summation()
    for variance in variances where variance == variance { weights.add(variance) }
    let freedom = moments.weight - weights.total / moments.weight
    return freedom > 0 ? (moments.squares / freedom).squareRoot() : .nan
  }
  /// The highest bin, counted from 0, the first of several; nil where there is no count.
  public var peakBin: Int? {
    var best: Int?
    for (bin, count) in counts.enumerated() where count == count {
      if best.map({ count > counts[$0] }) ?? true { best = bin }
    }
    return best
  }
  /// The middle of the highest bin; NaN where there is none.
  public var peak: Double {
    peakBin.map { edges[$0] / 2 + edges[$0 + 1] / 2 } ?? .nan
  }
  /// True when the bins are words.
  public var hasWords: Bool { !labels.isEmpty }

  /// The bins in few words, for messages: `60 from 60 to 120`.
  public var binsText: String {
    if hasWords { return labels.joined(separator: ", ") }
    let first = edges.first ?? 0
    let last = edges.last ?? 0
    if isDate, let from = DateValue(days: first), let to = DateValue(days: last) {
      return "\(bins) from \(DateText.shown(from)) to \(DateText.shown(to))"
    }
    return "\(bins) from \(NumberText.shown(first)) to \(NumberText.shown(last))"
  }

  /// The names of the parts, in the order in which they are listed to people.
  public static let partNames = [
    "counts", "errors", "edges", "centers", "entries", "below", "above", "missing", "sum", "mean",
    "stdev", "peak",
  ]
}
