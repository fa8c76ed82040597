import LinnetRuntime
import LinnetSyntax
import Testing

/// Which word is taken for which.
@Suite struct SpellingTests {
  @Test(arguments: [
    ("ptt1", "pt1"), ("desending", "descending"), ("dimuon.cvs", "dimuon.csv"), ("m", "M"),
    ("shwo", "show"), ("histgram", "histogram"), ("ETA", "eta"), ("summrise", "summarise"),
  ])
  func nearest(_ word: String, _ expected: String) {
    let words = [
      "pt1", "eta", "M", "descending", "ascending", "dimuon.csv", "show", "histogram", "summarise",
    ]
    #expect(Spelling.nearest(word, among: words) == expected)
  }

  @Test(arguments: ["x", "q1", "muon", "verylongname", "", "abcd"])
  func nothingNear(_ word: String) {
    #expect(Spelling.nearest(word, among: ["pt1", "eta", "zz", "species"]) == nil)
  }

  @Test func aTieIsNoSuggestion() {
    #expect(Spelling.nearest("pt3", among: ["pt1", "pt2"]) == nil)
    #expect(Spelling.nearest("pt3", among: ["pt1", "pt1"]) == "pt1")
    #expect(Spelling.nearest("pt3", among: ["pt3"]) == nil)
  }

  @Test func suggestionsAreRead() {
    let source = Source("x = 1\nshwo x\ny = 2(3)")
    #expect(
      Spelling.readsCorrectly(
        Mistake.Suggestion(Span(6, 10), "show"), in: source, vocabulary: .standard))
    #expect(
      !Spelling.readsCorrectly(
        Mistake.Suggestion(Span(6, 10), "show ("), in: source, vocabulary: .standard))
    #expect(
      !Spelling.readsCorrectly(
        Mistake.Suggestion(Span(6, 100), "show"), in: source, vocabulary: .standard))
  }
}
