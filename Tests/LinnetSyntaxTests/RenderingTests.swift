import LinnetSyntax
import Testing

/// How a whole message looks.
@Suite struct RenderingTests {
  private func rendered(
    _ text: String, _ marked: String, name: String = "", line: Int = 1, width: Int = 80,
    code: MistakeCode = "extra-end", main: String = ""
  ) throws -> String {
    let source = Source(text, name: name, firstLine: line)
    let bytes = Array(text.utf8)
    let part = Array(marked.utf8)
    let start = try #require((0...bytes.count).first { bytes[$0...].starts(with: part) })
    let mistake = Mistake(code, at: Span(start, start + part.count), in: source)
    return mistake.rendered(width: width, main: main)
  }

  @Test func theContract() {
    let source = Source("muons = 1\n\nzs = muons then keep ptt1 > 20")
    let mistake = Mistake(
      "unknown-column", ["name": "ptt1", "near": "pt1"], at: Span(32, 36), in: source)
    #expect(
      mistake.rendered() == """
        Line 3:  zs = muons then keep ptt1 > 20
                                      ^^^^
        There is no column `ptt1`. Did you mean `pt1`?
        (explain unknown-column)
        """)
  }

  @Test func wideAndCombiningCharacters() throws {
    #expect(try caret("x = \"数学\" + ptt", "ptt") == 9 + 13)
    #expect(try caret("e\u{301}té = 5 + ptt", "ptt") == 9 + 10)
    #expect(try caret("größe = ptt", "ptt") == 9 + 8)
    #expect(try caret("\tx =\tptt", "ptt") == 9 + 5)
    #expect(
      try rendered("  \u{1B}[2Jx = 数 +", "数").hasPrefix(
        "Line 1:   [2Jx = 数 +\n                 ^^\n"))
  }

  /// The column of the first caret.
  private func caret(_ text: String, _ marked: String) throws -> Int {
    let lines = try rendered(text, marked).split(separator: "\n")
    return lines[1].prefix { $0 == " " }.count
  }

  @Test func placesInOtherFilesAndLines() throws {
    #expect(
      try rendered("x", "x", name: "helpers.linnet", line: 3).hasPrefix(
        "helpers.linnet, line 3:  x\n"))
    #expect(try rendered("x", "x", name: "z.linnet", main: "z.linnet").hasPrefix("Line 1:  x\n"))
    #expect(try rendered("a = 1", "", line: 7).hasPrefix("Line 7:  a = 1\n         ^\n"))
  }

  @Test func longLinesAreCutAroundTheMark() throws {
    let long =
      "x = " + String(repeating: "abcd + ", count: 100) + "ptt + "
      + String(repeating: "efgh + ", count: 100)
    for width in [20, 40, 80, 200] {
      let lines = try rendered(long, "ptt", width: width).split(separator: "\n")
      #expect(lines[0].count <= max(width, 29) + 1)
      let column = lines[1].prefix { $0 == " " }.count
      #expect(String(lines[0].dropFirst(column).prefix(3)) == "ptt")
      #expect(lines[0].hasSuffix("…"))
    }
    let atEnd = try rendered(String(repeating: "wide ", count: 50) + "ptt", "ptt", width: 60)
    #expect(atEnd.split(separator: "\n")[0].hasSuffix("ptt"))
  }

  @Test func aMarkStaysOnItsLine() throws {
    #expect(
      try rendered("if x\n  y\nend", "if x\n  y\nend").hasPrefix("Line 1:  if x\n         ^^^^\n"))
    #expect(try rendered("ab\ncd", "b\nc").hasPrefix("Line 1:  ab\n          ^\n"))
  }

  @Test func notesAndPlacelessMistakes() throws {
    #expect(
      try rendered("if x = 3", "=", code: "equals-as-question").hasPrefix(
        "Note, line 1:  if x = 3\n                    ^\n"))
    #expect(Mistake("interrupted").rendered() == "Stopped, as you asked.\n(explain interrupted)")
    #expect(Mistake("nothing-left").rendered() == "Note: No rows left.\n(explain nothing-left)")
  }

  @Test func placesOutsideTheSourceDoNoHarm() {
    let source = Source("x\r\ny\r\n")
    for start in 0...8 {
      for end in 0...8 {
        let text = Mistake("extra-end", at: Span(start, end), in: source).rendered(width: 1)
        #expect(text.hasSuffix("(explain extra-end)"))
      }
    }
    #expect(
      Mistake("extra-end", at: Span(0, 0), in: Source("")).rendered().hasPrefix("Line 1:  \n"))
    #expect(
      Mistake("extra-end", at: Span(0, 1), in: Source("x")).rendered(isColored: true).contains(
        "\u{1B}[1;31m^\u{1B}[0m"))
  }
}
