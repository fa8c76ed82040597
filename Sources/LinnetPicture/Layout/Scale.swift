import CLinnetKernels

/// From numbers to places along an axis: 0 at the lower end, 1 at the upper end.
struct Scale {
  /// The number at the lower end.
  let low: Double
  /// The number at the upper end; above `low`.
  let high: Double
  /// True for equal factors; then both ends are above zero.
  let isLogarithmic: Bool
  private let start: Double
  private let length: Double

  /// The largest size of a number that is drawn; sums and differences of such stay finite.
  static let limit = 1e307

  /// Makes a scale; ends that make no scale are moved apart.
  init(low: Double, high: Double, isLogarithmic: Bool = false) {
    var low = low.isFinite ? max(-Self.limit, min(low, Self.limit)) : 0
    var high = high.isFinite ? max(-Self.limit, min(high, Self.limit)) : 1
    if low > high { swap(&low, &high) }
    if isLogarithmic {
      if high <= 0 { (low, high) = (0.1, 1) }
      low = max(low, 1e-290)
      high = max(high, 1e-290)
      if low <= 0 || low >= high || high / low < 1.000_001 { (low, high) = (high / 10, high * 10) }
    } else if high - low <= abs(high) * 1e-12 || high - low < 1e-304 {
      let room = max(abs(high) * 0.1, high == 0 ? 1 : 1e-303)
      low -= room
      high += room
    }
    self.low = low
    self.high = high
    self.isLogarithmic = isLogarithmic
    start = isLogarithmic ? linnet_log10(low) : low
    length = (isLogarithmic ? linnet_log10(high) : high) - start
  }

  /// The place of a number, kept between -2 and 3; nil for a gap and where a logarithm has none.
  func place(_ value: Double) -> Double? {
    guard !value.isNaN else { return nil }
    if isLogarithmic && value <= 0 { return nil }
    let place = ((isLogarithmic ? linnet_log10(value) : value) - start) / length
    return place.isNaN ? nil : max(-2, min(place, 3))
  }

  /// The place of the end of a bar: zero and below lie under a logarithmic axis.
  func barPlace(_ value: Double) -> Double {
    max(-0.01, min(place(value) ?? -0.01, 1.01))
  }

  /// The number at a place.
  func value(_ place: Double) -> Double {
    let value = start + length * place
    return isLogarithmic ? linnet_pow(10, value) : value
  }
}
