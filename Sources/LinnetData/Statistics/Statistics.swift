import CLinnetKernels

/// Count, sum, least and greatest of the values of a column, gaps left out.
public struct Statistics: Sendable {
  /// How many values there are.
  public let count: Int
  /// How many gaps were left out.
  public let gaps: Int
  /// The sum; 0 for none.
  public let sum: Double
  /// The least value; NaN for none.
  public let min: Double
  /// The greatest value; NaN for none.
  public let max: Double
  /// The mean, never outside the values; NaN for none.
  public var mean: Double { Self.mean(sum: sum, count: count, min: min, max: max) }

  /// A mean that rounding does not bring out of the values, so that equal values have themselves as mean.
  static func mean(sum: Double, count: Int, min: Double, max: Double) -> Double {
    guard count > 0 else { return .nan }
    let mean = sum / Double(count)
    return mean < min ? min : mean > max ? max : mean
  }

  /// Summarises numbers; NaN is a gap.
  public init(_ values: [Double]) {
    var count = 0
    var sum = Summation()
    var least = Double.infinity
    var greatest = -Double.infinity
    forEachBlock(values) { block, size in
      let part = linnet_summarise(block, 0, size)
      count += part.count
      sum.add(part.sum)
      least = part.least < least ? part.least : least
      greatest = part.greatest > greatest ? part.greatest : greatest
    }
    self.count = count
    self.gaps = values.count - count
    self.sum = sum.total
    self.min = count == 0 ? .nan : least
    self.max = count == 0 ? .nan : greatest
  }

  /// The variance with n - 1; NaN for fewer than two values, exactly 0 where all are equal.
  public static func variance(_ values: [Double]) -> Double {
    values.withUnsafeBufferPointer { Deviations($0).variance }
  }

  /// The standard deviation with n - 1; NaN for fewer than two values, exactly 0 where all are equal.
  public static func stdev(_ values: [Double]) -> Double {
    values.withUnsafeBufferPointer { Deviations($0).stdev }
  }

  /// The median; NaN for no values.
  public static func median(_ values: [Double]) -> Double { quantile(values, 0.5) }

  /// The value below which a share of the values lies, between neighbours in proportion (type 7).
  ///
  /// The share is 0 to 1. NaN for no values or a share outside.
  public static func quantile(_ values: [Double], _ share: Double) -> Double {
    var present = values.filter { $0 == $0 }
    return quantile(ofPresent: &present, share)
  }

  static func quantile(ofPresent values: inout [Double], _ share: Double) -> Double {
    guard !values.isEmpty, share >= 0, share <= 1 else { return .nan }
    let position = share * Double(values.count - 1)
    let place = Swift.min(Int(position), values.count - 1)
    let low = select(&values, place)
    let rest = position - Double(place)
    guard rest > 0, place + 1 < values.count else { return low }
    // After the selection all greater values lie behind; the least of them is the neighbour.
    var high = values[place + 1]
    for value in values[(place + 1)...] where value < high { high = value }
    if low == high { return low }
    return rest == 0.5 ? low / 2 + high / 2 : low + (high - low) * rest
  }

  /// Brings the value of a sorted place to that place, none greater before it (Hoare's selection).
  private static func select(_ values: inout [Double], _ place: Int) -> Double {
    values.withUnsafeMutableBufferPointer { values in
      var low = 0
      var high = values.count - 1
      var rounds = 0
      while low < high {
        rounds += 1
        // Unlucky data would take quadratic time; sorting the rest never does.
        if rounds > 64 {
          values[low...high].sort()
          break
        }
        let middle = low + (high - low) / 2
        let a = values[low]
        let b = values[middle]
        let c = values[high]
        let pivot = Swift.max(Swift.min(a, b), Swift.min(Swift.max(a, b), c))
        var i = low
        var j = high
        while i <= j {
          while values[i] < pivot { i += 1 }
          while values[j] > pivot { j -= 1 }
          if i <= j {
            values.swapAt(i, j)
            i += 1
            j -= 1
          }
        }
        if place <= j {
          high = j
        } else if place >= i {
          low = i
        } else {
          break
        }
      }
      return values[place]
    }
  }
}
