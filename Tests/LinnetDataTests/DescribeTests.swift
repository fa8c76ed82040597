import LinnetText
import Testing

@testable import LinnetData

/// What `describe` finds out and how it is shown.
@Suite struct DescribeTests {
  /// A dataset with a column of every kind that something is said about.
  static let sample = Dataset(
    names: ["species", "mass", "born", "alive", "year", "tag", "visits", "empty"],
    columns: [
      Column(texts: ["Adelie", "Gentoo", "Adelie", nil]),
      Column(decimals: [3750.5, 5000, .nan, 4700], unit: "g"),
      Column(
        .date(
          ["2007-11-11", "2009-12-01", "2007-11-12", "2008-01-01"].map {
            DateText.date($0)?.raw ?? .min
          })),
      Column(.truth([1, 0, 1, 1])),
      Column(wholes: [2007, 2009, 2007, 2008]),
      Column(texts: ["a", "b", "c", "d"]),
      Column(.list(offsets: [0, 0, 2, 3, 3], items: Column(wholes: [1, 2, 3]), gaps: [])),
      Column(decimals: [.nan, .nan, .nan, .nan]),
    ])

  private func text(_ width: Int, isUnicode: Bool = true) throws -> [String] {
    TableText.render(try Self.sample.described(), width: width, isUnicode: isUnicode)
      .split(separator: "\n").map { String($0) }
  }

  @Test func everyKindInATable() throws {
    #expect(
      try text(100) == [
        "4 rows, 8 columns",
        "column    holds       gaps  smallest     mean  largest",
        "species   texts          1  2 different, most often Adelie (2)",
        "mass [g]  numbers        1    3750.5  4483.5      5000  ▇      ▇ ▇",
        "born      dates          0  2007-11-11 to 2009-12-01    ▇        ▂",
        "alive     true/false     0  75% true",
        "year      numbers        0    2007    2007.75     2009  ▇▃▃",
        "tag       texts          0  4 different",
        "visits    lists          0  0 to 2 in each",
        "empty     numbers        4  only gaps",
      ])
  }

  @Test(arguments: [20, 30, 40, 50, 60, 80])
  func fitsTheWindow(_ width: Int) throws {
    let lines = try text(width)
    #expect(lines.count == 10)
    #expect(lines.allSatisfy { TextWidth.of($0) <= width })
    // The first number of a row is the last thing to go.
    if width >= 30 { #expect(lines[3].contains("3750.5")) }
  }

  @Test func plainSignsOnly() throws {
    let lines = try text(100, isUnicode: false)
    #expect(lines.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } })
    #expect(lines[3].hasSuffix("5000  #      # #"))
  }

  @Test func theAnswerIsStillADataset() throws {
    let answer = try Self.sample.described()
    #expect(
      answer.names == [
        "column", "holds", "unit", "gaps", "different", "smallest", "mean", "largest",
      ])
    #expect(answer.column("mean")?.decimals?[1] == 4483.5)
    // A step that works on it works on its cells.
    #expect(answer.first(2).summary == nil)
  }

  @Test func barsOfDifficultNumbers() {
    func bars(_ column: Column) -> [Int] { ColumnSummary(column, named: "x").bars }
    #expect(bars(Column(decimals: [-1e308, 1e308])) == [1, 0, 0, 0, 0, 0, 0, 0, 0, 1])
    #expect(bars(Column(decimals: [.infinity, 1, 2, -.infinity])).reduce(0, +) == 2)
    #expect(bars(Column(decimals: [.infinity])) == [])
    #expect(bars(Column(wholes: [-1, 1, 1])) == [1, 2])
    #expect(bars(Column(wholes: [1952, 1957, 1962, 1962])) == [1, 1, 2])
    #expect(bars(Column(wholes: [1, 2, 100])).count == 10)
    #expect(bars(Column(wholes: [.max, .max - 5_000_000, 0])).reduce(0, +) == 3)
    #expect(bars(Column(decimals: [7, 7])) == [2])
    #expect(bars(Column(decimals: [])) == [])
    #expect(bars(Column(decimals: [0, 5e-324])).reduce(0, +) == 2)
  }

  @Test func sharesNeverRoundToAllOrNothing() {
    #expect(SummaryRow.percent(1, of: 100_000) == "under 0.1%")
    #expect(SummaryRow.percent(99_999, of: 100_000) == "over 99.9%")
    #expect(SummaryRow.percent(2, of: 3) == "66.7%")
  }
}
