/// Finds where a table stands in a text, and the names of its columns.
///
///     Land-Ocean: Global Means      a line above: left out
///     Year,Jan,Feb,J-D              the names
///     ,degC,degC,degC               perhaps the units
///     1880,-.20,-.25,-.17           rows
///
///     Source: made up               lines below: left out
struct TableFinder {
  private(set) var dialect: Dialect
  private let text: UnsafeBufferPointer<UInt8>
  private let options: DelimitedOptions
  /// Where the search goes on.
  private var start = 0
  private var rows = SampleRows(
    UnsafeBufferPointer(start: nil, count: 0), from: 0, separator: 0, escapes: false,
    comments: CommentMarks(nil),
    most: 0)
  /// How many cells most rows have.
  private var width = 1
  /// The first row of data among those looked at.
  private var firstData = 0
  /// A line of comments straight above the rows: it may be the names.
  private var comment: Int?
  private var commentLines = 0

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
  private mutating func skipLines() {
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
  private mutating func separatorLine() -> UInt8? {
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
  private mutating func skipComments() {
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
  private func isComment(_ line: UnsafePointer<UInt8>, _ mark: [UInt8]) -> Bool {
    guard mark.count == 1 else { return true }
    let next = line[1]
    return next != UInt8(ascii: ",") && next != UInt8(ascii: ";") && next != 0x09
      && next != UInt8(ascii: "|")
  }

  // MARK: Separators

  private mutating func takeSeparator(_ said: UInt8?) {
    if let said {
      dialect.separator = said
    } else {
      let finder = SeparatorFinder(
        text, from: start, comments: dialect.comments, escapes: dialect.escapes)
      let best = finder.best()
      if best.score > 0 {
        dialect.separator = best.separator
      } else {
        dialect.separator = finder.blanksSeparate() ? 0x20 : SeparatorFinder.none
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

  private mutating func readRows() {
    rows = SampleRows(
      text, from: start, separator: dialect.separator, escapes: dialect.escapes,
      comments: dialect.comments, most: 200)
    width = SeparatorFinder.width(of: rows.rows.map { $0.count }).width
    if width == 1, let first = rows.rows.first, dialect.separator != SeparatorFinder.none {
      width = first.count
    }
  }

  // MARK: The row of names

  /// `# x y z` straight above the numbers is the header; nil where there is no such line.
  private func commentedNames() -> [[UInt8]]? {
    guard let comment, !rows.rows.isEmpty, let mark = dialect.comments.known.last else {
      return nil
    }
    let named = SampleRows(
      text, from: comment + mark.count, to: rows.rows[0].start, separator: dialect.separator,
      escapes: dialect.escapes,
      comments: CommentMarks(nil), most: 1)
    guard let row = named.rows.first, row.count == rows.rows[0].count, row.count > 1,
      (0..<row.count).contains(where: { rows.glance(0, $0).isNumber })
    else { return nil }
    return (0..<row.count).map { named.cell(0, $0) }
  }

  /// The first row that is no title: titles fill one cell, or few where a row of words follows that fills all.
  private mutating func skipTitles(_ first: Int) -> Int {
    guard width > 1, options.skip == nil else { return first }
    var row = first
    while row + 1 < rows.rows.count, row < 40, isTitle(row) { row += 1 }
    // Titles down to the last row are no titles.
    guard row + 1 < rows.rows.count || row == first else { return first }
    if row > first { dialect.decisions.append(.linesAbove(lines(from: first, to: row))) }
    return row
  }

  private func lines(from first: Int, to row: Int) -> Int {
    (first..<row).filter { rows.rows[$0].filled > 0 }.count
  }

  private func isTitle(_ row: Int) -> Bool {
    let cells = rows.rows[row]
    if isGroupRow(row) { return false }
    if cells.filled == 1 {
      // A name or a row that lacks all its other cells begins no table of several columns.
      return cells.count == 1 || rows.isFilled(row, 0) && width > 2 || width > 3
        || rows.isFilled(row, 0) && isFull(row + 1) && row + 2 < rows.rows.count
          && allWords(row + 1)
          && !allWords(row + 2)
    }
    // A line with fewer fields than the rows, or one with few of them filled, above a row of names.
    guard cells.count < width || cells.filled * 2 <= width else { return false }
    var next = row + 1
    while next < rows.rows.count, next < row + 20, !isFull(next) || rows.rows[next].count < width {
      next += 1
    }
    return next + 1 < rows.rows.count && allWords(next) && rows.rows[next].filled > cells.filled
      && !allWords(next + 1)
  }

  private func isFull(_ row: Int) -> Bool {
    row < rows.rows.count && rows.rows[row].filled >= 2 && rows.rows[row].filled >= width - 1
  }

  /// True when a row holds words and years only, as names of columns do.
  private func allWords(_ row: Int) -> Bool {
    guard row < rows.rows.count else { return false }
    return (0..<rows.rows[row].count).allSatisfy { place in
      switch rows.glance(row, place) {
      case .word, .empty, .year, .date, .gap: true
      default: false
      }
    }
  }

  /// True for a row of groups above the names: `,Male,,Female,` above `Region,2021,2022,2021,2022`.
  private func isGroupRow(_ row: Int) -> Bool {
    guard row + 2 < rows.rows.count, width > 2, rows.rows[row].count >= width - 1,
      rows.rows[row + 1].count == width,
      rows.rows[row].filled >= 1, rows.rows[row].filled < width, allWords(row), allWords(row + 1)
    else { return false }
    // It spans: a filled cell with empty ones behind it, below all of which there are names.
    var spans = false
    for place in 1..<width
    where !rows.isFilled(row, place) && rows.isFilled(row, place - 1) && place > 1 { spans = true }
    guard spans else { return false }
    for place in 0..<width where !rows.isFilled(row, place) || place > 0 {
      if rows.isFilled(row, place), place > 0, !rows.isFilled(row + 1, place) { continue }
      if !rows.isFilled(row + 1, place), place > 0 { return false }
    }
    // The names below repeat, or the first cell is empty above or below.
    var seen: Set<[UInt8]> = []
    var repeats = false
    for place in 1..<width where !seen.insert(rows.cell(row + 1, place)).inserted { repeats = true }
    guard repeats || !rows.isFilled(row, 0) || !rows.isFilled(row + 1, 0) else { return false }
    return !allWords(row + 2)
  }

  // MARK: Names

  private mutating func takeNames(_ first: Int, _ commented: [[UInt8]]?) {
    guard !rows.rows.isEmpty else { return }
    var row = first
    var names: [[UInt8]]
    var isNamed = true
    if let commented {
      names = commented
      dialect.dataStart = rows.rows[0].start
      row = 0
    } else if isGroupRow(row), options.headerLine == nil, !options.hasHeaderSaid {
      names = joined(row)
      dialect.decisions.append(.joinedNames)
      row += 2
    } else if options.hasNoHeader || options.headerLine == nil && isData(row) {
      isNamed = false
      names = [[UInt8]](repeating: [], count: max(width, rows.rows[row].count))
      dialect.dataStart = rows.rows[row].start
    } else {
      names = (0..<rows.rows[row].count).map { rows.cell(row, $0) }
      noteSpaces(row)
      row += 1
    }
    dialect.hasNames = isNamed
    if commented == nil, isNamed { dialect.dataStart = rows.rows[row - 1].next }
    if isNamed, !options.isExact { takeExtraFields(&names, row) }
    var units: [[UInt8]]?
    if isNamed, options.headerLine == nil { units = takeUnits(&row, names.count) }
    firstData = row
    dropTrailingName(&names, row)
    clean(names, units)
    if !isNamed, !options.hasHeaderSaid, options.headerNames?.count ?? 0 < dialect.names.count {
      dialect.decisions.append(.noNames(first: dialect.names.first ?? ""))
    }
  }

  /// True when the first row is data: it holds a number or date above numbers or dates.
  private func isData(_ row: Int) -> Bool {
    let count = rows.rows[row].count
    let glances = (0..<count).map { CellGlance(rows.cell(row, $0), isName: true) }
    guard glances.contains(where: { $0.isNumber || $0 == .date }) else { return false }
    // Names of columns are all there; a single line of numbers is no header.
    if row + 1 >= rows.rows.count { return glances.allSatisfy { $0 != .word } }
    let years = glances.filter { $0 == .year }.count
    let counted = countsUp(row, glances)
    for (place, glance) in glances.enumerated() {
      switch glance {
      case .decimal: if hasNumbers(place, below: row) { return true }
      case .date: if hasDates(place, below: row) { return true }
      case .whole: if !counted, hasNumbers(place, below: row) { return true }
      case .year:
        // Years are names of columns of numbers, but not above nothing but years.
        if years == 1 || !isRising(row, glances), hasYears(place, below: row) { return true }
      default: break
      }
    }
    return glances.allSatisfy { $0 != .word } && years == 0 && !counted
  }

  /// True for 1, 2, 3, … above decimals: numbers of months or bins.
  private func countsUp(_ row: Int, _ glances: [CellGlance]) -> Bool {
    let places = glances.indices.filter { glances[$0] == .whole }
    guard places.count > 2, glances.contains(.word) else { return false }
    var last: Int?
    for place in places {
      guard let value = Int(rows.text(row, place)), last.map({ value == $0 + 1 }) ?? (value <= 1)
      else { return false }
      last = value
    }
    return places.contains { place in below(row).contains { rows.glance($0, place) == .decimal } }
  }

  private func isRising(_ row: Int, _ glances: [CellGlance]) -> Bool {
    var last: Int?
    for place in glances.indices where glances[place] == .year {
      guard let year = Int(rows.text(row, place)), last.map({ year > $0 }) ?? true else {
        return false
      }
      last = year
    }
    return true
  }

  private func below(_ row: Int) -> Range<Int> {
    min(row + 1, rows.rows.count)..<min(rows.rows.count, row + 51)
  }

  private func hasNumbers(_ place: Int, below row: Int) -> Bool {
    most(place, below: row) { $0.isNumber }
  }

  private func hasDates(_ place: Int, below row: Int) -> Bool {
    most(place, below: row) { $0 == .date }
  }

  private func hasYears(_ place: Int, below row: Int) -> Bool {
    most(place, below: row) { $0 == .year }
  }

  /// True when most cells below, and one at least, answer with yes.
  private func most(_ place: Int, below row: Int, _ question: (CellGlance) -> Bool) -> Bool {
    var yes = 0
    var no = 0
    for below in below(row) {
      let glance = rows.glance(below, place)
      if glance.isEmpty { continue }
      if question(glance) { yes += 1 } else { no += 1 }
    }
    return yes > no
  }

  /// Two rows of names as one: the group, which goes on over empty cells, and the name below it.
  private func joined(_ row: Int) -> [[UInt8]] {
    var group: [UInt8] = []
    return (0..<width).map { place in
      if rows.isFilled(row, place) { group = rows.cell(row, place) }
      let name = rows.cell(row + 1, place)
      if place == 0, !rows.isFilled(row, 0) { return name }
      if name.isEmpty || group.isEmpty { return name.isEmpty ? group : name }
      return group + [0x20] + name
    }
  }

  private mutating func noteSpaces(_ row: Int) {
    guard dialect.separator != 0x20 else { return }
    let cells = rows.rows[row]
    // A space beside a separator that belongs to no quoted name.
    let raw = Array(text[cells.start..<cells.next])
    var isQuoted = false
    for (place, byte) in raw.enumerated() {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      guard !isQuoted, byte == 0x20 || byte == 0xA0 && place > 0 && raw[place - 1] == 0xC2 else {
        continue
      }
      let isBefore =
        place + 1 < raw.count
        && (raw[place + 1] == dialect.separator || raw[place + 1] == 0x0A || raw[place + 1] == 0x0D)
      let isBehind = place == 0 || raw[place - 1] == dialect.separator
      if isBefore || isBehind { dialect.hadSpacedNames = true }
    }
  }

  /// More fields in every row than there are names.
  private mutating func takeExtraFields(_ names: inout [[UInt8]], _ row: Int) {
    let rest = row..<rows.rows.count
    guard !rest.isEmpty, names.count < width,
      rest.allSatisfy({ rows.rows[$0].count == width }),
      rest.contains(where: { rows.isFilled($0, width - 1) })
    else { return }
    let counts = rest.enumerated().allSatisfy { step, row in Int(rows.text(row, 0)) == step + 1 }
    if counts, rest.count > 2, names.count + 1 == width, !namesANumber(names[0]) {
      names.insert([], at: 0)
      dialect.hasRowNumbers = true
      dialect.decisions.append(.rowNumbers)
    } else {
      while names.count < width { names.append([]) }
      dialect.decisions.append(.extraColumn("column_\(width)"))
    }
  }

  /// True for a name of a column that counts of its own.
  private func namesANumber(_ name: [UInt8]) -> Bool {
    let text = String(decoding: name, as: UTF8.self).lowercased()
    return ["id", "no", "no.", "nr", "nr.", "num", "number", "index", "rank", "#", "row", "n"]
      .contains(text)
  }

  /// A second row with the units of the columns of numbers; nil where the row is one of data.
  private mutating func takeUnits(_ row: inout Int, _ count: Int) -> [[UInt8]]? {
    // A rule of dashes below the names is nothing to read.
    if row < rows.rows.count, isRule(row) { row += 1 }
    defer {
      if row > 0, dialect.dataStart < rows.rows[row - 1].next {
        dialect.dataStart = rows.rows[row - 1].next
      }
    }
    guard row + 1 < rows.rows.count, rows.rows[row].count <= count, rows.rows[row].filled > 0 else {
      return nil
    }
    var known = 0
    var filled = 0
    for place in 0..<count {
      let cell = rows.cell(row, place)
      let isNumbers = hasNumbers(place, below: row)
      if cell.isEmpty { continue }
      guard isNumbers || hasDates(place, below: row) || isSmallWord(cell) && isWordOfUnits(cell)
      else { return nil }
      guard isUnit(cell) else { return nil }
      if isNumbers { filled += 1 }
      if isKnownUnit(cell) { known += 1 }
    }
    guard filled > 0, known > 0 else { return nil }
    let units = (0..<count).map { bare(rows.cell(row, $0)) }
    row += 1
    dialect.decisions.append(.units)
    return units
  }

  private func isRule(_ row: Int) -> Bool {
    (0..<rows.rows[row].count).allSatisfy { place in
      let cell = rows.cell(row, place)
      return cell.isEmpty && rows.rows[row].filled > 0 || NoteLines.isRule(cell)
        || cell.count > 1 && cell.allSatisfy { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "=") }
    }
  }

  private func isSmallWord(_ cell: [UInt8]) -> Bool { cell.count <= 12 && !cell.contains(0x20) }

  /// What stands in a row of units above a column of words.
  private func isWordOfUnits(_ cell: [UInt8]) -> Bool {
    let text = String(decoding: cell, as: UTF8.self)
    return [
      "Units", "units", "Unit", "unit", "-", "--", "none", "text", "string", "name", "id", "UTC",
      "unitless", "n/a",
    ].contains(
      text)
  }

  private func isUnit(_ cell: [UInt8]) -> Bool {
    cell.count <= 24 && CellGlance(cell) != .date && !CellGlance(cell).isNumber
      && cell.filter({ $0 == 0x20 }).count <= 2
  }

  private func isKnownUnit(_ cell: [UInt8]) -> Bool {
    let text = String(decoding: bare(cell), as: UTF8.self)
    if HeaderNames.isWellKnownUnit(text) { return true }
    return cell.first == UInt8(ascii: "[") || cell.first == UInt8(ascii: "(")
      || cell.contains(UInt8(ascii: "/")) && cell.count <= 12 && !cell.contains(0x20)
  }

  /// A unit without the brackets around it.
  private func bare(_ cell: [UInt8]) -> [UInt8] {
    guard cell.count > 2,
      cell.first == UInt8(ascii: "[") && cell.last == UInt8(ascii: "]")
        || cell.first == UInt8(ascii: "(") && cell.last == UInt8(ascii: ")")
    else { return cell }
    return Array(cell[1..<(cell.count - 1)])
  }

  /// A separator behind the last name is none where no row has a cell behind it.
  private mutating func dropTrailingName(_ names: inout [[UInt8]], _ row: Int) {
    while names.count > 1, names[names.count - 1].isEmpty, dialect.hasNames,
      (row..<rows.rows.count).allSatisfy({
        !rows.isFilled($0, names.count - 1) && rows.rows[$0].count < names.count
      })
    {
      names.removeLast()
    }
  }

  private mutating func clean(_ names: [[UInt8]], _ units: [[UInt8]]?) {
    let texts = names.map { bytes in
      String(decoding: bytes.withUnsafeBufferPointer { ByteSpaces.plain($0) }, as: UTF8.self)
    }
    let clean = HeaderNames.clean(texts)
    dialect.names = clean.names
    dialect.units = clean.units
    if let units {
      for (place, unit) in units.enumerated()
      where dialect.units[place].isEmpty && !isWordOfUnits(unit) {
        dialect.units[place] = String(decoding: unit, as: UTF8.self)
      }
    }
    for (place, text) in texts.enumerated() where text.isEmpty { dialect.unnamed.insert(place) }
    if let said = options.headerNames {
      var all = dialect.names
      for (place, name) in said.enumerated() where place < all.count { all[place] = name }
      dialect.names = HeaderNames.unique(all)
      dialect.unnamed = dialect.unnamed.filter { $0 >= said.count }
    }
  }

  // MARK: Below the table

  private static let tailBytes = 1 << 16
  private static let tailLines = 60

  /// Leaves out remarks, rules and totals below the rows.
  mutating func findEnd() {
    let columns = dialect.names.count
    guard columns > 1, let base = text.baseAddress else { return }
    // The last lines, cut behind a line break.
    var from = max(dialect.dataStart, text.count - Self.tailBytes)
    if from > dialect.dataStart {
      var cursor = base + from
      Lines.skip(&cursor, base + text.count)
      from = cursor - base
    }
    guard from < text.count else { return }
    let tail = SampleRows(
      text, from: from, separator: dialect.separator, escapes: dialect.escapes,
      comments: dialect.comments, most: .max)
    let count = tail.rows.count
    guard count > 0 else { return }
    let first = max(0, count - Self.tailLines)
    // A rule or an empty line closes the table when nothing below it is like a row.
    var end = count
    for row in (first..<count).reversed() {
      let cells = tail.rows[row]
      if isRemark(tail, row, columns) {
        end = row
      } else if cells.followsBlank, row > 0, !isLikeARow(tail, row, columns),
        end < count || row == count - 1
      {
        end = row
      } else if end < count, tail.rows[end].followsBlank || hasRule(tail, row, end) {
        // Between a remark below it and an empty line or a rule above it: still remarks.
        if isLikeARow(tail, row, columns) { break }
        if !closes(tail, row, first) { break }
        end = row
      } else {
        break
      }
    }
    // A rule with totals below it.
    for row in first..<end where row > 0 && isRuleRow(tail, row) && end - row <= 4 {
      end = row
      break
    }
    guard end < count, end > 0 || from > dialect.dataStart else { return }
    let left = (end..<count).filter { tail.rows[$0].filled > 0 }.count
    guard left > 0 else { return }
    dialect.dataEnd = tail.rows[end].start
    dialect.decisions.append(.linesBelow(left))
  }

  private func hasRule(_ tail: SampleRows, _ row: Int, _ end: Int) -> Bool {
    isRuleRow(tail, row) || isRuleRow(tail, end)
  }

  /// True when an empty line stands above the lines down from here, so that they are no rows.
  private func closes(_ tail: SampleRows, _ row: Int, _ first: Int) -> Bool {
    var place = row
    while place >= first {
      if tail.rows[place].followsBlank { return true }
      if isLikeARow(tail, place, dialect.names.count) { return false }
      place -= 1
    }
    return false
  }

  private func isRuleRow(_ tail: SampleRows, _ row: Int) -> Bool {
    tail.rows[row].filled == 1 && tail.rows[row].count > 0 && NoteLines.isRule(tail.cell(row, 0))
      || tail.rows[row].filled > 1
        && (0..<tail.rows[row].count).allSatisfy {
          tail.cell(row, $0).isEmpty || NoteLines.isRule(tail.cell(row, $0))
        }
  }

  /// True for a line that says something about the table: no row would.
  private func isRemark(_ tail: SampleRows, _ row: Int, _ columns: Int) -> Bool {
    let cells = tail.rows[row]
    let bytes = tail.cell(row, 0)
    if isRuleRow(tail, row) { return true }
    if cells.filled == 0 { return false }
    let isAlone = cells.filled == 1 && !bytes.isEmpty
    if isAlone, CellGlance(bytes) == .word {
      if NoteLines.isNote(bytes) { return true }
      if cells.count == 1 { return NoteLines.isSentence(bytes) || cells.followsBlank }
      return cells.followsBlank && NoteLines.isSentence(bytes)
    }
    // A remark with separators in it has some other number of fields, or words where numbers stand.
    guard NoteLines.isNote(bytes), !bytes.isEmpty else { return false }
    return cells.count != columns || !isLikeARow(tail, row, columns)
  }

  /// True when a line has as many cells as there are columns, and numbers where the column has them.
  private func isLikeARow(_ tail: SampleRows, _ row: Int, _ columns: Int) -> Bool {
    let cells = tail.rows[row]
    guard cells.filled > 0 else { return false }
    guard
      cells.count == columns
        || cells.count > columns && (columns..<cells.count).allSatisfy({ !tail.isFilled(row, $0) })
    else { return false }
    var fits = 0
    var misfits = 0
    for place in 0..<columns {
      let glance = tail.glance(row, place)
      if glance.isEmpty { continue }
      guard most(place, below: firstData - 1, { $0.isNumber }) else { continue }
      if glance.isNumber { fits += 1 } else { misfits += 1 }
    }
    if fits == 0, misfits == 0 {
      return cells.filled > 1 || cells.count == columns && !cells.followsBlank
    }
    return fits >= misfits
  }
}
