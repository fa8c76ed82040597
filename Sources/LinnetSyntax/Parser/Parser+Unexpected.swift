/// What the parser says where something does not belong.
extension Parser {
  /// The mistake at the current token, which cannot follow what was read.
  ///
  /// `value` is what stands before it, when that is known.
  mutating func unexpected(after value: Expression?, from start: Int) -> Mistake {
    let span = token.span
    switch token.kind {
    case .unclosedText: return unclosedText(at: position)
    case .closeRound, .closeSquare, .closeCurly, .fillClose:
      return Mistake("extra-bracket", ["bracket": text(position)], at: span)
    case .comma: return strayComma(after: value, from: start)
    case .equal: return strayEqual(after: value)
    case .colon
    where position > 0 && tokens[position - 1].kind == .number && ahead(1).kind == .number:
      // `10:2`, as it is written at school.
      let place = Span(tokens[position - 1].start, ahead(1).end)
      let fixed = "\(text(position - 1)) / \(text(position + 1))"
      return Mistake(
        "colon-here", ["fixed": fixed], at: place, suggestion: checked(place, fixed))
    case .colon: return Mistake("colon-here", at: span)
    case .dot: return Mistake("name-missing", ["after": "."], at: span)
    case .openCurly:
      return Mistake("brace-value", at: span)
    case .newline, .endOfSource: return valueMissing()
    case .name where token.word == .ifWord && value != nil:
      return Mistake("if-behind", at: span)
    case .name where token.isReserved && !startsValueWord(token.word): return strayWord()
    case .name, .number, .textOpen, .openRound, .openSquare, .root, .unclosedFill, .textPiece,
      .textClose, .fillOpen:
      return sideBySide(after: value, from: start)
    default: return foreignSign(after: value, from: start)
    }
  }

  /// A value is missing at the current token.
  mutating func valueMissing() -> Mistake {
    switch token.kind {
    case .unclosedText: return unclosedText(at: position)
    case .openCurly: return Mistake("brace-value", at: token.span)
    case .ampersand, .bar, .bang, .slashSlash, .pipeSign, .unknown, .dots, .stepSign, .prompt,
      .leftArrow, .fatArrow, .percent:
      return foreignSign(after: nil, from: position)
    default: break
    }
    var previous = position - 1
    while previous >= 0, tokens[previous].kind == .newline { previous -= 1 }
    let isBehindLine = previous >= 0 && continuation == previous
    if isBehindLine, token.kind != .endOfSource { position = previous + 1 }
    if token.kind == .name, token.word.isReserved, !isBehindLine,
      previous < 0 || startsLine(position)
    {
      return strayWord()
    }
    if token.kind == .name, token.word.isReserved, previous >= 0, isStoreOrInput(previous),
      !isBehindLine
    {
      return Mistake("word-as-name", ["word": text(position)], at: token.span)
    }
    if !isBehindLine, let mistake = wordAsColumn() { return mistake }
    guard previous >= 0 else { return Mistake("value-missing", at: token.span) }
    let place = tokens[previous]
    let asks = place.word == .ifWord || place.word == .whileWord || place.word == .expect
    return Mistake(
      "value-missing", [asks ? "question" : "after": source.text(place.span)],
      at: token.kind == .newline || token.kind == .endOfSource || isBehindLine
        ? place.span : token.span)
  }

  /// A word of the language where only a column of that name makes sense, as in `keep end > 1`.
  func wordAsColumn(after verb: String = "") -> Mistake? {
    guard token.kind == .name, token.word.isReserved, !startsValueWord(token.word) else {
      return nil
    }
    switch ahead(1).kind {
    case .plus, .minus, .times, .divide, .equalEqual, .notEqual, .less, .lessOrEqual, .greater,
      .greaterOrEqual:
      break
    case .equal where verb == "keep" || verb == "drop" || isQuestion: break
    case .equal where verb != "":
      return Mistake("word-as-name", ["word": text(position)], at: token.span)
    case .name where ahead(1).word == .isWord || ahead(1).word == .inWord: break
    default: return nil
    }
    return Mistake(
      "word-as-name", ["word": text(position), "column": text(position)], at: token.span)
  }

  private func isStoreOrInput(_ index: Int) -> Bool {
    switch tokens[index].kind {
    case .equal, .comma, .openRound, .openSquare, .colon: true
    case .name: tokens[index].word == .showing || tokens[index].word == .command
    default: false
    }
  }

  /// A word of the language that belongs to nothing here.
  mutating func strayWord() -> Mistake {
    let word = text(position)
    if ahead(1).kind == .equal, startsLine(position) {
      return Mistake("word-as-name", ["word": word], at: token.span)
    }
    switch token.word {
    case .end: return Mistake("extra-end", at: token.span)
    case .elseWord: return Mistake("stray-else", at: token.span)
    case .otherwise: return Mistake("stray-otherwise", at: token.span)
    default: return Mistake("stray-word", ["word": word], at: token.span)
    }
  }

  /// A bracket that is not closed where it should be.
  mutating func unclosed(_ opener: Int, after value: Expression?) -> Mistake {
    let bracket = text(opener)
    let closer = tokens[opener].kind == .openRound ? ")" : "]"
    switch token.kind {
    case .closeRound, .closeSquare, .closeCurly:
      let kind = tokens[opener].kind == .openSquare ? "This list" : "This bracket"
      return Mistake(
        "wrong-bracket",
        ["what": kind, "open": bracket, "found": text(position), "close": closer], at: token.span,
        suggestion: checked(token.span, closer))
    case .endOfSource, .fillClose:
      return Mistake(
        "unclosed-bracket",
        ["open": bracket, "close": closer, "what": closer == ")" ? "calculation" : "list"],
        at: tokens[opener].span)
    case .unclosedText: return unclosedText(at: position)
    default: break
    }
    if source.lineIndex(at: tokens[opener].start) != source.lineIndex(at: token.start) {
      position = opener
      while token.kind != .newline { position += 1 }
      return Mistake(
        "unclosed-bracket",
        ["open": bracket, "close": closer, "what": closer == ")" ? "calculation" : "list"],
        at: tokens[opener].span)
    }
    if partners[opener] < 0, token.kind == .name,
      token.word == .then || token.word == .end
        || token.word == .elseWord
    {
      return Mistake(
        "unclosed-bracket",
        ["open": bracket, "close": closer, "what": closer == ")" ? "calculation" : "list"],
        at: tokens[opener].span)
    }
    return unexpected(after: value, from: opener)
  }

  /// A quote whose partner is not on its line.
  func unclosedText(at index: Int) -> Mistake {
    var last = index
    while last < tokens.count, tokens[last].kind != .unclosedText, tokens[last].kind != .newline {
      last += 1
    }
    let place = last < tokens.count && tokens[last].kind == .unclosedText ? last : index
    let quote = text(place)
    let next = source.bytes[tokens[place].end...].first { $0 != 0x20 && $0 != 0x09 }
    let isLast = next == nil || next == 0x0A || next == 0x0D
    return Mistake(
      "unclosed-text", [isLast ? "alone" : "quote": isLast ? quote : Self.partner(of: quote)],
      at: tokens[place].span)
  }

  private static func partner(of quote: String) -> String {
    switch quote {
    case "“", "„": "”"
    case "‘", "‚": "’"
    case "«": "»"
    default: quote
    }
  }

  /// A name is missing at the current token.
  mutating func nameMissing(after header: Int) -> Mistake {
    nameMissing(after: text(header))
  }

  mutating func nameMissing(inBracketsFrom opener: Int) -> Mistake {
    if token.kind == .newline || token.kind == .endOfSource {
      return Mistake(
        "unclosed-bracket", ["open": "(", "close": ")", "what": "list"], at: tokens[opener].span)
    }
    return nameMissing(after: text(position - 1))
  }

  private mutating func nameMissing(after word: String) -> Mistake {
    if token.kind == .name {
      return Mistake("word-as-name", ["word": text(position)], at: token.span)
    }
    let isAtEnd = token.kind == .newline || token.kind == .endOfSource
    return Mistake(
      "name-missing", ["after": word], at: isAtEnd ? tokens[max(0, position - 1)].span : token.span)
  }

  /// The step after `then` is missing or is no step.
  mutating func stepMissing() -> Mistake {
    if token.kind == .endOfSource || token.kind == .newline {
      return Mistake("value-missing", ["after": "then"], at: tokens[max(0, position - 1)].span)
    }
    if token.kind == .name {
      return Mistake("then-reserved", ["word": text(position)], at: token.span)
    }
    return Mistake("then-step", at: token.span)
  }

  /// From the spacing, where a block's `end` was forgotten.
  func missingEnd(_ block: OpenBlock) -> Mistake {
    let header = tokens[block.header]
    let first = source.lineIndex(at: header.start)
    var slots = [
      "word": source.text(header.span), "line": String(first + source.firstLine),
    ]
    var last = first
    var isIndented = false
    var line = first + 1
    while line < source.lineStarts.count {
      let bytes = source.lineBytes(line)
      var column = 0
      var isBlank = true
      var isComment = false
      for byte in bytes {
        if byte == 0x20 {
          column += 1
        } else if byte == 0x09 {
          column += 4
        } else {
          isBlank = false
          isComment = byte == 0x23
          break
        }
      }
      if !isBlank {
        let isOuter = column <= block.column
        if isOuter, !isComment, !isMiddle(line) { break }
        if column > block.column { isIndented = true }
        if !isComment || column > block.column { last = line }
      }
      line += 1
    }
    if isIndented { slots["after"] = String(last + source.firstLine) }
    return Mistake("missing-end", slots, at: header.span)
  }

  /// True for a line that starts with `else` or `otherwise`.
  private func isMiddle(_ line: Int) -> Bool {
    let bytes = source.lineBytes(line)
    for word in ["else", "otherwise", "elif"] where bytes.count >= word.utf8.count {
      var rest = bytes[...]
      while let byte = rest.first, byte == 0x20 || byte == 0x09 { rest = rest.dropFirst() }
      if rest.starts(with: word.utf8) { return true }
    }
    return false
  }

  /// Checks that a value can stand left of `=`.
  mutating func checkTarget(_ value: Expression, from start: Int) throws(Mistake) {
    switch value.form {
    case .name: return
    case .index(let base, _): return try checkBase(base, from: start)
    case .part(let base, _, _): return try checkBase(base, from: start)
    default: throw strayEqual(after: value)
    }
  }

  private mutating func checkBase(_ value: Expression, from start: Int) throws(Mistake) {
    switch value.form {
    case .name: return
    case .index(let base, _): try checkBase(base, from: start)
    case .part(let base, _, _): try checkBase(base, from: start)
    default: throw Mistake("store-target", ["left": source.text(value.span)], at: value.span)
    }
  }
}
