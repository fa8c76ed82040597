import LinnetData
import LinnetPicture
import LinnetSyntax

/// A word that draws: as a function, and as the last step of a pipeline.
struct PictureKind: Sendable {
  /// The word.
  var name: String
  /// How it is written, for `? word`.
  var usage: String
  /// Its options beside those of all pictures.
  var options: [Native.Input] = []
  /// One sentence for `? word`.
  var summary: String
  /// The sentence for the step of a pipeline; nil when it cannot be one.
  var step: String?
  /// True when it draws nothing without inputs.
  var needsInput = true
  /// True when its first input is a column or formula and is never left out.
  var startsWithColumn = false
  /// Programs that run as they stand.
  var examples: [String]
  /// Makes the picture and hands it to the host; throws the codes of `pictures.md`.
  var draw: @Sendable (PictureInputs, Context) throws(Mistake) -> Value

  /// The kind with a name.
  static func named(_ name: String) -> PictureKind? { all.first { $0.name == name } }

  /// A dataset of years, for examples.
  private static let climate =
    "climate = dataset(\n  year: [1990, 2000, 2010, 2020], degrees: [14.4, 14.5, 14.7, 15])\n"

  /// All kinds.
  static let all: [PictureKind] = [
    PictureKind(
      name: "plot", usage: "plot histogram, …, title: \"…\", x: \"…\", y: \"…\"",
      options: [
        .option(
          "data", "a histogram to draw as points with error bars",
          example: PictureOptions.twoHistograms + "plot stack(a, b), data: a + b")
      ],
      summary: "Draws histograms, stacks, lists or functions over each other.",
      step: "Draws a picture.", needsInput: false,
      examples: [
        ExampleData.with(
          "plot histogram(birds.mass), title: \"Four penguins\", x: \"mass [g]\""),
        ExampleData.with("birds then plot histogram(mass), by: species"),
        PictureOptions.twoHistograms + "plot a, b",
        "plot x -> x ^ 2, from: 0, to: 10",
      ]
    ) { inputs, context throws(Mistake) in
      try context.show(try Plot(inputs, context).picture(), inputs.options)
    },
    PictureKind(
      name: "stack", usage: "plot stack(histogram, …), data: histogram",
      summary: "Histograms on top of each other, to be drawn by `plot`.",
      examples: ["a = histogram([1, 2, 2], bins: 3, from: 0, to: 3)\nplot stack(a, a), data: a + a"]
    ) { inputs, context throws(Mistake) in
      context.makePicture(try Plot.stack(inputs, context))
    },
    PictureKind(
      name: "scatter", usage: "scatter x, y, by: words",
      options: [
        PictureOptions.by,
        .option(
          "size", "the column that sets how large a point is",
          example: ExampleData.with("birds then scatter mass, bill, size: mass")),
        .option(
          "color", "the column of numbers that sets a point's colour",
          example: ExampleData.with("birds then scatter mass, bill, color: bill")),
      ],
      summary: "Draws a point for each pair of numbers.", step: "Draws a point for each row.",
      startsWithColumn: true,
      examples: [
        ExampleData.with("birds then scatter mass, bill, by: species"),
        ExampleData.with("scatter birds.mass, birds.bill, title: \"Four penguins\""),
      ]
    ) { inputs, context throws(Mistake) in
      if inputs.plain.count != 2 { throw Mistake("two-needed", ["function": "scatter"]) }
      let picture = try Pictures.scatter(
        x: try inputs.column(0, context), y: try inputs.column(1, context),
        by: try inputs.column(option: "by", context),
        size: try inputs.column(option: "size", context),
        color: try inputs.column(option: "color", context), context: context,
        options: inputs.options)
      return try context.show(picture, inputs.options)
    },
    PictureKind(
      name: "line", usage: "line x, y", options: [PictureOptions.by],
      summary: "Draws points joined by a line, in the order given.",
      step: "Draws a line through the rows.", startsWithColumn: true,
      examples: [
        climate + "climate then line year, degrees, title: \"It gets warmer\"",
        "line [1990, 2000, 2010], [3.1, 4.5, 4.2], x: \"year\"",
      ]
    ) { inputs, context throws(Mistake) in
      try context.show(try Pictures.line(inputs, context), inputs.options)
    },
    PictureKind(
      name: "area_chart", usage: "area_chart x, y", options: [PictureOptions.by],
      summary: "Draws a line and fills what lies between it and zero.",
      step: "Draws a line through the rows, filled down to zero.", startsWithColumn: true,
      examples: [
        climate + "climate then area_chart year, degrees",
        "area_chart [1990, 2000, 2010], [3.1, 4.5, 4.2], x: \"year\"",
      ]
    ) { inputs, context throws(Mistake) in
      try context.show(try Pictures.line(inputs, context, isFilled: true), inputs.options)
    },
    PictureKind(
      name: "bar", usage: "bar names, numbers", summary: "Draws a bar for each name.",
      step: "Draws a bar for each row.",
      examples: [
        ExampleData.with("birds then count by species then bar species, count"),
        ExampleData.with(
          "birds then summarise heaviest = max(mass) by species then bar species, heaviest"),
        "bar [\"Alice\", \"Bob\"], [3, 5], y: \"goals\"",
      ]
    ) { inputs, context throws(Mistake) in
      var columns = try inputs.columns(context)
      if columns.count == 1 {
        if columns[0].numbers != nil { throw Mistake("two-needed", ["function": "bar"]) }
        columns = Pictures.counted(columns[0])
      }
      let picture = try Pictures.bar(
        names: columns[0], values: Array(columns.dropFirst()), context: context,
        options: inputs.options)
      return try context.show(picture, inputs.options)
    },
    PictureKind(
      name: "box", usage: "box numbers, …", options: [PictureOptions.by],
      summary: "Draws a box over the middle half of numbers, for one or several lists.",
      step: "Draws boxes that sum up the values.",
      examples: [
        ExampleData.with("birds then box mass, by: species"),
        "box [1, 2, 3, 9], [4, 5, 6], labels: [\"before\", \"after\"]",
      ]
    ) { inputs, context throws(Mistake) in
      let picture = try Pictures.box(
        try inputs.columns(context), by: try inputs.column(option: "by", context),
        context: context, options: inputs.options)
      return try context.show(picture, inputs.options)
    },
  ]
}
