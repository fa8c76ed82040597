import Foundation
import Testing

@testable import LinnetData

/// What is written and read again.
private func again(_ dataset: Dataset, lines: Bool) throws -> Dataset {
  try JsonReader.read(JsonWriter.write(dataset, isLines: lines), isLines: lines).dataset
}

private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

@Suite struct JsonWritingTests {
  private static let dataset: Dataset = {
    var dates: [Int64] = [.min]
    for text in ["2026-11-22", "2026-11-22 10:30", "1969-12-31T23:59:59.125"] {
      dates.append(DateText.date(text)?.raw ?? 0)
    }
    return Dataset(
      names: ["w", "d", "t", "s", "when", "l", "r", "odd \"name\"\n"],
      columns: [
        Column(wholes: [1, .min, -9_007_199_254_740_993, .max], unit: "GeV"),
        Column(decimals: [0.1, .nan, -5e-324, 1.7976931348623157e308]),
        Column(.truth([0, 1, 2, 1])),
        Column(texts: ["", nil, "a\"\\\n\t\u{1}\u{7F}é😀\u{2028}", "NA"]),
        Column(.date(dates)),
        Column(
          .list(offsets: [0, 2, 2, 2, 3], items: Column(decimals: [1.5, .nan, 2]), gaps: [2])),
        Column(
          .record(
            names: ["x", "y"],
            parts: [Column(wholes: [1, .min, 3, 4]), Column(texts: ["a", nil, nil, "b"])])),
        Column(wholes: [1, 2, 3, 4]),
      ])
  }()

  @Test(arguments: [false, true]) func whatIsWrittenReadsBack(_ lines: Bool) throws {
    let before = Self.dataset
    let after = try again(before, lines: lines)
    #expect(after.count == before.count)
    #expect(after.names == ["w", "d", "t", "s", "when", "l", "r", "odd \"name\""])
    for (name, column) in zip(after.names, before.columns) {
      let other = try #require(after.column(name))
      #expect(other.kind == column.kind, "\(name)")
      #expect(other.unit == column.unit)
      #expect(text(JsonWriter.write(other)) == text(JsonWriter.write(column)), "\(name)")
    }
    // Other readers agree that it is JSON.
    if !lines {
      let values = try JSONSerialization.jsonObject(with: Data(JsonWriter.write(before)))
      #expect((values as? [[String: Any]])?.count == 4)
    }
  }

  @Test func theForm() throws {
    let small = Dataset(
      names: ["x", "n"], columns: [Column(wholes: [1, 2]), Column(texts: ["a", nil])])
    #expect(
      text(JsonWriter.write(small))
        == "[\n{\"x\": 1, \"n\": \"a\"},\n{\"x\": 2, \"n\": null}\n]\n")
    #expect(
      text(JsonWriter.write(small, isLines: true))
        == "{\"x\": 1, \"n\": \"a\"}\n{\"x\": 2, \"n\": null}\n")
    let none = Dataset(names: ["x"], columns: [Column(wholes: [])])
    #expect(text(JsonWriter.write(none)) == "{\"x\": []}\n")
    #expect(try again(none, lines: false).names == ["x"])
    #expect(JsonWriter.write(none, isLines: true).isEmpty)
    let vectors = VectorColumn(
      coordinates: .mass,
      parts: [[20, .nan], [1, 1], [0.5, 0], [0.1, 0]].map { Column(decimals: $0) })
    #expect(
      text(JsonWriter.write(Column(.vector(vectors))))
        == "[{\"pt\": 20, \"eta\": 1, \"phi\": 0.5, \"mass\": 0.1}, null]\n")
    #expect(
      text(JsonWriter.write(Column(.measurement(values: [5, .nan], errors: [0.1, .nan]))))
        == "[{\"value\": 5, \"error\": 0.1}, null]\n")
  }

  @Test func histograms() throws {
    let histogram = Histogram(
      edges: [0, 1, 2.5], counts: [4, 9], variances: [4, 9], below: 1, above: 2, entries: 16,
      moments: HistogramMoments(weight: 13), name: "m", unit: "GeV")
    let written = JsonWriter.write(histogram)
    let record = try #require(
      try JSONSerialization.jsonObject(with: Data(written)) as? [String: Any])
    #expect(record["edges"] as? [Double] == [0, 1, 2.5])
    #expect(record["counts"] as? [Double] == [4, 9])
    #expect(record["errors"] as? [Double] == [2, 3])
    #expect(record["above"] as? Double == 2)
    let table = try JsonReader.read(written).dataset
    #expect(table.names == ["from", "to", "count", "error"])
    #expect(table.column("to")?.decimals == [1, 2.5])
    let words = Histogram(
      edges: [0, 1, 2], counts: [4, 9], variances: [4, 9], entries: 13, labels: ["a", "b"],
      moments: HistogramMoments(weight: 13))
    #expect(
      try JsonReader.read(JsonWriter.write(words)).dataset.names == ["word", "count", "error"])
  }
}
