import Foundation
import LinnetRuntime
import LinnetSyntax
import Testing

/// Decimals are the nearest number, as `strtod` finds it.
@Suite struct NumberTests {
  private func value(_ text: String) -> Double? {
    guard case .value(let value)? = Parser.read(Source(text)).tree.statements.first?.form else {
      return nil
    }
    switch value.form {
    case .decimal(let number): return number
    case .whole(let number): return Double(number)
    default: return nil
    }
  }

  @Test(arguments: [
    "0.1", "0.30000000000000004", "1e23", "8.5e22", "2.2250738585072011e-308", "4.9e-324",
    "2.4e-324",
    "2.5e-324", "1.7976931348623157e308", "9007199254740993.0", "9007199254740992.5",
    "9007199254740993.00000000000000000000000000000000001", "0.000", "00012.50", "1e-400",
    "123456789012345678901234567890",
    "6.02214076e23", "1.602e-19", "0e999", "5e-1", "1e22", "1e-22",
    "3.14159265358979323846264338327950288",
    "2.2250738585072014e-308", "0.500000000000000166533453693773481063544750213623046875",
  ])
  func known(_ text: String) { #expect(value(text) == strtod(text, nil)) }

  @Test func random() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<3000 {
      let bits = Double(bitPattern: UInt64.random(in: 0..<(0x7FF << 52), using: &generator))
      for text in [
        "\(bits)", String(format: "%.25e", bits),
        String(format: "%.16e", bits.nextUp / 2 + bits / 2),
      ] {
        let expected = strtod(text, nil)
        if expected.isInfinite { continue }
        #expect(value(text) == expected, "\(text)")
      }
      // Half-way between two neighbours, written out in full.
      let scale = Int.random(in: -60...60, using: &generator)
      let whole = UInt64.random(in: (1 << 52)..<(1 << 53), using: &generator)
      let half =
        "\(whole * 2 + 1)" + (scale < 0 ? "e\(scale)" : String(repeating: "0", count: scale) + ".0")
      #expect(value(half) == strtod(half, nil), "\(half)")
    }
  }

  @Test func tooLarge() {
    #expect(Parser.read(Source("x = 1e999")).mistakes.first?.code == "number-too-large")
    #expect(value(String(repeating: "9", count: 300)) == 1e300)
  }
}
