import CLinnetKernels

/// The central 68.27 % interval for the mean of a Poisson distribution after a count was seen.
///
/// F. Garwood, Biometrika 28 (1936) 437; Particle Data Group, "Statistics", intervals for Poisson data.
/// No events seen gives 0 below and 1.841 above.
enum PoissonInterval {
  /// The probability in each tail, (1 - 0.6827) / 2.
  private static let tail = 0.158655253931457

  /// The distances from a count down and up to the ends of its interval.
  static func errors(_ count: Double) -> (below: Double, above: Double) {
    guard count.isFinite, count >= 0 else { return (0, 0) }
    if count > 100 { return approximateErrors(count) }
    let n = Int(count)
    // Above: the mean for which n or fewer has the tail's probability.
    let upper = solve(from: count, to: count + 4 * count.squareRoot() + 4) { mean in
      cumulative(n, mean: mean) - tail
    }
    guard n > 0 else { return (0, upper - count) }
    // Below: the mean for which n or more has it.
    let lower = solve(from: 0, to: count) { mean in
      cumulative(n - 1, mean: mean) - (1 - tail)
    }
    return (count - lower, upper - count)
  }

  /// The probability of `n` or fewer.
  private static func cumulative(_ n: Int, mean: Double) -> Double {
    var term = linnet_exp(-mean)
    var sum = term
    var k = 1
    while k <= n {
      term *= mean / Double(k)
      sum += term
      k += 1
    }
    return sum
  }

  /// Where a falling function is zero, by halving.
  private static func solve(
    from low: Double, to high: Double, _ function: (Double) -> Double
  ) -> Double {
    var low = low
    var high = high
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if function(middle) > 0 { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// Wilson and Hilferty, PNAS 17 (1931) 684: better than one part in 10 000 above 100.
  private static func approximateErrors(_ n: Double) -> (below: Double, above: Double) {
    let a = n + 1
    let up = 1 - 1 / (9 * a) + 1 / (3 * a.squareRoot())
    let down = 1 - 1 / (9 * n) - 1 / (3 * n.squareRoot())
    return (n - n * down * down * down, a * up * up * up - n)
  }
}
