import LinnetData
import LinnetSyntax

/// Works out row formulas for all rows at once: a bare name is a column, else a variable.
///
/// A formula means, for each row, what the same words mean with that row's values in the columns' places;
/// statistics of a bare column see all rows. Numbers, questions, dates, words and vectors go through a
/// `PlanBuilder`, block by block. What a plan does not know goes through the machine's own item-by-item
/// work, and what that does not know is done row by row. A road that would give another answer refuses.
final class RowEvaluator {
  let machine: Machine
  /// The rows.
  let dataset: Dataset
  /// The step as written, with its text and the local variables it mentions.
  let step: VerbCall
  /// The number of values of every rowwise operand.
  let count: Int
  let plan: PlanBuilder
  /// For a part of the rows: the evaluator of more of them, which statistics are taken from, and which of
  /// its rows these are.
  let whole: (evaluator: RowEvaluator, rows: [Int32])?
  /// For one row a group: where the groups come from.
  let groups: RowGroups?
  /// The groups within which statistics and ranks are taken, for a step with `by`.
  let partition: RowPartition?
  /// The inputs of a function whose formula is being worked out; columns are out of sight then.
  var bindings: [String: RowOperand]?
  /// How many values are kept alive for this evaluator.
  private(set) var protected = 0
  /// The functions of the user's own whose formulas are being worked out inside each other.
  var inlined: [String] = []
  /// How many statistics the part at hand stands inside of.
  var statisticsAround = 0

  /// Functions that work value by value and cannot fail on a row that has a value.
  static let harmless: Set<String> = [
    "abs", "sqrt", "exp", "log", "log10", "sin", "cos", "tan", "asin", "acos", "atan", "atan2",
    "sinh", "cosh", "tanh", "round", "floor", "ceiling", "sign", "hypot", "degrees", "radians",
    "choose", "year", "month", "day", "hour", "weekday", "row_number", "previous", "running_sum",
    "rank", "count", "sum", "mean", "median", "min", "max", "stdev", "variance", "gaps", "any",
    "all", "vector", "delta_r", "delta_phi", "angle", "upper", "lower", "trim", "length",
    "contains", "starts_with", "ends_with", "fill", "combine", "flatten", "position", "factorial",
    "combinations", "normal_probability", "chi2_probability", "month_name", "weekday_name",
    "add_months", "add_years",
  ]

  /// Those of them that have no answer for some values, which is remarked.
  static let partial: Set<String> = [
    "sqrt", "exp", "log", "log10", "asin", "acos", "tan", "sinh", "cosh",
  ]

  init(
    _ machine: Machine, _ dataset: Dataset, _ step: VerbCall,
    whole: (evaluator: RowEvaluator, rows: [Int32])? = nil, groups: RowGroups? = nil,
    partition: RowPartition? = nil
  ) {
    self.machine = machine
    self.dataset = dataset
    self.step = step
    self.whole = whole
    self.groups = groups
    self.partition = partition
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

  /// Runs work of the machine whose mistakes may speak of these parts of the formula.
  func speaking<Result>(
    of trees: Expression..., work: () throws(Mistake) -> Result
  ) throws(Mistake) -> Result {
    // A function of the user's own stands elsewhere; its mistakes come from calling it.
    guard bindings == nil else { return try work() }
    let outer = machine.rowCall
    machine.rowCall = Machine.RowCall(
      arguments: trees.map { Argument(value: $0) }, source: step.source,
      place: machine.state.pointee.pc)
    defer { machine.rowCall = outer }
    return try work()
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

  /// The column of what a whole formula gives: of a rowwise operand, of a value repeated for every row, or
  /// of a list with one item a row.
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

  /// The column of a part of a formula: a list that is no column is repeated whole in every row.
  func rowwiseColumn(_ operand: RowOperand, named name: String) throws(Mistake) -> Column {
    guard case .value(let value) = operand, value.hasItems else {
      return try column(operand, named: name)
    }
    return Column.repeating(try item(from: value, named: name), count: count)
  }

  /// The operand as one value of the language: rowwise ones become columns.
  func value(_ operand: RowOperand) throws(Mistake) -> Value {
    if case .value(let value) = operand { return value }
    return keep(machine.makeColumn(try column(operand, named: "")))
  }

  /// What came back from item-by-item work on `operands`: one value a row if one of them was that.
  ///
  /// A list is never taken for one value a row because of its length.
  func operand(_ result: Value, of operands: RowOperand...) throws(Mistake) -> RowOperand {
    try operand(result, ofAll: operands)
  }

  /// The same for any number of operands.
  func operand(_ result: Value, ofAll operands: [RowOperand]) throws(Mistake) -> RowOperand {
    guard operands.contains(where: { $0.isRowwise }) else { return .value(keep(result)) }
    if let ref = result.object(.column), ref.columnObject.count == count {
      return .column(ref.columnObject)
    }
    guard let ref = result.object(.list), ref.list.pointee.count == count else {
      throw Mistake(.rowByRow)
    }
    return .column(try machine.column(from: result, count: count, name: ""))
  }

  /// Refuses to go on item by item where a list that is no column meets one value a row: every row meets
  /// the whole list, which is done row by row.
  func refuseWholeLists(_ operands: RowOperand...) throws(Mistake) {
    try refuseWholeLists(all: operands)
  }

  /// The same for any number of operands.
  func refuseWholeLists(all operands: [RowOperand]) throws(Mistake) {
    if operands.contains(where: { $0.isRowwise }), operands.contains(where: { $0.isWholeList }) {
      throw Mistake(.rowByRow)
    }
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
  func item(from value: Value, named name: String, depth: Int = 0) throws(Mistake) -> Item {
    if depth > Machine.deepest { throw Mistake("lists-too-deep") }
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
        let measurement = ref.measurementObject
        return .measurement(
          value: measurement.value, error: measurement.error, shifts: measurement.shifts)
      case .record:
        let names = machine.heap.names(of: ref)
        var items: [Item] = []
        for place in names.indices {
          let part = ref.record.pointee.fields[place]
          items.append(try item(from: part, named: name, depth: depth + 1))
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
    var bytes = 0
    var asked = 0
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
        let made = try work(values)
        bytes += 8 + 8 * (machine.itemCount(made) ?? 0)
        item = try self.item(from: made, named: "")
      } catch {
        switch error.code {
        case "divide-by-zero": made.zeroDivisions += 1
        case "no-answer", "not-defined", "no-real-power", "too-large", "past-the-end",
          "nothing-in-it":
          made.noAnswers += 1
        default: throw error
        }
      }
      try data { () throws(DataMistake) in try builder.append(item) }
      if bytes - asked > 1 << 20 {
        try machine.reserve(bytes: bytes)
        asked = bytes
      }
    }
    machine.tell(made)
    return .column(builder.finish())
  }

  // MARK: The tree

  /// Works out a whole formula for all rows, down whichever road can.
  func formula(_ tree: Expression) throws(Mistake) -> RowOperand {
    do {
      return try evaluate(tree)
    } catch {
      guard error.code == .rowByRow, bindings == nil else { throw error }
      return try byRows(tree)
    }
  }

  /// Works out a part of a formula for all rows.
  ///
  /// Throws `row-by-row` for what has to be done row by row, formula and all.
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
    case .function: return try byRows(tree)
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
    return try byRows(tree)
  }

  // MARK: Names

  /// A variable by its name, the step's own before all others; nil when there is none.
  func variable(_ name: String) -> Value? {
    for local in step.locals where local.name == name { return local.value }
    return machine.global(name)
  }

  /// True when a name is a variable of the user's own that is not a function.
  func isOwnVariable(_ name: String) -> Bool {
    for local in step.locals where local.name == name { return local.value.kind != .function }
    guard let value = machine.ownGlobal(name) else { return false }
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
      if isOwnVariable(name) { machine.noteBoth(name, at: tree.span, in: step.source) }
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
  func columnOfRow(_ name: String, _ tree: Expression) throws(Mistake) -> RowOperand {
    guard let found = dataset.column(name) else { throw unknownColumn(name, at: tree.span) }
    return try column(name, found)
  }

  /// True for the word `row` where it means the row at hand.
  func isRow(_ tree: Expression) -> Bool {
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
    if operand.isRowwise, let node = try node(operand), let part = plannedPart(node, name) {
      return .node(part)
    }
    return try speaking(of: base) { () throws(Mistake) in
      try self.operand(try machine.part(of: try value(operand), name), of: operand)
    }
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
    return try speaking(of: base, index) { () throws(Mistake) in try pick(from, at) }
  }

  private func pick(_ from: RowOperand, _ at: RowOperand) throws(Mistake) -> RowOperand {
    guard from.isRowwise || at.isRowwise else {
      return .value(keep(try machine.item(of: try value(from), at: try value(at))))
    }
    if statisticsAround > 0, isFiltering(from, by: at) {
      // Some of the values of a whole column, as in `mean(x[q > 1])`.
      return .value(keep(try machine.item(of: try value(from), at: try value(at))))
    }
    // Positions from 1 on; any other gets the machine's own answer.
    var isUsual = true
    if case .value(let position) = at, let number = position.number {
      isUsual = number >= 1 && number == number.rounded()
    }
    if isUsual, from.isRowwise, let list = try node(from), let index = try node(at),
      let picked = plannedItem(list, index)
    {
      return .node(picked)
    }
    if !from.isRowwise, kind(at) == .number, let found = try lookedUp(from, at) { return found }
    return try rowByRow([from, at]) { (values) throws(Mistake) in
      try machine.item(of: values[0], at: values[1])
    }
  }

  /// True for answers beside single values, which choose some of them.
  private func isFiltering(_ from: RowOperand, by at: RowOperand) -> Bool {
    guard from.isRowwise, at.isRowwise, kind(at) == .truth else { return false }
    if case .list? = kind(from) { return false }
    return true
  }

  /// The items of a list at one position a row, all at once; nil where a position has to be asked for alone.
  private func lookedUp(_ list: RowOperand, _ at: RowOperand) throws(Mistake) -> RowOperand? {
    guard list.isWholeList else { return nil }
    let positions = try column(at, named: "")
    guard positions.gapCount == 0 else { return nil }
    do {
      return try operand(
        try machine.item(of: try value(list), at: try value(.column(positions))), of: at)
    } catch {
      if machine.isStopping { throw error }
      return nil
    }
  }
}

extension MistakeCode {
  /// Says inside the evaluator that a formula has to be worked out row by row; never shown.
  static let rowByRow: MistakeCode = "row-by-row"
}
