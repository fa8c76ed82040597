import LinnetData
import LinnetPicture
import LinnetSyntax
import LinnetText

/// `plot`: sorts what it is given into histograms, stacks, curves and lists, and draws all over each other.
struct Plot {
  private let context: Context
  private let inputs: PictureInputs
  private var overlay: [(histogram: Histogram, name: String)] = []
  private var stacks: [Picture] = []
  private var functions: [(value: Value, name: String)] = []
  private var lists: [NamedColumn] = []
  private var data: [(histogram: Histogram, name: String)] = []

  /// Throws `nothing-to-draw`, `cannot-draw`, `draw-dataset`, `draw-words`.
  init(_ inputs: PictureInputs, _ context: Context) throws(Mistake) {
    self.context = context
    self.inputs = inputs
    for (value, name, text) in inputs.plain { try sort(value, name, text) }
    if let given = inputs.option("data") {
      guard let ref = given.value.object(.histogram) else {
        throw Mistake(
          "picture-option",
          [
            "option": "data", "wanted": "a histogram", "kind": context.kindName(given.value),
          ])
      }
      data.append((ref.histogramObject, "data"))
    }
    if overlay.isEmpty && stacks.isEmpty && functions.isEmpty && lists.isEmpty && data.isEmpty {
      throw Mistake("nothing-to-draw", ["function": inputs.function])
    }
  }

  private mutating func sort(_ value: Value, _ name: String, _ text: String, depth: Int = 0)
    throws(Mistake)
  {
    var slots = ["function": inputs.function, "kind": context.kindName(value)]
    if !text.isEmpty { slots["name"] = text }
    guard case .object(let ref) = value else { throw Mistake("cannot-draw", slots) }
    switch ref.kind {
    case .histogram: overlay.append((ref.histogramObject, name))
    case .picture: stacks.append(ref.pictureObject)
    case .function, .native: functions.append((value, name))
    case .list, .column:
      if let items = context.items(of: value), let first = items.first, depth == 0,
        first.kind == .histogram || first.kind == .function
      {
        for item in items { try sort(item, "", "", depth: 1) }
        return
      }
      let column = NamedColumn(name, try context.column(from: value, count: nil, name: name))
      if column.numbers == nil { throw Mistake("draw-words", slots) }
      lists.append(column)
    case .dataset:
      if let dataset = value.object(.dataset)?.datasetObject,
        let example = Pictures.example("histogram", of: dataset)
      {
        slots["example"] = "\(name.isEmpty ? "data" : name) then \(example)"
      }
      throw Mistake("draw-dataset", slots)
    case .text, .record, .vector, .measurement, .fit: throw Mistake("cannot-draw", slots)
    }
  }

  /// The picture.
  func picture() throws(Mistake) -> Picture {
    let options = inputs.options
    if !stacks.isEmpty { return try onStack() }
    if !overlay.isEmpty || !data.isEmpty { return try histograms() }
    if lists.isEmpty { return try curves() }
    guard functions.isEmpty else {
      throw Mistake("cannot-draw", ["function": "plot", "kind": "a list beside a function"])
    }
    let longest = lists.map { $0.column.count }.max() ?? 0
    let places = NamedColumn("", Column(.whole((0..<longest).map { Int64($0) + 1 })))
    // Lists of unequal length share their places; the shorter ones end earlier.
    var layers: [Layer] = []
    try options.checkLabels(lists.count)
    for column in lists {
      let ys = column.numbers ?? []
      layers.append(
        .line(
          Line(
            x: (0..<ys.count).map { Double($0) + 1 }, y: ys,
            label: options.label(layers.count, or: lists.count > 1 ? column.name : ""))))
    }
    noteUnordered()
    var side = options.sideAxis(lists[0])
    if lists.count > 1 && options.y == nil { side.label = "" }
    return Picture(
      title: options.title, x: options.lowerAxis(places), y: side, layers: layers)
  }

  /// Many values in no order make no readable line; say what was probably meant.
  private func noteUnordered() {
    guard lists.count == 1, let values = lists[0].numbers, values.count > 200 else { return }
    var turns = 0
    for index in 2..<values.count
    where (values[index] - values[index - 1]) * (values[index - 1] - values[index - 2]) < 0 {
      turns += 1
    }
    if turns * 2 > values.count, !lists[0].name.isEmpty {
      context.note(Note("plot-in-order", ["name": lists[0].name]))
    }
  }

  // MARK: Histograms

  private func histograms() throws(Mistake) -> Picture {
    let options = inputs.options
    let all = overlay + data
    try options.checkLabels(all.count + functions.count)
    try sameKind(all.map { $0.histogram.labels })
    let isAlone = all.count == 1 && functions.isEmpty
    // A histogram alone is named by its axis; its label is written only when asked for.
    let named = all.enumerated().map { place, item -> (histogram: Histogram, label: String) in
      let usual = item.name.isEmpty ? item.histogram.name : item.name
      return (item.histogram.drawn, options.label(place, or: isAlone ? "" : usual))
    }
    let curves = try curveLines(over: all[0].histogram.drawn, labelsFrom: all.count)
    // Of values that all lie outside, making the histogram has told already.
    if all.allSatisfy({ $0.histogram.entries == 0 && !$0.histogram.counts.contains { $0 != 0 } }) {
      context.note(Note("empty-picture", ["function": "plot"]))
    }
    if options.hasRatio { try ratioNeeds(all.map { $0.histogram.edges }) }
    return Picture.histograms(
      Array(named.prefix(overlay.count)), data: Array(named.suffix(data.count)), curves: curves,
      choices: options.choices)
  }

  private func sameKind(_ labels: [[String]]) throws(Mistake) {
    guard let first = labels.first else { return }
    for other in labels where other != first && !(other.isEmpty && first.isEmpty) {
      throw Mistake("different-words")
    }
  }

  private func ratioNeeds(_ edges: [[Double]]) throws(Mistake) {
    guard edges.count > 1, edges.allSatisfy({ $0 == edges[0] }) else {
      throw Mistake("ratio-needs-two")
    }
  }

  // MARK: Stacks

  /// Data, outlines and curves over a stack: its layers first, then the others with its axes.
  private func onStack() throws(Mistake) -> Picture {
    let options = inputs.options
    guard stacks.count == 1, let base = stacks.first else { throw Mistake("one-stack") }
    guard case .some(.stack(var parts)) = base.layers.first, let edges = parts.first?.edges else {
      throw Mistake("cannot-draw", ["function": "plot", "kind": "a finished picture"])
    }
    let others = overlay + data
    for (histogram, _) in others {
      guard histogram.drawn.edges == edges else {
        throw Mistake(
          "different-bins",
          ["first": Self.bins(edges), "second": Self.bins(histogram.drawn.edges)])
      }
    }
    try options.checkLabels(parts.count + others.count + functions.count)
    for place in parts.indices {
      parts[place].label = options.label(place, or: parts[place].label)
    }
    var layers: [Layer] = [.stack(parts)]
    for (place, item) in others.enumerated() {
      let usual = item.name.isEmpty ? item.histogram.name : item.name
      let isData = place >= overlay.count
      layers.append(
        .bins(
          Bins(
            item.histogram.drawn, label: options.label(parts.count + place, or: usual),
            style: isData ? .points : .outlined)))
    }
    let range = (edges.first ?? 0, edges.last ?? 1)
    for line in try sampled(range, labelsFrom: parts.count + others.count) {
      layers.append(.line(line))
    }
    var x = base.x
    var y = base.y
    if let title = options.x { (x.label, x.unit) = Axis.split(title) }
    if let title = options.y {
      (y.label, y.unit) = Axis.split(title)
    } else if let title = options.x, !title.isEmpty {
      // The unit of a new axis title belongs to the bin width as well.
      y.label = Picture.countLabel(edges: edges, x: x)
    }
    if options.from != nil { x.from = options.from }
    if options.to != nil { x.to = options.to }
    if options.isLogarithmic { y.spacing = .logarithmic }
    if options.hasRatio && others.isEmpty { throw Mistake("ratio-needs-two") }
    return Picture(
      title: options.title.isEmpty ? base.title : options.title, x: x, y: y, layers: layers,
      hasRatio: options.hasRatio, ratioLabel: data.isEmpty ? "ratio" : "data / sum")
  }

  private static func bins(_ edges: [Double]) -> String {
    guard let first = edges.first, let last = edges.last else { return "none" }
    return "\(max(edges.count - 1, 0)) from \(NumberText.shown(first)) to \(NumberText.shown(last))"
  }

  /// `stack(zx, zz, higgs)`: a picture whose layer is the stack, to be drawn by `plot`.
  ///
  /// Throws `nothing-to-draw`, `cannot-stack`, `different-bins`, `too-many-labels`.
  static func stack(_ inputs: PictureInputs, _ context: Context) throws(Mistake) -> Picture {
    var parts: [(histogram: Histogram, label: String)] = []
    func take(_ value: Value, _ name: String) throws(Mistake) {
      guard let ref = value.object(.histogram) else {
        throw Mistake("cannot-stack", ["kind": context.kindName(value)])
      }
      let histogram = ref.histogramObject
      parts.append(
        (
          histogram.drawn,
          inputs.options.label(parts.count, or: name.isEmpty ? histogram.name : name)
        ))
    }
    for (value, name, _) in inputs.plain {
      if let items = context.items(of: value) {
        for item in items { try take(item, "") }
      } else {
        try take(value, name)
      }
    }
    guard let first = parts.first?.histogram else {
      throw Mistake("nothing-to-draw", ["function": "stack"])
    }
    try inputs.options.checkLabels(parts.count)
    for (histogram, _) in parts {
      guard histogram.edges == first.edges, histogram.labels == first.labels else {
        throw Mistake(
          "different-bins", ["first": bins(first.edges), "second": bins(histogram.edges)])
      }
    }
    return Picture.histograms(stack: parts, choices: inputs.options.choices)
  }

  // MARK: Functions

  /// What calculations say where they have no answer.
  private static let noAnswer: [MistakeCode] = ["divide-by-zero", "no-answer", "not-defined"]

  /// How many places a function is asked at.
  private static let samples = 400

  private func curves() throws(Mistake) -> Picture {
    let options = inputs.options
    guard let from = options.from, let to = options.to else {
      throw Mistake("curve-range", ["name": functions[0].name.isEmpty ? "f" : functions[0].name])
    }
    try options.checkLabels(functions.count)
    let lines = try sampled((from, to), labelsFrom: 0)
    if lines.allSatisfy({ !$0.y.contains { $0.isFinite } }) {
      context.note(Note("empty-picture", ["function": "plot"]))
    }
    let input = context.body(of: functions[0].value)?.parameters.first?.name ?? "x"
    let name = functions.count == 1 ? functions[0].name : ""
    var layers: [Layer] = []
    for line in lines {
      var line = line
      if functions.count == 1 && options.labels.isEmpty { line.label = "" }
      layers.append(.line(line))
    }
    let x = NamedColumn(input, Column(.decimal([])))
    let y = NamedColumn(name.isEmpty ? "" : "\(name)(\(input))", Column(.decimal([])))
    var side = options.sideAxis(y)
    // The brackets of `f(x)` hold no unit.
    if options.y == nil { (side.label, side.unit) = (y.name, "") }
    return Picture(title: options.title, x: options.lowerAxis(x), y: side, layers: layers)
  }

  private func curveLines(over histogram: Histogram, labelsFrom first: Int) throws(Mistake)
    -> [Line]
  {
    let low = inputs.options.from ?? histogram.edges.first ?? 0
    let high = inputs.options.to ?? histogram.edges.last ?? 1
    return try sampled((low, high), labelsFrom: first)
  }

  /// The values of each function at equal steps; gaps where it has none.
  private func sampled(_ range: (Double, Double), labelsFrom first: Int) throws(Mistake) -> [Line] {
    var lines: [Line] = []
    for (value, name) in functions {
      context.protect(value)
      defer { context.unprotect(1) }
      var xs: [Double] = []
      var ys: [Double] = []
      for step in 0...Self.samples {
        let share = Double(step) / Double(Self.samples)
        let x = range.0 * (1 - share) + range.1 * share
        xs.append(x)
        ys.append(try answer(value, x, name))
      }
      let label = inputs.options.label(first + lines.count, or: name)
      lines.append(Line(x: xs, y: ys, label: label, isCurve: true))
    }
    return lines
  }

  /// The value of a function at a place; a gap where it has no answer, as 1/x at 0.
  private func answer(_ function: Value, _ x: Double, _ name: String) throws(Mistake) -> Double {
    let result: Value
    do {
      result = try context.call(function, [.decimal(x)])
    } catch {
      if Self.noAnswer.contains(error.code) { return .nan }
      throw error
    }
    if result.isMissing { return .nan }
    guard let number = context.measured(result) else {
      throw Mistake(
        "curve-answer",
        ["name": name.isEmpty ? "the function" : name, "kind": context.kindName(result)])
    }
    return number
  }
}

extension Histogram {
  /// The histogram with edges as pictures count dates: in milliseconds instead of days.
  var drawn: Histogram {
    guard isDate else { return self }
    return Histogram(
      edges: edges.map { $0 * 86_400_000 }, counts: counts, variances: variances, below: below,
      above: above, missing: missing, entries: entries, labels: labels, moments: moments,
      name: name, unit: unit, isDate: true)
  }
}
