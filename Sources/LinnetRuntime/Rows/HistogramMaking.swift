import LinnetData
import LinnetSyntax
import LinnetText

/// What a person asked of a histogram, gathered from the options of a function or a step.
struct HistogramRequest {
  /// The options that say how to count, in the order they are listed to people.
  static let options = binning.map { $0.name }

  /// Its options with a line about each.
  static let binning: [Native.Input] = [
    .option(
      "bins", "how many bins", example: ExampleData.with("birds then histogram mass, bins: 4")),
    .option("from", "where the first bin starts"),
    .option("to", "where the last bin ends"),
    .option(
      "width", "how wide each bin is",
      example: ExampleData.with("birds then histogram mass, width: 500")),
    .option(
      "edges", "a list of the bins' edges, for bins of different widths",
      example: ExampleData.with("birds then histogram mass, edges: [3000, 4000, 4500, 6000]")),
    .option(
      "weight", "how much each row counts",
      example: ExampleData.with("birds then histogram mass, weight: bill")),
    .option(
      "scale", "\"log\" for bins that grow by equal factors", values: ["log", "linear"],
      example: "histogram [1, 3, 10, 30, 100, 300], scale: \"log\", bins: 6"),
  ]

  /// The inputs of the function `histogram`.
  static let inputs: [Native.Input] =
    [.optional("values")] + binning + [
      .option(
        "counts", "a list of counts, instead of values",
        example: "plot histogram(counts: [2, 5, 1], edges: [0, 1, 2, 3])"),
      .option(
        "errors", "a list of the counts' errors",
        example: "plot histogram(counts: [2, 5, 1], edges: [0, 1, 2, 3], errors: [1, 2, 1])"),
    ]

  /// The bins asked for.
  var binning = HistogramBinning()
  /// A weight a value; nil for 1.
  var weights: Column?

  /// True when an option only makes sense for numbers.
  var asksForNumbers: Bool {
    binning.from != nil || binning.to != nil || binning.bins != nil || binning.width != nil
      || binning.edges != nil || binning.isLogarithmic
  }

  /// Takes an option.
  ///
  /// Throws `wrong-kind` when its value is of another kind than it needs.
  mutating func set(_ option: String, to value: Value, _ context: Context, count: Int)
    throws(Mistake)
  {
    if value.isAbsent { return }
    func number() throws(Mistake) -> Double {
      if let number = value.number { return number }
      if case .date(let date) = value { return date.days }
      throw Self.wrong(option, value, "a number", context)
    }
    switch option {
    case "bins":
      // A list of numbers after `bins:` can only be the edges.
      if value.hasItems {
        binning.edges = try Self.numbers(option, value, context)
      } else {
        binning.bins = try number()
      }
    case "from": binning.from = try number()
    case "to": binning.to = try number()
    case "width": binning.width = try number()
    case "edges": binning.edges = try Self.numbers(option, value, context)
    case "scale":
      guard let ref = value.object(.text) else {
        throw Self.wrong(option, value, "text", context)
      }
      switch context.heap.string(ref) {
      case "log": binning.isLogarithmic = true
      case "linear": binning.isLogarithmic = false
      default: throw Self.wrong(option, value, "\"log\" or \"linear\"", context)
      }
    default:
      if let weight = value.number {
        weights = Column(decimals: [Double](repeating: weight, count: count))
      } else {
        weights = try context.column(from: value, count: nil, name: option)
      }
    }
  }

  /// Numbers of a list or column.
  static func numbers(_ option: String, _ value: Value, _ context: Context) throws(Mistake)
    -> [Double]
  {
    guard value.hasItems else { throw wrong(option, value, "a list of numbers", context) }
    let column = try context.column(from: value, count: nil, name: option)
    guard let numbers = column.decimals, column.kind == .number else {
      if case .date(let dates) = column.storage {
        return dates.map { $0 == .min ? .nan : DateValue(raw: $0).days }
      }
      throw wrong(option, value, "a list of numbers", context)
    }
    return numbers
  }

  static func wrong(_ option: String, _ value: Value, _ wanted: String, _ context: Context)
    -> Mistake
  {
    Mistake(
      "wrong-option",
      [
        "option": option, "wanted": wanted, "value": context.brief(value),
        "given": context.kindName(value),
      ])
  }
}

extension Native {
  /// Counting values in bins.
  static let histograms: [Native] = [
    Native(
      "histogram",
      HistogramRequest.inputs,
      family: "histograms",
      traits: [.command], usage: "histogram(values, bins: 60, from: 60, to: 120)",
      summary: "Counts values in bins.",
      examples: [
        ExampleData.with("histogram birds.mass, bins: 3, from: 3000, to: 6000"),
        "h = histogram([1, 2, 2, 3], bins: 4, from: 0, to: 4)\nshow h.counts",
      ]
    ) { context, inputs throws(Mistake) in
      try context.histogram(inputs)
    }
  ]
}

extension Context {
  fileprivate func histogram(_ inputs: Inputs) throws(Mistake) -> Value {
    let counts = inputs.named("counts", in: HistogramRequest.inputs)
    if !counts.isAbsent { return try histogram(counts: counts, inputs) }
    guard !inputs[0].isAbsent else {
      throw Mistake("missing-input", ["function": "histogram", "input": "values"])
    }
    guard inputs[0].hasItems else {
      throw Mistake(
        "wrong-kind",
        [
          "function": "histogram", "wanted": "a list or column", "what": words(0, inputs[0]),
          "given": kindName(inputs[0]),
        ])
    }
    let column = try column(from: inputs[0], count: nil, name: "values")
    var request = HistogramRequest()
    for option in HistogramRequest.options {
      let value = inputs.named(option, in: HistogramRequest.inputs)
      try request.set(option, to: value, self, count: column.count)
    }
    var name = written(0) ?? ""
    if name.utf8.count > 40 || name.utf8.contains(0x5B) { name = "" }
    if let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) {
      // `z.m` is about `m`.
      name = String(name[name.utf8.index(after: dot)...])
    }
    return try makeHistogram(column, request, name: name)
  }

  private func histogram(counts: Value, _ inputs: Inputs) throws(Mistake) -> Value {
    let numbers = try HistogramRequest.numbers("counts", counts, self)
    let given = inputs.named("edges", in: HistogramRequest.inputs)
    let spread = inputs.named("errors", in: HistogramRequest.inputs)
    guard !given.isAbsent else {
      throw Mistake("missing-input", ["function": "histogram", "input": "edges"])
    }
    let edges = try HistogramRequest.numbers("edges", given, self)
    let errors =
      spread.isAbsent ? nil : try HistogramRequest.numbers("errors", spread, self)
    do {
      let made = try Histogram.made(counts: numbers, edges: edges, errors: errors)
      return makeHistogram(made)
    } catch {
      throw mistake(error)
    }
  }

  /// Counts a column, and remarks when every value lies outside the bins.
  func makeHistogram(_ column: Column, _ request: HistogramRequest, name: String) throws(Mistake)
    -> Value
  {
    try charge(column.count / 16 + 1)
    if case .text(_, let words) = (column.flattened ?? column).storage, let word = words.first,
      request.asksForNumbers
    {
      throw Mistake(
        "not-numbers",
        ["name": name.isEmpty ? "this" : name, "sample": word, "what": "histogram with a range"])
    }
    let histogram: Histogram
    do {
      histogram = try Histogram.counting(
        column, binning: request.binning, weights: request.weights, name: name)
    } catch {
      var mistake = mistake(error)
      if mistake.code == "not-countable" || mistake.code == "not-numbers" {
        mistake.slots["name"] = name
      }
      throw mistake
    }
    if histogram.entries > 0, histogram.labels.isEmpty, request.weights == nil,
      histogram.below + histogram.above >= Double(histogram.entries)
    {
      tellAllOutside(histogram, column)
    }
    return makeHistogram(histogram)
  }

  private func tellAllOutside(_ histogram: Histogram, _ column: Column) {
    guard let values = (column.flattened ?? column).decimals else { return }
    let statistics = Statistics(values)
    var slots = [
      "count": DigitGrouping.grouped(histogram.entries),
      "low": NumberText.shown(statistics.min, digits: 3),
      "high": NumberText.shown(statistics.max, digits: 3),
    ]
    if !histogram.name.isEmpty { slots["name"] = histogram.name }
    // A range about a thousand times off is probably in the neighbouring unit.
    let steps = ["keV", "MeV", "GeV", "TeV"]
    if let first = histogram.edges.first, let last = histogram.edges.last, statistics.max > 0 {
      let fits = { (factor: Double) in
        statistics.max * factor >= first && statistics.min * factor <= last
      }
      if fits(1e3) { slots["factor"] = "1000 times less" }
      if fits(1e-3) { slots["factor"] = "1000 times more" }
    }
    if let place = steps.firstIndex(of: column.unit), let last = histogram.edges.last,
      let first = histogram.edges.first, statistics.max > 0
    {
      let ratio = max(last.magnitude, first.magnitude) / statistics.max.magnitude
      if ratio > 100, place > 0 { slots["other"] = steps[place - 1] }
      if ratio < 0.01, place + 1 < steps.count { slots["other"] = steps[place + 1] }
      if slots["other"] != nil { slots["unit"] = column.unit }
    }
    note(Note("all-outside", slots))
  }
}
