/// Writes random formulas in which every name is known to hold a number, a text, a list and so on.
struct FormulaGenerator {
  var dice: Dice
  /// The columns, or inside a function its inputs.
  var columns: [(name: String, kind: FormulaKind)]
  /// Functions of the user's own that may be called.
  var functions: [RowsCase.Function] = []
  /// True straight in a formula about rows, where words such as `previous` make sense.
  var isAboutRows = true

  /// Lists and other things that every formula may name; `RowsCase` writes down those that are named.
  static let outer: [FormulaKind: [String]] = [
    .number: ["k", "pi"], .numbers: ["big", "big", "grid[1]", "grid[2]", "other.price"],
    .texts: ["words", "other.tag"], .id: ["ids[1]", "ids[2]"], .text: ["words[1]"],
  ]

  private static let constants: [FormulaKind: [String]] = [
    .number: ["0", "1", "2", "3", "5", "0.5", "-1", "2.25", "91.2"],
    .id: ["9007199254740993", "9007199254740992", "1234567890123456789"],
    .text: ["\"a\"", "\"b\"", "\"ab\"", "\"zürich\"", "\"\"", "\"it's\""],
    .truth: ["true", "false"],
    .date: ["date(\"2024-02-28\")", "date(\"2026-11-22\")"],
    .numbers: ["[1, 2, 3]", "[]", "[2.5]", "[0, -1]"],
    .texts: ["[\"a\", \"b\"]", "[\"x\"]"],
    .measurement: ["(2 ± 0.5)"],
    .vector: ["vector(E: 5, px: 1, py: 2, pz: 3)"],
  ]

  /// A formula of a kind, made of at most so many layers.
  mutating func formula(_ kind: FormulaKind, depth: Int) -> Formula {
    let own = functions.filter { $0.result == kind }
    if depth > 0, !own.isEmpty, dice.chance(18) {
      let function = dice.one(own)
      let inputs = function.inputs.map { formula($0.kind, depth: depth - 1) }
      var pieces = ["\(function.name)("]
      for place in inputs.indices { pieces.append(place == inputs.count - 1 ? ")" : ", ") }
      return Formula(kind: kind, pieces: pieces, parts: inputs)
    }
    let templates = FormulaTemplate.all[kind, default: []].filter { isAboutRows || !$0.asksAllRows }
    guard depth > 0, !templates.isEmpty, dice.chance(88) else { return leaf(kind) }
    for _ in 0..<8 {
      if let made = fill(dice.one(templates), depth: depth) { return made }
    }
    return leaf(kind)
  }

  /// A template with its parts; nil where it asks for columns that are not there.
  private mutating func fill(_ template: FormulaTemplate, depth: Int) -> Formula? {
    var parts: [Formula] = []
    // In a small function a statistic would be asked again and again.
    let wasAboutRows = isAboutRows
    if template.words.contains("->") { isAboutRows = false }
    defer { isAboutRows = wasAboutRows }
    for kind in template.parts {
      if template.asksAllRows {
        let fitting = columns.filter { $0.kind == kind }
        guard !fitting.isEmpty else { return nil }
        parts.append(.column(dice.one(fitting).name, kind))
      } else {
        parts.append(formula(kind, depth: depth - 1))
      }
    }
    var (pieces, inside, taken) = ([""], [Formula](), 0)
    for letter in template.words {
      switch letter {
      case "$":
        inside.append(parts[taken])
        taken += 1
        pieces.append("")
      case "@":
        inside.append(parts[0])
        pieces.append("")
      default: pieces[pieces.count - 1].append(letter)
      }
    }
    return Formula(
      kind: template.kind, pieces: pieces, parts: inside, isItemwise: template.isItemwise,
      asksAllRows: template.asksAllRows)
  }

  /// A column, a name from outside, or a constant.
  private mutating func leaf(_ kind: FormulaKind) -> Formula {
    let fitting = columns.filter { $0.kind == kind }
    if !fitting.isEmpty, dice.chance(75) { return .column(dice.one(fitting).name, kind) }
    if let names = Self.outer[kind], dice.chance(60) {
      return .plain(dice.one(names), kind, isItemwise: kind == .number || kind == .id)
    }
    if let words = Self.constants[kind] {
      return .plain(dice.one(words), kind, isItemwise: kind != .numbers && kind != .texts)
    }
    return .plain("missing", kind)
  }
}
