import LinnetData
import LinnetSyntax

/// Charges the machine for long work on data, and tells the host when it takes long.
final class WorkWatch {
  private let machine: Context
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
  init(_ machine: Context, _ what: String, unitsPerStep: Int = .max) {
    self.machine = machine
    self.what = what
    self.unitsPerStep = unitsPerStep
    start = machine.host.now()
  }

  /// Takes how far the work is; false stops it, for the reason in `mistake`.
  func report(_ done: Int, _ total: Int) -> Bool {
    do {
      // A second pass over a file counts from its beginning again.
      try machine.charge(max(0, done - lastDone) / unitsPerStep + 1)
    } catch {
      mistake = error
      return false
    }
    lastDone = done
    if let start, let now = machine.host.now(), now - start > 1, now - lastReport > 0.2 {
      lastReport = now
      let rows = counter.rows > 0 ? ", \(machine.rows(counter.rows))" : ""
      machine.host.receive(.progress(what + rows, done: done, total: total))
    }
    return true
  }
}
