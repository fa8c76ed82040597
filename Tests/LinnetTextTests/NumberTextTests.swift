import Foundation
import Testing

@testable import LinnetText

/// Numbers are written with the digits that C's exact arithmetic finds.
@Suite struct NumberTextTests {
  private func exact(_ value: Double) -> String {
    var bytes: [UInt8] = []
    NumberText.appendExact(value, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func fixed(_ value: Double, places: Int) -> String {
    var bytes: [UInt8] = []
    NumberText.appendFixed(value, places: places, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// `%g` with the exponent as people write it: `1e5`, `1e-7`.
  private func tidied(_ text: String) -> String {
    guard let mark = text.firstIndex(of: "e"), let power = Int(text[text.index(after: mark)...])
    else { return text }
    return text[..<mark] + "e\(power)"
  }

  @Test func significantDigitsAreThoseOfC() {
    var chance = Chance(state: 1)
    for value in chance.numbers(rounds: 20_000) {
      let digits = Int.random(in: 1...17, using: &chance)
      let text = NumberText.general(value, digits: digits)
      let wanted = tidied(c("%.*g", digits, value))
      if text != wanted {
        Issue.record("\(value.debugDescription), \(digits): \(text), not \(wanted)")
      }
    }
  }

  @Test func tenDigitsAreThoseOfCNextToPowersOfTenAndHalves() {
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
    for digits in stride(from: 1_000_000_000.5, to: 9_999_999_999, by: 1_234_567) {
      values += [digits, digits / 10, digits / 1e5, digits / 1e13]
    }
    for value in values {
      let text = NumberText.general(value, digits: 10)
      let wanted = tidied(c("%.*g", 10, value))
      if text != wanted { Issue.record("\(value.debugDescription): \(text), not \(wanted)") }
    }
  }

  @Test func fixedPlacesAreThoseOfC() {
    var chance = Chance(state: 2)
    for value in chance.numbers(rounds: 10_000) {
      // Mostly a few, as lessons ask for; some as many as there may be.
      let places = Int.random(in: 0...(Bool.random(using: &chance) ? 6 : 100), using: &chance)
      let text = fixed(value, places: places)
      let wanted = c("%.*f", places, value)
      if text != wanted {
        Issue.record("\(value.debugDescription), \(places): \(text), not \(wanted)")
      }
    }
  }

  @Test func exactTextIsTheShortestOfCThatReadsBack() {
    var chance = Chance(state: 3)
    for value in chance.numbers(rounds: 20_000) {
      let wanted = [15, 16, 17].lazy.map { c("%.*g", $0, value) }.first { strtod($0, nil) == value }
      let text = exact(value)
      if text != wanted { Issue.record("\(value.debugDescription): \(text), not \(wanted ?? "")") }
    }
    #expect([.infinity, -.infinity, 0, -0.0].map(exact) == ["inf", "-inf", "0", "-0"])
  }

  @Test func powersOfTenAreTheNearestNumbers() {
    for power in 0...308 { #expect(NumberText.powerOfTen(power) == strtod("1e\(power)", nil)) }
  }

  @Test func shown() {
    let wanted: [(Double, String)] = [
      (0.1 + 0.2, "0.3"), (-0.5, "-0.5"), (0.001, "0.001"), (1234.5, "1234.5"),
      (1.0 / 3, "0.3333333333"), (0.0001, "0.0001"), (0.00001, "1e-5"),
      (9_999_999_999.6, "1e10"), (9_999_999_998.6, "9999999999"),
      (99_999.99996, "99999.99996"), (99_999.9999996, "100000"), (-0.99999999999, "-1"),
      (6.02214076e23, "6.02214076e23"), (-0.0, "0"), (1e-300, "1e-300"), (.nan, "missing"),
    ]
    for (value, text) in wanted { #expect(NumberText.shown(value) == text) }
  }

  @Test func roundedAsPeopleDo() {
    #expect(NumberText.fixed(2.675, digits: 2) == "2.68")
    #expect(NumberText.fixed(-0.001, digits: 2) == "0.00")
    #expect(NumberText.fixed(91.2, digits: 2) == "91.20")
    #expect(NumberText.significant(9.99, digits: 2) == "10")
    #expect(NumberText.significant(1e-6, digits: 2) == "0.0000010")
    #expect(NumberText.significant(1e23, digits: 3) == "1e23")
  }
}
