import Foundation
import Linnet
import LinnetHost
import Testing

/// Reads a table; `change` sets options.
private func arrow(_ bytes: [UInt8], _ change: (inout DelimitedOptions) -> Void = { _ in }) throws
  -> LoadedTable
{
  var options = DelimitedOptions()
  change(&options)
  return try ArrowReader.read(bytes, options: options, origin: "x.arrow", means: .forTests)
}

/// Sample files of Arrow, against what the library that wrote them says they hold.
@Suite struct ArrowTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Samples/arrow")

  /// The names of the samples that can be read.
  static let samples = [
    "groups.arrow", "growing.arrows", "hidden.arrow", "kinds.arrow", "kinds.arrows", "lz4.feather",
    "no-rows.arrow", "old.arrows", "replaced.arrows", "slices.arrow", "strange.arrow", "unit.arrow",
    "zstd.ipc",
  ]

  static func sample(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appending(path: name)))
  }

  /// A value in the words of the stored answers.
  static func plain(_ item: Item) -> Any {
    switch item {
    case .missing: return NSNull()
    case .decimal(let number) where number.isInfinite: return number > 0 ? "inf" : "-inf"
    case .decimal(let number): return number
    case .whole(let number): return number
    case .truth(let answer): return answer
    case .text(let text): return text
    case .date(let date): return [date.hasTime ? "moment" : "date": date.milliseconds]
    case .list(let column): return (0..<column.count).map { plain(column.item($0)) }
    case .record(let names, let items):
      return Dictionary(uniqueKeysWithValues: zip(names, items.map { plain($0) }))
    default: return "?"
    }
  }

  /// True when two values are the same; whole numbers to the last digit.
  static func same(_ ours: Any, _ theirs: Any) -> Bool {
    switch (ours, theirs) {
    case (let ours as [Any], let theirs as [Any]):
      return ours.count == theirs.count && zip(ours, theirs).allSatisfy { same($0, $1) }
    case (let ours as [String: Any], let theirs as [String: Any]):
      return ours.count == theirs.count
        && ours.allSatisfy { key, value in theirs[key].map { same(value, $0) } ?? false }
    case (let ours as Int64, let theirs as NSNumber): return ours == theirs.int64Value
    case (let ours as Double, let theirs as NSNumber): return ours == theirs.doubleValue
    case (let ours as Bool, let theirs as NSNumber): return ours == theirs.boolValue
    case (let ours as String, let theirs as String): return ours == theirs
    case (is NSNull, is NSNull): return true
    default: return false
    }
  }

  @Test(arguments: samples) func agreesWithItsWriter(_ name: String) throws {
    let answers = try JSONSerialization.jsonObject(
      with: Data(contentsOf: Self.folder.appending(path: "expected.json")))
    let answer = try #require((answers as? [String: [String: Any]])?[name])
    let names = try #require(answer["names"] as? [String])
    let values = try #require(answer["values"] as? [[Any]])
    let table = try arrow(try Self.sample(name)).dataset
    #expect(table.names == names)
    for (column, theirs) in zip(table.columns, values) {
      let ours = (0..<column.count).map { Self.plain(column.item($0)) }
      #expect(column.count == theirs.count)
      for (row, pair) in zip(ours, theirs).enumerated() where !Self.same(pair.0, pair.1) {
        let place = table.columns.firstIndex { $0 === column } ?? 0
        Issue.record("\(name), \(names[place]), row \(row): \(pair.0) is not \(pair.1)")
      }
    }
  }

  @Test func someColumnsAndRows() throws {
    let bytes = try Self.sample("groups.arrow")
    let whole = try arrow(bytes).dataset
    for rows in [0, 1, 13, 14, 20, 1000] {
      let part = try arrow(bytes) {
        $0.columns = ["words", "list", "text", "words"]
        $0.rows = rows
      }.dataset
      #expect(part.names == ["words", "list", "text"])
      #expect(part.count == min(rows, whole.count))
      for name in part.names {
        for row in 0..<part.count {
          let ours = Self.plain(try #require(part.column(name)).item(row))
          let theirs = Self.plain(try #require(whole.column(name)).item(row))
          #expect("\(ours)" == "\(theirs)")
        }
      }
    }
    let mistake = #expect(throws: DataMistake.self) {
      try arrow(bytes) { $0.columns = ["nothing here"] }
    }
    #expect(mistake?.code == "unknown-column")
  }

  @Test func namedMarksBecomeGaps() throws {
    let table = try arrow(try Self.sample("kinds.arrow")) {
      $0.missingWords = ["mu", "a"]
      $0.missingNumbers = [2.5, 0]
    }.dataset
    guard case .text(_, let words)? = table.column("words")?.storage else {
      Issue.record("words are no texts")
      return
    }
    #expect(words == ["e", "tau"])
    for name in ["text", "coded numbers", "int8", "double"] {
      let before = try arrow(try Self.sample("kinds.arrow")).dataset.column(name)
      #expect(try #require(table.column(name)).gapCount > (before?.gapCount ?? 0), "\(name)")
    }
  }

  @Test func columnsOfAStrangeKindAreLeftOutAndTold() throws {
    let bytes = try Self.sample("strange.arrow")
    let table = try arrow(bytes)
    #expect(table.dataset.names == ["a", "b", "c", "d"])
    #expect(table.leftOut == ["u", "r", "s", "lists"])
    let mistake = #expect(throws: DataMistake.self) { try arrow(bytes) { $0.columns = ["u"] } }
    #expect(mistake?.code == "column-kind")
  }

  @Test func unitsAreKept() throws {
    let table = try arrow(try Self.sample("unit.arrow")).dataset
    #expect(table.column("pt")?.unit == "GeV")
  }

  @Test func theFirstFeatherIsNamed() throws {
    let bytes = try Self.sample("first.feather")
    let mistake = #expect(throws: DataMistake.self) { try arrow(bytes) }
    #expect(mistake?.code == "old-feather")
  }

  @Test func aRealFileAgrees() throws {
    guard let bytes = ParquetReferenceTests.sample("general/flights-200k.arrow"),
      let data = try? Data(
        contentsOf: ParquetReferenceTests.shared.appending(path: "reference/files.json")),
      let files = try JSONSerialization.jsonObject(with: data) as? [String: [String: Any]],
      let stats = files["general/flights-200k.arrow"]?["stats"] as? [String: [String: Any]]
    else { return }
    let table = try arrow(bytes).dataset
    #expect(table.count == 200_000)
    #expect(table.names == ["delay", "distance", "time"])
    for (name, wanted) in stats {
      let values = try #require(table.column(name)?.decimals)
      #expect(values.count == wanted["n"] as? Int)
      #expect(values.min() == (wanted["min"] as? NSNumber)?.doubleValue)
      #expect(values.max() == (wanted["max"] as? NSNumber)?.doubleValue)
      #expect(Array(values.prefix(3)) == wanted["first"] as? [Double])
      let sum = try #require((wanted["sum"] as? NSNumber)?.doubleValue)
      #expect(abs(values.reduce(0, +) - sum) <= 1e-9 * abs(sum))
    }
  }

  @Test(arguments: samples) func damagedFilesEndInAMistakeOrATable(_ name: String) throws {
    let bytes = try Self.sample(name)
    var numbers = RepeatableNumbers(7)
    for count in stride(from: 0, to: bytes.count, by: 1 + bytes.count / 60) {
      let cut = Array(bytes.prefix(count))
      // A stream may end between any two of its pieces.
      if name.hasSuffix(".arrow") || name.hasSuffix(".feather") {
        #expect(throws: DataMistake.self) { try arrow(cut) }
      } else {
        _ = try? arrow(cut)
      }
      _ = try? arrow(cut + bytes.suffix(from: min(count + 7, bytes.count)))
    }
    for _ in 0..<150 {
      var bad = bytes
      for _ in 0...numbers.next(3) { bad[numbers.next(bad.count)] ^= 1 << UInt8(numbers.next(8)) }
      _ = try? arrow(bad)
      bad[numbers.next(bad.count)] = 0xFF
      _ = try? arrow(bad)
    }
  }
}
