import Foundation
import LinnetRuntime
import LinnetSyntax
import Testing

/// Whatever is typed, the reader answers, soon, and with a well-formed message.
@Suite struct RobustnessTests {
  /// Programs to break: the shared ones when they are there, else the catalogue's examples.
  static let programs: [[UInt8]] = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let folder = root.appending(path: "shared/conformance")
    let files =
      (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil))
      ?? []
    var programs = files.filter { $0.pathExtension == "linnet" }
      .compactMap { try? Data(contentsOf: $0) }.map { Array($0) }
    programs += Catalogue.standard.entries.flatMap { [Array($0.bad.utf8), Array($0.mended.utf8)] }
    return programs
  }()

  private func check(_ bytes: [UInt8]) {
    let source = Source(bytes: bytes)
    let reading = Parser.read(source)
    #expect(reading.mistakes.count <= 3)
    #expect(reading.mistakes.isEmpty == (reading.state == .complete))
    for mistake in reading.mistakes + reading.notes {
      let span = mistake.span ?? Span(-1, -1)
      #expect(
        span.start >= 0 && span.end <= bytes.count && span.start <= span.end, "\(mistake.code.text)"
      )
      #expect(mistake.rendered().contains("(explain \(mistake.code.text))"))
      #expect(Catalogue.standard.entry(mistake.code) != nil)
      // A misspelt step is named first, whatever else is wrong behind it.
      if let suggestion = mistake.suggestion, mistake.slots["unknown"] == nil {
        #expect(
          Spelling.readsCorrectly(suggestion, in: source, vocabulary: .standard) == true,
          "\(mistake.code.text) in \(String(decoding: bytes, as: UTF8.self))")
      }
    }
  }

  @Test func changedBytes() {
    var generator = SystemRandomNumberGenerator()
    let pieces = [
      "(", ")", "[", "]", "\"", "{", "}", "\n", " then ", " by ", "=", ",", ":", " end ", "\\",
      "if ", "+", "-", "\u{201C}", "é", "\u{1F4A5}", " x ", "#", ".", "->", "%", "\t", "1", "²",
    ]
    for _ in 0..<2500 {
      var bytes = Self.programs.randomElement(using: &generator) ?? []
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        let place = Int.random(in: 0...bytes.count, using: &generator)
        switch Int.random(in: 0..<5, using: &generator) {
        case 0 where place < bytes.count:
          bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 1 where place < bytes.count: bytes.remove(at: place)
        case 2: bytes.insert(contentsOf: Array((pieces.randomElement() ?? "").utf8), at: place)
        case 3:
          bytes.removeSubrange(
            place..<min(bytes.count, place + Int.random(in: 0...20, using: &generator)))
        default:
          let end = min(bytes.count, place + Int.random(in: 0...40, using: &generator))
          bytes.insert(
            contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &generator))
        }
      }
      check(bytes)
    }
  }

  @Test func randomWords() {
    var generator = SystemRandomNumberGenerator()
    let words =
      Array(GrammarTests.vocabulary) + [
        "x", "f", "3", "2.5", "\"a\"", "\"{", "}\"", "(", ")", "[", "]", ",", ":", "=", "==", "+",
        "-", "->", "\n", "\n", "\n", ".", "%", "&&", "|", "!", "elif", "def", "import", "None",
        "++", "{", "}", "²", "between", "range", ";",
      ]
    for _ in 0..<2500 {
      var text = ""
      for _ in 0..<Int.random(in: 1...25, using: &generator) {
        text +=
          (words.randomElement(using: &generator) ?? "")
          + (Bool.random(using: &generator) ? " " : "")
      }
      check(Array(text.utf8))
    }
  }

  @Test(arguments: [
    "x = " + String(repeating: "(", count: 50_000),
    "x = " + String(repeating: "[", count: 50_000) + "1",
    "x = " + String(repeating: "-", count: 100_000) + "1",
    String(repeating: "not ", count: 50_000) + "x",
    "x = 2" + String(repeating: "^2", count: 50_000),
    "x" + String(repeating: ".a", count: 50_000), "x" + String(repeating: "(1)", count: 50_000),
    "x" + String(repeating: " then f", count: 50_000),
    String(repeating: "x -> ", count: 50_000) + "1",
    String(repeating: "if x\n", count: 50_000), String(repeating: "show ", count: 50_000) + "1",
    "x = " + String(repeating: "√", count: 50_000) + "2",
    "x = " + String(repeating: "f(", count: 300) + "1" + String(repeating: ")", count: 300),
  ])
  func tooDeep(_ source: String) {
    let reading = Parser.read(Source(source))
    #expect(reading.mistakes.map(\.code) == ["too-deep"], "\(reading.mistakes.map(\.code.text))")
  }

  @Test func deepButAllowed() {
    for (open, close) in [("(", ")"), ("[", "]"), ("f(", ")"), ("x[", "]")] {
      let source =
        "y = " + String(repeating: open, count: 100) + "1" + String(repeating: close, count: 100)
      #expect(Parser.read(Source(source)).state == .complete)
    }
    let sum = "y = 1" + String(repeating: " + 1", count: 100_000)
    #expect(Parser.read(Source(sum)).state == .complete)
    #expect(Parser.read(Source("x = ((1))"), nesting: 1).mistakes.map(\.code) == ["too-deep"])
  }

  /// Long sources of every awkward kind; a quadratic reader would need minutes.
  @Test(arguments: [
    "x = 1\n", "x y\n", "show \"a {\n", "(\n", ")\n", "# c\n", "end\n", "if a\nend\n", "x = [1, ",
    "\"", "“", "{", "'a' ", "a ",
    "f(x) = x\n", "# c\nf(x) = x\n", "1 ", "x = 1 + 2 * f(3, \"{x}\") then keep y = 3\n",
    "else if ", "\u{301}", "=",
  ])
  func longSources(_ piece: String) {
    check(Array(String(repeating: piece, count: 200_000 / piece.utf8.count).utf8))
  }
}
