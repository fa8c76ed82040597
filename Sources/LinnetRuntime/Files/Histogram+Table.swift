import LinnetData

extension Histogram {
  /// The bins as rows: edges or word, count, error.
  var table: Dataset {
    let counts = Column(.decimal(self.counts))
    let errors = Column(.decimal(variances.map { max($0, 0).squareRoot() }))
    if !labels.isEmpty {
      return Dataset(
        names: ["word", "count", "error"],
        columns: [Column(texts: labels.map { Optional($0) }), counts, errors])
    }
    let edges = self.edges
    return Dataset(
      names: ["from", "to", "count", "error"],
      columns: [
        Column(.decimal(Array(edges.dropLast())), unit: unit),
        Column(.decimal(Array(edges.dropFirst())), unit: unit), counts, errors,
      ])
  }
}
