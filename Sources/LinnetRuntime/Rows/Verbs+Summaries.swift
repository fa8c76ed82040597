import LinnetData
import LinnetSyntax
import LinnetText

/// `summarise` and `count`.
extension Verb {
  static let summaries: [Verb] = [
    Verb(
      name: "summarise", aliases: ["summarize"],
      usage: "data then summarise name = formula, … by column", follows: .groups, asks: .named,
      body: { (context, step) throws(Mistake) in try context.summarise(step) },
      summary: "Makes one row for each group, or one for everything.",
      examples: [
        ExampleData.with("birds then summarise n = count(), mean(mass) by species"),
        ExampleData.with("birds then summarise heaviest = max(mass)"),
      ]),
    Verb(
      name: "count", usage: "count(data), or data then count by column", follows: .groups,
      asks: .named,
      body: { (context, step) throws(Mistake) in try context.countRows(step) },
      summary: "Counts the rows, or those of each group.",
      examples: [
        ExampleData.with("birds then count by species"), ExampleData.with("count(birds)  # => 4"),
      ]),
  ]
}

extension Context {
  /// The groups a step asks for.
  func groups(_ step: VerbCall, _ dataset: Dataset, _ rows: RowEvaluator) throws(Mistake)
    -> RowGroups
  {
    var names: [String] = []
    var columns: [Column] = []
    for group in step.call.groups {
      if let order = group.order {
        throw step.mistake("order-in-groups", ["name": order.word], at: group.value)
      }
      let name: String
      switch group.label {
      case .newName(let given, _), .option(let given, _): name = given
      case .none: name = VerbCall.name(group.value) ?? Self.plainName(rows.words(group.value))
      }
      let operand = try sortKey(group.value, rows)
      columns.append(try rows.column(operand, named: name))
      names.append(name)
    }
    let grouping = Grouping(columns, count: dataset.count)
    var keys: [(name: String, column: Column)] = []
    for (place, name) in HeaderNames.unique(names).enumerated() {
      keys.append((name, columns[place].gather(grouping.firstRows)))
    }
    return RowGroups(rows: rows, grouping: grouping, keys: keys)
  }

  fileprivate func summarise(_ step: VerbCall) throws(Mistake) -> Value {
    let dataset = try step.dataset(self)
    try charge(dataset.count / 4 + 1)
    let rows = RowEvaluator(self, dataset, step)
    defer { rows.finish() }
    let groups = try self.groups(step, dataset, rows)
    var names = groups.keys.map { $0.name }
    var columns = groups.keys.map { $0.column }
    var places: [String: Int] = [:]
    for (place, name) in names.enumerated() { places[name] = place }
    guard !step.call.arguments.isEmpty else { throw step.mistake("summary-needed") }
    let evaluator = RowEvaluator(self, dataset, step, groups: groups)
    defer { evaluator.finish() }
    for argument in step.call.arguments {
      let name: String
      switch argument.label {
      case .newName(let given, _), .option(let given, _): name = given
      case .none: name = Self.plainName(rows.words(argument.value))
      }
      let operand = try evaluator.formula(argument.value)
      do {
        let column = try evaluator.column(operand, named: name)
        if let place = places[name] {
          columns[place] = column
        } else {
          places[name] = names.count
          names.append(name)
          columns.append(column)
        }
      } catch {
        throw evaluator.place(error, at: argument.value)
      }
    }
    tellGroups(groups, step, dataset)
    return makeDataset(
      Dataset(
        names: names, columns: columns, count: groups.grouping.count, origin: dataset.origin,
        leftOut: dataset.leftOut))
  }

  private func tellGroups(_ groups: RowGroups, _ step: VerbCall, _ dataset: Dataset) {
    guard !step.call.groups.isEmpty else { return }
    let count = groups.grouping.count
    let text = DigitGrouping.counted(count, "group")
    account("made \(text) of \(rows(dataset.count))")
  }

  fileprivate func countRows(_ step: VerbCall) throws(Mistake) -> Value {
    let dataset = try step.dataset(self)
    try step.allow(options: [])
    if let first = step.call.arguments.first {
      // `count species` means `count by species`.
      throw step.mistake(
        "count-needs-by", ["text": step.source.text(first.value.span)], at: first.value)
    }
    guard !step.call.groups.isEmpty else { return .whole(Int64(dataset.count)) }
    try charge(dataset.count / 4 + 1)
    let rows = RowEvaluator(self, dataset, step)
    defer { rows.finish() }
    let groups = try self.groups(step, dataset, rows)
    tellGroups(groups, step, dataset)
    let names = HeaderNames.unique(groups.keys.map { $0.name } + ["count"])
    let sizes = Column(wholes: groups.grouping.sizes.map { Int64($0) })
    let counted = Dataset(
      names: names, columns: groups.keys.map { $0.column } + [sizes],
      count: groups.grouping.count, origin: dataset.origin, leftOut: dataset.leftOut)
    // Words are listed as they come up: months, sizes and grades mostly have an order that is not the
    // alphabet's. Numbers and dates come in their own.
    guard groups.keys.first?.column.kind == .text else { return makeDataset(counted) }
    let firstRows = groups.grouping.firstRows
    let order = firstRows.indices.sorted { firstRows[$0] < firstRows[$1] }
    return makeDataset(counted.gather(order.map { Int32($0) }))
  }

  /// A name made from the words of a formula: `mean(M)` gives `mean_M`, and so does `mean(row["M"])`.
  static func plainName(_ words: String) -> String {
    var parts: [String] = []
    var part = ""
    for scalar in words.unicodeScalars {
      let isLetter =
        scalar.properties.isAlphabetic || scalar == "_"
        || (scalar.value >= 48 && scalar.value <= 57)
      if isLetter {
        part.unicodeScalars.append(scalar)
        continue
      }
      let isRow = part == "row" && (scalar == "." || scalar == "[")
      if !part.isEmpty, !isRow { parts.append(part) }
      part = ""
    }
    if !part.isEmpty { parts.append(part) }
    let name = parts.joined(separator: "_")
    return name.isEmpty ? "value" : name
  }
}
