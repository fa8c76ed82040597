import LinnetData
import LinnetSyntax
import LinnetText

/// `sort`, `first`, `last`, `sample` and `unique`.
extension Verb {
  static let orders: [Verb] = [
    Verb(
      name: "sort", usage: "data then sort by column descending, …", follows: [.groups, .orders],
      asks: .more,
      body: { (context, step) throws(Mistake) in try context.sort(step) },
      summary: "Puts the rows in order.",
      examples: [
        ExampleData.with("birds then sort by mass descending"),
        ExampleData.with("birds then sort by species, bill descending"),
      ]),
    Verb(
      name: "first", usage: "data then first 5", follows: .groups, asks: .more,
      body: { (context, step) throws(Mistake) in try context.first(step) },
      summary: "Keeps the first rows, or with `by` those of each group.",
      examples: [
        ExampleData.with("birds then first 2"),
        ExampleData.with("birds then sort by mass descending then first 1 by species"),
      ]),
    Verb(
      name: "last", usage: "data then last 5", follows: .groups, asks: .more,
      body: { (context, step) throws(Mistake) in try context.last(step) },
      summary: "Keeps the last rows, or with `by` those of each group.",
      examples: [ExampleData.with("birds then last 2")]),
    Verb(
      name: "sample", usage: "data then sample 100", follows: .groups, asks: .more,
      body: { (context, step) throws(Mistake) in try context.sample(step) },
      summary: "Keeps some rows by chance, in their order; with `by` so many of each group.",
      examples: ["seed 5\n" + ExampleData.with("birds then sample 2")]),
    Verb(
      name: "unique", usage: "data then unique column, …", startsWithColumn: true,
      body: { (context, step) throws(Mistake) in try context.unique(step) },
      summary: "Keeps the first row of each kind.",
      examples: [ExampleData.with("birds then unique species")]),
  ]
}

extension Context {
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
      // `sort mass, descending`: the order of the column before.
      if let word = VerbCall.name(argument.value), dataset.column(word) == nil,
        let last = keys.last,
        ["descending", "desc", "ascending", "asc"].contains(word), argument.order == nil
      {
        keys[keys.count - 1] = SortKey(last.column, isDescending: word.hasPrefix("d"))
        continue
      }
      var isDescending = false
      if let order = argument.order {
        switch order.word {
        case "descending", "desc": isDescending = true
        case "ascending", "asc": break
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
    return try evaluator.formula(tree)
  }

  /// How many rows a step asks for; one when nothing is said.
  private func wantedRows(_ step: VerbCall, standard: Int?) throws(Mistake) -> Int {
    try step.allow(options: [])
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
    let dataset = try step.dataset(self)
    let wanted = try wantedRows(step, standard: 1)
    guard let partition = try partition(step, dataset) else {
      return makeDataset(dataset.first(wanted))
    }
    let places = partition.counted()
    return makeDataset(chosen(dataset) { places[$0] < wanted })
  }

  fileprivate func last(_ step: VerbCall) throws(Mistake) -> Value {
    let dataset = try step.dataset(self)
    let wanted = try wantedRows(step, standard: 1)
    guard let partition = try partition(step, dataset) else {
      return makeDataset(dataset.last(wanted))
    }
    let places = partition.counted()
    let grouping = partition.grouping
    return makeDataset(
      chosen(dataset) { grouping.sizes[Int(grouping.ids[$0])] - places[$0] <= wanted })
  }

  /// The rows that a question about their place says yes to; says how many those are.
  private func chosen(_ dataset: Dataset, _ question: (Int) -> Bool) -> Dataset {
    let rows = (0..<dataset.count).filter(question).map { Int32($0) }
    account("kept \(DigitGrouping.grouped(rows.count)) of \(self.rows(dataset.count))")
    return dataset.gather(rows, workers: host.workers)
  }

  fileprivate func sample(_ step: VerbCall) throws(Mistake) -> Value {
    let dataset = try step.dataset(self)
    let wanted = try wantedRows(step, standard: nil)
    try charge(dataset.count + 1)
    var generator = builtins.random ?? RandomGenerator(seed: host.randomSeed())
    defer { builtins.random = generator }
    guard let partition = try partition(step, dataset) else {
      guard wanted < dataset.count else { return makeDataset(dataset) }
      let rows = Self.sample((0..<Int32(dataset.count)).map { $0 }, wanted, &generator)
      return makeDataset(dataset.gather(rows.sorted()))
    }
    var isChosen = [Bool](repeating: false, count: dataset.count)
    partition.eachGroup { rows in
      for row in Self.sample(rows, wanted, &generator) { isChosen[Int(row)] = true }
    }
    return makeDataset(chosen(dataset) { isChosen[$0] })
  }

  /// So many rows by chance: the first of a shuffle (Fisher and Yates).
  private static func sample(
    _ rows: [Int32], _ wanted: Int, _ generator: inout RandomGenerator
  ) -> ArraySlice<Int32> {
    var rows = rows
    let wanted = min(wanted, rows.count)
    for place in 0..<wanted {
      let other = place + generator.below(rows.count - place)
      rows.swapAt(place, other)
    }
    return rows[..<wanted]
  }

  fileprivate func unique(_ step: VerbCall) throws(Mistake) -> Value {
    let dataset = try step.dataset(self)
    try charge(dataset.count / 2 + 1)
    let names = step.call.arguments.isEmpty ? [] : try self.names(step, dataset)
    let result = dataset.unique(names)
    account("kept \(DigitGrouping.grouped(result.count)) of \(rows(dataset.count))")
    return makeDataset(result)
  }
}
