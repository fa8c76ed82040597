/// A table and what is done with it, one after the other, in whatever way that is written.
///
///     birds %>% filter(mass > 4) %>% arrange(desc(mass))
///     birds.groupby("species").mean()
///     birds head 5
///     filter(birds, mass > 4)
struct PhraseChain {
  private let words: PhraseWords
  private let table: PhraseScene.Table
  private var steps: [ArraySlice<PhraseUnit>] = []
  private var hasThen = false
  private var hasPipe = false
  /// True for points and brackets of other languages.
  private var hasSign = false

  /// The line and the mistake that says it; nil when a step says nothing that is known.
  var meant: PhraseAdvice.Meant? {
    var line = table.name
    var groups: String?
    var code: MistakeCode?
    var hasOwnNames = true
    for (place, step) in steps.enumerated() {
      let isAlone = place == 0 && !hasThen && !hasSign && !hasPipe
      guard let (meaning, said) = meaning(of: step, isAlone: isAlone) else { return nil }
      code = code ?? said
      if let first = step.first, words.vocabulary.command(first.text)?.isStep != true {
        hasOwnNames = false
      }
      if meaning.utf8.starts(with: "by ".utf8) {
        groups = meaning
      } else if meaning != "ungroup" {
        line += " then " + meaning
        if let by = groups { line += " " + by }
        groups = nil
      }
    }
    if let groups { line += " then summarise n = count() " + groups }
    if hasThen, !hasOwnNames { code = code ?? "step-named" }
    if hasThen || hasSign { code = code ?? "in-other-words" }
    return PhraseAdvice.Meant(fixed: line, code: code ?? "then-needed")
  }

  /// Takes a line apart; nil when it is no table with steps.
  init?(_ units: ArraySlice<PhraseUnit>, _ words: PhraseWords) {
    self.words = words
    guard let ordered = Self.tableFirst(units, words), let first = ordered.units.first,
      let table = words.table(first)
    else { return nil }
    self.table = table
    hasSign = ordered.isCall
    var rest = ordered.units.dropFirst()
    guard !rest.isEmpty else { return nil }
    while let next = rest.first {
      let start = rest.startIndex
      if isSeparator(next) {
        if next.kind == .word { hasThen = true } else { hasPipe = true }
        rest = rest.dropFirst()
        guard !rest.isEmpty else { return nil }
        let part = rest.parts(between: isSeparator)[0]
        guard !part.isEmpty else { return nil }
        steps.append(part)
        rest = rest[part.endIndex...]
      } else if next.isSign("."), rest.count > 1, rest[start + 1].kind == .word {
        hasSign = true
        var end = start + 2
        if end < rest.endIndex, rest[end].isSign("(") {
          end = (rest.partner(of: end) ?? rest.endIndex - 1) + 1
        }
        steps.append(rest[(start + 1)..<end])
        rest = rest[end...]
      } else if next.isSign("[") {
        hasSign = true
        let close = rest.partner(of: start) ?? rest.endIndex - 1
        steps.append(rest[start...close])
        rest = rest[(close + 1)...]
      } else if steps.isEmpty, rest.count > 1, words.step(rest[start + 1]) != nil,
        next.kind == .sign || words.book.isOne(of: "and", next)
      {
        // `birds, keep mass > 4`, `birds -> keep mass > 4`.
        hasPipe = true
        let part = rest.dropFirst().parts(between: isSeparator)[0]
        steps.append(part)
        rest = rest[part.endIndex...]
      } else if steps.isEmpty, next.kind == .word {
        let part = rest.parts(between: isSeparator)[0]
        steps.append(part)
        rest = rest[part.endIndex...]
      } else {
        return nil
      }
    }
  }

  private func isSeparator(_ unit: PhraseUnit) -> Bool {
    switch unit.small {
    case "%>%", "|>", "|", "=>": unit.kind == .sign
    default: words.book.isOne(of: "then", unit)
    }
  }

  /// `keep birds mass > 4` and `filter(birds, mass > 4)` with the table in front.
  private static func tableFirst(
    _ units: ArraySlice<PhraseUnit>, _ words: PhraseWords
  ) -> (units: ArraySlice<PhraseUnit>, isCall: Bool)? {
    guard let first = units.first else { return nil }
    if words.table(first) != nil { return (units, false) }
    let start = units.startIndex
    guard units.count > 2, first.kind == .word, words.step(first) != nil || isStep(first, words)
    else { return nil }
    if units[start + 1].isSign("("), words.table(units[start + 2]) != nil {
      let close = units.partner(of: start + 1) ?? units.endIndex
      var inside = units[(start + 3)..<min(close, units.endIndex)]
      guard inside.isEmpty || inside.first?.isSign(",") == true else { return nil }
      inside = inside.dropFirst()
      let tail = close < units.endIndex ? Array(units[(close + 1)...]) : []
      let call = [PhraseUnit(.sign, "|>"), first, PhraseUnit(.sign, "(", isAttached: true)]
      let whole = [units[start + 2]] + call + Array(inside) + [PhraseUnit(.sign, ")")] + tail
      return (whole[...], true)
    }
    var place = start + 1
    while place < units.endIndex - 1,
      words.book.isOne(of: "from", units[place]) || words.book.isOne(of: "the", units[place])
    {
      place += 1
    }
    guard words.table(units[place]) != nil, place + 1 < units.endIndex else { return nil }
    var rest = units[(place + 1)...]
    if let next = rest.first, words.book.isOne(of: "where", next), rest.count > 1 {
      rest = rest.dropFirst()
    }
    return (([units[place], first] + Array(rest))[...], false)
  }

  private static func isStep(_ unit: PhraseUnit, _ words: PhraseWords) -> Bool {
    words.book.steps.contains { entry in
      guard case .word(let choices)? = entry.pattern.pieces.first else { return false }
      return choices.contains(unit.small)
    }
  }

  // MARK: What it means

  /// What one step is here.
  private func meaning(
    of step: ArraySlice<PhraseUnit>, isAlone: Bool
  ) -> (line: String, code: MistakeCode?)? {
    var step = step
    guard let first = step.first else { return nil }
    let start = step.startIndex
    if first.isSign("[") { return picked(step).map { ($0, nil) } }
    if step.count >= 3, step[start + 1].isSign("("),
      step.partner(of: start + 1) == step.endIndex - 1 || step.partner(of: start + 1) == nil
    {
      var inside = Array(step[(start + 2)...])
      if inside.last?.isSign(")") == true { inside.removeLast() }
      step = ([first] + inside)[...]
    }
    for entry in words.book.steps {
      var found: String?
      var match = PhraseMatch(step, words)
      let filling = PhraseFilling(words: words)
      _ = match.find(entry.pattern) { bound in
        found = filling.line(entry.template, bound, for: table)
        return found != nil
      }
      if let found { return (found, entry.code) }
    }
    guard let ours = words.step(first) else { return nil }
    // Without `then` a word such as `is` or `count` between others is hardly a step.
    if step.count == 1 {
      return isAlone && words.vocabulary.command(ours)?.needsInput == true ? nil : (ours, nil)
    }
    let rest = step.dropFirst()
    var formula = PhraseFormula(words, table, isStep: true)
    if ours == "keep" || ours == "drop" {
      guard let question = PhraseQuestion(words, table).written(rest) else { return nil }
      return (ours + " " + question, nil)
    }
    formula.isQuestion = false
    return formula.written(rest).map { (ours + " " + $0, nil) }
  }

  /// `[["a", "b"]]` and `[birds.mass > 3]`.
  private func picked(_ step: ArraySlice<PhraseUnit>) -> String? {
    let inside = step.dropFirst().dropLast()
    guard let first = inside.first else { return nil }
    if first.isSign("[") {
      let names = PhraseUnit(.word, "select")
      return meaning(of: ([names] + Array(inside))[...], isAlone: false)?.line
    }
    // `birds[birds$mass > 3, ]`.
    let question = inside.last?.isSign(",") == true ? inside.dropLast() : inside
    return PhraseQuestion(words, table).written(question).map { "keep " + $0 }
  }
}
