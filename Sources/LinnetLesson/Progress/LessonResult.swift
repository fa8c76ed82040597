import Linnet

/// What a student hands in: answers, attempts, hints and points, with the log that proves them.
///
/// A nickname at most; no time unless it is asked for. Written and read as JSON.
public struct LessonResult: Sendable {
  /// The lesson's permanent name.
  public var lesson = ""
  /// Its version.
  public var version = ""
  /// The digest of the lesson's text.
  public var digest = ""
  /// What the student wants to be called.
  public var nickname = ""
  /// True when the lesson was finished.
  public var isFinished = false
  /// The points of all tasks together.
  public var points = 0
  /// The points that can be had.
  public var possible = 0
  /// How each task stands, in the order of the lesson.
  public var tasks: [Task] = []
  /// The events.
  public var log = LessonLog()
  /// True when the log or the numbers were changed after they were written.
  public var isChanged = false

  /// How one task stands.
  public struct Task: Sendable {
    /// Its name.
    public var id: String
    /// `exercise`, `number`, `choice` or another kind.
    public var kind: String
    /// `right`, `wrong`, `skipped`, `recorded` or `open`.
    public var outcome: String
    /// The points it brought.
    public var points: Int
    /// The points it can bring.
    public var possible: Int
    /// How many attempts there were.
    public var attempts: Int
    /// How many hints were shown.
    public var hints: Int
    /// True when the solution was shown first.
    public var sawSolution: Bool
    /// The right answer or code, else the last.
    public var answer: String
    /// What was said to wrong answers.
    public var said: [String]
  }

  /// The result of a log.
  public init(_ lesson: Lesson, _ log: LessonLog) {
    let state = LessonState(log)
    self.lesson = lesson.id
    version = lesson.version
    digest = state.digest.isEmpty ? lesson.digest : state.digest
    nickname = state.nickname
    isFinished = state.isFinished
    points = state.points
    possible = lesson.points
    self.log = log
    isChanged = log.isChanged
    tasks = lesson.tasks.map { task in
      let state = state[task.id]
      let outcome =
        state.right != nil
        ? "right"
        : state.isSkipped
          ? "skipped"
          : state.outcome == .recorded ? "recorded" : state.attempts > 0 ? "wrong" : "open"
      return Task(
        id: task.id, kind: task.kind, outcome: outcome, points: state.points,
        possible: task.points, attempts: state.attempts, hints: state.hints,
        sawSolution: state.sawSolution, answer: state.right ?? state.answer, said: state.said)
    }
  }

  /// Reads a result file; nil for anything else.
  public init?(reading bytes: [UInt8]) {
    guard let value = JSON(bytes), value["linnet"]?.asText == "result",
      let lesson = value["lesson"]?.asText, let list = value["tasks"]?.asList
    else { return nil }
    self.lesson = lesson
    version = value["version"]?.asText ?? ""
    digest = value["digest"]?.asText ?? ""
    nickname = value["nickname"]?.asText ?? ""
    isFinished = value["finished"]?.asTruth ?? false
    points = value["points"]?.asWhole ?? 0
    possible = value["of"]?.asWhole ?? 0
    for item in list {
      tasks.append(
        Task(
          id: item["id"]?.asText ?? "", kind: item["kind"]?.asText ?? "",
          outcome: item["outcome"]?.asText ?? "open", points: item["points"]?.asWhole ?? 0,
          possible: item["of"]?.asWhole ?? 0, attempts: item["attempts"]?.asWhole ?? 0,
          hints: item["hints"]?.asWhole ?? 0,
          sawSolution: item["sawSolution"]?.asTruth ?? false,
          answer: item["answer"]?.asText ?? "",
          said: (item["said"]?.asList ?? []).compactMap { $0.asText }))
    }
    var lines: [UInt8] = []
    for event in value["events"]?.asList ?? [] { lines += event.encoded + [0x0A] }
    log = LessonLog(reading: lines)
    // What is told must be what the events come to, and the seal the whole of it.
    let state = LessonState(log)
    isChanged =
      log.isChanged || log.unreadLines > 0 || value["seal"]?.asText != seal
      || tasks.contains { $0.points != state[$0.id].points }
  }

  /// The result as JSON, the times of the events only when asked for.
  public func json(withTimes: Bool = false) -> JSON {
    var events: [JSON] = []
    for event in log.events {
      guard case .object(let members) = event.json else { continue }
      // What students note for themselves stays with them.
      let own = event.deed == .note ? ["text"] : []
      let left = withTimes ? own : own + ["at"]
      events.append(.object(members.filter { !left.contains($0.name) }))
    }
    let items: [JSON] = tasks.map { task in
      .object([
        JSON.Member("id", .text(task.id)), JSON.Member("kind", .text(task.kind)),
        JSON.Member("outcome", .text(task.outcome)),
        JSON.Member("points", .number(Double(task.points))),
        JSON.Member("of", .number(Double(task.possible))),
        JSON.Member("attempts", .number(Double(task.attempts))),
        JSON.Member("hints", .number(Double(task.hints))),
        JSON.Member("sawSolution", .truth(task.sawSolution)),
        JSON.Member("answer", .text(task.answer)),
        JSON.Member("said", .list(task.said.map { .text($0) })),
      ])
    }
    return .object([
      JSON.Member("linnet", .text("result")), JSON.Member("lesson", .text(lesson)),
      JSON.Member("version", .text(version)), JSON.Member("digest", .text(digest)),
      JSON.Member("nickname", .text(nickname)), JSON.Member("finished", .truth(isFinished)),
      JSON.Member("points", .number(Double(points))), JSON.Member("of", .number(Double(possible))),
      JSON.Member("tasks", .list(items)), JSON.Member("events", .list(events)),
      JSON.Member("seal", .text(seal)),
    ])
  }

  /// A digest over what is told and the last link of the chain.
  private var seal: String {
    var text =
      "\(lesson)\n\(version)\n\(digest)\n\(nickname)\n\(isFinished)\n\(points) \(possible)\n\(log.chain)\n"
    for task in tasks {
      text += "\(task.id) \(task.outcome) \(task.points) \(task.attempts) \(task.hints)\n"
      text += task.answer + "\n"
    }
    return String(SHA256.hex(of: Array(text.utf8)).prefix(32))
  }
}

extension Lesson {
  /// The name of the file that a student hands in, without its ending: `z-boson-ada`.
  public static func fileName(_ id: String, _ nickname: String) -> String {
    nickname.isEmpty ? id : id + "-" + name(of: nickname, orElse: "me")
  }
}
