import Linnet

/// Marks handed-in answers again, with the teacher's copy of the lesson.
///
/// The teacher's copy may have checks that the students' had not. Every answer is marked in a fresh engine, from the
/// start it had when it was given: what the lesson runs, and the student's own earlier answers, those that are right
/// here too. What the result claims counts for nothing; where it differs from what comes out, that is told.
///
/// ```swift
/// let regrader = Regrader(lesson, world: GradingHost(over: folder))
/// guard let graded = regrader.grade(result, name: "Ada") else { return }  // stopped
/// for remark in graded.remarks { print(remark.text()) }
/// ```
public struct Regrader {
  /// The teacher's copy.
  public let lesson: Lesson
  private let checker: Checker
  private let reader = AnswerReader()
  /// The places of the tasks in the lesson.
  private let places: [String: Int]

  /// What marking one answer may use up: more than a lesson needs, and nothing that never ends.
  public static let limits = Limits(
    steps: 100_000_000, memory: 1 << 29, callDepth: 1000, textLength: 1 << 24,
    listLength: 10_000_000, rows: 10_000_000, output: 1 << 22, sourceSize: 1 << 20, nesting: 100,
    deadline: 10)

  /// Makes a regrader; `world` has the lesson's files and should let nothing be written.
  public init(
    _ lesson: Lesson, world: Host, limits: Limits = Regrader.limits,
    interrupt: Interrupt = Interrupt()
  ) {
    self.lesson = lesson
    checker = Checker(lesson, world: world, limits: limits, interrupt: interrupt)
    var places: [String: Int] = [:]
    for (place, task) in lesson.tasks.enumerated() { places[task.id] = place }
    self.places = places
  }

  /// A result marked again.
  public struct Graded: Sendable {
    /// The result with outcomes and points as they come out here.
    public var result: LessonResult
    /// Where that differs from what was handed in, in whole sentences.
    public var remarks: [ClassRemark] = []
    /// The same in a few words for a gradebook.
    public var short: [String] = []
  }

  /// Marks a result again; nil when it was stopped by hand.
  public func grade(_ result: LessonResult, name: String, words: LessonWords = .classroom)
    -> Graded?
  {
    var graded = Graded(result: result)
    var claims: [String: LessonResult.Task] = [:]
    for task in result.tasks where claims[task.id] == nil { claims[task.id] = task }
    var marking = Marking(result.log.events)
    var told: [String: [String]] = [:]
    func tell(_ key: String, _ short: String, _ id: String, _ more: [String: String] = [:]) {
      var slots = ["name": name, "task": PlainWord.clean(id)]
      // Not `merging`: the closure it takes may throw anything, which Embedded Swift cannot.
      for (slot, text) in more { slots[slot] = text }
      graded.remarks.append(ClassRemark(key, slots))
      told[short, default: []].append(PlainWord.clean(id))
    }
    graded.result.tasks = []
    for task in lesson.tasks {
      let claim = claims[task.id]
      guard let verdict = mark(task, claim, &marking) else { return nil }
      var now = stand(task, claim, marking, verdict)
      let said = PlainWord.clean(verdict.said, most: 300)
      let isClaimedRight = claim?.outcome == "right"
      if verdict.isUnmarked, isClaimedRight || claim?.outcome == "recorded" {
        now.outcome = "unmarked"
        let key = verdict.isStartBroken ? "unmarked-start" : "unmarked"
        tell(key, "short-unmarked", task.id, ["said": said])
      } else if isClaimedRight, now.outcome == "wrong" {
        tell("claimed-right", "short-claimed-right", task.id, ["said": said])
      } else if isClaimedRight, !marking.has(task.id) {
        tell("not-in-log", "short-claimed-right", task.id)
      } else if claim?.outcome == "wrong", now.outcome == "right" {
        tell("claimed-wrong", "short-claimed-wrong", task.id)
      } else if let claim, claim.outcome == now.outcome, claim.points != now.points {
        let slots = [
          "claimed": String(claim.points), "of": String(task.points), "points": String(now.points),
        ]
        tell("points-differ", "short-points", task.id, slots)
      }
      if Gradebook.waits(now), now.outcome == "recorded" {
        told["short-read", default: []].append(PlainWord.clean(task.id))
      }
      graded.result.tasks.append(now)
    }
    for task in result.tasks where places[task.id] == nil {
      graded.remarks.append(
        ClassRemark("task-unknown", ["name": name, "task": PlainWord.clean(task.id)]))
    }
    graded.result.points = graded.result.tasks.reduce(0) { $0 + $1.points }
    graded.result.possible = lesson.points
    let keys = [
      "short-claimed-right", "short-claimed-wrong", "short-points", "short-unmarked", "short-read",
    ]
    for key in keys {
      if let ids = told[key] { graded.short.append(words.say(key, ["tasks": PlainWord.list(ids)])) }
    }
    return graded
  }

  /// How a task stands after it was marked here.
  private func stand(
    _ task: Lesson.Task, _ claim: LessonResult.Task?, _ marking: Marking, _ verdict: Verdict
  ) -> LessonResult.Task {
    let state = marking.end[task.id]
    var now = LessonResult.Task(
      id: task.id, kind: task.kind, outcome: claim?.outcome ?? "open", points: 0,
      possible: task.points, attempts: max(claim?.attempts ?? 0, state.attempts),
      hints: max(claim?.hints ?? 0, state.hints),
      sawSolution: state.sawSolution || claim?.sawSolution == true, answer: claim?.answer ?? "",
      said: claim?.said ?? [])
    switch verdict.outcome {
    case .right:
      now.outcome = "right"
      now.points = now.sawSolution ? 0 : task.points
    case .recorded: now.outcome = "recorded"
    case .empty where !["right", "wrong"].contains(now.outcome): break
    case .empty, .wrong, .stopped, .unreadable, .blank: now.outcome = "wrong"
    }
    return now
  }

  /// The verdict on the answer that decides about a task; nil when stopped by hand.
  private func mark(
    _ task: Lesson.Task, _ claim: LessonResult.Task?, _ marking: inout Marking
  ) -> Verdict? {
    if let place = marking.deciding(task.id) { return verdict(at: place, &marking) }
    // Claimed, and not in the log: the answer is marked all the same.
    guard let claim, claim.outcome != "open", claim.outcome != "skipped" else {
      return Verdict(.empty, "")
    }
    return verdict(task, claim.answer, before: marking.events.count, &marking)
  }

  /// The verdict on the answer of an event, as it is here; nil when stopped by hand.
  private func verdict(at place: Int, _ marking: inout Marking) -> Verdict? {
    if let known = marking.verdicts[place] { return known }
    let event = marking.events[place]
    guard let task = lesson.task(event.id) else { return Verdict(.empty, "") }
    let answer = event.text(event.deed == .check ? "code" : "text")
    let found = verdict(task, answer, before: place, &marking)
    marking.verdicts[place] = found
    return found
  }

  private func verdict(
    _ task: Lesson.Task, _ answer: String, before place: Int, _ marking: inout Marking
  ) -> Verdict? {
    switch task {
    case .question(let question): return reader.verdict(question, answer)
    case .exercise(let exercise):
      guard let start = start(of: exercise.id, before: place, &marking) else { return nil }
      let verdict = checker.check(exercise, code: answer, start: start)
      let codes = [verdict.mistake?.code, verdict.fault?.code]
      return codes.contains("interrupted") ? nil : verdict
    }
  }

  /// What an exercise started from when an event came: earlier exercises with the answers that are right here.
  private func start(of id: String, before place: Int, _ marking: inout Marking) -> [Source]? {
    let state = marking.state(before: place)
    var answers: [String: String] = [:]
    for exercise in lesson.exercises {
      // Only what stands before it in the lesson; so this comes to an end.
      guard let own = places[id], let other = places[exercise.id], other < own else { break }
      guard let given = marking.deciding(exercise.id, before: place) else { continue }
      guard let verdict = verdict(at: given, &marking) else { return nil }
      if verdict.outcome == .right { answers[exercise.id] = marking.events[given].text("code") }
    }
    return lesson.start(of: id, answers: answers) { state.holds($0, in: lesson) }
  }
}

/// The events of one result, and the verdicts on their answers so far.
private struct Marking {
  let events: [LessonEvent]
  /// How all stood at the end, by the log's own words.
  let end: LessonState
  var verdicts: [Int: Verdict] = [:]
  /// The events with answers to each task, in order: their places, and whether they are called right.
  private var answers: [String: [(place: Int, isRight: Bool)]] = [:]

  init(_ events: [LessonEvent]) {
    self.events = events
    var end = LessonState()
    for (place, event) in events.enumerated() {
      end.take(event)
      guard event.deed == .check || event.deed == .answer,
        let outcome = Verdict.Outcome(rawValue: event.text("outcome")),
        Verdict(outcome, "").isAttempt
      else { continue }
      answers[event.id, default: []].append((place, outcome == .right))
    }
    self.end = end
  }

  /// True when the log has an answer to a task.
  func has(_ id: String) -> Bool { answers[id] != nil }

  /// The answer that counts: the last that is called right, else the last.
  func deciding(_ id: String, before place: Int = .max) -> Int? {
    guard let all = answers[id] else { return nil }
    return all.last { $0.isRight && $0.place < place }?.place
      ?? all.last { $0.place < place }?.place
  }

  /// How all stood before an event.
  func state(before place: Int) -> LessonState {
    if place >= events.count { return end }
    var state = LessonState()
    for event in events[..<place] { state.take(event) }
    return state
  }
}

extension Verdict {
  /// True when what stands before the exercise did not run.
  fileprivate var isStartBroken: Bool { outcome == .stopped && fault != nil }

  /// True when it says nothing about the answer: a limit was reached, or the start did not run.
  fileprivate var isUnmarked: Bool {
    let limits = ["too-many-steps", "too-much-memory", "out-of-time", "too-long"]
    for code in [mistake?.code, fault?.code] {
      if let code, limits.contains(code.text) { return true }
    }
    return isStartBroken
  }
}
