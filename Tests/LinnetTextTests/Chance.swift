import Foundation

/// Numbers by chance, the same in every run (SplitMix64).
struct Chance: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }

  /// Finite numbers of all kinds, a few of each.
  mutating func numbers(rounds: Int) -> [Double] {
    var values: [Double] = []
    for _ in 0..<rounds {
      // Any number there is, and those too small for all their bits.
      values.append(Double(bitPattern: next()))
      values.append(Double(bitPattern: next() >> 12))
      // As they come out of lessons: of common size, decimals of a few digits, sums that are a little off.
      values.append(Double.random(in: -1000...1000, using: &self))
      let places = Int.random(in: 0...8, using: &self)
      values.append(
        Double(Int.random(in: -1_000_000...1_000_000, using: &self)) / pow(10, Double(places)))
      values.append(0.1 * Double(Int.random(in: 0...100_000, using: &self)))
      // Whole numbers and halves, quarters, … of them, where rounding meets the middle.
      let whole = next() >> UInt64.random(in: 0...63, using: &self)
      values.append(Double(whole) / pow(2, Double(Int.random(in: 0...70, using: &self))))
      // Large ones with zeros at the end, powers of ten and of two and what lies beside them.
      values.append(Double(whole) * pow(10, Double(Int.random(in: 0...30, using: &self))))
      let ten = pow(10, Double(Int.random(in: -323...308, using: &self)))
      let two = pow(2, Double(Int.random(in: -1074...1023, using: &self)))
      values += [ten, ten.nextUp, ten.nextDown, two, -two.nextDown]
    }
    return values.filter { $0.isFinite }
  }
}

/// What C's `printf` writes for a number; tests run in the plain locale.
func c(_ format: String, _ digits: Int, _ value: Double) -> String {
  var bytes = [CChar](repeating: 0, count: 1000)
  let count = withVaList([Int32(digits), value]) { vsnprintf(&bytes, bytes.count, format, $0) }
  return String(decoding: bytes[0..<Int(count)].map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
