import LinnetData
import LinnetSyntax

/// Works out row formulas for all rows at once: a bare name is a column, else a variable.
///
/// A formula means, for each row, what the same words mean with that row's values in the columns' places;
/// statistics of a bare column see all rows. Numbers, questions, dates, words and vectors go through a
/// `PlanBuilder`, block by block. What a plan does not know goes through the machine's own item-by-item
/// work, and what that does not know is done row by row. A road that would give another answer refuses.
final class RowEvaluator {
  let context: Context
  /// The rows.
  let dataset: Dataset
  /// The step as written, with its text and the local variables it mentions.
  let step: VerbCall
  /// The number of values of every rowwise operand.
  let count: Int
  /// The plan that all parts of the formula go into.
  let columns: ColumnPlan
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

  init(
    _ context: Context, _ dataset: Dataset, _ step: VerbCall,
    whole: (evaluator: RowEvaluator, rows: [Int32])? = nil, groups: RowGroups? = nil,
    partition: RowPartition? = nil
  ) {
    self.context = context
    self.dataset = dataset
    self.step = step
    self.whole = whole
    self.groups = groups
    self.partition = partition
    count = groups?.grouping.count ?? dataset.count
    columns = ColumnPlan(context, rows: count)
  }

  /// Makes the steps of the plan.
  var plan: PlanBuilder { columns.builder }

  /// Lets go of the values that were kept alive.
  func finish() {
    context.unprotect(protected)
    protected = 0
    columns.tellGaps()
  }

  // MARK: Mistakes

  /// A mistake with the place of an expression, unless it has one.
  func place(_ mistake: Mistake, at tree: Expression? = nil) -> Mistake {
    guard mistake.span == nil, bindings == nil else { return mistake }
    var mistake = mistake
    // `n = count` lacks the brackets.
    if mistake.code == "not-for-columns", case .name(let word)? = tree?.form,
      dataset.column(word) == nil, let call = callOnColumn(word)
    {
      mistake.slots["name"] = word
      mistake.slots["call"] = call
    }
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
      throw columns.stopped(error) ?? place(Mistake(MistakeCode(error.code), error.slots), at: tree)
    }
  }

  /// Runs work of the machine whose mistakes may speak of these parts of the formula.
  func speaking<Result>(
    of trees: Expression..., work: () throws(Mistake) -> Result
  ) throws(Mistake) -> Result {
    // A function of the user's own stands elsewhere; its mistakes come from calling it.
    guard bindings == nil else { return try work() }
    let outer = context.rowCall
    context.rowCall = Context.RowCall(
      arguments: trees.map { Argument(value: $0) }, source: step.source,
      place: context.runningStep)
    defer { context.rowCall = outer }
    return try work()
  }

  /// The words of a part of the program.
  func words(_ tree: Expression) -> String { step.source.text(tree.span) }

  // MARK: Turning operands into what is needed

  /// Keeps a value alive until the step is done.
  func keep(_ value: Value) -> Value {
    context.protect(value)
    protected += 1
    return value
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
      throw place(inTermsOfColumns(error, tree), at: tree)
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
      if let mistake = quotedColumn(operand) { throw mistake }
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
    return context.global(name)
  }

  /// True when a name is a variable of the user's own that is not a function.
  func isOwnVariable(_ name: String) -> Bool {
    for local in step.locals where local.name == name { return local.value.kind != .function }
    guard let value = context.ownGlobal(name) else { return false }
    return value.kind != .function
  }

  func named(_ name: String, _ tree: Expression) throws(Mistake) -> RowOperand {
    if let bindings {
      if let bound = bindings[name] { return bound }
      guard let value = context.global(name) else { throw Mistake(.rowByRow) }
      return .value(value)
    }
    if let key = groups?.key(name) { return .column(key) }
    if let column = dataset.column(name) {
      if isOwnVariable(name) { context.noteBoth(name, at: tree.span, in: step.source) }
      return try self.column(name, column)
    }
    if let value = variable(name) { return .value(value) }
    throw unknownColumn(name, at: tree.span)
  }

  /// A column as an operand: as it is, or of a key one value a group.
  private func column(_ name: String, _ column: Column) throws(Mistake) -> RowOperand {
    guard let groups else { return .column(column) }
    if let key = groups.key(name) { return .column(key) }
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
    if step.word == "keep" || step.word == "drop",
      step.call.arguments.contains(where: { $0.value.span == span }),
      let column = columnHolding(name)
    {
      let fixed = "\(column) == \"\(name)\""
      return Mistake(
        "unknown-column", ["name": name, "question": fixed], at: span, in: step.source,
        suggestion: Mistake.Suggestion(span, fixed))
    }
    return RowMistakes.unknownColumn(
      name, among: dataset.knownNames, variables: step.locals.map { $0.name } + context.globalNames,
      owner: "row", at: span, in: step.source)
  }
}

extension RowEvaluator {
  /// The column of words that holds a word which was written without quotes; nil when none does.
  func columnHolding(_ word: String) -> String? {
    for (name, column) in zip(dataset.names, dataset.columns) {
      if case .text(_, let words) = column.storage, words.count < 100_000, words.contains(word) {
        return name
      }
    }
    return nil
  }
}

extension MistakeCode {
  /// Says inside the evaluator that a formula has to be worked out row by row; never shown.
  static let rowByRow: MistakeCode = "row-by-row"
}
