extension Parser {
  /// Reads a value with the steps it is handed to.
  ///
  ///     pipeline = head {[line end] "then" step}
  ///
  /// `head` is a command with its inputs, or an expression.
  mutating func pipeline() throws(Mistake) -> Expression {
    let start = position
    var value = isCommandUse(position) ? try command() : try expression()
    while try startsThen() {
      let step = try self.step()
      value = try make(.pipe(input: value, step: step), span(from: start))
    }
    return value
  }

  /// Goes past a `then`, which may stand at the start of the next line; false when there is none.
  mutating func startsThen() throws(Mistake) -> Bool {
    var index = position
    if token.kind == .newline { index += 1 }
    guard tokens[index].kind == .name, tokens[index].word == .then else { return false }
    position = index
    advance()
    if token.kind == .newline {
      continuation = index
      skipLineEnds()
    }
    return true
  }

  /// Reads one step after `then`.
  ///
  ///     step = name ["(" inputs ")" | inputs]
  mutating func step() throws(Mistake) -> Expression {
    try enter()
    defer { leave() }
    let start = position
    guard token.kind == .name, !token.word.isReserved else { throw stepMissing() }
    let callee = Expression(.name(canonical(name(start))), token.span)
    if ahead(1).kind == .openRound, partners[start + 1] >= 0 {
      let after = tokens[Int(partners[start + 1]) + 1]
      if endsStep(after) {
        advance()
        return try bracketCall(callee, from: start)
      }
      // `keep (a + b).mass > 60` goes on with its input; `my_cut(20).x` would take a part of a step.
      if after.kind == .dot || after.kind == .openSquare, isAttached(start + 1),
        token.word != .command, token.word != .showing
      {
        position = Int(partners[start + 1]) + 1
        throw Mistake("then-step", at: after.span)
      }
    } else if ahead(1).kind == .openRound {
      advance()
      return try bracketCall(callee, from: start)
    }
    advance()
    if let mistake = wordAsColumn(after: source.text(callee.span)) { throw mistake }
    if startsInputs() {
      let (arguments, groups) = try inputs(of: callee, takesPipelines: false)
      if let mistake = keepNotFilter(callee, arguments) { throw mistake }
      let call = Call(callee: callee, arguments: arguments, groups: groups, style: .command)
      return try make(.call(call), span(from: start))
    }
    if infix() != nil || token.kind == .dot || token.kind == .openSquare && isAttached(position) {
      throw Mistake("then-step", at: token.span)
    }
    return callee
  }

  private func endsStep(_ token: Token) -> Bool {
    switch token.kind {
    case .newline, .endOfSource, .closeRound, .closeSquare, .comma, .fillClose, .closeCurly, .colon:
      return true
    case .name: return token.word == .then || token.word == .elseWord || token.word == .end
    default: return false
    }
  }

  /// True when inputs without brackets follow the name of a step.
  private func startsInputs() -> Bool {
    switch token.kind {
    case .number, .textOpen, .unclosedText, .openRound, .root, .bang: return true
    case .openSquare: return !isAttached(position)
    case .minus, .plus: return !isAttached(position) && isAttached(position + 1)
    case .name:
      if startsValueWord(token.word) {
        return !(token.word == .not && ahead(1).kind == .name && ahead(1).word == .inWord)
      }
      if startsChoice(position) { return true }
      if token.word.isReserved { return ahead(1).kind == .colon && token.word != .elseWord }
      return infix() == nil || ahead(1).kind == .colon || needsInputs(position - 1)
    default: return false
    }
  }

  /// True for a step that is nothing without inputs, so that the word after it is the first of them.
  private func needsInputs(_ index: Int) -> Bool {
    !known.contains(text(index)) && vocabulary.command(text(index))?.needsInput == true
  }

  /// True when a word here is a command with its inputs after it, not a name.
  ///
  /// It is one when white space and something that starts a value follow.
  func isCommandUse(_ index: Int) -> Bool {
    let word = tokens[index]
    guard word.kind == .name else { return false }
    switch word.word {
    case .command, .showing, .fail: break
    default: return false
    }
    let next = tokens[index + 1]
    let isOwn = known.contains(name(index))
    let isShowing = word.word == .showing && !isOwn
    switch next.kind {
    case .number, .textOpen, .unclosedText, .root: return true
    case .openRound:
      let isShut = partners[index + 1] >= 0
      let after = isShut ? tokens[Int(partners[index + 1]) + 1] : next
      if isAttached(index + 1) {
        // `show(1 + 2) * 3` shows nine; `show(x)` alone is a call like any other.
        return isShowing && isShut && startsLine(index) && !endsStatement(after)
      }
      if isOwn { return false }
      return !isShut || !endsStatement(after) && after.kind != .closeRound
    case .openSquare: return !isOwn && !isAttached(index + 1)
    case .minus, .plus:
      if isShowing { return true }
      return !isOwn && !isAttached(index + 1) && isAttached(index + 2)
    case .bang, .openCurly, .bar: return isShowing && !isAttached(index + 1)
    case .name:
      if startsValueWord(next.word) {
        return
          !(next.word == .not && tokens[index + 2].kind == .name
          && tokens[index + 2].word == .inWord)
      }
      if startsChoice(index + 1) { return true }
      if next.word.isReserved {
        return isShowing && next.word != .then && next.word != .isWord && next.word != .inWord
          && next.word != .and && next.word != .or && next.word != .elseWord && next.word != .end
      }
      switch next.word {
      case .to, .mod, .div, .near, .between:
        if isShowing { return true }
        return tokens[index + 2].kind == .newline || !mayStartValue(index + 2)
          || tokens[index + 2].kind == .endOfSource
      default: return true
      }
    default: return false
    }
  }

  private func endsStatement(_ token: Token) -> Bool {
    switch token.kind {
    case .newline, .endOfSource: true
    case .name: token.word == .end || token.word == .elseWord
    default: false
    }
  }

  /// Reads a command with its inputs.
  ///
  ///     command = command word inputs
  ///
  /// The inputs of `show`, `plot`, `save` and `describe` are pipelines; those of the others end at
  /// `then`.
  ///
  /// Inside a choice a command ends at `then` whatever it is: that belongs to the whole.
  mutating func command(isChosen: Bool = false) throws(Mistake) -> Expression {
    let start = position
    try enter()
    defer { leave() }
    let takesPipelines = !isChosen && (token.word == .showing || token.word == .fail)
    let callee = Expression(.name(canonical(name(start))), token.span)
    advance()
    let (arguments, groups) = try inputs(of: callee, takesPipelines: takesPipelines)
    let call = Call(callee: callee, arguments: arguments, groups: groups, style: .command)
    return try make(.call(call), span(from: start))
  }

  /// Reads the inputs in brackets after what is called.
  ///
  ///     call = postfix "(" inputs ")"
  mutating func bracketCall(
    _ callee: Expression, from start: Int
  ) throws(Mistake) -> Expression {
    let opener = position
    try enter()
    defer { leave() }
    brackets += 1
    advance()
    let (arguments, groups) = try inputs(of: callee, takesPipelines: true, opener: opener)
    brackets -= 1
    advance()
    let call = Call(callee: callee, arguments: arguments, groups: groups, style: .brackets)
    return try make(.call(call), span(from: start))
  }

  /// Reads the inputs of a call.
  ///
  ///     inputs = [input {"," input}] ["by" input {"," input}]
  ///
  /// With an opener they end at its partner, else with the line or at `then`.
  mutating func inputs(
    of callee: Expression, takesPipelines: Bool, opener: Int? = nil
  ) throws(Mistake) -> (arguments: [Argument], groups: [Argument]) {
    var arguments: [Argument] = []
    var groups: [Argument] = []
    var isGrouping = false
    var word = ""
    if case .name(let name) = callee.form { word = name }
    let before = (isQuestion, groupingBrackets)
    defer { (isQuestion, groupingBrackets) = before }
    if opener == nil { groupingBrackets = isUngrouped(word) ? -1 : brackets }
    while true {
      if opener != nil, token.kind == .closeRound { break }
      if !isGrouping, startsGroups(word, isFirst: arguments.isEmpty) {
        isGrouping = true
        advance()
      }
      if word == "load" && arguments.isEmpty || word == "save" && !isStoredName,
        let mistake = bareFile()
      {
        throw mistake
      }
      isQuestion = word == "keep" || word == "drop" || word == "choose" && arguments.isEmpty
      let input = try self.input(
        word, takesPipelines: takesPipelines, isBracketed: opener != nil)
      if isGrouping, !input.isOption { groups.append(input) } else { arguments.append(input) }
      if token.kind == .comma {
        if let mistake = numberWithComma(isBracketed: opener != nil) { throw mistake }
        if opener == nil { advanceOverSign() } else { advance() }
        // A comma before a closing bracket separates nothing.
        if opener == nil, token.kind == .closeRound || token.kind == .closeSquare { break }
        continue
      }
      if !isGrouping, startsGroups(word, isFirst: false) { continue }
      // `first 3 by: species` needs no comma, as `first 3 by species` needs none.
      if token.kind == .name, token.word == .by, ahead(1).kind == .colon { continue }
      guard let opener else { break }
      if token.kind == .closeRound { break }
      throw unclosed(opener, after: input.value)
    }
    return (arguments, groups)
  }

  /// True for a command in whose inputs a `by` can only belong to a range.
  private func isUngrouped(_ word: String) -> Bool {
    word == "fail" || vocabulary.command(word)?.takesGroups == false
  }

  /// True at a `by` that groups or sorts.
  ///
  /// `sort by -x` sorts by a formula; elsewhere a `by` before a sign is a name.
  private func startsGroups(_ word: String, isFirst: Bool) -> Bool {
    guard token.kind == .name, token.word == .by else { return false }
    let isOwn = known.contains("by")
    switch ahead(1).kind {
    case .minus: return word == "sort" && !isAttached(position + 1) && isAttached(position + 2)
    case .name:
      if isFirst, isOwn, isUngrouped(word) { return false }
      switch ahead(1).word {
      // `rename by to year`: a column of this name.
      case .to, .mod, .div, .near:
        return
          !(isFirst && word != "sort" && word != "count" && mayStartValue(position + 2)
          && ahead(2).kind != .newline && ahead(2).kind != .endOfSource)
      default: return !ahead(1).word.isReserved
      }
    case .openRound, .openSquare: return !(isOwn && isAttached(position + 1))
    case .newline, .endOfSource: return !isOwn && !(isFirst && needsColumns(word))
    case .textOpen, .number: return true
    default: return false
    }
  }

  /// True for a verb whose first input is never left out.
  private func needsColumns(_ word: String) -> Bool {
    vocabulary.command(word)?.startsWithColumn == true
  }

  /// Reads one input of a call.
  ///
  ///     input = name ":" pipeline | (name | text) "=" pipeline | pipeline [order]
  ///     order = name
  private mutating func input(
    _ word: String, takesPipelines: Bool, isBracketed: Bool
  ) throws(Mistake) -> Argument {
    if token.kind == .name, ahead(1).kind == .colon,
      !token.word.isReserved || isBracketed || token.word != .elseWord
    {
      let label = Argument.Label.option(source.text(token.span), token.span)
      advance()
      advanceOverSign()
      isQuestion = false
      return Argument(label: label, value: try inputValue(isBracketed))
    }
    if !isQuestion, let (name, span, length) = newName() {
      for _ in 0..<length { advance() }
      advanceOverSign()
      return Argument(label: .newName(name, span), value: try inputValue(isBracketed))
    }
    let value = try inputValue(takesPipelines)
    if word == "sort", token.kind == .name, isOnSameLine, !token.word.isReserved,
      token.word != .by, infix() == nil
    {
      let order = (word: source.text(token.span), span: token.span)
      advance()
      return Argument(value: value, order: order)
    }
    if word == "add" || word == "summarise", token.kind == .equal {
      throw newNameNeeded(value)
    }
    return Argument(value: value)
  }

  private mutating func inputValue(_ takesPipelines: Bool) throws(Mistake) -> Expression {
    takesPipelines ? try pipeline() : try expression()
  }

  /// The new name before a `=`, with how many tokens it takes.
  private func newName() -> (name: String, span: Span, length: Int)? {
    if token.kind == .name, !token.word.isReserved, ahead(1).kind == .equal {
      return (name(position), token.span, 1)
    }
    guard token.kind == .textOpen else { return nil }
    if ahead(1).kind == .textPiece, ahead(2).kind == .textClose, ahead(3).kind == .equal {
      return (
        source.text(ahead(1).span), Span(token.start, ahead(2).end), 3
      )
    }
    return nil
  }
}

extension Argument {
  /// True for `bins: 60`.
  var isOption: Bool {
    if case .option = label { return true }
    return false
  }
}
