import Foundation
import Testing

/// The conversation, through a terminal.
@Suite(.serialized) struct ReplTests {
  private let prompt = "linnet> "

  private func start(_ environment: [String: String] = [:], folder: URL? = nil) throws
    -> PseudoTerminal
  {
    let terminal = PseudoTerminal(
      folder: try folder ?? LinnetProcess.folder(), environment: environment)
    try #require(terminal.wait(for: prompt) != nil)
    return terminal
  }

  @Test func answersALine() throws {
    let terminal = try start()
    terminal.enter("20 + 22")
    #expect(terminal.wait(for: "\n42\n") != nil)
    terminal.wait(for: prompt)
    terminal.enter("it * 2")
    #expect(terminal.wait(for: "\n84\n") != nil)
  }

  @Test func aBlockGoesOnUntilItsEnd() throws {
    let terminal = try start()
    terminal.enter("repeat 2 times")
    #expect(terminal.wait(for: "… ") != nil)
    terminal.enter("show 7")
    terminal.wait(for: "… ")
    terminal.enter("end")
    #expect(terminal.wait(for: "\n7\n7\n") != nil)
  }

  @Test func aMistakeLeavesTheSession() throws {
    let terminal = try start()
    terminal.enter("x = 5")
    terminal.wait(for: prompt)
    terminal.enter("show xx")
    #expect(terminal.wait(for: "unknown-name") != nil)
    terminal.wait(for: prompt)
    terminal.enter("show x")
    #expect(terminal.wait(for: "\n5\n") != nil)
  }

  @Test func historyIsKept() throws {
    let folder = try LinnetProcess.folder()
    let first = try start(folder: folder)
    first.enter("show 111 * 2")
    first.wait(for: "\n222\n")
    first.wait(for: prompt)
    first.enter("show 5")
    first.wait(for: prompt)
    first.enter(":quit")
    #expect(first.exitStatus() == 0)
    let second = try start(folder: folder)
    second.type("show 1\u{1B}[A")
    #expect(second.wait(for: "show 111 * 2") != nil)
    second.type("\r")
    #expect(second.wait(for: "\n222\n") != nil)
  }

  @Test func completesNamesAndWords() throws {
    let terminal = try start()
    terminal.enter("my_long_name = 4")
    terminal.wait(for: prompt)
    terminal.type("show my_l\t\r")
    #expect(terminal.wait(for: "\n4\n") != nil)
    terminal.wait(for: prompt)
    terminal.enter("d = dataset(weight: [1, 2], width: [3, 4])")
    terminal.wait(for: prompt)
    terminal.type("d then keep w\t")
    #expect(terminal.wait(for: "weight") != nil)
    #expect(terminal.wait(for: "column of 2 rows") != nil)
  }

  @Test func controlCStopsARunAndClearsALine() throws {
    let terminal = try start()
    terminal.enter("while true\nx = 1\nend")
    Thread.sleep(forTimeInterval: 0.5)
    terminal.type("\u{3}")
    #expect(terminal.wait(for: "Stopped") != nil)
    terminal.wait(for: prompt)
    terminal.type("half typed")
    Thread.sleep(forTimeInterval: 0.2)
    terminal.type("\u{3}")
    terminal.wait(for: prompt)
    terminal.enter("show 8")
    #expect(terminal.wait(for: "\n8\n") != nil)
    // What is typed while a line runs is the terminal's, not the editor's: wait for the editor.
    terminal.wait(for: prompt)
    terminal.type("\u{4}")
    #expect(terminal.exitStatus() == 0)
  }

  @Test func controlCEndsAWait() throws {
    let terminal = try start()
    terminal.enter("wait(30)")
    Thread.sleep(forTimeInterval: 0.4)
    terminal.type("\u{3}")
    #expect(terminal.wait(for: "Stopped.", seconds: 3) != nil)
  }

  @Test func controlDTypedWhileALineRunsLeavesAfterIt() throws {
    let terminal = try start()
    terminal.enter("wait(1)")
    Thread.sleep(forTimeInterval: 0.4)
    terminal.type("\u{4}")
    #expect(terminal.exitStatus() == 0)
  }

  @Test func loneWordsAreAnswered() throws {
    let terminal = try start()
    terminal.enter("plot")
    #expect(terminal.wait(for: "`:1` to `:4` run the examples.") != nil)
    terminal.wait(for: prompt)
    terminal.enter("undo")
    #expect(terminal.wait(for: "start with a colon: `:undo`.") != nil)
    terminal.wait(for: prompt)
    terminal.enter("load \"https://example.com/x.csv\"")
    #expect(terminal.wait(for: "web-address") != nil)
    terminal.wait(for: prompt)
    terminal.enter("count = 3")
    terminal.wait(for: prompt)
    terminal.enter("count")
    #expect(terminal.wait(for: "\n3\n") != nil)
  }

  @Test func longMistakesBreakBetweenWords() throws {
    let terminal = PseudoTerminal(columns: 44, folder: try LinnetProcess.folder())
    terminal.wait(for: prompt)
    terminal.enter("plt.figure()")
    let said = try #require(terminal.wait(for: "unknown-name"))
    #expect(said.contains("`plt` is a library of Python. Here nothing\nhas to be brought in:"))
  }

  @Test func aPastedBlockRunsAsOne() throws {
    let terminal = try start()
    terminal.type(
      "\u{1B}[200~linnet> n = 3\nlinnet> repeat 2 times\n     …   show n\n     … end\n3\n3\n\u{1B}[201~\r"
    )
    #expect(terminal.wait(for: "\n3\n3\n") != nil)
  }

  @Test func undoBringsBack() throws {
    let terminal = try start()
    terminal.enter("x = 1")
    terminal.wait(for: prompt)
    terminal.enter("x = 2")
    terminal.wait(for: prompt)
    terminal.enter(":undo")
    #expect(terminal.wait(for: "Undone: x = 2") != nil)
    terminal.wait(for: prompt)
    terminal.enter("show x")
    #expect(terminal.wait(for: "\n1\n") != nil)
  }

  @Test func forgettingAName() throws {
    let terminal = try start()
    terminal.enter("x = 1")
    terminal.wait(for: prompt)
    terminal.enter(":forget x")
    #expect(terminal.wait(for: "Forgotten: x") != nil)
    terminal.wait(for: prompt)
    terminal.enter("show x")
    #expect(terminal.wait(for: "unknown-name") != nil)
    terminal.wait(for: prompt)
    terminal.enter(":forget y")
    #expect(terminal.wait(for: "There is no variable `y`.") != nil)
  }

  @Test func thenCarriesOn() throws {
    let terminal = try start()
    terminal.enter("xs = [3, 1, 2]")
    terminal.wait(for: prompt)
    terminal.enter("then sort")
    terminal.wait(for: prompt)
    terminal.enter("show xs")
    #expect(terminal.wait(for: "[1, 2, 3]") != nil)
  }

  @Test func savesWhatWorked() throws {
    let folder = try LinnetProcess.folder()
    let terminal = try start(folder: folder)
    for line in ["x = 2", "show nope", "show x + 1"] {
      terminal.enter(line)
      terminal.wait(for: prompt)
    }
    terminal.enter(":save mine")
    #expect(terminal.wait(for: "Saved 2 lines in mine.linnet.") != nil)
    let text = try String(contentsOf: folder.appendingPathComponent("mine.linnet"), encoding: .utf8)
    #expect(text == "x = 2\nshow x + 1\n")
  }

  @Test func helpHasExamplesThatRun() throws {
    let terminal = try start()
    terminal.enter("? repeat")
    #expect(terminal.wait(for: "`:1` runs the example.") != nil)
    terminal.wait(for: prompt)
    terminal.enter("? to")
    terminal.wait(for: prompt)
    terminal.enter(":1")
    #expect(terminal.wait(for: "[1, 2, 3, 4, 5]") != nil)
    terminal.wait(for: prompt)
    terminal.enter(":udno")
    #expect(terminal.wait(for: "Did you mean `:undo`?") != nil)
  }

  @Test func noColourWhenNotWanted() throws {
    let terminal = try start(["TERM": "dumb"])
    terminal.enter("show 1 + 1")
    #expect(terminal.wait(for: "\n2\n") != nil)
    terminal.enter(":quit")
    #expect(terminal.exitStatus() == 0)
  }
}
