/// What one cell holds.
enum Cell {
  case gap
  case whole(Int64)
  case decimal(Double)
  case date(Int64)
  case truth(Bool)
  case word
}

/// Says whether a cell is an answer.
enum CellReader {
  private static let words: [(letters: [UInt8], answer: Bool)] = [
    ("true", true), ("True", true), ("TRUE", true), ("false", false), ("False", false),
    ("FALSE", false),
  ].map { (word: String, answer: Bool) in (Array(word.utf8), answer) }

  /// `true` or `false` in the usual three ways of writing capitals.
  static func truth(_ start: UnsafePointer<UInt8>, _ count: Int) -> Bool? {
    guard count == 4 || count == 5 else { return nil }
    for word in words where word.letters.count == count {
      var isSame = true
      for place in 0..<count where word.letters[place] != start[place] { isSame = false }
      if isSame { return word.answer }
    }
    return nil
  }
}
