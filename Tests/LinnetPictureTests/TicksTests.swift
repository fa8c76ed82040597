import Testing

@testable import LinnetPicture

/// The labels of the long marks.
private func labels(
  _ low: Double, _ high: Double, _ count: Int, log: Bool = false, whole: Bool = false
) -> [String] {
  let axis = Axis(spacing: log ? .logarithmic : .linear)
  return Ticks.choose(
    Scale(low: low, high: high, isLogarithmic: log), axis, count: count, isWhole: whole
  ).major.map { $0.flat }
}

@Suite struct TicksTests {
  @Test func stepsAreRound() {
    #expect(labels(60, 120, 7) == ["60", "70", "80", "90", "100", "110", "120"])
    #expect(labels(0, 1540, 8) == ["0", "200", "400", "600", "800", "1000", "1200", "1400"])
    #expect(labels(-0.32, 0.7, 6) == ["−0.2", "0.0", "0.2", "0.4", "0.6"])
    #expect(labels(0, 0.3, 4) == ["0.0", "0.1", "0.2", "0.3"])
  }

  @Test func thingsAreNotCutInHalves() {
    #expect(labels(0, 1.08, 8, whole: true) == ["0", "1"])
    #expect(labels(0, 3, 8, whole: true) == ["0", "1", "2", "3"])
  }

  @Test func largeAndSmallNumbersLeaveOutPowersOfTen() {
    let large = Ticks.linear(Scale(low: 0, high: 3e6), count: 4)
    #expect(large.exponent == 6)
    #expect(large.major.map { $0.label } == ["0", "1", "2", "3"])
    let small = Ticks.linear(Scale(low: 0, high: 2e-5), count: 3)
    #expect(small.exponent == -6)
    #expect(small.major.map { $0.label } == ["0", "10", "20"])
    #expect(labels(0, 40_000, 3) == ["0", "20\u{2009}000", "40\u{2009}000"])
  }

  @Test func logarithmicAxesShowPowersOfTen() {
    #expect(labels(0.5, 2000, 8, log: true) == ["1", "10", "100", "1000"])
    #expect(labels(0.5, 2e5, 8, log: true) == ["10⁰", "10¹", "10²", "10³", "10⁴", "10⁵"])
    #expect(labels(1e-9, 1, 5, log: true) == ["10⁻⁸", "10⁻⁶", "10⁻⁴", "10⁻²", "10⁰"])
    #expect(labels(3, 60, 8, log: true).contains("10"))
  }

  @Test func datesBeginMonthsAndYears() {
    let day = 86_400_000.0
    let axis = Axis(kind: .date)
    // 2011-03-13 to 2012-07-25.
    let scale = Scale(low: 15_046 * day, high: 15_546 * day)
    let months = Ticks.choose(scale, axis, count: 6).major.map { $0.label }
    #expect(months == ["Apr", "Jul", "Oct", "Jan 2012", "Apr", "Jul"])
    let century = Scale(low: -25_567 * day, high: 10_957 * day)
    #expect(
      Ticks.choose(century, axis, count: 6).major.map { $0.label }
        == ["1900", "1920", "1940", "1960", "1980", "2000"])
    let hours = Scale(low: 15_046 * day, high: 15_047 * day)
    #expect(
      Ticks.choose(hours, axis, count: 5).major.map { $0.label }
        == ["13 Mar", "06:00", "12:00", "18:00", "14 Mar"])
    #expect(DateTicks.iso(15_525 * day) == "2012-07-04")
  }

  @Test func anyRangeGivesSomeMarks() {
    var random = Scramble(7)
    for _ in 0..<3000 {
      let scale = Scale(low: random.wild(), high: random.wild(), isLogarithmic: random.next() < 0.3)
      #expect(scale.high > scale.low)
      let kind: Axis.Kind = random.next() < 0.3 ? .date : .number
      let ticks = Ticks.choose(scale, Axis(kind: kind), count: 6)
      #expect(ticks.major.count <= 410)
      for tick in ticks.all { #expect(tick.value.isFinite) }
    }
  }
}

@Suite struct NumeralsTests {
  @Test func numbersAreWrittenAsInPrint() {
    #expect(Numerals.significant(0) == "0")
    #expect(Numerals.significant(-2.5) == "−2.5")
    #expect(Numerals.significant(12_345) == "12\u{2009}345")
    #expect(Numerals.significant(1234) == "1234")
    #expect(Numerals.significant(0.1 + 0.2) == "0.3")
    #expect(Numerals.significant(6.02e23) == "6.02×10²³")
    #expect(Numerals.significant(Double.leastNonzeroMagnitude).hasSuffix("×10⁻³²⁴"))
    #expect(Numerals.fixed(-0.0001, places: 2) == "0.00")
  }

  @Test func titlesSplitIntoLabelAndUnit() {
    #expect(Axis.split("dimuon mass [GeV]") == ("dimuon mass", "GeV"))
    #expect(Axis.split("Pressure (hPa)") == ("Pressure", "hPa"))
    #expect(Axis.split("[GeV]") == ("[GeV]", ""))
    #expect(Axis.split("plain") == ("plain", ""))
    #expect(Axis.split("") == ("", ""))
  }

  @Test func longTextIsWrappedAndCut() {
    let measure = { (text: String) in Double(text.count) }
    #expect(LabelWidth.abridged("abcdefgh", limit: 5, measure) == "abcd…")
    #expect(
      LabelWidth.wrapped("one two three four five", limit: 9, lines: 2, measure)
        == ["one two", "three…"]
        || LabelWidth.wrapped("one two three four five", limit: 9, lines: 2, measure)
          == ["one two", "three fo…"]
    )
    #expect(LabelWidth.cells("粒子a") == 5)
  }
}

@Suite struct PoissonIntervalTests {
  /// Particle Data Group, table of intervals; also those of the reference drawings.
  @Test func intervalsAgreeWithTheTable() {
    let expected: [(Double, Double, Double)] = [
      (0, 0, 1.8411), (1, 0.8273, 2.2996), (2, 1.2918, 2.6379), (3, 1.6327, 2.9182),
      (8, 2.7684, 3.9452), (16, 3.9579, 5.0832),
    ]
    for (count, below, above) in expected {
      let errors = PoissonInterval.errors(count)
      #expect(abs(errors.below - below) < 2e-4)
      #expect(abs(errors.above - above) < 2e-4)
    }
    // The two ways meet at 100.
    let exact = PoissonInterval.errors(100)
    let next = PoissonInterval.errors(101)
    #expect(abs(next.above - exact.above - 0.05) < 0.01)
    #expect(abs(next.below - exact.below - 0.05) < 0.01)
  }
}
