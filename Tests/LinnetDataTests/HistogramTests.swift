import Testing

@testable import LinnetData

@Suite struct HistogramTests {
  func make(_ values: [Double], _ binning: HistogramBinning = HistogramBinning()) throws
    -> Histogram
  {
    try Histogram.counting(Column(decimals: values), binning: binning)
  }

  @Test func countsValuesInBins() throws {
    let h = try make(
      [1, 2, 2, 3, 3, 3, 10, .nan, -.infinity, .infinity],
      HistogramBinning(bins: 4, from: 0, to: 4))
    #expect(h.counts == [0, 1, 2, 3])
    #expect(h.entries == 9)
    #expect(h.below == 1)
    #expect(h.above == 2)
    #expect(h.missing == 1)
    #expect(h.edges == [0, 1, 2, 3, 4])
    #expect(h.centers == [0.5, 1.5, 2.5, 3.5])
    #expect(h.peak == 3.5)
    #expect(h.sum == 6)
    #expect(try make([4, 0], HistogramBinning(bins: 4, from: 0, to: 4)).counts == [1, 0, 0, 1])
    #expect(try make([1, 5, 50, 100], HistogramBinning(edges: [0, 10, 100])).counts == [2, 2])
    let weighted = try Histogram.counting(
      Column(wholes: [1, 1, 2, 9]), binning: HistogramBinning(bins: 2, from: 0, to: 4),
      weights: Column(wholes: [2, 3, 4, .min]))
    #expect(weighted.counts == [5, 4])
    #expect(weighted.variances == [13, 16])
    #expect(weighted.missing == 1)
    #expect(weighted.entries == 3)
    let inside = try make([1, 2, 4], HistogramBinning(bins: 4, from: 0, to: 4))
    #expect((inside.mean - 7.0 / 3).magnitude < 1e-14)
    #expect((inside.stdev - Statistics.stdev([1, 2, 4])).magnitude < 1e-14)
  }

  @Test func putsEveryEdgeIntoItsOwnBin() throws {
    for (low, high, bins) in [(0.0, 1.0, 10), (60, 120, 60), (-0.3, 0.7, 1000), (1e9, 1e9 + 1, 77)]
    {
      let binning = HistogramBinning(bins: Double(bins), from: low, to: high)
      let edges = try binning.edges(for: [])
      let exact = (0..<bins).map { low + Double($0) * (high - low) / Double(bins) } + [high]
      // The edges a person would write, which lie within a few binary digits of equal steps.
      let slack = 4 * max(low.magnitude, high.magnitude).ulp
      #expect(zip(edges, exact).allSatisfy { ($0 - $1).magnitude <= slack })
      #expect(edges.count == exact.count)
      #expect(try make(Array(edges.dropLast()), binning).counts.allSatisfy { $0 == 1 })
      let justBelow = try make(edges.dropFirst().map { $0.nextDown }, binning)
      #expect(justBelow.counts.allSatisfy { $0 == 1 })
    }
  }

  @Test func edgesAreTheDecimalNumbersTheyLookLike() throws {
    let byWidth = try HistogramBinning(from: 5.5, to: 9.1, width: 0.1).edges(for: [])
    #expect(byWidth == (55...91).map { Double($0) / 10 })
    let byCount = try HistogramBinning(bins: 1000, from: -0.3, to: 0.7).edges(for: [])
    #expect(byCount == (-300...700).map { Double($0) / 1000 })
    #expect(byCount.allSatisfy { $0 != 0 || $0.sign == .plus })
    // What is no short decimal number stays as it was worked out.
    #expect(try HistogramBinning(bins: 3, from: 0, to: 1).edges(for: [])[1] == 1.0 / 3)
  }

  @Test func choosesRoundBins() throws {
    let whole = try make([1, 2, 2, 3, 5])
    #expect(whole.edges == [1, 2, 3, 4, 5, 6])
    #expect(whole.counts == [1, 2, 1, 0, 1])
    let values = (0..<1000).map { 60 + 60 * Double($0 * 7919 % 1000) / 1000 }
    let automatic = try make(values)
    #expect(automatic.bins >= 10 && automatic.bins <= 100)
    #expect(automatic.edges.first == 60 && automatic.edges.last == 120)
    #expect(automatic.sum == 1000)
    #expect(try make([]).counts.allSatisfy { $0 == 0 })
    #expect(try make([5.5, 5.5]).sum == 2)
    #expect(try make([1e300, -1e300, 3]).entries == 3)
    #expect(try make([0.1, 0.2, 0.7], HistogramBinning(width: 0.1)).sum == 3)
    #expect(try make([1, 2, 3], HistogramBinning(width: 1)).counts == [1, 1, 1])
    #expect(try make([1, 10, 100, 1000], HistogramBinning(isLogarithmic: true)).sum == 4)
    let log = try make([], HistogramBinning(bins: 3, from: 1, to: 1000, isLogarithmic: true))
    #expect(log.edges.map { ($0 * 1e9).rounded() / 1e9 } == [1, 10, 100, 1000])
    for binning in [
      HistogramBinning(bins: 0), HistogramBinning(bins: 2.5), HistogramBinning(bins: .nan),
      HistogramBinning(bins: 3, from: 2, to: 1), HistogramBinning(edges: [1]),
      HistogramBinning(edges: [2, 1]), HistogramBinning(width: -1),
      HistogramBinning(bins: 3, from: -1, to: 1, isLogarithmic: true),
      HistogramBinning(from: 1, to: 1), HistogramBinning(from: 0, to: .infinity),
      HistogramBinning(from: 0, to: 1, width: 1e-12),
    ] {
      #expect(
        code { () throws(DataMistake) in
          _ = try Histogram.counting(Column(decimals: [1, 2]), binning: binning)
        } != "none")
    }
  }

  @Test func countsWordsListsAndDates() throws {
    let words = try Histogram.counting(Column(texts: ["b", "a", "b", nil]))
    #expect(words.labels == ["a", "b"])
    #expect(words.counts == [1, 2])
    #expect(words.missing == 1)
    let lists = try Histogram.counting(
      Column(
        .list(
          offsets: [0, 2, 3, 6], items: Column(wholes: [30, 20, 15, 50, 45, 12]), gaps: [])),
      binning: HistogramBinning(bins: 3, from: 0, to: 60))
    #expect(lists.counts == [2, 2, 2])
    #expect(try Histogram.counting(Column(truths: [true, false, true])).counts == [1, 2])
    let days = ["2020-01-01", "2020-01-02", "2020-01-05"].compactMap { DateText.date($0)?.raw }
    let dates = try Histogram.counting(Column(.date(days)))
    #expect(dates.isDate)
    #expect(dates.counts == [1, 1, 0, 0, 1])
  }

  @Test func calculatesWithErrors() throws {
    let binning = HistogramBinning(bins: 2, from: 0, to: 2)
    let a = try make([0, 0, 0, 0, 1], binning)
    let b = try make([0, 0], binning)
    #expect(try a.adding(b).counts == [6, 1])
    #expect(try a.subtracting(b).errors == [Double(6).squareRoot(), 1])
    let ratio = try a.divided(by: b)
    #expect(ratio.counts[0] == 2)
    #expect(ratio.counts[1].isNaN)
    #expect((ratio.variances[0] - 4 * (1.0 / 4 + 1.0 / 2)).magnitude < 1e-14)
    #expect(a.scaled(by: 2).errors[0] == 2 * a.errors[0])
    let other = try make([1], HistogramBinning(bins: 3, from: 0, to: 2))
    do throws(DataMistake) { _ = try a.adding(other) } catch {
      #expect(error.code == "different-bins")
      #expect(error.slots["first"] == "2 from 0 to 2")
      #expect(error.slots["second"] == "3 from 0 to 2")
    }
    let made = try Histogram.made(counts: [4, 9], edges: [0, 1, 2])
    #expect(made.errors == [2, 3])
    #expect(
      code { () throws(DataMistake) in _ = try Histogram.made(counts: [1], edges: [0, 1, 2]) }
        == "histogram-lengths")
  }
}
