import CLinnetKernels

/// One mark on an axis.
struct Tick {
  /// The number it stands for.
  var value: Double
  /// What is written beside it; empty for a small mark.
  var label: String
  /// Digits raised behind the label, as the 3 in 10³; usually empty.
  var raised = ""
  /// True for the longer marks.
  var isMajor = true

  /// The label on one line, raised digits as characters of their own.
  var flat: String {
    raised.isEmpty ? label : label + Numerals.raisedCharacters(raised)
  }
}

/// The marks of an axis and what is written at its end.
struct Ticks {
  /// All marks, the long ones with labels.
  var all: [Tick]
  /// The power of ten that was taken out of the labels; 0 when none was.
  var exponent = 0

  /// The marks with labels.
  var major: [Tick] { all.filter { $0.isMajor } }

  /// Chooses round marks for an axis.
  ///
  /// `count` is the largest number of labels; `fits` says whether labels stand clear of each other.
  /// With `isWhole` no step is smaller than 1, because there are no half things to count.
  static func choose(
    _ scale: Scale, _ axis: Axis, count: Int, isWhole: Bool = false,
    fits: ([Tick]) -> Bool = { _ in true }
  ) -> Ticks {
    if case .date = axis.kind, !scale.isLogarithmic {
      return DateTicks.choose(scale, count: count, fits: fits)
    }
    if scale.isLogarithmic { return logarithmic(scale, count: count, fits: fits) }
    return linear(scale, count: count, isWhole: isWhole, fits: fits)
  }

  /// Steps of 1, 2 or 5 times a power of ten.
  static func linear(
    _ scale: Scale, count: Int, isWhole: Bool = false, fits: ([Tick]) -> Bool = { _ in true }
  ) -> Ticks {
    var step = Step.atLeast((scale.high - scale.low) / Double(max(count, 1)))
    if isWhole && step.exponent < 0 { step = Step(digit: 1, exponent: 0) }
    var result = marks(scale, step, isWhole: isWhole)
    var tries = 0
    while tries < 8, !fits(result.major) {
      step = step.next
      result = marks(scale, step, isWhole: isWhole)
      tries += 1
    }
    return result
  }

  /// A step of an axis: `digit` × 10^`exponent`.
  struct Step {
    var digit: Int
    var exponent: Int

    /// The smallest round step that is no smaller than `size`.
    static func atLeast(_ size: Double) -> Step {
      let size = max(size, 1e-305)
      let exponent = Int((linnet_log10(size) + 1e-9).rounded(.down))
      let mantissa = size / Step(digit: 1, exponent: exponent).times(1)
      if mantissa <= 1.000_001 { return Step(digit: 1, exponent: exponent) }
      if mantissa <= 2.000_001 { return Step(digit: 2, exponent: exponent) }
      if mantissa <= 5.000_001 { return Step(digit: 5, exponent: exponent) }
      return Step(digit: 1, exponent: exponent + 1)
    }

    var next: Step {
      switch digit {
      case 1: Step(digit: 2, exponent: exponent)
      case 2: Step(digit: 5, exponent: exponent)
      default: Step(digit: 1, exponent: exponent + 1)
      }
    }

    /// So many steps, as exactly as numbers allow: 3 steps of 0.1 are 0.3.
    func times(_ count: Double) -> Double {
      let whole = Double(digit) * count
      if exponent >= 0 { return whole * linnet_pow(10, Double(exponent)) }
      if exponent > -300 { return whole / linnet_pow(10, Double(-exponent)) }
      return whole / 1e290 / linnet_pow(10, Double(-exponent - 290))
    }

    /// How many small marks' distances make one step.
    var parts: Int { digit == 2 ? 4 : 5 }
  }

  private static func marks(_ scale: Scale, _ step: Step, isWhole: Bool = false) -> Ticks {
    let size = step.times(1)
    let first = (scale.low / size - 1e-6).rounded(.up)
    let last = (scale.high / size + 1e-6).rounded(.down)
    // Where the range is a hair beside its numbers, counting steps is no longer exact.
    guard abs(first) < 1e14, abs(last) < 1e14, last >= first, last - first < 300 else {
      return Ticks(all: [
        Tick(value: scale.low, label: Numerals.significant(scale.low, digits: 12)),
        Tick(value: scale.high, label: Numerals.significant(scale.high, digits: 12)),
      ])
    }
    let largest = max(abs(step.times(first)), abs(step.times(last)))
    let exponent = commonExponent(largest, step: step.exponent)
    let places = max(0, exponent - step.exponent)
    var all: [Tick] = []
    let parts = Double(step.parts)
    // Small marks first, so that long ones are drawn over them.
    var part = ((scale.low / size - 1e-6) * parts).rounded(.up)
    let end = ((scale.high / size + 1e-6) * parts).rounded(.down)
    while part <= end, !isWhole || size >= parts {
      if linnet_fmod(part, parts) != 0 {
        all.append(Tick(value: step.times(part / parts), label: "", isMajor: false))
      }
      part += 1
    }
    var k = first
    while k <= last {
      let value = step.times(k)
      let half = exponent / 2
      let shown = value / linnet_pow(10, Double(half)) / linnet_pow(10, Double(exponent - half))
      all.append(Tick(value: value, label: Numerals.fixed(shown, places: places)))
      k += 1
    }
    return Ticks(all: all, exponent: exponent)
  }

  /// The power of ten to take out of labels: a multiple of 3, and none between 0.001 and a million.
  private static func commonExponent(_ largest: Double, step: Int) -> Int {
    guard largest > 0 else { return 0 }
    let exponent = Int((linnet_log10(largest) + 1e-9).rounded(.down))
    if exponent >= -3 && exponent < 6 { return 0 }
    let common = Int((Double(exponent) / 3).rounded(.down)) * 3
    // Full numbers are shorter when the digits that differ are far behind.
    if exponent >= 6 && exponent < 15 && common - step > 4 { return 0 }
    return common
  }

  /// Powers of ten; with 2 and 5 between where few fit, and round steps within less than a power.
  static func logarithmic(
    _ scale: Scale, count: Int, fits: ([Tick]) -> Bool = { _ in true }
  ) -> Ticks {
    let low = linnet_log10(scale.low)
    let high = linnet_log10(scale.high)
    let first = Int((low - 1e-9).rounded(.up))
    let last = Int((high + 1e-9).rounded(.down))
    if last - first < 1 {
      var inside = linear(scale, count: count, fits: fits)
      inside.all = inside.all.filter { $0.value > 0 }
      if inside.major.count >= 2 || last < first { return inside }
    }
    let isPlain = first >= -3 && last <= 4
    var stride = max(1, (last - first + count) / max(count, 1))
    while true {
      let result = decades(scale, first, last, stride: stride, isPlain: isPlain)
      if stride > 400 || fits(result.major) {
        guard stride == 1, last - first <= 1 else { return result }
        let finer = decades(
          scale, first, last, stride: 1, isPlain: isPlain, labelled: [2, 5])
        return fits(finer.major) && finer.major.count <= count ? finer : result
      }
      stride += 1
    }
  }

  private static func decades(
    _ scale: Scale, _ first: Int, _ last: Int, stride: Int, isPlain: Bool, labelled: [Int] = []
  ) -> Ticks {
    var small: [Tick] = []
    var long: [Tick] = []
    var decade = first - 1
    while decade <= last {
      for digit in 1...9 {
        let value = Step(digit: digit, exponent: decade).times(1)
        guard value >= scale.low * 0.999_999, value <= scale.high * 1.000_001 else { continue }
        let isLong = digit == 1 ? decade % stride == 0 : labelled.contains(digit)
        if isLong {
          if isPlain || digit != 1 {
            long.append(Tick(value: value, label: Numerals.significant(value, digits: 3)))
          } else {
            let sign = decade < 0 ? Numerals.minus : ""
            long.append(
              Tick(value: value, label: "10", raised: sign + String(abs(decade))))
          }
        } else if stride == 1 || digit == 1 {
          small.append(Tick(value: value, label: "", isMajor: false))
        }
      }
      decade += 1
    }
    return Ticks(all: small + long)
  }
}

extension Numerals {
  /// Digits and minus as raised characters.
  static func raisedCharacters(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\u{2212}", "-": result += "⁻"
      case "0"..."9": result += superscript(Int(scalar.value) - 48)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
