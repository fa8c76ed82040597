/// The names of the columns, and whether there are any.
extension TableFinder {
  mutating func takeNames(_ first: Int, _ commented: [[UInt8]]?) {
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
    countEmptyTail(names, row)
    clean(names, units)
    if !isNamed, !options.hasHeaderSaid, options.headerNames?.count ?? 0 < dialect.names.count {
      dialect.decisions.append(.noNames(first: dialect.names.first ?? ""))
    }
  }

  /// True when the first row is data: it holds a number or date above numbers or dates.
  func isData(_ row: Int) -> Bool {
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
  func countsUp(_ row: Int, _ glances: [CellGlance]) -> Bool {
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

  func isRising(_ row: Int, _ glances: [CellGlance]) -> Bool {
    var last: Int?
    for place in glances.indices where glances[place] == .year {
      guard let year = Int(rows.text(row, place)), last.map({ year > $0 }) ?? true else {
        return false
      }
      last = year
    }
    return true
  }

  func below(_ row: Int) -> Range<Int> {
    min(row + 1, rows.rows.count)..<min(rows.rows.count, row + 51)
  }

  func hasNumbers(_ place: Int, below row: Int) -> Bool {
    most(place, below: row) { $0.isNumber }
  }

  func hasDates(_ place: Int, below row: Int) -> Bool {
    most(place, below: row) { $0 == .date }
  }

  func hasYears(_ place: Int, below row: Int) -> Bool {
    most(place, below: row) { $0 == .year }
  }

  /// True when most cells below, and one at least, answer with yes.
  func most(_ place: Int, below row: Int, _ question: (CellGlance) -> Bool) -> Bool {
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
  func joined(_ row: Int) -> [[UInt8]] {
    var group: [UInt8] = []
    return (0..<width).map { place in
      if rows.isFilled(row, place) { group = rows.cell(row, place) }
      let name = rows.cell(row + 1, place)
      if place == 0, !rows.isFilled(row, 0) { return name }
      if name.isEmpty || group.isEmpty { return name.isEmpty ? group : name }
      return group + [0x20] + name
    }
  }

  mutating func noteSpaces(_ row: Int) {
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
  mutating func takeExtraFields(_ names: inout [[UInt8]], _ row: Int) {
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
  func namesANumber(_ name: [UInt8]) -> Bool {
    let text = String(decoding: name, as: UTF8.self).lowercased()
    return ["id", "no", "no.", "nr", "nr.", "num", "number", "index", "rank", "#", "row", "n"]
      .contains(text)
  }

  /// A separator behind the last name is none where no row has a cell behind it.
  mutating func dropTrailingName(_ names: inout [[UInt8]], _ row: Int) {
    while names.count > 1, names[names.count - 1].isEmpty, dialect.hasNames,
      (row..<rows.rows.count).allSatisfy({
        !rows.isFilled($0, names.count - 1) && rows.rows[$0].count < names.count
      })
    {
      names.removeLast()
    }
  }

  /// Counts the columns at the right end that have no name and nothing in the rows looked at.
  mutating func countEmptyTail(_ names: [[UInt8]], _ row: Int) {
    guard dialect.hasNames else { return }
    for place in names.indices.reversed().dropLast() {
      guard names[place].isEmpty,
        (row..<rows.rows.count).allSatisfy({ !rows.isFilled($0, place) })
      else { return }
      dialect.emptyTail += 1
    }
  }

  mutating func clean(_ names: [[UInt8]], _ units: [[UInt8]]?) {
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
}
