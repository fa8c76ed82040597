extension Dataset {
  /// A dataset about this one: for each column what it holds, its gaps and, for numbers, its size.
  ///
  /// Columns: `column`, `holds`, `unit` (if any has one), `gaps`, `different`, `smallest`, `mean`,
  /// `largest`.
  public func described() throws(DataMistake) -> Dataset {
    var holds: [String?] = []
    var gaps: [Int64] = []
    var different: [Int64] = []
    var smallest: [Double] = []
    var mean: [Double] = []
    var largest: [Double] = []
    for column in columns {
      holds.append(column.kind.plural)
      gaps.append(Int64(column.gapCount))
      let groups = Grouping([column], count: column.count)
      different.append(Int64(groups.count - (column.gapCount > 0 ? 1 : 0)))
      if column.kind == .number, let values = column.decimals {
        let statistics = Statistics(values)
        let isEmpty = statistics.count == 0
        smallest.append(isEmpty ? .nan : statistics.min)
        mean.append(isEmpty ? .nan : statistics.mean)
        largest.append(isEmpty ? .nan : statistics.max)
      } else {
        smallest.append(.nan)
        mean.append(.nan)
        largest.append(.nan)
      }
    }
    var made = Dataset(
      names: ["column", "holds"],
      columns: [Column(texts: names.map { $0 }), Column(texts: holds)], count: names.count,
      origin: origin)
    if columns.contains(where: { !$0.unit.isEmpty }) {
      made = made.setting(
        "unit", to: Column(texts: columns.map { $0.unit.isEmpty ? nil : $0.unit }))
    }
    return made.setting("gaps", to: Column(wholes: gaps))
      .setting("different", to: Column(wholes: different))
      .setting("smallest", to: Column(decimals: smallest))
      .setting("mean", to: Column(decimals: mean))
      .setting("largest", to: Column(decimals: largest))
  }
}
