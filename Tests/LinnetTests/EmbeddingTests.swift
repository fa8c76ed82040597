import Foundation
import Linnet
import LinnetHost
import Testing

/// The public interface, used as an application uses it.
@Suite struct EmbeddingTests {
  /// Runs a text and gathers what it shows.
  private func shown(_ text: String, engine: Engine = Engine()) throws -> [String] {
    var lines: [String] = []
    let session = engine.session { event in
      if case .text(let line) = event { lines.append(line) }
    }
    try session.run(text)
    return lines
  }

  @Test func theExampleOfTheReadme() throws {
    let engine = Engine(limits: .lesson)
    engine.define("beam_energy", 7000)
    engine.define("hello") { (name: String) in "Hello \(name)" }
    #expect(
      try shown("show hello(\"muon\")\nshow beam_energy / 2", engine: engine)
        == ["Hello muon", "3500"])
  }

  @Test func functionsOfSeveralKinds() throws {
    let engine = Engine()
    engine.define("add_up") { (x: Double, y: Double) in x + y }
    engine.define("is_large") { (x: Double) in x > 10 }
    engine.define("twice") { (on: Bool) in on ? 2.0 : 1.0 }
    engine.define("letters") { (text: String, n: Int, end: String) in
      String(repeating: text, count: max(0, min(n, 9))) + end
    }
    engine.define("answer") { 42.0 }
    engine.define("total") { (numbers: [Double]) in numbers.reduce(0, +) }
    let text = """
      show add_up(1, 2), is_large(11), twice(true), letters("ab", 2, "!"), answer(), total([1, 2.5])
      """
    #expect(try shown(text, engine: engine) == ["3 true 2 abab! 42 3.5"])
  }

  @Test func theWrongKindIsAMistakeOfTheProgram() throws {
    let engine = Engine()
    engine.define("half") { (x: Double) in x / 2 }
    let session = engine.session()
    let mistake = #expect(throws: Mistake.self) { try session.run("show 1\nhalf(\"x\")") }
    #expect(mistake?.code == "wrong-kind")
    #expect(mistake?.rendered().contains("Line 2:") == true)
  }

  @Test func aFunctionMayRefuse() throws {
    let engine = Engine()
    engine.define("refuse") { (x: Double) throws(Mistake) -> Double in
      throw Mistake("your-own", ["text": "not today"])
    }
    let mistake = #expect(throws: Mistake.self) { try engine.session().run("refuse(1)") }
    #expect(mistake?.code == "your-own")
  }

  @Test func valuesGoInAndOut() throws {
    let session = Engine().session()
    try session.set("x", 3.0)
    try session.set("words", ["a", "b"])
    let outcome = try session.run("y = x + 1\nn = count(words)\nshow words[2]")
    #expect(outcome.lastText == "b")
    #expect(session.value("y") == 4.0)
    #expect(session.value("n") == 2)
    #expect(session.value("words", as: [String].self) == ["a", "b"])
    #expect(session.value("y", as: String.self) == nil)
    #expect(session.value("none", as: Double.self) == nil)
  }

  @Test func nothingIsAllowedByDefault() throws {
    let session = Engine().session()
    let mistake = #expect(throws: Mistake.self) { try session.run("d = load \"x.csv\"") }
    #expect(mistake?.code == "files-not-allowed")
  }

  @Test func anotherThreadStopsARun() throws {
    let interrupt = Interrupt()
    let session = Engine().session(interrupt: interrupt)
    Thread.detachNewThread {
      Thread.sleep(forTimeInterval: 0.2)
      interrupt.trip()
    }
    let mistake = #expect(throws: Mistake.self) { try session.run("while true\nx = 1\nend") }
    #expect(mistake?.code == "interrupted")
    #expect(try session.run("show 1").lastText == "1")
  }

  @Test func stepsAreLimited() throws {
    let session = Engine(limits: Limits(steps: 100_000)).session()
    let mistake = #expect(throws: Mistake.self) { try session.run("while true\nx = 1\nend") }
    #expect(mistake?.code == "too-many-steps")
  }

  @Test func sessionsLiveSideBySide() throws {
    let engine = Engine()
    engine.define("k", 2)
    let threads = (0..<4).map { number in
      let result = Result_()
      let thread = Thread {
        let session = engine.session()
        let text = "t = 0\nfor i from 1 to 2000\nt = t + i * k + \(number)\nend\nshow t"
        result.text = (try? session.run(text))?.lastText
        result.done.signal()
      }
      thread.start()
      return (number, result)
    }
    for (number, result) in threads {
      result.done.wait()
      #expect(result.text == String(2_001_000 * 2 + 2000 * number))
    }
  }

  /// What a thread hands back.
  private final class Result_: @unchecked Sendable {
    var text: String?
    let done = DispatchSemaphore(value: 0)
  }

  @Test func undoBringsVariablesBack() throws {
    let session = Engine().session()
    session.isInteractive = true
    try session.run("xs = [1, 2]")
    let before = session.snapshot()
    try session.run("xs[1] = 9\ny = 1")
    session.restore(before)
    #expect(session.value("xs", as: [Double].self) == [1, 2])
    #expect(session.variables.map(\.name) == ["xs"])
  }

  @Test func readingSaysWhetherMoreIsNeeded() {
    let session = Engine().session()
    #expect(session.read("x = 1").state == .complete)
    #expect(session.read("if x > 1").state == .incomplete)
    #expect(session.read("x = (1 +").state == .incomplete)
    #expect(session.read("x = )").state == .failed)
  }
}
