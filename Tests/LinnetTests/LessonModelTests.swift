import Linnet
import Testing

@testable import LinnetLesson

/// Steps, exercises, questions and what is wrong with them, as a lesson file means them.
@Suite("Lessons: what a file means") struct LessonModelTests {
  static let text = """
    ---
    lesson: charges
    version: 1.2
    title: Charges
    solutions: after-2
    words: [keep, count]
    ---
    # Charges

    Hello.

    ## Meet the pairs
    <!-- @step meet minutes=5 -->

    ```csv data=pairs
    Q1,Q2
    1,-1
    1,1
    -1,1
    ```

    ```linnet run
    muons = load "pairs"
    ```

    <!-- @number rows answer=3 -->
    How many rows are there?

    <details><summary>Hint</summary>

    Count them.
    </details>

    And on we go.

    ## Opposite charges
    <!-- @exercise charge points=2 needs=rows -->

    Keep those of opposite charge.

    ```linnet start
    pairs = muons then keep ____
    ```

    ```linnet check
    expect count(pairs) == 2       else "You kept {count(pairs)} rows."
    mistake count(pairs) == 1      say  "Turn the question around."
    ```

    <details><summary>Hint 1</summary>

    Multiply the charges.
    </details>
    <details><summary>Hint 2</summary>
    The columns are `Q1` and `Q2`.
    </details>

    ```linnet solution
    pairs = muons then keep Q1 != Q2
    ```

    Well done.

    <!-- @choice why -->
    Why?

    - [ ] By chance.
      > Then half of them would be wrong.
    - [x] Charge is kept.

    <!-- @if right why -->
    You know it.
    <!-- @else -->
    Read again.
    <!-- @end -->

    <!-- @teacher -->
    Ask them why.
    <!-- @end -->
    """

  private func lesson(_ text: String = text) -> Lesson {
    Lesson(LessonDocument(reading: text, name: "charges.lesson"))
  }

  @Test("steps, tasks, hints, options and branches are found, in order and with their lines")
  func structure() throws {
    let lesson = lesson()
    #expect(lesson.problems == [])
    #expect(lesson.id == "charges")
    #expect(lesson.version == "1.2")
    #expect(lesson.solutions == .afterTries(2))
    #expect(lesson.words == ["keep", "count"])
    #expect(lesson.steps.map(\.id) == ["start", "meet", "opposite-charges"])
    #expect(lesson.steps[1].minutes == 5)
    #expect(lesson.tasks.map(\.id) == ["rows", "charge", "why"])
    #expect(lesson.points == 4)
    guard case .exercise(let charge)? = lesson.task("charge"),
      case .question(let rows)? = lesson.task("rows"),
      case .question(let why)? = lesson.task("why")
    else { throw Missing() }
    #expect(charge.needs == ["rows"])
    #expect(charge.hints.map(\.summary) == ["Hint 1", "Hint 2"])
    #expect(
      charge.hints.map(\.prose.markdown) == [
        "Multiply the charges.", "The columns are `Q1` and `Q2`.",
      ])
    #expect(rows.prompt.markdown == "How many rows are there?")
    #expect(rows.hints.map(\.prose.markdown) == ["Count them."])
    guard case .choice(let options) = why.kind else { throw Missing() }
    #expect(options.map(\.prose.markdown) == ["By chance.", "Charge is kept."])
    #expect(options.map(\.isRight) == [false, true])
    #expect(options[0].feedback == "Then half of them would be wrong.")
    let kinds = lesson.steps[2].blocks.map(Self.kind)
    #expect(kinds == ["prose", "exercise", "prose", "question", "branch", "teacher"])
    let lines = Self.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[charge.line - 1].hasPrefix("<!-- @exercise"))
    #expect(lines[rows.prompt.line - 1] == "How many rows are there?")
    let check = try #require(charge.check).firstLine
    #expect(lines[check - 1].hasPrefix("expect count"))
  }

  private struct Missing: Error {}

  private static func kind(_ block: Lesson.Block) -> String {
    switch block {
    case .prose: "prose"
    case .code: "code"
    case .exercise: "exercise"
    case .question: "question"
    case .branch: "branch"
    case .teacher: "teacher"
    }
  }

  @Test(
    "what is wrong is told with its line",
    arguments: [
      ("<!-- @exersise a -->", "problem-directive", 1),
      ("<!-- @number a -->\nHow?", "problem-answer-missing", 1),
      ("<!-- @number a answer=much -->", "problem-answer-form", 1),
      ("<!-- @number a answer=1 within=near -->", "problem-within-form", 1),
      ("<!-- @number a answer=1 witin=2 -->", "problem-option", 1),
      ("<!-- @predict a -->\nWhat?\n\n<!-- @predict a -->", "problem-id-twice", 4),
      ("<!-- @predict a/b -->", "problem-id-form", 1),
      ("<!-- @predict -->", "problem-id-missing", 1),
      ("<!-- @choice a -->\nWhich?", "problem-options-missing", 1),
      ("<!-- @choice a -->\nWhich?\n\n- [ ] x\n- [ ] y", "problem-options-none", 1),
      ("<!-- @choice a -->\nWhich?\n\n- [x] x\n- [x] y", "problem-options-many", 1),
      ("<!-- @text a -->\nWho?", "problem-accept-missing", 1), ("<!-- @end -->", "problem-end", 1),
      ("<!-- @else -->", "problem-end", 1), ("<!-- @teacher -->\nSecret", "problem-if-open", 1),
      ("<!-- @if right a -->\nx\n<!-- @end -->", "problem-if", 1),
      ("<!-- @if perhaps -->\nx\n<!-- @end -->", "problem-if-form", 1),
      ("<!-- @exercise a needs=b -->", "problem-needs", 1),
      ("<!-- @exercise a points=many -->", "problem-points-form", 1),
      (
        "<!-- @exercise a -->\n```linnet start\n____\n```\n```linnet start\n____\n```",
        "problem-cell-twice", 5
      ),
      ("```linnet check\nexpect true\n```", "problem-cell-outside", 1),
      ("```linnet rum\nx = 1\n```", "problem-role", 1),
      ("```linnet run\nx = 1", "problem-fence-open", 1),
      ("<!-- never closed", "problem-comment-open", 1),
      ("---\nlesson: a\n", "problem-front-open", 1),
      ("---\nnothing\n---", "problem-front-line", 2), ("---\ntitel: A\n---", "problem-key", 2),
      ("---\nsolutions: soon\n---", "problem-solutions-form", 2),
      ("---\nseed: dice\n---", "problem-seed-form", 2),
      ("---\ndata: ../a.csv\n---", "problem-data-path", 2),
      ("---\npoints: 7\n---", "problem-points-total", 2),
      ("## A\nprose\n<!-- @step a -->", "problem-step-late", 3),
      ("<!-- @step a minutes=long -->", "problem-minutes-form", 1),
    ])
  func problems(_ text: String, _ key: String, _ line: Int) {
    let lesson = lesson(text)
    #expect(lesson.problems.contains { $0.key == key && $0.line == line }, "\(lesson.problems)")
    for problem in lesson.problems {
      let said = problem.text()
      #expect(said != problem.key && !said.contains("{"), "\(said)")
    }
  }

  @Test("branches in branches without end are told, and fill no stack")
  func deepBranches() {
    let teachers = String(repeating: "<!-- @teacher -->\n", count: 20_000)
    let deep = lesson(teachers)
    #expect(deep.problems.contains { $0.key == "problem-deep" && $0.line == 11 })
    #expect(deep.program.isEmpty)
  }

  @Test("every sentence of a lesson is used and every one that is used is there")
  func sentences() throws {
    let sources = try SourceTexts.all().map(\.text).joined()
    let unused = LessonWords.english.sentences.keys.filter { !sources.contains("\"\($0)\"") }
    #expect(unused.sorted() == [])
    // What `say` is given literally is there.
    let said = sources.matches(of: /\bsay\(\s*"([a-z]+(?:-[a-z]+)+)"/).map { String($0.1) }
    #expect(said.count > 50)
    let known = LessonWords.english.sentences.merging(LessonWords.classroom.sentences) { $1 }
    #expect(said.filter { known[$0] == nil } == [])
  }

  @Test("hidden and run cells, answers and solutions make the start of an exercise")
  func start() {
    let lesson = lesson()
    #expect(
      lesson.program.map(\.code) == [
        "muons = load \"pairs\"\n", "pairs = muons then keep Q1 != Q2\n",
      ])
    let start = lesson.start(of: "why", answers: ["charge": "pairs = 1"]) { _ in true }
    #expect(
      start.map { String(decoding: $0.bytes, as: UTF8.self) } == [
        "muons = load \"pairs\"\n", "pairs = 1",
      ])
  }

  @Test(
    "an exercise is marked in a fresh engine, and the words for it come in their order",
    arguments: [
      ("pairs = muons then keep Q1 != Q2", "right", "Correct."),
      ("pairs = muons then keep Q1 == Q2", "wrong", "Turn the question around."),
      ("pairs = muons", "wrong", "You kept 3 rows."),
      (
        "pears = muons then keep Q1 != Q2", "wrong",
        "I was looking for `pairs`, and your answer has not made it yet."
      ),
      (
        "pairs = muons then keep ____", "blank",
        "There is still a blank `____`. Put your own words in its place."
      ),
      (
        "pairs = muons then keep Q3 != Q2", "stopped", "There is no column `Q3`. Did you mean `Q1`?"
      ),
      (
        "pairs = (muons", "unreadable",
        "This `(` is never closed. Add `)` where the calculation ends."
      ),
      ("  \n", "empty", "There is nothing to check yet. Type your answer first."),
      ("muons = 5\npairs = load(\"pairs\") then keep Q1 != Q2", "right", "Correct."),
    ])
  func verdicts(_ code: String, _ outcome: String, _ said: String) throws {
    let lesson = lesson()
    guard case .exercise(let exercise)? = lesson.task("charge") else { throw Missing() }
    let start = lesson.start(of: "charge", answers: [:]) { _ in true }
    let verdict = Checker(lesson, world: Host()).check(exercise, code: code, start: start)
    #expect(verdict.outcome.rawValue == outcome, "\(verdict)")
    #expect(verdict.said.hasPrefix(said) || outcome == "stopped", "\(verdict.said)")
  }

  @Test("the words of checks: code, uses, unchanged, similar, last_plot")
  func wordsOfChecks() throws {
    let text = """
      ```linnet run
      xs = [1, 2, 2, 3]
      h = histogram(xs, bins: 3, from: 0, to: 3)
      ```
      <!-- @exercise a -->
      ```linnet start
      ____
      ```
      ```linnet check
      expect uses(code, "mean") else "uses"
      expect not uses(code, "median") else "median"
      expect unchanged("xs") else "xs"
      expect similar(g, h) else "similar"
      expect last_plot.kind == "histogram" and last_plot.title == "Z" else "{last_plot}"
      mistake
        unchanged("xs") and
        not similar(g, h)
        say "not {1 + 1}"
      ```
      """
    let lesson = lesson(text)
    guard case .exercise(let exercise)? = lesson.task("a") else { throw Missing() }
    let start = lesson.start(of: "a", answers: [:]) { _ in true }
    func said(_ code: String) -> String {
      Checker(lesson, world: Host()).check(exercise, code: code, start: start).said
    }
    let good = "g = histogram(xs, bins: 3, from: 0, to: 3)\nm = mean(xs)\nplot g, title: \"Z\""
    #expect(said(good) == "Correct.")
    #expect(said("g = h # mean, \"median\"\nplot g, title: \"Z\"") == "uses")
    #expect(said(good + "\nmedian(xs)") == "median")
    #expect(said(good + "\nxs[1] = 5") == "xs")
  }

  @Test(
    "numbers are read as people write them",
    arguments: [
      ("91.2", 91.2, "", 3), ("91,2 GeV", 91.2, "GeV", 3), ("10 583", 10583, "", 5),
      ("10,583,000", 10_583_000, "", 8), ("1.234,5", 1234.5, "", 5), ("about -4", -4, "", 1),
      ("m = 1.5e3 MeV", 1500, "MeV", 2), ("\u{2212}3", -3, "", 1), (".5", 0.5, "", 1),
      ("10\u{202F}583 rows", 10583, "rows", 5),
    ])
  func numbers(_ text: String, _ number: Double, _ unit: String, _ digits: Int) throws {
    let read = try #require(AnswerReader.number(in: text))
    #expect(read.number == number)
    #expect(read.unit == unit)
    #expect(read.digits == digits)
  }

  @Test(
    "answers to questions",
    arguments: [
      ("@number a answer=91.2 within=0.5 unit=GeV", "91,4", "right"),
      ("@number a answer=91.2 within=0.5 unit=GeV", "91.4 gev", "right"),
      ("@number a answer=91.2 within=0.5 unit=GeV", "91200 MeV", "wrong"),
      ("@number a answer=91.2 within=2%", "92.9", "right"),
      ("@number a answer=91.2 within=2%", "93.1", "wrong"),
      ("@number a answer=91.2|88", "88", "right"), ("@number a answer=3", "3.0", "right"),
      ("@number a answer=3", "3.001", "wrong"), ("@number a answer=3", "three", "empty"),
      ("@number a answer=1.23456", "1.23", "right"), ("@number a answer=1.23456", "1.24", "wrong"),
      ("@text a accept=\"Z|Z0\"", " z. ", "right"), ("@text a accept=\"Z|Z0\"", "W", "wrong"),
      ("@text a accept=Müon", "muon", "right"), ("@text a graded=by-teacher", "x", "recorded"),
      ("@predict a", "90", "recorded"), ("@predict a", "", "empty"),
    ])
  func answers(_ directive: String, _ answer: String, _ outcome: String) throws {
    let lesson = lesson("<!-- \(directive) -->\nHow?")
    guard case .question(let question)? = lesson.task("a") else { throw Missing() }
    let verdict = AnswerReader().verdict(question, answer)
    #expect(verdict.outcome.rawValue == outcome, "\(verdict.said)")
    #expect(!verdict.said.isEmpty)
  }

  @Test("a desk notes each deed, gives hints one by one and the solution after two attempts")
  func desk() throws {
    var lines = ""
    let lesson = lesson()
    let desk = LessonDesk(lesson, world: Host()) { lines += $0 }
    desk.begin(nickname: "Ada")
    desk.enter(step: "meet")
    #expect(desk.answer("rows", "4").outcome == .wrong)
    #expect(desk.answer("rows", "3").said == "Correct. 1 point.")
    #expect(desk.nextHint("charge")?.left == 1)
    #expect(desk.nextHint("charge")?.left == 0)
    #expect(desk.nextHint("charge") == nil)
    #expect(desk.solution("charge") == .refused("The solution opens after 2 attempts; 2 to go."))
    _ = desk.check("charge", code: "pairs = muons")
    _ = desk.check("charge", code: "pairs = ____")
    _ = desk.check("charge", code: "pairs = muons then keep Q1 == Q2")
    #expect(desk.solution("charge") == .shown("pairs = muons then keep Q1 != Q2"))
    let verdict = desk.check("charge", code: "pairs = muons then keep Q1 * Q2 < 0")
    #expect(verdict.outcome == .right)
    #expect(desk.state["charge"].points == 0)
    desk.skip("why")
    desk.remark("a secret of mine")
    desk.finish()
    #expect(desk.holds(.wrong("why")))
    #expect(desk.state.points == 1)

    // The lines come to the same state, and the result is read back.
    let log = LessonLog(reading: Array(lines.utf8))
    #expect(!log.isChanged && log.unreadLines == 0)
    #expect(LessonState(log).points == 1)
    let result = LessonResult(lesson, log)
    #expect(result.tasks.map(\.outcome) == ["right", "right", "skipped"])
    let read = try #require(LessonResult(reading: result.json().encoded))
    #expect(!read.isChanged)
    #expect(read.nickname == "Ada" && read.points == 1)
    let text = String(decoding: result.json().encoded, as: UTF8.self)
    #expect(!text.contains("secret") && lines.contains("secret"))
    #expect(!text.contains("\"at\""))
    let grown = text.replacing("\"of\":4,\"tasks\"", with: "\"of\":3,\"tasks\"")
    #expect(grown != text && LessonResult(reading: Array(grown.utf8))?.isChanged == true)
    let cheated = text.replacing("\"points\":1,\"of\":4", with: "\"points\":4,\"of\":4")
    #expect(cheated != text)
    #expect(LessonResult(reading: Array(cheated.utf8))?.isChanged == true)
    let renamed = text.replacing("Ada", with: "Bob")
    #expect(LessonResult(reading: Array(renamed.utf8))?.isChanged == true)
  }

  @Test("a log that is cut anywhere keeps every whole line, and goes on")
  func cutLogs() throws {
    var log = LessonLog()
    var bytes: [UInt8] = []
    for number in 1...12 {
      let event = LessonEvent(
        .answer,
        [JSON.Member("id", .text("q\(number)")), JSON.Member("text", .text("ü\n\"\(number)"))])
      bytes += log.add(event, at: "now").utf8
    }
    for end in 0...bytes.count {
      var cut = LessonLog(reading: Array(bytes[..<end]))
      let whole = bytes[..<end].split(separator: 0x0A).count
      #expect(cut.events.count >= whole - 1 && !cut.isChanged)
      let more = cut.add(LessonEvent(.finish))
      let again = LessonLog(reading: Array(bytes[..<end]) + Array(more.utf8))
      #expect(again.events.count == cut.events.count && !again.isChanged)
      #expect(again.events.last?.deed == .finish)
    }
    // A line taken out of the middle shows.
    var lines = bytes.split(separator: 0x0A).map(Array.init)
    lines.remove(at: 5)
    #expect(LessonLog(reading: Array(lines.joined(separator: [0x0A]))).isChanged)
  }
}
