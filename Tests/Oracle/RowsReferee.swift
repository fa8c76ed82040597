import Foundation
import LinnetSyntax

/// What the naive evaluator says about a case, row by row.
struct RowsReferee {
  /// The lines that are right for each row; `!! code` where the row ends in a mistake.
  ///
  /// There are several only where a calculation without an answer leaves a gap and the words around it
  /// may see it or not.
  var rows: [Set<String>]
  /// The rows in which some part has no answer.
  private var withoutAnswer: Set<Int> = []
  /// True where a part that is the same in every row ends in a mistake: the whole step may, too.
  var hasFailingConstant = false

  /// The rows of a case, judged; nil for what the oracle has not learnt, or cannot read.
  init?(_ prelude: String, _ formula: String, by group: String? = nil) {
    let reading = Parser.read(Source(prelude))
    guard reading.mistakes.isEmpty, let tree = Self.formula(formula) else { return nil }
    rows = []
    for rule in Oracle.GapRule.allCases {
      let oracle = Oracle()
      guard oracle.run(reading.tree).isEmpty, case .table(let table)? = try? oracle.value(of: "d")
      else { return nil }
      oracle.gapRule = rule
      var lines = [String](repeating: "", count: table.count)
      for group in Self.groups(group, table) {
        for (place, row) in group.enumerated() {
          oracle.answersWithout = 0
          do {
            lines[row] = try oracle.row(place, tree, of: table, rows: group).shown
            // The whole formula may have no answer where a part of it has none.
            if oracle.answersWithout > 0 { withoutAnswer.insert(row) }
          } catch let mistake as OracleMistake {
            if mistake.code == Oracle.unknown || mistake.code == Oracle.tooLong { return nil }
            lines[row] = "!! \(mistake.code)"
          } catch { return nil }
        }
      }
      if rows.isEmpty { rows = lines.map { _ in [] } }
      for (place, line) in lines.enumerated() { rows[place].insert(line) }
    }
    for row in withoutAnswer { rows[row].insert("missing") }
    hasFailingConstant = !rows.isEmpty && withoutAnswer.count == rows.count
  }

  /// The rows of a case's formula, judged.
  init?(_ rowsCase: RowsCase, by group: String? = nil) {
    self.init(rowsCase.prelude, rowsCase.formula.text(), by: group)
    if hasFailingConstant { return }
    hasFailingConstant = rowsCase.formula.constantParts.contains { part in
      guard let alone = RowsReferee(rowsCase.prelude, part.text()) else { return false }
      return alone.rows.contains {
        $0.contains("missing") && $0.count == 1 || $0.contains { $0.hasPrefix("!!") }
      }
    }
  }

  private static func formula(_ text: String) -> Expression? {
    let reading = Parser.read(Source("it_is = \(text)\n"))
    guard reading.mistakes.isEmpty, case .store(_, let value)? = reading.tree.statements.first?.form
    else { return nil }
    return value
  }

  private static func groups(_ name: String?, _ table: OracleTable) -> [[Int]] {
    guard let name, let column = table.column(name) else { return [Array(0..<table.count)] }
    var groups: [String: [Int]] = [:]
    for (row, value) in column.enumerated() { groups[value.shown, default: []].append(row) }
    return Array(groups.values)
  }

  /// What is wrong with the lines that a road gave, one for each row; nil when nothing is.
  func judge(_ lines: [String]) -> String? {
    if let last = lines.last, last.hasPrefix("!!"), lines.count == 1 || lines.count <= rows.count {
      // A mistake of one row may end the whole step.
      // So may a part without an answer that is the same for all of them.
      let isOfConstant =
        !withoutAnswer.isEmpty && Oracle.gapCodes.contains(String(last.dropFirst(3)))
      let isRight =
        hasFailingConstant || isOfConstant || rows.contains { $0.contains { $0.hasPrefix("!!") } }
      return isRight ? nil : "\(last), but the rows are \(Self.words(rows))"
    }
    guard lines.count == rows.count else { return "\(lines.count) lines: \(lines.prefix(5))" }
    for (place, line) in lines.enumerated() where !rows[place].contains(where: { alike($0, line) })
    {
      // The oracle knows that there is a mistake, not each one's code.
      // Nor where in a list or text the gap stands that a part without an answer leaves.
      if withoutAnswer.contains(place),
        line.contains("missing") || rows[place].contains(where: { $0.hasPrefix("!!") })
      {
        continue
      }
      if line.hasPrefix("!!"), rows[place].contains(where: { $0.hasPrefix("!!") }) { continue }
      return "row \(place + 1) is \(line), but \(Self.words([rows[place]])) is right"
    }
    return nil
  }

  /// What is wrong with the rows that `keep`, or `drop`, left; nil when nothing is.
  func judge(kept lines: [String], isDrop: Bool) -> String? {
    if let last = lines.last, last.hasPrefix("!!") { return judge([last]) }
    let kept = Set(lines)
    for (place, answers) in rows.enumerated() {
      let isKept = kept.contains("\(place + 1)")
      let right = Set(answers.map { ($0 == "true") != isDrop })
      if !right.contains(isKept) {
        return
          "row \(place + 1) is \(isKept ? "there" : "not there"), its answer is \(Self.words([answers]))"
      }
    }
    return nil
  }

  private static func words(_ rows: [Set<String>]) -> String {
    rows.prefix(8).map { $0.sorted().joined(separator: " or ") }.joined(separator: ", ")
  }
}

/// True for lines that are the same, or whose numbers differ by what comes from another order of sums.
func alike(_ one: String, _ two: String) -> Bool {
  if one == two { return true }
  let (a, b) = (numbers(in: one), numbers(in: two))
  guard a.between == b.between, a.numbers.count == b.numbers.count else { return false }
  return zip(a.numbers, b.numbers).allSatisfy { first, second in
    if first == second { return true }
    // Whole numbers have no last digit to be uncertain about.
    // Of a measurement two digits are shown, and a half may fall to either side.
    if one.contains("±"), let x = Double(first), let y = Double(second) {
      let digits = max(
        first.split(separator: ".").dropFirst().first?.count ?? 0,
        second.split(separator: ".").dropFirst().first?.count ?? 0)
      if abs(x - y) <= 1.01 * pow(10, -Double(digits)) { return true }
    }
    guard first.contains(".") || second.contains("."), let x = Double(first),
      let y = Double(second)
    else {
      guard let x = Double(first), let y = Double(second) else { return false }
      return abs(x - y) <= 1e-11
    }
    return abs(x - y) <= 2e-9 * max(abs(x), abs(y)) + 1e-11
  }
}

/// A line taken apart into its numbers and what stands between them.
private func numbers(in line: String) -> (between: [String], numbers: [String]) {
  var (between, numbers, current, isNumber) = ([String](), [String](), "", false)
  var last: Character = " "
  for letter in line {
    let goesOn =
      letter.isASCII && letter.isNumber
      || letter == "." && isNumber || letter == "e" && isNumber
      || letter == "-" && (last == "e" || !isNumber && !last.isLetter && !last.isNumber)
    if goesOn != isNumber {
      if isNumber { numbers.append(current) } else { between.append(current) }
      (current, isNumber) = ("", goesOn)
    }
    current.append(letter)
    last = letter
  }
  if isNumber { numbers.append(current) } else { between.append(current) }
  return (between, numbers)
}
