import CLinnetKernels

/// How values spread about their mean, gaps left out: the one way in which every road works it out.
///
/// Distances are taken from one of the values first, which is exact where they lie close together, and
/// only then from the mean. So equal values have no spread at all, and a small spread of large values is
/// not lost.
struct Deviations {
  /// How many values there are.
  let count: Int
  /// The value from which distances are taken.
  let shift: Double
  /// The mean of the distances.
  let mean: Double
  /// The sum of squared distances from the mean, each distance multiplied by `factor`.
  let squares: Double
  /// A power of two that brings very large and very small numbers near 1; else 1.
  let factor: Double

  /// Goes over values; NaN is a gap.
  init(_ values: UnsafeBufferPointer<Double>) {
    let plain = Self.sums(values)
    count = plain.count
    shift = plain.shift
    if plain.isLost {
      let factor = Self.factor(Swift.max(plain.least.magnitude, plain.greatest.magnitude))
      let near = values.map { $0 * factor }
      let sums = near.withUnsafeBufferPointer { Self.sums($0) }
      self.factor = factor
      mean = sums.mean
      squares = sums.squares
    } else {
      factor = 1
      mean = plain.mean
      squares = plain.squares
    }
  }

  /// The variance with n - 1; NaN for fewer than two values.
  var variance: Double {
    count > 1 ? squares / Double(count - 1) / factor / factor : .nan
  }

  /// The standard deviation with n - 1; NaN for fewer than two values.
  var stdev: Double {
    count > 1 ? (squares / Double(count - 1)).squareRoot() / factor : .nan
  }

  private struct Sums {
    var count = 0
    var shift = 0.0
    var mean = 0.0
    var squares = 0.0
    var least = Double.infinity
    var greatest = -Double.infinity
    /// True when the squares of the distances leave the range of numbers.
    var isLost: Bool {
      guard count > 1, least.isFinite, greatest.isFinite else { return false }
      return !squares.isFinite || (squares < 1e-250 && least < greatest)
    }
  }

  private static func sums(_ values: UnsafeBufferPointer<Double>) -> Sums {
    var sums = Sums()
    guard let base = values.baseAddress, let first = values.first(where: { $0 == $0 }) else {
      return sums
    }
    sums.shift = first
    var sum = Summation()
    var start = 0
    while start < values.count {
      let size = Swift.min(blockRows, values.count - start)
      let part = linnet_summarise(base + start, first, size)
      sums.count += part.count
      sum.add(part.sum)
      sums.least = Swift.min(sums.least, part.least)
      sums.greatest = Swift.max(sums.greatest, part.greatest)
      start += size
    }
    sums.mean = sum.total / Double(sums.count)
    guard sums.mean.isFinite else {
      sums.squares = .nan
      return sums
    }
    var squares = Summation()
    start = 0
    while start < values.count {
      let size = Swift.min(blockRows, values.count - start)
      let block = base + start
      squares.add(linnet_products(block, first, sums.mean, block, first, sums.mean, size))
      start += size
    }
    sums.squares = squares.total
    return sums
  }

  /// A power of two that brings a number near 1.
  static func factor(_ size: Double) -> Double {
    guard size > 0, size.isFinite else { return 1 }
    let exponent = Swift.max(-1000, Swift.min(1000, -Int(size.exponent)))
    return Double(sign: .plus, exponent: exponent, significand: 1)
  }
}

extension Statistics {
  /// The correlation of two columns of equal length over rows where both have a value (Pearson).
  ///
  /// NaN for fewer than two such rows or where one side does not vary; exactly 1 or -1 for points on a line.
  public static func correlation(_ a: [Double], _ b: [Double]) -> Double {
    let count = Swift.min(a.count, b.count)
    var first = Array(a[..<count])
    var second = Array(b[..<count])
    for row in 0..<count {
      if a[row] != a[row] { second[row] = .nan }
      if b[row] != b[row] { first[row] = .nan }
    }
    var x = first.withUnsafeBufferPointer { Deviations($0) }
    var y = second.withUnsafeBufferPointer { Deviations($0) }
    guard x.count > 1 else { return .nan }
    // Very large and very small numbers are brought near 1, which changes no correlation.
    func bring(_ values: inout [Double], _ side: inout Deviations) {
      if side.factor == 1 { return }
      for row in 0..<count { values[row] *= side.factor }
      side = values.withUnsafeBufferPointer { Deviations($0) }
    }
    bring(&first, &x)
    bring(&second, &y)
    guard x.squares > 0, y.squares > 0, x.squares.isFinite, y.squares.isFinite else { return .nan }
    var products = Summation()
    first.withUnsafeBufferPointer { first in
      second.withUnsafeBufferPointer { second in
        guard let one = first.baseAddress, let other = second.baseAddress else { return }
        var start = 0
        while start < count {
          let size = Swift.min(blockRows, count - start)
          products.add(
            linnet_products(one + start, x.shift, x.mean, other + start, y.shift, y.mean, size))
          start += size
        }
      }
    }
    // Two points always lie on a line; of more, the last digit of the quotient means nothing.
    let value = products.total / x.squares.squareRoot() / y.squares.squareRoot()
    if x.count == 2 || value.magnitude > 1 - 1e-15 { return value < 0 ? -1 : 1 }
    return value
  }
}
