import Foundation
import Linnet
import LinnetHost
import Testing

/// Files that other programs wrote, against what another one reads in them.
@Suite struct ExcelFileTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Conformance/data/spreadsheets")

  private func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: Self.folder.appending(path: name)))
  }

  private func table(_ bytes: [UInt8], memory: Int64 = 1 << 26) throws(DataMistake) -> Dataset {
    try ExcelReader.read(bytes, unpacker: LibraryUnpacker(), memory: memory).dataset
  }

  @Test(arguments: [
    "kinds.xlsx", "kinds-shared.xlsx", "kinds-inline.xlsx", "kinds-1904.xlsx", "school.xlsx",
  ]) func everyCellAgrees(_ name: String) throws {
    let listing = try JSONSerialization.jsonObject(with: Data(try bytes("cells.json")))
    let columns = try #require((listing as? [String: [String: [Any]]])?[name])
    let data = try table(try bytes(name))
    #expect(data.names.count == columns.count)
    for (title, cells) in columns {
      let column = try #require(data.column(title == "height (cm)" ? "height" : title))
      #expect(column.count == cells.count)
      for (row, wanted) in cells.enumerated() {
        let ours = column.item(row)
        let what: Comment = "\(name) \(title) \(row)"
        switch (ours, wanted) {
        case (.missing, is NSNull): break
        case (.text(let text), let wanted as String): #expect(text == wanted, what)
        case (.truth(let answer), let wanted as Bool): #expect(answer == wanted, what)
        case (.whole(let number), let wanted as NSNumber):
          #expect(number == wanted.int64Value, what)
        case (.decimal(let number), let wanted as NSNumber):
          #expect(number == wanted.doubleValue, what)
        case (.decimal(let number), let wanted as [String: String]):
          #expect(number == wanted["number"].flatMap { Double($0) }, what)
        case (.date(let date), let wanted as [String: Any]):
          #expect(date.milliseconds == (wanted["date"] as? NSNumber)?.int64Value, what)
        default: Issue.record("\(what): \(ours) for \(wanted)")
        }
      }
    }
  }

  @Test func damagedFilesEndInAMistakeOrATable() throws {
    var seed: UInt64 = 11
    func random(_ limit: Int) -> Int {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(seed >> 33) % limit
    }
    var tables = 0
    var mistakes: Set<String> = []
    func read(_ bytes: [UInt8]) {
      do throws(DataMistake) {
        let data = try table(bytes, memory: 1 << 23)
        #expect(data.columns.allSatisfy { $0.count == data.count })
        tables += 1
      } catch {
        mistakes.insert(error.code)
      }
    }
    for name in ["kinds.xlsx", "kinds-inline.xlsx", "school.xlsx", "report.xlsx"] {
      let whole = try bytes(name)
      for count in stride(from: 0, to: whole.count, by: 1 + whole.count / 100) {
        #expect(throws: DataMistake.self) { try table(Array(whole[..<count])) }
        read(Array(whole[..<count]) + whole[min(count + 3, whole.count)...])
      }
      for _ in 0..<500 {
        var bytes = whole
        for _ in 0...random(2) { bytes[random(bytes.count)] ^= 1 << UInt8(random(8)) }
        read(bytes)
        // The directory at the end is a small part, and says most.
        bytes = whole
        bytes[bytes.count - 1 - random(min(700, bytes.count))] = UInt8(random(256))
        read(bytes)
      }
    }
    #expect(tables > 100)
    #expect(
      mistakes.isSubset(of: [
        "damaged-file", "cannot-unpack", "locked-file", "format-not-yet", "empty-file",
        "too-many-values", "other-spreadsheet", "several-tables",
      ]), "\(mistakes)")
  }
}
