/// Many formulas about one table in one program, for builds that are slow to start.
enum RowsBatch {
  /// The program of a seed; it shows a line for each row and formula, or the code of a mistake.
  static func program(seed: UInt64, formulas: Int = 40) -> String {
    var table = RowsGenerator.make(seed: seed)
    var generator = FormulaGenerator(
      dice: Dice(seed: seed &+ 99), columns: table.columns.map { ($0.name, $0.kind) },
      functions: table.functions)
    let kinds: [FormulaKind] = [.number, .number, .truth, .text, .numbers, .date, .measurement]
    var parts: [Formula] = []
    for _ in 0..<formulas {
      parts.append(generator.formula(generator.dice.one(kinds), depth: 1 + generator.dice.pick(4)))
    }
    // All of them together say what is to stand in front.
    table.formula = Formula(
      kind: .number, pieces: ["", " "] + parts.map { _ in " " }, parts: parts)
    var program = table.prelude
    for part in parts {
      let words = part.text()
      var steps = ["for each item in (d then add r = \(words)).r\n    show item\n  end"]
      if part.kind == .truth { steps.append("show (d then keep \(words)).n") }
      for step in steps {
        program += "try\n  \(step)\notherwise problem\n  show \"!!\", problem.code\nend\n"
      }
    }
    return program
  }
}
