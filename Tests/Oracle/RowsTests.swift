import Foundation
import LinnetSyntax
import Testing

@testable import Linnet

/// One meaning down every road: formulas about rows against the naive evaluator.
///
/// `LINNET_ORACLE_FORMULAS` sets how many are compared, `LINNET_ORACLE_SEED` where to begin and
/// `LINNET_ORACLE_FAILURES` how many differences are shown. Each comes with its road, its seed and the
/// smallest program that still differs.
@Suite struct RowsTests {
  private static let setting = ProcessInfo.processInfo.environment
  private static let count = UInt64(setting["LINNET_ORACLE_FORMULAS"] ?? "") ?? 2000
  private static let first = UInt64(setting["LINNET_ORACLE_SEED"] ?? "") ?? 1
  private static let most = Int(setting["LINNET_ORACLE_FAILURES"] ?? "") ?? 3

  /// Looks at one seed after another; says how many were judged and how many differ.
  private static func compare(
    _ name: String, _ count: UInt64, _ work: (UInt64) -> (isJudged: Bool, RowsDifference?)
  ) {
    var shown: Set<String> = []
    var (judged, differ) = (0, 0)
    for seed in first..<(first + count) {
      let (isJudged, difference) = work(seed)
      if isJudged { judged += 1 }
      guard let difference else { continue }
      differ += 1
      guard shown.insert(difference.program).inserted else { continue }
      Issue.record(
        "seed \(seed), \(difference.road): \(difference.words)\n\(difference.program)")
      if shown.count >= most { break }
    }
    print("\(name): \(judged) judged, \(differ) differ")
    // A generator that writes what nobody can judge compares nothing.
    #expect(judged > Int(count) / 20 || !shown.isEmpty)
  }

  @Test func everyRoadSaysWhatTheNaiveEvaluatorSays() {
    Self.compare("formulas", Self.count) { seed in
      let rowsCase = RowsGenerator.make(seed: seed)
      guard RowsReferee(rowsCase) != nil else {
        return (false, nil)
      }
      return (
        true, RowsRunner.difference(rowsCase).map { RowsRunner.shrunk(rowsCase, $0) }
      )
    }
  }

  @Test func piecesOfALongTableSayTheSame() {
    Self.compare("in pieces", Self.count / 2) { seed in
      let rowsCase = RowsGenerator.make(seed: seed &+ 5_000_000)
      let count = seed % 8 == 0 ? 2500 : 400
      guard let pieces = RowsPieces(rowsCase, count: count) else { return (false, nil) }
      return (
        true,
        pieces.difference().map { difference in
          RowsRunner.shrunk(rowsCase, difference) { smaller in
            RowsPieces(smaller, count: count)?.difference()
          }
        }
      )
    }
  }

  @Test func pipelinesSayWhatTheNaiveEvaluatorSays() {
    Self.compare("pipelines", Self.count / 2) { seed in
      let pipeline = PipelineGenerator.make(seed: seed)
      guard let difference = Pipelines.difference(pipeline.program) else { return (false, nil) }
      return (true, difference.isEmpty ? nil : Pipelines.shrunk(pipeline, difference))
    }
  }

  private static let folder = setting["LINNET_ORACLE_FOLDER"]

  /// Programs for `Tests/Oracle/compare`, which runs them in two builds.
  @Test(.enabled(if: folder != nil, "LINNET_ORACLE_FOLDER is not set"))
  func programsForOtherBuildsAreWritten() throws {
    let folder = URL(fileURLWithPath: Self.folder ?? "")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for seed in Self.first..<(Self.first + 20) {
      let program = RowsBatch.program(seed: seed)
      let reading = Parser.read(Source(program))
      #expect(reading.mistakes.isEmpty)
      try program.write(
        to: folder.appendingPathComponent("rows-\(seed).linnet"), atomically: true, encoding: .utf8)
    }
  }
}
