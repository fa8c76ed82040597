import LinnetData
import LinnetSyntax

/// Loading a long table piece by piece, with the steps that follow done on each piece.
///
/// `load … then keep … then add …` needs no more room than what the pipeline leaves. The steps come out
/// as they would one after another on the whole table: only those are done here whose answer for a row
/// hangs on that row alone, and whatever is unusual (a mistake, a remark, a column that changes its kind)
/// throws the work away and leaves it to the ordinary road.
extension Loading {
  /// Loads the table as the program's plan for this call says; nil when the ordinary road has to.
  ///
  /// `read` hands the table on piece by piece, with the columns that are asked for. Errors: those of
  /// `read`; `stopped` with the reason in `watch`.
  func inPieces(
    _ read: (DelimitedOptions, (Dataset, Int) -> Bool) throws(DataMistake) -> LoadedTable?
  ) throws(DataMistake) -> LoadedTable? {
    guard mayBeInPieces, let (plan, text) = currentPlan() else { return nil }
    let steps = rowLocalSteps(of: plan, text)
    guard !steps.isEmpty || plan.demands[0] != nil else { return nil }
    let work = PieceWork(context, steps, demand: plan.demands[steps.count])
    context.pieceRemarks = work.remarks
    defer { context.pieceRemarks = nil }
    var options = options
    options.demanded = plan.demands[0]
    let loaded = try read(options, work.take)
    if context.isStopping {
      watch.mistake = work.mistake
      throw DataMistake("stopped")
    }
    guard var table = loaded, let result = work.result() else { return nil }
    if !steps.isEmpty { context.plannedLoads.done = StepsDone(dataset: result, steps: work.done) }
    table.dataset = result
    return table
  }

  /// The columns that the program asks for of this table; nil for all.
  var demandedColumns: Set<String>? { currentPlan()?.plan.demands[0] }

  /// What the program does with this table.
  private func currentPlan() -> (plan: LoadPlan, text: Source)? {
    guard let (node, text) = context.currentNode(), let plan = context.plannedLoads.plan(of: node)
    else { return nil }
    return (plan, text)
  }

  /// The steps behind the call of `load` that can be done on any part of the rows.
  private func rowLocalSteps(of plan: LoadPlan, _ text: Source) -> [VerbCall] {
    var steps: [VerbCall] = []
    for step in plan.steps {
      guard let call = context.verbCall(of: step, in: text) else { break }
      guard RowLocality(context, call).holds else { break }
      steps.append(call)
    }
    return steps
  }
}
