import LinnetData

extension Bins {
  /// A histogram's counts with their uncertainties.
  ///
  /// Unweighted counts get the asymmetric Poisson interval; weighted ones the root of the sum of
  /// squared weights.
  public init(_ histogram: Histogram, label: String = "", style: Style = .filled) {
    var below: [Double] = []
    var above: [Double] = []
    below.reserveCapacity(histogram.counts.count)
    above.reserveCapacity(histogram.counts.count)
    let isCounted = histogram.isUnweighted
    for bin in histogram.counts.indices {
      if isCounted {
        let errors = PoissonInterval.errors(histogram.counts[bin])
        below.append(errors.below)
        above.append(errors.above)
      } else {
        let error = max(histogram.variances[bin], 0).squareRoot()
        below.append(error)
        above.append(error)
      }
    }
    self.init(
      edges: histogram.edges, counts: histogram.counts, errorsBelow: below, errorsAbove: above,
      label: label, style: style)
  }

  /// The sum of histograms with the same edges, errors added in quadrature.
  static func sum(_ parts: [Bins]) -> Bins {
    guard let first = parts.first else { return Bins(edges: [], counts: []) }
    var counts = [Double](repeating: 0, count: first.counts.count)
    var squares = counts
    for part in parts where part.counts.count == counts.count {
      for bin in counts.indices {
        counts[bin] += part.height(bin)
        squares[bin] += part.above(bin) * part.above(bin)
      }
    }
    let errors = squares.map { $0.squareRoot() }
    return Bins(edges: first.edges, counts: counts, errorsBelow: errors, errorsAbove: errors)
  }

  /// The width of the bins when all are alike, to a part in a million; nil otherwise.
  var uniformWidth: Double? {
    guard let first = edges.first, let last = edges.last, counts.count > 0 else { return nil }
    let width = (last - first) / Double(counts.count)
    guard width.isFinite, width > 0 else { return nil }
    for bin in counts.indices where abs(edges[bin + 1] - edges[bin] - width) > 1e-6 * width {
      return nil
    }
    return width
  }
}

extension Histogram {
  /// True when every entry weighs one, so that the counts are Poisson counts.
  var isUnweighted: Bool {
    for bin in counts.indices {
      let count = counts[bin]
      if variances[bin] != count || count < 0 || count.rounded() != count { return false }
    }
    return true
  }
}
