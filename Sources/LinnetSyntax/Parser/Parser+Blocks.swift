extension Parser {
  // MARK: The statements with a block

  /// Reads `if` with its branches.
  ///
  ///     if = "if" question line end block {"else" "if" question line end block}
  ///          ["else" line end block] "end"
  mutating func branch() throws(Mistake) -> Statement {
    let start = position
    openBlock()
    var branches: [Branch] = []
    var otherwise: [Statement]?
    while true {
      let question = header { (parser) throws(Mistake) in try parser.question() }
      let block = try self.block()
      branches.append(
        Branch(question: question ?? Expression(.truth(true), tokens[start].span), block: block))
      if token.kind == .closeCurly, ahead(1).word == .elseWord || ahead(1).word == .elseIf {
        position += 1
      }
      if isElseIf {
        if token.word == .elseWord { advance() }
        advance()
        continue
      }
      if token.kind == .name, token.word == .elseWord {
        advance()
        endHeader()
        otherwise = try self.block()
      }
      break
    }
    closeBlock()
    return Statement(.branch(branches, otherwise: otherwise), span(from: start))
  }

  /// True at `else if` (also `elif`).
  private var isElseIf: Bool {
    guard token.kind == .name else { return false }
    return token.word == .elseIf
      || token.word == .elseWord && ahead(1).kind == .name && ahead(1).word == .ifWord
  }

  /// Reads a loop with a number of turns.
  ///
  ///     repeat = "repeat" expression ["times"] line end block "end"
  mutating func repetition() throws(Mistake) -> Statement {
    let start = position
    openBlock()
    let count = header { (parser) throws(Mistake) in
      if parser.token.kind == .newline || parser.token.kind == .endOfSource
        || parser.token.kind == .colon
      {
        throw Mistake("repeat-count", at: parser.tokens[start].span)
      }
      let count = try parser.expression()
      if parser.token.word == .times, parser.token.kind == .name { parser.advance() }
      return count
    }
    loopDepth += 1
    defer { loopDepth -= 1 }
    let block = try self.block()
    closeBlock()
    return Statement(
      .repetition(count: count ?? Expression(.whole(0), tokens[start].span), block: block),
      span(from: start))
  }

  /// Reads a loop with a question.
  ///
  ///     while = "while" question line end block "end"
  mutating func whileLoop() throws(Mistake) -> Statement {
    let start = position
    openBlock()
    let question = header { (parser) throws(Mistake) in try parser.question() }
    loopDepth += 1
    defer { loopDepth -= 1 }
    let block = try self.block()
    closeBlock()
    return Statement(
      .loop(while: question ?? Expression(.truth(false), tokens[start].span), block: block),
      span(from: start))
  }

  /// Reads a loop through items or numbers.
  ///
  ///     for = "for" ["each"] name "in" items line end block "end"
  ///         | "for" name "from" value "to" value ["by" value] line end block "end"
  mutating func forLoop() throws(Mistake) -> Statement {
    let start = position
    openBlock()
    let turn = header { (parser) throws(Mistake) in try parser.turn() }
    loopDepth += 1
    defer { loopDepth -= 1 }
    let block = try self.block()
    closeBlock()
    guard let turn else { return Statement(.stop, span(from: start)) }
    if let first = turn.from, let last = turn.to {
      return Statement(
        .counting(
          name: turn.name, nameSpan: turn.nameSpan, from: first, to: last, by: turn.by,
          block: block),
        span(from: start))
    }
    return Statement(
      .each(
        name: turn.name, nameSpan: turn.nameSpan,
        in: turn.items ?? Expression(.list([]), turn.nameSpan), block: block),
      span(from: start))
  }

  /// What a `for` goes through.
  struct Turn {
    var name: String
    var nameSpan: Span
    var items: Expression?
    var from: Expression?
    var to: Expression?
    var by: Expression?
  }

  private mutating func turn() throws(Mistake) -> Turn {
    let header = position - 1
    if token.kind == .openRound, let mistake = foreignFor(header) { throw mistake }
    if token.kind == .name, token.word == .each { advance() }
    guard token.kind == .name, !token.word.isReserved else { throw nameMissing(after: header) }
    var turn = Turn(name: name(position), nameSpan: token.span)
    let place = position
    advance()
    if token.kind == .name, token.word == .inWord {
      advance()
      if let mistake = pythonRange(turn.name, header) { throw mistake }
      turn.items = try items()
      return turn
    }
    guard token.kind == .name && token.word == .from || token.kind == .equal else {
      throw Mistake(
        "for-needs-in", ["name": turn.name],
        at: token.kind == .newline ? tokens[place].span : token.span)
    }
    advance()
    turn.from = try binary(Self.additiveLevel)
    guard token.kind == .name, token.word == .to else {
      throw Mistake("for-needs-to", ["name": turn.name], at: span(from: place))
    }
    advance()
    turn.to = try binary(Self.additiveLevel)
    if token.kind == .name, token.word == .by {
      advance()
      turn.by = try binary(Self.additiveLevel)
    }
    return turn
  }

  /// What a loop goes through: a value and the steps it is handed to.
  ///
  ///     items = expression {[line end] "then" step}
  ///
  /// A `then` that ends the line, or has a statement after it, only says that the block begins.
  private mutating func items() throws(Mistake) -> Expression {
    let start = position
    var value = try expression()
    while startsStep {
      _ = try startsThen()
      let step = try self.step()
      value = try make(.pipe(input: value, step: step), span(from: start))
    }
    return value
  }

  /// True at a `then` with the word of a step after it: always at the start of a line, and behind the
  /// value where the word needs something to work on.
  private var startsStep: Bool {
    let isNextLine = token.kind == .newline
    let index = position + (isNextLine ? 1 : 0)
    guard index + 1 < tokens.count, tokens[index].kind == .name, tokens[index].word == .then,
      tokens[index + 1].kind == .name, !tokens[index + 1].word.isReserved
    else { return false }
    return isNextLine || vocabulary.command(name(index + 1))?.isStep == true
  }

  /// Reads a function of several lines.
  ///
  ///     define = "define" name ["(" parameters ")"] (line end block "end" | "=" pipeline)
  mutating func definition() throws(Mistake) -> Statement {
    let start = position
    let comment = commentAbove(start)
    advance()
    guard token.kind == .name, !token.word.isReserved else { throw nameMissing(after: start) }
    let name = self.name(position)
    let nameSpan = token.span
    advance()
    let hasBrackets = token.kind == .openRound
    var parameters: [Parameter] = []
    if hasBrackets {
      do throws(Mistake) {
        parameters = try self.parameters()
      } catch {
        // The lines after a mistaken first line are still its block.
        if endOfLineHoldsEqual { throw error }
        record(error, from: start)
        skipToLineEnd()
      }
    }
    if token.kind == .equal {
      if !hasBrackets { throw Mistake("define-value", ["name": name], at: tokens[start].span) }
      return try formulaBody(name, nameSpan, parameters, comment, from: start)
    }
    openBlock(at: start)
    endHeader()
    let loops = loopDepth
    loopDepth = 0
    functionDepth += 1
    defer {
      functionDepth -= 1
      loopDepth = loops
    }
    let block = try self.block()
    closeBlock()
    let body = FunctionBody(
      name: name, nameSpan: nameSpan, parameters: parameters, block: block, isFormula: false,
      comment: comment)
    return Statement(.define(body), span(from: start))
  }

  /// `def f(x):` and its relatives; the lines after it are read as its block, to find more mistakes.
  mutating func foreignDefinition() throws(Mistake) -> Statement {
    let start = position
    var last = endOfLine(position) - 1
    if tokens[last].kind == .openCurly {
      hasCurlyBlocks = true
      last -= 1
    }
    if tokens[last].kind == .colon { last -= 1 }
    let head = source.text(Span(ahead(1).start, tokens[max(last, start + 1)].end))
    record(Mistake("python-def", ["word": text(start), "head": head], at: token.span), from: start)
    skipToLineEnd()
    openBlock(at: start)
    functionDepth += 1
    defer { functionDepth -= 1 }
    _ = try block()
    closeBlock()
    return Statement(.result(nil), span(from: start))
  }

  /// Reads `try` with what to do on failure.
  ///
  ///     try = "try" line end block "otherwise" [name] line end block "end"
  mutating func attempt() throws(Mistake) -> Statement {
    let start = position
    openBlock()
    endHeader()
    let block = try self.block()
    var problem: String?
    var problemSpan = tokens[start].span
    var otherwise: [Statement] = []
    if token.kind == .name, token.word == .catching {
      record(
        Mistake("write-otherwise", ["word": text(position)], at: token.span), from: position)
      skipToLineEnd()
      otherwise = try self.block()
    } else if token.kind == .name, token.word == .otherwise {
      advance()
      if token.kind == .name, !token.word.isReserved, isLastOfLine(position + 1) {
        problem = name(position)
        problemSpan = token.span
        advance()
      }
      endHeader()
      otherwise = try self.block()
    } else if token.kind == .name, token.word == .end {
      closeBlock()
      throw Mistake("try-needs-otherwise", at: tokens[start].span)
    }
    closeBlock()
    return Statement(
      .attempt(block: block, problem: problem, problemSpan: problemSpan, otherwise: otherwise),
      span(from: start))
  }

  private func isLastOfLine(_ index: Int) -> Bool {
    let kind = tokens[min(index, tokens.count - 1)].kind
    return kind == .newline || kind == .endOfSource || kind == .colon
  }

  /// True directly inside the first block of a `try`.
  private var isInTry: Bool {
    guard let block = blocks.last else { return false }
    return tokens[block.header].word == .tryWord
  }

  /// True when a `=` outside brackets says that the function is a single line.
  private var endOfLineHoldsEqual: Bool {
    for index in position..<endOfLine(position) where tokens[index].kind == .equal { return true }
    return false
  }

  // MARK: Headers and ends

  /// Reads the question of a branch or loop.
  ///
  ///     question = expression
  ///
  /// In it a single `=` asks whether two values are equal.
  private mutating func question() throws(Mistake) -> Expression {
    isQuestion = true
    defer { isQuestion = false }
    return try expression()
  }

  /// Remembers a block and goes past its first word.
  private mutating func openBlock() {
    openBlock(at: position)
    advance()
  }

  private mutating func openBlock(at header: Int) {
    blocks.append(OpenBlock(header: header, column: indentation(of: header)))
  }

  /// The column of the first word of a token's line.
  private func indentation(of index: Int) -> Int {
    var column = 0
    for byte in source.lineBytes(source.lineIndex(at: tokens[index].start)) {
      if byte == 0x20 { column += 1 } else if byte == 0x09 { column += 4 } else { break }
    }
    return column
  }

  /// Reads what stands between the first word and the block; a mistake in it does not lose the block.
  private mutating func header<Part>(
    _ read: (inout Parser) throws(Mistake) -> Part
  ) -> Part? {
    let start = position
    let level = nesting
    var part: Part?
    do throws(Mistake) {
      part = try read(&self)
      if let mistake = headerEndMistake(from: start) { throw mistake }
    } catch {
      record(error, from: start - 1)
      nesting = level
      skipToLineEnd()
      if position > start, tokens[position - 1].kind == .openCurly { hasCurlyBlocks = true }
      part = nil
    }
    return part
  }

  /// Goes past `then`, `:` or `do` at the end of a block's first line.
  private mutating func headerEndMistake(from start: Int) -> Mistake? {
    if token.kind == .newline || token.kind == .endOfSource { return nil }
    if token.kind == .colon || token.kind == .name && token.word == .then {
      position += 1
      return nil
    }
    if token.kind == .name, text(position) == "do" {
      position += 1
      return nil
    }
    if token.kind == .openCurly {
      position += 1
      if hasCurlyBlocks { return nil }
      hasCurlyBlocks = true
      return Mistake("brace-block", at: tokens[position - 1].span)
    }
    // `if x > 3 show x end` on one line
    if startsStatement(position) || token.kind == .name && token.word == .end { return nil }
    return unexpected(after: nil, from: start)
  }

  private mutating func endHeader() {
    let start = position
    if let mistake = headerEndMistake(from: start) {
      record(mistake, from: start)
      skipToLineEnd()
    }
  }

  /// Reads the lines up to `end`, `else` or `otherwise`.
  ///
  ///     block = {statement line end}
  private mutating func block() throws(Mistake) -> [Statement] {
    var statements: [Statement] = []
    try enter()
    defer { leave() }
    while true {
      skipLineEnds()
      skipPrompt()
      if token.kind == .endOfSource { return statements }
      if token.kind == .closeCurly, hasCurlyBlocks { return statements }
      if token.kind == .name {
        switch token.word {
        case .end, .elseWord, .otherwise: return statements
        case .elseIf where !isLastOfLine(position + 1) && !known.contains(name(position)):
          return statements
        case .catching where isInTry && !known.contains(name(position)):
          return statements
        case .ending where isLastOfLine(position + 1) && !known.contains(name(position)):
          return statements
        default: break
        }
      }
      statementOrMistake(into: &statements)
    }
  }

  /// Reads the `end` of the innermost block; keeps a mistake when there is none.
  private mutating func closeBlock() {
    guard let block = blocks.popLast() else { return }
    if token.kind == .endOfSource {
      if mistakes.isEmpty {
        record(missingEnd(suspect ?? block), from: position)
      }
      return
    }
    if token.kind == .name, token.word == .elseWord || token.word == .otherwise {
      let owner: Token.Word = token.word == .elseWord ? .ifWord : .tryWord
      for outer in blocks where tokens[outer.header].word == owner {
        return record(missingEnd(block), from: position)
      }
      var ignored: [Statement] = []
      while token.kind != .endOfSource, !(token.kind == .name && token.word == .end) {
        statementOrMistake(into: &ignored)
        skipLineEnds()
      }
      if token.kind == .endOfSource { return }
    }
    if startsLine(position), suspect == nil, indentation(of: position) < block.column {
      suspect = block
    }
    let isEnd = token.word == .end
    advance()
    // `end if`, `end for`
    if isEnd, token.kind == .name, isLastOfLine(position + 1) {
      switch token.word {
      case .ifWord, .forWord, .whileWord, .repeat, .tryWord, .define: advance()
      default: break
      }
    }
  }
}
