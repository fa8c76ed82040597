/// Whole numbers of any length that only grow by factors, for counts that outgrow every other number.
///
/// Exact until the end, so that the decimal it becomes is the nearest there is.
public struct ExactCount: Sendable {
  /// The digits to the base 2⁶⁴, the least first.
  private var limbs: [UInt64] = [1]

  /// The number of orders of `n` things; infinite beyond what numbers here can hold.
  ///
  /// NaN for anything but whole numbers from 0 up.
  public static func factorial(_ n: Double) -> Double {
    guard n >= 0, n == n.rounded(.towardZero) else { return .nan }
    guard n <= 170 else { return .infinity }
    return factorials[Int(n)]
  }

  private static let factorials: [Double] = {
    var count = ExactCount()
    var values = [1.0]
    for factor in 1...170 {
      count.multiply(by: UInt64(factor))
      values.append(count.nearest)
    }
    return values
  }()

  /// The number of ways to choose `k` of `n` things; infinite beyond what numbers here can hold.
  ///
  /// NaN for anything but whole numbers from 0 up to 2^53.
  public static func combinations(_ n: Double, _ k: Double) -> Double {
    guard n >= 0, k >= 0, n == n.rounded(.towardZero), k == k.rounded(.towardZero),
      n <= 0x1p53, k <= 0x1p53
    else { return .nan }
    guard k <= n else { return 0 }
    let few = min(k, n - k)
    // Each step at least doubles the count, so it ends soon or has grown out of reach.
    guard few <= 1100 else { return .infinity }
    var count = ExactCount()
    let rest = UInt64(n) - UInt64(few)
    for step in 1...max(UInt64(few), 1) where step <= UInt64(few) {
      count.multiply(by: rest + step)
      count.divide(by: step)
      if count.limbs.count > 18 { return .infinity }
    }
    return count.nearest
  }

  private mutating func multiply(by factor: UInt64) {
    var carry: UInt64 = 0
    for place in limbs.indices {
      let (high, low) = limbs[place].multipliedFullWidth(by: factor)
      let (sum, overflow) = low.addingReportingOverflow(carry)
      limbs[place] = sum
      carry = high &+ (overflow ? 1 : 0)
    }
    if carry > 0 { limbs.append(carry) }
  }

  /// Divides by a factor that goes into the number without a rest.
  private mutating func divide(by divisor: UInt64) {
    var rest: UInt64 = 0
    for place in limbs.indices.reversed() {
      (limbs[place], rest) = divisor.dividingFullWidth((rest, limbs[place]))
    }
    while limbs.count > 1, limbs[limbs.count - 1] == 0 { limbs.removeLast() }
  }

  /// The nearest decimal; infinite beyond the greatest.
  private var nearest: Double {
    guard let top = limbs.last, top > 0 else { return 0 }
    if limbs.count == 1 { return Double(top) }
    // The first 64 bits, with a last one that says whether anything follows: rounding then is right.
    let shift = UInt64(top.leadingZeroBitCount)
    var leading = top << shift
    let next = limbs[limbs.count - 2]
    if shift > 0 { leading |= next >> (64 - shift) }
    var follows = shift == 0 ? next != 0 : next << shift != 0
    if limbs.count > 2 {
      for limb in limbs[0..<(limbs.count - 2)] where limb != 0 { follows = true }
    }
    if follows { leading |= 1 }
    var value = Double(leading)
    // Smaller first, since only the end of it has to be a number that there is.
    for _ in 0..<shift { value /= 2 }
    for _ in 0..<(limbs.count - 1) { value *= 0x1p64 }
    return value
  }
}
