import Linnet
import LinnetHost
import LinnetText

/// Running cells.
extension Conversation {
  /// How long after a cell those sent together with it may arrive, in seconds.
  private static let together = 0.1
  /// How long nothing may come before the last has arrived, in seconds.
  private static let silence = 0.005

  /// How a cell ended.
  enum Ending {
    case fine
    case wrong(Trouble)
  }

  /// What went wrong in a cell, as messages tell it.
  struct Trouble {
    /// The mistake's code.
    var name: String
    /// Its sentences.
    var words: String
    /// All that a person reads, coloured, line by line.
    var lines: [String]

    /// All that a person reads, without colours.
    var plain: String

    /// The members that replies and the error on iopub share.
    var members: [JSON.Member] {
      [
        JSON.Member("ename", .text(name)), JSON.Member("evalue", .text(words)),
        JSON.Member("traceback", .list(lines.map { JSON.text($0) })),
      ]
    }

    /// Tells mistakes as the terminal does.
    init(_ mistakes: [Mistake], in cell: String) {
      name = mistakes.first?.code.text ?? "mistake"
      words = mistakes.first?.sentences ?? ""
      let texts = mistakes.map { $0.rendered(width: 100, isColored: true, main: cell) }
      plain = mistakes.map { $0.rendered(width: 100, main: cell) }.joined(separator: "\n\n")
      lines = texts.joined(separator: "\n\n").split(
        separator: "\n", omittingEmptySubsequences: false
      ).map { Trouble.readable($0) }
    }

    /// A line whose marks read on red ground too, which is what notebooks show mistakes on.
    private static func readable(_ line: Substring) -> String {
      line.split(separator: "\u{1B}[1;31m", omittingEmptySubsequences: false)
        .joined(separator: "\u{1B}[1m")
    }

    /// Tells what has no place in a program.
    init(name: String, words: String) {
      self.name = name
      self.words = words
      plain = words
      lines = [words]
    }
  }

  /// Answers an `execute_request`.
  func execute(_ request: Request) {
    let content = request.content
    guard let code = content["code"]?.asText else {
      let trouble = Trouble(name: "bad-request", words: "The request holds no code.")
      publisher.answer(request, "execute_reply", reply(trouble))
      return
    }
    guard gate.begin(request) else {
      publisher.answer(request, "execute_reply", aborted)
      return
    }
    let isSilent = content["silent"]?.asTruth ?? false
    let isKept = !isSilent && content["store_history"]?.asTruth ?? true
    if isKept { count += 1 }
    if !isSilent {
      publisher.publish(
        "execute_input", ["code": .text(code), "execution_count": .number(Double(count))],
        parent: request.rawHeader)
    }
    let asks = content["allow_stdin"]?.asTruth ?? true
    let identifier = isKept ? request.cell ?? "cell \(count)" : nil
    host.question = asks ? { [unowned self] in self.ask($0, request) } : nil
    host.asked =
      isSilent
      ? nil
      : { [unowned self] in self.setting(of: $0, drawnFor: identifier ?? "", request) }
    host.name = isKept ? "cell \(count)" : ""
    output.begin(parent: request.rawHeader, count: count, isSilent: isSilent)
    let started = Clock.seconds()
    let ending = run(code, name: host.name, cell: identifier)
    var expressions: JSON = [:]
    switch ending {
    case .fine:
      let result = output.finish(isFine: true)
      expressions = values(of: content["user_expressions"])
      if isKept { history.add(count, code, result) }
    case .wrong:
      output.finish(isFine: false)
      if isKept { history.add(count, code, nil) }
    }
    gate.end()
    host.question = nil
    if Clock.seconds() - started > 0.2 { SystemMemory.givesBackFreedMemory() }
    switch ending {
    case .fine:
      publisher.answer(
        request, "execute_reply",
        [
          "status": "ok", "execution_count": .number(Double(count)),
          "user_expressions": expressions, "payload": [],
        ])
    case .wrong(let trouble):
      if !isSilent {
        publisher.publish("error", .object(trouble.members), parent: request.rawHeader)
      }
      let doomed = content["stop_on_error"]?.asTruth ?? true ? queued(behind: request) : []
      publisher.answer(request, "execute_reply", reply(trouble))
      for other in doomed { abort(other) }
    }
  }

  private func reply(_ trouble: Trouble) -> JSON {
    .object(
      [
        JSON.Member("status", "error"), JSON.Member("execution_count", .number(Double(count))),
        JSON.Member("user_expressions", [:]), JSON.Member("payload", []),
      ] + trouble.members)
  }

  /// The cells that were sent before the failure could be known: they must not run.
  ///
  /// They are taken before the reply goes out; what comes later was sent in the knowledge of it. Servers hand a whole
  /// notebook on cell by cell, so after a cell that failed at once the others may still be on their way.
  private func queued(behind request: Request) -> [Request] {
    // Who stops a cell sees those behind it wait; and what came before the stop does not begin in any case.
    if gate.wasTripped { return inbox.takeAll { $0.type == "execute_request" } }
    var taken: [Request] = []
    let begin = Clock.seconds()
    let end = max(begin, request.time + Conversation.together)
    var last = begin
    while Clock.seconds() < begin + 1 {
      let more = inbox.takeAll { $0.type == "execute_request" }
      taken += more
      let now = Clock.seconds()
      if !more.isEmpty { last = now }
      let left = max(end, last + Conversation.silence) - now
      if left <= 0 { break }
      inbox.bell.hush()
      Bell.wait(for: [inbox.bell], seconds: left)
    }
    // Requests of other kinds are still there to be answered.
    inbox.bell.ring()
    return taken
  }

  private func abort(_ request: Request) {
    publisher.status("busy", parent: request.rawHeader)
    publisher.answer(request, "execute_reply", aborted)
    publisher.status("idle", parent: request.rawHeader)
  }

  private var aborted: JSON {
    ["status": "aborted", "execution_count": .number(Double(count))]
  }

  /// Runs the code of a cell.
  ///
  /// `cell` is what it is called; nil for code that belongs to no cell.
  private func run(_ code: String, name: String, cell: String?) -> Ending {
    if let asked = Talk(code, session) { return talk(asked) }
    let program = session.read(code, name: name)
    board.asked = []
    guard let cell, program.mistakes.isEmpty else { return run(program) }
    before.append(session.snapshot())
    if before.count > Session.keptSnapshots { before.removeFirst() }
    guard board.concerns(program) else {
      let ending = run(program)
      let isMovable = !board.asked.isEmpty
      board.note(cell, program, ControlBoard.Cell(code: code, name: name, isMovable: isMovable))
      return ending
    }
    // What follows from a control is one display, which can be shown anew.
    let (ending, bundles) = output.collect(withRemarks: true) { run(program) }
    var shown = ControlBoard.Cell(code: code, name: name, isMovable: true)
    if !bundles.isEmpty {
      let display = Unique.name()
      shown.display = display
      output.publish("display_data", content(of: bundles, display))
    }
    board.note(cell, program, shown)
    return ending
  }

  /// Runs a program that has been read.
  func run(_ program: Program) -> Ending {
    guard program.mistakes.isEmpty else {
      return .wrong(Trouble(program.mistakes, in: program.source.name))
    }
    do throws(Mistake) {
      try session.run(program)
      return .fine
    } catch {
      return .wrong(Trouble([error], in: program.source.name))
    }
  }

  /// The values of a client's own expressions, each a bundle or a mistake.
  private func values(of expressions: JSON?) -> JSON {
    let members = expressions?.asObject ?? []
    return .object(
      members.map { member in
        guard let code = member.value.asText else {
          let trouble = Trouble(name: "bad-request", words: "The expression is no text.")
          return JSON.Member(
            member.name, .object([JSON.Member("status", "error")] + trouble.members))
        }
        let variables = session.snapshot()
        let (ending, bundles) = output.collect(withRemarks: false) {
          run(session.read(code))
        }
        session.restore(variables)
        switch ending {
        case .fine:
          return JSON.Member(
            member.name,
            ["status": "ok", "data": bundles.last?.data ?? [:], "metadata": [:]])
        case .wrong(let trouble):
          return JSON.Member(
            member.name, .object([JSON.Member("status", "error")] + trouble.members))
        }
      })
  }

  /// Asks the person who sent a cell for a line; nil when the cell is stopped.
  private func ask(_ words: String, _ request: Request) -> String? {
    // Answers to an earlier question, which nobody waits for any more.
    _ = answers.takeAll { _ in true }
    publisher.ask(request, words)
    while !gate.interrupt.isTripped {
      answers.bell.hush()
      if let answer = answers.take() { return answer.content["value"]?.asText ?? "" }
      Bell.wait(for: [answers.bell, gate.bell])
    }
    return nil
  }
}
