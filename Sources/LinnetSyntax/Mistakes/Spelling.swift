import LinnetText

/// Finds the word that was probably meant.
public enum Spelling {
  /// The nearest of some words, if exactly one is near enough.
  ///
  /// Near enough is one slip (a letter missing, added, wrong, or two swapped) for words of up to four
  /// letters, two up to eight, else three. A word that differs only in capital letters always wins, and one
  /// with another first letter is not near after more than one slip: hardly anybody begins a word wrongly.
  public static func nearest(_ word: String, among candidates: [String]) -> String? {
    let letters = Array(word.unicodeScalars)
    guard !letters.isEmpty, letters.count <= 64 else { return nil }
    let limit = letters.count <= 4 ? 1 : letters.count <= 8 ? 2 : 3
    let small = word.lowercased()
    var best: String?
    var bestDistance = limit + 1
    var isTie = false
    for candidate in candidates where candidate != word {
      if candidate.lowercased() == small { return candidate }
      let other = Array(candidate.unicodeScalars)
      let distance = self.distance(letters, other, limit: bestDistance)
      if distance > 1, !Self.beginAlike(letters, other) { continue }
      if distance < bestDistance {
        best = candidate
        bestDistance = distance
        isTie = false
      } else if distance == bestDistance, distance <= limit, candidate != best {
        isTie = true
      }
    }
    // A short word with every letter changed is another word.
    if bestDistance >= letters.count { return nil }
    return isTie ? nil : best
  }

  /// True when the first letters are the same, or stand one place later in the other word.
  private static func beginAlike(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Bool {
    guard let a = first.first, let b = second.first else { return false }
    return LetterFolding.small(a) == LetterFolding.small(b)
      || first.dropFirst().first.map(LetterFolding.small) == LetterFolding.small(b)
      || second.dropFirst().first.map(LetterFolding.small) == LetterFolding.small(a)
  }

  /// True when two words differ only in capital letters.
  public static func differsOnlyInCapitals(_ word: String, _ other: String) -> Bool {
    word != other && word.lowercased() == other.lowercased()
  }

  /// How many slips lie between two words, of long ones between their first 64 letters.
  public static func distance(_ first: String, _ second: String) -> Int {
    distance(
      Array(first.unicodeScalars.prefix(64)), Array(second.unicodeScalars.prefix(64)), limit: 64)
  }

  /// How many slips lie between two words (Damerau–Levenshtein with neighbours swapped only once).
  ///
  /// Gives up with `limit + 1` as soon as more than `limit` are certain.
  static func distance(
    _ first: [Unicode.Scalar], _ second: [Unicode.Scalar], limit: Int
  ) -> Int {
    if abs(first.count - second.count) > limit { return limit + 1 }
    if first.isEmpty || second.isEmpty { return max(first.count, second.count) }
    var before: [Int] = []
    var above = Array(0...second.count)
    for row in 1...first.count {
      var current = [row]
      var least = row
      for column in 1...second.count {
        let isSame = first[row - 1] == second[column - 1]
        var steps = min(
          above[column] + 1, current[column - 1] + 1, above[column - 1] + (isSame ? 0 : 1))
        if row > 1, column > 1, first[row - 1] == second[column - 2],
          first[row - 2] == second[column - 1]
        {
          steps = min(steps, before[column - 2] + 1)
        }
        current.append(steps)
        least = min(least, steps)
      }
      if least > limit { return limit + 1 }
      before = above
      above = current
    }
    return above[second.count]
  }

  /// True when a source reads correctly around a place once a suggestion is applied.
  ///
  /// The corrected source is read again; no mistake may be left on the line of the suggestion. Of a
  /// long source only that line is read.
  public static func readsCorrectly(
    _ suggestion: Mistake.Suggestion, in source: Source, vocabulary: Vocabulary,
    knownNames: Set<String> = []
  ) -> Bool {
    let line = source.lineIndex(at: suggestion.span.start)
    var start = 0
    var end = source.bytes.count
    if end > 40_000 {
      start = source.lineStarts[line]
      let last = source.lineIndex(at: max(suggestion.span.start, suggestion.span.end - 1)) + 1
      end = last < source.lineStarts.count ? source.lineStarts[last] : end
    }
    guard suggestion.span.start >= start, suggestion.span.end <= end,
      suggestion.span.start <= suggestion.span.end
    else { return false }
    var bytes = Array(source.bytes[start..<suggestion.span.start])
    let place = bytes.count
    bytes += suggestion.replacement.utf8
    bytes += source.bytes[suggestion.span.end..<end]
    let corrected = Source(bytes: bytes, name: source.name)
    let corrections = Parser.read(
      corrected, vocabulary: vocabulary, knownNames: knownNames, nesting: 200,
      makesSuggestions: false)
    let correctedLine = corrected.lineIndex(at: place)
    for mistake in corrections.mistakes {
      guard let span = mistake.span else { return false }
      if corrected.lineIndex(at: span.start) == correctedLine, mistake.code != "missing-end" {
        return false
      }
    }
    return true
  }
}
