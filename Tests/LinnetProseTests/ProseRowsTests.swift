import LinnetProse
import LinnetText
import Testing

@Suite("Prose in a terminal")
struct ProseRowsTests {
  private func lines(_ markdown: String, _ width: Int = 40, plain: Bool = false) -> [String] {
    Prose(markdown: markdown).lines(TerminalStyle(width: width, isPlain: plain))
  }

  @Test("words are broken where the row ends")
  func wrapping() {
    #expect(lines("one two\nthree four five", 13) == ["one two three", "four five"])
    #expect(lines("a  \nb") == ["a", "b"])
    #expect(lines("a\n\nb") == ["a", "", "b"])
    #expect(
      lines("see abcdefghijklmnopqrstuvwxyz now", 10) == [
        "see", "abcdefghijklmnopqrstuvwxyz", "now",
      ])
    #expect(lines("日本語日本語。日本語", 12) == ["日本語日本", "語。日本語"])
    #expect(lines("two words `keep x > 3` end", 20) == ["two words", "`keep x > 3` end"])
  }

  @Test("blocks")
  func blocks() {
    #expect(lines("# Weigh it\n\nText") == ["Weigh it", "════════", "", "Text"])
    #expect(lines("# Weigh it\n\nText", plain: true) == ["Weigh it", "", "Text"])
    #expect(lines("### Small") == ["Small"])
    #expect(
      lines("- one\n- two words\n  - three", 10) == ["• one", "• two", "  words", "  ◦ three"])
    #expect(lines("- one\n- two", plain: true) == ["- one", "- two"])
    #expect(lines("9. a\n10. b") == [" 9. a", "10. b"])
    #expect(lines("- [ ] a\n- [x] b") == ["• [ ] a", "• [x] b"])
    #expect(lines("> a b\n>\n> c") == ["│ a b", "│ ", "│ c"])
    #expect(lines("> a", plain: true) == ["> a"])
    #expect(lines("```\nx = 1\n  y\n```") == ["    x = 1", "      y"])
    #expect(lines("---", 5) == ["──────────"])
    #expect(
      lines("<details><summary>Hint</summary>\n\nLook.\n</details>") == ["▸ Hint", "  Look."])
  }

  @Test("within a line")
  func inline() {
    #expect(lines("$m^2 = E^2 - p^2$ is *it*, `pt` too") == ["m² = E² − p² is it, `pt` too"])
    #expect(lines("$$m^2 = E^2$$") == ["    m² = E²"])
    #expect(
      lines("[a](http://x.y) and [b](http://x.y), http://x.y", 60)
        == ["a (http://x.y) and b, http://x.y"])
    #expect(lines("![two peaks](z.png)") == ["[two peaks]"])
    #expect(lines("H<sub>2</sub>O, m<sup>2</sup>, <kbd>Tab</kbd>") == ["H₂O, m², [Tab]"])
    #expect(lines("a \u{1B}[31mred") == ["a \u{FFFD}[31mred"])
    let style = TerminalStyle(width: 40, isUnicode: false)
    #expect(Prose(markdown: "$m^2$ > # a\n\n- b").lines(style) == ["m^2 > # a", "", "- b"])
  }

  @Test("colours take no room and end with the row")
  func colours() {
    let style = TerminalStyle(width: 12, hasColour: true)
    #expect(
      Prose(markdown: "a **bold thing here** `x`").lines(style) == [
        "a \u{1B}[1mbold thing\u{1B}[0m", "\u{1B}[1mhere\u{1B}[0m \u{1B}[36mx\u{1B}[0m",
      ])
    let plain = TerminalStyle(width: 12, hasColour: true, isPlain: true)
    #expect(Prose(markdown: "**a** `b` *c*").lines(plain) == ["a `b` c"])
  }

  @Test("tables stand in columns")
  func tables() {
    let table = "| name | mass |\n|---|--:|\n| muon | 0.1057 |\n| Z | 91.19 |"
    #expect(
      lines(table) == ["name    mass", "────  ──────", "muon  0.1057", "Z      91.19"])
    #expect(lines(table, plain: true)[1] == "---")
    let long = "| a | b |\n|---|---|\n| one two three four | five six seven eight |"
    #expect(
      lines(long, 22) == [
        "a          b", "─────────  ──────────", "one two    five six", "three      seven",
        "four       eight",
      ] || lines(long, 22).allSatisfy { TextWidth.of($0) <= 22 })
    let many = "| aa | bb | cc | dd |\n|--|--|--|--|\n| 1 | 2222222222 | 3 | 4444444444 |"
    #expect(lines(many, 14) == ["aa: 1", "bb:", "  2222222222", "cc: 3", "dd:", "  4444444444"])
  }

  @Test("every row fits, but for words that nobody may cut")
  func widths() {
    let text = """
      # A heading that is long enough to be broken somewhere

      Text with **strong words in it**, `code`, and a formula $\\frac{a+b}{c}$ in it. Then more of it.

      - items that are long, too, and have to be broken
        1. within one another
           > and quotes in them

      | name of a thing | what it is for | more |
      |---|---|---|
      | the first thing | nobody knows what it is for at all | yes |
      """
    for width in 20...90 {
      for row in lines(text, width) { #expect(TextWidth.of(row) <= width, "\(width): \(row)") }
    }
  }

  @Test("whatever stands in it")
  func depth() {
    _ = lines(String(repeating: "> ", count: 20_000) + "a")
    _ = lines(String(repeating: "- ", count: 5_000) + "a")
    _ = lines(String(repeating: "*a ", count: 20_000))
    _ = lines(String(repeating: "<details>\n\n", count: 2_000))
    _ = lines(String(repeating: "[", count: 20_000))
    _ = Prose(markdown: String(repeating: "<sub>", count: 5_000)).html()
    let bars =
      String(repeating: "|a", count: 20_000) + "\n" + String(repeating: "|-", count: 20_000) + "\n"
    _ = lines(bars + String(repeating: "|a\n", count: 20_000))
    _ = lines(String(repeating: "`", count: 20_000) + String(repeating: "$a", count: 20_000))
    _ = lines(String(repeating: "a@", count: 20_000) + String(repeating: "www.a_", count: 20_000))
    _ = lines(String(repeating: "$a ", count: 20_000) + String(repeating: "`a``", count: 10_000))
    _ = lines(String(repeating: "$`a", count: 20_000))
    _ = lines(String(repeating: "<details>\n\n", count: 50_000))
    _ = lines(
      String(repeating: "<sub>", count: 50_000) + String(repeating: "</sub>", count: 50_000))
    #expect(lines("") == [])
  }
}
