/// Writes a question about rows as people ask it, such as `mass is bigger than 4000`, with signs.
struct PhraseQuestion {
  private let words: PhraseWords
  private let table: PhraseScene.Table?

  init(_ words: PhraseWords, _ table: PhraseScene.Table?) {
    self.words = words
    self.table = table
  }

  /// The question; nil when nothing is asked.
  func written(_ units: ArraySlice<PhraseUnit>) -> String? {
    let units = PhraseFilling.unwrapped(units)
    // `query("mass > 4000")`: the question is a text.
    if units.count == 1, let only = units.first, only.kind == .text {
      let inside = PhraseUnit.units(of: Array(only.small.utf8)[...])
      return inside.count > 1 ? written(inside[...]) : nil
    }
    guard !units.isEmpty, units.count <= 60 else { return nil }
    for entry in words.book.questions {
      var found: String?
      var match = PhraseMatch(units, words)
      _ = match.find(entry.pattern) { bound in
        found = PhraseFilling(words: words).line(entry.template, bound, for: table)
        return found != nil
      }
      if let found { return found }
    }
    var formula = PhraseFormula(words, table, isStep: true)
    formula.isQuestion = true
    guard let text = formula.written(units), asks(units) else { return nil }
    return text
  }

  /// True when a comparison, or a function that answers yes or no, is somewhere in it.
  private func asks(_ units: ArraySlice<PhraseUnit>) -> Bool {
    units.contains { unit in
      switch unit.kind {
      case .sign:
        ["==", "!=", "=", "<>", "<", ">", "<=", ">=", "%in%", "=>"].contains(unit.small)
      case .word:
        ["is", "in", "contains", "starts_with", "ends_with", "not"].contains(unit.small)
      case .number, .text: false
      }
    }
  }
}
