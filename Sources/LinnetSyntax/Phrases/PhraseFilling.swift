/// Writes the line that a pattern means, with what its slots took.
struct PhraseFilling {
  let words: PhraseWords

  /// The lines that a template gives: for the table that is named or, without one, each that has the columns.
  ///
  /// The tables stored last come first.
  func lines(_ template: [UInt8], _ bound: [PhraseMatch.Bound]) -> [String] {
    var named: PhraseScene.Table?
    for one in bound {
      guard let first = one.units.first else { continue }
      switch one.slot.kind {
      case .table where one.slot.name == "X": named = words.table(first)
      case .column:
        if let owner = words.columnWords(one.units)?.owner { named = named ?? owner }
      default: break
      }
    }
    var lines: [String] = []
    let tables = named.map { [$0] } ?? words.tables.reversed()
    if tables.isEmpty { return line(template, bound, for: nil).map { [$0] } ?? [] }
    for table in tables {
      if let line = line(template, bound, for: table) { lines.append(line) }
    }
    return lines
  }

  /// The line for one table; nil when a slot holds what does not belong there.
  func line(
    _ template: [UInt8], _ bound: [PhraseMatch.Bound], for table: PhraseScene.Table?
  ) -> String? {
    guard !namesTwice(bound, table) else { return nil }
    var line = ""
    var start = 0
    var place = 0
    // A stretch in `< >` is left out where its slot took nothing.
    var groupStart: String?
    var isLeftOut = false
    func literal(to end: Int) { line += String(decoding: template[start..<end], as: UTF8.self) }
    while place < template.count {
      switch template[place] {
      case UInt8(ascii: "<") where groupStart == nil && opensGroup(template, place):
        literal(to: place)
        groupStart = line
        isLeftOut = false
        start = place + 1
      case UInt8(ascii: ">") where groupStart != nil && template[place - 1] == UInt8(ascii: "}"):
        literal(to: place)
        if isLeftOut, let before = groupStart { line = before }
        groupStart = nil
        start = place + 1
      case UInt8(ascii: "{"):
        literal(to: place)
        guard let end = template[place...].firstIndex(of: UInt8(ascii: "}")) else { return nil }
        let name = String(decoding: template[(place + 1)..<end], as: UTF8.self)
        if let text = slot(name, bound, table) {
          line += text
        } else if groupStart != nil, !bound.contains(where: { name.hasSuffix($0.slot.name) }) {
          isLeftOut = true
        } else {
          return nil
        }
        place = end
        start = end + 1
      default: break
      }
      place += 1
    }
    literal(to: template.count)
    return line
  }

  /// True where two slots took the same column.
  private func namesTwice(_ bound: [PhraseMatch.Bound], _ table: PhraseScene.Table?) -> Bool {
    var columns: Set<String> = []
    for one in bound where one.slot.kind == .column {
      guard let column = column(one.units, table) else { continue }
      if !columns.insert(column).inserted { return true }
    }
    return false
  }

  private func opensGroup(_ template: [UInt8], _ place: Int) -> Bool {
    guard place + 1 < template.count else { return false }
    let rest = template[(place + 1)...]
    return template[place + 1] != UInt8(ascii: "=") && rest.contains(UInt8(ascii: ">"))
      && rest.contains(UInt8(ascii: "{"))
      && (template[place + 1] == UInt8(ascii: " ") || template[place + 1] == UInt8(ascii: ",")
        || template[place + 1] == UInt8(ascii: "{"))
      && !isLessThan(template, place)
  }

  /// ` < ` between values.
  private func isLessThan(_ template: [UInt8], _ place: Int) -> Bool {
    place > 0 && template[place - 1] == UInt8(ascii: " ")
  }

  /// What a slot of a template stands for.
  private func slot(
    _ name: String, _ bound: [PhraseMatch.Bound], _ table: PhraseScene.Table?
  ) -> String? {
    switch name {
    case "X":
      return table?.name
    case "numeric", "X.numeric":
      guard let table, let column = table.numbers.first else { return nil }
      return name == "numeric" ? PhraseWords.bare(column) : PhraseWords.part(column, of: table.name)
    default: break
    }
    // Counting starts at 0 elsewhere.
    if name == "n+1" {
      guard let text = slot("n", bound, table), let number = Int(text), number < 1 << 30 else {
        return nil
      }
      return String(number + 1)
    }
    let isPart = name.utf8.starts(with: "X.".utf8)
    let wanted = isPart ? String(name.dropFirst(2)) : name
    guard let found = bound.first(where: { $0.slot.name == wanted }) else { return nil }
    return written(found, table, isPart: isPart)
  }

  private func written(
    _ found: PhraseMatch.Bound, _ table: PhraseScene.Table?, isPart: Bool
  ) -> String? {
    let units = found.units
    guard let first = units.first else { return nil }
    switch found.slot.kind {
    case .table: return words.table(first)?.name
    case .column:
      guard let column = column(units, table) else { return nil }
      guard isPart else { return PhraseWords.bare(column) }
      return table.map { PhraseWords.part(column, of: $0.name) } ?? column
    case .columns: return columns(units, table)
    case .orders: return orders(units, table)
    case .number: return words.number(units)
    case .numbers:
      var numbers: [String] = []
      for part in parts(units) {
        if let number = words.number(part) {
          numbers.append(number)
          continue
        }
        // `3 4 5`, without commas.
        for place in part.indices {
          guard let number = words.number(part[place...place]) else { return nil }
          numbers.append(number)
        }
      }
      return numbers.count > 1 ? numbers.joined(separator: ", ") : nil
    case .value: return value(units, table)
    case .question: return PhraseQuestion(words, table).written(units)
    case .expression:
      var inside = units
      if first.isSign("("), units.partner(of: units.startIndex) == units.endIndex - 1 {
        inside = units.dropFirst().dropLast()
      }
      return PhraseFormula(words, table, isStep: false).written(inside)
    case .formula: return PhraseFormula(words, table, isStep: true).written(units)
    case .file: return file(units)
    case .name:
      let name = first.kind == .text ? first.small : first.text
      return Vocabulary.isReserved(name) || !PhraseWords.isPlain(name) ? nil : name
    case .function: return words.function(first)
    case .word, .cell: return first.text
    case .rest: return Array(units).line
    }
  }

  // MARK: Kinds of slots

  /// The column that some units name; a variable is none.
  private func column(_ units: ArraySlice<PhraseUnit>, _ table: PhraseScene.Table?) -> String? {
    guard let (owner, names) = words.columnWords(units), let first = names.first else { return nil }
    if let owner, let table, owner.name != table.name { return nil }
    if owner == nil, names.count == 1, words.isKnown(first) { return nil }
    if owner == nil, names.count == 1, Vocabulary.isReserved(first) { return nil }
    guard let table = owner ?? table else {
      return names.count == 1 ? first : nil
    }
    return words.column(names, of: table)
  }

  /// Columns between commas or `and`, without the brackets around them.
  private func columns(_ units: ArraySlice<PhraseUnit>, _ table: PhraseScene.Table?) -> String? {
    var result: [String] = []
    for part in parts(Self.unwrapped(units)) {
      if let column = column(part, table) {
        result.append(PhraseWords.bare(column))
        continue
      }
      // `species island`, without a comma.
      for place in part.indices {
        guard let column = column(part[place...place], table) else { return nil }
        result.append(PhraseWords.bare(column))
      }
    }
    return result.isEmpty ? nil : result.joined(separator: ", ")
  }

  private func parts(_ units: ArraySlice<PhraseUnit>) -> [ArraySlice<PhraseUnit>] {
    units.parts { $0.isSign(",") || $0.isSign("&") || words.book.isOne(of: "and", $0) }
  }

  /// `[a, b]`, `(a, b)` and `c(a, b)` without their brackets.
  static func unwrapped(_ units: ArraySlice<PhraseUnit>) -> ArraySlice<PhraseUnit> {
    var units = units
    while let first = units.first {
      if first.isWord("c") || first.isWord("vars") || first.isWord("list"), units.count > 2,
        units[units.startIndex + 1].isSign("("),
        units.partner(of: units.startIndex + 1) == units.endIndex - 1
      {
        units = units.dropFirst()
      } else if first.isSign("(") || first.isSign("["),
        units.partner(of: units.startIndex) == units.endIndex - 1
      {
        units = units.dropFirst().dropLast()
      } else {
        break
      }
    }
    return units
  }

  /// `mass desc, year`, `-mass`, `desc(mass)`, `descending by mass`.
  private func orders(_ units: ArraySlice<PhraseUnit>, _ table: PhraseScene.Table?) -> String? {
    var result = ""
    for part in parts(Self.unwrapped(units)) {
      var isDown = false
      var rest: [PhraseUnit] = []
      for unit in part {
        if words.book.isOne(of: "desc", unit) || unit.isSign("-") {
          isDown = true
        } else if !words.book.isOne(of: "asc", unit), !unit.isWord("by") {
          rest.append(unit)
        }
      }
      let name = Self.unwrapped(rest[...])
      if let column = column(name, table) {
        result += (result.isEmpty ? "" : ", ") + PhraseWords.bare(column)
      } else if let only = name.first, only.kind == .word,
        name.count == 1 || only.isWord("count"), !Vocabulary.isReserved(only.small)
      {
        // A column that a step before makes.
        result += (result.isEmpty ? "" : ", ") + only.small
      } else {
        return nil
      }
      if isDown { result += " descending" }
    }
    return result.isEmpty ? nil : result
  }

  /// A number, a text, a name that has a value, or words that are meant as text.
  private func value(_ units: ArraySlice<PhraseUnit>, _ table: PhraseScene.Table?) -> String? {
    guard let first = units.first else { return nil }
    if let number = words.number(units) { return number }
    if units.count == 1 {
      if first.kind == .text { return first.text }
      if words.names.contains(first.text) { return first.text }
      if table?.columns?.contains(first.text) == true { return PhraseWords.bare(first.text) }
      if let truth = PhraseFormula.constants[first.small] { return truth }
      if Vocabulary.isReserved(first.small) { return nil }
    }
    return PhraseUnit.quoted(Array(units).line)
  }

  /// The name of a file in quotes; one without an ending is a table.
  private func file(_ units: ArraySlice<PhraseUnit>) -> String? {
    guard let first = units.first else { return nil }
    let name = first.kind == .text ? first.small : Array(units).line
    guard !name.isEmpty else { return nil }
    return PhraseUnit.quoted(name.utf8.contains(0x2E) ? name : name + ".csv")
  }
}
