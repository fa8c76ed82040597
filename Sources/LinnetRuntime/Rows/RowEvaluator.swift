import LinnetData
import LinnetSyntax

/// Works out row formulas for all rows at once: a bare name is a column, else a variable.
///
/// Numbers, questions, dates, words and vectors go through a `PlanBuilder`, block by block. What a plan
/// does not know goes through the machine's own item-by-item work, and what that does not know is done
/// row by row. All three roads give the same answers.
final class RowEvaluator {
  let machine: Machine
  /// The rows.
  let dataset: Dataset
  /// The step as written, with its text and the local variables it mentions.
  let step: VerbCall
  /// The number of values of every rowwise operand.
  let count: Int
  let plan: PlanBuilder
  /// For a part of the rows: the evaluator of all of them, which statistics are taken from.
  let whole: RowEvaluator?
  /// For one row a group: where the groups come from.
  let groups: RowGroups?
  /// The inputs of a function whose formula is being worked out; columns are out of sight then.
  var bindings: [String: RowOperand]?
  /// How many values are kept alive for this evaluator.
  private(set) var protected = 0
  /// The functions of the user's own whose formulas are being worked out inside each other.
  var inlined: [String] = []

  /// Functions that work value by value and cannot fail on a row that has a value.
  static let harmless: Set<String> = [
    "abs", "sqrt", "exp", "log", "log10", "sin", "cos", "tan", "asin", "acos", "atan", "atan2",
    "sinh", "cosh", "tanh", "round", "floor", "ceiling", "sign", "hypot", "degrees", "radians",
    "choose", "year", "month", "day", "hour", "weekday", "row_number", "previous", "running_sum",
    "rank", "count", "sum", "mean", "median", "min", "max", "stdev", "variance", "gaps", "any",
    "all", "vector", "delta_r", "delta_phi", "angle", "upper", "lower", "trim", "length",
    "contains", "starts_with", "ends_with", "fill",
  ]

  init(
    _ machine: Machine, _ dataset: Dataset, _ step: VerbCall, whole: RowEvaluator? = nil,
    groups: RowGroups? = nil
  ) {
    self.machine = machine
    self.dataset = dataset
    self.step = step
    self.whole = whole
    self.groups = groups
    count = groups?.grouping.count ?? dataset.count
    let stop = stop
    plan = PlanBuilder(rows: count, workers: machine.host.workers) { values in
      do throws(Mistake) {
        try machine.charge(values / 64 + 1)
        return true
      } catch {
        stop.mistake = error
        return false
      }
    }
  }

  /// Why the machine stopped the plan: a limit or an interrupt.
  private final class Stop {
    var mistake: Mistake?
  }
  private let stop = Stop()

  /// Lets go of the values that were kept alive.
  func finish() {
    machine.unprotect(protected)
    protected = 0
    tellGaps()
  }

  /// Remarks on gaps that calculations without an answer have made.
  private func tellGaps() {
    var work = ItemWork()
    work.zeroDivisions = plan.made.divisions
    work.noAnswers = plan.made.others
    machine.tell(work)
  }

  // MARK: Mistakes

  /// A mistake with the place of an expression, unless it has one.
  func place(_ mistake: Mistake, at tree: Expression? = nil) -> Mistake {
    guard mistake.span == nil, bindings == nil else { return mistake }
    var mistake = mistake
    mistake.span = tree?.span ?? step.call.callee.span
    mistake.source = step.source
    return mistake
  }

  /// Runs data work and turns its mistakes into mistakes of the language.
  func data<Result>(_ tree: Expression? = nil, _ work: () throws(DataMistake) -> Result)
    throws(Mistake) -> Result
  {
    do {
      return try work()
    } catch {
      throw stopped(error) ?? place(Mistake(MistakeCode(error.code), error.slots), at: tree)
    }
  }

  /// The machine's own reason when work on data was stopped; nil for every other mistake.
  func stopped(_ mistake: DataMistake) -> Mistake? {
    mistake.code == "stopped" ? stop.mistake ?? Mistake("interrupted") : nil
  }

  /// The words of a part of the program.
  func words(_ tree: Expression) -> String { step.source.text(tree.span) }

  // MARK: Turning operands into what is needed

  /// Keeps a value alive until the step is done.
  func keep(_ value: Value) -> Value {
    machine.protect(value)
    protected += 1
    return value
  }

  /// The column of a rowwise operand, or a value repeated for every row, or a list with one item a row.
  func column(_ operand: RowOperand, named name: String) throws(Mistake) -> Column {
    switch operand {
    case .column(let column): return column
    case .node(let node): return try data { () throws(DataMistake) in try plan.evaluate(node) }
    case .value(let value):
      if let ref = value.object(.column), ref.columnObject.count == count {
        return ref.columnObject
      }
      if value.isMissing {
        return Column(decimals: [Double](repeating: .nan, count: count))
      }
      if case .object(let ref) = value, ref.kind == .list || ref.kind == .column {
        return try machine.column(from: value, count: count, name: name)
      }
      let item = try item(from: value, named: name)
      return Column.repeating(item, count: count)
    }
  }

  /// The operand as one value of the language: rowwise ones become columns.
  func value(_ operand: RowOperand) throws(Mistake) -> Value {
    if case .value(let value) = operand { return value }
    return keep(machine.makeColumn(try column(operand, named: "")))
  }

  /// What came back from item-by-item work: a column is rowwise again.
  func operand(_ result: Value) throws(Mistake) -> RowOperand {
    if let ref = result.object(.column), ref.columnObject.count == count {
      return .column(ref.columnObject)
    }
    if let ref = result.object(.list), ref.list.pointee.count == count {
      return .column(try machine.column(from: result, count: count, name: ""))
    }
    return .value(keep(result))
  }

  /// The operand as a step of the plan; nil for what plans do not know.
  func node(_ operand: RowOperand) throws(Mistake) -> Node? {
    switch operand {
    case .node(let node): return node
    case .column(let column):
      return try data { () throws(DataMistake) in try plan.input(column) }
    case .value(let value):
      switch value {
      case .missing: return plan.constant(Item.missing)
      case .truth(let answer): return plan.constant(Item.truth(answer))
      case .whole(let number): return plan.constant(Item.whole(number))
      case .decimal(let number): return plan.constant(number)
      case .date(let date): return plan.constant(Item.date(date))
      case .object(let ref):
        if ref.kind == .text { return plan.constant(Item.text(machine.heap.string(ref))) }
        if ref.kind == .vector { return plan.constant(Item.vector(ref.fourVector)) }
        return nil
      case .nothing, .absent: return nil
      }
    }
  }

  /// What an operand holds in each row; nil for values no column holds.
  func kind(_ operand: RowOperand) -> ColumnKind? {
    switch operand {
    case .column(let column): return column.kind
    case .node(let node): return node.kind
    case .value(let value):
      switch value.kind {
      case .number: return .number
      case .truth: return .truth
      case .text: return .text
      case .date: return .date
      case .vector: return .vector
      case .measurement: return .measurement
      default: return nil
      }
    }
  }

  /// A value of the language as an item of a column.
  ///
  /// Throws `not-for-columns` for functions, datasets and the like.
  func item(from value: Value, named name: String) throws(Mistake) -> Item {
    switch value {
    case .missing: return .missing
    case .truth(let answer): return .truth(answer)
    case .whole(let number): return number == .min ? .decimal(Double(number)) : .whole(number)
    case .decimal(let number): return .number(number)
    case .date(let date): return .date(date)
    case .nothing, .absent: break
    case .object(let ref):
      switch ref.kind {
      case .text: return .text(machine.heap.string(ref))
      case .vector: return .vector(ref.fourVector)
      case .column: return .list(ref.columnObject)
      case .list: return .list(try machine.column(from: value, count: nil, name: name))
      case .measurement:
        return .measurement(
          value: ref.measurementObject.value, error: ref.measurementObject.error)
      case .record:
        let names = machine.heap.shapes[Int(ref.record.pointee.shape)]
        var items: [Item] = []
        for place in names.indices {
          items.append(try item(from: ref.record.pointee.fields[place], named: name))
        }
        return .record(names: names, items: items)
      default: break
      }
    }
    throw Mistake("not-for-columns", ["name": name, "kind": machine.kindName(value)])
  }

  /// Applies work to the values of each row, one row after another.
  ///
  /// A calculation without an answer gives a gap, as it does in columns.
  func rowByRow(
    _ operands: [RowOperand], _ work: ([Value]) throws(Mistake) -> Value
  ) throws(Mistake) -> RowOperand {
    var sources: [RowOperand] = []
    for operand in operands {
      if case .node = operand {
        sources.append(.column(try column(operand, named: "")))
      } else {
        sources.append(operand)
      }
    }
    var builder = ColumnBuilder()
    var made = ItemWork()
    var values: [Value] = []
    for row in 0..<count {
      try machine.charge(4)
      values.removeAll(keepingCapacity: true)
      for source in sources {
        switch source {
        case .value(let value): values.append(value)
        case .column(let column): values.append(machine.value(of: column, row: row))
        case .node: break
        }
      }
      var item = Item.missing
      do {
        item = try self.item(from: try work(values), named: "")
      } catch {
        switch error.code {
        case "divide-by-zero": made.zeroDivisions += 1
        case "no-answer", "not-defined", "no-real-power", "too-large", "past-the-end":
          made.noAnswers += 1
        default: throw error
        }
      }
      try data { () throws(DataMistake) in try builder.append(item) }
    }
    machine.tell(made)
    return .column(builder.finish())
  }

  // MARK: The tree

  /// Works out a formula for all rows.
  func evaluate(_ tree: Expression) throws(Mistake) -> RowOperand {
    do {
      return try evaluateHere(tree)
    } catch {
      throw place(error, at: tree)
    }
  }

  private func evaluateHere(_ tree: Expression) throws(Mistake) -> RowOperand {
    switch tree.form {
    case .whole(let number): return .value(.whole(number))
    case .decimal(let number): return .value(.number(number))
    case .truth(let answer): return .value(.truth(answer))
    case .missing: return .value(.missing)
    case .nothing: return .value(.nothing)
    case .text(let parts): return try text(parts)
    case .name(let name): return try named(name, tree)
    case .list(let items): return try list(items)
    case .call(let call): return try self.call(call, tree)
    case .pipe(let input, let next): return try pipe(input, next, tree)
    case .index(let base, let index): return try pick(base, index)
    case .part(let base, let name, _): return try part(base, name, tree)
    case .unary(let sign, let operand): return try unary(sign, operand)
    case .binary(.and, let left, let right, _): return try both(left, right, isOr: false, tree)
    case .binary(.or, let left, let right, _): return try both(left, right, isOr: true, tree)
    case .binary(let sign, let left, let right, _):
      return try binary(sign, try evaluate(left), try evaluate(right), tree)
    case .comparison(let first, let rest): return try chain(first, rest)
    case .near(let left, let right, let within, let isRelative):
      return try near(left, right, within, isRelative)
    case .isMissing(let operand, let isNegated):
      return try isMissing(try evaluate(operand), isNegated)
    case .chain(let first, let rest): return try chain(first, rest, tree)
    case .steps(let from, let to, let by): return try steps(from, to, by)
    case .choice(let choices, let otherwise): return try choice(choices[...], otherwise)
    case .function: return try compiled(tree)
    }
  }

  /// What only the machine can make: compiled once when no column is read, else called for each row.
  func compiled(_ tree: Expression) throws(Mistake) -> RowOperand {
    guard bindings == nil else { throw Mistake(.rowByRow) }
    let reads = RowTree.names(in: tree)
    let columns = reads.filter { dataset.column($0) != nil && groups == nil }
    let locals = step.locals.filter { local in
      reads.contains(local.name) && !columns.contains(local.name)
    }
    let readsRow = reads.contains("row") && dataset.column("row") == nil && groups == nil
    let inputs = columns + locals.map { $0.name } + (readsRow ? ["row"] : [])
    let function = keep(
      try machine.compile(tree, inputs: inputs, source: step.source))
    let fixed = locals.map { $0.value }
    guard !columns.isEmpty || readsRow else {
      return .value(keep(try machine.call(function, fixed)))
    }
    let sources = columns.compactMap { dataset.column($0) }.map { RowOperand.column($0) }
    var row = 0
    return try rowByRow(sources) { (values) throws(Mistake) in
      var all = values + fixed
      if readsRow {
        all.append(
          machine.heap.makeRecord(
            names: dataset.names,
            values: dataset.columns.map { machine.value(of: $0, row: row) }))
      }
      row += 1
      return try machine.call(function, all)
    }
  }

  /// A value that is not about rows: columns are out of sight, and the machine knows the rest.
  func evaluateOutside(_ tree: Expression) throws(Mistake) -> RowOperand {
    switch tree.form {
    case .whole, .decimal, .truth, .missing: return try evaluate(tree)
    case .name(let name):
      if let value = variable(name) { return .value(value) }
    default: break
    }
    return try compiled(tree)
  }

  // MARK: Names

  /// A variable by its name, the step's own before all others; nil when there is none.
  func variable(_ name: String) -> Value? {
    for local in step.locals where local.name == name { return local.value }
    return machine.global(name)
  }

  /// True when a name is a variable of the user's own that is not a function.
  private func isOwnVariable(_ name: String) -> Bool {
    for local in step.locals where local.name == name { return local.value.kind != .function }
    guard machine.globalNames.contains(name), let value = machine.global(name) else { return false }
    return value.kind != .function
  }

  private func named(_ name: String, _ tree: Expression) throws(Mistake) -> RowOperand {
    if let bindings {
      if let bound = bindings[name] { return bound }
      guard let value = machine.global(name) else { throw Mistake(.rowByRow) }
      return .value(value)
    }
    if let key = groups?.keys.first(where: { $0.name == name }) { return .column(key.column) }
    if let column = dataset.column(name) {
      if isOwnVariable(name) {
        let isFree = dataset.column("cut") == nil && variable("cut") == nil
        throw Mistake(
          "column-and-variable", ["name": name, "fixed": isFree ? "cut" : "my_\(name)"],
          at: tree.span, in: step.source)
      }
      return try self.column(name, column)
    }
    if let value = variable(name) { return .value(value) }
    throw unknownColumn(name, at: tree.span)
  }

  /// A column as an operand: as it is, or of a key one value a group.
  private func column(_ name: String, _ column: Column) throws(Mistake) -> RowOperand {
    guard let groups else { return .column(column) }
    if let key = groups.keys.first(where: { $0.name == name }) { return .column(key.column) }
    throw Mistake(
      "needs-summary", ["name": name, "suggestion": "mean(\(name))"])
  }

  /// The column that `row.x` or `row["any name"]` means.
  private func columnOfRow(_ name: String, _ tree: Expression) throws(Mistake) -> RowOperand {
    guard let found = dataset.column(name) else { throw unknownColumn(name, at: tree.span) }
    return try column(name, found)
  }

  /// True for the word `row` where it means the row at hand.
  private func isRow(_ tree: Expression) -> Bool {
    guard bindings == nil, case .name("row") = tree.form else { return false }
    return dataset.column("row") == nil
  }

  /// The mistake that there is no such column, with what might help most.
  func unknownColumn(_ name: String, at span: Span) -> Mistake {
    if let gone = dataset.leftOut.last(where: { $0.name == name }) {
      var slots = ["name": name, "step": gone.step, "verb": step.word]
      if gone.line != step.line { slots["line"] = "\(gone.line)" }
      return Mistake("column-left-out", slots, at: span, in: step.source)
    }
    return RowMistakes.unknownColumn(
      name, among: dataset.knownNames, variables: step.locals.map { $0.name } + machine.globalNames,
      at: span, in: step.source)
  }

  // MARK: Texts, lists, parts

  private func text(_ parts: [TextPart]) throws(Mistake) -> RowOperand {
    var operands: [RowOperand] = []
    for part in parts {
      switch part {
      case .literal(let text): operands.append(.value(keep(machine.heap.makeText(text))))
      case .filled(let inside): operands.append(try evaluate(inside))
      }
    }
    func joined(_ values: [Value]) -> Value {
      machine.heap.makeText(values.map { machine.display($0) }.joined())
    }
    guard operands.contains(where: { $0.isRowwise }) else {
      var values: [Value] = []
      for operand in operands { values.append(try value(operand)) }
      return .value(keep(joined(values)))
    }
    return try rowByRow(operands) { (values) throws(Mistake) in joined(values) }
  }

  private func list(_ items: [Expression]) throws(Mistake) -> RowOperand {
    var operands: [RowOperand] = []
    for item in items { operands.append(try evaluate(item)) }
    guard operands.contains(where: { $0.isRowwise }) else {
      var values: [Value] = []
      for operand in operands { values.append(try value(operand).shared()) }
      return .value(keep(machine.heap.makeList(values)))
    }
    return try rowByRow(operands) { (values) throws(Mistake) in machine.heap.makeList(values) }
  }

  private func part(_ base: Expression, _ name: String, _ tree: Expression) throws(Mistake)
    -> RowOperand
  {
    if isRow(base) { return try columnOfRow(name, tree) }
    let operand = try evaluate(base)
    guard operand.isRowwise else {
      return try self.operand(try machine.part(of: try value(operand), name))
    }
    if let node = try node(operand), let part = plannedPart(node, name) { return .node(part) }
    return try self.operand(try machine.part(of: try value(operand), name))
  }

  private func pick(_ base: Expression, _ index: Expression) throws(Mistake) -> RowOperand {
    if isRow(base) {
      guard case .value(let name) = try evaluate(index), let ref = name.object(.text) else {
        throw Mistake("row-needs-name")
      }
      return try columnOfRow(machine.heap.string(ref), index)
    }
    let from = try evaluate(base)
    let at = try evaluate(index)
    guard from.isRowwise else {
      return try operand(try machine.item(of: try value(from), at: try value(at)))
    }
    switch kind(from) {
    case .list, .record, nil:
      // Positions from 1 on; any other gets the machine's own answer.
      var isUsual = true
      if case .value(let position) = at, let number = position.number {
        isUsual = number >= 1 && number == number.rounded()
      }
      if isUsual, let list = try node(from), let index = try node(at),
        let picked = plannedItem(list, index)
      {
        return .node(picked)
      }
      return try rowByRow([from, at]) { (values) throws(Mistake) in
        try machine.item(of: values[0], at: values[1])
      }
    default:
      // A part of a whole column, as in `mean(x[q > 1])`.
      let picked = try machine.item(of: try value(from), at: try value(at))
      return .value(keep(picked))
    }
  }
}

extension MistakeCode {
  /// Says inside the evaluator that a formula has to be worked out row by row; never shown.
  static let rowByRow: MistakeCode = "row-by-row"
}
