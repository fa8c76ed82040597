import LinnetData
import LinnetPicture
import LinnetSyntax
import LinnetText

/// The options that all pictures have, read and checked in one place.
struct PictureOptions {
  /// The heading.
  var title = ""
  /// The title of the lower axis, perhaps with a unit: `mass [GeV]`.
  var x: String?
  /// The title of the side axis.
  var y: String?
  /// Names for the legend, in the order the things are drawn.
  var labels: [String] = []
  /// True for equal factors up the side axis.
  var isLogarithmic = false
  /// The lower end of the lower axis.
  var from: Double?
  /// The upper end of the lower axis.
  var to: Double?
  /// True for a panel with data divided by prediction.
  var hasRatio = false
  /// A file to write the picture to as well.
  var file: String?

  /// The options, as they are written.
  static let names = inputs.map { $0.name }

  /// The options with a line about each.
  static let inputs: [Native.Input] = [
    .option(
      "title", "the heading",
      example: ExampleData.with("birds then histogram mass, title: \"Penguins\"")),
    .option(
      "x", "what stands at the lower axis, with its unit: \"mass [GeV]\"",
      example: ExampleData.with("birds then scatter mass, bill, x: \"mass [g]\"")),
    .option(
      "y", "what stands at the side axis",
      example: ExampleData.with("birds then scatter mass, bill, y: \"bill [mm]\"")),
    .option(
      "labels", "names for the legend, in the order of what is drawn",
      example: twoHistograms + "plot a, b, labels: [\"first day\", \"second day\"]"),
    .option(
      "scale", "\"log\" for equal factors up the side axis", values: ["log", "linear"],
      example: "plot histogram([1, 1, 1, 1, 1, 1, 2, 2, 3]), scale: \"log\""),
    .option(
      "from", "where the lower axis starts",
      example: ExampleData.with("birds then scatter mass, bill, from: 3000, to: 6000")),
    .option(
      "to", "where the lower axis ends",
      example: ExampleData.with("birds then scatter mass, bill, from: 3000, to: 6000")),
    .option(
      "ratio", "true for data divided by prediction, below the picture",
      example: twoHistograms + "plot a, b, ratio: true"),
    .option(
      "file", "a file to write the picture to as well, such as \"z.svg\"",
      example: ExampleData.with("birds then scatter mass, bill, file: \"linnet-example.svg\"")),
  ]

  /// Two histograms, for the examples of options that need them.
  static let twoHistograms =
    "a = histogram([1, 2, 2, 3], bins: 4, from: 0, to: 4)\n"
    + "b = histogram([2, 3, 3, 1], bins: 4, from: 0, to: 4)\n"

  /// The option that splits a picture into groups; not every kind has it.
  static let by = Native.Input.option(
    "by", "the column whose words become colours",
    example: ExampleData.with("birds then scatter mass, bill, by: species"))

  /// What they say about a picture of histograms.
  var choices: Picture.Choices {
    var choices = Picture.Choices()
    choices.title = title
    choices.x = x
    choices.y = y
    choices.isLogarithmic = isLogarithmic
    choices.from = from
    choices.to = to
    choices.hasRatio = hasRatio
    return choices
  }

  /// Takes an option; the answer is false for one that is none of `names`.
  ///
  /// Throws `picture-option` when its value is of the wrong kind, `unknown-scale`.
  mutating func take(_ name: String, _ value: Value, _ context: Context) throws(Mistake) -> Bool {
    if value.isAbsent { return Self.names.contains(name) }
    switch name {
    case "title": title = try text(name, value, context)
    case "x": x = try text(name, value, context)
    case "y": y = try text(name, value, context)
    case "file": file = try text(name, value, context)
    case "labels":
      if value.object(.text) != nil {
        labels = [try text(name, value, context)]
      } else {
        guard let items = context.items(of: value) else {
          throw wrong(name, value, "a list of texts", context)
        }
        labels = []
        for item in items { labels.append(try text(name, item, context)) }
      }
    case "scale":
      switch try text(name, value, context) {
      case "log", "logarithmic": isLogarithmic = true
      case "linear": isLogarithmic = false
      case let other: throw Mistake("unknown-scale", ["scale": other])
      }
    case "from": from = try number(name, value, context)
    case "to": to = try number(name, value, context)
    case "ratio":
      guard case .truth(let answer) = value else {
        throw wrong(name, value, "`true` or `false`", context)
      }
      hasRatio = answer
    default: return false
    }
    if let from, let to, from >= to {
      throw Mistake(
        "picture-range", ["from": NumberText.shown(from), "to": NumberText.shown(to)])
    }
    return true
  }

  private func text(_ name: String, _ value: Value, _ context: Context) throws(Mistake) -> String {
    guard let ref = value.object(.text) else { throw wrong(name, value, "text in quotes", context) }
    return context.heap.string(ref)
  }

  /// A number, or a date as milliseconds since 1970.
  private func number(_ name: String, _ value: Value, _ context: Context) throws(Mistake) -> Double
  {
    if case .date(let date) = value { return Double(date.milliseconds) }
    guard let number = context.measured(value), number.isFinite else {
      throw wrong(name, value, "a number", context)
    }
    return number
  }

  private func wrong(_ name: String, _ value: Value, _ wanted: String, _ context: Context)
    -> Mistake
  {
    Mistake(
      "picture-option",
      ["option": name, "wanted": wanted, "kind": context.kindName(value)])
  }

  /// The lower axis for numbers called `name`, with the options' title, spacing and range.
  func lowerAxis(_ column: NamedColumn) -> Axis {
    var axis = column.axis
    if let x { (axis.label, axis.unit) = Axis.split(x) }
    axis.from = from
    axis.to = to
    return axis
  }

  /// The side axis for numbers called `name`, with the options' title and spacing.
  func sideAxis(_ column: NamedColumn) -> Axis {
    var axis = column.axis
    if let y { (axis.label, axis.unit) = Axis.split(y) }
    axis.spacing = isLogarithmic ? .logarithmic : .linear
    return axis
  }

  /// The label at a place, or the usual one.
  func label(_ place: Int, or usual: String) -> String {
    place < labels.count ? labels[place] : usual
  }

  /// Throws `too-many-labels` when there are more labels than things to name.
  func checkLabels(_ count: Int) throws(Mistake) {
    if labels.count > max(count, 1) {
      let things = count <= 1 ? "1 thing" : "\(count) things"
      throw Mistake("too-many-labels", ["labels": "\(labels.count)", "things": things])
    }
  }
}

/// A column and what it is called.
struct NamedColumn {
  /// The name; may be empty.
  var name: String
  /// The values.
  var column: Column

  init(_ name: String, _ column: Column) {
    self.name = name
    self.column = column
  }

  /// An axis with the column's name, unit and kind.
  var axis: Axis {
    var (label, unit) = (name, column.unit)
    if unit.isEmpty { (label, unit) = Axis.split(name) }
    return Axis(label: label, unit: unit, kind: column.kind == .date ? .date : .number)
  }

  /// The values as numbers, dates as milliseconds since 1970; nil for words and the like.
  var numbers: [Double]? {
    switch column.storage {
    case .date(let values): return values.map { $0 == .min ? .nan : Double($0 >> 1) }
    case .truth: return nil
    default: return column.decimals
    }
  }

  /// The uncertainties of measurements; empty for everything else.
  var errors: [Double] {
    if case .measurement(_, let errors, _) = column.storage { return errors }
    return []
  }

  /// The values as words: texts as they are, everything else as it is shown; nil for a gap.
  func word(_ row: Int) -> String? { CellText.shown(column, row: row) }
}
