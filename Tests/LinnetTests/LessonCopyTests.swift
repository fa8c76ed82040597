import Linnet
import LinnetLesson
import Testing

/// Copies for students, and lessons in other languages.
@Suite("Lessons: copies and languages") struct LessonCopyTests {
  private static let text = """
    ---
    lesson: two
    title: Two things
    goals: [count, add]
    ---
    # Two things

    Hello *you*,
    and you.

    <!-- @teacher -->
    Secret.
    <!-- @if score < 60% -->
    x
    <!-- @end -->
    <!-- @end -->

    ## First
    <!-- @step first minutes=5 -->

    <!-- @number n answer=3 within=0.1 unit="m per s" points=2 -->
    How many?

    <!-- @choice which -->
    Which?

    - [ ] this
      > Not this.
      > Nor that.
    - [x] that
      more of it

    ## Second

    ```linnet hidden
    y = 1
    ```

    <!-- @exercise make -->
    Make `x`.

    ```linnet start
    x = ____
    ```

    ```linnet check
    expect x == 2 else "It is {x}, not \\"two\\"."
    mistake x == 3 say "One less."
    ```

    <details><summary>Hint 1</summary>

    Two.
    </details>

    ```linnet solution
    x = 2
    ```

    <!-- @text name accept="two|2" -->
    Name it.

    <!-- @if wrong make -->
    It is two.
    <!-- @end -->

    """

  @Test("a sealed copy is the lesson, without what is for the teacher")
  func sealed() throws {
    let copy = StudentCopy.text(of: Self.text, isExam: false)
    let seal = try #require(copy.range(of: "<!-- @sealed "))
    let visible = copy[..<seal.lowerBound]
    #expect(
      visible == """
        ---
        lesson: two
        title: Two things
        goals: [count, add]
        ---
        # Two things

        Hello *you*,
        and you.

        ## First
        <!-- @step first minutes=5 -->

        <!-- @number n unit="m per s" points=2 -->
        How many?

        <!-- @choice which -->
        Which?

        - [ ] this
        - [ ] that
          more of it

        ## Second

        <!-- @exercise make -->
        Make `x`.

        ```linnet start
        x = ____
        ```

        <details><summary>Hint 1</summary>

        Two.
        </details>

        <!-- @text name -->
        Name it.


        """)
    let original = Lesson(LessonDocument(reading: Self.text, name: "a.lesson"))
    let opened = Lesson(LessonDocument(reading: copy, name: "a.lesson"))
    #expect(opened.problems == original.problems && opened.problems.isEmpty)
    #expect(opened.digest == original.digest)
    #expect(opened.points == original.points)
    #expect(opened.exercises[0].check?.code == original.exercises[0].check?.code)
    #expect(opened.exercises[0].line == original.exercises[0].line)
    #expect(opened.questions.map(\.line) == original.questions.map(\.line))
    #expect(!StudentCopy.withoutTeacher(Self.text).contains("Secret"))
    // A copy of a copy is the same copy.
    #expect(
      Lesson(LessonDocument(reading: StudentCopy.text(of: copy, isExam: false))).digest
        == original.digest)
  }

  @Test("a seal that was cut, spoiled or changed is told")
  func spoiled() {
    let copy = StudentCopy.text(of: Self.text, isExam: false)
    func problems(_ text: String) -> [String] {
      LessonDocument(reading: text).problems.map(\.key)
    }
    #expect(problems(copy).isEmpty)
    #expect(
      problems(
        copy.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
      ).isEmpty)
    #expect(problems(String(copy.dropLast(30))).contains("problem-sealed"))
    #expect(problems(copy.replacing("Hello", with: "Hallo")) == ["problem-sealed-changed"])
    #expect(problems(copy + "\n## More\n") == ["problem-sealed-changed"])
    let bytes = Array(copy.utf8)
    let start = bytes.count - 200
    for place in start..<bytes.count - 5 {
      var spoiled = bytes
      spoiled[place] = spoiled[place] == 0x41 ? 0x42 : 0x41
      #expect(problems(String(decoding: spoiled, as: UTF8.self)) == ["problem-sealed"])
    }
  }

  @Test("an exam has no answers, and whatever is answered is noted")
  func exam() {
    let copy = StudentCopy.text(of: Self.text, isExam: true)
    for secret in [
      "answer=", "Secret", "linnet check", "linnet solution", "Not this", "two|2", "@sealed",
      "Hint",
    ] {
      #expect(!copy.contains(secret))
    }
    #expect(copy.contains("linnet hidden"))
    let lesson = Lesson(LessonDocument(reading: copy))
    #expect(lesson.isExam && lesson.problems.isEmpty)
    #expect(lesson.digest == Lesson(LessonDocument(reading: Self.text)).digest)
    let desk = LessonDesk(lesson, world: Host()) { _ in }
    #expect(desk.answer("n", "7").outcome == .recorded)
    #expect(desk.answer("which", "1").outcome == .recorded)
    #expect(desk.check("make", code: "x = 5").outcome == .recorded)
    #expect(desk.state.points == 0)
  }

  @Test("what is wrong with an exercise")
  func proofs() {
    func keys(_ change: (String, String)) -> [String] {
      let text = Self.text.replacing(change.0, with: change.1)
      let lesson = Lesson(LessonDocument(reading: text))
      return Checker(lesson, world: Host()).problems(of: lesson.exercises[0]).map(\.key)
    }
    #expect(keys(("", "")).isEmpty)
    #expect(keys(("x = 2\n", "x = 4\n")) == ["proof-solution"])
    #expect(keys(("x = ____", "x = 2")) == ["proof-starter"])
    #expect(keys((" say \"One less.\"", "")) == ["proof-no-say"])
    #expect(keys(("mistake x == 3", "mistake x > 1")) == ["proof-mistake-true"])
    #expect(keys(("mistake x == 3", "mistake (x ==")) == ["proof-mistake"])
  }

  @Test("texts for translators")
  func texts() {
    let texts = LessonCatalogue.texts(of: Self.text)
    #expect(
      texts.map(\.text) == [
        "Two things", "[count, add]", "Two things", "Hello *you*, and you.", "Secret.", "x",
        "First", "How many?",
        "Which?", "this", "Not this. Nor that.", "that more of it", "Second", "Make `x`.",
        "It is {x}, not \\\"two\\\".", "One less.", "Hint 1", "Two.", "two|2", "Name it.",
        "It is two.",
      ])
    let lines = Self.text.split(separator: "\n", omittingEmptySubsequences: false)
    for text in texts where text.kind != .goals {
      // The first word stands on the line that is told.
      guard let word = text.text.split(separator: " ").first else { continue }
      #expect(lines[text.line - 1].contains(String(word)), "\(text)")
    }
  }

  @Test("a lesson in another language, line by line")
  func translated() {
    let po = """
      # A comment
      msgid ""
      msgstr "Language: fi\\n"

      msgid "Hello *you*, and you."
      msgstr ""
      "Hei "
      "*sinä*."

      msgid "Two things"
      msgstr "Kaksi asiaa"

      #, fuzzy
      msgid "How many?"
      msgstr "Kuinka?"

      msgid "It is {x}, not \\\\\\"two\\\\\\"."
      msgstr "Se on {x}, ei \\"kaksi\\"."

      msgid "One less."
      msgstr "Yksi {y} vähemmän."

      msgid "Second"
      msgstr "Toinen"

      msgid "two|2"
      msgstr "kaksi|2"

      msgid "that more of it"
      msgstr "tuo"
      """
    let finnish = LessonCatalogue(reading: Array(po.utf8))
    let text = finnish.translated(Self.text)
    #expect(
      text.split(separator: "\n", omittingEmptySubsequences: false).count
        == Self.text.split(separator: "\n", omittingEmptySubsequences: false).count)
    #expect(text.contains("title: Kaksi asiaa\n"))
    #expect(text.contains("# Kaksi asiaa\n\nHei *sinä*.\n\n\n<!-- @teacher"))
    #expect(text.contains("How many?"))
    #expect(text.contains("else \"Se on {x}, ei \\\"kaksi\\\".\"\n"))
    // Other slots than the lesson's would say nonsense.
    #expect(text.contains("say \"One less.\""))
    #expect(text.contains("accept=\"kaksi|2\""))
    #expect(text.contains("- [x] tuo\n\n\n## Toinen"))
    let lesson = Lesson(LessonDocument(reading: Self.text, in: finnish))
    let own = Lesson(LessonDocument(reading: Self.text))
    #expect(lesson.problems.isEmpty)
    #expect(lesson.title == "Kaksi asiaa")
    // A student's place and results are those of the lesson, in whatever language.
    #expect(lesson.digest == own.digest && lesson.steps.map(\.id) == own.steps.map(\.id))
    #expect(lesson.steps.map(\.title) != own.steps.map(\.title))
    let checker = Checker(lesson, world: Host())
    #expect(checker.problems(of: lesson.exercises[0]).isEmpty)
    let verdict = checker.check(lesson.exercises[0], code: "x = 5", start: [])
    #expect(verdict.said == "Se on 5, ei \"kaksi\".")
    // Nothing translated, nothing changed; and whatever a file holds, nothing fails.
    #expect(LessonCatalogue(reading: []).translated(Self.text) == Self.text)
    #expect(
      LessonCatalogue(reading: Array("msgid\nmsgstr \"x\nmsgid \"\\".utf8)).translated(Self.text)
        == Self.text)
  }
}

extension String {
  /// The text with another text in place of every occurrence of one.
  fileprivate func replacing(_ old: String, with new: String) -> String {
    old.isEmpty
      ? self : split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
  }

  /// Where a text begins and ends.
  fileprivate func range(of text: String) -> Range<String.Index>? { firstRange(of: text) }
}
