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
      if let last = want.last, last.hasPrefix("!! \(Oracle.unknown)") { return nil }
      problem = difference(got, want)
      if problem.isEmpty { return "" }
    }
    return problem
  }

  private static func difference(_ got: [String], _ want: [String]) -> String {
    // A mistake may end the program before or after a line was shown.
    if got.last?.hasPrefix("!!") == true, want.last?.hasPrefix("!!") == true { return "" }
    for place in 0..<max(got.count, want.count) {
      let one = place < got.count ? got[place] : "(nothing)"
      let two = place < want.count ? want[place] : "(nothing)"
      if !alike(one, two) { return "\(one), but \(two) is right" }
    }
    return ""
  }

  /// The program with as few lines as still differ.
  static func shrunk(_ program: String, _ difference: String) -> RowsDifference {
    var lines = program.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var words = difference
    var place = lines.count
    while place > 0 {
      place -= 1
      var fewer = lines
      fewer.remove(at: place)
      // A column that is no longer there is no longer shown.
      if let still = Self.difference(fewer.joined(separator: "\n")), !still.isEmpty,
        !still.hasPrefix("!! unknown"), !still.contains("but !!")
      {
        (lines, words) = (fewer, still)
      }
    }
    return RowsDifference(
      road: "pipeline", words: words, program: lines.joined(separator: "\n"))
  }
}
