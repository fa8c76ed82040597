import Linnet
import LinnetLesson
import LinnetText

/// One page's conversation with the language: requests come in as JSON, and each has one reply.
///
/// What a run shows goes out while it runs. The README beside this file lists the requests.
final class PageConversation {
  /// The variables; another one where a lesson begins afresh.
  var session: Session
  let host: PageHost
  /// Where a lesson is done; nil in a page that is none.
  var desk: LessonDesk?
  /// The set-up of the lesson that has run in this session.
  var hiddenDone: Set<String> = []
  /// The variables before each of the last cells, for `:undo`.
  private var before: [Session.Snapshot] = []
  /// Which cells of a notebook follow from which.
  var graph = CellGraph()

  /// Makes a conversation with no variables.
  init(_ limits: Limits) {
    let interrupt = Interrupt()
    host = PageHost(interrupt)
    session = Engine(limits: limits).session(host: host, interrupt: interrupt)
    session.isInteractive = true
  }

  /// Answers a request.
  func answer(_ request: JSON) -> JSON {
    let code = request["code"]?.asText ?? ""
    host.isQuiet = request["quiet"]?.asTruth ?? false
    if let reply = answerLesson(request) { return reply }
    switch request["do"]?.asText {
    case "run": return runCell(code, request)
    case "complete": return complete(code, request)
    case "inspect": return inspect(code, request)
    case "state": return state(code)
    case "variables": return ["variables": variables]
    case "help": return help(request["word"]?.asText ?? "")
    case "explain": return explain(code)
    case "ran": return ran(code, request)
    case "dependents": return dependents(request["control"]?.asText ?? "")
    case "version": return ["version": .text(Version.text)]
    default: return ["status": "unknown"]
    }
  }

  // MARK: Cells

  /// Runs a cell, of a lesson with what it needs, and notes that it ran.
  private func runCell(_ code: String, _ request: JSON) -> JSON {
    guard let desk, let id = request["id"]?.asText else { return run(code, request) }
    // A line that is tried beside a question has the question's place.
    runHidden(before: id.hasSuffix(".try") ? String(id.dropLast(4)) : id)
    let reply = run(code, request)
    // What runs only to bring back what was there before is not done anew.
    if host.isQuiet || request["isAgain"]?.asTruth ?? false || reply["status"]?.asText == "asks" {
      return reply
    }
    desk.clock = { request["at"]?.asText }
    desk.begin()
    desk.ran(code, id: id, worked: reply["status"]?.asText == "fine")
    return .object((reply.asObject ?? []) + [JSON.Member("state", state(desk))])
  }

  /// Runs a cell: `fine`, `wrong`, or `asks` when it waits for an answer; then nothing has happened yet.
  private func run(_ code: String, _ request: JSON) -> JSON {
    let name = request["name"]?.asText ?? ""
    host.begin(name, answers: request["answers"]?.asList?.compactMap { $0.asText } ?? [])
    host.sendsLetters = request["letters"]?.asTruth ?? false
    host.pictureWidth = max(280, min(640, request["width"]?.asWhole ?? 640))
    for member in request["settings"]?.asObject ?? [] {
      if let number = member.value.asNumber { host.settings[member.name] = .number(number) }
      if let word = member.value.asText { host.settings[member.name] = .word(word) }
    }
    if let asked = Talk(code, session) { return talk(asked) }
    let program = session.read(code, name: name, firstLine: request["line"]?.asWhole ?? 1)
    guard program.mistakes.isEmpty else { return wrong(Array(program.mistakes.prefix(3))) }
    let snapshot = session.snapshot()
    before.append(snapshot)
    if before.count > Session.keptSnapshots { before.removeFirst() }
    do throws(Mistake) {
      try session.run(program)
    } catch {
      guard let question = host.question else { return wrong([error]) }
      before.removeLast()
      session.restore(snapshot)
      return ["status": "asks", "question": .text(question)]
    }
    return ["status": "fine"]
  }

  private func wrong(_ mistakes: [Mistake]) -> JSON {
    if !host.isQuiet {
      for mistake in mistakes { PageHost.tell(MistakeReply.json(mistake, main: host.main)) }
    }
    return ["status": "wrong", "code": .text(mistakes.first?.code.text ?? "")]
  }

  /// Answers a cell that is for the conversation.
  private func talk(_ asked: Talk) -> JSON {
    switch asked {
    case .help(let word): tell("help", help(word))
    case .explain(let code): tell("help", explain(code))
    case .variables: PageHost.tell(["kind": "variables", "variables": variables])
    case .forget(let names): forget(names)
    case .undo: say(undo())
    case .unknown(let word):
      say("There is no `\(word)` here. `:vars`, `:forget`, `:undo` and `:help` work in a cell.")
    }
    return ["status": "fine", "talk": true]
  }

  private func tell(_ kind: String, _ reply: JSON) {
    guard !host.isQuiet else { return }
    PageHost.tell(.object([JSON.Member("kind", .text(kind))] + (reply.asObject ?? [])))
  }

  private func say(_ words: String) { tell("said", ["text": .text(words)]) }

  private func forget(_ names: [String]) {
    let names = names.isEmpty ? session.variables.map { $0.name } : names
    before.append(session.snapshot())
    for name in names where !session.forget(name) { say("There is no variable `\(name)`.") }
  }

  private func undo() -> String {
    guard let last = before.popLast() else { return "There is nothing to undo." }
    guard session.restore(last) else {
      before = []
      return "What was there before is no longer kept, so there is nothing to undo."
    }
    return "The variables are as they were before the last cell."
  }

  // MARK: Words

  /// The ways to go on at `cursor`: each replaces what stands from `start` to the cursor.
  private func complete(_ code: String, _ request: JSON) -> JSON {
    let place = PageConversation.place(in: code, request)
    let word = Session.completedWord(code, cursor: place.bytes)
    let found = session.complete(code, cursor: place.bytes).prefix(100)
    return [
      "start": .number(Double(place.units - MistakeReply.units(Array(word.utf8)[...]))),
      "end": .number(Double(place.units)),
      "found": .list(
        found.map { ["word": .text($0.word), "about": .text($0.description)] }),
    ]
  }

  private func inspect(_ code: String, _ request: JSON) -> JSON {
    let place = PageConversation.place(in: code, request)
    guard let help = session.inspect(code, cursor: place.bytes) else { return [:] }
    return PageConversation.json(help)
  }

  /// The cursor of a request, which counts UTF-16 units, in bytes; one beyond the text is its end.
  private static func place(in code: String, _ request: JSON) -> (units: Int, bytes: Int) {
    let asked = request["cursor"]?.asWhole ?? .max
    var (units, bytes) = (0, 0)
    for scalar in code.unicodeScalars {
      if units >= asked { break }
      units += scalar.value > 0xFFFF ? 2 : 1
      bytes += UTF8.width(scalar)
    }
    return (units, bytes)
  }

  /// Whether a typed text is whole, and how far its next line is to be indented.
  private func state(_ code: String) -> JSON {
    let indent = JSON.text(Indentation.start(of: [code]))
    if Talk(code, session) != nil { return ["state": "complete", "indent": indent] }
    switch session.read(code).state {
    case .complete: return ["state": "complete", "indent": indent]
    case .incomplete: return ["state": "incomplete", "indent": indent]
    case .failed: return ["state": "failed", "indent": indent]
    }
  }

  private func help(_ word: String) -> JSON {
    if word.isEmpty { return ["text": .text(Help.overview(columns: 72))] }
    guard let help = session.help(word) else { return ["text": .text(Help.unknown(word))] }
    return PageConversation.json(help)
  }

  private func explain(_ code: String) -> JSON {
    ["text": .text(Help.explain(code) ?? Help.unknownCode(code))]
  }

  private static func json(_ help: Help) -> JSON {
    ["word": .text(help.word), "text": .text(help.text()), "html": .text(help.html())]
  }

  private var variables: JSON {
    .list(
      session.variables.map {
        ["name": .text($0.name), "what": .text($0.kind), "holds": .text($0.contents)]
      })
  }
}
