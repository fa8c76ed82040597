/// Lines that say in other words what the language can do: `birds head 5`, `mean of mass`, `plot y against x`.
///
/// Where a line reads as nothing, it is held against the turns of phrase below. What comes of one must read
/// correctly, else the ordinary mistake stays.
extension Parser {
  /// What a line probably means, in place of a mistake that does not know; nil when no turn of phrase fits.
  func phrase(from statement: Int, instead mistake: Mistake) -> Mistake? {
    guard makesSuggestions else { return nil }
    // What more lines may complete is no phrase yet.
    if token.kind == .endOfSource, mistake.code == "value-missing" || mistake.code == "name-missing"
    {
      return nil
    }
    switch mistake.code.text {
    case "missing-between", "missing-comma", "side-by-side", "unknown-command", "own-line",
      "a-sentence",
      "size-bars", "or-sign", "stray-word", "unit-after-number", "unknown-sign", "value-missing",
      "brackets-needed", "unknown-order", "name-missing", "missing-word":
      break
    default: return nil
    }
    let first = startOfLine(statement)
    let last = endOfLine(first)
    guard last - first >= 2, last - first <= 40 else { return nil }
    let line = Phrase(self, first..<last)
    for turn in Phrase.turns {
      guard let meant = turn(line), meant.fixed != source.text(line.span),
        let fix = checked(line.span, meant.fixed)
      else { continue }
      return Mistake(meant.code, ["fixed": meant.fixed], at: line.span, suggestion: fix)
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

  /// The function that a word names, perhaps in other words; nil for all others.
  func functionMeant(_ word: String) -> String? {
    if vocabulary.functions.contains(word) || vocabulary.isCommand(word) { return word }
    guard let ours = Vocabulary.elsewhere[word.lowercased()], vocabulary.functions.contains(ours)
    else { return nil }
    return ours
  }
}

/// A line as words, to be held against turns of phrase.
struct Phrase {
  private let parser: Parser
  private let range: Range<Int>
  /// The words, signs and numbers in turn, in small letters.
  let words: [String]
  /// Names that hold something, as far as the text says.
  private let names: Set<String>
  /// The table that was stored last above the line.
  private let table: String?

  /// What a line means, and the mistake that says so.
  struct Meant {
    var fixed: String
    var code: MistakeCode = "in-other-words"
  }

  init(_ parser: Parser, _ range: Range<Int>) {
    self.parser = parser
    self.range = range
    words = range.map { parser.text($0).lowercased() }
    names = parser.known.union(parser.storedNames)
    var table: String?
    for index in 0..<range.lowerBound
    where parser.tokens[index].kind == .equal && index > 0 && parser.startsLine(index - 1) {
      switch parser.text(index + 1) {
      case "load", "dataset": table = parser.name(index - 1)
      case let other where other == table: table = parser.name(index - 1)
      default: break
      }
    }
    self.table = table
  }

  /// The stretch of the line.
  var span: Span {
    Span(parser.tokens[range.lowerBound].start, parser.tokens[range.upperBound - 1].end)
  }

  /// The text as written, from one word to before another.
  private func text(_ first: Int, _ end: Int? = nil) -> String {
    let end = end ?? words.count
    guard first < end, end <= words.count else { return "" }
    return parser.source.text(
      Span(
        parser.tokens[range.lowerBound + first].start,
        parser.tokens[range.lowerBound + end - 1].end))
  }

  private func kind(_ place: Int) -> Token.Kind? {
    place < words.count ? parser.tokens[range.lowerBound + place].kind : nil
  }

  private func isKnown(_ place: Int) -> Bool {
    kind(place) == .name && names.contains(text(place, place + 1))
  }

  private func startsValue(_ place: Int) -> Bool {
    switch kind(place) {
    case .name: !parser.tokens[range.lowerBound + place].word.isReserved
    case .number, .textOpen, .openRound, .root: true
    default: false
    }
  }

  /// The one table, or other value, that the line can be about: one that it names, else the only one there is.
  private var subject: String? {
    for place in words.indices where isKnown(place) { return text(place, place + 1) }
    return table ?? (names.count == 1 ? names.first : nil)
  }

  /// A step on the subject; with no subject the step alone, behind `then`.
  private func step(_ step: String) -> Meant? { subject.map { Meant(fixed: "\($0) then \(step)") } }

  /// The turns of phrase, in the order in which they are tried.
  static let turns: [@Sendable (Phrase) -> Meant?] = [
    { $0.stepWithoutThen }, { $0.stepBeforeItsTable }, { $0.pipeSign }, { $0.stepElsewhere },
    { $0.fewRows }, { $0.wordBehindNumber }, { $0.stepOf }, { $0.functionOf }, { $0.savedAs },
    { $0.howMany },
    { $0.selectFrom }, { $0.commandElsewhere },
    { $0.against }, { $0.whichColumns }, { $0.drawnColumn }, { $0.statisticOfTable },
  ]

  /// `birds head 5`, `birds where mass > 4000`, also with a `then` further on.
  private var stepWithoutThen: Meant? {
    guard isKnown(0), kind(1) == .name, let step = parser.stepMeant(text(1, 2)), words.count > 2,
      startsValue(2) || words[2] == "by"
    else { return nil }
    return Meant(fixed: "\(text(0, 1)) then \(step) \(text(2))", code: "then-needed")
  }

  /// `keep birds mass > 4000`: the table stands behind its step.
  private var stepBeforeItsTable: Meant? {
    guard kind(0) == .name, let step = parser.stepMeant(text(0, 1)), step != "plot" else {
      return nil
    }
    // `filter from birds mass > 4000`.
    let table = words.count > 2 && ["from", "in", "of"].contains(words[1]) ? 2 : 1
    guard isKnown(table), words.count > table + 1 else { return nil }
    let next = ["where", "by", "with", "for"].contains(words[table + 1]) ? table + 2 : table + 1
    guard startsValue(next) || words[table + 1] == "by" else { return nil }
    let rest = words[table + 1] == "by" ? text(table + 1) : text(next)
    return Meant(fixed: "\(text(table, table + 1)) then \(step) \(rest)", code: "then-needed")
  }

  /// `birds | keep mass > 4000`.
  private var pipeSign: Meant? {
    guard let bar = words.firstIndex(of: "|"), bar > 0, kind(bar + 1) == .name,
      let step = parser.stepMeant(text(bar + 1, bar + 2))
    else { return nil }
    return Meant(fixed: "\(text(0, bar)) then \(step) \(text(bar + 2))", code: "then-needed")
  }

  /// `birds then order by mass desc`, whose step has another name here.
  private var stepElsewhere: Meant? {
    for place in words.indices.dropLast() where words[place] == "then" {
      let word = text(place + 1, place + 2)
      guard kind(place + 1) == .name, let step = parser.stepMeant(word), step != word else {
        continue
      }
      return Meant(fixed: "\(text(0, place + 1)) \(step) \(text(place + 2))", code: "step-named")
    }
    return nil
  }

  /// `show me the first 5 rows`, `give me the top 10`.
  private var fewRows: Meant? {
    guard !words.contains("then") else { return nil }
    for place in words.indices.dropLast() where kind(place + 1) == .number {
      switch words[place] {
      case "first", "top", "head": return step("first \(words[place + 1])")
      case "last", "bottom", "tail": return step("last \(words[place + 1])")
      default: continue
      }
    }
    return nil
  }

  /// `birds then first 5 rows`.
  private var wordBehindNumber: Meant? {
    guard let last = words.last, ["row", "rows", "lines", "entries", "items"].contains(last),
      words.count > 2, kind(words.count - 2) == .number
    else { return nil }
    return Meant(fixed: text(0, words.count - 1))
  }

  /// `mean of mass`, `the average of birds.mass`, `what is the mean of mass`.
  private var functionOf: Meant? {
    guard let of = words.firstIndex(of: "of"), of > 0, kind(of - 1) == .name,
      let function = parser.functionMeant(text(of - 1, of)) ?? parser.functionMeant(words[of - 1])
    else { return nil }
    let skipsArticle = of + 1 < words.count && ["the", "all", "each"].contains(words[of + 1])
    let start = skipsArticle ? of + 2 : of + 1
    guard startsValue(start) else { return nil }
    let inside = text(start)
    if isKnown(start) { return Meant(fixed: "\(function)(\(inside))") }
    return subject.map { Meant(fixed: "\(function)(\($0).\(inside))") }
  }

  /// `save birds as "b.csv"`, `load "b.csv" as birds`.
  private var savedAs: Meant? {
    guard let middle = words.firstIndex(where: { ["as", "to", "in", "into"].contains($0) }),
      middle + 1 < words.count
    else { return nil }
    let command = ["save", "write", "export"].contains(words[0]) ? "save" : "load"
    if command == "save", middle > 1, kind(middle + 1) == .textOpen {
      return Meant(fixed: "save \(text(1, middle)), \(text(middle + 1))")
    }
    if ["load", "read", "open", "import"].contains(words[0]), kind(1) == .textOpen,
      kind(middle + 1) == .name, middle + 2 == words.count
    {
      return Meant(fixed: "\(text(middle + 1)) = load \(text(1, middle))")
    }
    return nil
  }

  /// `select species, island from birds where year > 2007`.
  private var selectFrom: Meant? {
    guard words[0] == "select", let from = words.firstIndex(of: "from"), from > 1, isKnown(from + 1)
    else { return nil }
    let table = text(from + 1, from + 2)
    let end = words.firstIndex(of: "where") ?? words.count
    guard end == from + 2 else { return nil }
    var fixed = table
    if end + 1 < words.count { fixed += " then keep \(text(end + 1))" }
    if words[1] != "*" { fixed += " then select \(text(1, from))" }
    return Meant(fixed: fixed)
  }

  /// `birds then histogram of mass`.
  private var stepOf: Meant? {
    guard let of = words.firstIndex(of: "of"), of > 1, words[of - 2] == "then",
      parser.stepMeant(text(of - 1, of)) != nil, of + 1 < words.count
    else { return nil }
    return Meant(fixed: "\(text(0, of)) \(text(of + 1))")
  }

  /// `draw mass`, `scatterplot a, b`: a command by another name at the start of a line.
  private var commandElsewhere: Meant? {
    let word = text(0, 1)
    guard kind(0) == .name, !isKnown(0), !parser.vocabulary.isCommand(word),
      let ours = Vocabulary.elsewhere[words[0]], parser.vocabulary.isCommand(ours), startsValue(1)
    else { return nil }
    if ours == "plot", words.count == 2, kind(1) == .name, !isKnown(1) {
      return step("histogram \(text(1))")
    }
    return Meant(fixed: "\(ours) \(text(1))")
  }

  /// `how many penguins`.
  private var howMany: Meant? {
    guard words.count > 2, words[0] == "how", words[1] == "many" || words[1] == "much" else {
      return nil
    }
    return subject.map { Meant(fixed: "count(\($0))") }
  }

  /// `plot mass against year`, `plot mass vs year`.
  private var against: Meant? {
    guard
      let middle = words.firstIndex(where: { ["against", "vs", "versus", "over"].contains($0) }),
      middle > 0, kind(middle - 1) == .name, startsValue(middle + 1),
      ["plot", "draw", "graph", "chart", "scatter", "show"].contains(words[0])
    else { return nil }
    let side = text(middle - 1, middle)
    return step("scatter \(text(middle + 1)), \(side)")
  }

  /// `what columns are there?`, `list the columns`.
  private var whichColumns: Meant? {
    guard ["what", "which", "list", "show"].contains(words[0]),
      words.contains("columns") || words.contains("variables")
    else { return nil }
    return subject.map { Meant(fixed: "columns(\($0))") }
  }

  /// `mean birds mass`, `mean birds`.
  private var statisticOfTable: Meant? {
    guard kind(0) == .name, let function = parser.functionMeant(text(0, 1)), isKnown(1),
      words.count == 3, kind(2) == .name
    else { return nil }
    return Meant(fixed: "\(function)(\(text(1, 2)).\(text(2, 3)))")
  }

  /// `plot birds mass`, `plot birds mass year`.
  private var drawnColumn: Meant? {
    guard ["plot", "draw", "graph", "chart", "show"].contains(words[0]), isKnown(1) else {
      return nil
    }
    let names = words.indices.dropFirst(2).filter { kind($0) == .name && words[$0] != "and" }
    let others = words.indices.dropFirst(2).filter { kind($0) != .name && words[$0] != "," }
    guard others.isEmpty, let first = names.first else { return nil }
    let table = text(1, 2)
    switch names.count {
    case 1: return Meant(fixed: "\(table) then histogram \(text(first, first + 1))")
    case 2:
      return Meant(
        fixed: "\(table) then scatter \(text(first, first + 1)), \(text(names[1], names[1] + 1))")
    default: return nil
    }
  }
}
