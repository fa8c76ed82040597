import LinnetData
import LinnetSyntax

/// `add`, `select`, `remove` and `rename`.
extension Verb {
  static let columns: [Verb] = [
    Verb(
      name: "add", usage: "data then add name = formula, …", needsInput: true, follows: .groups,
      asks: .more,
      piece: .formulas { (context, step, rows) throws(Mistake) in
        (try context.adding(step, rows), nil)
      },
      body: { (context, step) throws(Mistake) in try context.add(step) },
      summary: "Adds columns worked out from others, one after another; with `by`, within groups.",
      examples: [
        ExampleData.with("birds then add kilos = mass / 1000, ratio = kilos / bill"),
        ExampleData.with("birds then add share = mass / sum(mass), place = rank(mass) by species"),
      ]),
    Verb(
      name: "select", usage: "data then select column, …", needsInput: true, startsWithColumn: true,
      asks: .named,
      piece: .names { (context, step, rows) throws(Mistake) in
        (try context.selecting(step, rows), nil)
      },
      body: { (context, step) throws(Mistake) in try context.select(step) },
      summary: "Keeps only these columns, in this order; `a to c` are all from one to another.",
      examples: [
        ExampleData.with("birds then select bill, species"),
        ExampleData.with("birds then select species to mass"),
      ]),
    Verb(
      name: "remove", usage: "data then remove column, …", needsInput: true, startsWithColumn: true,
      asks: .more,
      piece: .names { (context, step, rows) throws(Mistake) in
        (try context.removing(step, rows), nil)
      },
      body: { (context, step) throws(Mistake) in try context.remove(step) },
      summary: "Leaves out columns.",
      examples: [ExampleData.with("birds then remove bill")]),
    Verb(
      name: "rename", usage: "data then rename old to new", needsInput: true, follows: .newName,
      startsWithColumn: true,
      asks: .more,
      piece: .names { (context, step, rows) throws(Mistake) in
        (try context.renaming(step, rows), nil)
      },
      body: { (context, step) throws(Mistake) in try context.rename(step) },
      summary: "Gives a column a new name.",
      examples: [ExampleData.with("birds then rename mass to mass_in_g")]),
  ]
}

extension Context {
  fileprivate func add(_ step: VerbCall) throws(Mistake) -> Value {
    let dataset = try step.dataset(self)
    let result = try adding(step, dataset)
    tellAdded(step.call, to: dataset.knownNames)
    return makeDataset(result)
  }

  /// Says which columns an `add` put in: *added `m`*; those that were there before are *replaced*.
  func tellAdded(_ call: Call, to names: [String]) {
    let before = Set(names)
    var added: [String] = []
    var replaced: [String] = []
    var seen: Set<String> = []
    for argument in call.arguments {
      guard let name = argument.givenName, seen.insert(name).inserted else { continue }
      if before.contains(name) { replaced.append(name) } else { added.append(name) }
    }
    var parts: [String] = []
    if !added.isEmpty { parts.append("added " + Self.listed(added)) }
    if !replaced.isEmpty { parts.append("replaced " + Self.listed(replaced)) }
    if !parts.isEmpty { account(parts.joined(separator: "; ")) }
  }

  /// A dataset with the columns of an `add`.
  func adding(_ step: VerbCall, _ dataset: Dataset) throws(Mistake) -> Dataset {
    var dataset = dataset
    guard !step.call.arguments.isEmpty else { throw step.mistake("new-name-needed") }
    let partition = try partition(step, dataset)
    for argument in step.call.arguments {
      let name: String
      switch argument.label {
      case .newName(let given, _), .option(let given, _): name = given
      case .none:
        throw step.mistake(
          "new-name-needed", ["text": step.source.text(argument.value.span)], at: argument.value)
      }
      try charge(dataset.count / 8 + 1)
      let column = try column(of: argument.value, named: name, step, dataset, partition)
      do throws(Mistake) {
        try reserve(bytes: column.count * 8)
      } catch {
        throw step.placed(error)
      }
      // The first column makes a dataset that nobody else holds; the others go into it.
      if !Dataset.setInPlace(name, to: column, in: &dataset) {
        dataset = dataset.setting(name, to: column)
      }
    }
    Dataset.mark(newest: step.call.arguments.compactMap { $0.givenName }, in: &dataset)
    return dataset
  }

  fileprivate func select(_ step: VerbCall) throws(Mistake) -> Value {
    makeDataset(try selecting(step, try step.dataset(self)))
  }

  /// The columns that a `select` names.
  func selecting(_ step: VerbCall, _ dataset: Dataset) throws(Mistake) -> Dataset {
    let names = try self.names(step, dataset)
    let kept = Set(names)
    let gone = dataset.names.filter { !kept.contains($0) }
    return dataset.selecting(names).remembering(leaving(gone, step))
  }

  fileprivate func remove(_ step: VerbCall) throws(Mistake) -> Value {
    makeDataset(try removing(step, try step.dataset(self)))
  }

  /// The columns that a `remove` does not name.
  func removing(_ step: VerbCall, _ dataset: Dataset) throws(Mistake) -> Dataset {
    let gone = try names(step, dataset)
    let leaves = Set(gone)
    let names = dataset.names.filter { !leaves.contains($0) }
    let columns = names.compactMap { dataset.column($0) }
    return Dataset(
      names: names, columns: columns, count: dataset.count, origin: dataset.origin,
      leftOut: dataset.leftOut + leaving(gone, step), known: dataset.known(without: gone),
      newest: dataset.newest)
  }

  private func leaving(_ names: [String], _ step: VerbCall) -> [Dataset.LeftOut] {
    // The words of the step once: it may name thousands of columns.
    let (text, line) = (step.text, step.line)
    return names.map { Dataset.LeftOut(name: $0, step: text, line: line) }
  }

  /// The columns named by a step's inputs.
  func names(_ step: VerbCall, _ dataset: Dataset, options: [String] = []) throws(Mistake)
    -> [String]
  {
    try step.allow(options: options)
    try step.allowNoGroups()
    let evaluator = RowEvaluator(self, dataset, step)
    var names: [String] = []
    var seen: Set<String> = []
    for argument in step.plain {
      for name in try step.columnNames(argument.value, of: dataset, evaluator)
      where seen.insert(name).inserted {
        names.append(name)
      }
    }
    for argument in step.call.arguments {
      if case .newName(let name, _) = argument.label {
        throw step.mistake("column-name-needed", ["text": "\(name) = …"], at: argument.value)
      }
    }
    guard !names.isEmpty else { throw step.mistake("columns-needed") }
    return names
  }

  fileprivate func rename(_ step: VerbCall) throws(Mistake) -> Value {
    makeDataset(try renaming(step, try step.dataset(self)))
  }

  /// A dataset under the names that a `rename` gives.
  func renaming(_ step: VerbCall, _ dataset: Dataset) throws(Mistake) -> Dataset {
    try step.allow(options: [])
    try step.allowNoGroups()
    let evaluator = RowEvaluator(self, dataset, step)
    var names = dataset.names
    var newest: [String] = []
    guard !step.call.arguments.isEmpty else { throw step.mistake("rename-needs-to") }
    for argument in step.call.arguments {
      var old: Expression?
      var new: String?
      if case .binary(.range, let from, let to, _) = argument.value.form {
        old = from
        new = VerbCall.name(to)
      } else if case .newName(let name, _) = argument.label {
        // `rename lead_pt = pt1` is read the way `=` works everywhere.
        old = argument.value
        new = name
        // `rename pt1 = lead_pt` is the other way round.
        if let wanted = VerbCall.name(argument.value), dataset.column(wanted) == nil,
          dataset.column(name) != nil
        {
          throw step.mistake(
            "rename-turned-round",
            ["name": name, "wanted": wanted, "fixed": "rename \(name) to \(wanted)"],
            at: argument.value)
        }
      }
      guard let old, let new, !new.isEmpty else {
        throw step.mistake(
          "rename-needs-to", ["text": step.source.text(argument.value.span)], at: argument.value)
      }
      let name = try step.columnName(old, of: dataset, evaluator)
      guard let place = dataset.place(of: name) else { continue }
      names[place] = new
      newest.append(new)
    }
    var seen: Set<String> = []
    for name in names where !seen.insert(name).inserted {
      throw step.mistake("name-taken", ["name": name])
    }
    return Dataset(
      names: names, columns: dataset.columns, count: dataset.count, origin: dataset.origin,
      leftOut: dataset.leftOut, known: dataset.known(with: names, without: dataset.names),
      newest: newest)
  }
}

extension Argument {
  /// The name that an input gives to something new: `m` in `add m = pt1 + pt2`.
  var givenName: String? {
    switch label {
    case .newName(let name, _), .option(let name, _): name
    case .none: nil
    }
  }
}
