/// Makes random tables with random formulas about their rows.
enum RowsGenerator {
  /// The case of a seed.
  static func make(seed: UInt64) -> RowsCase {
    var dice = Dice(seed: seed)
    // Seldom so many that the words of two columns have more than a few thousand combinations.
    let count = dice.chance(5) ? 100 + dice.pick(20) : 1 + dice.pick(6)
    var columns: [RowsCase.Column] = []
    func column(_ name: String, _ kind: FormulaKind, gaps: Int, _ cell: (inout Dice) -> String) {
      let cells = (0..<count).map { _ in dice.chance(gaps) ? "missing" : cell(&dice) }
      columns.append(RowsCase.Column(name: name, kind: kind, cells: cells))
    }
    let numbers = ["0", "1", "2", "3", "0.5", "-1", "2.25", "-3.5", "91", "92.5", "100"]
    let words = ["a", "b", "ab", "x", "ba", "zürich", "xy z"]
    column("x", .number, gaps: 15) { $0.one(numbers) }
    column("y", .number, gaps: 0) { $0.one(numbers) }
    column("t", .text, gaps: 15) {
      count < 20 ? "\"\($0.one(words))\"" : "\"\($0.one(words))\($0.pick(count))\""
    }
    column("u", .text, gaps: 0) {
      count < 20 ? "\"\($0.one(words))\"" : "\"\($0.one(words))\($0.pick(count))\""
    }
    column("q", .truth, gaps: 20) { $0.one(["true", "false"]) }
    column("when", .date, gaps: 10) { $0.one(Self.dates) }
    column("l", .numbers, gaps: 0) { dice in
      "[\((0..<dice.pick(4)).map { _ in dice.one(numbers) }.joined(separator: ", "))]"
    }
    column("w", .texts, gaps: 0) { dice in
      "[\((0..<(1 + dice.pick(2))).map { _ in "\"\(dice.one(words))\"" }.joined(separator: ", "))]"
    }
    column("id", .id, gaps: 10) { $0.one(Self.ids) }
    column("m", .measurement, gaps: 0) {
      "\($0.one(["1", "4", "2.5", "9"])) ± \($0.one(["0.1", "0.25"]))"
    }
    column("v", .vector, gaps: 0) {
      "vector(E: \(20 + $0.pick(9)), px: \($0.pick(5)), py: \($0.pick(5)), pz: \($0.pick(7)))"
    }
    column("g", .text, gaps: 10) { "\"\($0.one(["a", "b", "c"]))\"" }

    // A list of the table's own length and one of another: both are whole in every row.
    var big = count
    if dice.chance(40) { big = 1 + dice.pick(8) }
    let lists = [
      (name: "big", items: (0..<big).map { _ in dice.one(numbers) }),
      (
        name: "words",
        items: (0..<(dice.chance(60) ? count : 3)).map { _ in "\"\(dice.one(words))\"" }
      ),
      (
        name: "ids",
        items: (0..<max(2, dice.chance(60) ? count : 3)).map { _ in dice.one(Self.ids) }
      ),
      (
        name: "grid",
        items: (0..<max(2, dice.chance(60) ? count : 3)).map { _ in
          "[\((0..<(1 + dice.pick(3))).map { _ in dice.one(numbers) }.joined(separator: ", "))]"
        }
      ),
    ]
    var functions: [RowsCase.Function] = []
    for number in 0..<dice.pick(4) {
      let kinds: [FormulaKind] = [.number, .number, .number, .text, .truth, .numbers, .measurement]
      let inputs = (0..<(1 + dice.pick(2))).map { (name: "p\(number)\($0)", kind: dice.one(kinds)) }
      var generator = FormulaGenerator(
        dice: dice, columns: inputs, functions: functions, isAboutRows: false)
      let result = dice.one(kinds)
      let body = generator.formula(result, depth: 2)
      dice = generator.dice
      functions.append(
        .init(
          name: "f\(number)", inputs: inputs, result: result, body: body,
          style: dice.one(RowsCase.Function.Style.allCases)))
    }
    var generator = FormulaGenerator(
      dice: dice, columns: columns.map { ($0.name, $0.kind) }, functions: functions)
    let kinds: [FormulaKind] = [
      .number, .number, .number, .truth, .truth, .truth, .text, .text, .numbers, .date,
      .measurement, .vector,
    ]
    let kind = generator.dice.one(kinds)
    let formula = generator.formula(kind, depth: 1 + generator.dice.pick(4))
    return RowsCase(
      columns: columns, lists: lists, functions: functions, formula: formula, count: count)
  }

  private static let dates = [
    "date(\"2024-02-29\")", "date(\"2026-11-22\")", "date(\"1999-12-31\")", "date(\"2024-03-01\")",
  ]
  private static let ids = [
    "9007199254740992", "9007199254740993", "9007199254740994", "1234567890123456789",
    "1234567890123456790", "-9007199254740993", "42",
  ]
}
