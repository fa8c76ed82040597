/// Reads a source into a tree, by recursive descent.
///
/// The grammar is `Grammar/linnet.ebnf`; its rules stand above the functions that read them. A mistake
/// ends its statement and reading goes on at the next line, so that up to three independent mistakes
/// are found in one go.
public struct Parser {
  let source: Source
  let vocabulary: Vocabulary
  let tokens: [Token]
  let partners: [Int32]
  /// The token to be read next.
  var position = 0
  /// How many brackets are open: inside them a line end means nothing.
  var brackets = 0
  /// How many values, blocks and brackets are being read inside each other.
  var nesting = 0
  let deepest: Int
  /// Names that have a value: those the session has, and those stored in this source.
  var known: Set<String>
  /// True where a single `=` can only be a question.
  var isQuestion = false
  /// How many brackets were open where the inputs of a step began to which a `by` belongs; -1 for none.
  var groupingBrackets = -1
  /// Blocks that are open, innermost last.
  var blocks: [OpenBlock] = []
  /// A block whose `end`, by the spacing, was taken for another's.
  var suspect: OpenBlock?
  /// True when a block was opened with `{`, so that `}` is read as `end`.
  var hasCurlyBlocks = false
  var functionDepth = 0
  var loopDepth = 0
  /// The sign after which the statement went on in the next line; -1 for none.
  var continuation = -1
  var mistakes: [Mistake] = []
  var notes: [Note] = []
  /// True when the first mistake would go away if more lines followed.
  var isUnfinished = false
  /// False while a suggestion is being tried, so that no suggestions are made about it.
  let makesSuggestions: Bool
  /// The names that the session has, without those of this text.
  var sessionNames: Set<String> = []
  /// What is known about the names around a line that says something in other words; nil for the text alone.
  var scene: PhraseScene?

  /// A block that waits for its `end`.
  struct OpenBlock {
    /// The token that opened it, such as `if` or `define`.
    var header: Int
    /// The column of the first word of its line.
    var column: Int
  }

  /// How many mistakes one reading reports; more while a suggestion is being tried.
  var mostMistakes: Int { makesSuggestions ? 3 : 50 }
  /// How many notes one reading gives; a long program with one habit needs no more.
  static let mostNotes = 20
  /// How deep a calculation may be; long chains such as `1 + 1 + …` are deep too.
  static let deepestValue = 1000

  /// Reads a whole source.
  ///
  /// `vocabulary` holds the commands and functions. `knownNames` are the variables and functions that the session already has: they tell
  /// `first - 1` with a variable `first` from the command. `nesting` limits how many brackets and
  /// blocks may stand inside each other; beyond it the mistake is `too-deep`.
  /// A `scene` knows more about the names than the text, for advice on lines in other words.
  public static func read(
    _ source: Source, vocabulary: Vocabulary, knownNames: Set<String> = [], nesting: Int = 200,
    scene: PhraseScene? = nil
  ) -> Reading {
    read(
      source, vocabulary: vocabulary, knownNames: knownNames, nesting: nesting,
      makesSuggestions: true, scene: scene)
  }

  static func read(
    _ source: Source, vocabulary: Vocabulary, knownNames: Set<String>, nesting: Int,
    makesSuggestions: Bool, scene: PhraseScene? = nil
  ) -> Reading {
    let (tokens, partners) = Lexer.read(source, vocabulary)
    var parser = Parser(
      source: source, vocabulary: vocabulary, tokens: tokens, partners: partners,
      deepest: max(1, nesting), known: knownNames, makesSuggestions: makesSuggestions)
    parser.scene = scene
    parser.sessionNames = knownNames
    parser.learnNames()
    let statements = parser.program()
    let state: Reading.State =
      parser.mistakes.isEmpty
      ? .complete : parser.isUnfinished && parser.mistakes.count == 1 ? .incomplete : .failed
    return Reading(
      tree: Tree(statements: statements), mistakes: parser.mistakes, notes: parser.notes,
      state: state)
  }

  private init(
    source: Source, vocabulary: Vocabulary, tokens: [Token], partners: [Int32], deepest: Int,
    known: Set<String>, makesSuggestions: Bool
  ) {
    self.source = source
    self.vocabulary = vocabulary
    self.tokens = tokens
    self.partners = partners
    self.deepest = deepest
    self.known = known
    self.makesSuggestions = makesSuggestions
  }

  // MARK: Looking at tokens

  var token: Token { tokens[position] }

  /// The token some places further on, line ends included.
  func ahead(_ steps: Int) -> Token { tokens[min(position + steps, tokens.count - 1)] }

  /// The name at a token; `π` is `pi`.
  func name(_ index: Int) -> String {
    let text = source.text(tokens[index].span)
    return text == "π" ? "pi" : text
  }

  /// The words of the source at a token.
  func text(_ index: Int) -> String { source.text(tokens[index].span) }

  /// Goes to the next token; inside brackets line ends are skipped.
  mutating func advance() {
    if position < tokens.count - 1 { position += 1 }
    if brackets > 0 { skipLineEnds() }
  }

  mutating func skipLineEnds() {
    while token.kind == .newline, position < tokens.count - 1 { position += 1 }
  }

  /// Goes past a sign that cannot end a line, and past the line end after it.
  mutating func advanceOverSign() {
    let sign = position
    advance()
    if token.kind == .newline {
      continuation = sign
      skipLineEnds()
    }
  }

  /// True when a token starts a line, or follows `;`.
  func startsLine(_ index: Int) -> Bool { index == 0 || tokens[index - 1].kind == .newline }

  /// True when there is no space between a token and the one before.
  func isAttached(_ index: Int) -> Bool {
    index > 0 && tokens[index - 1].end == tokens[index].start
  }

  /// The stretch from a token to the last one read.
  func span(from first: Int) -> Span {
    var last = max(first, position - 1)
    while last > first, tokens[last].kind == .newline { last -= 1 }
    return Span(tokens[first].start, tokens[last].end)
  }

  // MARK: Limits

  mutating func enter() throws(Mistake) {
    nesting += 1
    if nesting > deepest { throw Mistake("too-deep", at: token.span) }
  }

  mutating func leave() { nesting -= 1 }

  func make(_ form: Expression.Form, _ span: Span) throws(Mistake) -> Expression {
    let value = Expression(form, span)
    if value.depth > Self.deepestValue {
      throw Mistake("too-deep", at: Span(max(span.start, span.end - 1), span.end))
    }
    return value
  }

  // MARK: Going on after a mistake

  /// Keeps a mistake, unless there are enough or its line already has one.
  mutating func record(_ mistake: Mistake, from statement: Int) {
    if !mistakes.isEmpty, mistake.code == "extra-end" || mistake.code == "missing-end" { return }
    if mistake.code == "too-deep", mistakes.contains(where: { $0.code == mistake.code }) { return }
    if mistake.code == "extra-bracket" {
      if hasCurlyBlocks { return }
      for other in mistakes where other.code == "unclosed-bracket" { return }
    }
    var kept = mistake.isAdvice ? mistake : unclosedText(mistake, from: statement) ?? mistake
    kept.source = source
    // What the sentences propose must read correctly.
    if kept.suggestion == nil, makesSuggestions { kept.slots["fixed"] = nil }
    if let span = kept.span {
      let line = source.lineIndex(at: span.start)
      for other in mistakes {
        if let place = other.span, source.lineIndex(at: place.start) == line { return }
      }
    }
    if mistakes.isEmpty { isUnfinished = token.kind == .endOfSource && canBeFinished(kept) }
    mistakes.append(kept)
    if mistakes.count >= mostMistakes { position = tokens.count - 1 }
  }

  private func canBeFinished(_ mistake: Mistake) -> Bool {
    switch mistake.code.text {
    case "unclosed-bracket", "missing-end", "value-missing", "name-missing": true
    default: false
    }
  }

  /// A forgotten quote confuses the whole line, so it is what the line's mistake is about.
  private func unclosedText(_ mistake: Mistake, from statement: Int) -> Mistake? {
    var index = statement
    while index < tokens.count, index <= position || tokens[index].kind != .newline {
      if tokens[index].kind == .unclosedText { return unclosedText(at: index) }
      if tokens[index].kind == .newline, index >= position { break }
      index += 1
    }
    return nil
  }

  /// Goes to the line after a mistake.
  mutating func recover(from statement: Int) {
    if position <= statement { position = min(statement + 1, tokens.count - 1) }
    skipToLineEnd()
  }

  /// Goes to the end of the line, out of all brackets.
  mutating func skipToLineEnd() {
    brackets = 0
    groupingBrackets = -1
    isQuestion = false
    while token.kind != .newline, token.kind != .endOfSource { position += 1 }
  }
}
