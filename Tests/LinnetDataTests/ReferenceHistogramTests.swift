import Foundation
import Testing

@testable import LinnetData

/// Counts and masses against numbers worked out by other programs; skipped where the files are absent.
@Suite struct ReferenceHistogramTests {
  static let shared = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
    .deletingLastPathComponent().appendingPathComponent("shared")

  func answers(_ name: String) -> [String: Any]? {
    let place = Self.shared.appendingPathComponent("reference/\(name).json")
    guard let data = try? Data(contentsOf: place) else { return nil }
    return (try? JSONSerialization.jsonObject(with: data)) as? [String: Any]
  }

  func load(_ file: String) -> Dataset? {
    guard let data = try? Data(contentsOf: Self.shared.appendingPathComponent("data/\(file)"))
    else { return nil }
    return try? DelimitedReader.read(Array(data), options: DelimitedOptions(), origin: file).dataset
  }

  func expectSame(_ histogram: Histogram, _ answer: Any?) throws {
    let answer = try #require(answer as? [String: Any])
    let counts = try #require(answer["counts"] as? [Double])
    // The reference leaves the last edge to the overflow; no value lies on it here.
    #expect(histogram.counts == counts)
    #expect(histogram.below == (answer["underflow"] as? Double))
    #expect(histogram.above == (answer["overflow"] as? Double))
    #expect(histogram.entries == (answer["entries"] as? Int))
    if let peak = answer["peak_center"] as? Double { #expect(histogram.peak == peak) }
  }

  func expectClose(_ column: Column, _ answer: Any?) throws {
    let answer = try #require(answer as? [String: Any])
    let values = try #require(column.decimals)
    let all = Statistics(values)
    let pairs = [
      ("sum", all.sum), ("mean", all.mean), ("min", all.min), ("max", all.max),
      ("std_sample", Statistics.stdev(values)), ("median", Statistics.median(values)),
    ]
    for (name, value) in pairs {
      let exact = try #require(answer[name] as? Double)
      #expect((value - exact).magnitude <= 1e-9 * exact.magnitude, "\(name)")
    }
  }

  @Test func findsTheZBoson() throws {
    guard let answers = answers("dimuon"), let muons = load("cms-education/Zmumu_Run2011A.csv"),
      let reference = answers["Zmumu"] as? [String: Any]
    else { return }
    let mass = try pair(muons, mass: 0.1056583755)
    try expectClose(mass, reference["stats_mass_mmu"])
    try expectClose(try pair(muons, mass: 0), reference["stats_mass_massless"])
    try expectSame(
      try Histogram.counting(mass, binning: HistogramBinning(bins: 60, from: 60, to: 120)),
      reference["hist_M_60_60_120"])
  }

  @Test func countsThePublishedMasses() throws {
    guard let answers = answers("dimuon"),
      let muons = load("cms-education/Zmumu_Run2011A_masses.csv"),
      let reference = answers["Zmumu_masses"] as? [String: Any], let m = muons.column("M")
    else { return }
    try expectClose(m, reference["stats_M_column"])
    for (name, bins, from, to) in [
      ("hist_M_60_60_120", 60.0, 60.0, 120.0), ("hist_M_40_80_100", 40, 80, 100),
    ] {
      try expectSame(
        try Histogram.counting(m, binning: HistogramBinning(bins: bins, from: from, to: to)),
        reference[name])
    }
    try expectSame(
      try Histogram.counting(
        pair(muons, mass: 0.1056583755, part: "pt"),
        binning: HistogramBinning(bins: 50, from: 0, to: 100)), reference["hist_pairpt_50_0_100"])
  }

  @Test func countsTheFourLeptonMasses() throws {
    guard let answers = answers("higgs4l"), let data = answers["data"] as? [String: Any] else {
      return
    }
    var masses = Column(decimals: [])
    for file in ["4mu", "4e", "2e2mu"] {
      for year in ["2011", "2012"] {
        guard let column = load("cms-education/\(file)_\(year).csv")?.column("M") else { return }
        masses = try masses.appending(column)
      }
    }
    #expect(masses.count == data["rows"] as? Int)
    let histogram = try Histogram.counting(
      masses, binning: HistogramBinning(bins: 37, from: 70, to: 181))
    #expect(histogram.counts == (data["counts"] as? [Double]))
    #expect(histogram.above == (data["overflow"] as? Double))
    #expect(histogram.errors == (data["errors_sqrtN"] as? [Double]))
  }

  private func pair(_ muons: Dataset, mass: Double, part: String = "mass") throws -> Column {
    let plan = PlanBuilder(rows: muons.count)
    var vectors: [Node] = []
    for number in ["1", "2"] {
      var parts: [(name: String, node: Node)] = [("mass", plan.constant(mass))]
      for name in ["pt", "eta", "phi"] {
        parts.append((name, try plan.input(try #require(muons.column(name + number)))))
      }
      vectors.append(try plan.vector(parts))
    }
    return try plan.evaluate(plan.part(plan.binary(.add, vectors[0], vectors[1]), part))
  }
}
