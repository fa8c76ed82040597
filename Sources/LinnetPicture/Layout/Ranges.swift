import CLinnetKernels

/// The smallest and largest number of what is drawn.
struct Extent {
  var low = Double.infinity
  var high = -Double.infinity
  /// The smallest number above zero, for logarithmic axes.
  var lowestPositive = Double.infinity

  var isEmpty: Bool { low > high }

  mutating func include(_ value: Double) {
    guard value.isFinite else { return }
    low = min(low, value)
    high = max(high, value)
    if value > 0 { lowestPositive = min(lowestPositive, value) }
  }
}

/// Which part of its axes a picture shows.
struct Ranges {
  /// The lower axis.
  var x: Scale
  /// The side axis.
  var y: Scale
  /// True when the upper end of the side axis was chosen here, so that room for a legend may be added.
  var isTopFree: Bool
  /// True when the side axis counts whole things.
  let isWhole: Bool

  init(_ picture: Picture) {
    let isWords = picture.x.words != nil
    x = Self.lower(picture, isWords: isWords)
    (y, isTopFree) = Self.side(picture, x)
    isWhole = Self.countsWhole(picture)
  }

  private static func countsWhole(_ picture: Picture) -> Bool {
    var hasBins = false
    for layer in picture.layers {
      switch layer {
      case .bins(let bins):
        hasBins = true
        for count in bins.counts where count.rounded() != count { return false }
      case .stack(let parts):
        hasBins = true
        for bins in parts {
          hasBins = true
          for count in bins.counts where count.rounded() != count { return false }
        }
      case .line(let line) where line.isCurve: continue
      default: return false
      }
    }
    return hasBins
  }

  private static func lower(_ picture: Picture, isWords: Bool) -> Scale {
    let axis = picture.x
    if let words = axis.words {
      return Scale(low: 0, high: Double(max(words.count, 1)))
    }
    var exact = Extent()
    var loose = Extent()
    for layer in picture.layers {
      switch layer {
      case .bins(let bins): for edge in bins.edges { exact.include(edge) }
      case .stack(let parts): for edge in parts.first?.edges ?? [] { exact.include(edge) }
      case .cells(let cells): for edge in cells.xEdges { exact.include(edge) }
      case .points(let points):
        for (x, y) in zip(points.x, points.y) where y.isFinite { loose.include(x) }
      case .line(let line):
        // Markers of short lines need air; long lines and curves run from frame to frame.
        for (x, y) in zip(line.x, line.y) where line.isCurve || y.isFinite {
          if line.hasMarkers { loose.include(x) } else { exact.include(x) }
        }
      case .boxes: break
      }
    }
    var low = exact.low
    var high = exact.high
    if !loose.isEmpty {
      let wide = widened(loose, by: 0.04, isLogarithmic: axis.isLogarithmic)
      low = min(low, wide.low)
      high = max(high, wide.high)
    }
    if axis.isLogarithmic && low <= 0 { low = min(exact.lowestPositive, loose.lowestPositive) }
    if low > high { (low, high) = axis.isLogarithmic ? (1, 10) : (0, 1) }
    return Scale(
      low: axis.from ?? low, high: axis.to ?? high, isLogarithmic: axis.isLogarithmic)
  }

  private static func widened(_ extent: Extent, by share: Double, isLogarithmic: Bool)
    -> (low: Double, high: Double)
  {
    if isLogarithmic {
      guard extent.lowestPositive.isFinite else { return (1, 10) }
      let factor = linnet_pow(max(extent.high / extent.lowestPositive, 1.5), share)
      return (extent.lowestPositive / factor, extent.high * factor)
    }
    let room = extent.high * share - extent.low * share
    return (extent.low - room, extent.high + room)
  }

  private static func side(_ picture: Picture, _ x: Scale) -> (Scale, Bool) {
    let axis = picture.y
    var standing = Extent()  // what stands on zero
    var loose = Extent()
    var curves: [Double] = []
    var exact = Extent()
    func isInside(_ value: Double) -> Bool { value >= x.low && value <= x.high }
    for layer in picture.layers {
      switch layer {
      case .bins(let bins):
        for bin in bins.counts.indices
        where bins.edges[bin + 1] > x.low && bins.edges[bin] < x.high {
          standing.include(bins.height(bin))
          if bins.style == .points && bins.hasPoint(bin) {
            standing.include(bins.height(bin) + bins.above(bin))
            let lower = bins.height(bin) - bins.below(bin)
            if !axis.isLogarithmic || lower > 0 { standing.include(lower) }
          }
        }
      case .stack(let parts):
        for total in stackTops(parts) { for height in total { standing.include(height) } }
      case .points(let points):
        for index in points.x.indices where isInside(points.x[index]) {
          loose.include(points.y[index] + points.above(index))
          loose.include(points.y[index] - points.below(index))
        }
      case .line(let line):
        for index in line.x.indices where isInside(line.x[index]) && line.y[index].isFinite {
          if line.isCurve {
            curves.append(line.y[index])
          } else if line.isFilled {
            standing.include(line.y[index])
          } else {
            loose.include(line.y[index])
          }
        }
      case .boxes(let boxes):
        for box in boxes {
          for value in [box.low, box.high, box.lowerQuarter, box.upperQuarter] + box.outliers {
            loose.include(value)
          }
        }
      case .cells(let cells): for edge in cells.yEdges { exact.include(edge) }
      }
    }
    if !curves.isEmpty {
      let extent = calm(curves)
      // A curve over bins follows them; alone it sets the range.
      if standing.isEmpty {
        loose.include(extent.low)
        loose.include(extent.high)
      } else {
        standing.include(min(extent.high, standing.high * 1.5))
      }
    }
    return (
      scale(axis, standing: standing, loose: loose, exact: exact),
      axis.to == nil && exact.isEmpty
    )
  }

  private static func scale(_ axis: Axis, standing: Extent, loose: Extent, exact: Extent) -> Scale {
    if axis.isLogarithmic { return logarithmic(axis, standing, loose, exact) }
    var low = exact.low
    var high = exact.high
    if !standing.isEmpty {
      low = min(low, standing.low < 0 ? standing.low * 1.08 : 0)
      high = max(high, standing.high > 0 ? standing.high * 1.08 : 0)
      if low == 0 && high == 0 { high = 1 }
    }
    if !loose.isEmpty {
      var wide = widened(loose, by: 0.06, isLogarithmic: false)
      // Zero is shown where the numbers nearly reach it, and is never crossed for the sake of air.
      if loose.low >= 0, loose.low <= 0.2 * loose.high, wide.low < 0.1 * loose.high { wide.low = 0 }
      low = min(low, wide.low)
      high = max(high, wide.high)
    }
    if low > high { (low, high) = (0, 1) }
    return Scale(low: axis.from ?? low, high: axis.to ?? high)
  }

  private static func logarithmic(
    _ axis: Axis, _ standing: Extent, _ loose: Extent, _ exact: Extent
  ) -> Scale {
    let lowest = min(standing.lowestPositive, loose.lowestPositive, exact.lowestPositive)
    let highest = max(standing.high, loose.high, exact.high)
    guard lowest.isFinite, highest > 0 else {
      return Scale(low: axis.from ?? 0.1, high: axis.to ?? 10, isLogarithmic: true)
    }
    // Half of the smallest bar, so that it can be seen; but no more than ten powers of ten.
    let low = max(lowest * 0.5, highest * 1e-10)
    let high = highest * linnet_pow(max(highest / low, 2), 0.08)
    var from = axis.from ?? low
    if from <= 0 { from = low }
    return Scale(low: from, high: axis.to ?? high, isLogarithmic: true)
  }

  /// The range of a function without the few points beside a pole.
  private static func calm(_ values: [Double]) -> (low: Double, high: Double) {
    let sorted = values.sorted()
    guard let low = sorted.first, let high = sorted.last else { return (0, 1) }
    let early = sorted[sorted.count / 20]
    let late = sorted[sorted.count - 1 - sorted.count / 20]
    let usual = late - early
    guard sorted.count > 40, usual > 0, high - low > 20 * usual else { return (low, high) }
    return (max(low, early - usual), min(high, late + usual))
  }

  /// The heights of a stack after each of its parts, negative heights counted downwards with the rest.
  static func stackTops(_ parts: [Bins]) -> [[Double]] {
    guard let first = parts.first else { return [] }
    var total = [Double](repeating: 0, count: first.counts.count)
    return parts.map { part in
      if part.counts.count == total.count {
        for bin in total.indices { total[bin] += part.height(bin) }
      }
      return total
    }
  }

  /// Moves the upper end away so that what is drawn fills only `share` of the height.
  mutating func lift(to share: Double) {
    if y.isLogarithmic {
      let factor = linnet_pow(y.high / y.low, 1 / share - 1)
      y = Scale(low: y.low, high: y.high * factor, isLogarithmic: true)
    } else {
      y = Scale(low: y.low, high: y.low + (y.high - y.low) / share)
    }
  }
}
