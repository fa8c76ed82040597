extension Histogram {
  /// The sum of two histograms with the same bins, errors added in squares.
  ///
  /// Throws `different-bins` with `first` and `second`.
  public func adding(_ other: Histogram) throws(DataMistake) -> Histogram {
    try combined(other, sign: 1)
  }

  /// The difference of two histograms with the same bins, errors added in squares.
  ///
  /// Throws `different-bins` with `first` and `second`.
  public func subtracting(_ other: Histogram) throws(DataMistake) -> Histogram {
    try combined(other, sign: -1)
  }

  /// The histogram with every count and error multiplied by a number.
  public func scaled(by factor: Double) -> Histogram {
    let square = factor * factor
    return Histogram(
      edges: edges, counts: counts.map { $0 * factor }, variances: variances.map { $0 * square },
      below: below * factor, above: above * factor, missing: missing, entries: entries,
      labels: labels,
      moments: moments.scaled(by: factor), name: name, unit: unit, isLogarithmic: isLogarithmic,
      isDate: isDate,
      outerVariances: (outerVariances.below * square, outerVariances.above * square))
  }

  /// The product of two histograms, bin by bin; the errors count as independent.
  ///
  /// Throws `different-bins` with `first` and `second`.
  public func multiplied(by other: Histogram) throws(DataMistake) -> Histogram {
    try binByBin(other) { a, va, b, vb in (a * b, va * b * b + vb * a * a) }
  }

  /// The ratio of two histograms, bin by bin; the errors count as independent.
  ///
  /// A bin without counts below gives a gap (NaN). Throws `different-bins` with `first` and `second`.
  public func divided(by other: Histogram) throws(DataMistake) -> Histogram {
    try binByBin(other) { a, va, b, vb in
      if b == 0 { return (.nan, .nan) }
      let ratio = a / b
      return (ratio, (va + ratio * ratio * vb) / (b * b))
    }
  }

  /// True when both have the same bins; edges may differ by rounding.
  public func hasSameBins(as other: Histogram) -> Bool {
    guard edges.count == other.edges.count, labels == other.labels, isDate == other.isDate else {
      return false
    }
    let width = ((edges.last ?? 1) - (edges.first ?? 0)) / Double(Swift.max(counts.count, 1))
    for (one, other) in zip(edges, other.edges)
    where (one - other).magnitude > 1e-9 * Swift.max(width, one.magnitude * 1e-6) {
      return false
    }
    return true
  }

  private func check(_ other: Histogram) throws(DataMistake) {
    guard hasSameBins(as: other) else {
      throw DataMistake("different-bins", ["first": binsText, "second": other.binsText])
    }
  }

  private func combined(_ other: Histogram, sign: Double) throws(DataMistake) -> Histogram {
    try check(other)
    var moments = moments
    moments.add(other.moments.scaled(by: sign))
    return Histogram(
      edges: edges, counts: zip(counts, other.counts).map { $0 + sign * $1 },
      variances: zip(variances, other.variances).map { $0 + $1 },
      below: below + sign * other.below, above: above + sign * other.above,
      missing: missing + other.missing, entries: entries + other.entries, labels: labels,
      moments: moments, name: name, unit: unit, isLogarithmic: isLogarithmic, isDate: isDate,
      outerVariances: (
        outerVariances.below + other.outerVariances.below,
        outerVariances.above + other.outerVariances.above
      ))
  }

  private func binByBin(
    _ other: Histogram, _ body: (Double, Double, Double, Double) -> (Double, Double)
  ) throws(DataMistake) -> Histogram {
    try check(other)
    let results = counts.indices.map {
      body(counts[$0], variances[$0], other.counts[$0], other.variances[$0])
    }
    let values = results.map { $0.0 }
    return Histogram(
      edges: edges, counts: values, variances: results.map { $0.1 }, missing: missing,
      entries: entries, labels: labels, moments: Self.moments(edges: edges, counts: values),
      name: name, unit: "", isLogarithmic: isLogarithmic, isDate: isDate)
  }
}
