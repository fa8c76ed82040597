/// Puts together what stands within a line: joins texts, and finds the ends of raw elements.
struct InlineBuilder {
  private var open: [(tag: String, source: String, inlines: [Prose.Inline])] = []
  private var inlines: [Prose.Inline] = []

  /// True when nothing has come yet.
  var isEmpty: Bool { inlines.isEmpty && open.isEmpty }

  /// Adds a thing, or words to the words before.
  mutating func add(_ inline: Prose.Inline) {
    if case .text(let text) = inline {
      if text.isEmpty { return }
      if case .text(let before) = inlines.last {
        inlines[inlines.count - 1] = .text(before + text)
        return
      }
    }
    inlines.append(inline)
  }

  /// Adds words in which letters of plane 15 stand for formulas.
  mutating func add(text: String, _ maths: MathsKeeper) {
    guard text.utf8.contains(0xF3) else { return add(.text(text)) }
    var words = ""
    for scalar in text.unicodeScalars {
      switch maths.kept(scalar) {
      case nil: words.unicodeScalars.append(scalar)
      case .character(let character): words += character
      case .formula(let tex, let isDisplayed, _):
        add(.text(words))
        words = ""
        add(.formula(tex, isDisplayed: isDisplayed))
      case .moreLines:
        add(.text(words))
        words = ""
        if inlines.last == .softBreak { inlines.removeLast() }
      }
    }
    add(.text(words))
  }

  /// Adds a piece of raw HTML: what may stay becomes an element, the rest is text.
  mutating func add(markup: String, _ maths: MathsKeeper) {
    for placed in MarkupTokens.read(markup) { add(placed.token, maths) }
  }

  /// Adds one token of raw HTML.
  mutating func add(_ token: MarkupToken, _ maths: MathsKeeper) {
    switch token {
    case .comment: break
    case .text(let text): add(text: text, maths)
    case .open("br", _), .close("br", _): add(.lineBreak)
    case .open(let tag, let source) where MarkupTokens.harmless.contains(tag) && open.count < 50:
      open.append((tag, source, inlines))
      inlines = []
    case .close(let tag, _) where open.last?.tag == tag:
      let inner = inlines
      inlines = open.removeLast().inlines
      inlines.append(.element(tag, inner))
    case .open(_, let source), .close(_, let source): add(.text(source))
    }
  }

  /// All that came; an element that was never closed is its tag as text.
  mutating func finish() -> [Prose.Inline] {
    while let element = open.popLast() {
      let inner = inlines
      inlines = element.inlines
      add(.text(element.source))
      for inline in inner { add(inline) }
    }
    defer { inlines = [] }
    return inlines
  }

  /// All that came, without spaces and ends of lines around it.
  mutating func finishTrimmed() -> [Prose.Inline] {
    var found = finish()
    while case .text(let text) = found.first {
      let rest = text.drop { $0.isWhitespace }
      found[0] = .text(String(rest))
      if !rest.isEmpty { break }
      found.removeFirst()
    }
    while case .text(var text) = found.last {
      while text.last?.isWhitespace == true { text.removeLast() }
      found[found.count - 1] = .text(text)
      if !text.isEmpty { break }
      found.removeLast()
    }
    return found
  }
}
