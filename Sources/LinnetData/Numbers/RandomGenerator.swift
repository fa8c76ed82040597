/// Random numbers that are the same on every machine: xoshiro256**, seeded by splitmix64.
///
/// Source: D. Blackman and S. Vigna, "Scrambled linear pseudorandom number generators", 2018.
public struct RandomGenerator: Sendable {
  private var state: (UInt64, UInt64, UInt64, UInt64)
  var spareNormal: Double?

  /// Starts the sequence that belongs to a seed.
  public init(seed: UInt64) {
    var mixer = seed
    func next() -> UInt64 {
      mixer &+= 0x9E37_79B9_7F4A_7C15
      var z = mixer
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
    state = (next(), next(), next(), next())
  }

  /// 64 random bits.
  public mutating func next() -> UInt64 {
    let product = state.1 &* 5
    let result = ((product << 7) | (product >> 57)) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = (state.3 << 45) | (state.3 >> 19)
    return result
  }

  /// A number from 0 up to, but never, 1, all multiples of 2^-53 equally likely.
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A whole number from 0 up to, but never, `bound`, all equally likely; 0 when `bound` is below 1.
  ///
  /// Source: D. Lemire, "Fast random integer generation in an interval", 2019.
  public mutating func below(_ bound: Int) -> Int {
    guard bound > 1 else { return 0 }
    let range = UInt64(bound)
    var product = next().multipliedFullWidth(by: range)
    if product.low < range {
      let threshold = (0 &- range) % range
      while product.low < threshold { product = next().multipliedFullWidth(by: range) }
    }
    return Int(product.high)
  }
}

extension RandomGenerator {
  /// A number from the normal distribution with mean 0 and width 1.
  ///
  /// Source: G. Marsaglia and T. A. Bray, "A convenient method for generating normal variables", 1964.
  public mutating func normal() -> Double {
    if let spare = spareNormal {
      spareNormal = nil
      return spare
    }
    while true {
      let x = 2 * uniform() - 1
      let y = 2 * uniform() - 1
      let square = x * x + y * y
      if square < 1, square > 0 {
        let factor = (-2 * Self.logarithm(square) / square).squareRoot()
        spareNormal = y * factor
        return x * factor
      }
    }
  }

  /// The natural logarithm of a normal number above 0, with the same digits on every machine.
  ///
  /// C libraries differ in the last digit. `ln(2^k m) = k ln 2 + 2 atanh((m − 1)/(m + 1))`, as a series.
  private static func logarithm(_ value: Double) -> Double {
    var mantissa = value.significand
    var exponent = Double(value.exponent)
    if mantissa > 1.414213562373095 {
      mantissa /= 2
      exponent += 1
    }
    let ratio = (mantissa - 1) / (mantissa + 1)
    let square = ratio * ratio
    var sum = 0.0
    var power = 23.0
    while power >= 1 {
      sum = sum * square + 1 / power
      power -= 2
    }
    return exponent * 0.6931471805599453 + 2 * ratio * sum
  }
}
