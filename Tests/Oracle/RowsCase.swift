import Foundation

/// A table, what stands around it, and one formula about its rows.
struct RowsCase {
  /// A column of the table with its cells as they are written in a program.
  struct Column {
    var name: String
    var kind: FormulaKind
    var cells: [String]
  }

  /// A function of the user's own.
  struct Function {
    var name: String
    var inputs: [(name: String, kind: FormulaKind)]
    var result: FormulaKind
    var body: Formula
    /// How it is written: in one line, in steps, or with a branch.
    var style: Style
    enum Style: CaseIterable { case line, steps, branch }
  }

  var columns: [Column]
  /// Lists that formulas may name, with their items as written.
  var lists: [(name: String, items: [String])]
  var functions: [Function]
  var formula: Formula
  /// How many rows the table has.
  var count: Int

  /// True where a text holds a name, not just its letters.
  static func mentions(_ word: String, in text: String) -> Bool {
    var rest = text[...]
    while let found = rest.range(of: word) {
      let before =
        found.lowerBound == text.startIndex ? " " : text[text.index(before: found.lowerBound)]
      let after = found.upperBound == text.endIndex ? " " : text[found.upperBound]
      if !before.isWordPart, before != ".", !after.isWordPart { return true }
      rest = rest[found.upperBound...]
    }
    return false
  }

  /// The functions that the formula needs, in the order of the program.
  var neededFunctions: [Function] {
    var text = formula.text()
    var needed: [Function] = []
    for function in functions.reversed() where Self.mentions(function.name, in: text) {
      needed.insert(function, at: 0)
      text += " " + function.body.text()
    }
    return needed
  }

  /// The program up to the formula: the table `d`, the lists and the functions that are needed.
  var prelude: String {
    let used = formula.columns
    let functions = neededFunctions.map(\.text).joined()
    let text = formula.text() + " " + functions
    var lines: [String] = []
    func column(_ column: Column) -> String {
      "\(column.name): [\(column.cells.prefix(count).joined(separator: ", "))]"
    }
    let numbers = "n: [\((1...max(count, 1)).map { "\($0)" }.joined(separator: ", "))]"
    let written = columns.filter {
      used.contains($0.name) || $0.name == "g" && formula.isAboutAllRows
    }
    lines.append("d = dataset(\(([numbers] + written.map(column)).joined(separator: ", ")))")
    for list in lists where Self.mentions(list.name, in: text) {
      lines.append("\(list.name) = [\(list.items.joined(separator: ", "))]")
    }
    if Self.mentions("k", in: text) { lines.append("k = 2") }
    if Self.mentions("other", in: text) {
      lines.append(
        "other = dataset(code: [2, 3, 1], price: [20, 30.5, 10], tag: [\"a\", \"b\", \"ab\"])")
    }
    if Self.mentions("fact", in: text) {
      lines.append("fact(v) = choose(v <= 1, 1, v * fact(v - 1))")
    }
    return lines.joined(separator: "\n") + "\n" + functions
  }

  /// The same case made smaller in one way; the boldest come first.
  var smaller: [RowsCase] {
    var found: [RowsCase] = []
    func with(_ change: (inout RowsCase) -> Void) {
      var copy = self
      change(&copy)
      found.append(copy)
    }
    for formula in formula.simpler { with { $0.formula = formula } }
    for part in formula.parts where part.size > 1 { with { $0.formula = part } }
    let needed = Set(neededFunctions.map(\.name))
    for (place, function) in functions.enumerated() where needed.contains(function.name) {
      for body in function.body.simpler { with { $0.functions[place].body = body } }
      if function.style != .line { with { $0.functions[place].style = .line } }
    }
    return found + fewerRows
  }

  /// The same case with fewer rows, or with fewer items in a list.
  var fewerRows: [RowsCase] {
    var found: [RowsCase] = []
    func with(_ change: (inout RowsCase) -> Void) {
      var copy = self
      change(&copy)
      found.append(copy)
    }
    if count > 1 {
      with { $0.keepRows(Array(0..<(count / 2))) }
      with { $0.keepRows(Array((count / 2)..<count)) }
      if count < 20 {
        for row in 0..<count { with { $0.keepRows((0..<count).filter { $0 != row }) } }
      }
    }
    for (place, list) in lists.enumerated() where list.items.count > 1 {
      with { $0.lists[place].items.removeLast() }
    }
    return found
  }

  private mutating func keepRows(_ rows: [Int]) {
    for place in columns.indices { columns[place].cells = rows.map { columns[place].cells[$0] } }
    count = rows.count
  }
}

extension Character {
  /// True for what names are made of.
  fileprivate var isWordPart: Bool { isLetter || isNumber || self == "_" }
}

extension RowsCase.Function {
  /// The function as written in a program, with its line break.
  var text: String {
    let names = inputs.map(\.name).joined(separator: ", ")
    switch style {
    case .line: return "\(name)(\(names)) = \(body.text())\n"
    case .steps:
      return "define \(name)(\(names))\n  answer = \(body.text())\n  return answer\nend\n"
    case .branch:
      let first = inputs[0].name
      return
        "define \(name)(\(names))\n  if \(first) is missing\n    return \(body.text())\n  else\n"
        + "    return \(body.text())\n  end\nend\n"
    }
  }
}
