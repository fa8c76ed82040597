/// Lines that say in other words what the language can do: `birds head 5`, `mean of mass`, `plot y against x`.
///
/// Where a line reads as nothing, it is held against the phrase book. What comes of that must read correctly
/// and, where that can be tried, work; else the ordinary mistake stays.
extension Parser {
  /// What a line probably means, in place of a mistake that does not know; nil when no phrase fits.
  func phrase(from statement: Int, instead mistake: Mistake) -> Mistake? {
    guard makesSuggestions else { return nil }
    if let step = unknownStep(from: statement, before: mistake) { return step }
    // What more lines may complete is no phrase yet.
    if token.kind == .endOfSource, mistake.code == "value-missing" || mistake.code == "name-missing"
    {
      return nil
    }
    guard mayBePhrase(mistake) else { return nil }
    let first = startOfLine(statement)
    let last = endOfLine(first)
    guard last - first >= 2, last - first <= 60 else { return nil }
    // A quote without its partner hides the rest of the line from the lexer.
    let line = source.lineIndex(at: tokens[first].start)
    var end = max(tokens[last - 1].end, source.lineStarts[line] + source.lineBytes(line).count)
    while end > tokens[first].start, source.bytes[end - 1] == 0x20 { end -= 1 }
    let span = Span(tokens[first].start, end)
    let advice = PhraseBook.advice(
      on: span, in: source, instead: mistake, vocabulary: vocabulary,
      scene: scene ?? ReadScene(self, before: first))
    // The line was tried alone; it must read among the others too.
    guard let advice, let fix = advice.suggestion, checked(fix.span, fix.replacement) != nil else {
      return nil
    }
    return advice
  }

  /// True for mistakes that may be about a line in other words.
  private func mayBePhrase(_ mistake: Mistake) -> Bool {
    switch mistake.code.text {
    case "missing-end", "extra-end", "stray-else", "stray-otherwise", "outside-loop",
      "outside-function", "your-own", "too-deep", "unclosed-bracket", "python-range", "c-for",
      "no-classes":
      false
    // A file to be brought in is one only if it is there.
    case "python-import": scene != nil
    case "unclosed-text":
      // `what's the mean of mass`.
      mistake.span.map { $0.start > 0 && isLetter($0.start - 1) && source.bytes[$0.start] == 0x27 }
        ?? false
    default: true
    }
  }

  private func isLetter(_ offset: Int) -> Bool {
    offset < source.bytes.count && source.bytes[offset] | 0x20 >= 0x61
      && source.bytes[offset] | 0x20 <= 0x7A
  }

  /// A word behind `then` that is no step, wherever else the line goes wrong.
  private func unknownStep(from statement: Int, before mistake: Mistake) -> Mistake? {
    let place = mistake.span?.start ?? Int.max
    var index = statement
    while index + 1 < tokens.count, tokens[index].start <= place {
      defer { index += 1 }
      guard tokens[index].kind == .name, tokens[index].word == .then,
        tokens[index + 1].kind == .name, tokens[index + 1].word == .none
      else { continue }
      let word = text(index + 1)
      if known.contains(word) || vocabulary.functions.contains(word) || storedNames.contains(word)
        || definedNames.contains(word) || vocabulary.isCommand(word)
        || Vocabulary.elsewhere[word.lowercased()] != nil
      {
        continue
      }
      guard let near = vocabulary.step(near: word) else { continue }
      let span = tokens[index + 1].span
      return Mistake(
        "unknown-function", ["name": word, "unknown": word, "near": near], at: span,
        suggestion: Mistake.Suggestion(span, near))
    }
    return nil
  }

  /// Answers what was meant with `save birds to "b.csv"`, which reads as a range.
  func savedTo() -> Mistake? {
    guard makesSuggestions, text(position) == "save", !known.contains("save"),
      ahead(1).kind == .name || ahead(1).kind == .openRound
    else { return nil }
    let last = endOfLine(position)
    for index in position..<last
    where tokens[index].word == .to && tokens[index].kind == .name
      && tokens[index + 1].kind == .textOpen
    {
      let gap = Span(tokens[index - 1].end, tokens[index + 1].start)
      let span = Span(token.start, tokens[last - 1].end)
      let fixed =
        source.text(Span(token.start, gap.start)) + ", " + source.text(Span(gap.end, span.end))
      return Mistake(
        "in-other-words", ["fixed": fixed], at: span, suggestion: checked(span, fixed))
    }
    return nil
  }

  /// The step that a word names, perhaps in the words of another language; nil for all others.
  func stepMeant(_ word: String) -> String? {
    if known.contains(word) || storedNames.contains(word) { return nil }
    if vocabulary.command(word)?.isStep == true { return word }
    guard let ours = Vocabulary.elsewhere[word.lowercased()],
      vocabulary.command(ours)?.isStep == true
    else { return nil }
    return ours
  }
}

/// What the text above a line says about the names that there are.
final class ReadScene: PhraseScene {
  private let read: (tables: [Table], names: Set<String>)

  init(_ parser: Parser, before place: Int) {
    let all = parser.known.union(parser.storedNames)
    var names: [String] = []
    for index in 0..<place
    where parser.tokens[index].kind == .equal && index > 0 && parser.startsLine(index - 1) {
      let name = parser.name(index - 1)
      let value = parser.text(index + 1)
      guard ["load", "dataset"].contains(value) || names.contains(value), value != name else {
        continue
      }
      names.removeAll { $0 == name }
      names.append(name)
    }
    // A name alone can only be what the line is about.
    if names.isEmpty, all.count == 1, let only = all.first { names = [only] }
    read = (names.map { Table(name: $0) }, all.subtracting(names))
  }

  override var tables: [Table] { read.tables }

  override var names: Set<String> { read.names }
}
