extension Dataset {
  /// A dataset about this one: for each column what it holds, its gaps and, for numbers, its size.
  ///
  /// Columns: `column`, `holds`, `unit` (if any has one), `gaps`, `different`, `smallest`, `mean`,
  /// `largest`. Shown, it says more: its `summary` also tells of dates, words and the spread.
  public func described() throws(DataMistake) -> Dataset {
    let summaries = zip(names, columns).map { ColumnSummary($1, named: $0) }
    var numbers: [[Double]] = [[], [], []]
    for summary in summaries {
      var three = [Double](repeating: .nan, count: 3)
      if summary.kind == .number,
        case .numbers(let smallest, let mean, let largest, _) = summary.content
      {
        three = [smallest, mean, largest]
      }
      for place in 0..<3 { numbers[place].append(three[place]) }
    }
    var made = Dataset(
      names: ["column", "holds"],
      columns: [Column(texts: names.map { $0 }), Column(texts: columns.map { $0.kind.plural })],
      count: names.count, origin: origin)
    if columns.contains(where: { !$0.unit.isEmpty }) {
      made = made.setting(
        "unit", to: Column(texts: columns.map { $0.unit.isEmpty ? nil : $0.unit }))
    }
    made = made.setting("gaps", to: Column(wholes: summaries.map { Int64($0.gaps) }))
      .setting("different", to: Column(wholes: summaries.map { Int64($0.different) }))
      .setting("smallest", to: Column(decimals: numbers[0]))
      .setting("mean", to: Column(decimals: numbers[1]))
      .setting("largest", to: Column(decimals: numbers[2]))
    return Dataset(
      names: made.names, columns: made.columns, count: made.count, origin: origin,
      summary: DatasetSummary(rows: count, columns: summaries))
  }
}
