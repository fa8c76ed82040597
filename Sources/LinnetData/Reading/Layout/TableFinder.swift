/// Finds where a table stands in a text, and the names of its columns.
///
///     Land-Ocean: Global Means      a line above: left out
///     Year,Jan,Feb,J-D              the names
///     ,degC,degC,degC               perhaps the units
///     1880,-.20,-.25,-.17           rows
///
///     Source: made up               lines below: left out
struct TableFinder {
  var dialect: Dialect
  let text: UnsafeBufferPointer<UInt8>
  let options: DelimitedOptions
  /// Where the search goes on.
  var start = 0
  var rows = SampleRows(
    UnsafeBufferPointer(start: nil, count: 0), from: 0, separator: 0, escapes: false,
    comments: CommentMarks(nil),
    most: 0)
  /// How many cells most rows have.
  var width = 1
  /// The first row of data among those looked at.
  var firstData = 0
  /// A line of comments straight above the rows: it may be the names.
  var comment: Int?
  var commentLines = 0

  /// Gets ready to look at a text.
  init(_ text: UnsafeBufferPointer<UInt8>, _ options: DelimitedOptions, _ dialect: Dialect) {
    self.text = text
    self.options = options
    self.dialect = dialect
  }

  /// Finds everything but the end.
  mutating func find() {
    guard text.baseAddress != nil else { return }
    skipLines()
    let said = separatorLine() ?? options.separator
    skipComments()
    takeSeparator(said)
    let commented = commentedNames()
    var header = 0
    if options.headerLine == nil, !options.hasHeaderSaid, commented == nil {
      header = skipTitles(header)
    }
    takeNames(header, commented)
    if commented != nil { commentLines -= 1 }
    if commentLines > 0 { dialect.decisions.append(.comments(commentLines)) }
  }

  // MARK: Above the table

  /// Leaves out as many lines as `skip:` and `header:` say.
  mutating func skipLines() {
    guard let base = text.baseAddress else { return }
    let end = base + text.count
    var cursor = base
    var lines = max(options.skip ?? 0, 0)
    if let line = options.headerLine { lines = max(line - 1, 0) }
    while lines > 0, cursor < end {
      Lines.skip(&cursor, end)
      lines -= 1
    }
    if options.headerLine == nil { Lines.skipBlank(&cursor, end) }
    start = cursor - base
  }

  /// `sep=;`, which spreadsheets write for each other.
  mutating func separatorLine() -> UInt8? {
    var place = start
    func byte(_ step: Int) -> UInt8 { place + step < text.count ? text[place + step] : 0 }
    if byte(0) == UInt8(ascii: "\"") { place += 1 }
    for letter in "sep=".utf8 {
      guard byte(0) | 32 == letter | 32 else { return nil }
      place += 1
    }
    let separator = byte(0)
    guard separator != 0x0A, separator != 0x0D, separator != 0 else { return nil }
    place += 1
    if byte(0) == UInt8(ascii: "\"") { place += 1 }
    guard byte(0) == 0x0A || byte(0) == 0x0D, let base = text.baseAddress else { return nil }
    var cursor = base + place
    Lines.skip(&cursor, base + text.count)
    Lines.skipBlank(&cursor, base + text.count)
    start = cursor - base
    return separator
  }

  /// Learns the mark of comments from lines above the table, and moves behind them.
  mutating func skipComments() {
    guard let base = text.baseAddress, options.headerLine == nil else { return }
    let end = base + text.count
    var cursor = base + start
    while cursor < end {
      if dialect.comments.begins(cursor, end) {
        comment = cursor - base
      } else if let mark = CommentMarks.usual(cursor, end), isComment(cursor, mark) {
        dialect.comments.learn(mark)
        comment = cursor - base
      } else {
        break
      }
      commentLines += 1
      Lines.skip(&cursor, end)
      Lines.skipBlank(&cursor, end)
    }
    if cursor >= end, let only = comment {
      // Nothing but comments: the last of them is the header of an empty table.
      cursor = base + only
      comment = nil
      commentLines -= 1
      dialect.comments = CommentMarks(options.comment)
    }
    start = cursor - base
  }

  /// True for a line that begins like a comment and is no row: `#,name` is one, with a column called `#`.
  func isComment(_ line: UnsafePointer<UInt8>, _ mark: [UInt8]) -> Bool {
    guard mark.count == 1 else { return true }
    let next = line[1]
    return next != UInt8(ascii: ",") && next != UInt8(ascii: ";") && next != 0x09
      && next != UInt8(ascii: "|")
  }

  // MARK: Separators

  mutating func takeSeparator(_ said: UInt8?) {
    if let said {
      dialect.separator = said
    } else {
      let finder = SeparatorFinder(
        text, from: start, comments: dialect.comments, escapes: dialect.escapes)
      let best = finder.best()
      if best.score > 0 {
        dialect.separator = best.separator
      } else {
        switch finder.blanks() {
        case .all: dialect.separator = 0x20
        case .none: dialect.separator = SeparatorFinder.none
        case .allButNames:
          // A name fewer than fields: words with blanks may stand in columns by position.
          let isByPosition = PositionColumns.find(text, options)?.skipped == 0
          dialect.separator = isByPosition ? SeparatorFinder.none : 0x20
        }
      }
    }
    readRows()
    if rows.sawBackslash, !dialect.escapes {
      // A backslash before a quote inside quotes: with its meaning the fields are others.
      dialect.escapes = true
      dialect.decisions.append(.backslashes)
      takeSeparator(said)
    }
  }

  mutating func readRows() {
    rows = SampleRows(
      text, from: start, separator: dialect.separator, escapes: dialect.escapes,
      comments: dialect.comments, most: 200)
    let counts = rows.rows.filter { row in
      guard row.count == 1, let base = text.baseAddress else { return true }
      return CommentMarks.usual(base + row.start, base + text.count) == nil
    }.map { $0.count }
    width = SeparatorFinder.width(of: counts).width
    if width == 1, let first = rows.rows.first, dialect.separator != SeparatorFinder.none {
      width = first.count
    }
  }
}
