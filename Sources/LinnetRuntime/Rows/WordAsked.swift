import LinnetData
import LinnetSyntax

/// A word that a question asks a column for and that none of its rows holds, with those that it does hold.
struct WordAsked {
  /// What there is to say about it: the column, the word, and the word that was meant, all words, or the nearest.
  private(set) var slots: [String: String]

  /// Finds the first such word in a question; nil when there is none.
  ///
  /// `among` are the comparisons that are looked at.
  init?(
    in question: Expression, of dataset: Dataset,
    among comparisons: [ComparisonOperator] = [.equal, .isIn]
  ) {
    var found: [String: String]?
    RowTree.walk(question) { part in
      if found == nil, case .comparison(let first, let rest) = part.form, rest.count == 1,
        comparisons.contains(rest[0].comparison)
      {
        found =
          Self.slots(first, rest[0], dataset)
          // `"Adele" == species` asks the same.
          ?? (rest[0].comparison == .equal ? Self.slots(rest[0].operand, first, dataset) : nil)
      }
      return found == nil
    }
    guard let found else { return nil }
    slots = found
  }

  /// Whether a question compares anything with a word, so that one may not be there.
  static func mayAsk(_ call: Call) -> Bool {
    var found = false
    for argument in call.arguments {
      RowTree.walk(argument.value) { part in
        if part.literal != nil { found = true }
        return !found
      }
    }
    return found
  }

  private static func slots(_ left: Expression, _ link: ComparisonLink, _ dataset: Dataset)
    -> [String: String]?
  {
    switch link.comparison {
    case .equal, .notEqual: return slots(left, link.operand, dataset)
    case .isIn, .isNotIn:
      guard case .list(let items) = link.operand.form, !items.isEmpty else { return nil }
      // One of them that is there is enough for a row.
      var first: [String: String]?
      for item in items {
        guard let missing = slots(left, item, dataset) else { return nil }
        if first == nil { first = missing }
      }
      return first
    default: return nil
    }
  }

  private static func slots(_ asked: Expression, _ word: Expression, _ dataset: Dataset)
    -> [String: String]?
  {
    guard asked.literal == nil, let name = VerbCall.name(asked), let word = word.literal,
      let column = dataset.column(name), case .text(let codes, let words) = column.storage
    else { return nil }
    var isThere = [Bool](repeating: false, count: words.count)
    for code in codes where code >= 0 { isThere[Int(code)] = true }
    let present = words.indices.filter { isThere[$0] }.map { words[$0] }
    guard !present.isEmpty, !present.contains(word) else { return nil }
    var slots = ["column": name, "asked": word]
    if present.count <= 6, let listed = quoted(present), listed.count == present.count {
      slots["words"] = present.count == 1 ? "only \(listed.text)" : listed.text
    }
    // One letter is near every other.
    if word.utf8.count > 2 || present.contains(where: { $0.lowercased() == word.lowercased() }) {
      slots["near"] = Spelling.nearest(word, among: Array(present.prefix(10_000)))
    }
    if slots["near"] == nil { slots["nearest"] = quoted(nearest(word, present))?.text }
    return slots
  }

  /// Up to four words in the order of how near they are: those that hold what was asked first.
  private static func nearest(_ word: String, _ words: [String]) -> [String] {
    let asked = word.lowercased()
    func rank(_ other: String) -> Int {
      let other = other.lowercased()
      if other.hasPrefix(asked) { return 0 }
      if asked.hasPrefix(other) { return 1 }
      if other.split(separator: " ").contains(where: { $0.hasPrefix(asked) }) { return 2 }
      return 3 + Spelling.distance(asked, other)
    }
    let ranked = words.prefix(2000).map { (word: $0, rank: rank($0)) }
    return ranked.sorted { ($0.rank, $0.word) < ($1.rank, $1.word) }.prefix(4).map { $0.word }
  }

  /// Words in quotes, as many of them as a slot of a message holds; nil where not even the first does.
  private static func quoted(_ words: [String]) -> (text: String, count: Int)? {
    var kept: [String] = []
    var length = 0
    for word in words {
      length += word.unicodeScalars.count + 4
      if length > 55 { break }
      kept.append("\"\(word)\"")
    }
    guard let last = kept.last else { return nil }
    if kept.count == 1 { return (last, 1) }
    return (kept.dropLast().joined(separator: ", ") + " and " + last, kept.count)
  }
}
