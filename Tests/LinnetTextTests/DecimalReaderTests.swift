import Foundation
import Testing

@testable import LinnetText

/// Decimals are read as the nearest number, as C's `strtod` finds it.
@Suite struct DecimalReaderTests {
  private func check(_ text: String) {
    let right = strtod(text, nil)
    let value = DecimalReader.shared.number(Array(text.utf8))
    let isRight = right.isFinite ? value?.bitPattern == right.bitPattern : value == nil
    if !isRight { Issue.record("\(text): \(value?.debugDescription ?? "none"), not \(right)") }
  }

  @Test func textsOfDigitsAgreeWithC() {
    var chance = Chance(state: 7)
    for _ in 0..<200_000 {
      var text = "\(chance.next() % 1_000_000_000_000 >> (chance.next() % 40))"
      if Bool.random(using: &chance) { text += ".\(chance.next() >> (chance.next() % 60))" }
      if chance.next() % 3 == 0 { text += "e\(Int.random(in: -340...320, using: &chance))" }
      check(Bool.random(using: &chance) ? text : "-" + text)
    }
  }

  @Test func writtenNumbersAgreeWithC() {
    var chance = Chance(state: 8)
    for value in chance.numbers(rounds: 5000) {
      check(c("%.*g", Int.random(in: 1...30, using: &chance), value))
      check(c("%.*f", Int.random(in: 0...40, using: &chance), value))
      // The middle between two neighbours, in full and cut off.
      let middle = value.nextUp / 2 + value / 2
      check(c("%.*e", Int.random(in: 14...60, using: &chance), middle))
    }
  }

  @Test func halvesBetweenNeighboursAgreeWithC() {
    var chance = Chance(state: 9)
    for _ in 0..<20_000 {
      let scale = Int.random(in: -60...60, using: &chance)
      let whole = UInt64.random(in: (1 << 52)..<(1 << 53), using: &chance)
      let digits = "\(whole * 2 + 1)"
      check(digits + (scale < 0 ? "e\(scale)" : String(repeating: "0", count: scale) + ".0"))
      // A digit far behind tips the scales.
      check(
        digits + "." + String(repeating: "0", count: Int.random(in: 1...900, using: &chance)) + "1")
      check(digits + "." + String(repeating: "0", count: Int.random(in: 1...900, using: &chance)))
    }
  }

  @Test(arguments: [
    "0", "-0", "00012.50", "5.", ".5", "1e-400", "0e999", "1e999", "-1e309", "4.9e-324", "2.4e-324",
    "2.5e-324", "2.2250738585072011e-308", "1.7976931348623157e308", "1.7976931348623159e308",
    "0.000000000000000000000000000000123", "123456789012345678901234567890",
    "2.4703282292062327208e-324", "2.4703282292062327209e-324",
    "0.500000000000000166533453693773481063544750213623046875",
  ])
  func known(_ text: String) { check(text) }

  @Test func whatIsNoNumber() {
    for text in [
      "", "-", ".", "e5", "1e", "1e+", "1 2", "1,5", "+1", "0x10", "inf", "nan", "1.2.3",
    ] {
      #expect(DecimalReader.shared.number(Array(text.utf8)) == nil, "\(text)")
    }
  }

  @Test func textOfPeople() {
    func read(_ text: String) -> String {
      switch NumberReading.number(text) {
      case .whole(let number): "\(number)"
      case .decimal(let number): "\(number) decimal"
      case nil: "none"
      }
    }
    #expect(read(" 20 ") == "20")
    #expect(read("\u{2212}4") == "-4")
    #expect(read("+7") == "7")
    #expect(read("+7.5") == "7.5 decimal")
    #expect(read("6.02e23") == "6.02e+23 decimal")
    #expect(read("123456789012345678901") == "1.2345678901234568e+20 decimal")
    for text in ["1e999", "1,5", "", "++1", "1 000 x", "½"] { #expect(read(text) == "none") }
  }
}
