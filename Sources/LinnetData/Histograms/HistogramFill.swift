import CLinnetKernels

/// A histogram in the making: counts values block by block.
///
///     var fill = HistogramFill(edges: [0, 1, 2], isRegular: true)
///     fill.add(values)
///     let histogram = fill.histogram()
public struct HistogramFill {
  private let edges: [Double]
  private let scale: Double
  private var tally: [Int64]
  private var counts: [Double]
  private var variances: [Double]
  private var totals = linnet_totals()

  /// Begins with empty bins between rising edges.
  ///
  /// `isRegular` says that all bins are equally wide, which is faster to fill.
  public init(edges: [Double], isRegular: Bool) {
    self.edges = edges
    let bins = Swift.max(edges.count - 1, 1)
    let width = (edges.last ?? 1) - (edges.first ?? 0)
    let scale = Double(bins) / width
    self.scale = isRegular && scale.isFinite && scale > 0 ? scale : 0
    tally = Array(repeating: 0, count: bins)
    counts = Array(repeating: 0, count: bins)
    variances = Array(repeating: 0, count: bins)
  }

  /// Counts values; NaN is counted as missing.
  public mutating func add(_ values: [Double]) {
    values.withUnsafeBufferPointer { add($0) }
  }

  /// Counts values; NaN is counted as missing.
  public mutating func add(_ values: UnsafeBufferPointer<Double>) {
    guard edges.count > 1 else { return }
    var totals = totals
    edges.withUnsafeBufferPointer { edges in
      tally.withUnsafeMutableBufferPointer { tally in
        guard let base = values.baseAddress else { return }
        var axis = linnet_axis(edges: edges.baseAddress, bins: tally.count, scale: scale)
        var start = 0
        while start < values.count {
          let size = Swift.min(blockRows, values.count - start)
          linnet_fill(&axis, base + start, size, tally.baseAddress, &totals)
          start += size
        }
      }
    }
    self.totals = totals
  }

  /// Adds weights; NaN on either side is counted as missing.
  public mutating func add(_ values: [Double], weights: [Double]) {
    guard edges.count > 1 else { return }
    var totals = totals
    edges.withUnsafeBufferPointer { edges in
      counts.withUnsafeMutableBufferPointer { counts in
        variances.withUnsafeMutableBufferPointer { variances in
          values.withUnsafeBufferPointer { values in
            weights.withUnsafeBufferPointer { weights in
              var axis = linnet_axis(edges: edges.baseAddress, bins: counts.count, scale: scale)
              linnet_fill_weighted(
                &axis, values.baseAddress, weights.baseAddress,
                Swift.min(values.count, weights.count), counts.baseAddress,
                variances.baseAddress, &totals)
            }
          }
        }
      }
    }
    self.totals = totals
  }

  /// The histogram so far.
  public func histogram(
    name: String = "", unit: String = "", labels: [String] = [], isLogarithmic: Bool = false,
    isDate: Bool = false
  ) -> Histogram {
    Histogram(
      edges: edges, counts: zip(counts, tally).map { $0 + Double($1) },
      variances: zip(variances, tally).map { $0 + Double($1) }, below: totals.below,
      above: totals.above, missing: Int(totals.missing), entries: Int(totals.entries),
      labels: labels, moments: (totals.weight, totals.x, totals.xx), name: name, unit: unit,
      isLogarithmic: isLogarithmic, isDate: isDate,
      outerVariances: (totals.below_squares, totals.above_squares))
  }
}
