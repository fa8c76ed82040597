import CLinnetKernels

/// A step of 1, 2 or 5 times a power of ten, kept so that its multiples are the nearest decimals.
struct RoundStep {
  private var digit: Double
  private var exponent: Int

  /// The step itself.
  var value: Double { times(1) }

  /// A whole number of steps, rounded once.
  func times(_ count: Double) -> Double {
    let power = linnet_pow(10, Double(exponent.magnitude))
    return exponent < 0 ? count * digit / power : count * digit * power
  }

  /// The least step that is not below a positive size.
  init(atLeast size: Double) {
    self.init(atMost: size)
    while value < size * (1 - 1e-12) { self = next }
  }

  /// The greatest step that is not above a positive size.
  init(atMost size: Double) {
    let sound = size.isFinite && size > 1e-300 ? size : 1
    exponent = Int(linnet_log10(sound).rounded(.down))
    digit = 1
    while next.value <= sound * (1 + 1e-12) { self = next }
  }

  /// The step nearest to a positive size, by ratio.
  init(near size: Double) {
    let below = RoundStep(atMost: size)
    let above = RoundStep(atLeast: size)
    self = size * size < below.value * above.value ? below : above
  }

  /// The next greater step.
  var next: RoundStep {
    var next = self
    switch digit {
    case 1: next.digit = 2
    case 2: next.digit = 5
    default:
      next.digit = 1
      next.exponent += 1
    }
    return next
  }
}

/// Bins chosen from the data: round-numbered edges, 10 to 100 of them by the rule of Freedman and Diaconis.
///
/// Numbers with a step, such as whole ones or those with one decimal, get bins as wide as some whole number of
/// steps, so that every bin holds as many of the places where values can be.
/// Source: D. Freedman, P. Diaconis, "On the histogram as a density estimator", 1981.
struct AutomaticBins {
  /// The edges.
  let edges: [Double]
  /// The number of bins.
  var count: Int { edges.count - 1 }
  /// The step of the data that the bins go by; nil for data without one.
  private let data: DataStep?

  /// The number of equal bins over a range that begins and ends elsewhere: as many as there are, or near to that
  /// where their width is then a multiple of the data's step.
  func count(over range: Double) -> Int {
    // Of many places in a bin one more or less does not show.
    guard let data, count > 0, range / Double(count) < data.value * 20 else { return count }
    func fits(_ bins: Int) -> Bool {
      let places = range / Double(bins) / data.value
      return (places - places.rounded()).magnitude < 1e-6 * places
    }
    // Half as many to twice as many still look much the same.
    for change in 0...count {
      if fits(count + change) { return count + change }
      if change * 2 < count, fits(count - change) { return count - change }
    }
    return count
  }

  /// Count, least and greatest of the values that are neither gaps nor infinite.
  static func finite(_ values: [Double]) -> Statistics {
    let all = Statistics(values)
    if all.min.isFinite, all.max.isFinite || all.count == 0 { return all }
    return Statistics(values.filter { $0.isFinite })
  }

  init(_ values: [Double], from: Double?, to: Double?) {
    let summary = Self.finite(values)
    let low = from ?? (summary.count == 0 ? 0 : summary.min)
    let high = to ?? (summary.count == 0 ? low + 1 : summary.max)
    let areWhole = summary.count > 0 && values.allSatisfy { !$0.isFinite || $0 == $0.rounded() }
    let span = high - low
    let data = DataStep(values)
    self.data = data
    if areWhole, span >= 0, span < 50, from == nil, to == nil {
      // One bin for each whole number there may be, or for each even one of even numbers.
      let step = data?.value ?? 1
      edges = (0...(Int(span / step) + 1)).map { low + Double($0) * step }
      return
    }
    guard span > 0, span.isFinite else {
      let half = max(0.5, low.magnitude * 1e-3)
      let step = half / 5
      edges = (-5...5).map { low + Double($0) * step }
      return
    }
    // Quartiles of an even sample do for choosing a width.
    let stride = max(values.count / 50_000, 1)
    var finite: [Double] = []
    for index in Swift.stride(from: 0, to: values.count, by: stride) where values[index].isFinite {
      finite.append(values[index])
    }
    let quarter = Statistics.quantile(ofPresent: &finite, 0.25)
    let middle = Statistics.quantile(ofPresent: &finite, 0.75) - quarter
    var width = 2 * middle / linnet_pow(Double(max(summary.count, 1)), 1 / 3.0)
    if !(width > 0) { width = span / (linnet_log(Double(max(summary.count, 2))) / 0.693 + 1) }
    var wanted = min(max(width, span / 100), span / 10)
    var step = BinStep(near: wanted, of: data)
    func ends(_ step: BinStep) -> (Double, Double) {
      // Division may round across a multiple; the multiples themselves decide.
      var first = (low / step.value).rounded(.down)
      if step.times(first + 1) <= low { first += 1 }
      if step.times(first) > low { first -= 1 }
      var last = (high / step.value).rounded(.up)
      if step.times(last - 1) >= high { last -= 1 }
      if step.times(last) < high { last += 1 }
      // The greatest value does not slip into the bin before it, where that would show.
      if let places = step.places(of: data), areWhole || places < 20, step.times(last) == high {
        last += 1
      }
      return (first, last)
    }
    var (first, last) = ends(step)
    while last - first > 100 {
      wanted *= 1.5
      step = BinStep(near: wanted, of: data)
      (first, last) = ends(step)
    }
    var list = (0...Int(max(last - first, 1))).map { step.times(first + Double($0)) }
    // Numbers too large for their own spacing fall back to plain steps.
    if list.indices.dropFirst().contains(where: { list[$0] <= list[$0 - 1] }) {
      list = (0...10).map { low + Double($0) * span / 10 }
    }
    if let from, from > list[0] { list = [from] + list.filter { $0 > from } }
    if let to, let end = list.last, to < end { list = list.filter { $0 < to } + [to] }
    edges = list
  }
}
