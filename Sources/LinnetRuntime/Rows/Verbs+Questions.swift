import LinnetData
import LinnetSyntax

/// `keep` and `drop`.
extension Verb {
  static let questions: [Verb] = [
    Verb(
      name: "keep", body: { (machine, step) throws(Mistake) in try machine.keep(step) },
      summary: "Keeps the rows whose answer to a question is yes.",
      examples: ["d = dataset(x: [1, 5, 9])\nd then keep x > 4"]),
    Verb(
      name: "drop", body: { (machine, step) throws(Mistake) in try machine.drop(step) },
      summary: "Leaves out the rows whose answer to a question is yes.",
      examples: ["d = dataset(x: [1, 5, missing])\nd then drop x is missing"]),
  ]
}

extension Machine {
  fileprivate func keep(_ step: VerbCall) throws(Mistake) -> Value {
    let dataset = try step.dataset(self)
    let (result, tally) = try questioned(step, dataset)
    tell(tally)
    if tally.kept == 0, dataset.count > 0 { tellNothingLeft(step, dataset) }
    return makeDataset(result)
  }

  fileprivate func drop(_ step: VerbCall) throws(Mistake) -> Value {
    let dataset = try step.dataset(self)
    let (result, tally) = try questioned(step, dataset)
    tell(tally)
    if tally.kept == 0, dataset.count > 0 {
      note(Note("nothing-left", [:], at: step.call.callee.span, in: step.source))
    }
    return makeDataset(result)
  }

  /// The rows that a `keep` or `drop` leaves, and how many those are.
  func questioned(_ step: VerbCall, _ dataset: Dataset) throws(Mistake)
    -> (result: Dataset, tally: RowTally)
  {
    var answers = try self.answers(step, dataset)
    if step.call.isOf("drop") {
      for row in answers.values.indices where answers.values[row] < 2 {
        answers.values[row] = 1 - answers.values[row]
      }
      answers.yes = dataset.count - answers.yes - answers.gaps
    }
    let tally = RowTally(rows: dataset.count, kept: answers.yes, gaps: answers.gaps)
    return (dataset.rows(answering: answers.values, workers: host.workers), tally)
  }

  /// Says how many rows a question left.
  func tell(_ tally: RowTally) {
    account(
      "kept \(NumberText.grouped(tally.kept)) of \(rows(tally.rows))" + left(out: tally.gaps))
  }

  private func left(out gaps: Int) -> String {
    gaps == 0 ? "" : "; \(NumberText.grouped(gaps)) left out because a value is missing"
  }

  /// `1 row`, `10 583 rows`.
  func rows(_ count: Int) -> String {
    count == 1 ? "1 row" : "\(NumberText.grouped(count)) rows"
  }

  /// The answers to the questions of a step; several, separated by commas, must all be yes.
  private func answers(_ step: VerbCall, _ dataset: Dataset) throws(Mistake)
    -> (values: [UInt8], yes: Int, gaps: Int)
  {
    try step.allow(options: [])
    try step.allowNoGroups()
    for argument in step.call.arguments {
      // `keep x = 3` in brackets reads as a new name.
      if case .newName(let name, _) = argument.label {
        throw step.mistake(
          "equals-needs-two", ["name": name, "value": step.source.text(argument.value.span)],
          at: argument.value)
      }
    }
    guard let first = step.call.arguments.first else { throw step.mistake("question-needed") }
    try charge(dataset.count / 8 + 1)
    var all = try answers(first.value, step, dataset)
    for next in step.call.arguments.dropFirst() {
      let more = try answers(next.value, step, dataset)
      for row in all.indices {
        all[row] = all[row] == 0 || more[row] == 0 ? 0 : max(all[row], more[row])
      }
    }
    var yes = 0
    var gaps = 0
    for answer in all {
      if answer == 1 { yes &+= 1 }
      if answer == 2 { gaps &+= 1 }
    }
    return (all, yes, gaps)
  }

  /// The answers to one question: 1 for yes, 0 for no, 2 for a gap.
  private func answers(_ tree: Expression, _ step: VerbCall, _ dataset: Dataset) throws(Mistake)
    -> [UInt8]
  {
    let evaluator = RowEvaluator(self, dataset, step)
    defer { evaluator.finish() }
    let operand = try evaluator.evaluate(tree)
    switch operand {
    case .value(.truth(let answer)):
      return [UInt8](repeating: answer ? 1 : 0, count: dataset.count)
    case .value(.missing): return [UInt8](repeating: 2, count: dataset.count)
    default: break
    }
    let column = try evaluator.column(operand, named: evaluator.words(tree))
    if case .truth(let answers) = column.storage { return answers }
    if column.gapCount == column.count { return [UInt8](repeating: 2, count: column.count) }
    if case .list(.truth) = column.kind {
      throw Mistake(
        "question-about-lists", ["name": evaluator.words(tree), "verb": step.word],
        at: tree.span, in: step.source)
    }
    throw evaluator.notAQuestion(tree, .column(column))
  }

  /// For `species == "adelie"`: the column, and its word that was probably meant.
  private func wordMeant(_ tree: Expression, _ dataset: Dataset) -> (column: String, word: String)?
  {
    guard case .comparison(let first, let rest) = tree.form, rest.count == 1,
      rest[0].comparison == .equal, case .name(let name) = first.form,
      case .text(let parts) = rest[0].operand.form, parts.count == 1,
      case .literal(let asked) = parts[0], let column = dataset.column(name),
      case .text(let codes, let words) = column.storage, words.count <= 10_000
    else { return nil }
    guard let near = Spelling.nearest(asked, among: words),
      let code = words.firstIndex(of: near), codes.contains(Int32(code))
    else { return nil }
    return (name, near)
  }

  /// Says why no row is left: how many each part of an `and` keeps.
  private func tellNothingLeft(_ step: VerbCall, _ dataset: Dataset) {
    var slots: [String: String] = [:]
    if let first = step.call.arguments.first {
      slots["question"] = step.source.text(first.value.span)
      if let (column, near) = wordMeant(first.value, dataset) {
        slots["column"] = column
        slots["near"] = near
      }
    }
    if step.call.arguments.count == 1,
      case .binary(.and, let left, let right, _) = step.call.arguments[0].value.form,
      let first = try? answers(left, step, dataset),
      let second = try? answers(right, step, dataset)
    {
      slots["first"] = step.source.text(left.span)
      slots["second"] = step.source.text(right.span)
      slots["firstCount"] = NumberText.grouped(first.reduce(0) { $0 + ($1 == 1 ? 1 : 0) })
      slots["secondCount"] = NumberText.grouped(second.reduce(0) { $0 + ($1 == 1 ? 1 : 0) })
    }
    note(Note("nothing-left", slots, at: step.call.callee.span, in: step.source))
  }
}
