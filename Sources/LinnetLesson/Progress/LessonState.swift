import Linnet

/// Where a student stands: what the events of a log come to.
public struct LessonState: Sendable {
  /// How each exercise and question stands, by name.
  public private(set) var tasks: [String: TaskState] = [:]
  /// The step that was entered last; nil before the first.
  public private(set) var step: String?
  /// True once the lesson was finished.
  public private(set) var isFinished = false
  /// What the student is called; empty when nothing was said.
  public private(set) var nickname = ""
  /// The digest of the lesson that was begun.
  public private(set) var digest = ""
  /// The code that last worked in each block of the lesson, by the block's name.
  public private(set) var codes: [String: String] = [:]
  /// What the student noted, each with the step it was noted in.
  public private(set) var notes: [(step: String, text: String)] = []
  /// The digests of the files that the lesson has written, by their paths.
  public private(set) var written: [String: String] = [:]

  /// How one exercise or question stands.
  public struct TaskState: Sendable {
    /// How the last attempt turned out; nil while there is none.
    public var outcome: Verdict.Outcome?
    /// How many attempts there were.
    public var attempts = 0
    /// How many hints were shown.
    public var hints = 0
    /// True when the solution was shown before a right answer.
    public var sawSolution = false
    /// True when it was left out and not answered since.
    public var isSkipped = false
    /// The last answer, or the last code that was checked.
    public var answer = ""
    /// The answer or code that was right; nil while none was.
    public var right: String?
    /// The points it has brought.
    public var points = 0
    /// What was said to answers that were not right, in order.
    public var said: [String] = []

    /// An untouched task.
    public init() {}

    /// True when there is nothing more to do: right, noted, or left out.
    public var isDone: Bool { right != nil || outcome == .recorded || isSkipped }
  }

  /// The state before anything.
  public init() {}

  /// The state after the events of a log.
  public init(_ log: LessonLog) {
    for event in log.events { take(event) }
  }

  /// How a task stands.
  public subscript(id: String) -> TaskState { tasks[id] ?? TaskState() }

  /// Takes in one more event.
  public mutating func take(_ event: LessonEvent) {
    let id = event.id
    var task = self[id]
    switch event.deed {
    case .begin:
      nickname = event.text("nickname")
      digest = event.text("digest")
      return
    case .step:
      step = id
      return
    case .code:
      if event.truth("worked") { codes[id] = event.text("code") }
      return
    case .note:
      notes.append((step: step ?? "", text: event.text("text")))
      return
    case .wrote:
      written[event.text("path")] = event.text("sha256")
      return
    case .restore: return
    case .finish:
      isFinished = true
      return
    case .check, .answer:
      let outcome = Verdict.Outcome(rawValue: event.text("outcome")) ?? .wrong
      task.answer = event.text(event.deed == .check ? "code" : "text")
      if Verdict(outcome, "").isAttempt {
        task.attempts += 1
        task.isSkipped = false
      }
      task.outcome = outcome
      if outcome == .right {
        task.right = task.answer
        task.points = max(task.points, event.number("points"))
      } else if outcome != .recorded {
        task.said.append(event.text("said"))
      }
    case .hint: task.hints = max(task.hints, event.number("hint"))
    case .solution: if task.right == nil { task.sawSolution = true }
    case .skip: if task.right == nil { task.isSkipped = true }
    }
    tasks[id] = task
  }

  /// The points so far.
  public var points: Int { tasks.values.reduce(0) { $0 + $1.points } }

  /// True when a branch is taken.
  public func holds(_ condition: Lesson.Condition, in lesson: Lesson) -> Bool {
    switch condition {
    case .right(let id): return self[id].right != nil
    case .wrong(let id):
      let task = self[id]
      return task.right == nil && (task.attempts > 0 && task.outcome != .recorded || task.isSkipped)
    case .scoreBelow(let part): return score(in: lesson).map { $0 < part } ?? false
    case .scoreAtLeast(let part): return score(in: lesson).map { $0 >= part } ?? false
    }
  }

  /// The hundredths of the points that could have been had so far; nil before anything was answered.
  private func score(in lesson: Lesson) -> Double? {
    var had = 0
    var possible = 0
    for task in lesson.tasks {
      let state = self[task.id]
      guard state.attempts > 0 || state.isSkipped else { continue }
      had += state.points
      possible += task.points
    }
    return possible == 0 ? nil : 100 * Double(had) / Double(possible)
  }
}
