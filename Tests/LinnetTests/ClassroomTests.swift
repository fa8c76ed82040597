import Linnet
import Testing

@testable import LinnetLesson

@Suite("Classrooms: gradebook, class page, marking again, the histogram of a class")
struct ClassroomTests {
  private static let text = """
    ---
    lesson: weigh
    version: 1
    title: Weigh
    ---
    ## A table

    ```csv data=muons
    Q1,Q2
    1,-1
    1,1
    -1,1
    ```

    ```linnet run
    muons = load "muons"
    ```

    <!-- @number rows answer=3 -->
    How many?

    ## Charges
    <!-- @exercise charge points=2 -->
    ```linnet start
    pairs = muons then keep ____
    ```
    ```linnet check
    expect count(pairs) == 2 else "You kept {count(pairs)} rows."
    ```
    ```linnet solution
    pairs = muons then keep Q1 != Q2
    ```

    ## Count
    <!-- @exercise count points=2 needs=charge -->
    ```linnet start
    n = ____
    ```
    ```linnet check
    expect n == 2 else "{n} is not the count."
    ```
    ```linnet solution
    n = count(pairs)
    ```

    <!-- @choice why -->
    Why?

    - [ ] By chance.
    - [x] Charge is kept.

    <!-- @text words points=1 graded=by-teacher -->
    In your own words?
    """

  private var lesson: Lesson { Lesson(LessonDocument(reading: Self.text, name: "weigh.lesson")) }

  /// A student who does what the closure says.
  private func handIn(
    _ nickname: String, file: String? = nil, times: [String] = [], _ work: (LessonDesk) -> Void
  ) throws -> HandIn {
    let desk = LessonDesk(lesson, world: Host()) { _ in }
    var times = times[...]
    desk.clock = { times.popFirst() }
    desk.begin(nickname: nickname)
    work(desk)
    let bytes = LessonResult(lesson, desk.log).json(withTimes: true).encoded
    return try handIn(bytes, file ?? nickname + ".result")
  }

  private func handIn(_ bytes: [UInt8], _ file: String) throws -> HandIn {
    guard case .handIn(let handIn) = HandIn.read(bytes, file: file) else { throw Missing() }
    return handIn
  }

  private struct Missing: Error {}

  @Test("names and answers of strangers stay on one line and steer nothing")
  func cleaning() {
    #expect(PlainWord.clean("  A\n\tb \u{1B}[2J\u{7}c\u{202E}d\u{200B} ") == "A b [2J cd")
    #expect(PlainWord.clean(String(repeating: "ä", count: 90)).unicodeScalars.count == 81)
    #expect(PlainWord.clean("\u{FEFF}\u{2028}") == "")
    #expect(PlainWord.key(of: " Ada ") == PlainWord.key(of: "ADA"))
    #expect(PlainWord.key(of: "Åsa") != PlainWord.key(of: "Asa"))
    #expect(PlainWord.percent(199, of: 200) == "99%" && PlainWord.percent(1, of: 1000) == "1%")
    #expect(PlainWord.percent(0, of: 9) == "0%" && PlainWord.percent(9, of: 9) == "100%")
    #expect(PlainWord.median([3, 1]) == 2 && PlainWord.median([]) == nil)
  }

  @Test(
    "cells that a spreadsheet would calculate are made harmless",
    arguments: [
      ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), ("＝1", "'＝1"), ("a=1", "a=1"),
      ("", ""),
    ])
  func formulas(_ text: String, _ shown: String) { #expect(Gradebook.harmless(text) == shown) }

  @Test(
    "times of events, and pauses that are no work",
    arguments: [
      ("1970-01-02T00:00:01Z", 86_401), ("2026-11-29T21:40:12Z", 1_795_988_412),
      ("2026-11-29T23:40:12.25+02:00", 1_795_988_412.25), ("2000-02-29T00:00:00", 951_782_400),
      ("2026-13-01T00:00:00Z", nil), ("yesterday, late evening", nil), ("", nil),
    ] as [(String, Double?)])
  func times(_ text: String, _ seconds: Double?) { #expect(EventTime.seconds(text) == seconds) }

  @Test("minutes count up to five minutes between two events, and belong to the task of the second")
  func minutes() throws {
    let times = [
      "2026-11-29T10:00:00Z", "2026-11-29T10:01:00Z", "2026-11-29T10:30:00Z",
      "2026-11-29T10:32:30Z",
    ]
    let handIn = try handIn("Ada", times: times) { desk in
      _ = desk.answer("rows", "4")
      _ = desk.answer("rows", "3")
      _ = desk.answer("why", "2")
    }
    let minutes = try #require(EventTime.minutes(handIn.result.log))
    #expect(minutes.all == 3.5)
    #expect(minutes.byTask == ["rows": 1, "why": 2.5])
    let statistics = ClassStatistics(ClassRoll([handIn]))
    #expect(statistics.medianMinutes == 3.5 && statistics.timed == 1)
    let without = try self.handIn("Bo") { _ = $0.answer("rows", "3") }
    #expect(ClassStatistics(ClassRoll([without])).medianMinutes == nil)
  }

  @Test("one row a student; what a teacher marks stays empty; both dresses")
  func gradebook() throws {
    let ada = try handIn("Ada, \"A\"") { desk in
      _ = desk.answer("rows", "3")
      _ = desk.check("charge", code: "pairs = muons")
      _ = desk.answer("words", "=because")
      desk.finish()
    }
    let roll = ClassRoll([ada, try handIn("=Bo") { _ in }])
    let columns =
      "nickname,lesson,version,points,of,percent,finished,rows,charge,count,why,words,"
      + "rows attempts,charge attempts,count attempts,why attempts,words attempts,"
      + "rows hints,charge hints,count hints,why hints,words hints,remark,file\r\n"
    let plain = String(decoding: Gradebook(roll).csv(), as: UTF8.self)
    #expect(
      plain == columns
        + "'=Bo,weigh,1,0,7,0.0,no,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,,'=Bo.result\r\n"
        + "\"Ada, \"\"A\"\"\",weigh,1,1,7,14.3,yes,1,0,0,0,,1,1,0,0,1,0,0,0,0,0,,"
        + "\"Ada, \"\"A\"\".result\"\r\n")
    let dressed = Gradebook(roll).csv(.decimalComma)
    #expect(dressed.starts(with: [0xEF, 0xBB, 0xBF]))
    #expect(String(decoding: dressed, as: UTF8.self).contains(";14,3;yes;"))
  }

  @Test("of several the best counts; changed ones never before whole ones; all are told")
  func doubles() throws {
    let poor = try handIn("Ada", file: "1.result") { _ = $0.answer("rows", "4") }
    let good = try handIn("ada ", file: "2.result") { _ = $0.answer("rows", "3") }
    let text = String(decoding: poor.result.json().encoded, as: UTF8.self)
    let forged = try handIn(
      Array(text.replacing("\"points\":0,\"of\":7", with: "\"points\":7,\"of\":7").utf8), "3.result"
    )
    #expect(forged.isChanged)
    let roll = ClassRoll([forged, good, poor])
    #expect(roll.students.map(\.file) == ["2.result"])
    #expect(roll.remarks.map(\.key) == ["double", "changed"])
    #expect(roll.remarks[0].slots["files"] == "3.result, 2.result, 1.result")
  }

  @Test("the same work under two names is told, and so are other lessons and versions")
  func copies() throws {
    let ada = try handIn("Ada") { _ = $0.answer("rows", "3") }
    var bo = ada
    bo.result.nickname = "Bo"
    var other = ada
    other.result.lesson = "penguins"
    var older = try handIn("Cy") { _ in }
    older.result.version = "0"
    let roll = ClassRoll([ada, bo, other, older])
    #expect(roll.lesson == "weigh" && roll.version == "1")
    #expect(roll.students.map(\.name) == ["Ada", "Bo", "Cy"])
    #expect(roll.remarks.map(\.key) == ["lesson-other", "same-work", "version-other"])
    for remark in roll.remarks {
      let said = remark.text()
      #expect(said != remark.key && !said.contains("{"), "\(said)")
    }
    #expect(ClassRoll([], remarks: []).students.isEmpty)
    #expect(ClassRoll([ada], lesson: "penguins").students.isEmpty)
  }

  @Test(
    "what is no result is told apart",
    arguments: [
      ("", "file-empty"), (" \n", "file-empty"), ("{\"linnet\":\"result\",", "file-cut"),
      ("[]", "file-other"), ("hello", "file-other"), ("{\"linnet\":\"result\"}", "file-other"),
      (String(repeating: "[", count: 100_000), "file-other"),
    ])
  func damage(_ text: String, _ key: String) throws {
    guard case .remark(let remark) = HandIn.read(Array(text.utf8), file: "a.result") else {
      throw Missing()
    }
    #expect(remark.key == key)
  }

  @Test("a result cut anywhere is never taken for a whole one")
  func cuts() throws {
    let ada = try handIn("Ada") { _ = $0.answer("rows", "3") }
    let bytes = ada.result.json().encoded
    for end in 0..<bytes.count {
      guard case .remark(let remark) = HandIn.read(Array(bytes[..<end]), file: "a.result") else {
        throw Missing()
      }
      #expect(remark.key == (end == 0 ? "file-empty" : "file-cut"))
    }
  }

  @Test("success, first attempts, common mistakes by student, and what to talk about")
  func statistics() throws {
    let ada = try handIn("Ada") { desk in
      _ = desk.answer("rows", "4,0")
      _ = desk.answer("rows", "4")
      _ = desk.answer("why", "2")
    }
    let bo = try handIn("Bo") { desk in
      _ = desk.answer("rows", "4 rows")
      _ = desk.answer("rows", "3")
      _ = desk.answer("why", "2")
    }
    let statistics = ClassStatistics(ClassRoll([ada, bo]))
    let rows = try #require(statistics.tasks.first { $0.id == "rows" })
    #expect(rows.right == 1 && rows.wrong == 1 && rows.first == 0 && rows.attempts == 2)
    // `4,0` and `4` are one answer, and Ada gave it once.
    #expect(rows.mistakes.map(\.students) == [1, 1])
    #expect(statistics.toTalkAbout.map(\.id) == ["charge", "count", "rows"])
    let page = String(
      decoding: ClassPage(ClassRoll([ada, bo]), statistics, labels: ClassLabels(lesson)).html(),
      as: UTF8.self)
    #expect(page.contains("<strong>Charges <code>charge</code></strong>"))
    for key in LessonWords.classroom.sentences.keys { #expect(!page.contains(">\(key)<")) }
  }

  // MARK: Marking again

  @Test("answers are marked from the start they had; claims count for nothing")
  func regrading() throws {
    let ada = try handIn("Ada") { desk in
      _ = desk.check("charge", code: "pairs = muons then keep Q1 * Q2 < 0\nextra = 5")
      _ = desk.check("count", code: "n = count(pairs) + extra - 5")
      _ = desk.answer("why", "1")
    }
    let regrader = Regrader(lesson, world: GradingHost(over: Host()))
    let graded = try #require(regrader.grade(ada.result, name: "Ada"))
    #expect(graded.remarks == [])
    #expect(graded.result.tasks.map(\.outcome) == ["open", "right", "right", "wrong", "open"])
    #expect(graded.result.points == 4)

    // With a harder check the same work is worth less, and the next exercise goes on from the solution.
    let harder = Self.text.replacing(
      "expect count(pairs) == 2 ",
      with: "expect not uses(code, \"extra\") else \"No extra.\"\nexpect count(pairs) == 2 ")
    let teacher = Lesson(LessonDocument(reading: harder, name: "weigh.lesson"))
    let again = try #require(
      Regrader(teacher, world: Host()).grade(ada.result, name: "Ada"))
    #expect(again.result.tasks.map(\.outcome) == ["open", "wrong", "wrong", "wrong", "open"])
    #expect(again.remarks.map(\.key) == ["claimed-right", "claimed-right"])
    #expect(again.remarks[0].slots["said"] == "No extra.")
    #expect(again.short == ["handed in as right, is wrong: charge, count"])
  }

  @Test("what a log of claims says is not believed")
  func forgery() throws {
    var log = LessonLog()
    log.add(LessonEvent(.begin, [JSON.Member("lesson", "weigh"), JSON.Member("version", "1")]))
    for (id, name, answer) in [
      ("rows", "text", "7"), ("charge", "code", "pairs = muons"), ("count", "code", "n = 2"),
      ("why", "text", "2"),
    ] {
      log.add(
        LessonEvent(
          id == "rows" || id == "why" ? .answer : .check,
          [
            JSON.Member("id", .text(id)), JSON.Member(name, .text(answer)),
            JSON.Member("outcome", "right"), JSON.Member("points", 2), JSON.Member("said", ""),
          ]))
    }
    let result = LessonResult(lesson, log)
    #expect(!result.isChanged)
    let graded = try #require(Regrader(lesson, world: Host()).grade(result, name: "Eve"))
    #expect(graded.result.points == 3)
    #expect(
      graded.remarks.map(\.key) == ["claimed-right", "claimed-right", "points-differ"])
  }

  @Test("endless and greedy answers are not marked, and say so; a stop by hand ends it all")
  func limits() throws {
    let loop = try handIn("Ada") { desk in
      _ = desk.answer("rows", "3")
      desk.note(
        LessonEvent(
          .check,
          [
            JSON.Member("id", "charge"),
            JSON.Member("code", "while true\n  muons = load \"muons\"\nend"),
            JSON.Member("outcome", "right"), JSON.Member("points", 2),
          ]))
    }
    var limits = Regrader.limits
    limits.steps = 10_000
    let regrader = Regrader(lesson, world: Host(), limits: limits)
    let graded = try #require(regrader.grade(loop.result, name: "Ada"))
    #expect(graded.remarks.map(\.key) == ["unmarked"])
    #expect(graded.result.tasks[1].outcome == "unmarked" && graded.result.points == 1)
    let interrupt = Interrupt()
    interrupt.trip()
    let stopped = Regrader(lesson, world: Host(), interrupt: interrupt)
    #expect(stopped.grade(loop.result, name: "Ada") == nil)
  }

  @Test("answers see no lesson, no result and no log, and write nothing")
  func world() {
    let world = GradingHost(over: OpenHost())
    for path in ["a.lesson", "A.LESSON.MD", "x/b.result", "c.progress", "d.result.json"] {
      #expect(throws: Mistake.self, "\(path)") { try world.read(path) }
    }
    #expect((try? world.read("data.csv")) == [1])
    #expect(throws: Mistake.self) { try world.write([1], to: "data.csv") }
    #expect(world.names(besides: "") == ["data.csv"])
  }

  /// Has every file, and lets everything be written.
  private final class OpenHost: Host {
    override func read(_ path: String) throws(Mistake) -> [UInt8] { [1] }
    override func write(_ bytes: [UInt8], to path: String) throws(Mistake) {}
    override func names(besides path: String) -> [String] { ["a.lesson", "data.csv", "x.result"] }
  }

  // MARK: The histogram of a class

  private func pool(_ answers: [String]) throws -> ClassPool {
    ClassPool(
      "rows",
      ClassRoll(
        try answers.enumerated().map { place, answer in
          try handIn("S\(place)") { if !answer.isEmpty { _ = $0.answer("rows", answer) } }
        }))
  }

  @Test("numbers as people write them, units, and who lies far away")
  func pool() throws {
    let pool = try pool([
      "91,2 GeV", "91.1", "91.3 gev", "90.9 GeV", "91", "91200 MeV", "1e12", "",
      "91.2 GeV, I think.",
    ])
    #expect(pool.numbers == [91.2, 91.1, 91.3, 90.9, 91, 91.2])
    #expect(pool.unit == "GeV" && pool.far == 1 && pool.otherUnits == 1 && pool.without == 1)
    #expect(
      pool.sentences().first == "6 numbers, mean 91.12 GeV, spread 0.15 GeV.")
    let picture = try #require(try pool.picture())
    #expect(picture.x.title == "rows [GeV]")
    #expect(picture.kindName == "histogram")
    #expect(try self.pool(["", ""]).picture() == nil)
    #expect(try self.pool([""]).sentences() == ["Nobody has answered rows with a number yet."])
    #expect(try self.pool(["5"]).sentences() == ["1 number: 5."])
  }

  @Test(
    "edges are round numbers around all",
    arguments: [
      ["5", "5", "5", "5"], ["0.1", "0.3", "0.2", "0.25"], ["-3", "7", "2", "1"],
      ["10583", "10600", "10590", "10570"], ["1e-7", "3e-7", "2e-7", "2e-7"],
    ])
  func edges(_ answers: [String]) throws {
    let pool = try pool(answers)
    let edges = pool.edges()
    #expect(pool.numbers.count == answers.count)
    #expect(pool.numbers.allSatisfy { $0 >= edges.from && $0 < edges.to }, "\(edges)")
    #expect(edges.bins >= 1 && edges.bins <= 44, "\(edges)")
    #expect("\(edges.from)".utf8.count < 9 && "\(edges.to)".utf8.count < 9, "\(edges)")
    #expect(pool.edges(bins: 3).bins == 3)
    _ = try pool.picture(bins: 3)
  }

  @Test("every sentence about classes is used")
  func sentences() throws {
    let sources = try SourceTexts.all().map(\.text).joined()
    for key in LessonWords.classroom.sentences.keys {
      #expect(sources.contains("\"\(key)\""), "\(key) is never said")
    }
  }
}
