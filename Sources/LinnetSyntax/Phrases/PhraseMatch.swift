/// Holds a line against a pattern: which words of the line fill which slot.
///
/// Slots may take several words, so it tries the ways one after another until what comes of one is accepted.
struct PhraseMatch {
  /// A slot with the units that it took.
  struct Bound {
    var slot: PhraseSlot
    var units: ArraySlice<PhraseUnit>
  }

  private let units: ArraySlice<PhraseUnit>
  private let words: PhraseWords
  /// Ends the search of a pattern that could fit in far too many ways.
  private var turns = 4000

  init(_ units: ArraySlice<PhraseUnit>, _ words: PhraseWords) {
    self.units = units
    self.words = words
  }

  /// Tries the ways in which a pattern fits until one is accepted.
  mutating func find(_ pattern: PhrasePattern, accept: ([Bound]) -> Bool) -> Bool {
    go(pattern.pieces[...], units.startIndex, [], accept)
  }

  private mutating func go(
    _ pieces: ArraySlice<PhrasePattern.Piece>, _ place: Int, _ bound: [Bound],
    _ accept: ([Bound]) -> Bool
  ) -> Bool {
    turns -= 1
    words.budget.turns -= 1
    guard turns > 0, words.budget.turns > 0 else { return false }
    guard let piece = pieces.first else { return place == units.endIndex && accept(bound) }
    let rest = pieces.dropFirst()
    switch piece {
    case .word(let choices):
      guard place < units.endIndex, units[place].kind == .word,
        choices.contains(units[place].small)
      else { return false }
      return go(rest, place + 1, bound, accept)
    case .sign(let sign):
      // A closing bracket may have been forgotten at the end of the line.
      if place == units.endIndex, sign == ")" || sign == "]" {
        return go(rest, place, bound, accept)
      }
      guard place < units.endIndex, units[place].small == sign,
        units[place].kind == .sign || units[place].kind == .number
      else { return false }
      return go(rest, place + 1, bound, accept)
    case .optional(let inner):
      return go(inner[...] + rest, place, bound, accept) || go(rest, place, bound, accept)
    case .choice(let choices):
      for choice in choices where go([choice] + rest, place, bound, accept) { return true }
      return false
    case .slot(let slot):
      guard place < units.endIndex else { return false }
      let most = min(slot.most, units.endIndex - place)
      for length in 1...max(1, most) {
        let taken = units[place..<(place + length)]
        guard words.mayFill(slot.kind, taken), Self.isBalanced(taken) else { continue }
        if go(rest, place + length, bound + [Bound(slot: slot, units: taken)], accept) {
          return true
        }
        if turns <= 0 { return false }
      }
      return false
    }
  }

  /// True when brackets are closed as often as they are opened, or the last are left open at the end of the line.
  private static func isBalanced(_ units: ArraySlice<PhraseUnit>) -> Bool {
    var depth = 0
    for unit in units where unit.kind == .sign {
      switch unit.small {
      case "(", "[": depth += 1
      case ")", "]":
        depth -= 1
        if depth < 0 { return false }
      default: break
      }
    }
    return depth == 0
  }
}
