/// `if … then … else …` as a value.
extension Parser {
  /// True at an `if` with something after it that may be a question.
  func startsChoice(_ index: Int) -> Bool {
    guard tokens[index].kind == .name, tokens[index].word == .ifWord, index + 1 < tokens.count
    else { return false }
    let next = tokens[index + 1]
    if next.kind == .newline || next.kind == .endOfSource { return false }
    return next.kind == .name && next.word == .ifWord || mayStartValue(index + 1)
  }

  /// Reads a choice between values.
  ///
  ///     choice = "if" question "then" chosen {"else" "if" question "then" chosen} "else" chosen
  mutating func choice() throws(Mistake) -> Expression {
    try enter()
    defer { leave() }
    let start = position
    let before = isQuestion
    defer { isQuestion = before }
    var choices: [Choice] = []
    while true {
      let header = position
      advance()
      isQuestion = true
      let question = try expression()
      isQuestion = false
      guard try startsThen() else { throw thenMissing(question, header) }
      let value = try chosen()
      choices.append(Choice(question: question, value: value))
      guard goesOnWithElse() else {
        throw Mistake("if-needs-else", at: tokens[header].span)
      }
      if token.word == .elseIf { continue }
      advanceOverSign()
      if !startsChoice(position) { break }
    }
    let otherwise = try chosen()
    return try make(.choice(choices, otherwise: otherwise), span(from: start))
  }

  /// Reads one of the values between which is chosen.
  ///
  ///     chosen = command | expression
  private mutating func chosen() throws(Mistake) -> Expression {
    isCommandUse(position) ? try command(isChosen: true) : try expression()
  }

  /// Goes to an `else` (or `elif`), which may also start the next line where no block can want it.
  private mutating func goesOnWithElse() -> Bool {
    func isElse(_ index: Int) -> Bool {
      tokens[index].kind == .name
        && (tokens[index].word == .elseWord || tokens[index].word == .elseIf)
    }
    if isElse(position) { return true }
    guard token.kind == .newline, isElse(position + 1),
      blocks.last.map({ tokens[$0.header].word != .ifWord }) ?? true
    else { return false }
    position += 1
    return true
  }

  /// The mistake that the question of an `if` has no `then` after it.
  private mutating func thenMissing(_ question: Expression, _ header: Int) -> Mistake {
    if token.kind == .colon {
      return Mistake("if-needs-then", at: token.span, suggestion: checked(token.span, " then"))
    }
    if token.kind == .newline || token.kind == .endOfSource
      || token.kind == .name && token.isReserved
    {
      return Mistake("if-needs-then", at: Span(tokens[header].start, question.span.end))
    }
    return unexpected(after: question, from: header)
  }

  /// True where a line that starts with `if` is a value and no block.
  ///
  /// It is one when every `if` on it has its `then` and `else`, nothing closes a block, and what follows
  /// the first `then` is no statement.
  var isChoiceLine: Bool {
    guard startsChoice(position) else { return false }
    var (ifs, elses, index, texts) = (0, 0, position, 0)
    var firstThen: Int?
    while tokens[index].kind != .newline, tokens[index].kind != .endOfSource {
      switch tokens[index].kind {
      case .textOpen: texts += 1
      case .textClose: texts -= 1
      case .openRound, .openSquare:
        if partners[index] >= 0 { index = Int(partners[index]) }
      case .name where texts == 0:
        switch tokens[index].word {
        case .ifWord: ifs += 1
        case .elseWord: elses += 1
        case .elseIf: (ifs, elses) = (ifs + 1, elses + 1)
        case .end: return false
        case .then where firstThen == nil: firstThen = index
        default: break
        }
      default: break
      }
      index += 1
    }
    guard let firstThen, elses >= ifs else { return false }
    let after = tokens[firstThen + 1]
    return after.kind != .newline && !isElse(index - 1)
      && (!startsStatement(firstThen + 1) || startsChoice(firstThen + 1))
  }

  private func isElse(_ index: Int) -> Bool {
    tokens[index].kind == .name && tokens[index].word == .elseWord
  }
}
