/// Writes programs of several steps over one table, and shows every column of what is left.
struct PipelineGenerator {
  private var dice: Dice
  private var columns: [(name: String, kind: FormulaKind)]

  /// The program of a seed.
  static func program(seed: UInt64) -> String {
    let table = RowsGenerator.make(seed: seed)
    var generator = PipelineGenerator(
      dice: Dice(seed: seed &+ 77),
      columns: table.columns.filter { Self.kinds.contains($0.kind) }.map { ($0.name, $0.kind) })
    let steps = generator.steps()
    var whole = table
    // Whatever the steps and the columns of the table need is written down in front.
    whole.formula = Formula(
      kind: .number, pieces: [steps.joined(separator: " ")],
      parts: []
    )
    whole.formula.parts = generator.used(in: table).map { .column($0.name, $0.kind) }
    whole.formula.pieces += whole.formula.parts.map { _ in "" }
    var lines = whole.prelude + "e = d\n"
    for step in steps { lines += "e = e then \(step)\n" }
    for column in generator.columns { lines += "show \"\(column.name)\", e.\(column.name)\n" }
    return lines
  }

  private static let kinds: Set<FormulaKind> = [.number, .text, .truth, .numbers]

  private func used(in table: RowsCase) -> [RowsCase.Column] {
    table.columns.filter { Self.kinds.contains($0.kind) }
  }

  private mutating func steps() -> [String] {
    var steps: [String] = []
    for number in 0..<(1 + dice.pick(4)) {
      switch dice.pick(8) {
      case 0: steps.append("keep \(formula(.truth))")
      case 1: steps.append("drop \(formula(.truth))")
      case 2, 3:
        let kind = dice.one([FormulaKind.number, .text, .truth, .number])
        steps.append("add a\(number) = \(formula(kind))")
        columns.append(("a\(number)", kind))
      case 4: steps.append("add a\(number) = \(formula(.number)), b\(number) = a\(number) + 1")
        columns += [("a\(number)", .number), ("b\(number)", .number)]
      case 5:
        guard let column = one(of: [.number, .text]) else { continue }
        steps.append("sort by \(column)\(dice.chance(50) ? " descending" : "")")
      case 6: steps.append("first \(1 + dice.pick(4))")
      default:
        guard let group = one(of: [.text, .truth]) else { continue }
        if dice.chance(30) {
          steps.append("count by \(group)")
          columns = columns.filter { $0.name == group } + [("count", .number)]
        } else {
          let statistic = dice.one(["sum", "mean", "max", "min", "median", "stdev", "gaps"])
          steps.append(
            "summarise s\(number) = \(statistic)(\(formula(.number, isAboutRows: false))), "
              + "n\(number) = count() by \(group)")
          columns = columns.filter { $0.name == group }
            + [("s\(number)", .number), ("n\(number)", .number)]
        }
      }
    }
    return steps
  }

  private mutating func one(of kinds: [FormulaKind]) -> String? {
    let fitting = columns.filter { kinds.contains($0.kind) }
    return fitting.isEmpty ? nil : dice.one(fitting).name
  }

  private mutating func formula(_ kind: FormulaKind, isAboutRows: Bool = true) -> String {
    var generator = FormulaGenerator(dice: dice, columns: columns, isAboutRows: isAboutRows)
    let formula = generator.formula(kind, depth: 1 + generator.dice.pick(2))
    dice = generator.dice
    return formula.text()
  }
}
