import LinnetData

@testable import LinnetPicture

/// A histogram of whole counts.
func counted(
  _ counts: [Double], from: Double = 0, to: Double? = nil, name: String = "", unit: String = "",
  labels: [String] = [], variances: [Double]? = nil
) -> Histogram {
  let high = to ?? from + Double(counts.count)
  let width = (high - from) / Double(max(counts.count, 1))
  return Histogram(
    edges: (0...max(counts.count, 1)).map { from + width * Double($0) }, counts: counts,
    variances: variances ?? counts, entries: Int(max(0, min(counts.reduce(0, +), 1e9))),
    labels: labels, moments: HistogramMoments(), name: name, unit: unit)
}

/// A peak on a slope, as of a Z boson, the same on every machine.
let peak: Histogram = counted(
  (0..<30).map { bin in
    let distance = Double(bin) - 15.5
    return (30 - Double(bin) * 0.5 + 900 / (1 + distance * distance)).rounded()
  }, from: 60, to: 120, name: "dimuon mass", unit: "GeV")

/// Numbers that look random and are the same on every machine.
struct Scramble {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed &* 2_862_933_555_777_941_757 &+ 3_037_000_493 }

  /// A number from 0 to 1.
  mutating func next() -> Double {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Double(state >> 11) / Double(1 << 53)
  }

  /// A number of any size and sign, now and then a gap or infinite.
  mutating func wild() -> Double {
    let choice = next()
    if choice < 0.05 { return .nan }
    if choice < 0.08 { return .infinity }
    if choice < 0.1 { return -.infinity }
    if choice < 0.2 { return 0 }
    let sizes: [Double] = [1, 1, 1, 10, 1e-3, 1e6, 1e-12, 1e15, 1e100, 1e-200, 1e300, 1e-310]
    let size = sizes[min(Int(next() * Double(sizes.count)), sizes.count - 1)]
    return (next() - 0.3) * size
  }

  mutating func wild(_ count: Int) -> [Double] { (0..<count).map { _ in wild() } }
}
