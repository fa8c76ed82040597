/// The word that was perhaps meant: the nearest by letters left out, added, changed or swapped.
enum Nearest {
  /// The one word within reach, as `Distance` of the language has it: 1 up to 4 letters, 2 up to 8, else 3.
  static func word(to typed: String, among words: [String]) -> String? {
    let letters = Array(typed.lowercased())
    let reach = letters.count <= 4 ? 1 : letters.count <= 8 ? 2 : 3
    var best: (word: String, distance: Int)?
    var isTied = false
    for word in words {
      let distance = distance(letters, Array(word.lowercased()))
      guard distance <= reach else { continue }
      if let known = best, known.distance <= distance {
        if known.distance == distance { isTied = true }
      } else {
        best = (word, distance)
        isTied = false
      }
    }
    return isTied ? nil : best?.word
  }

  /// The Damerau–Levenshtein distance (optimal string alignment).
  private static func distance(_ left: [Character], _ right: [Character]) -> Int {
    guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
    var before = [Int](repeating: 0, count: right.count + 1)
    var last = Array(0...right.count)
    for i in 1...left.count {
      var row = [i] + [Int](repeating: 0, count: right.count)
      for j in 1...right.count {
        let change = left[i - 1] == right[j - 1] ? 0 : 1
        row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + change)
        if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
          row[j] = min(row[j], before[j - 2] + 1)
        }
      }
      before = last
      last = row
    }
    return last[right.count]
  }
}
