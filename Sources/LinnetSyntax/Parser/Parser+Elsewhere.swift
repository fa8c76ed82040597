/// What people bring from other languages, each with its own message.
extension Parser {
  /// A statement of another language at the current name, if it is one.
  mutating func foreignStatement() -> Mistake? {
    let word = text(position)
    let next = ahead(1)
    let span = token.span
    if known.contains(word) { return steps(word) }
    switch token.word {
    case .importing where next.kind == .name || next.kind == .textOpen:
      return Mistake("python-import", at: span)
    case .importing where next.kind == .openRound && startsLine(position):
      return word == "library" || word == "require" ? Mistake("python-import", at: span) : nil
    case .from where next.kind == .name && lineHolds("import"):
      return Mistake("python-import", at: span)
    case .classWord where next.kind == .name:
      return Mistake("no-classes", at: span)
    case .catching where blocks.contains(where: { tokens[$0.header].word == .tryWord }):
      return Mistake("write-otherwise", ["word": word], at: span)
    case .letting where next.kind == .name:
      return Mistake("store-plainly", ["word": word], at: span)
    case .ending where next.kind == .newline || next.kind == .endOfSource:
      return Mistake("write-end", ["word": word], at: span)
    default: break
    }
    if word == "set", next.kind == .name, ahead(2).word == .to, ahead(2).kind == .name {
      let last = endOfLine(position) - 1
      let value = last > position + 2 ? source.text(Span(ahead(3).start, tokens[last].end)) : "5"
      let fixed = "\(text(position + 1)) = \(value)"
      return Mistake(
        "store-plainly", ["fixed": fixed], at: span,
        suggestion: checked(Span(token.start, tokens[last].end), fixed))
    }
    if token.word == .between || token.word == .lambda { return nil }
    return steps(word)
  }

  /// Answers what was meant with `x += 1`, `x++`, `x <- 5`.
  private mutating func steps(_ word: String) -> Mistake? {
    let next = ahead(1)
    let start = token.start
    if next.kind == .stepSign {
      let last = endOfLine(position) - 1
      var sign = text(position + 1)
      sign.removeLast()
      if sign == "**" { sign = "^" }
      if sign == "//" { sign = "div" }
      let rest = last > position + 1 ? source.text(Span(ahead(2).start, tokens[last].end)) : "1"
      let fixed = "\(word) = \(word) \(sign) \(rest)"
      let span = Span(start, tokens[max(last, position + 1)].end)
      return Mistake(
        "step-sign", ["name": word, "fixed": fixed], at: next.span, suggestion: checked(span, fixed)
      )
    }
    let isDouble =
      next.kind == .plus && ahead(2).kind == .plus || next.kind == .minus && ahead(2).kind == .minus
    if isDouble, isAttached(position + 2),
      ahead(3).kind == .newline || ahead(3).kind == .endOfSource
    {
      let fixed = "\(word) = \(word) \(next.kind == .plus ? "+" : "-") 1"
      return Mistake(
        "step-sign", ["name": word, "fixed": fixed], at: Span(next.start, ahead(2).end),
        suggestion: checked(Span(start, ahead(2).end), fixed))
    }
    if next.kind == .leftArrow {
      let last = endOfLine(position) - 1
      let rest = last > position + 1 ? source.text(Span(ahead(2).start, tokens[last].end)) : "5"
      return Mistake(
        "store-plainly", ["fixed": "\(word) = \(rest)"], at: next.span,
        suggestion: checked(Span(token.end, ahead(2).start), " = "))
    }
    return nil
  }

  private func lineHolds(_ word: String) -> Bool {
    for index in position..<endOfLine(position) where text(index) == word { return true }
    return false
  }

  /// Answers what was meant with `for (int i = 0; i < 10; i++)`.
  mutating func foreignFor(_ header: Int) -> Mistake? {
    let last = partners[position] >= 0 ? Int(partners[position]) : endOfLine(position)
    for index in position..<last where tokens[index].kind == .newline && text(index) == ";" {
      let mistake = Mistake("c-for", at: Span(tokens[header].start, tokens[last].end))
      position = last
      return mistake
    }
    return nil
  }

  /// Answers what was meant with `for i in range(10):`.
  mutating func pythonRange(_ name: String, _ header: Int) -> Mistake? {
    guard token.kind == .name, text(position) == "range", !known.contains("range"),
      ahead(1).kind == .openRound, partners[position + 1] >= 0,
      !definedNames.contains("range")
    else { return nil }
    let close = Int(partners[position + 1])
    var numbers: [String] = []
    var index = position + 2
    while index < close {
      var end = index
      while end < close, tokens[end].kind != .comma {
        end = partners[end] > Int32(end) ? Int(partners[end]) + 1 : end + 1
      }
      numbers.append(source.text(Span(tokens[index].start, tokens[max(index, end - 1)].end)))
      index = end + 1
    }
    let span = Span(tokens[position].start, tokens[close].end)
    var slots = ["name": name]
    if numbers.count == 1 {
      slots["fixed"] = "for \(name) from 1 to \(numbers[0])"
    } else if numbers.count >= 2 {
      let last =
        Int(numbers[1]).flatMap { $0 > Int.min ? String($0 - 1) : nil } ?? "\(numbers[1]) - 1"
      slots["fixed"] = "for \(name) from \(numbers[0]) to \(last)"
      if numbers.count == 3 { slots["fixed"]? += " by \(numbers[2])" }
    }
    let header = Span(tokens[header].start, span.end)
    let mistake = Mistake(
      "python-range", slots, at: span, suggestion: slots["fixed"].flatMap { checked(header, $0) })
    return mistake
  }

  /// A sign that other languages use here, or that none uses.
  mutating func foreignSign(after value: Expression?, from start: Int) -> Mistake {
    let span = token.span
    let sign = text(position)
    switch token.kind {
    case .ampersand:
      return Mistake("and-sign", ["sign": sign], at: span, suggestion: word("and"))
    case .bar where value == nil && position == start || sign == "|" && !isBetweenValues:
      return Mistake("size-bars", at: span)
    case .bar: return Mistake("or-sign", ["sign": sign], at: span, suggestion: word("or"))
    case .bang where isAttached(position) && position > 0 && endsValue(position + 1):
      let first = startOfValue(position - 1)
      let inside = source.text(Span(tokens[first].start, tokens[position - 1].end))
      let fixed = "factorial(\(inside))"
      let place = Span(tokens[first].start, token.end)
      return Mistake(
        "sign-as-function", ["sign": sign, "fixed": fixed], at: place,
        suggestion: checked(place, fixed))
    case .bang:
      return Mistake(
        "not-sign", at: span, suggestion: checked(Span(span.start, ahead(1).start), "not "))
    case .percent
    where mayStartValue(position + 1) && ahead(1).kind != .newline
      && ahead(1).kind != .endOfSource:
      return Mistake("percent-sign", at: span, suggestion: word("mod"))
    case .percent:
      if position > 0, tokens[position - 1].kind == .number {
        let number = text(position - 1)
        let place = Span(tokens[position - 1].start, token.end)
        let fixed = Self.hundredth(of: number)
        return Mistake(
          "percent-here", ["number": number, "fixed": fixed], at: place,
          suggestion: checked(place, fixed))
      }
      return Mistake("percent-sign", at: span)
    case .stepSign:
      return Mistake("step-sign", at: span)
    case .dots where sign.utf8.count == 2 && value != nil:
      return Mistake("range-dots", at: span, suggestion: word("to"))
    case .slashSlash:
      return Mistake(
        "slash-slash", [startsLine(position) ? "remark" : "sign": sign], at: span)
    case .pipeSign:
      return Mistake("pipe-sign", ["sign": sign], at: span, suggestion: word("then"))
    case .leftArrow: return Mistake("store-plainly", ["word": "<-"], at: span)
    case .fatArrow where stepMeant(text(min(position + 1, tokens.count - 1))) != nil:
      return Mistake("pipe-sign", ["sign": sign], at: span, suggestion: word("then"))
    case .fatArrow where value != nil && mayStartValue(position + 1) && checked(span, ">=") != nil:
      return Mistake(
        "sign-turned-round", ["sign": sign, "fixed": ">="], at: span,
        suggestion: checked(span, ">="))
    case .fatArrow: return Mistake("arrow-here", ["sign": sign], at: span)
    case .arrow: return Mistake("arrow-here", ["sign": sign], at: span)
    default: return otherSign(sign)
    }
  }

  /// Signs that say something in mathematics or another language.
  private func otherSign(_ sign: String) -> Mistake {
    let span = token.span
    if sign == "°", position > 0 {
      let first = startOfValue(position - 1)
      let inside = source.text(Span(tokens[first].start, tokens[position - 1].end))
      let place = Span(tokens[first].start, token.end)
      let fixed = "radians(\(inside))"
      if let fix = checked(place, fixed) {
        return Mistake(
          "sign-as-function", ["sign": sign, "fixed": fixed], at: place, suggestion: fix)
      }
    }
    if sign == "$", position > 0, tokens[position - 1].kind == .name, ahead(1).kind == .name {
      let place = Span(tokens[position - 1].start, ahead(1).end)
      let fixed = "\(text(position - 1)).\(text(position + 1))"
      if let fix = checked(place, fixed) {
        return Mistake(
          "point-for-part", ["sign": sign, "fixed": fixed], at: place, suggestion: fix)
      }
    }
    return Mistake("unknown-sign", ["sign": sign], at: span)
  }

  /// True at what may follow a value.
  private func endsValue(_ index: Int) -> Bool {
    switch tokens[min(index, tokens.count - 1)].kind {
    case .newline, .endOfSource, .closeRound, .closeSquare, .comma, .plus, .minus, .times, .divide:
      true
    default: false
    }
  }

  /// The first token of the simple value that ends at one: a name with its parts, a number, a bracket.
  private func startOfValue(_ index: Int) -> Int {
    var first = index
    if partners[first] >= 0, partners[first] < first { first = Int(partners[first]) }
    while first > 1, tokens[first - 1].kind == .dot || tokens[first - 1].kind == .name,
      isAttached(first)
    {
      first -= 1
    }
    return first
  }

  /// The digits of a hundredth of a number: `2` becomes `0.02`.
  private static func hundredth(of number: String) -> String {
    var digits: [UInt8] = []
    var places = 2
    var hasPoint = false
    for byte in number.utf8 {
      if byte == 0x2E {
        hasPoint = true
      } else if byte >= 0x30, byte <= 0x39 {
        digits.append(byte)
        if hasPoint { places += 1 }
      } else if byte != 0x5F {
        return number + " / 100"
      }
    }
    while digits.count <= places { digits.insert(0x30, at: 0) }
    digits.insert(0x2E, at: digits.count - places)
    while digits.last == 0x30 { digits.removeLast() }
    if digits.last == 0x2E { digits.removeLast() }
    while digits.count > 1, digits[0] == 0x30, digits[1] != 0x2E { digits.removeFirst() }
    return String(decoding: digits, as: UTF8.self)
  }

  private func word(_ word: String) -> Mistake.Suggestion? {
    let isTight = isAttached(position)
    let isTightAfter = isAttached(position + 1)
    return checked(token.span, (isTight ? " " : "") + word + (isTightAfter ? " " : ""))
  }

  /// True when the current sign stands between two values.
  private var isBetweenValues: Bool {
    guard position > 0 else { return false }
    switch tokens[position - 1].kind {
    case .name, .number, .textClose, .closeRound, .closeSquare, .superscript:
      return mayStartValue(position + 1) && ahead(1).kind != .newline
    default: return false
    }
  }

  // MARK: Questions

  /// Answers what was meant with `x is greater than 5`, `x at least 5`.
  mutating func comparisonWords(_ left: Expression?, _ place: Int) -> Mistake? {
    guard token.kind == .name else { return nil }
    var index = position
    if tokens[index].kind == .name, text(index) == "at" { index += 1 }
    var sign: String
    switch (text(index), text(min(index + 1, tokens.count - 1))) {
    case ("greater", "than"), ("larger", "than"), ("more", "than"), ("bigger", "than"),
      ("above", _), ("over", _), ("exceeds", _):
      sign = ">"
    case ("less", "than"), ("smaller", "than"), ("lower", "than"), ("below", _), ("under", _):
      sign = "<"
    case ("not", "equal"), ("different", "from"): sign = "!="
    case ("equals", _), ("equal", "to"): sign = "=="
    case ("least", _) where index > position: sign = ">="
    case ("most", _) where index > position: sign = "<="
    default: return nil
    }
    let isAbove = ["above", "below", "over", "under", "exceeds", "equals"].contains(text(index))
    let isBare = sign == ">=" || sign == "<=" || isAbove
    // As a name it stands alone, or before a sign.
    if isAbove {
      let next = tokens[index + 1].kind
      if known.contains(text(index)) || next == .newline || next == .endOfSource { return nil }
      if (next == .minus || next == .plus) && !isAttached(index + 2) { return nil }
    }
    // `not equal to` and `equal to` may or may not have their `to`.
    let hasTo = sign == "!=" && text(min(index + 2, tokens.count - 1)) == "to"
    if hasTo { index += 1 }
    guard mayStartValue(isBare ? index + 1 : index + 2) else { return nil }
    let first = tokens[place].word == .isWord && tokens[place].kind == .name ? place : position
    let last = isBare ? index : index + 1
    let span = Span(tokens[first].start, tokens[last].end)
    // `is not equal to`, whose `not` was read before.
    if first < position, tokens[first..<position].contains(where: { $0.word == .not }) {
      let turned = ["==": "!=", ">": "<=", "<": ">=", ">=": "<", "<=": ">", "!=": "=="]
      sign = turned[sign] ?? sign
    }
    return Mistake(
      "words-for-signs", ["words": source.text(span), "sign": sign], at: span,
      suggestion: checked(span, sign))
  }

  /// Answers what was meant with `M between 60 and 120`.
  mutating func between(_ left: Expression) -> Mistake {
    let middle = source.text(left.span)
    let place = token.span
    advance()
    var slots = ["value": middle]
    do throws(Mistake) {
      let low = try binary(Self.additiveLevel)
      guard token.kind == .name, token.word == .and else {
        return Mistake("between", slots, at: place)
      }
      advance()
      let high = try binary(Self.additiveLevel)
      slots["fixed"] = "\(source.text(low.span)) < \(middle) < \(source.text(high.span))"
      let span = Span(left.span.start, high.span.end)
      return Mistake(
        "between", slots, at: place, suggestion: slots["fixed"].flatMap { checked(span, $0) })
    } catch {
      return Mistake("between", slots, at: place)
    }
  }

  /// `M == NaN`: nothing is ever equal to a gap.
  func askMissing(_ left: Expression, _ right: Expression, isNegated: Bool) -> Mistake? {
    let value: Expression
    if isGap(right) { value = left } else if isGap(left) { value = right } else { return nil }
    let fixed = source.text(value.span) + (isNegated ? " is not missing" : " is missing")
    let span = left.span.joined(right.span)
    return Mistake("ask-missing", ["fixed": fixed], at: span, suggestion: checked(span, fixed))
  }

  private func isGap(_ value: Expression) -> Bool {
    switch value.form {
    case .missing: return true
    case .name(let name):
      return !known.contains(name)
        && vocabulary.word(Array(name.utf8)[...]) == .missingElsewhere
    default: return false
    }
  }

  // MARK: Inside brackets

  /// Answers what was meant with `xs[1:3]` or `xs[1, 2]`.
  mutating func severalIndexes(_ base: Expression, _ opener: Int) -> Mistake? {
    let name = source.text(base.span)
    let isSlice = token.kind == .colon
    let close = Int(partners[opener])
    guard close > position else { return nil }
    if !isAttached(opener), vocabulary.functions.contains(name), !known.contains(name),
      !storedNames.contains(name)
    {
      let list = source.text(Span(tokens[opener].start, tokens[close].end))
      let whole = Span(base.span.start, tokens[close].end)
      let fixed = "\(name)(\(list))"
      return Mistake(
        "brackets-needed", ["word": name, "fixed": fixed], at: base.span,
        suggestion: checked(whole, fixed))
    }
    let first = source.text(Span(tokens[opener + 1].start, tokens[position - 1].end))
    let second = source.text(Span(ahead(1).start, tokens[close - 1].end))
    let span = Span(base.span.start, tokens[close].end)
    if isSlice {
      guard close > position + 1 else { return Mistake("slice-colon", at: token.span) }
      let fixed = "slice(\(name), \(first), \(second))"
      return Mistake(
        "slice-colon", ["fixed": fixed], at: token.span, suggestion: checked(span, fixed))
    }
    let fixed = "\(name)[[\(first), \(second)]]"
    return Mistake(
      "index-comma", ["fixed": fixed], at: token.span, suggestion: checked(span, fixed))
  }

  /// Answers what was meant with `"{m:.2f}"`.
  mutating func formatAfterColon(_ value: Expression) -> Mistake {
    var digits = "2"
    let last = endOfLine(position)
    for index in position..<last where tokens[index].kind == .number {
      let text = self.text(index)
      digits = String(text.filter { $0 != "." })
      break
    }
    let fixed = "{text(\(source.text(value.span)), digits: \(digits))}"
    var close = position
    while close < last, tokens[close].kind != .fillClose { close += 1 }
    let span = Span(value.span.start - 1, tokens[close].end)
    return Mistake(
      "format-in-text", ["fixed": fixed], at: token.span, suggestion: checked(span, fixed))
  }
}

/// What is written almost as it should be.
extension Parser {
  /// True at a name that the program has stored something under.
  var isStoredName: Bool {
    token.kind == .name
      && (known.contains(text(position)) || definedNames.contains(text(position)))
  }

  /// Answers what was meant with `load penguins.csv`.
  func bareFile() -> Mistake? {
    guard token.kind == .name || token.kind == .dot else { return nil }
    // The words up to a space or comma, as `data/penguins.csv`.
    var last = position
    while tokens[last + 1].kind != .newline, tokens[last + 1].kind != .endOfSource,
      tokens[last + 1].kind != .comma, isAttached(last + 1)
    {
      last += 1
    }
    guard last > position + 1, tokens[last].kind == .name, tokens[last - 1].kind == .dot,
      vocabulary.isFileEnding(text(last))
    else { return nil }
    let span = Span(token.start, tokens[last].end)
    let fixed = "\"\(source.text(span))\""
    return Mistake(
      "file-in-quotes", ["fixed": fixed], at: span, suggestion: checked(span, fixed))
  }

  /// Answers what was meant with `d then filter x > 3`.
  func keepNotFilter(_ callee: Expression, _ inputs: [Argument]) -> Mistake? {
    guard case .name(let word) = callee.form, word == "filter" || word == "where",
      !known.contains(word), !definedNames.contains(word), inputs.count == 1
    else { return nil }
    switch inputs[0].value.form {
    case .comparison, .near, .isMissing, .binary(.and, _, _, _), .binary(.or, _, _, _): break
    default: return nil
    }
    return Mistake(
      "keep-not-filter",
      ["question": source.text(inputs[0].value.span), "word": word], at: callee.span,
      suggestion: checked(callee.span, "keep"))
  }
}
