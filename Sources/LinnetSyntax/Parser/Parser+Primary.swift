import LinnetText

extension Parser {
  /// Reads a value that is not put together with signs.
  ///
  ///     primary = number | text | name | "true" | "false" | "missing" | "nothing" | list
  ///             | "(" pipeline ")" | "√" postfix
  mutating func primary() throws(Mistake) -> Expression {
    let start = position
    switch token.kind {
    case .number: return try number()
    case .textOpen: return try text()
    case .name: return try word()
    case .openRound: return try group()
    case .openSquare: return try list()
    case .root:
      try enter()
      defer { leave() }
      advanceOverSign()
      let operand = try postfix()
      let root = Expression(.name("sqrt"), tokens[start].span)
      let call = Call(callee: root, arguments: [Argument(value: operand)], style: .brackets)
      return try make(.call(call), span(from: start))
    default: throw valueMissing()
    }
  }

  private mutating func number() throws(Mistake) -> Expression {
    let span = token.span
    let bytes = source.bytes[span.start..<span.end]
    advance()
    if let whole = Self.whole(bytes) { return Expression(.whole(whole), span) }
    // The lexer has seen to the form; what is no number then is too large for one.
    guard let value = DecimalReader.shared.number(bytes.filter { $0 != 0x5F }) else {
      throw Mistake("number-too-large", ["number": source.text(span)], at: span)
    }
    return Expression(.decimal(value), span)
  }

  /// The value of digits without point or exponent, when it fits 64 bits.
  static func whole(_ bytes: ArraySlice<UInt8>) -> Int64? {
    var value: Int64 = 0
    for byte in bytes where byte != 0x5F {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      let (tens, isTooLarge) = value.multipliedReportingOverflow(by: 10)
      let (sum, isOver) = tens.addingReportingOverflow(Int64(byte - 0x30))
      if isTooLarge || isOver { return nil }
      value = sum
    }
    return value
  }

  private mutating func word() throws(Mistake) -> Expression {
    let span = token.span
    let place = position
    let form: Expression.Form
    switch token.word {
    case .trueWord: form = .truth(true)
    case .falseWord: form = .truth(false)
    case .missing: form = .missing
    case .nothing: form = .nothing
    case .trueElsewhere where !known.contains(text(place)): form = .truth(true)
    case .falseElsewhere where !known.contains(text(place)): form = .truth(false)
    case .missingElsewhere where !known.contains(text(place)) && !isAskedFor(place):
      throw Mistake(
        "missing-word", ["word": text(place)], at: span,
        suggestion: checked(span, "missing"))
    case .lambda
    where !known.contains("lambda") && mayStartValue(place + 1)
      && ahead(1).kind == .name:
      throw Mistake("python-lambda", at: span)
    case .ifWord where startsChoice(place) && !startsLine(place):
      throw Mistake("if-needs-brackets", at: span)
    case let word where word.isReserved:
      throw valueMissing()
    default: form = .name(name(place))
    }
    advance()
    if case .name(let name) = form, token.kind == .openRound, isOnSameLine {
      return Expression(.name(canonical(name)), span)
    }
    return Expression(form, span)
  }

  /// True right of `==`, where the question for gaps has its own message.
  private func isAskedFor(_ index: Int) -> Bool {
    guard index > 0 else { return false }
    switch tokens[index - 1].kind {
    case .equalEqual, .notEqual: return true
    case .equal: return isQuestion
    case .name: return tokens[index - 1].word == .isWord || tokens[index - 1].word == .not
    default: return false
    }
  }

  /// The language's own word for one that is read the same, such as `print` for `show`.
  func canonical(_ name: String) -> String {
    known.contains(name) ? name : vocabulary.command(name)?.meaning ?? name
  }

  /// Brackets around a calculation.
  private mutating func group() throws(Mistake) -> Expression {
    let opener = position
    try enter()
    defer { leave() }
    brackets += 1
    advance()
    if token.kind == .closeRound {
      throw Mistake("empty-brackets", at: span(from: opener).joined(token.span))
    }
    let value = try pipeline()
    if token.kind == .comma { throw Mistake("comma-in-brackets", at: token.span) }
    guard token.kind == .closeRound else { throw unclosed(opener, after: value) }
    brackets -= 1
    advance()
    return Expression(value.form, span(from: opener))
  }

  /// Reads a list.
  ///
  ///     list = "[" [pipeline {"," pipeline} [","]] "]"
  private mutating func list() throws(Mistake) -> Expression {
    let opener = position
    try enter()
    defer { leave() }
    let before = isQuestion
    isQuestion = false
    defer { isQuestion = before }
    brackets += 1
    advance()
    var items: [Expression] = []
    while token.kind != .closeSquare {
      let item = try pipeline()
      items.append(item)
      if token.kind == .comma {
        if let mistake = numberWithComma(isBracketed: true) { throw mistake }
        advance()
      } else if token.kind != .closeSquare {
        throw unclosed(opener, after: item)
      }
    }
    brackets -= 1
    advance()
    return try make(.list(items), span(from: opener))
  }

  /// Reads a text in quotes.
  ///
  ///     text = quote {character | "{{" | "}}" | "{" pipeline "}"} quote
  mutating func text() throws(Mistake) -> Expression {
    let start = position
    try enter()
    defer { leave() }
    var parts: [TextPart] = []
    advance()
    while token.kind != .textClose {
      switch token.kind {
      case .textPiece:
        parts.append(.literal(plain(token.span)))
        position += 1
      case .fillOpen:
        parts.append(.filled(try filled()))
      case .unclosedFill: throw Mistake("unclosed-fill", at: token.span)
      default: throw unclosedText(at: start)
      }
    }
    position += 1
    if brackets > 0 { skipLineEnds() }
    return try make(.text(parts), span(from: start))
  }

  private mutating func filled() throws(Mistake) -> Expression {
    let opener = position
    let before = (isQuestion, brackets, groupingBrackets)
    (isQuestion, brackets, groupingBrackets) = (false, 0, -1)
    defer { (isQuestion, brackets, groupingBrackets) = before }
    position += 1
    if token.kind == .fillClose {
      throw Mistake("empty-fill", at: Span(tokens[opener].start, token.end))
    }
    let value = try pipeline()
    if token.kind == .colon { throw formatAfterColon(value) }
    guard token.kind == .fillClose else {
      if token.kind == .newline || token.kind == .endOfSource || token.kind == .unclosedText {
        throw Mistake("unclosed-fill", at: tokens[opener].span)
      }
      throw unexpected(after: value, from: opener)
    }
    position += 1
    return value
  }

  /// The characters of a stretch of text with its escapes replaced.
  private func plain(_ span: Span) -> String {
    var result: [UInt8] = []
    var offset = span.start
    while offset < span.end {
      let byte = source.bytes[offset]
      let next = offset + 1 < span.end ? source.bytes[offset + 1] : 0
      switch (byte, next) {
      case (0x5C, 0x6E): result.append(0x0A)
      case (0x5C, 0x74): result.append(0x09)
      case (0x5C, 0x22), (0x5C, 0x27), (0x5C, 0x5C), (0x5C, 0x7B), (0x5C, 0x7D):
        result.append(next)
      case (0x7B, 0x7B), (0x7D, 0x7D): result.append(byte)
      default:
        result.append(byte)
        offset -= 1
      }
      offset += 2
    }
    return String(decoding: result, as: UTF8.self)
  }
}
