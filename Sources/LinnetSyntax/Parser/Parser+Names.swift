extension Parser {
  /// Notes which words of the language this source uses as names of its own.
  ///
  /// Those that are stored, defined, counted with, inputs of a function, or named before a colon.
  mutating func learnNames() {
    for index in 0..<tokens.count - 1 where tokens[index].kind == .name {
      let next = tokens[index + 1].kind
      if next == .openRound, partners[index + 1] >= 0 { learnInputs(of: index) }
      guard mayBeLearned(index) else { continue }
      let previous = index > 0 ? tokens[index - 1] : nil
      switch next {
      case .equal, .arrow: known.insert(name(index))
      case .colon where previous?.kind == .openRound || previous?.kind == .comma:
        known.insert(name(index))
      case .comma, .closeRound, .closeSquare:
        // `f(near, 3)`: alone between brackets and commas a joining word can only be a name.
        if isJoining(index), let kind = previous?.kind,
          kind == .openRound || kind == .openSquare || kind == .comma
        {
          known.insert(name(index))
        }
      default:
        if previous?.word == .forWord || previous?.word == .each || previous?.word == .define {
          known.insert(name(index))
        }
      }
    }
  }

  /// Notes the name and the inputs of `f(x, y) = …` and `define f(x, y)`.
  private mutating func learnInputs(of index: Int) {
    let close = Int(partners[index + 1])
    let isDefined = index > 0 && tokens[index - 1].word == .define
    let isSmall = tokens[close + 1].kind == .arrow
    guard isDefined || isSmall || startsLine(index) && tokens[close + 1].kind == .equal else {
      return
    }
    if mayBeLearned(index), !isSmall { known.insert(name(index)) }
    var place = index + 2
    while place < close {
      if tokens[place].kind == .name, mayBeLearned(place) { known.insert(name(place)) }
      // A default is no name of an input.
      while place < close, tokens[place].kind != .comma {
        if partners[place] > place { place = Int(partners[place]) }
        place += 1
      }
      place += 1
    }
  }

  /// True for a word of the language that may also be a name, and for `above` and `below`.
  private func mayBeLearned(_ index: Int) -> Bool {
    let token = tokens[index]
    if token.word == .none {
      return token.end - token.start == 5 && (text(index) == "above" || text(index) == "below")
    }
    return !token.word.isReserved
  }

  /// True for a word that stands between two values.
  private func isJoining(_ index: Int) -> Bool {
    switch tokens[index].word {
    case .to, .by, .times, .near, .within, .mod, .div, .from, .between: true
    default: false
    }
  }
}
