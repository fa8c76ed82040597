import Linnet
import LinnetLesson

extension Guide {
  /// What stands on the edit line, once.
  func takeStart() -> String {
    defer { offered = "" }
    standing = offered
    return offered
  }

  /// Takes a typed line before the conversation does; true when it was for the guide.
  func take(_ line: String) -> Bool {
    // Who types `:hint` behind the starter that stands on the line means the command.
    if !standing.isEmpty, line.hasPrefix(standing) {
      let rest = String(line.dropFirst(standing.count)).trimmedSpaces
      if rest.hasPrefix(":") || rest.hasPrefix("?") {
        let starter = standing
        if repl.answer(rest), case .exercise = stop, offered.isEmpty { offered = starter }
        return true
      }
    }
    if line.isEmpty {
      enter()
      return true
    }
    guard !line.hasPrefix(":"), !line.hasPrefix("?") else { return false }
    guard case .question(let question) = stop, isAnswer(line, to: question) else { return false }
    answer(question, line)
    return true
  }

  /// Enter on an empty line does what comes next.
  func enter() {
    shownRows = 0
    switch stop {
    case .begin: enter(step: 0)
    case .more, .done: goOn()
    case .run(let code):
      // What Enter does is shown as if it had been typed.
      run(lesson.document.source(code.cell), of: code)
      goOn()
    case .exercise(let exercise):
      entries.isEmpty ? say("guide-waiting") : check(exercise)
    case .question(let question):
      // A wrong answer may stand: what follows may be about it.
      if desk.state[question.id].attempts > 0 { return goOn() }
      say("guide-waiting")
      showOptions(of: question)
    case .stepEnd: enter(step: place.step + 1)
    case .end: finish()
    }
  }

  // MARK: Questions

  /// True for a line that answers a question; anything else is code.
  private func isAnswer(_ line: String, to question: Lesson.Question) -> Bool {
    switch question.kind {
    case .number: return Guide.looksLikeNumber(line)
    case .choice(let options), .choices(let options):
      return AnswerReader.chosen(line, of: options.count) != nil || Guide.looksLikeNumber(line)
    case .prediction(let options) where !options.isEmpty:
      return AnswerReader.chosen(line, of: options.count) != nil || Guide.looksLikeNumber(line)
    case .prediction, .text: return !looksLikeCode(line)
    }
  }

  /// True for a number with at most a unit behind it: `91,2 GeV`, `-3`, `2%`, and not `2 + 3`.
  static func looksLikeNumber(_ line: String) -> Bool {
    guard let first = line.unicodeScalars.first,
      ("0"..."9").contains(first) || "-+.,\u{2212}".unicodeScalars.contains(first),
      let (_, unit, _) = AnswerReader.number(in: line)
    else { return false }
    return unit.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || "°%/µ²³^-1234567890 ".unicodeScalars.contains($0)
    } && !unit.hasPrefix("-") && !unit.hasPrefix("/") && !unit.hasPrefix("^")
      && !unit.hasPrefix("to ") && !unit.hasPrefix("mod ") && !unit.hasPrefix("div ")
  }

  /// True for a line that is more likely meant for Linnet than as an answer in words.
  private func looksLikeCode(_ line: String) -> Bool {
    let signs = line.unicodeScalars
    if signs.contains("=") || signs.contains("(") || signs.contains("[") { return true }
    let first = String(line.prefix { $0 != " " })
    if ["then", "show", "plot", "print", "load", "describe", "save"].contains(first) {
      return true
    }
    return repl.session.variables.contains { $0.name == line }
      && desk.lesson.task(task?.id ?? "").map { !accepts($0, line) } ?? true
  }

  /// True when a variable's name is also a right answer.
  private func accepts(_ task: Lesson.Task, _ line: String) -> Bool {
    guard case .question(let question) = task else { return false }
    return AnswerReader().verdict(question, line).outcome == .right
  }

  /// Marks the answer to a question and says how it turned out.
  func answer(_ question: Lesson.Question, _ line: String) {
    let verdict = desk.answer(question.id, line)
    say(verdict)
    if verdict.outcome == .right || verdict.outcome == .recorded { return wait(.done) }
    if desk.state[question.id].attempts > 0 { show(words.say("enter-again")) }
  }

  // MARK: Exercises

  /// True, and said so, for an answer that still has a blank: the mistake it would make says less.
  func refuses(_ source: Source) -> Bool {
    guard case .exercise = stop, let line = Checker.blank(in: source) else { return false }
    say(
      source.lineStarts.count == 1 ? "blank-left-one" : "blank-left", ["line": String(line)])
    return true
  }

  /// Is told of each entry of the conversation that ran, or did not.
  func ran(_ program: Program, text: String, worked: Bool) {
    if worked { sayNewWords(program) }
    switch stop {
    case .run(let code):
      // The block itself, perhaps changed, is what was asked for; anything else is looking around.
      guard isAttempt(program, at: [code.cell]) else { return }
      desk.ran(text, id: code.id, worked: worked)
      if worked { wait(.done) }
    case .exercise(let exercise):
      guard worked else { return }
      entries.append(text.trimmedLines)
      // Who has typed the answer should not have to ask whether it is one.
      let models = [exercise.starter, exercise.solution].compactMap { $0 }
      let (code, verdict) = judge(exercise)
      // Looking around is no attempt, and neither is an answer that is still being typed line by line.
      if verdict.outcome == .right
        || isAttempt(program, at: models) && verdict.missingName == nil
      {
        tell(verdict, on: code, exercise)
      }
    case .begin, .more, .question, .done, .stepEnd, .end: break
    }
  }

  /// True for an entry that stores what one of some blocks stores, or begins as it does.
  private func isAttempt(_ program: Program, at cells: [LessonDocument.Cell]) -> Bool {
    let models = cells.map { Program(lesson.document.source($0)) }
    let wanted = models.reduce(into: Set<String>()) { $0.formUnion($1.storedNames) }
    if !wanted.isEmpty { return !program.storedNames.isDisjoint(with: wanted) }
    let firsts = models.map { Guide.firstWord($0.source) }
    return firsts.contains(Guide.firstWord(program.source))
  }

  private static func firstWord(_ source: Source) -> String {
    Program.tokens(of: source).first { $0.kind == .name }.map { source.text($0.span) } ?? ""
  }

  /// Marks everything typed in this exercise and says how it turned out.
  func check(_ exercise: Lesson.Exercise) {
    let (code, verdict) = judge(exercise)
    tell(verdict, on: code, exercise)
  }

  /// Notes how an answer turned out, and says it.
  private func tell(_ verdict: Verdict, on code: String, _ exercise: Lesson.Exercise) {
    guard case .exercise = stop else { return }
    let verdict = desk.take(verdict, on: exercise, code: code)
    say(verdict)
    if verdict.outcome == .right || verdict.outcome == .recorded { wait(.done) }
  }

  /// Marks all that was typed together, else the last entry alone where that is right.
  private func judge(_ exercise: Lesson.Exercise) -> (code: String, verdict: Verdict) {
    let start = desk.start(of: exercise.id)
    let checker = Checker(
      lesson, world: desk.world, limits: desk.limits, interrupt: repl.stop, words: words)
    func verdict(_ code: String) -> Verdict {
      quietly { checker.check(exercise, code: code, start: start) }
    }
    let last = entries.last ?? ""
    let alone = verdict(last)
    if entries.count <= 1 || alone.outcome == .right || alone.mistake?.code == "interrupted" {
      return (last, alone)
    }
    let all = entries.joined(separator: "\n")
    return (all, verdict(all))
  }

  private func quietly<Result>(_ work: () -> Result) -> Result {
    repl.host.isQuiet = true
    defer {
      repl.host.isQuiet = false
      repl.stop.reset()
    }
    return work()
  }

  /// An entry was undone; it is no part of the answer any more.
  func undone(_ text: String) {
    if let place = entries.lastIndex(of: text.trimmedLines) { entries.remove(at: place) }
  }

  /// Says how an answer turned out.
  func say(_ verdict: Verdict) {
    let paint = terminal.hasColour
    if let mistake = verdict.mistake {
      repl.output.say(repl.display.mistake(mistake))
      return
    }
    let colour: Colour = verdict.outcome == .right ? .accent : .strong
    let sign: String
    if terminal.isAskedPlain || !terminal.isUnicode {
      sign = ""
    } else {
      switch verdict.outcome {
      case .right: sign = "✓ "
      case .recorded: sign = "· "
      case .wrong, .stopped, .unreadable, .blank, .empty: sign = "✗ "
      }
    }
    show(
      colour.paint(sign, if: paint)
        + TerminalMarks.shown(verdict.said, hasColour: paint))
    if verdict.outcome == .wrong, case .exercise(let exercise) = stop,
      desk.state[exercise.id].attempts == 1
    {
      say("guide-tried")
    }
  }

  // MARK: New words

  /// Says once of each word that the lesson neither teaches nor uses that it is new.
  private func sayNewWords(_ program: Program) {
    guard !lesson.words.isEmpty else { return }
    let tokens = Program.tokens(of: program.source)
    for (place, token) in tokens.enumerated() where token.kind == .name {
      let word = program.source.text(token.span)
      let isPart = place > 0 && tokens[place - 1].kind == .dot
      guard !isPart, Library.isWord(word), !lessonWords.contains(word),
        !saidNew.contains(word), !repl.session.variables.contains(where: { $0.name == word })
      else { continue }
      saidNew.insert(word)
      show(
        Colour.quiet.paint(words.say("guide-new-word", ["word": word]), if: terminal.hasColour))
    }
  }

  /// The words that a lesson teaches, and those in its own code.
  static func words(of lesson: Lesson) -> Set<String> {
    var words = Set(lesson.words)
    for case .cell(let cell) in lesson.document.parts {
      let source = lesson.document.source(cell)
      for token in Program.tokens(of: source) where token.kind == .name {
        words.insert(source.text(token.span))
      }
    }
    return words
  }
}
