extension Parser {
  /// Reads a whole program.
  ///
  ///     program = {line end} {statement line end {line end}}
  mutating func program() -> [Statement] {
    var statements: [Statement] = []
    while true {
      skipLineEnds()
      skipPrompt()
      if token.kind == .endOfSource { return statements }
      statementOrMistake(into: &statements)
    }
  }

  /// Reads one statement into a list, or keeps its mistake and goes to the next line.
  mutating func statementOrMistake(into statements: inout [Statement]) {
    let start = position
    let level = nesting
    let open = blocks.count
    let (functions, loops) = (functionDepth, loopDepth)
    continuation = -1
    do throws(Mistake) {
      statements.append(try statement())
      try statementEnd(from: start)
    } catch {
      record(phrase(from: start, instead: error) ?? error, from: start)
      nesting = level
      blocks.removeLast(blocks.count - open)
      (functionDepth, loopDepth) = (functions, loops)
      recover(from: start)
    }
  }

  /// A statement ends with its line, or where the block around it goes on.
  private mutating func statementEnd(from start: Int) throws(Mistake) {
    switch token.kind {
    case .newline, .endOfSource: return
    case .closeCurly where hasCurlyBlocks: return
    case .name where !blocks.isEmpty:
      switch token.word {
      case .end, .elseWord, .otherwise, .elseIf: return
      default: break
      }
    default: break
    }
    throw unexpected(after: nil, from: start)
  }

  /// Reads one statement.
  ///
  ///     statement = if | repeat | for | while | "stop" | "next" | return | define | try | fail | expect
  ///               | use | carry on | formula | store | pipeline
  mutating func statement() throws(Mistake) -> Statement {
    try enter()
    defer { leave() }
    let start = position
    guard token.kind == .name else { return try valueOrStore() }
    switch token.word {
    case .ifWord where !isChoiceLine: return try branch()
    case .repeat: return try repetition()
    case .forWord: return try forLoop()
    case .whileWord: return try whileLoop()
    case .define: return try definition()
    case .tryWord: return try attempt()
    case .stop, .next:
      let isStop = token.word == .stop
      if loopDepth == 0 { throw Mistake("outside-loop", ["word": text(position)], at: token.span) }
      advance()
      return Statement(isStop ? .stop : .next, span(from: start))
    case .returnWord:
      if functionDepth == 0 { throw Mistake("outside-function", at: token.span) }
      advance()
      let value = endsStatement ? nil : try pipeline()
      return Statement(.result(value), span(from: start))
    case .expect: return try expectation()
    case .use: return try useFile()
    case .then:
      for index in 0..<start where tokens[index].kind != .newline {
        throw Mistake("then-alone", at: token.span)
      }
      advance()
      skipLineEnds()
      var step = try self.step()
      while try startsThen() {
        step = try make(.pipe(input: step, step: try self.step()), step.span)
      }
      return Statement(.carryOn(step: step), span(from: start))
    case .end, .elseWord, .otherwise, .each, .inWord, .isWord, .and, .or:
      throw strayWord()
    case .fail
    where !known.contains("fail") && (isCommandUse(position) || ahead(1).kind == .openRound):
      advance()
      let message = try pipeline()
      return Statement(.fail(message), span(from: start))
    case .letting where ahead(1).kind == .name && ahead(2).kind == .equal:
      advance()
    case .defining where ahead(1).kind == .name && !known.contains(text(position)):
      return try foreignDefinition()
    default:
      if let mistake = savedTo() ?? foreignStatement() { throw mistake }
    }
    return try valueOrStore()
  }

  /// True where nothing of the statement follows.
  var endsStatement: Bool {
    switch token.kind {
    case .newline, .endOfSource: true
    case .closeCurly: hasCurlyBlocks
    case .name:
      !blocks.isEmpty
        && (token.word == .end || token.word == .elseWord || token.word == .otherwise
          || token.word == .elseIf)
    default: false
    }
  }

  /// Reads a value, a value to be stored, or a one-line function.
  ///
  ///     formula = name "(" [parameters] ")" "=" expression
  ///     store   = target "=" pipeline
  ///     target  = name {"[" pipeline "]" | "." name}
  mutating func valueOrStore() throws(Mistake) -> Statement {
    let start = position
    if token.kind == .name, !token.word.isReserved, ahead(1).kind == .openRound,
      partners[position + 1] >= 0,
      tokens[Int(partners[position + 1]) + 1].kind == .equal,
      let formula = try self.formula()
    {
      return formula
    }
    if token.kind == .name, !token.word.isReserved, ahead(1).kind == .equal {
      let target = Expression(.name(name(position)), token.span)
      advance()
      advanceOverSign()
      return try store(target, from: start)
    }
    let value = try pipeline()
    guard token.kind == .equal else {
      if !endsStatement { throw unexpected(after: value, from: start) }
      return Statement(.value(value), span(from: start))
    }
    try checkTarget(value, from: start)
    advanceOverSign()
    return try store(value, from: start)
  }

  private mutating func store(_ target: Expression, from start: Int) throws(Mistake) -> Statement {
    // `x =` and in the next line `show 1`: the value was forgotten, not put into the next line.
    if continuation >= 0, position > continuation + 1, startsLine(position),
      token.kind == .name, token.word == .showing, isCommandUse(position)
    {
      let sign = tokens[continuation].span
      position = continuation + 1
      throw Mistake("value-missing", ["after": "="], at: sign)
    }
    let value = try pipeline()
    if token.kind == .comma { throw strayComma(after: value, from: start) }
    if !endsStatement { throw unexpected(after: value, from: start) }
    return Statement(.store(target: target, value: value), span(from: start))
  }

  /// Reads `f(x) = …`; nil when the brackets hold something other than names.
  private mutating func formula() throws(Mistake) -> Statement? {
    let start = position
    let close = Int(partners[position + 1])
    guard holdsParameters(position + 1, close) else { return nil }
    let name = self.name(position)
    let nameSpan = token.span
    let comment = commentAbove(start)
    advance()
    let parameters = try self.parameters()
    return try formulaBody(
      name, nameSpan, parameters, comment, from: start)
  }

  /// Reads the `= expression` of a one-line function.
  mutating func formulaBody(
    _ name: String, _ nameSpan: Span, _ parameters: [Parameter], _ comment: String, from start: Int
  ) throws(Mistake) -> Statement {
    advanceOverSign()
    functionDepth += 1
    defer { functionDepth -= 1 }
    let value = try pipeline()
    if token.kind == .comma { throw strayComma(after: value, from: start) }
    if !endsStatement { throw unexpected(after: value, from: start) }
    let result = Statement(.result(value), value.span)
    let body = FunctionBody(
      name: name, nameSpan: nameSpan, parameters: parameters, block: [result], isFormula: true,
      comment: comment)
    return Statement(.define(body), span(from: start))
  }

  /// True when a pair of brackets holds only names, or names with a default.
  func holdsParameters(_ open: Int, _ close: Int) -> Bool {
    var index = open + 1
    while index < close {
      guard tokens[index].kind == .name, !tokens[index].word.isReserved else { return false }
      if tokens[index + 1].kind == .colon { return true }
      guard tokens[index + 1].kind == .comma || index + 1 == close else { return false }
      index += 2
    }
    return true
  }

  /// Reads the inputs of a function as written.
  ///
  ///     parameters = "(" [parameter {"," parameter}] ")"
  ///     parameter  = name [":" expression]
  mutating func parameters() throws(Mistake) -> [Parameter] {
    let opener = position
    brackets += 1
    advance()
    var result: [Parameter] = []
    while token.kind != .closeRound {
      guard token.kind == .name, !token.word.isReserved else {
        throw nameMissing(inBracketsFrom: opener)
      }
      let place = position
      let name = self.name(place)
      for other in result where other.name == name {
        throw Mistake("same-name-twice", ["name": name], at: tokens[place].span)
      }
      advance()
      var standard: Expression?
      if token.kind == .colon || token.kind == .equal {
        advance()
        standard = try expression()
      } else if let last = result.last, last.standard != nil {
        throw Mistake(
          "options-come-last", ["name": name, "option": last.name], at: tokens[place].span)
      }
      result.append(Parameter(name: name, span: tokens[place].span, standard: standard))
      if token.kind == .comma {
        advance()
      } else if token.kind != .closeRound {
        throw unclosed(opener, after: nil)
      }
    }
    brackets -= 1
    advance()
    return result
  }

  /// Reads a check.
  ///
  ///     expect = "expect" question ["else" expression]
  private mutating func expectation() throws(Mistake) -> Statement {
    let start = position
    advance()
    let question = try asQuestion(isQuestion: true)
    var message: Expression?
    if token.word == .elseWord, token.kind == .name {
      advance()
      message = try expression()
    }
    return Statement(.expect(question, message: message), span(from: start))
  }

  private mutating func asQuestion(isQuestion value: Bool) throws(Mistake) -> Expression {
    let before = isQuestion
    isQuestion = value
    defer { isQuestion = before }
    return try pipeline()
  }

  /// Reads the name of a file to bring in.
  ///
  ///     use = "use" text
  private mutating func useFile() throws(Mistake) -> Statement {
    let start = position
    advance()
    let place = token.span
    let hasBracket = token.kind == .openRound && ahead(1).kind == .textOpen
    if hasBracket { advance() }
    guard token.kind == .textOpen else { throw Mistake("use-needs-text", at: token.span) }
    let path = try self.text()
    if hasBracket {
      guard token.kind == .closeRound else { throw unclosed(start + 1, after: nil) }
      advance()
    }
    var plain = ""
    if case .text(let parts) = path.form {
      for part in parts {
        guard case .literal(let piece) = part else { throw Mistake("use-needs-text", at: place) }
        plain += piece
      }
    }
    return Statement(.use(plain, pathSpan: path.span), span(from: start))
  }

  /// The comment lines straight above a statement, without their `#`.
  func commentAbove(_ start: Int) -> String {
    var line = source.lineIndex(at: tokens[start].start) - 1
    var lines: [String] = []
    while line >= 0, lines.count < 40 {
      let bytes = source.lineBytes(line)
      guard let first = bytes.firstIndex(where: { $0 != 0x20 && $0 != 0x09 }), bytes[first] == 0x23
      else { break }
      var from = first + 1
      if from < bytes.endIndex, bytes[from] == 0x20 { from += 1 }
      lines.append(String(decoding: bytes[from...], as: UTF8.self))
      line -= 1
    }
    lines.reverse()
    var result = ""
    for (index, text) in lines.enumerated() { result += index == 0 ? text : "\n" + text }
    return result
  }

  /// Goes past a prompt that was copied with the line.
  mutating func skipPrompt() {
    guard startsLine(position) else { return }
    if token.kind == .prompt || token.kind == .dots {
      position += 1
    } else if token.kind == .name, ahead(1).kind == .greater, text(position) == "linnet",
      isAttached(position + 1), !known.contains("linnet"), ahead(2).kind != .endOfSource
    {
      position += 2
    }
  }
}
