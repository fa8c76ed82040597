import LinnetData
import LinnetSyntax

/// `join` and `append`.
extension Verb {
  static let pairings: [Verb] = [
    Verb(
      name: "join", usage: "data then join others by column", needsInput: true,
      options: [
        .option(
          "kind", "which rows stay: \"left\", \"inner\", \"full\" or \"anti\"",
          values: JoinKind.allCases.map { $0.rawValue })
      ],
      follows: .groups,
      body: { (context, step) throws(Mistake) in try context.join(step) },
      summary: "Puts the columns of another dataset beside these, where the keys agree.",
      examples: [
        ExampleData.with(
          "homes = dataset(species: [\"Adelie\"], island: [\"Torgersen\"])\nbirds then join homes by species"
        ),
        ExampleData.with(
          "homes = dataset(kind: [\"Adelie\"], island: [\"Torgersen\"])\n"
            + "birds then join homes by species == kind, kind: \"inner\""),
      ]),
    Verb(
      name: "append", usage: "data then append others", needsInput: true,
      body: { (context, step) throws(Mistake) in try context.appendRows(step) },
      summary: "Adds the rows of other datasets, columns matched by name.",
      examples: [
        ExampleData.with(
          "more = dataset(species: [\"Chinstrap\"], mass: [3500], bill: [46])\nbirds then append more"
        )
      ]),
  ]
}

extension Context {
  /// Another dataset that a step is given.
  private func other(_ step: VerbCall, _ tree: Expression) throws(Mistake) -> Dataset {
    let value = try step.value(self, tree)
    guard let ref = value.object(.dataset) else {
      throw step.mistake(
        "other-dataset-needed", ["text": step.source.text(tree.span), "kind": kindName(value)],
        at: tree)
    }
    return ref.datasetObject
  }

  fileprivate func join(_ step: VerbCall) throws(Mistake) -> Value {
    let dataset = try step.dataset(self)
    try step.allow(options: ["kind"])
    guard let first = step.plain.first, step.plain.count == 1 else {
      throw step.mistake("other-dataset-needed", ["text": ""])
    }
    let other = try other(step, first.value)
    let otherName = step.source.text(first.value.span)
    var kind = JoinKind.left
    if let tree = step.option("kind") {
      let word = try step.text(self, tree, option: "kind")
      guard let known = JoinKind(rawValue: word) else {
        let words = JoinKind.allCases.map { $0.rawValue }
        var slots = ["name": word, "kinds": words.map { "\"\($0)\"" }.joined(separator: ", ")]
        if let near = Spelling.nearest(word, among: words) { slots["near"] = near }
        throw step.mistake("unknown-join", slots, at: tree)
      }
      kind = known
    }
    let evaluator = RowEvaluator(self, dataset, step)
    var keys: [(mine: String, theirs: String)] = []
    for group in step.call.groups {
      var mine: String?
      var mineTree = group.value
      var theirsTree = group.value
      switch group.label {
      case .option: continue
      case .newName(let name, _): mine = name
      case .none:
        if case .comparison(let left, let rest) = group.value.form, rest.count == 1,
          rest[0].comparison == .equal
        {
          mineTree = left
          theirsTree = rest[0].operand
        }
      }
      let name: String
      if let mine {
        guard dataset.column(mine) != nil else {
          throw evaluator.unknownColumn(mine, at: group.value.span)
        }
        name = mine
      } else {
        name = try step.columnName(mineTree, of: dataset, evaluator)
      }
      guard let theirs = VerbCall.name(theirsTree) else {
        throw step.mistake(
          "column-name-needed", ["text": step.source.text(theirsTree.span)], at: theirsTree)
      }
      guard other.column(theirs) != nil else {
        var mistake = RowMistakes.unknownColumn(
          theirs, among: other.names, owner: "row", at: theirsTree.span, in: step.source)
        mistake.slots["owner"] = otherName
        throw mistake
      }
      keys.append((name, theirs))
    }
    guard !keys.isEmpty else {
      let common = dataset.names.filter { other.column($0) != nil }
      var slots = ["other": otherName]
      if let key = common.first { slots["near"] = "join \(otherName) by \(key)" }
      throw step.mistake("join-needs-by", slots)
    }
    try charge((dataset.count + other.count) / 2 + 1)
    let result: Dataset
    do {
      let room = max(limits.memory - heap.bytes, 0)
      result = try dataset.joined(
        other, keys: keys, kind: kind, workers: host.workers, memory: room)
    } catch {
      if error.code == "too-much-memory" { throw tooMuchMemory() }
      throw evaluator.place(mistake(error), at: step.call.groups.first?.value)
    }
    try rowLimit(result.count)
    account("joined \(rows(dataset.count)) and \(rows(other.count)): \(rows(result.count))")
    return makeDataset(result)
  }

  fileprivate func appendRows(_ step: VerbCall) throws(Mistake) -> Value {
    var dataset = try step.dataset(self)
    try step.allow(options: [])
    try step.allowNoGroups()
    guard !step.call.arguments.isEmpty else {
      throw step.mistake("other-dataset-needed", ["text": ""])
    }
    for argument in step.call.arguments {
      let other = try other(step, argument.value)
      try rowLimit(dataset.count + other.count)
      try charge((dataset.count + other.count) / 8 + 1)
      for column in dataset.columns + other.columns { try reserve(bytes: Self.bytes(of: column)) }
      do {
        dataset = try dataset.appending(other)
      } catch {
        throw step.mistake(MistakeCode(error.code), error.slots, at: argument.value)
      }
    }
    return makeDataset(dataset)
  }
}
