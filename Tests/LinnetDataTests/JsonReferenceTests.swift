import Foundation
import Testing

@testable import LinnetData

/// Real files, compared cell by cell with another reader of JSON.
@Suite struct JsonReferenceTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "../shared/data/general")

  private static var isThere: Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: "cars.json").path)
  }

  @Test(
    .enabled(if: isThere),
    arguments: ["cars", "penguins", "barley", "population", "gapminder", "flights-2k"])
  func aListOfRecords(_ name: String) throws {
    let data = try Data(contentsOf: Self.folder.appending(path: "\(name).json"))
    let records = try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
    try compare(try JsonReader.read([UInt8](data)), records)
  }

  @Test(.enabled(if: isThere)) func placesOnAMap() throws {
    let data = try Data(contentsOf: Self.folder.appending(path: "earthquakes.json"))
    let whole = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let features = try #require(whole["features"] as? [[String: Any]])
    let table = try JsonReader.read([UInt8](data))
    try compare(table, features.compactMap { $0["properties"] as? [String: Any] })
    #expect(table.dataset.names.suffix(4) == ["id", "longitude", "latitude", "coordinate_3"])
    #expect(table.part == "features")
    for (place, name) in ["longitude", "latitude", "coordinate_3"].enumerated() {
      let expected = features.compactMap { feature in
        ((feature["geometry"] as? [String: Any])?["coordinates"] as? [Double])?[place]
      }
      #expect(table.dataset.column(name)?.decimals == expected)
    }
  }

  private func compare(_ table: LoadedTable, _ records: [[String: Any]]) throws {
    let data = table.dataset
    #expect(data.count == records.count)
    #expect(table.notes.isEmpty)
    let names = Set(records.flatMap { $0.keys })
    for name in names {
      let (clean, unit) = HeaderNames.split(name)
      let column = try #require(data.column(clean))
      #expect(column.unit == unit)
      for (row, record) in records.enumerated() {
        let wanted = record[name]
        switch column.item(row) {
        case .missing: #expect(wanted == nil || wanted is NSNull)
        case .whole(let value): #expect((wanted as? NSNumber)?.int64Value == value)
        case .decimal(let value): #expect((wanted as? NSNumber)?.doubleValue == value)
        case .truth(let value): #expect((wanted as? NSNumber)?.boolValue == value)
        case .text(let value): #expect(wanted as? String == value)
        case .date(let value):
          #expect((wanted as? String).flatMap { DateText.date($0) } == value)
        default: Issue.record("\(name), row \(row + 1)")
        }
      }
    }
  }
}
