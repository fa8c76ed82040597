import LinnetSyntax

@testable import Linnet

/// One way to have a formula worked out by the engine.
struct RowsRoad {
  var name: String
  /// The steps behind the table, the lists and the functions; they show a line for each row.
  var program: String
  var outcome = Outcome.values
  enum Outcome { case values, kept, dropped }
  /// The column that statistics are grouped by.
  var group: String?
  /// True when single rows may end in a mistake where columns have gaps.
  var isCalled = false
}

extension RowsCase {
  /// The ways that there are for its formula.
  var roads: [RowsRoad] {
    let words = formula.text()
    let columns = formula.columnKinds.sorted { $0.key < $1.key }
    let names = columns.map(\.key).joined(separator: ", ")
    func items(_ value: String) -> String { "for each item in \(value)\n  show item\nend\n" }
    func added(_ value: String, _ by: String = "") -> String {
      items("(d then add r = \(value)\(by)).r")
    }
    var roads = [
      RowsRoad(name: "add", program: added(words)),
      RowsRoad(name: "row.x", program: added(formula.text { "row.\($0)" })),
      RowsRoad(name: "two steps", program: items("(d then add a = \(words) then add r = a).r")),
    ]
    if formula.kind == .truth {
      for (verb, outcome) in [("keep", RowsRoad.Outcome.kept), ("drop", .dropped)] {
        roads.append(
          RowsRoad(name: verb, program: items("(d then \(verb) \(words)).n"), outcome: outcome))
      }
    }
    if formula.isAboutAllRows {
      roads.append(RowsRoad(name: "by", program: added(words, " by g"), group: "g"))
      return roads
    }
    roads.append(RowsRoad(name: "in a list", program: added("[\(words)][1]")))
    if formula.goesItemByItem, !columns.isEmpty {
      roads.append(
        RowsRoad(name: "whole columns", program: items("(\(formula.text { "d.\($0)" }))")))
      let lists = columns.map { "\($0.key)l = map(d.\($0.key), e -> e)\n" }.joined()
      roads.append(
        RowsRoad(name: "whole lists", program: lists + items("(\(formula.text { $0 + "l" }))")))
    }
    guard !columns.isEmpty else { return roads }
    let line = "own(\(names)) = \(words)\n"
    let steps = "define own(\(names))\n  answer = \(words)\n  return answer\nend\n"
    let inputs = columns.map { "d.\($0.key)[i]" }.joined(separator: ", ")
    let calls =
      "for i from 1 to count(d)\n  try\n    show own(\(inputs))\n  otherwise problem\n"
      + "    show \"!!\", problem.code\n  end\nend\n"
    roads += [
      RowsRoad(name: "called", program: line + calls, isCalled: true),
      RowsRoad(name: "called, in steps", program: steps + calls, isCalled: true),
      RowsRoad(name: "own(x)", program: line + added("own(\(names))")),
      RowsRoad(name: "own(x) in steps", program: steps + added("own(\(names))")),
      RowsRoad(
        name: "own within own",
        program: line + "outer(\(names)) = own(\(names))\n" + added("outer(\(names))")),
      RowsRoad(
        name: "small function", program: "own = (\(names)) -> \(words)\n" + added("own(\(names))")),
    ]
    return roads
  }
}

/// A difference between a road and the referee.
struct RowsDifference {
  var road: String
  var words: String
  var program: String
}

/// Runs the roads of a case and compares.
enum RowsRunner {
  /// The first road that does not say what the naive evaluator says; nil when all agree.
  ///
  /// `only` looks at one road alone, which makes finding smaller programs quicker.
  static func difference(_ rowsCase: RowsCase, only: String? = nil) -> RowsDifference? {
    let prelude = rowsCase.prelude
    let words = rowsCase.formula.text()
    let formula = rowsCase.formula
    // Alone a list is laid along the rows when no column stands beside it.
    if formula.columns.isEmpty, formula.kind == .numbers || formula.kind == .texts { return nil }
    guard let referee = RowsReferee(rowsCase) else { return nil }
    for road in rowsCase.roads where only == nil || road.name == only {
      var judge = referee
      if let group = road.group {
        guard let grouped = RowsReferee(rowsCase, by: group) else { continue }
        judge = grouped
      }
      var lines = run(prelude + road.program)
      if road.isCalled || rowsCase.formula.columns.isEmpty {
        lines = lines.map { isGap($0) ? "missing" : $0 }
        // Without columns a mistake is one of the step, not of a row.
        if lines == ["missing"], !road.isCalled { continue }
      }
      let problem: String?
      switch road.outcome {
      case .values: problem = judge.judge(lines)
      case .kept: problem = judge.judge(kept: lines, isDrop: false)
      case .dropped: problem = judge.judge(kept: lines, isDrop: true)
      }
      if let problem {
        return RowsDifference(road: road.name, words: problem, program: prelude + road.program)
      }
    }
    return nil
  }

  /// A case made smaller as long as the same road still differs.
  static func shrunk(_ rowsCase: RowsCase, _ difference: RowsDifference) -> RowsDifference {
    shrunk(rowsCase, difference) { Self.difference($0, only: difference.road) }
  }

  /// A case made smaller as long as `again` still finds a difference.
  static func shrunk(
    _ rowsCase: RowsCase, _ difference: RowsDifference, _ again: (RowsCase) -> RowsDifference?
  ) -> RowsDifference {
    var (best, found) = (rowsCase, difference)
    var tries = 0
    var goesOn = true
    while goesOn, tries < 2000 {
      goesOn = false
      for smaller in best.smaller {
        tries += 1
        if let still = again(smaller) {
          (best, found, goesOn) = (smaller, still, true)
          break
        }
      }
    }
    return found
  }

  /// True for a mistake that is a gap in a column.
  private static func isGap(_ line: String) -> Bool {
    line.hasPrefix("!! ") && Oracle.gapCodes.contains(String(line.dropFirst(3)))
  }

  /// The lines that a program shows, and the mistake it ends with.
  static func run(_ program: String) -> [String] {
    var lines: [String] = []
    let session = Engine(limits: .lesson).session { event in
      if case .text(let line) = event { lines.append(line) }
    }
    do throws(Mistake) { try session.run(program) } catch {
      lines.append("!! \(error.code.text)")
    }
    return lines
  }
}
