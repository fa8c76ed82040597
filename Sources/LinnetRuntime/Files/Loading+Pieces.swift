import LinnetData
import LinnetSyntax

/// Loading a long table piece by piece, with the steps that follow done on each piece.
///
/// `load … then keep … then add …` needs no more room than what the pipeline leaves. The steps come out
/// as they would one after another on the whole table: only those are done here whose answer for a row
/// hangs on that row alone, and whatever is unusual (a mistake, a remark, a column that changes its kind)
/// throws the work away and leaves it to the ordinary road.
extension Machine {
  /// Loads a table as the program's plan for this call says; nil when the ordinary road has to.
  ///
  /// `read` hands the table on piece by piece, with the columns that are asked for. Errors: those of
  /// `read`; `stopped` with the reason in `watch`.
  func loadInPieces(
    _ options: DelimitedOptions, _ watch: WorkWatch,
    _ read: (DelimitedOptions, (Dataset, Int) -> Bool) throws(DataMistake) -> LoadedTable?
  ) throws(DataMistake) -> LoadedTable? {
    guard let (plan, text) = currentPlan() else { return nil }
    let steps = rowLocalSteps(of: plan, text)
    guard !steps.isEmpty || plan.demands[0] != nil else { return nil }
    let work = PieceWork(self, steps, demand: plan.demands[steps.count])
    pieceRemarks = work.remarks
    defer { pieceRemarks = nil }
    var options = options
    options.demanded = plan.demands[0]
    let loaded = try read(options, work.take)
    if isStopping {
      watch.mistake = work.mistake
      throw DataMistake("stopped")
    }
    guard var table = loaded, let result = work.result() else { return nil }
    if !steps.isEmpty { stepsDone = StepsDone(dataset: result, steps: work.done) }
    table.dataset = result
    return table
  }

  /// What the program does with the table that it is loading.
  private func currentPlan() -> (plan: LoadPlan, text: Source)? {
    guard let (node, text) = currentNode(), let plan = loadPlans[ObjectIdentifier(node)] else {
      return nil
    }
    return (plan, text)
  }

  /// The columns that the program asks for of the table that it is loading; nil for all.
  var demandedColumns: Set<String>? { currentPlan()?.plan.demands[0] }

  /// The steps behind a call of `load` that can be done on any part of the rows.
  private func rowLocalSteps(of plan: LoadPlan, _ text: Source) -> [VerbCall] {
    guard let entry = state.pointee.entry else { return [] }
    let prototype = entry.pointee.prototype.takeUnretainedValue()
    let base = state.pointee.base
    var steps: [VerbCall] = []
    for step in plan.steps {
      guard
        let site = prototype.verbSites.first(where: { $0.call.callee === step.callee })
      else { break }
      let call = verbCall(site, .nothing, text, base)
      guard RowLocality(self, call).holds else { break }
      steps.append(call)
    }
    return steps
  }

  /// True when a step was done while its table was loaded; then says what there is to say about it.
  func wasDone(_ step: Call, _ input: Value) -> Bool {
    guard let done = stepsDone, let next = done.steps.first, next.step.callee === step.callee,
      let ref = input.object(.dataset), ref.datasetObject === done.dataset
    else { return false }
    stepsDone = done.steps.count > 1 ? done.afterFirst : nil
    if let tally = next.tally { tell(tally) }
    tell(next.work)
    return true
  }
}

/// How many rows a question met, left, and could not answer.
struct RowTally {
  var rows = 0
  var kept = 0
  var gaps = 0
  /// True when the rows without an answer are among those that stay.
  var keepsGaps = false
}

/// Steps that were done while a table was loaded, in order, and what is left to say about them.
struct StepsDone {
  struct Done {
    var step: Call
    var tally: RowTally?
    var work = ItemWork()
  }

  /// The table after all of them.
  let dataset: Dataset
  var steps: [Done]

  /// The steps without the first.
  var afterFirst: StepsDone { StepsDone(dataset: dataset, steps: Array(steps.dropFirst())) }
}

/// What is remarked while steps work on pieces of a table.
final class PieceRemarks {
  /// Gaps made by calculations without an answer.
  var work = ItemWork()
  /// True when there was a remark that is about the whole table.
  var hasOthers = false
}

/// The steps done on one piece after another, and what they leave.
private final class PieceWork {
  private let machine: Machine
  private let steps: [VerbCall]
  /// The columns asked for behind the last step; nil for all.
  private let demand: Set<String>?
  private let collector = RowCollector()
  let remarks = PieceRemarks()
  private(set) var done: [StepsDone.Done]
  /// Why a piece could not be worked on.
  private(set) var mistake: Mistake?
  private var rows = 0
  private var bytes = 0

  init(_ machine: Machine, _ steps: [VerbCall], demand: Set<String>?) {
    self.machine = machine
    self.steps = steps
    self.demand = demand
    done = steps.map { StepsDone.Done(step: $0.call) }
  }

  /// Does the steps on some rows; false when that has to be done on all of them at once.
  func take(_ piece: Dataset, _ expectedRows: Int) -> Bool {
    rows += piece.count
    do {
      var dataset = piece
      for (place, step) in steps.enumerated() {
        guard let piece = Verb.all[step.call.word ?? ""]?.piece else { return false }
        let (result, tally) = try piece.work(machine, step, dataset)
        if let tally {
          var sum = done[place].tally ?? RowTally()
          sum.rows += tally.rows
          sum.kept += tally.kept
          sum.gaps += tally.gaps
          sum.keepsGaps = tally.keepsGaps
          done[place].tally = sum
        }
        done[place].work.zeroDivisions += remarks.work.zeroDivisions
        done[place].work.noAnswers += remarks.work.noAnswers
        remarks.work = ItemWork()
        dataset = result
      }
      if remarks.hasOthers { return false }
      if let demand { dataset = dataset.reading(only: demand) }
      for column in dataset.columns { bytes += Machine.bytes(of: column) }
      try machine.reserve(bytes: bytes)
      // From what the first rows left the room for all can be told.
      let share = Double(dataset.count) / Double(max(piece.count, 1))
      let expected = Int(min(1, share * 1.03) * Double(expectedRows)) + 1024
      return collector.append(dataset, expected: expected)
    } catch {
      mistake = error
      return false
    }
  }

  /// What the steps leave of all pieces; nil when it has to be worked out on all rows at once.
  func result() -> Dataset? {
    guard mistake == nil, let dataset = collector.finish() else { return nil }
    // Nothing left is told with its reason, which takes all rows to find.
    if dataset.count == 0, rows > 0, !steps.isEmpty { return nil }
    return dataset
  }
}
