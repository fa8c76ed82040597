import CLinnetKernels

/// The spacing on which all values of some data lie: 1 for whole numbers, 0.1 for 39.1, 39.5 and 40.3.
///
/// Bins whose width is no multiple of it hold now more, now fewer of the places where values can be, and the
/// histogram looks like a comb.
struct DataStep {
  /// The step is `units` of a decimal place: 5 at one place behind the point is 0.5.
  let units: Double
  /// How many decimals the values have, 0 to 6.
  let places: Int
  /// Ten to the power of `places`.
  let scale: Double

  /// The step itself.
  var value: Double { units / scale }

  /// The step of some values; nil for measured numbers with all their digits, and for too few to tell.
  ///
  /// Gaps and infinities are passed over. Of very many values an even sample is looked at: a few that lie
  /// between the others make no comb.
  init?(_ values: [Double]) {
    let stride = Swift.max(values.count / 20_000, 1)
    var sample: [Double] = []
    for place in Swift.stride(from: 0, to: values.count, by: stride) where values[place].isFinite {
      sample.append(values[place])
    }
    guard sample.count > 1 else { return nil }
    for places in 0...6 {
      let scale = linnet_pow(10, Double(places))
      guard let whole = Self.wholes(sample, scale) else { continue }
      self.places = places
      self.scale = scale
      units = Self.units(whole)
      return
    }
    return nil
  }

  /// The values in units of a decimal place; nil when one of them lies between two.
  ///
  /// Calculation and numbers of seven digits leave the last of them a little off.
  private static func wholes(_ values: [Double], _ scale: Double) -> [Int64]? {
    var wholes: [Int64] = []
    wholes.reserveCapacity(values.count)
    for value in values {
      let scaled = value * scale
      let whole = scaled.rounded()
      guard whole.magnitude < 0x1p52,
        (scaled - whole).magnitude <= min(0.005, max(1e-9, whole.magnitude * 1e-7))
      else { return nil }
      wholes.append(Int64(whole))
    }
    return wholes
  }

  /// The greatest number that all values are multiples of, or all distances between them, if that can be no
  /// accident; else 1.
  private static func units(_ values: [Int64]) -> Double {
    var ofValues: Int64 = 0
    var ofDistances: Int64 = 0
    let first = values[0]
    for value in values {
      ofValues = common(ofValues, value)
      ofDistances = common(ofDistances, value - first)
      if ofValues == 1, ofDistances == 1 { return 1 }
    }
    var different: Set<Int64> = []
    for value in values {
      different.insert(value)
      if different.count > 40 { break }
    }
    if isSure(ofDistances, different.count - 1) { return Double(ofDistances) }
    return isSure(ofValues, different.count) ? Double(ofValues) : 1
  }

  /// Whether so many different numbers would hardly all be multiples of a step by chance.
  private static func isSure(_ step: Int64, _ count: Int) -> Bool {
    guard step > 1, count > 0 else { return false }
    return Double(count) * linnet_log10(Double(step)) >= 6
  }

  private static func common(_ first: Int64, _ second: Int64) -> Int64 {
    var (first, second) = (Int64(first.magnitude), Int64(second.magnitude))
    while second != 0 { (first, second) = (second, first % second) }
    return first
  }
}

/// The width of automatic bins: a round number, and where the data have a step, a multiple of it.
struct BinStep {
  /// The width is `units / scale`; `scale` is 1 where the data have no step.
  private let units: Double
  private let scale: Double
  /// A round width of data without a step.
  private let round: RoundStep?

  /// The width itself.
  var value: Double { times(1) }

  /// A whole number of widths, rounded once.
  func times(_ count: Double) -> Double { round?.times(count) ?? count * units / scale }

  /// The width nearest to a positive size, by ratio.
  init(near size: Double, of data: DataStep?) {
    guard let data else {
      (round, units, scale) = (RoundStep(near: size), 1, 1)
      return
    }
    round = nil
    scale = data.scale
    let wanted = size * data.scale
    guard wanted > data.units else {
      // Finer than the data is never needed.
      units = data.units
      return
    }
    var best = 0.0
    var step = RoundStep(atMost: wanted / 2)
    while step.value <= wanted * 2 {
      let multiple = (step.value / data.units).rounded()
      if multiple >= 1, multiple * data.units == step.value,
        best == 0 || Self.ratio(step.value, wanted) < Self.ratio(best, wanted)
      {
        best = step.value
      }
      step = step.next
    }
    // No round number near is a multiple of 3, 7 or 25: then a round number of steps.
    units =
      best > 0 && Self.ratio(best, wanted) <= 2
      ? best : max(1, RoundStep(near: wanted / data.units).value.rounded()) * data.units
  }

  /// How many places of the data's step lie in a bin; nil for data without one.
  func places(of data: DataStep?) -> Double? { data.map { units / $0.units } }

  private static func ratio(_ first: Double, _ second: Double) -> Double {
    first > second ? first / second : second / first
  }
}
