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
  private var moments = HistogramMoments()
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
    var moments = moments
    Self.withAxis(edges, walls, scale) { axis in
      var axis = axis
      tally.withUnsafeMutableBufferPointer { tally in
        forEachBlock(values) { block, size in
          let center = Self.center(moments, axis, block, size)
          var totals = linnet_totals()
          linnet_fill(&axis, block, size, center, tally.baseAddress, &totals)
          moments.add(HistogramMoments(totals, center))
        }
      }
    }
    self.moments = moments
  }

  /// Adds weights; NaN on either side is counted as missing.
  public mutating func add(_ values: [Double], weights: [Double]) {
    guard edges.count > 1 else { return }
    var moments = moments
    let count = Swift.min(values.count, weights.count)
    Self.withAxis(edges, walls, scale) { axis in
      var axis = axis
      counts.withUnsafeMutableBufferPointer { counts in
        variances.withUnsafeMutableBufferPointer { variances in
          values.withUnsafeBufferPointer { values in
            weights.withUnsafeBufferPointer { weights in
              guard let values = values.baseAddress, let weights = weights.baseAddress else {
                return
              }
              var start = 0
              while start < count {
                let size = Swift.min(blockRows, count - start)
                let center = Self.center(moments, axis, values + start, size)
                var totals = linnet_totals()
                linnet_fill_weighted(
                  &axis, values + start, weights + start, size, center, counts.baseAddress,
                  variances.baseAddress, &totals)
                moments.add(HistogramMoments(totals, center))
                start += size
              }
            }
          }
        }
      }
    }
    self.moments = moments
    weighted += count
  }

  /// What the sums of a block are taken around: the mean so far, at first a value inside the range.
  private static func center(
    _ moments: HistogramMoments, _ axis: linnet_axis, _ block: UnsafePointer<Double>, _ size: Int
  ) -> Double {
    if !moments.isEmpty { return moments.center }
    guard let walls = axis.walls else { return 0 }
    let low = walls[1]
    let high = axis.last
    for index in 0..<size where block[index] >= low && block[index] <= high { return block[index] }
    return low
  }

  private static func withAxis(
    _ edges: [Double], _ walls: [Double], _ scale: Double, _ body: (linnet_axis) -> Void
  ) {
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
    return Histogram(
      edges: edges, counts: Array(sums[1...bins]), variances: Array(squares[1...bins]),
      below: sums[0], above: sums[bins + 1], missing: missing, entries: all - missing,
      labels: labels, moments: moments, name: name,
      unit: unit, isLogarithmic: isLogarithmic, isDate: isDate,
      outerVariances: (squares[0], squares[bins + 1]))
  }
}

extension HistogramMoments {
  fileprivate init(_ totals: linnet_totals, _ center: Double) {
    self.init(weight: totals.weight, center: center, x: totals.x, xx: totals.xx)
  }
}
