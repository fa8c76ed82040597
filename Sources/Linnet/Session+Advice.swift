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
    scene.look(around: line.start, in: program.source)
    let mistake = tried(mistake, in: scene, isStep: program.source.bytes.hasThen(in: line))
    if mistake.slots["groups"] != nil { return mistake }
    // Its text may hold the comparison, which the book does not look into.
    if mistake.slots["step"] != nil, mistake.slots["name"]?.lowercased() == "countif" {
      return mistake
    }
    let proposes =
      mistake.suggestion != nil && mistake.slots["ours"] == nil
      || Self.proposals.contains { mistake.slots[$0] != nil }
    return StandardLibrary.library.advice(
      on: line, in: program.source, instead: mistake, scene: scene, isSure: proposes) ?? mistake
  }

  /// The mistake without what it proposes where that does not work.
  private func tried(_ mistake: Mistake, in scene: SessionScene, isStep: Bool) -> Mistake {
    var mistake = mistake
    if isStep { return mistake }
    mistake.slots["groups"] = nil
    for slot in ["step", "call"] {
      guard let line = mistake.slots[slot], case .fails(let next) = scene.attempt(line) else {
        continue
      }
      // What the next mistake would propose can be said at once.
      let better = next.slots["step"] ?? next.slots["fixed"] ?? next.slots["count"]
      if let better, case .works = scene.attempt(better) {
        mistake.slots[slot] = better
      } else if mistake.slots["ours"] != nil || mistake.code != "no-parts" {
        mistake.slots[slot] = nil
        mistake.suggestion = nil
      }
    }
    return mistake
  }

  private static let proposals = [
    "step", "summary", "call", "quoted", "formula", "question",
    "digits", "line", "loop", "ended", "fixed",
  ]

  /// True for mistakes that come of words, not of values.
  private static func mayBePhrase(_ mistake: Mistake) -> Bool {
    switch mistake.code.text {
    case "your-own", "expected", "divide-by-zero", "out-of-time", "interrupted", "too-much-memory",
      "too-many-steps", "too-long", "no-such-file", "not-a-number-text",
      "too-many-calls", "files-not-allowed", "comma-in-number",
      "count-needs-by", "cannot-draw":
      false
    default: mistake.slots["line"] == nil
    }
  }
}

extension [UInt8] {
  /// Whether the word `then` stands in a stretch.
  fileprivate func hasThen(in span: Span) -> Bool {
    let word = Array(" then ".utf8)
    guard span.end - span.start >= word.count else { return false }
    return (span.start...(span.end - word.count)).contains { self[$0...].starts(with: word) }
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
