/// Finds the byte between the fields of a text table: the one that gives most lines the same number of them.
struct SeparatorFinder {
  /// A separator with how many fields it gives, and how well the lines agree on that.
  struct Choice {
    var separator: UInt8
    /// The number of fields that most lines have; 1 when nothing separates.
    var width = 1
    /// The part of the lines that have it.
    var score = 0.0
  }

  /// Stands between the fields of a table with one column.
  static let none: UInt8 = 0x1F

  private static let most = 200

  private let text: UnsafeBufferPointer<UInt8>
  private let start: Int
  private let comments: CommentMarks
  private let escapes: Bool

  init(
    _ text: UnsafeBufferPointer<UInt8>, from start: Int, comments: CommentMarks, escapes: Bool
  ) {
    self.escapes = escapes
    self.text = text
    self.start = start
    self.comments = comments
  }

  /// The best of the usual separators.
  func best() -> Choice {
    var best = Choice(separator: Self.none)
    for candidate in "\t;|,".utf8 {
      let choice = choice(of: candidate)
      if choice.score > best.score { best = choice }
    }
    if best.separator == UInt8(ascii: ","), isDecimalComma(best) {
      best = Choice(separator: Self.none)
    }
    return best
  }

  /// How well a separator fits.
  func choice(of separator: UInt8) -> Choice {
    let counts = fieldCounts(separator)
    let (width, agreeing) = Self.width(of: counts)
    guard width > 1 else { return Choice(separator: separator) }
    var score = Double(agreeing) / Double(counts.count)
    // The names of the columns hold the separator too; lines of titles may stand above them.
    if let first = counts.first, first != width, first != width - 1, first != width + 1, first > 1 {
      score /= 2
    }
    return Choice(separator: separator, width: width, score: score)
  }

  /// How many fields most lines of a table have, and how many lines have so many.
  ///
  /// Lines of one field are titles and remarks, also where they are many, if those of the table stand together.
  /// Otherwise nothing separates.
  static func width(of counts: [Int]) -> (width: Int, agreeing: Int) {
    var rows: [Int: Int] = [:]
    for count in counts { rows[count, default: 0] += 1 }
    var width = 1
    var agreeing = 0
    for (count, number) in rows where count > 1 {
      if number > agreeing || number == agreeing && count > width {
        width = count
        agreeing = number
      }
    }
    guard agreeing * 2 < counts.count else { return (width, agreeing) }
    guard agreeing > 1 else { return (1, counts.count) }
    var run = 0
    var longest = 0
    for count in counts {
      run = count == width ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest * 4 >= agreeing * 3 ? (width, agreeing) : (1, counts.count)
  }

  /// How many fields the first lines have.
  private func fieldCounts(_ separator: UInt8) -> [Int] {
    guard let base = text.baseAddress else { return [] }
    let end = base + text.count
    var scanner = FieldScanner(
      start: base, end: end, separator: separator, escapes: escapes)
    var cursor = base + start
    var counts: [Int] = []
    while cursor < end, counts.count < Self.most, cursor - base - start < 1 << 20 {
      if comments.begins(cursor, end) {
        Lines.skip(&cursor, end)
        continue
      }
      var fields = 0
      var isBlank = true
      let lineStart = cursor
      while true {
        let field = scanner.next(&cursor)
        fields += 1
        if field.count > 0 { isBlank = false }
        if field.endsRow { break }
      }
      // A line that looks like a comment says nothing about the others, unless it has as many fields.
      if !isBlank, fields > 1 || CommentMarks.usual(lineStart, end) == nil { counts.append(fields) }
    }
    return counts
  }

  /// True where the comma stands in the numbers of a single column: `1,5` below a name without one.
  private func isDecimalComma(_ choice: Choice) -> Bool {
    guard choice.width == 2 else { return false }
    let rows = SampleRows(
      text, from: start, separator: Self.none, escapes: escapes, comments: comments, most: Self.most
    )
    guard rows.rows.count > 1 else { return false }
    for row in rows.rows.indices.dropFirst() {
      let glance = rows.glance(row, 0)
      guard glance.isNumber || glance.isEmpty else { return false }
    }
    return rows.glance(0, 0) == .word && !rows.cell(0, 0).contains(UInt8(ascii: ","))
  }

  // MARK: Blanks

  /// Whether runs of blanks separate.
  enum Blanks { case none, all, allButNames }

  /// Whether runs of blanks separate: every row has as many fields, and some column holds numbers.
  ///
  /// Lines of titles may stand above. Words with spaces are no columns, so a table of nothing but words is none.
  func blanks() -> Blanks {
    let rows = SampleRows(
      text, from: start, separator: 0x20, escapes: escapes, comments: comments, most: Self.most)
    guard let last = rows.rows.last, rows.rows.count > 1 else { return .none }
    let width = last.count
    guard width > 1 else { return .none }
    var first = 0
    while first < min(rows.rows.count, 10), rows.rows[first].count != width { first += 1 }
    // The names may be one fewer, or stand in the line of comments above.
    let names = first > 0 && rows.rows[first - 1].count == width - 1 ? first - 1 : first
    guard first < rows.rows.count, names == 0 || rows.rows[names...].count > 2,
      rows.rows[first...].allSatisfy({ $0.count == width })
    else { return .none }
    let data = (names == first ? first + 1 : first)..<rows.rows.count
    guard !data.isEmpty else { return .none }
    let holdsNumbers = (0..<width).contains { place in
      data.allSatisfy { row in
        let glance = rows.glance(row, place)
        return glance.isNumber || glance.isEmpty
      } && data.contains { rows.glance($0, place).isNumber }
    }
    guard holdsNumbers else { return .none }
    return names == first ? .all : .allButNames
  }
}
