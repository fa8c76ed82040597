/// A number with its uncertainty, which remembers what the uncertainty comes from.
///
/// Each independent source adds `weight` (one standard deviation's shift) to the number; the error is
/// the root of the sum of squares. Two numbers that share a source are correlated, and first-order
/// propagation keeps that: `a - a` is 0 ± 0.
///
///     let a = Measurement(value: 10, error: 3, source: 1)
///     let b = Measurement(value: 20, error: 4, source: 2)
///     a.combined(with: b, value: 30, slopes: (1, 1)).error   // 5
public final class Measurement: Sendable {
  /// The number.
  public let value: Double
  /// What each independent source adds, by rising source; no weight is 0.
  public let shifts: [Shift]
  /// One standard deviation, never negative.
  public let error: Double

  /// One source of uncertainty and what one standard deviation of it adds.
  public struct Shift: Sendable {
    /// Which independent source, a number that is unique in a session.
    public var source: UInt64
    /// The change of the number, with its sign.
    public var weight: Double

    /// Makes a shift.
    public init(source: UInt64, weight: Double) {
      self.source = source
      self.weight = weight
    }
  }

  /// Makes a measurement from its sources, which must rise.
  public init(value: Double, shifts: [Shift]) {
    self.value = value
    self.shifts = shifts
    if shifts.count == 1 {
      error = shifts[0].weight.magnitude
    } else {
      var largest = 0.0
      for shift in shifts { largest = max(largest, shift.weight.magnitude) }
      var sum = 0.0
      if largest > 0, largest.isFinite {
        for shift in shifts { sum += (shift.weight / largest) * (shift.weight / largest) }
        error = largest * sum.squareRoot()
      } else {
        error = largest
      }
    }
  }

  /// Makes a measurement with an uncertainty of its own.
  public convenience init(value: Double, error: Double, source: UInt64) {
    self.init(
      value: value,
      shifts: error == 0 ? [] : [Shift(source: source, weight: error.magnitude)])
  }

  /// Makes measurements that belong together, such as the results of one fit.
  ///
  /// `covariance` is square, one row a value; the sources used are `firstSource` and as many numbers
  /// after it as there are values. A covariance that is not quite positive is taken as the nearest that is.
  public static func correlated(
    values: [Double], covariance: [[Double]], firstSource: UInt64
  ) -> [Measurement] {
    let count = values.count
    // Cholesky: values = L z with independent z of width 1.
    var lower = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
    for i in 0..<count {
      for j in 0...i {
        var rest = i < covariance.count && j < covariance[i].count ? covariance[i][j] : 0
        for k in 0..<j { rest -= lower[i][k] * lower[j][k] }
        if i == j {
          lower[i][i] = rest > 0 ? rest.squareRoot() : 0
        } else {
          lower[i][j] = lower[j][j] > 0 ? rest / lower[j][j] : 0
        }
      }
    }
    var result: [Measurement] = []
    for i in 0..<count {
      var shifts: [Shift] = []
      for k in 0...i where lower[i][k] != 0 {
        shifts.append(Shift(source: firstSource + UInt64(k), weight: lower[i][k]))
      }
      result.append(Measurement(value: values[i], shifts: shifts))
    }
    return result
  }

  /// The result of a function of this number, from its value and its slope here.
  public func mapped(value: Double, slope: Double) -> Measurement {
    if slope == 0 { return Measurement(value: value, shifts: []) }
    return Measurement(
      value: value,
      shifts: shifts.map { Shift(source: $0.source, weight: $0.weight * slope) })
  }

  /// The result of a function of two numbers, from its value and its slopes in both.
  public func combined(with other: Measurement, value: Double, slopes: (Double, Double))
    -> Measurement
  {
    var merged: [Shift] = []
    merged.reserveCapacity(shifts.count + other.shifts.count)
    var i = 0
    var j = 0
    func add(_ source: UInt64, _ weight: Double) {
      if weight != 0 { merged.append(Shift(source: source, weight: weight)) }
    }
    while i < shifts.count || j < other.shifts.count {
      if j == other.shifts.count || (i < shifts.count && shifts[i].source < other.shifts[j].source)
      {
        add(shifts[i].source, shifts[i].weight * slopes.0)
        i += 1
      } else if i == shifts.count || other.shifts[j].source < shifts[i].source {
        add(other.shifts[j].source, other.shifts[j].weight * slopes.1)
        j += 1
      } else {
        add(shifts[i].source, shifts[i].weight * slopes.0 + other.shifts[j].weight * slopes.1)
        i += 1
        j += 1
      }
    }
    return Measurement(value: value, shifts: merged)
  }

  /// The sum of many, in one go.
  public static func sum(_ items: [Measurement]) -> Measurement {
    var total = 0.0
    var shifts: [Shift] = []
    for item in items {
      total += item.value
      shifts += item.shifts
    }
    shifts.sort { $0.source < $1.source }
    var merged: [Shift] = []
    for shift in shifts {
      if let last = merged.last, last.source == shift.source {
        merged[merged.count - 1].weight += shift.weight
      } else {
        merged.append(shift)
      }
    }
    return Measurement(value: total, shifts: merged.filter { $0.weight != 0 })
  }
}
