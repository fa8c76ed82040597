import Linnet

/// A student's place in a lesson: marks what they do, gives hints and solutions, and notes it all.
///
/// The guide in the terminal and the page are two faces of this. It shows nothing itself; every deed
/// becomes an event, whose line goes to `record` at once.
///
/// ```swift
/// let desk = LessonDesk(lesson, world: host, log: log) { line in file.append(line) }
/// let verdict = desk.check("charge", code: typed)
/// print(verdict.said, desk.state.points)
/// ```
public final class LessonDesk {
  /// The lesson.
  public let lesson: Lesson
  /// What was done so far.
  public private(set) var log: LessonLog
  /// What it comes to.
  public private(set) var state: LessonState
  /// The sentences.
  public let words: LessonWords
  /// Where the lesson's files are.
  public let world: Host
  /// What a check may use up.
  public var limits = Limits.lesson
  /// Stops a check from another thread.
  public let interrupt: Interrupt
  /// The time as text, for those who want to know when; nil leaves it out.
  public var clock: () -> String? = { nil }
  private let record: (String) -> Void

  /// Takes a place with what was done before; `record` gets each new line of the log, with its line end.
  public init(
    _ lesson: Lesson, world: Host, log: LessonLog = LessonLog(),
    interrupt: Interrupt = Interrupt(), words: LessonWords = .english,
    record: @escaping (String) -> Void
  ) {
    self.lesson = lesson
    self.world = world
    self.log = log
    self.interrupt = interrupt
    self.words = words
    self.record = record
    state = LessonState(log)
  }

  /// Notes an event.
  public func note(_ event: LessonEvent) {
    let line = log.add(event, at: clock())
    if let last = log.events.last { state.take(last) }
    record(line)
  }

  /// Notes the beginning, once.
  public func begin(nickname: String = "") {
    guard log.events.isEmpty else { return }
    note(
      LessonEvent(
        .begin,
        [
          JSON.Member("lesson", .text(lesson.id)), JSON.Member("version", .text(lesson.version)),
          JSON.Member("digest", .text(lesson.digest)), JSON.Member("nickname", .text(nickname)),
        ]))
  }

  /// Notes that a step was entered.
  public func enter(step id: String) {
    if state.step != id { note(LessonEvent(.step, [JSON.Member("id", .text(id))])) }
  }

  /// Notes code that was run outside checks.
  public func ran(_ code: String, id: String, worked: Bool) {
    note(
      LessonEvent(
        .code,
        [
          JSON.Member("id", .text(id)), JSON.Member("code", .text(code)),
          JSON.Member("worked", .truth(worked)),
        ]))
  }

  /// True when a branch is taken now.
  public func holds(_ condition: Lesson.Condition) -> Bool { state.holds(condition, in: lesson) }

  /// The blocks of a step as they are met now.
  public func blocks(of step: Lesson.Step) -> [Lesson.Block] {
    Lesson.path(step.blocks, holds)
  }

  // MARK: Answers

  /// The code that an exercise or question starts from: all before it, with the student's right answers.
  public func start(of id: String) -> [Source] {
    var answers: [String: String] = [:]
    for (id, task) in state.tasks {
      if let right = task.right {
        answers[id] = right
      } else if lesson.isExam, task.outcome == .recorded, !task.answer.isEmpty {
        // Nobody says here whether it is right; what follows builds on it.
        answers[id] = task.answer
      }
    }
    return lesson.start(of: id, answers: answers) { holds($0) }
  }

  /// Marks code as the answer to an exercise, and notes it.
  public func check(_ id: String, code: String) -> Verdict {
    guard case .exercise(let exercise)? = lesson.task(id) else {
      return Verdict(.empty, words.say("no-code"))
    }
    let checker = Checker(lesson, world: world, limits: limits, interrupt: interrupt, words: words)
    return take(
      checker.check(exercise, code: code, start: start(of: id)), on: exercise, code: code)
  }

  /// Notes how code turned out that was marked already; the verdict then also tells the points.
  public func take(_ verdict: Verdict, on exercise: Lesson.Exercise, code: String) -> Verdict {
    // Stopped by hand is no attempt.
    if verdict.mistake?.code == "interrupted" || verdict.fault?.code == "interrupted" {
      return verdict
    }
    var verdict = verdict
    finish(&verdict, .exercise(exercise), .check, "code", code)
    return verdict
  }

  /// Marks the answer to a question, and notes it.
  public func answer(_ id: String, _ text: String) -> Verdict {
    guard case .question(let question)? = lesson.task(id) else {
      return Verdict(.empty, words.say("empty-answer"))
    }
    var verdict =
      lesson.isExam && !text.trimmedWhole.isEmpty
      ? Verdict(.recorded, words.say("recorded-teacher"))
      : AnswerReader(words: words).verdict(question, text)
    finish(&verdict, .question(question), .answer, "text", text)
    return verdict
  }

  private func finish(
    _ verdict: inout Verdict, _ task: Lesson.Task, _ deed: LessonEvent.Deed, _ name: String,
    _ answer: String
  ) {
    // An empty answer leaves no trace.
    if verdict.outcome == .empty { return }
    let before = state[task.id]
    var points = 0
    if verdict.outcome == .right {
      points = before.sawSolution && before.right == nil ? 0 : task.points
      let plain = words.say("right")
      if verdict.said == plain {
        if before.sawSolution, before.right == nil, task.points > 0 {
          verdict.said = words.say("right-after-solution")
        } else if points > 0 {
          let counted = LessonWords.counted(points, "point")
          verdict.said = words.say("right-points", ["points": counted])
        }
      }
    }
    note(
      LessonEvent(
        deed,
        [
          JSON.Member("id", .text(task.id)), JSON.Member(name, .text(answer)),
          JSON.Member("outcome", .text(verdict.outcome.rawValue)),
          JSON.Member("points", .number(Double(points))), JSON.Member("said", .text(verdict.said)),
        ]))
  }

  // MARK: Help

  /// The next hint that has not been shown, and how many are left after it; nil when there is none.
  public func nextHint(_ id: String) -> (hint: Lesson.Hint, number: Int, left: Int)? {
    guard let task = lesson.task(id) else { return nil }
    let shown = state[id].hints
    guard shown < task.hints.count else { return nil }
    note(
      LessonEvent(
        .hint, [JSON.Member("id", .text(id)), JSON.Member("hint", .number(Double(shown + 1)))]))
    return (task.hints[shown], shown + 1, task.hints.count - shown - 1)
  }

  /// What became of asking for a solution.
  public enum SolutionAnswer: Sendable, Equatable {
    /// Here it is: code, or the answer in words.
    case shown(String)
    /// Not yet, or not at all; why.
    case refused(String)
  }

  /// The solution, when it may be seen; seeing it before a right answer is noted and costs the points.
  public func solution(_ id: String) -> SolutionAnswer {
    guard let task = lesson.task(id), let text = Lesson.solution(of: task) else {
      return .refused(words.say("solution-none"))
    }
    let state = state[id]
    if state.right == nil {
      switch lesson.solutions {
      case .never: return .refused(words.say("solution-never"))
      case .afterPass: return .refused(words.say("solution-after-pass"))
      case .afterTries(let tries):
        if state.attempts < tries {
          return .refused(
            words.say(
              "solution-after-tries",
              [
                "tries": LessonWords.counted(tries, "attempt"),
                "left": String(tries - state.attempts),
              ]))
        }
      }
      if !state.sawSolution { note(LessonEvent(.solution, [JSON.Member("id", .text(id))])) }
    }
    return .shown(text)
  }

  /// Leaves a task out; it stays open and can be done later.
  public func skip(_ id: String) {
    if !state[id].isDone { note(LessonEvent(.skip, [JSON.Member("id", .text(id))])) }
  }

  /// Notes that the variables were brought back to the start of a task.
  public func restored(_ id: String) {
    note(LessonEvent(.restore, [JSON.Member("id", .text(id))]))
  }

  /// Notes something that the student wants to keep.
  public func remark(_ text: String) {
    note(LessonEvent(.note, [JSON.Member("text", .text(text))]))
  }

  /// Notes that a file was written, so that the lesson may replace it later.
  public func wrote(_ path: String, _ bytes: [UInt8]) {
    let digest = SHA256.hex(of: bytes)
    if state.written[path] == digest { return }
    note(
      LessonEvent(
        .wrote, [JSON.Member("path", .text(path)), JSON.Member("sha256", .text(digest))]))
  }

  /// True for a file that is as the lesson has written it.
  public func hasWritten(_ path: String, _ bytes: [UInt8]) -> Bool {
    state.written[path] == SHA256.hex(of: bytes)
  }

  /// Notes the end, once.
  public func finish() {
    if !state.isFinished { note(LessonEvent(.finish)) }
  }
}

extension Lesson {
  /// The right answer of a task as text; nil when there is none to show.
  public static func solution(of task: Task) -> String? {
    switch task {
    case .exercise(let exercise):
      return exercise.solution.map {
        $0.code.utf8.last == 0x0A ? String($0.code.dropLast()) : $0.code
      }
    case .question(let question):
      switch question.kind {
      case .number(let answers, _, let unit):
        return answers.first.map { NumberText.shown($0) + (unit.isEmpty ? "" : " " + unit) }
      case .choice(let options), .choices(let options):
        let right = options.filter { $0.isRight }.map { $0.prose.markdown }
        return right.isEmpty ? nil : right.joined(separator: "\n")
      case .text(let accepted): return accepted.first
      case .prediction: return nil
      }
    }
  }
}
