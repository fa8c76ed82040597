import LinnetData
import LinnetPicture
import LinnetSyntax

extension Native {
  /// Built-in functions that draw.
  static let pictures: [Native] = PictureKind.all.map { kind in
    Native(
      kind.name, kind.options + PictureOptions.inputs, family: "pictures", acceptsAnyLabel: true,
      traits: kind.name == "plot" ? .showing : .command, usage: kind.usage, summary: kind.summary,
      examples: kind.examples
    ) { context, inputs throws(Mistake) in
      try kind.draw(try PictureInputs(kind, inputs, context), context)
    }
  }
}

extension Pictures {
  /// The different words of a column and how often each occurs: what `bar species` draws.
  static func counted(_ column: NamedColumn) -> [NamedColumn] {
    let grouping = Grouping([column.column], count: column.column.count)
    let (rows, starts) = grouping.members()
    let groups = (0..<grouping.count).filter { grouping.sizes[$0] > 0 }
    let names = column.column.gather(groups.map { rows[starts[$0]] })
    return [
      NamedColumn(column.name, names),
      NamedColumn("count", Column(.whole(groups.map { Int64(grouping.sizes[$0]) }))),
    ]
  }
}

extension PictureInputs {
  /// All plain inputs as columns, at least one.
  ///
  /// Throws `nothing-to-draw`, `cannot-draw`.
  func columns(_ context: Context) throws(Mistake) -> [NamedColumn] {
    var columns = [try column(0, context)]
    for place in plain.indices.dropFirst() { columns.append(try column(place, context)) }
    return columns
  }
}
