import Testing

@testable import LinnetData

/// The quick way to write a number gives what the exact one does.
@Suite struct NumberTextTests {
  /// Numbers by chance, the same in every run (SplitMix64).
  private struct Chance: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var word = state
      word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
      word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
      return word ^ (word >> 31)
    }
  }

  /// How many of the numbers went the quick way.
  private func quickOnes(_ values: [Double]) -> Int {
    var count = 0
    for value in values {
      guard let text = NumberText.quick(value) else { continue }
      count += 1
      let wanted = NumberText.general(value, digits: 10)
      if text != wanted { Issue.record("\(value.debugDescription): \(text), not \(wanted)") }
    }
    return count
  }

  @Test func aMillionNumbersOfAllSizesAreWrittenAlike() {
    var chance = Chance(state: 42)
    var values: [Double] = []
    for _ in 0..<200_000 {
      // Of all sizes that are written so, and a little beyond.
      var size = Double.random(in: 1..<10, using: &chance)
      let power = Int.random(in: -6...11, using: &chance)
      for _ in 0..<power.magnitude { size = power < 0 ? size / 10 : size * 10 }
      values.append(Bool.random(using: &chance) ? size : -size)
      values.append(Double.random(in: -100...100, using: &chance))
      // As they come out of lessons: few digits, sums that are a little off, fractions.
      values.append(Double(Int.random(in: 0...1_000_000, using: &chance)) / 1000)
      values.append(0.1 * Double(Int.random(in: 0...100_000, using: &chance)))
      values.append(Double(Int.random(in: 0...100_000, using: &chance)) / 7)
      // Any number there is.
      values.append(Double(bitPattern: chance.next()))
    }
    #expect(quickOnes(values) > 900_000)
  }

  @Test func numbersNextToPowersOfTenAndHalvesAreWrittenAlike() {
    var values: [Double] = []
    var power = 1e-6
    for _ in 0..<18 {
      for factor in [1, 5, 0.99999999995, 0.9999999999, 1.00000000005, 1.0000000005, -1] {
        var up = power * factor
        var down = up
        for _ in 0..<50 {
          values += [up, down]
          up = up.nextUp
          down = down.nextDown
        }
      }
      power *= 10
    }
    // Ten digits and a half behind them.
    for digits in stride(from: 1_000_000_000.5, to: 9_999_999_999, by: 12_345_678) {
      values += [digits, digits / 10, digits / 1e5, digits / 1e13]
    }
    #expect(quickOnes(values) > 1000)
  }

  @Test func shown() {
    let wanted: [(Double, String)] = [
      (0.1 + 0.2, "0.3"), (-0.5, "-0.5"), (0.001, "0.001"), (1234.5, "1234.5"),
      (1.0 / 3, "0.3333333333"), (0.0001, "0.0001"), (0.00001, "1e-5"),
      (9_999_999_999.6, "1e10"), (9_999_999_998.6, "9999999999"),
      (99_999.99996, "99999.99996"), (99_999.9999996, "100000"), (-0.99999999999, "-1"),
    ]
    for (value, text) in wanted { #expect(NumberText.shown(value) == text) }
  }
}
