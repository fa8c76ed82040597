import LinnetData
import LinnetPicture
import LinnetSyntax

extension Native {
  /// Built-in functions that draw.
  static let pictures: [Native] = [
    drawing(
      "plot", "Draws histograms, stacks, lists or functions over each other.",
      [
        "plot histogram([1, 2, 2, 3]), title: \"Four numbers\", x: \"size [cm]\"",
        "plot x -> x ^ 2, from: 0, to: 10",
      ]),
    drawing(
      "stack", "Histograms on top of each other, to be drawn by `plot`.",
      ["a = histogram([1, 2, 2], bins: 3, from: 0, to: 3)\nplot stack(a, a), data: a + a"]),
    drawing(
      "scatter", "Draws a point for each pair of numbers.",
      ["scatter [1, 2, 3], [1, 4, 9], by: [\"odd\", \"even\", \"odd\"]"]),
    drawing(
      "line", "Draws points joined by a line, in the order given.",
      ["line [1990, 2000, 2010], [3.1, 4.5, 4.2], x: \"year\""]),
    drawing(
      "bar", "Draws a bar for each name.",
      [
        "bar [\"Alice\", \"Bob\"], [3, 5], y: \"goals\"",
        "bar [\"cat\", \"dog\", \"cat\"]",
      ]),
    drawing(
      "box", "Draws a box over the middle half of numbers, for one or several lists.",
      ["box [1, 2, 3, 9], [4, 5, 6], labels: [\"before\", \"after\"]"]),
  ]

  private static func drawing(_ name: String, _ summary: String, _ examples: [String]) -> Native {
    Native(
      name, [], family: "pictures", acceptsAnyLabel: true, summary: summary, examples: examples
    ) { machine, inputs throws(Mistake) in
      try Pictures.draw(try PictureInputs(name, inputs, machine), machine)
    }
  }
}

extension Pictures {
  /// Makes a picture and hands it to the host; `stack` gives it back as a value instead.
  ///
  /// Throws the codes of `Catalogue.pictures`.
  static func draw(_ inputs: PictureInputs, _ machine: Machine) throws(Mistake) -> Value {
    let options = inputs.options
    let by = try inputs.column(option: "by", machine)
    switch inputs.function {
    case "stack": return machine.makePicture(try Plot.stack(inputs, machine))
    case "scatter":
      if inputs.plain.count != 2 { throw Mistake("two-needed", ["function": "scatter"]) }
      let picture = try scatter(
        x: try inputs.column(0, machine), y: try inputs.column(1, machine), by: by,
        size: try inputs.column(option: "size", machine),
        color: try inputs.column(option: "color", machine), machine: machine, options: options)
      return try machine.show(picture, options)
    case "line":
      var columns = try inputs.columns(machine)
      if columns.count == 1 {
        let places = (0..<columns[0].column.count).map { Int64($0) + 1 }
        columns.insert(NamedColumn("", Column(.whole(places))), at: 0)
      }
      let picture = try line(
        x: columns[0], y: Array(columns.dropFirst()), by: by, machine: machine, options: options)
      return try machine.show(picture, options)
    case "bar":
      var columns = try inputs.columns(machine)
      if columns.count == 1 {
        if columns[0].numbers != nil { throw Mistake("two-needed", ["function": "bar"]) }
        columns = counted(columns[0])
      }
      let picture = try bar(
        names: columns[0], values: Array(columns.dropFirst()), machine: machine, options: options)
      return try machine.show(picture, options)
    case "box":
      let picture = try box(
        try inputs.columns(machine), by: by, machine: machine, options: options)
      return try machine.show(picture, options)
    default: return try machine.show(try Plot(inputs, machine).picture(), options)
    }
  }
}

extension Pictures {
  /// The different words of a column and how often each occurs: what `bar species` draws.
  private static func counted(_ column: NamedColumn) -> [NamedColumn] {
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
  fileprivate func columns(_ machine: Machine) throws(Mistake) -> [NamedColumn] {
    var columns = [try column(0, machine)]
    for place in plain.indices.dropFirst() { columns.append(try column(place, machine)) }
    return columns
  }
}
