/// The nearest spelling of a mistyped name.
enum Spelling {
  /// The one name that is nearest to a mistyped one; nil when none is near or two are equally near.
  ///
  /// A name with only other capitals is nearest of all; else at most 1 change up to 4 letters, 2 up to
  /// 8, 3 beyond (Damerau–Levenshtein: a letter more, less, other, or two swapped).
  static func nearest(to word: String, among names: [String]) -> String? {
    let lower = word.lowercased()
    let alike = names.filter { $0.lowercased() == lower }
    if alike.count == 1 { return alike[0] }
    let letters = Array(word.unicodeScalars)
    let allowed = letters.count <= 4 ? 1 : letters.count <= 8 ? 2 : 3
    var best: String?
    var least = allowed + 1
    for name in names where name != word {
      let other = Array(name.unicodeScalars)
      guard abs(other.count - letters.count) <= allowed, other.count <= 100 else { continue }
      let changes = distance(letters, other)
      if changes < least {
        least = changes
        best = name
      } else if changes == least {
        best = nil
      }
    }
    return least < letters.count ? best : nil
  }

  private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in 0..<a.count {
      var row = [i + 1]
      for j in 0..<b.count {
        var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          cost = min(cost, beforeLast[j - 1] + 1)
        }
        row.append(cost)
      }
      beforeLast = last
      last = row
    }
    return last[b.count]
  }
}
