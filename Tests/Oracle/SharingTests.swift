import Foundation
import LinnetSyntax
import Testing

@testable import Linnet

/// Programs about values that share what they hold, down every road of the machine.
@Suite struct OracleSharingTests {
  private static let setting = ProcessInfo.processInfo.environment
  private static let count = UInt64(setting["LINNET_ORACLE_PROGRAMS"] ?? "") ?? 1000
  private static let first = UInt64(setting["LINNET_ORACLE_SEED"] ?? "") ?? 1

  @Test func nothingChangesUnderAnotherName() {
    var compared = 0
    for seed in Self.first..<(Self.first + Self.count) {
      var generator = SharingGenerator(seed: seed)
      let program = generator.program()
      let reading = Parser.read(Source(program))
      guard reading.mistakes.isEmpty else {
        Issue.record("seed \(seed) cannot be read: \(reading.mistakes[0].code.text)\n\(program)")
        continue
      }
      let want = Oracle().run(reading.tree)
      if want.last?.hasSuffix(Oracle.tooLong) == true { continue }
      for road in MachineRoad.allCases where road != .collecting || seed % 8 == 0 {
        let got = road.run(program)
        // Only the machine has a limit for what is shown.
        if got.last == "!! too-long" { continue }
        for place in 0..<max(got.count, want.count) {
          let one = place < got.count ? got[place] : "(nothing)"
          let two = place < want.count ? want[place] : "(nothing)"
          if one.hasPrefix("!! "), two.hasPrefix("!! ") { continue }
          if one != two {
            Issue.record(
              "seed \(seed), \(road): line \(place + 1): machine \(one), oracle \(two)\n\(program)")
            return
          }
        }
      }
      compared += 1
    }
    #expect(compared > Int(Self.count) / 2)
  }
}
