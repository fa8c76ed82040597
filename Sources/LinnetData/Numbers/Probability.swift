import CLinnetKernels

/// Probabilities of the distributions that measurements are held against.
///
/// Accurate to about 1e-13 of the result also far out in the tails, where the plain difference from one
/// would be nothing but rounding. Source of the method: C. Loader, "Fast and Accurate Computation of
/// Binomial Probabilities", 2000, for the density; series and continued fraction as in Abramowitz and
/// Stegun 6.5.29 and 6.5.31.
public enum Probability {
  /// How likely a normal deviate with mean 0 and width 1 is to be at most `x`.
  public static func normal(_ x: Double) -> Double {
    if x != x { return .nan }
    let tail = normalTail(x.magnitude)
    return x < 0 ? tail : 1 - tail
  }

  /// How likely a normal deviate with mean 0 and width 1 is to lie between two values; 0 when the first
  /// is the greater.
  public static func normal(from: Double, to: Double) -> Double {
    if from != from || to != to { return .nan }
    guard from < to else { return 0 }
    // Both tails on one side, so that nothing cancels far out.
    if from >= 0 { return normalTail(from) - normalTail(to) }
    if to <= 0 { return normalTail(-to) - normalTail(-from) }
    return 1 - normalTail(-from) - normalTail(to)
  }

  /// The height of the normal curve with mean 0 and width 1.
  public static func normalDensity(_ x: Double) -> Double {
    linnet_exp(-x * x / 2) * 0.398942280401432677939946
  }

  /// How likely χ² with `ndf` degrees of freedom is to be at least so large.
  ///
  /// NaN for a negative χ² and for fewer than one degree of freedom.
  public static func chi2(_ chi2: Double, ndf: Int) -> Double {
    guard chi2 >= 0, ndf >= 1 else { return .nan }
    return gammaTail(Double(ndf) / 2, chi2 / 2)
  }

  /// The normal probability beyond `x`, which is not negative.
  private static func normalTail(_ x: Double) -> Double {
    x.isInfinite ? 0 : gammaTail(0.5, x * x / 2) / 2
  }

  /// The part Q(a, x) of the gamma function beyond `x`, for `a` a whole number of halves.
  static func gammaTail(_ a: Double, _ x: Double) -> Double {
    if x == 0 { return 1 }
    if x.isInfinite { return 0 }
    let density = gammaDensity(a, x)
    if x < a + 1 {
      // P(a, x) = D · (1 + x/(a+1) + x²/((a+1)(a+2)) + …) with D = xᵃ e⁻ˣ / Γ(a+1).
      var term = 1.0
      var sum = 1.0
      var next = a
      while term > sum * 1e-17 {
        next += 1
        term *= x / next
        sum += term
      }
      return max(0, 1 - density * sum)
    }
    // Q(a, x) = D a / (x + 1 − a − 1(1−a)/(x + 3 − a − …)), by Lentz's way.
    var b = x + 1 - a
    var c = 1e300
    var d = 1 / b
    var fraction = d
    var step = 1.0
    while step < 1e7 {
      let factor = -step * (step - a)
      b += 2
      d = factor * d + b
      if d.magnitude < 1e-300 { d = 1e-300 }
      c = b + factor / c
      if c.magnitude < 1e-300 { c = 1e-300 }
      d = 1 / d
      let change = c * d
      fraction *= change
      if (change - 1).magnitude < 1e-16 { break }
      step += 1
    }
    return min(1, density * a * fraction)
  }

  /// xᵃ e⁻ˣ / Γ(a + 1), for `a` a whole number of halves.
  private static func gammaDensity(_ a: Double, _ x: Double) -> Double {
    if a <= 15 {
      // Γ(a + 1) as a product of few factors, exact to the last digit or so.
      var gamma = a == a.rounded() ? 1.0 : 1.772453850905516027298167  // √π
      var factor = a
      while factor > 0 {
        gamma *= factor
        factor -= 1
      }
      // Far out the power is large where the exponential is next to nothing.
      if x > 700 {
        let half = linnet_exp(-x / 2)
        return linnet_pow(x, a) * half / gamma * half
      }
      return linnet_pow(x, a) * linnet_exp(-x) / gamma
    }
    // What Stirling's formula for Γ lacks.
    let square = a * a
    var error: Double = 1 / 99
    for term in [140.0, 105, 30, 1] { error = 1 / term - error / square }
    error /= 12 * a
    return linnet_exp(-error - deviance(a, x)) / (2 * Double.pi * a).squareRoot()
  }

  /// a ln(a/x) + x − a, without cancellation where both are close.
  private static func deviance(_ a: Double, _ x: Double) -> Double {
    if (a - x).magnitude < 0.1 * (a + x) {
      let v = (a - x) / (a + x)
      var sum = (a - x) * v
      var term = 2 * a * v
      var place = 1.0
      while place < 1000 {
        term *= v * v
        place += 2
        let next = sum + term / place
        if next == sum { break }
        sum = next
      }
      return sum
    }
    return a * linnet_log(a / x) + x - a
  }
}
