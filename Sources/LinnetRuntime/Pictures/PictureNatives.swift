import LinnetData
import LinnetPicture
import LinnetSyntax

extension Native {
  /// Built-in functions that draw.
  static let pictures: [Native] = [
    Native(
      "plot", [], family: "pictures", acceptsAnyLabel: true,
      summary: "Draws histograms, stacks, lists or functions over each other.",
      examples: [
        "plot histogram([1, 2, 2, 3]), title: \"Four numbers\", x: \"size [cm]\"",
        "plot x -> x ^ 2, from: 0, to: 10",
      ]
    ) { machine, inputs throws(Mistake) in
      let inputs = try PictureInputs("plot", inputs, own: ["data"], machine)
      return try machine.show(try Plot(inputs, machine).picture(), inputs.options)
    },
    Native(
      "stack", [], family: "pictures", acceptsAnyLabel: true,
      summary: "Histograms on top of each other, to be drawn by `plot`.",
      examples: [
        "a = histogram([1, 2, 2], bins: 3, from: 0, to: 3)\nplot stack(a, a), data: a + a"
      ]
    ) { machine, inputs throws(Mistake) in
      let inputs = try PictureInputs("stack", inputs, own: [], machine)
      return machine.makePicture(try Plot.stack(inputs, machine))
    },
    Native(
      "scatter", [], family: "pictures", acceptsAnyLabel: true,
      summary: "Draws a point for each pair of numbers.",
      examples: ["scatter [1, 2, 3], [1, 4, 9], by: [\"odd\", \"even\", \"odd\"]"]
    ) { machine, inputs throws(Mistake) in
      let inputs = try PictureInputs("scatter", inputs, own: ["by", "size", "color"], machine)
      try inputs.expect(2)
      return try machine.show(
        try Pictures.scatter(
          x: try inputs.column(0, machine), y: try inputs.column(1, machine),
          by: try inputs.column(option: "by", machine),
          size: try inputs.column(option: "size", machine),
          color: try inputs.column(option: "color", machine), machine: machine,
          options: inputs.options), inputs.options)
    },
    Native(
      "line", [], family: "pictures", acceptsAnyLabel: true,
      summary: "Draws points joined by a line, in the order given.",
      examples: ["line [1990, 2000, 2010], [3.1, 4.5, 4.2], x: \"year\""]
    ) { machine, inputs throws(Mistake) in
      let inputs = try PictureInputs("line", inputs, own: ["by"], machine)
      var columns: [NamedColumn] = []
      for place in inputs.plain.indices { columns.append(try inputs.column(place, machine)) }
      if columns.count == 1 {
        let count = columns[0].column.count
        columns.insert(
          NamedColumn("", Column(.whole((0..<count).map { Int64($0) + 1 }))), at: 0)
      }
      guard columns.count > 1 else { throw Mistake("nothing-to-draw", ["function": "line"]) }
      return try machine.show(
        try Pictures.line(
          x: columns[0], y: Array(columns.dropFirst()),
          by: try inputs.column(option: "by", machine), machine: machine, options: inputs.options),
        inputs.options)
    },
    Native(
      "bar", [], family: "pictures", acceptsAnyLabel: true,
      summary: "Draws a bar for each name.",
      examples: ["bar [\"Alice\", \"Bob\"], [3, 5], y: \"goals\""]
    ) { machine, inputs throws(Mistake) in
      let inputs = try PictureInputs("bar", inputs, own: [], machine)
      var columns: [NamedColumn] = []
      for place in inputs.plain.indices { columns.append(try inputs.column(place, machine)) }
      guard columns.count > 1 else { throw Mistake("two-needed", ["function": "bar"]) }
      return try machine.show(
        try Pictures.bar(
          names: columns[0], values: Array(columns.dropFirst()), machine: machine,
          options: inputs.options), inputs.options)
    },
    Native(
      "box", [], family: "pictures", acceptsAnyLabel: true,
      summary: "Draws a box over the middle half of numbers, for one or several lists.",
      examples: ["box [1, 2, 3, 9], [4, 5, 6], labels: [\"before\", \"after\"]"]
    ) { machine, inputs throws(Mistake) in
      let inputs = try PictureInputs("box", inputs, own: ["by"], machine)
      var columns: [NamedColumn] = []
      for place in inputs.plain.indices { columns.append(try inputs.column(place, machine)) }
      guard !columns.isEmpty else { throw Mistake("nothing-to-draw", ["function": "box"]) }
      return try machine.show(
        try Pictures.box(
          columns, by: try inputs.column(option: "by", machine), machine: machine,
          options: inputs.options), inputs.options)
    },
  ]
}

extension PictureInputs {
  /// Throws `two-needed` unless there are so many plain inputs.
  func expect(_ count: Int) throws(Mistake) {
    if plain.count != count { throw Mistake("two-needed", ["function": function]) }
  }
}
