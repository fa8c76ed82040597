import Foundation
import Testing

/// What a conversation does beside running lines: programs and lessons, editors, variables, words in quotes.
@Suite(.serialized) struct ReplConversationTests {
  private let prompt = "linnet> "

  private func start(
    _ environment: [String: String] = [:], columns: UInt16 = 80, folder: URL? = nil
  ) throws -> PseudoTerminal {
    let terminal = PseudoTerminal(
      columns: columns, folder: try folder ?? LinnetProcess.folder(), environment: environment)
    try #require(terminal.wait(for: prompt) != nil)
    return terminal
  }

  /// Types lines, each when the one before is done; answers with what the last one said.
  private func said(_ lines: [String], _ terminal: PseudoTerminal) throws -> String {
    var answer = ""
    for line in lines {
      terminal.enter(line)
      answer = try #require(terminal.wait(for: "\n" + prompt), "\(line)")
    }
    return answer
  }

  @Test func aFailedLineCostsNoThen() throws {
    let terminal = try start()
    let answer = try said(
      [
        "d = dataset(x: [1, 2, 3])", "big = d then keep x > 1", "big then keep y > 1",
        "big = big then keep z > 1", "show )", "then keep x > 2",
      ], terminal)
    #expect(answer.contains("kept 1 of 2 rows"))
    #expect(answer.contains("`big` now holds 1 row."))
  }

  @Test func ofPastedLinesThoseThatWorkedCount() throws {
    let terminal = try start()
    terminal.type("\u{1B}[200~xs = [3, 1, 2]\nys = xs + 1\nshow nope\nzs = 5\u{1B}[201~\r")
    terminal.wait(for: "unknown-name")
    terminal.wait(for: prompt)
    let answer = try said(["then sort", "ys"], terminal)
    #expect(answer.contains("[2, 3, 4]"))
  }

  @Test func aChangedColumnCarriesOn() throws {
    let terminal = try start()
    let answer = try said(
      ["d = dataset(x: [1, 2, 3])", "count(d)", "d.y = d.x * 2", "then keep y > 2"], terminal)
    #expect(answer.contains("kept 2 of 3 rows"))
    #expect(answer.contains("`d` now holds 2 rows."))
  }

  @Test func aStepSaysWhatItAdded() throws {
    let terminal = try start()
    let columns = (1...20).map { "a_long_name_\($0): [1, 2]" }.joined(separator: ", ")
    let answer = try said(
      ["d = dataset(\(columns))", "d then add m = a_long_name_1 * 2, a_long_name_2 = 0"], terminal)
    #expect(answer.contains("added `m`; replaced `a_long_name_2`"))
    let heading = answer.split(separator: "\n").first { $0.hasPrefix("   a_long_name_1 ") }
    #expect(heading?.hasSuffix(" …       m") == true, "\(answer)")
  }

  @Test func aLessonIsRunInAConversation() throws {
    let lesson = """
      # A lesson

      ```csv data=tiny
      x,y
      1,2
      3,4
      ```

      ```linnet run
      d = load "tiny"
      e = load "beside.csv"
      ```

      ```linnet start
      show ____
      ```

      ```linnet solution
      show sum(d.y) + sum(e.z)
      ```
      """
    let folder = try LinnetProcess.folder()
    let inner = folder.appendingPathComponent("unit")
    try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
    try Data(lesson.utf8).write(to: inner.appendingPathComponent("a.lesson"))
    try Data("z\n10\n".utf8).write(to: inner.appendingPathComponent("beside.csv"))
    let terminal = try start(folder: folder)
    #expect(try said([":load unit/a.lesson"], terminal).contains("\n16\n"))
    #expect(try said(["count(d)"], terminal).contains("\n2\n"))
    // Once it has run, paths start from the working folder again.
    let missing = try said(["load \"beside.csv\""], terminal)
    #expect(missing.replacing("\n", with: " ").contains("Did you mean `unit/beside.csv`?"))
  }

  @Test func fencesAroundPastedCodeAreNotCode() throws {
    let terminal = try start()
    terminal.type("\u{1B}[200~```linnet\nx = 4\nshow x * 3\n```\u{1B}[201~\r")
    #expect(terminal.wait(for: "\n12\n") != nil)
    terminal.wait(for: prompt)
    for line in ["```", "x = 5", "~~~"] {
      terminal.enter(line)
      let answer = terminal.wait(for: "\n" + prompt)
      #expect(answer?.contains("explain") == false)
    }
    terminal.type(
      "\u{1B}[200~Read this:\n\n```linnet run\nshow x * 5\n```\nand go on.\u{1B}[201~\r")
    #expect(terminal.wait(for: "\n25\n") != nil)
    let answer = try #require(terminal.wait(for: prompt))
    #expect(!answer.contains("explain"))
  }

  @Test func theLastLinesAreEdited() throws {
    let folder = try LinnetProcess.folder(["change": "sed -i s/20/30/ \"$1\"\n"])
    let editor = "sh '\(folder.path)/change'"
    let terminal = try start(["EDITOR": editor, "VISUAL": ""], folder: folder)
    let answer = try said(["show 20 + 2", ":edit"], terminal)
    #expect(answer.contains("This opens your last lines in `sh`. Save and close it to come back."))
    #expect(answer.contains("show 30 + 2\n32\n"))
  }

  @Test func whatIsLeftAsItWasIsNotRun() throws {
    let terminal = try start(["EDITOR": "true", "VISUAL": ""])
    let answer = try said(["show 20 + 2", ":edit"], terminal)
    #expect(answer.contains("Nothing was changed, so nothing was run."))
  }

  @Test func anEditorThatIsNotThereIsNamed() throws {
    let terminal = try start([
      "VISUAL": "no-such-editor", "EDITOR": "", "PATH": "/nonexistent",
    ])
    let answer = try said([":edit"], terminal)
    #expect(answer.contains("There is no editor here"))
    #expect(answer.contains("EDITOR="))
  }

  @Test func variablesAreListedAndForgotten() throws {
    let terminal = try start()
    let answer = try said(
      ["x = 5", "d = dataset(a: [1, 2])", "xs = [1, 2, 3]", "f(a) = a + 1", ":vars"], terminal)
    for line in [
      "d   dataset   2 rows, 1 column: a", "f   function  (a)", "x   number    5",
      "xs  list      3 items: [1, 2, 3]",
    ] {
      #expect(answer.contains("  \(line)\n"), "\(line) in \(answer)")
    }
    #expect(try said([":forget x"], terminal).contains("Forgotten: x"))
    let all = try said([":forget"], terminal)
    #expect(all.contains("Forgotten: d, f, xs. `:undo` brings them back."))
    #expect(try said([":vars"], terminal).contains("There are no variables yet."))
    #expect(try said([":undo", ":vars"], terminal).contains("xs  list"))
  }

  @Test func everythingBreaksBetweenWords() throws {
    for columns: UInt16 in [40, 60, 80, 120] {
      let terminal = PseudoTerminal(columns: columns, folder: try LinnetProcess.folder())
      var all = try #require(terminal.wait(for: prompt))
      all += try said([":help"], terminal)
      all += try said(["? load"], terminal)
      for line in all.split(separator: "\n")
      where !line.hasPrefix(":1") && !line.hasPrefix(":2") && !line.hasPrefix("    ") {
        #expect(line.count <= Int(columns) || line.hasPrefix("name = load"), "\(columns): \(line)")
      }
    }
  }

  @Test func listsBreakBetweenItems() throws {
    let terminal = try start(columns: 40)
    let answer = try said(["seed 1", "random(count: 12)"], terminal)
    let rows = answer.split(separator: "\n").filter { $0.contains("0.") }
    #expect(rows.count > 2)
    for row in rows {
      #expect(row.count <= 40)
      #expect(row.hasSuffix(",") || row.hasSuffix("]"), "\(row)")
    }
    let long = try said(["1 to 5000"], terminal)
    #expect(long.contains("[1, 2, 3"))
    #expect(long.contains(" more\n"))
    #expect(long.split(separator: "\n").allSatisfy { $0.count <= 40 })
  }

  @Test func aVeryLongListStopsAtOnce() throws {
    let terminal = try start()
    terminal.enter("xs = 1 to 20000000")
    // The line about work in progress may stand before the prompt.
    #expect(terminal.wait(for: prompt, seconds: 60) != nil)
    terminal.enter("xs")
    // Only what is seen is written.
    #expect(terminal.wait(for: " more\n", seconds: 5) != nil)
    terminal.wait(for: prompt)
    terminal.enter("n = count(text(xs))")
    Thread.sleep(forTimeInterval: 0.3)
    terminal.type("\u{3}")
    #expect(terminal.wait(for: prompt, seconds: 2) != nil)
  }

  @Test func wordsOfAColumnAreCompleted() throws {
    let terminal = try start()
    _ = try said(
      ["d = dataset(kind: [\"tit\", \"owl\", \"owl\"], x: [1, 2, 3])"], terminal)
    terminal.type("d then keep kind == \"t\t")
    terminal.type("\r")
    #expect(terminal.wait(for: "kept 1 of 3 rows") != nil)
    terminal.wait(for: prompt)
    terminal.type("plot histogram(d.x), scale: \"lo\t, title: \"T\"\r")
    #expect(terminal.wait(for: "3 entries") != nil)
  }

  @Test func anExampleGivesTheNamesBack() throws {
    let terminal = try start()
    _ = try said(["birds = 7", "? keep", ":1"], terminal)
    #expect(try said(["birds"], terminal).contains("\n7\n"))
  }

  @Test func helpKnowsOptions() throws {
    let terminal = try start()
    for (line, text) in [
      ("help scale", "\"log\" for equal factors up the side axis"),
      ("help scale", "\"log\" for bins that grow by equal factors"),
      ("help file", "a file to write the picture to as well"),
      ("help by", "Steps that take it: add, "),
    ] {
      let answer = try said([line], terminal).split { $0 == "\n" || $0 == " " }
      #expect(answer.joined(separator: " ").contains(text), "\(line): \(answer)")
    }
  }
}
