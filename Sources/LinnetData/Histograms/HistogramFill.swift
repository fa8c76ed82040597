import CLinnetKernels

/// A histogram in the making: counts values block by block.
///
///     var fill = HistogramFill(edges: [0, 1, 2], isRegular: true)
///     fill.add(values)
///     let histogram = fill.histogram()
public struct HistogramFill {
  private let edges: [Double]
  private let walls: [Double]
  private let scale: Double
  /// Below, the bins, above, gaps.
  private var tally: [Int64]
  private var counts: [Double]
  private var variances: [Double]
  private var totals = linnet_totals()
  private var weighted = 0

  /// Begins with empty bins between rising edges.
  ///
  /// `isRegular` says that all bins may be equally wide, which is faster to fill.
  public init(edges: [Double], isRegular: Bool) {
    self.edges = edges
    let bins = Swift.max(edges.count - 1, 1)
    let first = edges.first ?? 0
    let last = edges.last ?? 1
    let scale = Double(bins) / (last - first)
    let isEven = edges.indices.allSatisfy {
      ((edges[$0] - first) * scale - Double($0)).magnitude < 1e-3
    }
    self.scale = isRegular && isEven && scale.isFinite && scale > 0 ? scale : 0
    walls = [-.infinity] + edges.dropLast() + [last.nextUp, .nan]
    tally = Array(repeating: 0, count: bins + 3)
    counts = Array(repeating: 0, count: bins + 3)
    variances = Array(repeating: 0, count: bins + 3)
  }

  /// Counts values; NaN is counted as missing.
  public mutating func add(_ values: [Double]) {
    guard edges.count > 1 else { return }
    var totals = totals
    withAxis { axis in
      var axis = axis
      tally.withUnsafeMutableBufferPointer { tally in
        forEachBlock(values) { block, size in
          linnet_fill(&axis, block, size, tally.baseAddress, &totals)
        }
      }
    }
    self.totals = totals
  }

  /// Adds weights; NaN on either side is counted as missing.
  public mutating func add(_ values: [Double], weights: [Double]) {
    guard edges.count > 1 else { return }
    var totals = totals
    let size = Swift.min(values.count, weights.count)
    withAxis { axis in
      var axis = axis
      counts.withUnsafeMutableBufferPointer { counts in
        variances.withUnsafeMutableBufferPointer { variances in
          values.withUnsafeBufferPointer { values in
            weights.withUnsafeBufferPointer { weights in
              linnet_fill_weighted(
                &axis, values.baseAddress, weights.baseAddress, size, counts.baseAddress,
                variances.baseAddress, &totals)
            }
          }
        }
      }
    }
    self.totals = totals
    weighted += size
  }

  private func withAxis(_ body: (linnet_axis) -> Void) {
    walls.withUnsafeBufferPointer {
      body(
        linnet_axis(
          walls: $0.baseAddress, bins: edges.count - 1, last: edges.last ?? 0, scale: scale))
    }
  }

  /// The histogram so far.
  public func histogram(
    name: String = "", unit: String = "", labels: [String] = [], isLogarithmic: Bool = false,
    isDate: Bool = false
  ) -> Histogram {
    let bins = edges.count - 1
    let sums = zip(counts, tally).map { $0 + Double($1) }
    let squares = zip(variances, tally).map { $0 + Double($1) }
    let missing = Int(counts[bins + 2]) + Int(tally[bins + 2])
    let all = weighted + Int(tally.reduce(0, +))
    var inside: Int64 = 0
    for bin in 1...bins { inside += tally[bin] }
    return Histogram(
      edges: edges, counts: Array(sums[1...bins]), variances: Array(squares[1...bins]),
      below: sums[0], above: sums[bins + 1], missing: missing, entries: all - missing,
      labels: labels, moments: (totals.weight + Double(inside), totals.x, totals.xx), name: name,
      unit: unit, isLogarithmic: isLogarithmic, isDate: isDate,
      outerVariances: (squares[0], squares[bins + 1]))
  }
}
