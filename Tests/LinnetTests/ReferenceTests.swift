import Linnet
import LinnetSyntax
import Testing

/// What is made from the declarations of the words: the reference, and word lists for editors.
@Suite struct ReferenceTests {
  @Test func theReferenceTellsOfEveryWord() {
    let lines = Help.reference().split(separator: "\n").map(String.init)
    for word in Help.words { #expect(lines.contains("### \(word.word)"), "\(word.word)") }
    for line in ["## pictures", "| `bins:` | how many bins |", "`trend(x, y)`"] {
      #expect(lines.contains(line), "\(line)")
    }
  }

  @Test func theReferenceReadsAsMarkdown() {
    // Fences come in pairs, and nothing stands alone behind the last.
    let fences = Help.reference().split(separator: "\n").filter { $0.hasPrefix("```") }
    #expect(fences.count % 2 == 0)
    for (place, fence) in fences.enumerated() {
      #expect(fence == (place % 2 == 0 ? "```linnet" : "```"))
    }
  }

  @Test func wordListsHoldTheWords() {
    let lines = Help.wordLists().split(separator: "\n")
    #expect(lines.first == "{" && lines.last == "}" && lines.count == 7)
    #expect(lines[1].hasPrefix("  \"reserved\": [\"and\", \"define\""))
    for (list, word) in [
      ("commands", "print"), ("commands", "summarize"), ("functions", "trend"),
      ("functions", "mean"), ("options", "bins"), ("connectors", "within"),
    ] {
      let line = lines.first { $0.hasPrefix("  \"\(list)\": [") }
      #expect(line?.contains("\"\(word)\"") == true, "\(word)")
    }
  }

  @Test func helpTellsOfOptions() {
    #expect(Help.of("load")?.options.contains { $0.name == "missing" } == true)
    #expect(Help.of("summarize")?.usage.hasPrefix("data then summarise") == true)
    #expect(Help.of("fit") == nil && Help.of("histogram2d") == nil)
  }
}
