import Linnet

/// Marks an answer to an exercise in a fresh engine.
///
/// First comes what the exercise starts from, then the answer, then the check. So nothing that lies about in
/// a student's session makes a wrong answer right or a right one wrong, and the same answer is marked the same on
/// the student's computer, in the page and on the teacher's.
///
/// Feedback comes in this order: cannot be read, blank left, stopped, then, where the check speaks, the
/// `mistake` that knows the wrong path, else the first `expect` that fails.
public struct Checker {
  /// The lesson.
  public let lesson: Lesson
  /// Where its files are.
  public let world: Host
  /// What a check may use up.
  public var limits: Limits
  /// Stops a check from another thread.
  public var interrupt: Interrupt
  private let words: LessonWords

  /// Makes a checker; `world` is the lesson's, its embedded tables are added here.
  public init(
    _ lesson: Lesson, world: Host, limits: Limits = .lesson, interrupt: Interrupt = Interrupt(),
    words: LessonWords = .english
  ) {
    self.lesson = lesson
    self.world = world
    self.limits = limits
    self.interrupt = interrupt
    self.words = words
  }

  /// Marks code as the answer to an exercise that starts from `start`.
  public func check(_ exercise: Lesson.Exercise, code: String, start: [Source]) -> Verdict {
    let answer = Source(code, name: "")
    if code.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x0A || $0 == 0x09 || $0 == 0x0D }) {
      return Verdict(.empty, words.say("no-code"))
    }
    let bench = CheckBench(lesson, world: world, limits: limits, interrupt: interrupt)
    do throws(Mistake) {
      try bench.run(start)
    } catch {
      return Verdict(
        .stopped,
        words.say(
          "start-broken", ["line": String(error.lineNumber ?? 0), "why": error.sentences]),
        fault: error)
    }
    bench.markStart()
    let program = bench.session.read(answer)
    if let mistake = program.mistakes.first {
      return Verdict(.unreadable, mistake.sentences, mistake: mistake)
    }
    if let line = Checker.blank(in: answer) {
      return Verdict(
        .blank,
        answer.lineIndex(at: answer.bytes.count) == 0
          ? words.say("blank-left-one") : words.say("blank-left", ["line": String(line)]))
    }
    do throws(Mistake) {
      try bench.session.run(program)
    } catch {
      return Verdict(.stopped, error.sentences, mistake: error)
    }
    guard let check = exercise.check else { return Verdict(.recorded, words.say("no-check")) }
    return verdict(check, code: code, bench)
  }

  private func verdict(_ check: LessonDocument.Cell, code: String, _ bench: CheckBench) -> Verdict {
    let parts = CheckParts(check, name: lesson.document.name)
    do throws(Mistake) {
      try bench.prepareCheck(code: code)
      let program = bench.session.read(parts.lines)
      if let mistake = program.mistakes.first { return broken(mistake) }
      try bench.session.run(program)
      return Verdict(.right, words.say("right"))
    } catch {
      // The commonest wrong path gets its own words.
      for question in parts.questions {
        if let said = bench.answer(to: question) { return Verdict(.wrong, said) }
      }
      return wrong(error, bench)
    }
  }

  /// What an `expect` that failed says, or why the check could not look.
  private func wrong(_ mistake: Mistake, _ bench: CheckBench) -> Verdict {
    switch mistake.code {
    case "expected", "your-own":
      return Verdict(.wrong, mistake.slots["message"] ?? words.say("wrong"))
    case "unknown-name": return missing(mistake.slots["name"] ?? "")
    // A word of the language stands where the student's own name should be: `pairs` is a function, too.
    case "wrong-kind" where mistake.slots["given"] == "a function":
      guard let name = mistake.slots["what"], Lesson.isName(name),
        !bench.session.variables.contains(where: { $0.name == name })
      else { fallthrough }
      return missing(name)
    default:
      return Verdict(.wrong, words.say("cannot-look", ["why": mistake.sentences]), fault: mistake)
    }
  }

  private func missing(_ name: String) -> Verdict {
    var verdict = Verdict(.wrong, words.say("name-missing", ["name": name]))
    verdict.missingName = name
    return verdict
  }

  private func broken(_ mistake: Mistake) -> Verdict {
    Verdict(
      .wrong,
      words.say(
        "check-broken", ["line": String(mistake.lineNumber ?? 0), "why": mistake.sentences]),
      fault: mistake)
  }

  /// The line with a blank; nil when there is none.
  public static func blank(in source: Source) -> Int? {
    for token in Program.tokens(of: source) where token.kind == .name {
      let word = source.text(token.span).utf8
      if word.count >= 3, word.allSatisfy({ $0 == UInt8(ascii: "_") }) {
        return source.lineNumber(at: token.start)
      }
    }
    return nil
  }
}

extension Mistake {
  /// The number of the line it points to; nil when it points nowhere.
  public var lineNumber: Int? {
    guard let source, let span else { return nil }
    return source.lineNumber(at: min(span.start, source.bytes.count))
  }
}
