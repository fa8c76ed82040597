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
  /// What the number depends on.
  private let sources: ShiftTree?
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
  public convenience init(value: Double, shifts: [Shift]) {
    self.init(value: value, sources: ShiftTree.make(shifts[...]))
  }

  private init(value: Double, sources: ShiftTree?) {
    self.value = value
    self.sources = sources
    guard let sources else {
      error = 0
      return
    }
    if sources.count == 1 {
      error = sources.run[0].weight.magnitude
    } else if sources.squares > 1e-270, sources.squares < 1e270 {
      error = sources.squares.squareRoot()
    } else {
      // Squares that leave the range of numbers are taken relative to the largest weight.
      var largest = 0.0
      ShiftTree.visit(sources) { largest = max(largest, $0.weight.magnitude) }
      var sum = 0.0
      if largest > 0, largest.isFinite {
        ShiftTree.visit(sources) { sum += ($0.weight / largest) * ($0.weight / largest) }
        error = largest * sum.squareRoot()
      } else {
        error = largest
      }
    }
  }

  /// What each independent source adds, by rising source; no weight is 0.
  ///
  /// Asking takes as long as there are sources.
  public var shifts: [Shift] {
    var result: [Shift] = []
    result.reserveCapacity(sourceCount)
    ShiftTree.visit(sources) { result.append($0) }
    return result
  }

  /// How many independent sources the number depends on.
  public var sourceCount: Int { ShiftTree.count(sources) }

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
    Measurement(value: value, sources: ShiftTree.scaled(sources, by: slope))
  }

  /// The result of a function of two numbers, from its value and its slopes in both.
  ///
  /// Where a slope is 1 the larger one's sources are shared, not copied.
  public func combined(with other: Measurement, value: Double, slopes: (Double, Double))
    -> Measurement
  {
    Measurement(
      value: value,
      sources: ShiftTree.union(
        ShiftTree.scaled(sources, by: slopes.0), ShiftTree.scaled(other.sources, by: slopes.1)))
  }

  /// The sum of many, in one go.
  public static func sum(_ items: [Measurement]) -> Measurement {
    var total = 0.0
    var shifts: [Shift] = []
    for item in items {
      total += item.value
      ShiftTree.visit(item.sources) { shifts.append($0) }
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

/// What measurements that share their sources hold together.
extension Measurement {
  /// About how many bytes the sources take alone, whoever shares them.
  public var sourceBytes: Int { ShiftTree.bytes(sourceCount) }

  /// About how many bytes `combined` makes anew.
  public func newBytes(with other: Measurement, slopes: (Double, Double)) -> Int {
    let (few, many) = (min(sourceCount, other.sourceCount), max(sourceCount, other.sourceCount))
    let all = ShiftTree.bytes(few + many)
    var bytes = few == 0 ? 0 : few < 64 ? min(few * ShiftTree.pathBytes(many), all) : all
    if slopes.0 != 1 { bytes += sourceBytes }
    if slopes.1 != 1 { bytes += other.sourceBytes }
    return bytes
  }

  /// Bytes of this measurement's sources that `seen` does not hold yet; it holds them afterwards.
  ///
  /// What one has seen stays valid while the measurements are alive.
  public func sourceBytes(besides seen: inout Set<UInt>) -> Int {
    var bytes = 0
    var pending: [ShiftTree] = []
    if let sources { pending.append(sources) }
    while let tree = pending.popLast() {
      guard seen.insert(UInt(bitPattern: Unmanaged.passUnretained(tree).toOpaque())).inserted else {
        continue
      }
      bytes += tree.ownBytes
      if let sides = tree.sides {
        pending.append(sides.before)
        pending.append(sides.after)
      }
    }
    return bytes
  }
}
