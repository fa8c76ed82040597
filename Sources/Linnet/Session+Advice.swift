import LinnetRuntime
import LinnetSyntax

extension Session {
  /// The same mistake, or what its line means in other words.
  ///
  /// A mistake that already proposes something is only replaced where the whole line is a known turn of phrase.
  func advised(_ mistake: Mistake, in program: Program) -> Mistake {
    // A word that is only misspelt needs nothing else said.
    guard Self.mayBePhrase(mistake), mistake.slots["near"] == nil, mistake.slots["capital"] == nil,
      let span = mistake.span, mistake.source === program.source,
      let line = program.lineSpan(at: span.start)
    else { return mistake }
    let scene = SessionScene(self)
    let proposes =
      mistake.suggestion != nil && mistake.slots["ours"] == nil
      || Self.proposals.contains { mistake.slots[$0] != nil }
    return StandardLibrary.library.advice(
      on: line, in: program.source, instead: mistake, scene: scene, isSure: proposes) ?? mistake
  }

  private static let proposals = [
    "step", "summary", "call", "quoted", "formula", "question",
    "digits", "column", "line", "loop", "ended", "fixed",
  ]

  /// True for mistakes that come of words, not of values.
  private static func mayBePhrase(_ mistake: Mistake) -> Bool {
    switch mistake.code.text {
    case "unknown-name", "unknown-function", "column-needs-owner", "unknown-part", "not-a-dataset",
      "unknown-column", "wrong-count", "missing-input", "unknown-option", "not-a-function",
      "no-parts", "wrong-kind", "not-a-question", "unknown-order", "by-needs-a-dataset",
      "function-without-brackets":
      mistake.slots["line"] == nil
    default: false
    }
  }
}

extension Program {
  /// The stretch of the line at an offset, without its spaces; nil for a step behind a line of its own.
  func lineSpan(at offset: Int) -> Span? {
    let line = source.lineIndex(at: offset)
    var (start, end) = (
      source.lineStarts[line], source.lineStarts[line] + source.lineBytes(line).count
    )
    while start < end, source.bytes[start] == 0x20 || source.bytes[start] == 0x09 { start += 1 }
    while end > start, source.bytes[end - 1] == 0x20 || source.bytes[end - 1] == 0x09 { end -= 1 }
    guard start < end, !source.bytes[start..<end].starts(with: "then ".utf8) else { return nil }
    // A line that goes on, or is inside brackets, is not all of what is said.
    for statement in tree.statements
    where statement.span.start <= offset && offset < statement.span.end {
      switch statement.form {
      case .value, .store:
        if statement.span.start < start || statement.span.end > end { return nil }
      default: break
      }
    }
    return Span(start, end)
  }
}
