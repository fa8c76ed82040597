/// A table and several steps over it.
struct PipelineCase {
  var table: RowsCase
  var steps: [String]

  /// The program, which shows every column that is left and that the steps mention.
  var program: String {
    var whole = table
    // What the steps need is written down in front of them.
    let words = steps.joined(separator: " ")
    whole.formula = Formula(kind: .number, pieces: [words + " "])
    for column in table.columns where RowsCase.mentions(column.name, in: words) {
      whole.formula.parts.append(.column(column.name, column.kind))
      whole.formula.pieces.append(" ")
    }
    var lines = whole.prelude + "e = d\n"
    for step in steps { lines += "e = e then \(step)\n" }
    return lines + "for each name in columns(e)\n  show name, e[name]\nend\n"
  }

  /// The same with less: a step, a row, an item of a list.
  var smaller: [PipelineCase] {
    var found = steps.indices.map { place in
      var copy = self
      copy.steps.remove(at: place)
      return copy
    }
    for smaller in table.fewerRows {
      var copy = self
      copy.table = smaller
      found.append(copy)
    }
    return found
  }
}

/// Makes up tables with several steps over them.
struct PipelineGenerator {
  private var dice: Dice
  private var columns: [(name: String, kind: FormulaKind)]

  /// The case of a seed.
  static func make(seed: UInt64) -> PipelineCase {
    let table = RowsGenerator.make(seed: seed)
    var generator = PipelineGenerator(
      dice: Dice(seed: seed &+ 77),
      columns: table.columns.filter { Self.kinds.contains($0.kind) }.map { ($0.name, $0.kind) })
    return PipelineCase(table: table, steps: generator.steps())
  }

  private static let kinds: Set<FormulaKind> = [.number, .text, .truth, .numbers]

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
      case 4:
        steps.append("add a\(number) = \(formula(.number)), b\(number) = a\(number) + 1")
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
          columns =
            columns.filter { $0.name == group }
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
