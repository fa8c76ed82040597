import LinnetData
import Testing

/// Measurements that share their sources, held beside plain lists of shifts.
@Suite struct MeasurementTests {
  /// A number's shifts by source, worked out in the plain way.
  private typealias Plain = [UInt64: Double]

  private func plain(_ a: Plain, _ b: Plain, _ slopes: (Double, Double)) -> Plain {
    var result = a.mapValues { $0 * slopes.0 }
    for (source, weight) in b { result[source, default: 0] += weight * slopes.1 }
    return result.filter { $0.value != 0 }
  }

  private func check(_ measurement: Measurement, _ plain: Plain) {
    let shifts = measurement.shifts
    #expect(shifts.map(\.source) == plain.keys.sorted())
    #expect(shifts.allSatisfy { $0.weight == plain[$0.source] })
    #expect(measurement.sourceCount == plain.count)
    let error = plain.values.reduce(0) { $0 + $1 * $1 }.squareRoot()
    #expect((measurement.error - error).magnitude <= 1e-12 * error)
  }

  @Test(arguments: [1, 2, 3, 4, 5, 6])
  func sumsInAnyOrderKeepTheirSources(seed: UInt64) {
    var state = seed
    func random(_ below: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % below
    }
    var all: [(Measurement, Plain)] = (0..<40).map { place in
      // Whole weights, so that the order of adding makes no difference.
      let source = UInt64(random(30) * 100 + place)
      return (
        Measurement(value: 1, error: Double(place + 1), source: source), [source: Double(place + 1)]
      )
    }
    for _ in 0..<600 {
      let (a, b) = (all[random(all.count)], all[random(all.count)])
      let slopes: (Double, Double) =
        [(1, 1), (1, 1), (1, -1), (1, 1), (-1, 1), (0, 1), (2, 1)][random(7)]
      let sum = a.0.combined(with: b.0, value: 0, slopes: slopes)
      let expected = plain(a.1, b.1, slopes)
      guard expected.values.allSatisfy({ $0.magnitude < 1e12 }) else { continue }
      check(sum, expected)
      all[random(all.count)] = (sum, expected)
    }
  }

  @Test func longSumsStayBalancedWhateverTheOrder() {
    let count = 5000
    for order in [0, 1, 2] {
      var sum = Measurement(value: 0, shifts: [])
      var expected: Plain = [:]
      for step in 0..<count {
        let source = UInt64(order == 0 ? step : order == 1 ? count - step : step * 2377 % count)
        let next = Measurement(value: 1, error: 1, source: source + 1)
        sum = sum.combined(with: next, value: sum.value + 1, slopes: (1, 1))
        expected[source + 1] = 1
      }
      check(sum, expected)
      // Taking one away after the other leaves none.
      for source in expected.keys {
        let next = Measurement(value: 1, error: 1, source: source)
        sum = sum.combined(with: next, value: sum.value - 1, slopes: (1, -1))
      }
      check(sum, [:])
    }
  }

  @Test func errorsBeyondTheRangeOfSquaresStay() {
    for size in [1e-300, 1e-200, 1e200, 1e300] {
      let a = Measurement(value: 1, error: 3 * size, source: 1)
      let b = Measurement(value: 1, error: 4 * size, source: 2)
      let error = a.combined(with: b, value: 2, slopes: (1, 1)).error
      #expect((error / size - 5).magnitude < 1e-12)
    }
  }
}
