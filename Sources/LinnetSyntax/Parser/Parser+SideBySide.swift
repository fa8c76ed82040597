/// Two things next to each other with nothing between, and signs that stand where none can.
extension Parser {
  /// Something follows a value on the same line with no sign between.
  mutating func sideBySide(after value: Expression?, from start: Int) -> Mistake {
    let left = position - 1
    guard left >= start, left >= 0 else {
      return Mistake("own-line", ["word": shortText(position)], at: token.span)
    }
    let leftToken = tokens[left]
    let whole = Span(leftToken.start, token.end)
    if let mistake = missingBeforeNewLine(left) { return mistake }
    if let mistake = spacedName(startOfLine(position)) { return mistake }
    if leftToken.kind == .number, token.kind == .name, isAttached(position),
      ahead(1).kind == .equal
    {
      return Mistake("digit-first", ["name": source.text(whole)], at: whole)
    }
    if brackets == 0, startsStatement(position) {
      return Mistake("own-line", ["word": text(position)], at: token.span)
    }
    if let mistake = missingSign(left) { return mistake }
    if let mistake = rowsOfData() { return mistake }
    if token.kind == .name, leftToken.kind == .name, let mistake = sentence() { return mistake }
    if let mistake = joiningWord() { return mistake }
    if let mistake = missingColon(left) { return mistake }
    if leftToken.kind == .number { return afterNumber(left, whole, from: start) }
    if leftToken.kind == .name, !leftToken.isReserved {
      if let mistake = afterName(left, from: start) { return mistake }
    } else if leftToken.kind == .closeRound, token.kind == .openRound || token.kind == .number {
      return Mistake("missing-between", ["left": ")", "right": text(position)], at: token.span)
    }
    if let mistake = missingComma(from: start) { return mistake }
    return Mistake(
      "missing-between", ["left": shortText(left), "right": shortText(position)], at: token.span)
  }

  /// `x = 3 +` and then a line that is no value: the sign before the line end waits for one.
  private mutating func missingBeforeNewLine(_ left: Int) -> Mistake? {
    guard continuation >= 0, continuation + 2 < tokens.count else { return nil }
    let first = tokens[continuation + 2]
    guard
      tokens[left].kind == .newline
        || left == continuation + 2 && first.kind == .name
          && (first.word == .command || first.word == .showing)
    else { return nil }
    position = continuation + 1
    return Mistake(
      "value-missing", ["after": text(continuation)], at: tokens[continuation].span)
  }

  /// Answers what was meant with `add ratio x / y` and `rename species kind`.
  private mutating func missingSign(_ left: Int) -> Mistake? {
    guard left > 0, tokens[left].kind == .name, tokens[left - 1].word == .command else {
      return nil
    }
    let sign: String
    switch text(left - 1) {
    case "add": sign = "="
    case "rename": sign = "to"
    default: return nil
    }
    let gap = Span(tokens[left].end, token.start)
    guard let fix = checked(gap, " \(sign) ") else { return nil }
    return Mistake(
      "missing-between",
      ["left": text(left), "right": shortText(position), "sign": sign], at: token.span,
      suggestion: fix)
  }

  /// Answers what was meant with `first 5 of d`.
  private mutating func rowsOfData() -> Mistake? {
    let first = startOfLine(position)
    guard text(position) == "of", ahead(1).kind == .name, endOfLine(position) == position + 2,
      tokens[first].word == .command, !known.contains("of")
    else { return nil }
    let span = Span(tokens[first].start, ahead(1).end)
    let words = source.text(Span(tokens[first].start, tokens[position - 1].end))
    let fixed = "\(text(position + 1)) then \(words)"
    return Mistake(
      "unknown-command", ["word": "of", "whole": fixed], at: token.span,
      suggestion: checked(span, fixed))
  }

  /// True at something that can only be the start of a step.
  func startsStatement(_ index: Int) -> Bool {
    guard tokens[index].kind == .name else { return false }
    switch tokens[index].word {
    case .ifWord, .repeat, .forWord, .whileWord, .stop, .next, .define, .returnWord, .tryWord,
      .expect, .use:
      return true
    case let word where word.isReserved: return false
    default:
      return isCommandUse(index)
        || tokens[index + 1].kind == .equal && tokens[max(0, index - 1)].word != .by
    }
  }

  /// Answers what was meant with `histogram x, bins 60`.
  private mutating func missingColon(_ left: Int) -> Mistake? {
    guard tokens[left].kind == .name, !tokens[left].isReserved, left > 0,
      tokens[left - 1].kind == .comma || tokens[left - 1].kind == .openRound
    else { return nil }
    switch token.kind {
    case .number, .textOpen: break
    case .openSquare where !isAttached(position): break
    default: return nil
    }
    let gap = Span(tokens[left].end, token.start)
    guard let fix = checked(gap, ": ") else { return nil }
    let fixed = "\(text(left)): \(shortText(position))"
    return Mistake("missing-colon", ["fixed": fixed], at: gap, suggestion: fix)
  }

  /// A misspelt joining word: `x > 3 adn y < 4`.
  private mutating func joiningWord() -> Mistake? {
    guard token.kind == .name, makesSuggestions, mayStartValue(position + 1),
      !known.contains(text(position)),
      let near = Spelling.nearest(
        text(position), among: ["and", "or", "then", "is", "in", "by", "mod", "div", "within"]),
      let fix = checked(token.span, near)
    else { return nil }
    return Mistake(
      "unknown-command", ["word": text(position), "near": near], at: token.span, suggestion: fix)
  }

  /// The text of a token; of a quote, the whole text.
  func shortText(_ index: Int) -> String {
    switch tokens[index].kind {
    case .textOpen:
      var last = index
      while last < tokens.count - 1, tokens[last].kind != .textClose { last += 1 }
      return source.text(Span(tokens[index].start, tokens[last].end))
    case .textClose:
      var first = index
      while first > 0, tokens[first].kind != .textOpen { first -= 1 }
      return source.text(Span(tokens[first].start, tokens[index].end))
    default: return text(index)
    }
  }

  private mutating func afterNumber(_ left: Int, _ whole: Span, from start: Int) -> Mistake {
    let number = text(left)
    // `3 x 4`, with the letter for the sign.
    if token.kind == .name, ["x", "X"].contains(text(position)), ahead(1).kind == .number,
      let fix = checked(token.span, "*")
    {
      let fixed = "\(number) * \(text(position + 1))"
      return Mistake(
        "side-by-side", ["left": number, "right": text(position), "fixed": fixed], at: token.span,
        suggestion: fix)
    }
    if token.kind == .openRound || token.kind == .name && !Self.units.contains(text(position)) {
      let end =
        token.kind == .openRound && partners[position] >= 0
        ? tokens[Int(partners[position])].end : token.end
      let right = source.text(Span(token.start, end))
      let fix = Mistake.Suggestion(Span(tokens[left].end, token.start), " * ")
      return Mistake(
        "side-by-side",
        [
          "left": number, "right": token.kind == .openRound ? "(" : right,
          "fixed": "\(number) * \(right)",
        ],
        at: token.span, suggestion: keep(fix))
    }
    if token.kind == .name {
      return Mistake(
        "unit-after-number", ["number": number, "unit": text(position)], at: token.span)
    }
    if token.kind == .number {
      if text(position).utf8.first == 0x2E {
        return Mistake("two-points", ["number": source.text(whole)], at: whole)
      }
      if brackets == 0, let joined = digitGroups(from: left) { return joined }
    }
    if let mistake = missingComma(from: start) { return mistake }
    return Mistake(
      "missing-between", ["left": number, "right": shortText(position)], at: token.span)
  }

  private static let units: Set<String> = [
    "eV", "keV", "MeV", "GeV", "TeV", "kg", "g", "mg", "m", "cm", "mm", "km", "nm", "s", "ms", "ns",
    "min", "h", "K", "C", "F", "V", "A", "W", "kW", "J", "N", "Pa", "hPa", "Hz", "rad", "deg", "fb",
    "pb", "USD", "EUR", "percent",
  ]

  /// `10 583`: digits in groups of three.
  private func digitGroups(from left: Int) -> Mistake? {
    var joined = text(left)
    var index = left + 1
    guard joined.utf8.count <= 3 else { return nil }
    while tokens[index].kind == .number, text(index).utf8.count == 3 {
      joined += text(index)
      index += 1
    }
    guard index > left + 1, tokens[index].kind != .number else { return nil }
    let span = Span(tokens[left].start, tokens[index - 1].end)
    return Mistake(
      "digit-groups", ["fixed": joined], at: span, suggestion: checked(span, joined))
  }

  /// A word that is followed by a value as if it were a command.
  private mutating func afterName(_ left: Int, from start: Int) -> Mistake? {
    let word = text(left)
    let span = tokens[left].span
    let first = startOfLine(position)
    if token.kind == .name, let mistake = comparisonWords(nil, left) { return mistake }
    let isStart =
      left == first
      || tokens[max(0, left - 1)].kind == .name && tokens[left - 1].word == .then
      || tokens[max(0, left - 1)].kind == .equal
    if !known.contains(word), !storedNames.contains(word) {
      let small = word.lowercased()
      if small != word, Vocabulary.isReserved(small) || vocabulary.isCommand(small) {
        return Mistake(
          "small-letters", ["word": word, "small": small], at: span,
          suggestion: checked(span, small))
      }
      if vocabulary.functions.contains(word) { return bracketsNeeded(left) }
      if vocabulary.isCommand(word), !isStart { return bracketsNeeded(left) }
      if isStart, makesSuggestions {
        let words = vocabulary.commands.map { $0.word } + ["fail"] + Vocabulary.reserved
        if let near = Spelling.nearest(word, among: words),
          let fix = checked(span, near)
        {
          return Mistake(
            "unknown-command", ["word": word, "near": near], at: span, suggestion: fix)
        }
      }
      if isStart, left == first {
        return Mistake("unknown-command", ["word": word], at: span)
      }
    } else if definedNames.contains(word), token.kind != .name || !token.isReserved {
      return bracketsNeeded(left)
    }
    return nil
  }

  /// The tokens of the current line.
  func startOfLine(_ index: Int) -> Int {
    var first = index
    while first > 0, tokens[first - 1].kind != .newline { first -= 1 }
    return first
  }

  func endOfLine(_ index: Int) -> Int {
    var last = index
    while tokens[last].kind != .newline, tokens[last].kind != .endOfSource { last += 1 }
    return last
  }

  /// Answers what was meant with `mean pt1`.
  private mutating func bracketsNeeded(_ left: Int) -> Mistake {
    let last = endOfValue(position)
    let inside = source.text(Span(token.start, tokens[last].end))
    let fixed = "\(text(left))(\(inside))"
    let span = Span(tokens[left].start, tokens[last].end)
    var slots = ["word": text(left), "fixed": fixed]
    // A whole table has no mean: it is a column that goes in.
    if loadedNames.contains(inside), text(left) != "count", text(left) != "columns" {
      slots["table"] = inside
    }
    return Mistake(
      "brackets-needed", slots, at: tokens[left].span, suggestion: checked(span, fixed))
  }

  /// The last token of a simple value: a name with its parts and brackets.
  private func endOfValue(_ index: Int) -> Int {
    var last = index
    if partners[last] >= 0 { last = Int(partners[last]) }
    if tokens[last].kind == .textOpen {
      while last < tokens.count - 1, tokens[last].kind != .textClose { last += 1 }
    }
    while true {
      let next = tokens[min(last + 1, tokens.count - 1)]
      if next.kind == .dot, tokens[min(last + 2, tokens.count - 1)].kind == .name {
        last += 2
      } else if next.kind == .openRound || next.kind == .openSquare, partners[last + 1] >= 0,
        isAttached(last + 1)
      {
        last = Int(partners[last + 1])
      } else {
        return last
      }
    }
  }

  /// A line of plain words, as one writes to a person.
  private func sentence() -> Mistake? {
    let first = startOfLine(position)
    let last = endOfLine(first)
    guard last - first >= 4, tokens[first].word != .command else { return nil }
    var neighbours = 0
    for index in first..<last {
      switch tokens[index].kind {
      case .name:
        if index > first, tokens[index].word == .none, tokens[index - 1].kind == .name,
          tokens[index - 1].word == .none
        {
          neighbours += 1
        }
      case .unknown, .dot, .bang, .comma, .unclosedText: break
      default: return nil
      }
    }
    guard neighbours >= 2 else { return nil }
    return Mistake("a-sentence", at: Span(tokens[first].start, tokens[last - 1].end))
  }

  /// Answers what was meant with `my cut = 5`.
  private func spacedName(_ first: Int) -> Mistake? {
    var index = first
    while tokens[index].kind == .name, !tokens[index].isReserved { index += 1 }
    guard index - first >= 2, index - first <= 4, tokens[index].kind == .equal else { return nil }
    if vocabulary.isCommand(text(first)), !vocabulary.isCommand(text(first + 1)) { return nil }
    var name = ""
    for place in first..<index { name += (place == first ? "" : "_") + text(place) }
    let span = Span(tokens[first].start, tokens[index - 1].end)
    return Mistake("space-in-name", ["fixed": name], at: span, suggestion: checked(span, name))
  }

  /// `show "a" x`: a comma is missing between the inputs of a command, or the items of a list.
  private func missingComma(from start: Int) -> Mistake? {
    let isList = brackets > 0
    let first = startOfLine(position)
    guard
      isList
        || tokens[first].kind == .name
          && (tokens[first].word == .showing || tokens[first].word == .command)
    else { return nil }
    let place = Span(tokens[position - 1].end, token.start)
    guard let fix = checked(place, ", ") else { return nil }
    return Mistake(
      "missing-comma", ["left": shortText(position - 1), "right": shortText(position)],
      at: token.span, suggestion: fix)
  }

  // MARK: Commas and equal signs

  /// A comma after a value where no list of values can be.
  mutating func strayComma(after value: Expression?, from start: Int) -> Mistake {
    if let mistake = numberWithComma(isBracketed: false) { return mistake }
    let first = startOfLine(position)
    let last = endOfLine(position)
    var place = first
    while place < position, tokens[place].kind != .equal { place += 1 }
    if place < position {
      let span = Span(tokens[place + 1].start, tokens[last - 1].end)
      let list = "[" + source.text(span) + "]"
      return Mistake("comma-list", ["fixed": list], at: token.span, suggestion: checked(span, list))
    }
    var equal = position
    while equal < last, tokens[equal].kind != .equal { equal += 1 }
    if equal < last { return Mistake("one-name-at-a-time", at: token.span) }
    return Mistake("stray-comma", at: token.span)
  }

  /// `=` after something that is not a name.
  mutating func strayEqual(after value: Expression?) -> Mistake {
    guard let value else { return Mistake("equals-here", at: token.span) }
    if continuation >= 0,
      source.lineIndex(at: tokens[continuation].start)
        != source.lineIndex(at: token.start)
    {
      position = continuation + 1
      return Mistake(
        "value-missing", ["after": text(continuation)], at: tokens[continuation].span)
    }
    let left = source.text(value.span)
    if case .binary = value.form, let name = dashedName(value) {
      return Mistake(
        "dash-in-name", ["fixed": name], at: value.span, suggestion: checked(value.span, name))
    }
    switch value.form {
    case .whole, .decimal, .text, .truth, .missing, .nothing, .unary(.minus, _):
      if ahead(1).kind == .name, !ahead(1).isReserved, endOfLine(position) == position + 2 {
        let fixed = "\(text(position + 1)) = \(left)"
        let span = Span(value.span.start, ahead(1).end)
        return Mistake(
          "store-backwards", ["left": left, "fixed": fixed], at: value.span,
          suggestion: checked(span, fixed))
      }
      return Mistake("store-backwards", ["left": left], at: value.span)
    case .comparison, .name, .index, .part:
      return Mistake("equals-here", at: token.span)
    default:
      return Mistake("store-target", ["left": left], at: value.span)
    }
  }

  /// The name with `_` that `my-cut` or `my-long-cut` was meant to be.
  func dashedName(_ value: Expression) -> String? {
    switch value.form {
    case .name(let name): return name
    case .binary(.subtract, let left, let right, _):
      guard let first = dashedName(left), case .name(let last) = right.form else { return nil }
      return first + "_" + last
    default: return nil
    }
  }

  /// Answers what was meant with `add my-gap = …`.
  func newNameNeeded(_ value: Expression) -> Mistake {
    if case .binary = value.form, let name = dashedName(value) {
      return Mistake(
        "dash-in-name", ["fixed": name], at: value.span, suggestion: checked(value.span, name))
    }
    return Mistake("store-target", ["left": source.text(value.span)], at: value.span)
  }

  // MARK: Names of this source

  /// All names that this source stores under.
  var storedNames: Set<String> {
    var names: Set<String> = []
    for index in 0..<tokens.count - 1 where tokens[index].kind == .name {
      if tokens[index + 1].kind == .equal { names.insert(name(index)) }
    }
    return names
  }

  /// All names under which this source stores a table that it loads or writes down.
  var loadedNames: Set<String> {
    var names: Set<String> = []
    for index in 0..<tokens.count - 2 where tokens[index].kind == .name {
      if tokens[index + 1].kind == .equal, ["load", "dataset"].contains(text(index + 2)) {
        names.insert(name(index))
      }
    }
    return names
  }

  /// All functions that this source defines.
  var definedNames: Set<String> {
    var names: Set<String> = []
    for index in 0..<tokens.count - 1 where tokens[index].kind == .name {
      if index > 0, tokens[index - 1].word == .define { names.insert(name(index)) }
      if tokens[index + 1].kind == .openRound, startsLine(index), partners[index + 1] >= 0,
        tokens[Int(partners[index + 1]) + 1].kind == .equal
      {
        names.insert(name(index))
      }
    }
    return names
  }

  // MARK: Suggestions

  /// A suggestion, when the source reads correctly with it.
  func checked(_ span: Span, _ replacement: String) -> Mistake.Suggestion? {
    keep(Mistake.Suggestion(span, replacement))
  }

  private func keep(_ suggestion: Mistake.Suggestion) -> Mistake.Suggestion? {
    guard makesSuggestions else { return nil }
    // The corrected text brings its own names, which may be others.
    return Spelling.readsCorrectly(
      suggestion, in: source, vocabulary: vocabulary, knownNames: sessionNames) ? suggestion : nil
  }
}
