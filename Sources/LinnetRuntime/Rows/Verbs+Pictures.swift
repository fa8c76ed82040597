import LinnetData
import LinnetSyntax

/// Steps that end a pipeline with a histogram or a picture.
extension Verb {
  static let pictures: [Verb] =
    [
      Verb(
        name: "histogram", usage: "histogram(values, bins: 60, from: 60, to: 120)",
        options: HistogramRequest.binning + [PictureOptions.by] + PictureOptions.inputs,
        startsWithColumn: true, asks: .named,
        body: { (context, step) throws(Mistake) in try context.histogramStep(step) },
        summary: "Counts the values of a column or formula in bins.",
        examples: [
          ExampleData.with("birds then histogram mass, bins: 3, from: 3000, to: 6000"),
          ExampleData.with("birds then histogram mass, by: species"),
        ])
    ]
    + PictureKind.all.compactMap { kind in
      kind.step.map { summary in
        Verb(
          name: kind.name, usage: kind.usage, needsInput: kind.needsInput,
          options: kind.options + PictureOptions.inputs, startsWithColumn: kind.startsWithColumn,
          asks: .named,
          body: { (context, step) throws(Mistake) in try context.draw(step) },
          summary: summary, examples: [])
      }
    }
}

extension Context {
  /// Works out the columns of a picture and draws it.
  fileprivate func draw(_ step: VerbCall) throws(Mistake) -> Value {
    let dataset = try step.dataset(self)
    if let inner = step.drawnCall(of: dataset), let verb = Verb.all[inner.call.word ?? ""] {
      // `birds then plot histogram(mass)` is the step `histogram` drawn.
      let value = try verb.body(self, inner)
      guard let kind = PictureKind.named(step.word), value.object(.histogram) != nil else {
        return value
      }
      return try kind.draw(try PictureInputs(kind, [(nil, "", value)], self), self)
    }
    let evaluator = RowEvaluator(self, dataset, step)
    defer { evaluator.finish() }
    var drawing: [(label: String?, text: String, value: Value)] = []
    for argument in step.drawnInputs(of: dataset) {
      var label: String?
      switch argument.label {
      case .option(let name, _), .newName(let name, _): label = name
      case .none: break
      }
      let isFormula =
        label.map { ["by", "size", "color", "weight", "errors"].contains($0) } ?? true
      let value =
        isFormula
        ? try evaluator.value(try sortKey(argument.value, evaluator))
        : try step.value(self, argument.value)
      drawing.append((label, evaluator.words(argument.value), value))
    }
    if let group = step.call.groups.first, step.word == "bar" {
      // Bars of counts: the groups are counted first.
      let words = evaluator.words(group.value)
      throw step.mistake(
        "bars-of-groups", ["fixed": "count by \(words) then bar \(words), count"], at: group.value)
    }
    if let group = step.call.groups.first {
      let value = try evaluator.value(try sortKey(group.value, evaluator))
      drawing.append(("by", evaluator.words(group.value), value))
    }
    if !drawing.contains(where: { $0.label == nil }) {
      var slots = ["kind": kindName(step.input), "function": step.word]
      if let example = Pictures.example(step.word, of: dataset) {
        slots["example"] = "then \(example)"
      }
      throw step.mistake("draw-dataset", slots)
    }
    do {
      guard let kind = PictureKind.named(step.word) else {
        preconditionFailure("only kinds of pictures are steps that draw")
      }
      return try kind.draw(try PictureInputs(kind, drawing, self), self)
    } catch {
      var mistake = error
      if error.code == "two-needed" {
        mistake.slots["example"] = Pictures.example(step.word, of: dataset, with: step.plain.first)
      }
      throw step.placed(mistake)
    }
  }
}

extension VerbCall {
  /// The step that `plot` is given to draw, with the options of both, where it is about columns; else nil.
  fileprivate func drawnCall(of dataset: Dataset) -> VerbCall? {
    guard word == "plot", plain.count == 1, case .call(let inner) = plain[0].value.form,
      let word = inner.word, Verb.pictures.contains(where: { $0.name == word }),
      inner.arguments.contains(where: { argument in
        RowTree.names(in: argument.value).contains { dataset.column($0) != nil || $0 == "row" }
      })
    else { return nil }
    let options = call.arguments.filter { argument in
      if case .none = argument.label { return false }
      return true
    }
    var merged = inner
    merged.arguments += options
    merged.groups += call.groups
    return VerbCall(call: merged, input: input, locals: locals, source: source)
  }

  /// The inputs of a picture; `x: mass, y: year` without others names its columns, as in other languages.
  fileprivate func drawnInputs(of dataset: Dataset) -> [Argument] {
    guard plain.isEmpty else { return call.arguments }
    var axes: [Argument] = []
    var others: [Argument] = []
    for axis in ["x", "y"] {
      for argument in call.arguments {
        if case .option(axis, _) = argument.label, let name = VerbCall.name(argument.value),
          dataset.column(name) != nil
        {
          axes.append(Argument(value: argument.value))
        }
      }
    }
    for argument in call.arguments {
      if case .option(let name, _) = argument.label, name == "x" || name == "y",
        let column = VerbCall.name(argument.value), dataset.column(column) != nil
      {
        continue
      }
      others.append(argument)
    }
    return axes + others
  }

  /// A mistake with the place of this step, unless it has one.
  func placed(_ mistake: Mistake) -> Mistake {
    guard mistake.span == nil else { return mistake }
    var mistake = mistake
    mistake.span = call.callee.span
    mistake.source = source
    return mistake
  }
}
