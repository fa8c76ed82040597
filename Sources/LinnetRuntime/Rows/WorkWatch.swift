import LinnetData
import LinnetSyntax

/// Charges the machine for long work on data, and tells the host when it takes long.
final class WorkWatch {
  private let context: Context
  private let what: String
  private let unitsPerStep: Int
  private let start: Double?
  private var lastReport = 0.0
  private var lastDone = 0
  /// Counts the rows of a table that is read.
  let counter = RowCounter()
  /// Why the work was stopped.
  var mistake: Mistake?

  /// Watches some work: *reading z.csv*, *sorting*.
  ///
  /// Each `unitsPerStep` of what is reported as done count as a step of the program; the largest number
  /// leaves that to who starts the work.
  init(_ context: Context, _ what: String, unitsPerStep: Int = .max) {
    self.context = context
    self.what = what
    self.unitsPerStep = unitsPerStep
    start = context.host.now()
  }

  /// Takes how far the work is; false stops it, for the reason in `mistake`.
  func report(_ done: Int, _ total: Int) -> Bool {
    do {
      // A second pass over a file counts from its beginning again.
      try context.charge(max(0, done - lastDone) / unitsPerStep + 1)
    } catch {
      mistake = error
      return false
    }
    lastDone = done
    if let start, let now = context.host.now(), now - start > 1, now - lastReport > 0.2 {
      lastReport = now
      let rows = counter.rows > 0 ? ", \(context.rows(counter.rows))" : ""
      context.host.receive(.progress(what + rows, done: done, total: total))
    }
    return true
  }
}
