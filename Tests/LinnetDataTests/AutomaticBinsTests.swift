import Testing

@testable import LinnetData

/// Bins chosen from data that lie on a grid never look like a comb.
@Suite struct AutomaticBinsTests {
  private func edges(_ values: [Double], _ binning: HistogramBinning = HistogramBinning()) throws
    -> [Double]
  {
    try binning.edges(for: values)
  }

  /// How many of the values lie in each bin; the last holds both edges.
  private func counts(_ values: [Double], _ edges: [Double]) -> [Int] {
    var counts = [Int](repeating: 0, count: edges.count - 1)
    for value in values {
      for bin in counts.indices.reversed() where value >= edges[bin] {
        counts[bin] += 1
        break
      }
    }
    return counts
  }

  @Test(arguments: [
    (1.0, 1), (2, 1), (3, 1), (5, 1), (7, 1), (12, 1), (25, 1), (100, 1), (1000, 1), (1, 2),
    (1, 10), (2, 10), (5, 10), (3, 10), (1, 100), (25, 100), (1, 1000),
  ])
  func everyBinHoldsAsManyPlaces(_ step: (units: Double, scale: Double)) throws {
    for places in [60, 83, 150, 700, 3000, 41_000] {
      for first in [0, 131, -17] {
        // Each place once, and again with some more often.
        let values = (0..<places).map { Double(first + $0) * step.units / step.scale }
        for values in [values, values + values, values + values[(places / 4)..<(places / 2)]] {
          let edges = try edges(values)
          let once = Array(Set(values))
          let inner = counts(once, edges).dropFirst().dropLast()
          #expect(Set(inner).count <= 1, "\(places) of \(step) from \(first): \(edges)")
          #expect(edges.count <= 102)
          #expect(edges.first! <= values.min()! && edges.last! >= values.max()!)
        }
      }
    }
  }

  @Test func halvesBetweenWholesMakeNoComb() throws {
    let values = (0..<400).map { Double($0) + 0.5 }
    let inner = counts(values, try edges(values)).dropFirst().dropLast()
    #expect(Set(inner).count == 1)
  }

  @Test func calculationAndFewDigitsAreForgiven() throws {
    for values in [
      (0..<900).map { Double($0) * 0.1 }, (0..<900).map { Double(Float($0) / 10) },
    ] {
      #expect(DataStep(values)?.units == 1 && DataStep(values)?.places == 1)
    }
  }

  @Test func bothEndsAskedForMakeNoComb() throws {
    let values = (300..<600).map { Double($0) / 10 }
    let edges = try edges(values, HistogramBinning(from: 30, to: 60))
    #expect(edges.first == 30 && edges.last == 60)
    #expect(Set(counts(values, edges)).count == 1)
  }

  @Test func stepsAreFound() {
    #expect(DataStep([39.1, 39.5, 40.3, 36.7])?.value == 0.1)
    #expect(DataStep((0..<50).map { Double($0) * 25 + 2700 })?.value == 25)
    #expect(DataStep([1.5, .nan, 2, .infinity, 3.5])?.value == 0.1)
    // Too few to tell from an accident.
    #expect(DataStep([3, 700])?.value == 1)
    #expect(DataStep([0.123456789, 0.2, 0.3]) == nil)
    #expect(DataStep([]) == nil && DataStep([4]) == nil && DataStep([.nan, .nan]) == nil)
    #expect(DataStep((0..<100).map { Double($0).squareRoot() * 1.1 }) == nil)
    #expect(DataStep([1e300, 3e300]) == nil)
  }

  @Test func measuredNumbersGetRoundBinsAsEver() throws {
    let values = (0..<5000).map { Double($0).squareRoot() * 1.01 }
    let edges = try edges(values)
    let width = edges[1] - edges[0]
    #expect([0.5, 1, 2, 5].contains { abs(width - $0) < 1e-9 })
  }
}
