/// Sums and differences of products in twice the digits of a `Double`.
///
/// Source: T. J. Dekker, "A floating-point technique for extending the available precision", 1971;
/// no fused multiply-add, so every machine gives the same digits.
enum ExactSum {
  /// A sum kept as a large part and what was rounded away from it.
  struct Pair {
    var high: Double
    var low: Double

    /// Both parts together.
    var value: Double { high + low }

    /// Adds another pair.
    static func + (left: Pair, right: Pair) -> Pair {
      let sum = left.high + right.high
      let back = sum - left.high
      let lost = (left.high - (sum - back)) + (right.high - back)
      let low = lost + left.low + right.low
      let high = sum + low
      return Pair(high: high, low: low - (high - sum))
    }

    /// The product of two pairs.
    static func * (left: Pair, right: Pair) -> Pair {
      let main = ExactSum.product(left.high, right.high)
      let rest = left.high * right.low + left.low * right.high
      return main + Pair(high: rest, low: 0)
    }

    /// The pair with its sign turned round.
    static prefix func - (pair: Pair) -> Pair { Pair(high: -pair.high, low: -pair.low) }
  }

  /// The exact product of two numbers.
  ///
  /// Outside 1e-140 … 1e150 in size only the rounded product, since its rest would not fit.
  static func product(_ a: Double, _ b: Double) -> Pair {
    let high = a * b
    guard a.magnitude < 1e150, b.magnitude < 1e150, high.magnitude > 1e-280,
      high.magnitude < 1e300
    else { return Pair(high: high, low: 0) }
    let (aHigh, aLow) = split(a)
    let (bHigh, bLow) = split(b)
    let low = ((aHigh * bHigh - high) + aHigh * bLow + aLow * bHigh) + aLow * bLow
    return Pair(high: high, low: low)
  }

  /// `a b − c d`, rounded once or twice instead of cancelling.
  static func difference(_ a: Double, _ b: Double, _ c: Double, _ d: Double) -> Double {
    let value = a * b - c * d
    guard value.isFinite else { return value }
    return (product(a, b) + -product(c, d)).value
  }

  /// `(a b)² − (c d)²`.
  static func squareDifference(_ a: Double, _ b: Double, _ c: Double, _ d: Double) -> Pair {
    let first = product(a, b)
    let second = product(c, d)
    return (first + -second) * (first + second)
  }

  /// `e² − x² − y² − z²`, rounded once or twice instead of cancelling.
  static func squares(plus e: Double, minus p: (Double, Double, Double)) -> Double {
    let plain = e * e - (p.0 * p.0 + p.1 * p.1 + p.2 * p.2)
    guard plain.isFinite else { return plain }
    return
      (product(e, e) + -product(p.0, p.0) + -product(p.1, p.1) + -product(p.2, p.2)).value
  }

  private static func split(_ value: Double) -> (high: Double, low: Double) {
    let scaled = 134_217_729 * value
    let high = scaled - (scaled - value)
    return (high, value - high)
  }
}
