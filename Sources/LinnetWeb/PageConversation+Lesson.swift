import Linnet
import LinnetLesson
import LinnetText

/// A lesson in a page: the same desk that the terminal's guide sits at, asked and answered in JSON.
extension PageConversation {
  /// Answers a request about the lesson; nil for one that is not about it.
  func answerLesson(_ request: JSON) -> JSON? {
    if request["do"]?.asText == "lesson" { return open(request) }
    guard let desk else { return nil }
    desk.clock = { request["at"]?.asText }
    let id = request["id"]?.asText ?? ""
    let code = request["code"]?.asText ?? ""
    let deed = request["do"]?.asText ?? ""
    if ["check", "answer", "hint", "solution", "skip", "step", "prepare"].contains(deed),
      !host.isQuiet
    {
      desk.begin()
    }
    switch deed {
    case "check": return reply(desk.check(id, code: code), desk)
    case "answer": return reply(desk.answer(id, request["text"]?.asText ?? ""), desk)
    case "hint":
      guard let next = desk.nextHint(id) else {
        return ["said": .text(desk.words.say("hint-none"))]
      }
      return [
        "hint": .number(Double(next.number)), "left": .number(Double(next.left)),
        "state": state(desk),
      ]
    case "solution":
      switch desk.solution(id) {
      case .shown(let text): return ["solution": .text(text), "state": state(desk)]
      case .refused(let why): return ["said": .text(why)]
      }
    case "skip":
      desk.skip(id)
      return ["state": state(desk)]
    case "step":
      desk.enter(step: id)
      return ["state": state(desk)]
    case "prepare": return prepare(id, desk, isQuiet: request["quiet"]?.asTruth ?? false)
    case "finish": return finish(desk, nickname: request["nickname"]?.asText ?? "")
    default: return nil
    }
  }

  // MARK: The lesson

  /// Opens a lesson with what was done before.
  ///
  /// The text may have lost what is for the teacher only; `digest` is that of the file as written.
  private func open(_ request: JSON) -> JSON {
    var document = LessonDocument(
      reading: request["text"]?.asText ?? "", name: request["name"]?.asText ?? "")
    if let digest = request["digest"]?.asText { document.digest = digest }
    let lesson = Lesson(document)
    let log = LessonLog(reading: Array((request["log"]?.asText ?? "").utf8))
    let desk = LessonDesk(lesson, world: host, log: log, interrupt: session.interrupt) { line in
      PageHost.tell(["kind": "record", "line": .text(line)])
    }
    self.desk = desk
    startAfresh()
    return .object([
      JSON.Member("status", "fine"), JSON.Member("state", state(desk)),
      JSON.Member("ran", ran(log)),
      JSON.Member("changed", .truth(log.isChanged)),
    ])
  }

  /// The code that worked last in each cell, in the order in which it ran, to bring the variables back.
  private func ran(_ log: LessonLog) -> JSON {
    var cells: [(id: String, code: String)] = []
    for event in log.events where event.deed == .code && event.truth("worked") {
      cells.removeAll { $0.id == event.id }
      cells.append((event.id, event.text("code")))
    }
    return .list(cells.map { ["id": .text($0.id), "code": .text($0.code)] })
  }

  /// A new session with no variables, in the lesson's world.
  func startAfresh() {
    guard let desk else { return }
    let world = LessonHost(desk.lesson.document, over: host)
    session = session.engine.session(host: world, interrupt: session.interrupt)
    session.isInteractive = true
    hiddenDone = []
    if let seed = desk.lesson.seed {
      quietly { () throws(Mistake) in try session.run("seed \(seed)") }
    }
  }

  private func quietly(_ body: () throws(Mistake) -> Void) {
    let wasQuiet = host.isQuiet
    host.isQuiet = true
    defer { host.isQuiet = wasQuiet }
    do throws(Mistake) { try body() } catch {
      PageHost.tell(MistakeReply.json(error, main: host.main))
    }
  }

  /// Runs the set-up that nobody sees and that stands above a cell, once in each session.
  func runHidden(before id: String) {
    guard let desk else { return }
    for block in desk.lesson.path({ desk.holds($0) }) {
      switch block {
      case .code(let code):
        if code.id == id { return }
        guard code.cell.role == .hidden, !hiddenDone.contains(code.id) else { continue }
        hiddenDone.insert(code.id)
        quietly { () throws(Mistake) in
          try session.run(session.read(desk.lesson.document.source(code.cell)))
        }
      case .exercise(let exercise): if exercise.id == id { return }
      case .question(let question): if question.id == id { return }
      case .prose, .branch, .teacher: break
      }
    }
  }

  /// Makes the variables what they are when everything above a cell or task has been done well.
  private func prepare(_ id: String, _ desk: LessonDesk, isQuiet: Bool) -> JSON {
    startAfresh()
    let sources = desk.lesson.task(id) != nil ? desk.start(of: id) : above(id, desk)
    for block in desk.lesson.blocks {
      if case .code(let code) = block, code.cell.role == .hidden { hiddenDone.insert(code.id) }
    }
    for source in sources {
      quietly { () throws(Mistake) in try session.run(session.read(source)) }
    }
    if !isQuiet, desk.lesson.task(id) != nil { desk.restored(id) }
    return ["status": "fine", "state": state(desk)]
  }

  private func above(_ id: String, _ desk: LessonDesk) -> [Source] {
    let document = desk.lesson.document
    var sources: [Source] = []
    for block in desk.lesson.path({ desk.holds($0) }) {
      switch block {
      case .code(let code):
        if code.id == id { return sources }
        if code.cell.role != .show { sources.append(document.source(code.cell)) }
      case .exercise(let exercise):
        if let right = desk.state[exercise.id].right {
          sources.append(Source(right))
        } else if let solution = exercise.solution {
          sources.append(document.source(solution))
        }
      case .question, .prose, .branch, .teacher: break
      }
    }
    return sources
  }

  /// The end: what is handed in, as the text of a file.
  private func finish(_ desk: LessonDesk, nickname: String) -> JSON {
    desk.begin(nickname: nickname)
    if !nickname.isEmpty, nickname != desk.state.nickname {
      desk.note(
        LessonEvent(
          .begin,
          [
            JSON.Member("lesson", .text(desk.lesson.id)),
            JSON.Member("version", .text(desk.lesson.version)),
            JSON.Member("digest", .text(desk.lesson.digest)),
            JSON.Member("nickname", .text(nickname)),
          ]))
    }
    desk.finish()
    let result = LessonResult(desk.lesson, desk.log)
    return [
      "status": "fine", "state": state(desk),
      "result": .text(String(decoding: result.json().encoded, as: UTF8.self)),
    ]
  }

  // MARK: Replies

  private func reply(_ verdict: Verdict, _ desk: LessonDesk) -> JSON {
    var members: [JSON.Member] = [
      JSON.Member("status", "fine"), JSON.Member("outcome", .text(verdict.outcome.rawValue)),
      JSON.Member("said", .text(verdict.said)), JSON.Member("state", state(desk)),
    ]
    if let mistake = verdict.mistake {
      members.append(
        JSON.Member("mistake", MistakeReply.json(mistake, main: mistake.source?.name ?? "")))
    }
    if let fault = verdict.fault {
      members.append(JSON.Member("fault", MistakeReply.json(fault, main: "")))
    }
    return .object(members)
  }

  /// Where the student stands.
  func state(_ desk: LessonDesk) -> JSON {
    let state = desk.state
    let tasks: [JSON.Member] = desk.lesson.tasks.map { task in
      let now = state[task.id]
      return JSON.Member(
        task.id,
        [
          "outcome": .text(now.outcome?.rawValue ?? ""), "answer": .text(now.right ?? now.answer),
          "right": .truth(now.right != nil), "done": .truth(now.isDone),
          "skipped": .truth(now.isSkipped), "attempts": .number(Double(now.attempts)),
          "hints": .number(Double(now.hints)), "saw": .truth(now.sawSolution),
          "said": .text(now.said.last ?? ""), "points": .number(Double(now.points)),
          "of": .number(Double(task.points)),
        ])
    }
    var branches: [JSON] = []
    for case .branch(let condition, _, _, let line) in desk.lesson.blocks {
      branches.append(["line": .number(Double(line)), "holds": .truth(desk.holds(condition))])
    }
    return [
      "points": .number(Double(state.points)), "of": .number(Double(desk.lesson.points)),
      "step": state.step.map { .text($0) } ?? .null, "finished": .truth(state.isFinished),
      "nickname": .text(state.nickname), "tasks": .object(tasks), "branches": .list(branches),
    ]
  }
}
