import LinnetData
import LinnetSyntax

/// `sort`, `first`, `last`, `sample` and `unique`.
extension Verb {
  static let orders: [Verb] = [
    Verb(
      name: "sort", body: { (machine, step) throws(Mistake) in try machine.sort(step) },
      summary: "Puts the rows in order.",
      examples: ["d = dataset(x: [3, 1, 2])\nd then sort by x descending"]),
    Verb(
      name: "first", body: { (machine, step) throws(Mistake) in try machine.first(step) },
      summary: "Keeps the first rows.", examples: ["dataset(x: [1, 2, 3]) then first 2"]),
    Verb(
      name: "last", body: { (machine, step) throws(Mistake) in try machine.last(step) },
      summary: "Keeps the last rows.", examples: ["dataset(x: [1, 2, 3]) then last 2"]),
    Verb(
      name: "sample", body: { (machine, step) throws(Mistake) in try machine.sample(step) },
      summary: "Keeps some rows by chance, in their order.",
      examples: ["seed 5\ndataset(x: [1, 2, 3]) then sample 2"]),
    Verb(
      name: "unique", body: { (machine, step) throws(Mistake) in try machine.unique(step) },
      summary: "Keeps the first row of each kind.",
      examples: ["dataset(x: [1, 1, 2]) then unique x"]),
  ]
}

extension Machine {
  fileprivate func sort(_ step: VerbCall) throws(Mistake) -> Value {
    let dataset = try step.dataset(self)
    try step.allow(options: [])
    let wanted = step.call.groups.isEmpty ? step.call.arguments : step.call.groups
    guard !wanted.isEmpty else { throw step.mistake("sort-needs-column") }
    try charge(dataset.count / 2 + 1)
    let evaluator = RowEvaluator(self, dataset, step)
    defer { evaluator.finish() }
    var keys: [SortKey] = []
    for argument in wanted {
      var isDescending = false
      if let order = argument.order {
        switch order.word {
        case "descending": isDescending = true
        case "ascending": break
        default:
          let orders = ["ascending", "descending"]
          let start = order.word.lowercased()
          let near =
            Spelling.nearest(order.word, among: orders)
            ?? orders.first { start.utf8.count > 1 && $0.hasPrefix(start) }
          var slots = ["word": order.word]
          if let near { slots["near"] = near }
          var mistake = Mistake("unknown-order", slots, at: order.span, in: step.source)
          if let near { mistake.suggestion = Mistake.Suggestion(order.span, near) }
          throw mistake
        }
      }
      let name = evaluator.words(argument.value)
      let column = try evaluator.column(try sortKey(argument.value, evaluator), named: name)
      switch column.kind {
      case .number, .truth, .text, .date, .measurement: break
      default:
        throw step.mistake(
          "no-order", ["name": name, "kind": column.kind.plural], at: argument.value)
      }
      keys.append(SortKey(column, isDescending: isDescending))
    }
    let watch = WorkWatch(self, "sorting")
    do throws(DataMistake) {
      return makeDataset(
        try dataset.sorted(by: keys, workers: host.workers, progress: watch.report))
    } catch {
      throw watch.mistake ?? mistake(error)
    }
  }

  /// A column to sort or group by: `"any name"` in quotes is a column too.
  func sortKey(_ tree: Expression, _ evaluator: RowEvaluator) throws(Mistake) -> RowOperand {
    if case .text = tree.form, let name = VerbCall.name(tree) {
      guard let column = evaluator.dataset.column(name) else {
        throw evaluator.unknownColumn(name, at: tree.span)
      }
      return .column(column)
    }
    return try evaluator.evaluate(tree)
  }

  /// How many rows a step asks for; one when nothing is said.
  private func wantedRows(_ step: VerbCall, standard: Int?) throws(Mistake) -> Int {
    try step.allow(options: [])
    try step.allowNoGroups()
    guard let argument = step.call.arguments.first else {
      guard let standard else { throw step.mistake("rows-needed", ["text": ""]) }
      return standard
    }
    if step.call.arguments.count > 1 {
      throw step.mistake(
        "too-many-inputs", ["function": step.word], at: step.call.arguments[1].value)
    }
    return try step.rows(self, argument.value)
  }

  fileprivate func first(_ step: VerbCall) throws(Mistake) -> Value {
    makeDataset(try step.dataset(self).first(try wantedRows(step, standard: 1)))
  }

  fileprivate func last(_ step: VerbCall) throws(Mistake) -> Value {
    makeDataset(try step.dataset(self).last(try wantedRows(step, standard: 1)))
  }

  fileprivate func sample(_ step: VerbCall) throws(Mistake) -> Value {
    let dataset = try step.dataset(self)
    let wanted = try wantedRows(step, standard: nil)
    try charge(dataset.count + 1)
    let count = dataset.count
    guard wanted < count else { return makeDataset(dataset) }
    var generator = builtins.random ?? RandomGenerator(seed: host.randomSeed())
    // The first `wanted` of a shuffle (Fisher and Yates), then back in their order.
    var rows = (0..<Int32(count)).map { $0 }
    for place in 0..<wanted {
      let other = place + generator.below(count - place)
      rows.swapAt(place, other)
    }
    builtins.random = generator
    return makeDataset(dataset.gather(rows[..<wanted].sorted()))
  }

  fileprivate func unique(_ step: VerbCall) throws(Mistake) -> Value {
    let dataset = try step.dataset(self)
    try charge(dataset.count / 2 + 1)
    let names = step.call.arguments.isEmpty ? [] : try self.names(step, dataset)
    let result = dataset.unique(names)
    account("kept \(NumberText.grouped(result.count)) of \(rows(dataset.count))")
    return makeDataset(result)
  }
}
