import CLinnetKernels

extension Histogram {
  /// Counts the values of a column.
  ///
  /// Numbers and dates are counted in bins, texts and truths by word, lists item by item. A weight a
  /// row makes sums of weights; a gap in it counts as missing. Throws the mistakes of
  /// `HistogramBinning`, `not-countable` with `kind`, `not-numbers` for weights, `different-lengths`.
  public static func counting(
    _ column: Column, binning: HistogramBinning = HistogramBinning(), weights: Column? = nil,
    name: String = ""
  ) throws(DataMistake) -> Histogram {
    if let weights, weights.count != column.count {
      throw DataMistake(
        "different-lengths", ["left": "\(column.count)", "right": "\(weights.count)"])
    }
    if let weights, weights.kind != .number, case .list = weights.kind {
    } else if let weights, weights.decimals == nil {
      throw DataMistake("not-numbers", ["kind": weights.kind.plural])
    }
    switch column.storage {
    case .list(let offsets, _, let gaps):
      let items = column.flattened ?? column
      let spread = try weights.map { (weights) throws(DataMistake) -> Column in
        if let flat = weights.flattened {
          guard flat.count == items.count else {
            throw DataMistake(
              "different-lengths", ["left": "\(items.count)", "right": "\(flat.count)"])
          }
          return flat
        }
        var rows: [Int32] = []
        for row in 0..<column.count {
          for _ in offsets[row]..<offsets[row + 1] { rows.append(Int32(row)) }
        }
        return weights.gather(rows)
      }
      let inner = try counting(
        items.with(unit: column.unit.isEmpty ? items.unit : column.unit), binning: binning,
        weights: spread, name: name)
      return gaps.isEmpty ? inner : inner.adding(missing: gaps.count)
    case .text(let codes, let words):
      return byWord(codes.map { $0 < 0 ? -1 : Int($0) }, words, weights?.decimals, column, name)
    case .truth(let answers):
      return byWord(
        answers.map { $0 == 2 ? -1 : Int($0) }, ["false", "true"], weights?.decimals, column, name)
    case .date(let raw):
      let days = raw.map { $0 == .min ? Double.nan : DateValue(raw: $0).days }
      return try inBins(days, binning, weights?.decimals, column, name, isDate: true)
    default:
      guard let values = column.decimals else {
        throw DataMistake("not-countable", ["kind": column.kind.plural])
      }
      return try inBins(values, binning, weights?.decimals, column, name, isDate: false)
    }
  }

  private static func inBins(
    _ values: [Double], _ binning: HistogramBinning, _ weights: [Double]?, _ column: Column,
    _ name: String, isDate: Bool
  ) throws(DataMistake) -> Histogram {
    let edges = try binning.edges(for: values)
    let isRegular = binning.edges == nil && !binning.isLogarithmic
    var fill = HistogramFill(edges: edges, isRegular: isRegular)
    if let weights {
      fill.add(values, weights: weights)
    } else {
      fill.add(values)
    }
    return fill.histogram(
      name: name, unit: column.unit, isLogarithmic: binning.isLogarithmic, isDate: isDate)
  }

  /// One bar for each word that occurs, in alphabetical order.
  private static func byWord(
    _ codes: [Int], _ words: [String], _ weights: [Double]?, _ column: Column, _ name: String
  ) -> Histogram {
    var isUsed = [Bool](repeating: false, count: words.count)
    for code in codes where code >= 0 { isUsed[code] = true }
    let order = words.indices.filter { isUsed[$0] }.sorted { words[$0] < words[$1] }
    var bars = [Double](repeating: .nan, count: words.count)
    var labels: [String] = []
    for code in order {
      if labels.last != words[code] { labels.append(words[code]) }
      bars[code] = Double(labels.count) - 0.5
    }
    let edges = (0...max(labels.count, 1)).map { Double($0) }
    var fill = HistogramFill(edges: edges, isRegular: true)
    let places = codes.map { $0 < 0 ? Double.nan : bars[$0] }
    if let weights {
      fill.add(places, weights: weights)
    } else {
      fill.add(places)
    }
    return fill.histogram(name: name, unit: column.unit, labels: labels.isEmpty ? [""] : labels)
  }

  /// Makes a histogram from numbers that were counted elsewhere.
  ///
  /// Without errors they are the roots of the counts. Throws `bins-edges`, and `histogram-lengths` with
  /// `counts`, `edges` and `errors` when there are not as many counts and errors as bins.
  public static func made(
    counts: [Double], edges: [Double], errors: [Double]? = nil, name: String = "",
    unit: String = ""
  ) throws(DataMistake) -> Histogram {
    let edges = try HistogramBinning(edges: edges).edges(for: [])
    guard counts.count == edges.count - 1, errors.map({ $0.count == counts.count }) ?? true else {
      throw DataMistake(
        "histogram-lengths",
        [
          "counts": "\(counts.count)", "edges": "\(edges.count)",
          "errors": "\(errors?.count ?? counts.count)",
        ])
    }
    let variances = errors?.map { $0 * $0 } ?? counts.map { $0.magnitude }
    let total = counts.reduce(0) { $0 + ($1 == $1 ? $1 : 0) }
    return Histogram(
      edges: edges, counts: counts, variances: variances,
      entries: total.magnitude < 9e15 ? Int(exactly: total.rounded()) ?? 0 : 0,
      moments: moments(edges: edges, counts: counts), name: name, unit: unit)
  }

  /// The sums over bins as if every entry lay in the middle of its bin.
  static func moments(edges: [Double], counts: [Double]) -> HistogramMoments {
    var moments = HistogramMoments()
    for (bin, count) in counts.enumerated() where count == count {
      moments.add(HistogramMoments(weight: count, center: edges[bin] / 2 + edges[bin + 1] / 2))
    }
    return moments
  }

  private func adding(missing more: Int) -> Histogram {
    Histogram(
      edges: edges, counts: counts, variances: variances, below: below, above: above,
      missing: missing + more, entries: entries, labels: labels, moments: moments, name: name,
      unit: unit, isLogarithmic: isLogarithmic, isDate: isDate, outerVariances: outerVariances)
  }
}
