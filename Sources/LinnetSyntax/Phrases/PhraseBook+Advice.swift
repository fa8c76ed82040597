extension PhraseBook {
  /// The mistake that says what a line means; nil when no phrase fits, or nothing that comes of one works.
  ///
  /// What the mistake itself proposes comes first, if it works. With `isSure` only phrases for whole lines count.
  public static func advice(
    on span: Span, in source: Source, instead mistake: Mistake, vocabulary: Vocabulary,
    scene: PhraseScene, isSure: Bool = false
  ) -> Mistake? {
    scene.look(around: span.start, in: source)
    if let fix = mistake.suggestion, !Self.isVague(mistake, source.text(span)),
      fix.span.start >= span.start,
      fix.span.end <= span.end, fix.span.start <= fix.span.end
    {
      let line =
        source.text(Span(span.start, fix.span.start)) + fix.replacement
        + source.text(Span(fix.span.end, span.end))
      switch scene.attempt(line) {
      case .works: return nil
      case .unknown: return nil
      case .fails: break
      }
    }
    let line = source.bytes[span.start..<span.end]
    let written = Self.letters(source.text(span))
    let names = scene.names.union(scene.tables.map { $0.name })
    let words = PhraseWords(vocabulary, scene)
    let advice = PhraseAdvice(line, words, isSure: isSure) { fixed in
      let letters = Self.letters(fixed)
      guard letters != written, Array("show".utf8) + letters != written, words.budget.attempts > 0
      else { return nil }
      words.budget.attempts -= 1
      return Self.settled(fixed, vocabulary, names, scene)
    }
    guard let meant = advice.meant, !Self.says(mistake, meant.fixed, source.text(span)) else {
      return nil
    }
    return Mistake(
      meant.code, ["fixed": meant.fixed], at: span,
      in: source, suggestion: Mistake.Suggestion(span, meant.fixed))
  }

  /// True where the mistake itself says the same.
  private static func says(_ mistake: Mistake, _ fixed: String, _ line: String) -> Bool {
    let hasThen = line.split(separator: " ").contains("then")
    let fixed = letters(fixed)
    if let table = mistake.slots["dataset"], let name = mistake.slots["name"],
      mistake.slots["summary"] == nil, letters("\(table).\(name)") == fixed
    {
      return true
    }
    if mistake.slots["python"] != nil { return false }
    return mistake.slots.contains { slot in
      guard slot.key != "whole", slot.value.utf8.count > 6 else { return false }
      // Of a line with steps it may say only the one that is wrong.
      let said = letters(slot.value)
      return fixed == said
        || hasThen && slot.value.utf8.contains(0x20) && fixed.suffix(said.count) == said[...]
    }
  }

  /// True for mistakes that say no more than that something is wrong with two words.
  private static func isVague(_ mistake: Mistake, _ line: String) -> Bool {
    switch mistake.code.text {
    case "missing-comma", "own-line", "stray-word", "a-sentence", "unknown-command", "or-sign",
      "brackets-needed":
      true
    // As a step a word by another name is put right by itself.
    case "unknown-function":
      mistake.slots["ours"] != nil && !line.split(separator: " ").contains("then")
    default: false
    }
  }

  /// A line that reads correctly and works, after at most two words are put right; nil when there is none.
  private static func settled(
    _ line: String, _ vocabulary: Vocabulary, _ names: Set<String>, _ scene: PhraseScene
  ) -> String? {
    var line = line
    for _ in 0..<3 {
      let source = Source(line)
      let reading = Parser.read(
        source, vocabulary: vocabulary, knownNames: names, nesting: 200, makesSuggestions: false)
      // Of a block only its first line is there.
      if reading.mistakes.count == 1, reading.mistakes[0].code == "missing-end" { return line }
      guard reading.mistakes.isEmpty else { return nil }
      guard case .fails(let mistake) = scene.attempt(line) else { return line }
      // `keep Adelie` asks whether a column holds this word.
      let asked = mistake.slots["question"].flatMap { question in
        mistake.span.map { Mistake.Suggestion($0, question) }
      }
      guard let fix = mistake.suggestion ?? asked, fix.span.end <= source.bytes.count,
        fix.span.start <= fix.span.end,
        mistake.source === nil || mistake.source?.bytes == source.bytes
      else { return nil }
      let bytes =
        source.bytes[..<fix.span.start] + Array(fix.replacement.utf8)
        + source.bytes[fix.span.end...]
      line = String(decoding: bytes, as: UTF8.self)
    }
    return nil
  }

  /// A line without spaces, to see whether advice says anything new.
  private static func letters(_ line: String) -> [UInt8] { line.utf8.filter { $0 != 0x20 } }
}

extension Mistake {
  /// True where it says what a whole line means.
  var isAdvice: Bool {
    switch code.text {
    case "in-other-words", "then-needed", "step-named", "which-column", "cells-of-a-sheet",
      "joined-instead":
      true
    default: false
    }
  }
}
