/// Writes a calculation as people write it, such as `AVG(birds$mass) / 2`, the way it is written here.
struct PhraseFormula {
  let words: PhraseWords
  let table: PhraseScene.Table?
  /// True in a step, where a column stands without its table.
  let isStep: Bool
  /// True in a question, where a word behind a comparison is meant as text.
  var isQuestion = false

  init(_ words: PhraseWords, _ table: PhraseScene.Table?, isStep: Bool) {
    self.words = words
    self.table = table
    self.isStep = isStep
  }

  /// Words of other languages for values of this one.
  static let constants: [String: String] = [
    "true": "true", "false": "false", "null": "missing", "na": "missing", "nan": "missing",
    "none": "missing", "missing": "missing",
  ]

  /// The calculation; nil when it is empty.
  func written(_ units: ArraySlice<PhraseUnit>) -> String? {
    var text = ""
    var place = units.startIndex
    // Brackets of `c(…)`, which become those of a list.
    var lists: [Bool] = []
    while place < units.endIndex {
      let unit = units[place]
      var piece = unit.text
      var taken = 1
      var isWide = false
      switch unit.kind {
      case .sign: (piece, isWide) = sign(unit, &lists)
      case .word:
        if unit.isWord("c"), place + 1 < units.endIndex, units[place + 1].isSign("(") {
          piece = "["
          taken = 2
          lists.append(true)
        } else {
          (piece, taken, isWide) = word(units, place)
        }
      case .text:
        if isQuestion || isStep, isLeft(units, place), let column = column([unit.small]) {
          piece = column
        }
      case .number: break
      }
      let hasSpace = isWide || !unit.isAttached || text.utf8.last == 0x20
      if hasSpace, !text.isEmpty, text.utf8.last != 0x20, text.utf8.last != 0x28,
        text.utf8.last != 0x5B
      {
        text += " "
      }
      text += piece
      if isWide { text += " " }
      place += taken
    }
    while text.utf8.last == 0x20 { text.removeLast() }
    for isList in lists.reversed() { text += isList ? "]" : ")" }
    return text.isEmpty ? nil : text
  }

  private func sign(_ unit: PhraseUnit, _ lists: inout [Bool]) -> (String, isWide: Bool) {
    switch unit.small {
    case "(":
      lists.append(false)
      return ("(", false)
    case ")": return (lists.popLast() == true ? "]" : ")", false)
    case "&", "&&": return ("and", true)
    case "|", "||": return ("or", true)
    case "%in%": return ("in", true)
    case "%%", "%": return ("mod", true)
    case "<>": return ("!=", true)
    case "=>" where isQuestion: return (">=", true)
    case "=" where isQuestion: return ("==", true)
    case "!" where isQuestion: return ("not", true)
    case "~" where isQuestion: return ("not", true)
    case "**": return ("^", false)
    default: return (unit.text, false)
    }
  }

  private func word(
    _ units: ArraySlice<PhraseUnit>, _ place: Int
  ) -> (String, taken: Int, isWide: Bool) {
    let unit = units[place]
    let next = place + 1 < units.endIndex ? units[place + 1] : nil
    // `np.sqrt(x)`: the function alone.
    if Vocabulary.modules.contains(unit.text), !words.isKnown(unit.text),
      place + 2 < units.endIndex,
      next?.isSign(".") == true, words.function(units[place + 2]) != nil
    {
      return (words.function(units[place + 2]) ?? units[place + 2].text, 3, false)
    }
    // `birds.mass`, `birds$mass`, `birds["mass"]`.
    if let owner = words.table(unit) {
      for length in [4, 6, 3] where place + length <= units.endIndex {
        let taken = units[place..<(place + length)]
        // `birds.mean()` takes no column.
        if place + length < units.endIndex, units[place + length].isSign("("), length == 3 {
          continue
        }
        guard let (_, names) = words.columnWords(taken),
          let column = words.column(names, of: owner)
        else { continue }
        let isBare = isStep && owner.name == table?.name
        return (
          isBare ? PhraseWords.bare(column) : PhraseWords.part(column, of: owner.name), length,
          false
        )
      }
      return (owner.name, 1, false)
    }
    if unit.isAttached, place > units.startIndex, units[place - 1].isSign(".") {
      return (unit.text, 1, false)
    }
    if unit.small == "and" || unit.small == "or" || unit.small == "not" || unit.small == "in" {
      return (unit.small, 1, false)
    }
    if words.names.contains(unit.text) { return (unit.text, 1, false) }
    // A function, perhaps by another name.
    if let next, next.isSign("("), next.isAttached || words.function(unit) != nil {
      return (words.function(unit) ?? unit.text, 1, false)
    }
    if let truth = Self.constants[unit.small] { return (truth, 1, false) }
    if Vocabulary.isReserved(unit.text) { return (unit.text, 1, false) }
    if next?.isSign(":") == true || next?.isSign("=") == true && !isQuestion {
      return (unit.text, 1, false)
    }
    if let table, table.columns?.contains(unit.text) == true {
      return (column([unit.text]) ?? unit.text, 1, false)
    }
    if isQuestion, isBehindComparison(units, place) {
      // Several words behind a comparison are one text.
      var end = place + 1
      while end < units.endIndex, units[end].kind == .word, !Vocabulary.isReserved(units[end].small)
      {
        end += 1
      }
      if let table, table.columns != nil, end == place + 1,
        let column = sameColumn(unit.text, table)
      {
        return (column, 1, false)
      }
      if Vocabulary.numberWords[unit.small] != nil, end == place + 1 {
        return (Vocabulary.numberWords[unit.small] ?? unit.text, 1, false)
      }
      return (PhraseUnit.quoted(Array(units[place..<end]).line), end - place, false)
    }
    guard table?.columns != nil else { return (unit.text, 1, false) }
    for length in [3, 2, 1] where place + length <= units.endIndex {
      let taken = units[place..<(place + length)]
      guard taken.allSatisfy({ $0.kind == .word && !Vocabulary.isReserved($0.small) }) else {
        continue
      }
      if let column = column(taken.map { $0.text }) { return (column, length, false) }
    }
    return (unit.text, 1, false)
  }

  private func column(_ names: [String]) -> String? {
    guard let table, table.columns != nil, let column = words.column(names, of: table) else {
      return nil
    }
    return isStep ? PhraseWords.bare(column) : PhraseWords.part(column, of: table.name)
  }

  /// A column of just this name, but for capital letters.
  private func sameColumn(_ name: String, _ table: PhraseScene.Table) -> String? {
    guard table.columns?.contains(where: { $0.lowercased() == name.lowercased() }) == true else {
      return nil
    }
    return column([name])
  }

  private func isBehindComparison(_ units: ArraySlice<PhraseUnit>, _ place: Int) -> Bool {
    guard place > units.startIndex else { return false }
    let before = units[place - 1]
    switch before.small {
    case "==", "!=", "=", "<>", "%in%": return before.kind == .sign
    case "[", ",", "(":
      // An item of a list behind `in`.
      return units[units.startIndex..<place].contains { $0.isWord("in") || $0.isSign("%in%") }
    case "is": return before.kind == .word
    default: return false
    }
  }

  /// True for what a comparison or calculation follows.
  private func isLeft(_ units: ArraySlice<PhraseUnit>, _ place: Int) -> Bool {
    guard place + 1 < units.endIndex, units[place + 1].kind == .sign else { return false }
    if place > units.startIndex, units[place - 1].kind == .sign,
      ["==", "!=", "=", "<>"].contains(units[place - 1].small)
    {
      return false
    }
    return ["==", "!=", "=", "<>", "<", ">", "<=", ">=", "/", "*", "-"].contains(
      units[place + 1].small)
  }
}
