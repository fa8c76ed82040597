import LinnetData
import LinnetSyntax
import LinnetText

/// `keep` and `drop`.
extension Verb {
  static let questions: [Verb] = [
    Verb(
      name: "keep", usage: "data then keep question", needsInput: true, follows: .groups,
      startsWithColumn: true,
      asks: .more,
      piece: .formulas { (context, step, rows) throws(Mistake) in
        try context.questioned(step, rows)
      },
      body: { (context, step) throws(Mistake) in try context.keep(step) },
      summary:
        "Keeps the rows whose answer to a question is yes; with `by`, statistics are those of the group.",
      examples: [
        ExampleData.with("birds then keep mass > 4000 and species == \"Gentoo\""),
        ExampleData.with("birds then keep mass == max(mass) by species"),
      ]),
    Verb(
      name: "drop", usage: "data then drop question", needsInput: true, follows: .groups,
      startsWithColumn: true,
      asks: .more,
      piece: .formulas { (context, step, rows) throws(Mistake) in
        try context.questioned(step, rows)
      },
      body: { (context, step) throws(Mistake) in try context.drop(step) },
      summary:
        "Leaves out the rows whose answer to a question is yes; a row without an answer stays.",
      examples: [
        ExampleData.with("birds then drop species == \"Adelie\""),
        "d = dataset(x: [1, 5, missing])\nd then drop x is missing",
      ]),
  ]
}

extension Context {
  fileprivate func keep(_ step: VerbCall) throws(Mistake) -> Value {
    let dataset = try step.dataset(self)
    let (result, tally) = try questioned(step, dataset)
    tell(tally)
    if tally.kept == 0, dataset.count > 0 { tellNothingLeft(step, dataset) }
    if tally.kept == dataset.count { tellAllLeft(step, dataset) }
    return makeDataset(result)
  }

  fileprivate func drop(_ step: VerbCall) throws(Mistake) -> Value {
    let dataset = try step.dataset(self)
    let (result, tally) = try questioned(step, dataset)
    tell(tally)
    if tally.kept == 0, dataset.count > 0 {
      note(Note("nothing-left", [:], at: step.call.callee.span, in: step.source))
    }
    if tally.kept == dataset.count { tellAllLeft(step, dataset) }
    return makeDataset(result)
  }

  /// The rows that a `keep` or `drop` leaves, and how many those are.
  func questioned(_ step: VerbCall, _ dataset: Dataset) throws(Mistake)
    -> (result: Dataset, tally: RowTally)
  {
    var answers = try self.answers(step, dataset)
    let isDrop = step.call.isOf("drop")
    if isDrop {
      // Only a yes leaves a row out; where there is no answer it stays.
      for row in answers.values.indices { answers.values[row] = answers.values[row] == 1 ? 0 : 1 }
      answers.yes = dataset.count - answers.yes
    }
    let tally = RowTally(
      rows: dataset.count, kept: answers.yes, gaps: answers.gaps, keepsGaps: isDrop)
    return (dataset.rows(answering: answers.values, workers: host.workers), tally)
  }

  /// Says how many rows a question left.
  func tell(_ tally: RowTally) {
    account(
      "kept \(DigitGrouping.grouped(tally.kept)) of \(rows(tally.rows))" + gapsTold(tally))
  }

  /// What became of the rows that gave no answer.
  private func gapsTold(_ tally: RowTally) -> String {
    guard tally.gaps > 0 else { return "" }
    let gaps = DigitGrouping.grouped(tally.gaps)
    return tally.keepsGaps
      ? "; \(gaps) of them without an answer, because a value is missing"
      : "; \(gaps) left out because a value is missing"
  }

  /// `1 row`, `10 583 rows`.
  func rows(_ count: Int) -> String {
    DigitGrouping.counted(count, "row")
  }

  /// The answers to the questions of a step; several, separated by commas, must all be yes.
  private func answers(_ step: VerbCall, _ dataset: Dataset) throws(Mistake)
    -> (values: [UInt8], yes: Int, gaps: Int)
  {
    try step.allow(options: [])
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
    let partition = try partition(step, dataset)
    var all = try answers(first.value, step, dataset, partition)
    for next in step.call.arguments.dropFirst() {
      let more = try answers(next.value, step, dataset, partition)
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
  private func answers(
    _ tree: Expression, _ step: VerbCall, _ dataset: Dataset, _ partition: RowPartition? = nil
  ) throws(Mistake) -> [UInt8] {
    let name = step.source.text(tree.span)
    let column = try column(of: tree, named: name, step, dataset, partition)
    if case .truth(let answers) = column.storage { return answers }
    if column.gapCount == column.count { return [UInt8](repeating: 2, count: column.count) }
    if case .list(.truth) = column.kind {
      throw Mistake(
        "question-about-lists", ["name": name, "verb": step.word], at: tree.span, in: step.source)
    }
    let evaluator = RowEvaluator(self, dataset, step)
    throw evaluator.notAQuestion(tree, .column(column))
  }

  /// Says that a question may have left out no row because of a misspelt word.
  private func tellAllLeft(_ step: VerbCall, _ dataset: Dataset) {
    for argument in step.call.arguments {
      guard
        let word = WordAsked(
          in: argument.value, of: dataset, among: [.equal, .notEqual, .isIn, .isNotIn]),
        word.slots["near"] != nil
      else { continue }
      note(Note("all-left", word.slots, at: step.call.callee.span, in: step.source))
      return
    }
  }

  /// Says why no row is left: how many each part of an `and` keeps.
  private func tellNothingLeft(_ step: VerbCall, _ dataset: Dataset) {
    var slots: [String: String] = [:]
    if let first = step.call.arguments.first {
      slots["question"] = step.source.text(first.value.span)
    }
    for argument in step.call.arguments {
      guard let word = WordAsked(in: argument.value, of: dataset) else { continue }
      for (slot, value) in word.slots where slots[slot] == nil { slots[slot] = value }
      break
    }
    if step.call.arguments.count == 1,
      case .binary(.and, let left, let right, _) = step.call.arguments[0].value.form,
      let first = try? answers(left, step, dataset),
      let second = try? answers(right, step, dataset)
    {
      slots["first"] = step.source.text(left.span)
      slots["second"] = step.source.text(right.span)
      slots["firstCount"] = DigitGrouping.grouped(first.reduce(0) { $0 + ($1 == 1 ? 1 : 0) })
      slots["secondCount"] = DigitGrouping.grouped(second.reduce(0) { $0 + ($1 == 1 ? 1 : 0) })
    }
    note(Note("nothing-left", slots, at: step.call.callee.span, in: step.source))
  }
}
