extension Parser {
  // How strongly the signs bind, loosest first.
  static let orLevel = 1
  static let andLevel = 2
  static let comparisonLevel = 4
  static let rangeLevel = 5
  static let additiveLevel = 6
  static let productLevel = 7
  static let plusMinusLevel = 8

  /// Reads a value without `then`.
  ///
  ///     expression = function | choice | or
  ///     function   = (name | "(" [names] ")") "->" expression
  mutating func expression() throws(Mistake) -> Expression {
    if token.kind == .name, ahead(1).kind == .arrow, !token.word.isReserved {
      let parameter = Parameter(name: name(position), span: token.span)
      return try smallFunction([parameter])
    }
    if token.kind == .openRound, partners[position] >= 0,
      tokens[Int(partners[position]) + 1].kind == .arrow,
      holdsParameters(position, Int(partners[position]))
    {
      let start = position
      let parameters = try self.parameters()
      return try smallFunction(parameters, from: start)
    }
    if startsChoice(position) { return try choice() }
    return try binary(0)
  }

  private mutating func smallFunction(
    _ parameters: [Parameter], from first: Int? = nil
  ) throws(Mistake) -> Expression {
    try enter()
    defer { leave() }
    let start = first ?? position
    if first == nil { advance() }
    advanceOverSign()
    let before = (isQuestion, functionDepth)
    isQuestion = false
    functionDepth += 1
    defer { (isQuestion, functionDepth) = before }
    let value = try expression()
    let result = Statement(.result(value), value.span)
    let body = FunctionBody(
      name: nil, nameSpan: tokens[start].span, parameters: parameters, block: [result],
      isFormula: true)
    return try make(.function(body), span(from: start))
  }

  /// Reads signs and words between values, from a level of binding on.
  ///
  ///     or         = and {"or" and}
  ///     and        = not {"and" not}
  ///     not        = "not" not | comparison
  ///     comparison = range {comparison sign range | "is" ["not"] "missing"
  ///                | "near" range ["within" sum ["%"]]}
  ///     range      = sum ["to" sum ["by" sum]]
  ///     sum        = product {("+" | "-") product}
  ///     product    = uncertain {("*" | "/" | "mod" | "div") uncertain}
  ///     uncertain  = unary ["±" unary]
  mutating func binary(_ least: Int) throws(Mistake) -> Expression {
    let start = position
    var left: Expression
    if token.kind == .name, token.word == .not {
      try enter()
      defer { leave() }
      advanceOverSign()
      let operand = try binary(Self.comparisonLevel)
      left = try make(.unary(.not, operand), span(from: start))
    } else {
      left = try unary()
    }
    var chain = Chain()
    while let sign = infix(), sign.level >= least {
      if chain.level != sign.level { left = try ended(&chain, left, from: start) }
      switch sign.kind {
      case .plain(let operation):
        let place = token.span
        advanceOverSign()
        let right = try binary(sign.level + 1)
        if operation == .range, startsRangeSteps {
          advanceOverSign()
          let by = try binary(Self.additiveLevel)
          left = try make(.steps(from: left, to: right, by: by), span(from: start))
          continue
        }
        if chain.takes(operation, sign.level) {
          chain.links.append(ChainLink(operation, right, operatorSpan: place))
          continue
        }
        left = try make(
          .binary(operation, left, right, operatorSpan: place), span(from: start))
      case .comparison:
        left = try comparison(left, from: start)
      case .near:
        left = try near(left, from: start)
      case .between:
        throw between(left)
      }
    }
    return try ended(&chain, left, from: start)
  }

  /// A calculation of one level that grows from left to right.
  private struct Chain {
    var level = -1
    var count = 0
    var links: [ChainLink] = []

    /// How many signs may stand in a tree of pairs before the rest becomes a list.
    static let longestTree = 100

    /// Counts a sign; true when the tree is deep enough already.
    mutating func takes(_ operation: BinaryOperator, _ level: Int) -> Bool {
      self.level = level
      switch operation {
      case .range, .plusMinus, .power: return false
      default: break
      }
      count += 1
      return count > Self.longestTree
    }
  }

  private func ended(_ chain: inout Chain, _ left: Expression, from start: Int) throws(Mistake)
    -> Expression
  {
    defer { chain = Chain() }
    guard let last = chain.links.last else { return left }
    return try make(
      .chain(first: left, rest: chain.links), Span(left.span.start, last.operand.span.end))
  }

  /// True at the `by` of a range such as `0 to 1 by 0.1`.
  ///
  /// In the inputs of a step without brackets, as in `add x = 1 to 3 by g`, a `by` groups the rows; only a
  /// number after it can be nothing but a step.
  private var startsRangeSteps: Bool {
    guard token.kind == .name, token.word == .by, mayStartValue(position + 1) else { return false }
    let next = ahead(1)
    if next.kind == .newline || next.kind == .endOfSource { return false }
    guard groupingBrackets == brackets else { return true }
    switch next.kind {
    case .number, .minus, .plus, .root: return true
    case .name: return startsValueWord(next.word)
    default: return false
    }
  }

  /// A sign or word between two values.
  struct Infix {
    var level: Int
    var kind: Kind

    enum Kind {
      case plain(BinaryOperator)
      case comparison, near, between
    }
  }

  /// The sign or word between two values at the current token, if it is one.
  func infix() -> Infix? {
    switch token.kind {
    case .plus: return Infix(level: Self.additiveLevel, kind: .plain(.add))
    case .minus: return Infix(level: Self.additiveLevel, kind: .plain(.subtract))
    case .times: return Infix(level: Self.productLevel, kind: .plain(.multiply))
    case .divide: return Infix(level: Self.productLevel, kind: .plain(.divide))
    case .plusMinus: return Infix(level: Self.plusMinusLevel, kind: .plain(.plusMinus))
    case .equalEqual, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      return Infix(level: Self.comparisonLevel, kind: .comparison)
    case .equal where isQuestion:
      return Infix(level: Self.comparisonLevel, kind: .comparison)
    case .name: break
    default: return nil
    }
    switch token.word {
    case .or: return Infix(level: Self.orLevel, kind: .plain(.or))
    case .and: return Infix(level: Self.andLevel, kind: .plain(.and))
    case .isWord, .inWord: return Infix(level: Self.comparisonLevel, kind: .comparison)
    case .not where ahead(1).kind == .name && ahead(1).word == .inWord:
      return Infix(level: Self.comparisonLevel, kind: .comparison)
    case .near where mayStartValue(position + 1):
      return Infix(level: Self.comparisonLevel, kind: .near)
    case .between where mayStartValue(position + 1):
      return Infix(level: Self.comparisonLevel, kind: .between)
    case .to where mayStartValue(position + 1):
      return Infix(level: Self.rangeLevel, kind: .plain(.range))
    case .mod where mayStartValue(position + 1):
      return Infix(level: Self.productLevel, kind: .plain(.modulo))
    case .div where mayStartValue(position + 1):
      return Infix(level: Self.productLevel, kind: .plain(.wholeDivide))
    default: return nil
    }
  }

  /// True when a token may start a value, or a line end says that one follows in the next line.
  func mayStartValue(_ index: Int) -> Bool {
    let token = tokens[min(index, tokens.count - 1)]
    switch token.kind {
    case .number, .textOpen, .unclosedText, .openRound, .openSquare, .root, .minus, .plus, .newline,
      .endOfSource:
      return true
    case .name:
      return !token.word.isReserved || startsValueWord(token.word) || startsChoice(index)
    default: return false
    }
  }

  func startsValueWord(_ word: Token.Word) -> Bool {
    switch word {
    case .trueWord, .falseWord, .missing, .nothing, .not: true
    default: false
    }
  }

  /// Reads a chain of comparisons from its first sign on.
  ///
  ///     comparison sign = "==" | "!=" | "<" | "<=" | ">" | ">=" | "is" ["not"] | ["not"] "in"
  private mutating func comparison(
    _ first: Expression, from start: Int
  ) throws(Mistake) -> Expression {
    var links: [ComparisonLink] = []
    var first = first
    while let sign = infix(), case .comparison = sign.kind {
      let place = position
      var operation: ComparisonOperator
      var asksForGap = false
      switch token.kind {
      case .equalEqual: operation = .equal
      case .equal:
        operation = .equal
        noteEqualsAsQuestion()
      case .notEqual: operation = .notEqual
      case .less: operation = .less
      case .lessOrEqual: operation = .lessOrEqual
      case .greater: operation = .greater
      case .greaterOrEqual: operation = .greaterOrEqual
      default:
        operation = .equal
        if token.word == .isWord {
          if ahead(1).kind == .name, ahead(1).word == .not {
            advance()
            operation = .notEqual
          }
          asksForGap = ahead(1).kind == .name && ahead(1).word == .missing
          if ahead(1).kind == .name, ahead(1).word == .inWord {
            advance()
            operation = operation == .equal ? .isIn : .isNotIn
          }
        } else if token.word == .not {
          advance()
          operation = .isNotIn
        } else {
          operation = .isIn
        }
      }
      if asksForGap {
        advance()
        advance()
        let chain = try chained(first, links, from: start)
        first = try make(
          .isMissing(chain, isNegated: operation == .notEqual), span(from: start))
        links = []
        continue
      }
      let signSpan = span(from: place).joined(token.span)
      advanceOverSign()
      if let mistake = comparisonWords(first, place) { throw mistake }
      let operand = try binary(Self.rangeLevel)
      if operation == .equal || operation == .notEqual,
        let mistake = askMissing(
          links.last?.operand ?? first, operand, isNegated: operation == .notEqual)
      {
        throw mistake
      }
      links.append(ComparisonLink(operation, operand, operatorSpan: signSpan))
    }
    return try chained(first, links, from: start)
  }

  /// Notes a `=` that was read as a question, once for a line.
  private mutating func noteEqualsAsQuestion() {
    if notes.count >= Self.mostNotes { return }
    if let last = notes.last?.span,
      source.lineIndex(at: last.start) == source.lineIndex(at: token.start)
    {
      return
    }
    notes.append(Note("equals-as-question", at: token.span, in: source))
  }

  private func chained(
    _ first: Expression, _ links: [ComparisonLink], from start: Int
  ) throws(Mistake) -> Expression {
    guard let last = links.last else { return first }
    return try make(
      .comparison(first: first, rest: links), Span(tokens[start].start, last.operand.span.end))
  }

  private mutating func near(_ left: Expression, from start: Int) throws(Mistake) -> Expression {
    advanceOverSign()
    let right = try binary(Self.rangeLevel)
    var within: Expression?
    var isRelative = false
    if token.kind == .name, token.word == .within {
      advanceOverSign()
      within = try binary(Self.additiveLevel)
      if token.kind == .percent {
        isRelative = true
        advance()
      }
    }
    return try make(.near(left, right, within: within, isRelative: isRelative), span(from: start))
  }

  /// Reads a value with signs before it.
  ///
  ///     unary = ("-" | "+") unary | power
  mutating func unary() throws(Mistake) -> Expression {
    guard token.kind == .minus || token.kind == .plus else { return try power() }
    try enter()
    defer { leave() }
    let start = position
    let isMinus = token.kind == .minus
    advanceOverSign()
    let operand = try unary()
    return isMinus ? try make(.unary(.minus, operand), span(from: start)) : operand
  }

  /// Reads a value with its powers.
  ///
  ///     power = postfix {raised digits} ["^" unary]
  private mutating func power() throws(Mistake) -> Expression {
    let start = position
    var base = try postfix()
    while token.kind == .superscript {
      let place = position
      let exponent = Expression(.whole(raisedNumber(place)), tokens[place].span)
      advance()
      base = try make(
        .binary(.power, base, exponent, operatorSpan: tokens[place].span), span(from: start))
    }
    guard token.kind == .power else { return base }
    try enter()
    defer { leave() }
    let place = token.span
    advanceOverSign()
    let exponent = try unary()
    return try make(.binary(.power, base, exponent, operatorSpan: place), span(from: start))
  }

  /// The number that raised digits such as `¹²` stand for; very long ones count as very large.
  private func raisedNumber(_ index: Int) -> Int64 {
    var value: Int64 = 0
    var isNegative = false
    var offset = tokens[index].start
    while offset < tokens[index].end {
      let (code, length) = Letters.decode(source.bytes, offset)
      offset += length
      switch code {
      case 0x207B: isNegative = true
      case 0xB9: value = min(value, 100_000) * 10 + 1
      case 0xB2: value = min(value, 100_000) * 10 + 2
      case 0xB3: value = min(value, 100_000) * 10 + 3
      default: value = min(value, 100_000) * 10 + Int64(code - 0x2070)
      }
    }
    return isNegative ? -value : value
  }

  /// Reads a value with the calls, items and parts after it.
  ///
  ///     postfix = primary {"(" inputs ")" | "[" pipeline "]" | "." name}
  mutating func postfix() throws(Mistake) -> Expression {
    let start = position
    var base = try primary()
    while true {
      switch token.kind {
      case .openRound where isOnSameLine && mayBeCalled(base):
        base = try bracketCall(base, from: start)
      case .openSquare where isOnSameLine && mayBeIndexed(base):
        base = try index(base, from: start)
      case .dot where ahead(1).kind == .name:
        advance()
        let place = position
        advance()
        base = try make(
          .part(base: base, name: source.text(tokens[place].span), nameSpan: tokens[place].span),
          span(from: start))
      default: return base
      }
    }
  }

  /// True when the current token stands on the line of the one before.
  var isOnSameLine: Bool { position > 0 && tokens[position - 1].kind != .newline }

  private func mayBeCalled(_ base: Expression) -> Bool {
    switch base.form {
    case .name, .part, .call, .index, .function: true
    default:
      tokens[position - 1].kind == .closeRound && isAttached(position)
        && !isCalculation(base)
    }
  }

  private func isCalculation(_ base: Expression) -> Bool {
    switch base.form {
    case .binary, .unary, .comparison, .near, .whole, .decimal, .text: true
    default: false
    }
  }

  private func mayBeIndexed(_ base: Expression) -> Bool {
    switch base.form {
    case .whole, .decimal: false
    default: true
    }
  }

  /// Reads the square brackets after a value.
  ///
  ///     index = "[" pipeline "]"
  private mutating func index(_ base: Expression, from start: Int) throws(Mistake) -> Expression {
    let opener = position
    let before = isQuestion
    isQuestion = false
    defer { isQuestion = before }
    brackets += 1
    advance()
    if token.kind == .closeSquare { throw Mistake("empty-index", at: token.span) }
    let index = try pipeline()
    if token.kind == .colon || token.kind == .comma, let mistake = severalIndexes(base, opener) {
      throw mistake
    }
    guard token.kind == .closeSquare else { throw unclosed(opener, after: index) }
    brackets -= 1
    advance()
    return try make(.index(base: base, index: index), span(from: start))
  }
}
