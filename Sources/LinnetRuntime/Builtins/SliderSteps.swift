import LinnetText

/// The positions of a slider: numbers by steps of decimal digits, as a person would write them down.
struct SliderSteps {
  /// The first position.
  let from: Double
  /// The end, which is a position where the steps reach it.
  let to: Double
  /// How far apart the positions are.
  let step: Double
  /// Digits behind the point that the first position and the step have; nil for more than a person writes.
  private let digits: Int?

  /// Positions by a step; without one, about a hundred of them by 1, 2 or 5 of some digit.
  ///
  /// Whole ends at least 20 apart have whole numbers between them. `to` is larger than `from`, and `step` than 0.
  init(from: Double, to: Double, step: Double? = nil) {
    let step = step ?? Self.standard(from: from, to: to)
    (self.from, self.to, self.step) = (from, to, step)
    if let a = Self.digits(of: from), let b = Self.digits(of: step) {
      digits = max(a, b)
    } else {
      digits = nil
    }
  }

  /// How many steps there are from the first position to the last.
  var count: Double { ((to - from) / step * (1 + 1e-12)).rounded(.down) }

  /// The position nearest to a number.
  func position(near number: Double) -> Double {
    guard number.isFinite else { return from }
    return self[min(max(((number - from) / step).rounded(), 0), count)]
  }

  /// The position in the middle.
  var middle: Double { position(near: from + (to - from) / 2) }

  /// The position so many steps behind the first.
  private subscript(_ steps: Double) -> Double {
    if let digits {
      // Whole numbers over a power of ten, so that no 0.30000000000000004 comes out.
      let scale = NumberText.powerOfTen(digits)
      let whole = (from * scale).rounded() + steps * (step * scale).rounded()
      if whole.magnitude < 0x1p53 { return min(whole / scale, to) }
    }
    return min(from + steps * step, to)
  }

  /// How many digits a number has behind its point; nil for more than 12.
  private static func digits(of number: Double) -> Int? {
    (0...12).first { NumberText.rounding(number, digits: $0) == number }
  }

  /// The step for two ends.
  private static func standard(from: Double, to: Double) -> Double {
    let range = to - from
    let isWhole = from == from.rounded() && to == to.rounded() && range >= 20
    var power = 0
    var size = range / 100
    while size >= 10, power < 300 { (size, power) = (size / 10, power + 1) }
    while size < 1, power > -300 { (size, power) = (size * 10, power - 1) }
    // The nearest of 1, 2, 5 and 10, as rulers are divided.
    let digit = size < 1.5 ? 1.0 : size < 3.5 ? 2 : size < 7.5 ? 5 : 10
    // A finer one is better where it meets the end and that one does not.
    for (finer, shift) in [(digit, 0), (5, 0), (2, 0), (1, 0), (5, -1), (2, -1), (1, -1)]
    where finer <= digit || shift < 0 {
      let step = scaled(finer, power + shift)
      if isWhole, step < 1 { break }
      let steps = range / step
      if (steps - steps.rounded()).magnitude < 1e-9 { return step }
    }
    return isWhole ? max(1, scaled(digit, power)) : scaled(digit, power)
  }

  private static func scaled(_ digit: Double, _ power: Int) -> Double {
    power < 0 ? digit / NumberText.powerOfTen(-power) : digit * NumberText.powerOfTen(power)
  }
}
