import LinnetData
import LinnetSyntax

/// How many rows a question met, left, and could not answer.
struct RowTally {
  /// Those it met.
  var rows = 0
  /// Those it left.
  var kept = 0
  /// Those it had no answer for.
  var gaps = 0
  /// True when the rows without an answer are among those that stay.
  var keepsGaps = false
}

/// Steps that were done while a table was loaded, in order, and what is left to say about them.
struct StepsDone {
  /// One of them.
  struct Done {
    /// The step as written; the identity of its callee is what it is found by.
    var step: Call
    /// The rows it met, where it asks a question.
    var tally: RowTally?
    /// The columns there were before an `add`; nil for any other step, and before the first piece.
    var names: [String]?
    /// The gaps its calculations made.
    var work = ItemWork()
  }

  /// The table after all of them.
  let dataset: Dataset
  /// Those that nothing has been said about yet.
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
