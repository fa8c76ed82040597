import LinnetSyntax

@testable import Linnet

/// Compares whole programs of several steps with the naive evaluator.
enum Pipelines {
  /// How a program's lines differ: empty where they do not, nil where the oracle cannot judge.
  static func difference(_ program: String) -> String? {
    let reading = Parser.read(Source(program))
    guard reading.mistakes.isEmpty else { return nil }
    let got = RowsRunner.run(program)
    var problem = ""
    for rule in Oracle.GapRule.allCases {
      let oracle = Oracle()
      oracle.gapRule = rule
      let want = oracle.run(reading.tree)
      if let last = want.last,
        last.hasPrefix("!! \(Oracle.unknown)") || last.hasPrefix("!! \(Oracle.tooLong)")
      {
        return nil
      }
      // A formula that nobody works out may still be wrong in itself, which the machine says.
      if oracle.hasMetNoRows, got.last?.hasPrefix("!!") == true { return nil }
      problem = difference(got, want)
      if problem.isEmpty { return "" }
    }
    return problem
  }

  private static func difference(_ got: [String], _ want: [String]) -> String {
    if let last = got.last, last.hasPrefix("!!") {
      // A formula that no column stands in ends with its mistake; the rows are compared elsewhere.
      if Oracle.gapCodes.contains(String(last.dropFirst(3))) { return "" }
      if want.last?.hasPrefix("!!") == true { return "" }
    }
    for place in 0..<max(got.count, want.count) {
      let one = place < got.count ? got[place] : "(nothing)"
      let two = place < want.count ? want[place] : "(nothing)"
      if !alike(one, two) { return "\(one), but \(two) is right" }
    }
    return ""
  }

  /// A case made smaller as long as it still differs.
  static func shrunk(_ pipeline: PipelineCase, _ difference: String) -> RowsDifference {
    var (best, words) = (pipeline, difference)
    var goesOn = true
    while goesOn {
      goesOn = false
      for smaller in best.smaller {
        guard let still = Self.difference(smaller.program), !still.isEmpty else { continue }
        (best, words, goesOn) = (smaller, still, true)
        break
      }
    }
    return RowsDifference(road: "pipeline", words: words, program: best.program)
  }
}
