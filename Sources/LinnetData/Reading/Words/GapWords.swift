/// The words that stand for a gap.
///
/// In a column of numbers or dates many signs do; in a column of words only `NA` does, and only where it is
/// neither in quotes nor a code among codes.
struct GapWords: Sendable {
  /// The words that a person named; nil for the usual ones.
  private let named: [[UInt8]]?

  /// The usual words, or those that `missing:` names.
  init(_ options: DelimitedOptions) {
    named =
      options.missingIsSaid ? options.missingWords.map { (word: String) in Array(word.utf8) } : nil
  }

  /// The usual words of everybody.
  init() { named = nil }

  /// True where a person named the words.
  var areNamed: Bool { named != nil }

  private static let usual: [[UInt8]] = [
    "NA", "N/A", "n/a", "NaN", "nan", "NAN", "null", "NULL", "Null", "None", "none", "#N/A", "#NA",
    "N.A.", "n.a.",
    "-", "--", "---", "–", "—", "..", "...", "…", ":", "x", "*", "**", "***", "****", ".", "<NA>",
    "na",
  ].map { (word: String) in Array(word.utf8) }

  /// Those that nobody needs to be told about: they say in all programs that nothing is there.
  private static let plain: [[UInt8]] = [
    "NA", "N/A", "n/a", "NaN", "nan", "NAN", "null", "NULL", "#N/A", "<NA>",
  ]
  .map { (word: String) in Array(word.utf8) }

  private static let longest = 5

  /// True for an empty cell and a word that is a gap among numbers and dates.
  @inline(__always)
  func isGap(_ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    if count == 0 { return true }
    if let named { return Self.contains(named, start, count) }
    if count <= Self.longest, Self.contains(Self.usual, start, count) { return true }
    return start[0] == UInt8(ascii: ":") && Self.isFlagged(start, count)
  }

  /// True for `: u`, as statistical offices write that there is no value, and why.
  private static func isFlagged(_ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    guard count >= 3, count <= 6, start[1] == 0x20 else { return false }
    for place in 2..<count where start[place] < 97 || start[place] > 122 { return false }
    return true
  }

  /// True for a word whose meaning needs no telling.
  func isPlain(_ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    count == 0 || areNamed || Self.contains(Self.plain, start, count)
  }

  /// True for a word that is a gap in a column of words as well.
  func isGapAmongWords(_ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    if let named { return count == 0 || Self.contains(named, start, count) }
    return count == 0 || Self.isNA(start, count)
  }

  /// True for the letters `NA`.
  static func isNA(_ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    count == 2 && start[0] == UInt8(ascii: "N") && start[1] == UInt8(ascii: "A")
  }

  private static func contains(_ words: [[UInt8]], _ start: UnsafePointer<UInt8>, _ count: Int)
    -> Bool
  {
    for word in words where word.count == count {
      var isSame = true
      for place in 0..<count where word[place] != start[place] {
        isSame = false
        break
      }
      if isSame { return true }
    }
    return false
  }
}
