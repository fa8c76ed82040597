import Foundation
import LinnetSyntax
import Testing

@testable import Linnet

/// The machine against a walker of trees, on programs nobody wrote.
///
/// `LINNET_ORACLE_PROGRAMS` sets how many are compared, `LINNET_ORACLE_SEED` where to begin; a failure
/// prints its seed and the program.
@Suite struct OracleTests {
  private static let setting = ProcessInfo.processInfo.environment
  private static let count = UInt64(setting["LINNET_ORACLE_PROGRAMS"] ?? "") ?? 600
  private static let first = UInt64(setting["LINNET_ORACLE_SEED"] ?? "") ?? 1

  /// What the machine shows, with `!! code` at the end when a mistake ends the run.
  private static func machine(_ program: String, collectsAlways: Bool = false) -> [String] {
    var lines: [String] = []
    let session = Engine(limits: .untrusted).session { event in
      if case .text(let line) = event { lines.append(line) }
    }
    session.machine.collectsAlways = collectsAlways
    do throws(Mistake) { try session.run(program) } catch {
      lines.append("!! \(error.code.text)")
    }
    return lines
  }

  /// The first difference of two runs, or nil.
  private static func difference(_ got: [String], _ want: [String]) -> String? {
    for place in 0..<max(got.count, want.count) {
      let one = place < got.count ? got[place] : "(nothing)"
      let two = place < want.count ? want[place] : "(nothing)"
      // The oracle does not know the codes of every mistake, only that there is one.
      if one.hasPrefix("!! "), two.hasPrefix("!! ") { continue }
      if one != two { return "line \(place + 1): the machine shows \(one), the oracle \(two)" }
    }
    return nil
  }

  @Test func generatedProgramsRunAsTheOracleSays() {
    var compared = 0
    for seed in Self.first..<(Self.first + Self.count) {
      var generator = ProgramGenerator(seed: seed)
      let program = generator.program(size: 10 + Int(seed % 25))
      let reading = Parser.read(Source(program))
      guard reading.mistakes.isEmpty else {
        Issue.record("seed \(seed) cannot be read: \(reading.mistakes[0].code.text)\n\(program)")
        continue
      }
      let want = Oracle().run(reading.tree)
      if want.last?.hasSuffix(Oracle.tooLong) == true { continue }
      if let difference = Self.difference(Self.machine(program), want) {
        Issue.record("seed \(seed): \(difference)\n\(program)")
        return
      }
      compared += 1
    }
    #expect(compared > Int(Self.count) / 2)
  }

  @Test func collectingAtEveryTurnChangesNothing() {
    for seed in Self.first..<(Self.first + Self.count / 10) {
      var generator = ProgramGenerator(seed: seed &+ 1_000_000)
      let program = generator.program(size: 8)
      let want = Self.machine(program)
      if want.last == "!! too-many-steps" { continue }
      let got = Self.machine(program, collectsAlways: true)
      if let difference = Self.difference(got, want) {
        Issue.record("seed \(seed): \(difference)\n\(program)")
        return
      }
    }
  }
}
