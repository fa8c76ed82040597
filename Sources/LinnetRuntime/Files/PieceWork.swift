import LinnetData
import LinnetSyntax

/// The steps done on one piece after another, and what they leave.
final class PieceWork {
  private let context: Context
  private let steps: [VerbCall]
  /// The columns asked for behind the last step; nil for all.
  private let demand: Set<String>?
  private let collector = RowCollector()
  /// What is remarked on the piece at hand.
  let remarks = PieceRemarks()
  /// The steps with what there is to say about each so far.
  private(set) var done: [StepsDone.Done]
  /// Why a piece could not be worked on.
  private(set) var mistake: Mistake?
  private var rows = 0
  private var bytes = 0

  /// Gets ready for the first piece; `demand` are the columns asked for behind the last step, nil for all.
  init(_ context: Context, _ steps: [VerbCall], demand: Set<String>?) {
    self.context = context
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
        if step.call.isOf("add"), done[place].names == nil {
          done[place].names = dataset.knownNames
        }
        let (result, tally) = try piece.work(context, step, dataset)
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
      for column in dataset.columns { bytes += Context.bytes(of: column) }
      try context.reserve(bytes: bytes)
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
    // Nor is it otherwise known whether a word that left out no row is anywhere in its column.
    for step in done {
      if let tally = step.tally, tally.kept == tally.rows, WordAsked.mayAsk(step.step) {
        return nil
      }
    }
    return dataset
  }
}
