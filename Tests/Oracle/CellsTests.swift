import Foundation
import LinnetSyntax
import Testing

@testable import Linnet

/// Cells, items and letters that are changed where they are, beside a machine that always copies.
@Suite struct CellsTests {
  private static let setting = ProcessInfo.processInfo.environment
  private static let count = UInt64(setting["LINNET_ORACLE_PROGRAMS"] ?? "") ?? 1500
  private static let first = UInt64(setting["LINNET_ORACLE_SEED"] ?? "") ?? 1

  @Test func nothingChangesUnderAnotherName() {
    var finished = 0
    for seed in Self.first..<(Self.first + Self.count) {
      var generator = CellsGenerator(seed: seed)
      let program = generator.program()
      let reading = Parser.read(Source(program))
      guard reading.mistakes.isEmpty else {
        Issue.record("seed \(seed) cannot be read: \(reading.mistakes[0].code.text)\n\(program)")
        return
      }
      let want = MachineRoad.copying.run(program)
      if want.last?.hasPrefix("!! ") != true { finished += 1 }
      for road in MachineRoad.allCases where road != .collecting || seed % 8 == 0 {
        let got = road.run(program)
        if got != want {
          Issue.record("seed \(seed), \(road): \(got) instead of \(want)\n\(program)")
          return
        }
      }
    }
    #expect(finished > Int(Self.count) / 4)
  }

  @Test func cellsAreChangedWhereTheyAre() {
    // Copying a column or text for each change takes more steps than these.
    let changes = [
      "d.x[i] = 0", "d[\"x\"][i] = d.x[i] + 1", "t[i] = \"y\"", "c[i] = 2", "d.w[i] = \"v\"",
      "d.x[i] = round(d.x[i])", "s = c[i]\n  c[i] = s",
    ]
    for change in changes {
      for copies in [false, true] {
        var limits = Limits.untrusted
        limits.steps = 600_000
        let session = Engine(limits: limits).session { _ in }
        session.runsOneProgram = true
        session.machine.copiesAlways = copies
        let program = """
          d = dataset(x: 1 to 40000, w: text((1 to 40000) mod 7))
          c = d.x
          t = join(text((1 to 40000) mod 10))
          for i from 1 to 40000
            \(change)
          end
          """
        do throws(Mistake) {
          try session.run(program)
          #expect(!copies, "\(change)")
        } catch {
          #expect(copies && error.code == "too-many-steps", "\(change): \(error.code.text)")
        }
      }
    }
  }
}
