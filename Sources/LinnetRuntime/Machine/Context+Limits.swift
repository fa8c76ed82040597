import LinnetSyntax
import LinnetText

/// What may be used up, and stopping when it is.
extension Context {
  /// Looks at the interrupt and the clock.
  func look() throws(Mistake) {
    if interrupt.isTripped { throw stop("interrupted", [:]) }
    if let deadline, let now = host.now(), now >= deadline {
      throw stop("out-of-time", ["limit": Self.seconds(limits.deadline ?? 0)])
    }
  }

  /// A number of seconds in words: `1 second`, `0.5 seconds`.
  private static func seconds(_ seconds: Double) -> String {
    NumberText.shown(seconds) + (seconds == 1 ? " second" : " seconds")
  }

  /// Looks at the interrupt and the clock once in 65 536 places: often enough for a person who waits.
  @inline(__always)
  func look(at place: Int) throws(Mistake) {
    if place & 0xFFFF == 0xFFFF { try look() }
  }

  /// A mistake that nothing catches.
  func stop(_ code: MistakeCode, _ slots: [String: String]) -> Mistake {
    isStopping = true
    return Mistake(code, slots)
  }

  func limitSlots(_ limit: Int) -> [String: String] { ["limit": grouped(limit)] }

  /// A whole number in groups of three digits: `10 000 000`.
  func grouped(_ number: Int) -> String { DigitGrouping.grouped(number, fromDigits: 4) }

  /// The mistake of a text, list or output that grows too long.
  func tooLong(_ what: String, _ limit: Int, _ unit: String) -> Mistake {
    stop("too-long", ["what": what, "limit": "\(grouped(limit)) \(unit)"])
  }

  /// Throws `too-long` for a dataset of more rows than allowed.
  func rowLimit(_ count: Int) throws(Mistake) {
    if count > limits.rows { throw tooLong("dataset", limits.rows, "rows") }
  }

  /// The mistake of values that take too much memory.
  func tooMuchMemory() -> Mistake {
    stop("too-much-memory", ["limit": "\(grouped(limits.memory >> 20)) MB"])
  }

  /// Counts work done in a built-in; throws when a limit is reached or the run is interrupted.
  func charge(_ steps: Int) throws(Mistake) {
    let (total, overflow) = stepsTaken.pointee.addingReportingOverflow(max(steps, 0))
    stepsTaken.pointee = overflow ? Int.max : total
    if stepsTaken.pointee >= limits.steps {
      throw stop("too-many-steps", ["steps": grouped(limits.steps)])
    }
    try look()
  }

  /// Asks for memory before it is used.
  ///
  /// Throws `too-much-memory`.
  func reserve(bytes: Int) throws(Mistake) {
    let (total, overflow) = heap.bytes.addingReportingOverflow(bytes)
    if overflow || total > limits.memory {
      throw tooMuchMemory()
    }
  }
}
