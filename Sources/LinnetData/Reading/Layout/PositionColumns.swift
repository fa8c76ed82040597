/// Columns that stand one under the other: the same places are blank in every line.
struct PositionColumns {
  /// How many letters each column takes, the blanks behind it included.
  let widths: [Int]

  /// Takes the widths that a person named.
  init(widths: [Int]) { self.widths = widths }

  /// Finds the columns; nil when no place is blank in every line, or a line is no UTF-8.
  ///
  /// Lines of titles and rules of dashes do not count; neither do lines shorter than the second column.
  init?(_ text: UnsafeBufferPointer<UInt8>, from start: Int, comments: CommentMarks) {
    let lines = Self.lines(text, from: start, comments: comments, most: 500)
    guard lines.count > 2 else { return nil }
    let longest = lines.reduce(0) { max($0, $1.count) }
    guard longest > 2, longest < 4096 else { return nil }
    var isBlank = [Bool](repeating: true, count: longest)
    for line in lines where !Self.isRule(line) {
      for (place, letter) in line.enumerated() where letter != 0x20 { isBlank[place] = false }
    }
    var starts: [Int] = []
    for place in 0..<longest where !isBlank[place] && (place == 0 || isBlank[place - 1]) {
      starts.append(place)
    }
    guard starts.count > 1 else { return nil }
    // A place that is blank in all lines by chance: behind it stands no name, so it divides nothing.
    let names = lines[0]
    starts = starts.enumerated().filter { number, from in
      let to = number + 1 < starts.count ? starts[number + 1] : longest
      return number == 0
        || names.count > from && names[from..<min(to, names.count)].contains { $0 != 0x20 }
    }.map { $0.element }
    guard starts.count > 1 else { return nil }
    // And a column is filled in some of the lines.
    for (number, from) in starts.enumerated() {
      let to = number + 1 < starts.count ? starts[number + 1] : longest
      let filled = lines.dropFirst().filter { line in
        line.count > from && line[from..<min(to, line.count)].contains { $0 != 0x20 }
      }
      guard filled.count * 5 >= lines.count else { return nil }
    }
    starts[0] = 0
    widths = starts.indices.map { number in
      number + 1 < starts.count ? starts[number + 1] - starts[number] : .max
    }
  }

  /// The text with tabs between its columns, how many these are, and how many lines of titles stood above.
  ///
  /// Nil where no column of numbers comes out: then it is a text of words.
  static func find(_ text: UnsafeBufferPointer<UInt8>, _ options: DelimitedOptions)
    -> (text: [UInt8], count: Int, skipped: Int)?
  {
    guard let base = text.baseAddress, options.skip == nil, options.headerLine == nil else {
      return nil
    }
    let end = base + text.count
    let comments = CommentMarks(options.comment)
    var cursor = base
    for skipped in 0..<6 {
      Lines.skipBlank(&cursor, end)
      guard cursor < end else { return nil }
      if let found = PositionColumns(text, from: cursor - base, comments: comments) {
        if let separated = found.separated(text, from: cursor - base, isFound: true),
          holdsNumbers(separated, found.widths.count)
        {
          return (separated, found.widths.count, skipped)
        }
      }
      Lines.skip(&cursor, end)
    }
    return nil
  }

  private static func holdsNumbers(_ text: [UInt8], _ count: Int) -> Bool {
    text.withUnsafeBufferPointer { text in
      let rows = SampleRows(
        text, from: 0, separator: 0x09, escapes: false, comments: CommentMarks(nil), most: 200)
      guard rows.rows.count > 2 else { return false }
      return (0..<count).contains { place in
        var numbers = 0
        var others = 0
        for row in 1..<rows.rows.count {
          let glance = rows.glance(row, place)
          if glance.isNumber || glance == .date {
            numbers += 1
          } else if !glance.isEmpty {
            others += 1
          }
        }
        return numbers > 0 && numbers >= 4 * others
      }
    }
  }

  /// The lines as letters; tabs count as one.
  private static func lines(
    _ text: UnsafeBufferPointer<UInt8>, from start: Int, comments: CommentMarks, most: Int
  ) -> [[UInt32]] {
    guard let base = text.baseAddress else { return [] }
    let end = base + text.count
    var cursor = base + start
    var lines: [[UInt32]] = []
    while cursor < end, lines.count < most {
      let from = cursor
      Lines.skip(&cursor, end)
      if comments.begins(from, end) { continue }
      var letters: [UInt32] = []
      for scalar in String(
        decoding: UnsafeBufferPointer(start: from, count: cursor - from), as: UTF8.self
      ).unicodeScalars
      where scalar.value >= 0x20 || scalar.value == 0x09 {
        letters.append(scalar.value == 0xA0 || scalar.value == 0x09 ? 0x20 : scalar.value)
      }
      while letters.last == 0x20 { letters.removeLast() }
      if !letters.isEmpty { lines.append(letters) }
    }
    return lines
  }

  private static func isRule(_ line: [UInt32]) -> Bool {
    line.allSatisfy {
      $0 == 0x2D || $0 == 0x3D || $0 == 0x5F || $0 == 0x20 || $0 == 0x2B || $0 == 0x2500
    }
  }

  /// The text with tabs between the cells, and without the blanks around them.
  ///
  /// Nil where the columns were found on the first lines and a later line has letters across a border.
  func separated(
    _ text: UnsafeBufferPointer<UInt8>, from start: Int, isFound: Bool = false
  ) -> [UInt8]? {
    var result: [UInt8] = []
    result.reserveCapacity(text.count - start)
    guard let base = text.baseAddress else { return result }
    let end = base + text.count
    var cursor = base + start
    while cursor < end {
      let from = cursor
      Lines.skip(&cursor, end)
      var stop = cursor
      while stop > from, (stop - 1).pointee == 0x0A || (stop - 1).pointee == 0x0D { stop -= 1 }
      let line = UnsafeBufferPointer(start: from, count: stop - from)
      if !append(line, to: &result), isFound, !NoteLines.isRule(Array(line)) { return nil }
      result.append(0x0A)
    }
    return result
  }

  /// Adds the cells of a line; false where a letter stands right before a column, and one in it.
  private func append(_ line: UnsafeBufferPointer<UInt8>, to result: inout [UInt8]) -> Bool {
    var place = 0
    var isApart = true
    for (number, width) in widths.enumerated() {
      var stop = place
      var letters = 0
      while stop < line.count, letters < width || number == widths.count - 1 {
        stop += 1
        // The bytes that follow in a letter of several.
        while stop < line.count, line[stop] & 0xC0 == 0x80 { stop += 1 }
        letters += 1
      }
      var from = place
      var to = stop
      ByteSpaces.trim(line, &from, &to)
      if number > 0, place < line.count || from < to { result.append(0x09) }
      appendCell(line, from..<to, to: &result)
      if number > 0, from == place, from < to, place > 0, line[place - 1] != 0x20 {
        isApart = false
      }
      place = stop
    }
    return isApart
  }

  private func appendCell(
    _ line: UnsafeBufferPointer<UInt8>, _ cell: Range<Int>, to result: inout [UInt8]
  ) {
    let quote = UInt8(ascii: "\"")
    let needsQuotes = cell.contains { line[$0] == 0x09 || line[$0] == quote }
    if needsQuotes { result.append(quote) }
    for place in cell {
      if line[place] == quote { result.append(quote) }
      result.append(line[place])
    }
    if needsQuotes { result.append(quote) }
  }
}
