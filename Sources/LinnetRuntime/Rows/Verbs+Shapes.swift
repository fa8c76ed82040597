import LinnetData
import LinnetSyntax
import LinnetText

/// `longer` and `wider`.
extension Verb {
  static let shapes: [Verb] = [
    Verb(
      name: "longer", usage: "data then longer column, …, names: \"name\", values: \"value\"",
      needsInput: true,
      options: [
        .option("names", "the new column for the old columns' names"),
        .option("values", "the new column for their values"),
      ],
      body: { (context, step) throws(Mistake) in try context.longer(step) },
      summary: "Turns columns into rows.",
      examples: [
        "d = dataset(land: [\"F\"], y1: [1], y2: [3])\nd then longer y1, y2, names: \"year\", values: \"gdp\"",
        "d = dataset(land: [\"F\"], y1: [1], y2: [3], y3: [5])\nd then longer y1 to y3, names: \"year\"",
      ]),
    Verb(
      name: "wider", usage: "data then wider names: column, values: column", needsInput: true,
      options: [
        .option("names", "the column whose words become columns"),
        .option("values", "the column whose values go into them"),
      ],
      body: { (context, step) throws(Mistake) in try context.wider(step) },
      summary: "Turns rows into columns.",
      examples: [
        "d = dataset(id: [1, 1], what: [\"a\", \"b\"], v: [10, 30])\nd then wider names: what, values: v"
      ]),
    Verb(
      name: "unpack", usage: "data then unpack column, …", needsInput: true, startsWithColumn: true,
      asks: .more,
      body: { (context, step) throws(Mistake) in try context.unpack(step) },
      summary:
        "Makes a row of each item of the lists in a column; the rest of the row is repeated.",
      examples: ["d = dataset(event: [1, 2], pt: [[40, 25], [31]])\nd then unpack pt"]),
  ]
}

extension Context {
  fileprivate func longer(_ step: VerbCall) throws(Mistake) -> Value {
    let dataset = try step.dataset(self)
    let names = try self.names(step, dataset, options: ["names", "values"])
    let nameColumn = try columnWord(step, "names") ?? "name"
    let valueColumn = try columnWord(step, "values") ?? "value"
    for name in [nameColumn, valueColumn]
    where dataset.column(name) != nil && !names.contains(name) {
      throw step.mistake("name-taken", ["name": name])
    }
    if nameColumn == valueColumn { throw step.mistake("name-taken", ["name": nameColumn]) }
    let (rows, overflow) = dataset.count.multipliedReportingOverflow(by: names.count)
    guard !overflow, rows < Int(Int32.max) else { throw step.mistake("too-much-memory") }
    try rowLimit(rows)
    try reserve(bytes: rows * 8 * dataset.names.count)
    try charge(rows / 4 + 1)
    do {
      return makeDataset(try dataset.longer(names, names: nameColumn, values: valueColumn))
    } catch {
      throw step.mistake(MistakeCode(error.code), error.slots)
    }
  }

  fileprivate func unpack(_ step: VerbCall) throws(Mistake) -> Value {
    let dataset = try step.dataset(self)
    let names = try self.names(step, dataset)
    let rows = names.reduce(0) { max($0, dataset.column($1)?.flattened?.count ?? 0) }
    try rowLimit(rows)
    try reserve(bytes: rows * 8 * dataset.names.count)
    try charge(rows / 4 + dataset.count / 8 + 1)
    do {
      let unpacked = try dataset.unpacked(names)
      let empty = dataset.rowsWithoutItems(names)
      let left = empty == 0 ? "" : ", \(self.rows(empty)) without any item left out"
      account("\(self.rows(unpacked.count)) from \(self.rows(dataset.count))\(left)")
      return makeDataset(unpacked)
    } catch {
      throw step.mistake(MistakeCode(error.code), error.slots)
    }
  }

  /// The column name that an option gives, in quotes or bare; nil when it is not given.
  private func columnWord(_ step: VerbCall, _ option: String) throws(Mistake) -> String? {
    guard let tree = step.option(option) else { return nil }
    if let name = VerbCall.name(tree) { return name }
    return try step.text(self, tree, option: option)
  }

  fileprivate func wider(_ step: VerbCall) throws(Mistake) -> Value {
    let dataset = try step.dataset(self)
    try step.allow(options: ["names", "values"])
    try step.allowNoGroups()
    let evaluator = RowEvaluator(self, dataset, step)
    guard let namesTree = step.plain.first?.value ?? step.option("names"),
      step.plain.count <= 1
    else { throw step.mistake("wider-needs") }
    guard let valuesTree = step.option("values") else { throw step.mistake("wider-needs") }
    let names = try step.columnName(namesTree, of: dataset, evaluator)
    let values = try step.columnName(valuesTree, of: dataset, evaluator)
    try charge(dataset.count + 1)
    let heads = Grouping([dataset.column(names)].compactMap { $0 }, count: dataset.count).count
    guard heads <= 10_000 else {
      throw step.mistake("wider-many", ["name": names, "count": DigitGrouping.grouped(heads)])
    }
    do {
      let room = max(limits.memory - heap.bytes, 0)
      let result = try dataset.wider(names, values: values, memory: room) { column, row in
        self.display(self.value(of: column, row: row))
      }
      return makeDataset(result)
    } catch {
      if error.code == "too-much-memory" { throw tooMuchMemory() }
      throw step.mistake(MistakeCode(error.code), error.slots)
    }
  }
}
