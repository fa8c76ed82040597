import Linnet

/// A fresh session in which an answer is marked, and the words that only checks know.
///
/// `code` is the text of the answer, `uses(code, "keep")` looks for a word in it, `unchanged("muons")` compares
/// with the exercise's start, `similar(h, reference)` compares histograms, `last_plot` is what the last picture
/// says about itself.
final class CheckBench {
  let session: Session
  private let host: CheckHost
  private let seed: Int?
  private let memory: StartMemory

  /// What `unchanged` compares with; the function must be sendable, and a session stays on one thread.
  private final class StartMemory: @unchecked Sendable {
    /// Let go of by the bench at its end: the session's engine holds this.
    var session: Session?
    var start: Session.Snapshot?
  }

  init(_ lesson: Lesson, world: Host, limits: Limits, interrupt: Interrupt) {
    let engine = Engine(limits: limits)
    let memory = StartMemory()
    engine.define("uses", help: "True when a code uses a word.") {
      (code: String, word: String) in
      let source = Source(code, name: "")
      return Program.tokens(of: source).contains { source.text($0.span) == word }
    }
    engine.define("unchanged", help: "True when a variable is as the exercise gave it.") {
      (name: String) throws(Mistake) -> Bool in
      guard let session = memory.session, let start = memory.start else { return true }
      return try session.isUnchanged(name, since: start)
    }
    host = CheckHost(over: LessonHost(lesson.document, over: world))
    session = engine.session(host: host, interrupt: interrupt)
    memory.session = session
    self.memory = memory
    seed = lesson.seed
  }

  deinit { memory.session = nil }

  /// Runs what the exercise starts from.
  func run(_ start: [Source]) throws(Mistake) {
    if let seed { try session.run("seed \(seed)") }
    for source in start { try session.run(session.read(source)) }
  }

  /// Notes the variables as the exercise gives them.
  func markStart() { memory.start = session.snapshot() }

  /// Gives the check its words.
  func prepareCheck(code: String) throws(Mistake) {
    try session.set("code", code)
    try session.run(CheckBench.similar)
    guard let picture = host.lastPicture else {
      try session.run("last_plot = missing")
      return
    }
    try session.set("last_plot_kind", picture.kindName)
    try session.set("last_plot_title", picture.title)
    try session.set("last_plot_x", picture.x.title)
    try session.set("last_plot_y", picture.y.title)
    try session.set("last_plot_layers", picture.layers.count)
    try session.set("last_plot_says", picture.alternativeText)
    try session.run(
      """
      last_plot = record(kind: last_plot_kind, title: last_plot_title, x: last_plot_x, y: last_plot_y, \
      layers: last_plot_layers, says: last_plot_says)
      """)
  }

  /// What a `mistake` line says, when its question is answered yes; nil when no, and when it cannot be answered.
  func answer(to question: Source) -> String? {
    let program = session.read(question)
    guard program.mistakes.isEmpty else { return nil }
    do throws(Mistake) {
      try session.run(program)
      return nil
    } catch {
      return error.code == "expected" ? error.slots["message"] : nil
    }
  }

  /// Two histograms are similar when they have the same edges and, together, differ by at most a part of all entries.
  private static let similar = """
    define similar(h, reference, within: 0.000001)
      if count(h.edges) != count(reference.edges)
        return false
      end
      if any(abs(h.edges - reference.edges) > 0.000000001 * (1 + abs(reference.edges)))
        return false
      end
      return sum(abs(h.counts - reference.counts)) <= within * sum(abs(reference.counts))
    end
    """
}

extension Picture {
  /// What a check calls a kind of picture.
  var kindName: String {
    for layer in layers {
      switch layer {
      case .stack: return "stack"
      case .bins: return "histogram"
      case .boxes: return "box"
      case .cells: return "histogram2d"
      case .points: if layers.count == 1 { return "scatter" }
      case .line: if layers.count == 1 { return "line" }
      }
    }
    if case .points? = layers.first { return "scatter" }
    return layers.isEmpty ? "empty" : "line"
  }
}
