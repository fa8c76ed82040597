/// Weight, mean and spread of the values inside the range of a histogram.
///
/// Sums are taken around a center that moves along with the mean, so that nothing cancels where values
/// are large and lie close together: readings near 1e9 that differ by 1 keep their spread. Sums of parts,
/// such as blocks of rows or two histograms, are put together by `add`.
public struct HistogramMoments: Sendable {
  /// The sum of weights.
  public var weight: Double
  /// What the other sums are taken around.
  public var center: Double
  /// The sum of weights times distances from the center.
  public var x: Double
  /// The sum of weights times squared distances from the center.
  public var xx: Double

  /// Makes moments; without sums all the weight lies at the center.
  public init(weight: Double = 0, center: Double = 0, x: Double = 0, xx: Double = 0) {
    self.weight = weight
    self.center = center
    self.x = x
    self.xx = xx
  }

  /// The mean; NaN without weight.
  public var mean: Double { weight == 0 ? .nan : center + x / weight }
  /// The sum of weights times squared distances from the mean, never negative; NaN without weight.
  public var squares: Double { weight == 0 ? .nan : max(xx - x * x / weight, 0) }
  /// True when nothing was added yet.
  var isEmpty: Bool { weight == 0 && x == 0 && xx == 0 }

  /// Every weight multiplied by a number.
  func scaled(by factor: Double) -> HistogramMoments {
    HistogramMoments(weight: weight * factor, center: center, x: x * factor, xx: xx * factor)
  }

  /// Adds other moments.
  mutating func add(_ other: HistogramMoments) {
    if other.isEmpty { return }
    if isEmpty {
      self = other
    } else {
      // The heavier side stays where it is: what moves is rounded.
      let isHeavier = weight.magnitude >= other.weight.magnitude
      let moved = isHeavier ? other.moved(to: center) : moved(to: other.center)
      let kept = isHeavier ? self : other
      self = HistogramMoments(
        weight: kept.weight + moved.weight, center: kept.center, x: kept.x + moved.x,
        xx: kept.xx + moved.xx)
    }
    // Differences of histograms may have no mean worth the name; then the center stays.
    if weight > 0, x != 0, x * x <= weight * xx {
      let next = moved(to: center + x / weight)
      if next.xx.isFinite, next.center.isFinite { self = next }
    }
  }

  private func moved(to other: Double) -> HistogramMoments {
    let step = center - other
    return HistogramMoments(
      weight: weight, center: other, x: x + step * weight,
      xx: xx + step * (2 * x + step * weight))
  }
}
