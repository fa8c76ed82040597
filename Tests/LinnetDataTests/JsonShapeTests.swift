import Testing

@testable import LinnetData

/// One table written in every shape that JSON has for tables is one table.
@Suite struct JsonShapeTests {
  /// A cell as it is written; the same for all shapes.
  private static func cell(_ random: inout SystemRandomNumberGenerator, _ column: Int) -> String {
    if Int.random(in: 0..<6, using: &random) == 0 { return "null" }
    let number = Int.random(in: -50...50, using: &random)
    switch column % 4 {
    case 0: return "\(number)"
    case 1: return "\(Double(number) / 4)"
    case 2: return "\"w\(number) \\u00e9\""
    default: return number > 0 ? "true" : "false"
    }
  }

  /// The columns of a table as text, so that `1` and `1.0` are one.
  private static func told(_ text: String) throws -> [String] {
    let table = try JsonReader.read(Array(text.utf8))
    return table.dataset.names.map { name in
      let column = table.dataset.column(name)
      let cells = (0..<table.dataset.count).map { row -> String in
        switch column?.item(row) {
        case .whole(let number)?: "\(Double(number))"
        case .decimal(let number)?: number.isNaN ? "missing" : "\(number)"
        case let item?: "\(item)"
        case nil: ""
        }
      }
      return "\(name): \(cells)"
    }
  }

  @Test func allShapesGiveOneTable() throws {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<150 {
      let width = Int.random(in: 1...5, using: &random)
      let height = Int.random(in: 2...12, using: &random)
      let names = (0..<width).map { "c\($0)" }
      // The first row is whole: what a name is must not depend on where its first value stands.
      let cells = (0..<height).map { row in
        (0..<width).map { column in
          row == 0 ? "\"\(column)x\"".filter { _ in column % 4 == 2 } : Self.cell(&random, column)
        }
      }
      let rows = cells.map { row in row.map { $0.isEmpty ? "7" : $0 } }
      let usual = rows.map { row in
        row.enumerated().map { $0 % 4 == 3 && $1 == "7" ? "true" : $1 }
      }
      let records = usual.map { row in
        "{" + zip(names, row).map { "\"\($0)\": \($1)" }.joined(separator: ", ") + "}"
      }
      let lists = usual.map { "[" + $0.joined(separator: ", ") + "]" }
      let heads = "[" + names.map { "\"\($0)\"" }.joined(separator: ", ") + "]"
      let plain = try Self.told("[" + records.joined(separator: ",") + "]")
      let shapes = [
        records.joined(separator: "\n"),
        "{\"columns\": \(heads), \"data\": [\(lists.joined(separator: ", "))]}",
        "{\"columns\": \(heads), \"index\": [], \"data\": [\(lists.joined(separator: ", "))]}",
        "[\(heads), \(lists.joined(separator: ", "))]",
        "[{\"page\": 1}, [\(records.joined(separator: ", "))]]",
        "{\"result\": {\"records\": [\(records.joined(separator: ", "))]}}",
        "{"
          + names.enumerated().map { place, name in
            "\"\(name)\": [" + usual.map { $0[place] }.joined(separator: ", ") + "]"
          }.joined(separator: ", ") + "}",
      ]
      for shape in shapes { #expect(try Self.told(shape) == plain, "\(shape)") }
      let keyed =
        "{" + records.enumerated().map { "\"k\($0)\": \($1)" }.joined(separator: ", ") + "}"
      #expect(try Self.told(keyed) == ["key: \((0..<height).map { "text(\"k\($0)\")" })"] + plain)
    }
  }

  @Test func numbersInQuotesCountWhereAllAreNumbers() throws {
    #expect(
      try Self.told("[{\"v\": \"1.5\"}, {\"v\": 2}]") == Self.told("[{\"v\": 1.5}, {\"v\": 2}]"))
    for word in ["\"007\"", "\"+49\"", "\"1e5\"", "\"1234567890123456789\"", "\"x\"", "\"1,5\""] {
      let table = try JsonReader.read(Array("[{\"v\": \(word)}, {\"v\": \"2\"}]".utf8))
      #expect(table.dataset.column("v")?.kind == .text, "\(word)")
    }
    var options = DelimitedOptions()
    options.missingWords = ["none here"]
    let table = try JsonReader.read(
      Array("[{\"v\": \"none here\"}, {\"v\": \"2\"}]".utf8), options: options)
    #expect(table.dataset.column("v")?.kind == .number)
  }

  @Test func whatAKeyedRowIsCalledLosesNothing() throws {
    let own = try JsonReader.read(Array("{\"a\": {\"key\": 1}, \"b\": {\"key\": 2}}".utf8))
    #expect(own.dataset.names == ["row_key", "key"])
    // A cube with fewer numbers than cells is no cube.
    let short = """
      {"id": ["y"], "size": [2], "dimension": {"y": {"category": {"index": ["1", "2"]}}}, "value": [5]}
      """
    #expect(try JsonReader.read(Array(short.utf8)).dataset.names == ["id", "size", "value"])
  }
}
