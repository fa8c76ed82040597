import Foundation
import Testing

@testable import LinnetData

/// Reads a table from JSON; a mistake fails the test.
private func json(
  _ text: String, lines: Bool = false, _ change: (inout DelimitedOptions) -> Void = { _ in }
) throws -> LoadedTable {
  var options = DelimitedOptions()
  change(&options)
  return try JsonReader.read(
    Array(text.utf8), isLines: lines, options: options, origin: "test.json")
}

/// The mistake of a text that cannot be read: its code, line and what was found there.
private func mistake(_ text: String, lines: Bool = false) -> String {
  mistake(Array(text.utf8), lines: lines)
}

private func mistake(_ bytes: [UInt8], lines: Bool = false) -> String {
  do {
    _ = try JsonReader.read(bytes, isLines: lines, origin: "test.json")
    return "none"
  } catch {
    let slots = error.slots
    let found = ["closer", "quote", "comment", "near", "found", "name", "names", "first"]
      .compactMap { slots[$0] }.first
    return [error.code, slots["line"], found].compactMap { $0 }.joined(separator: " ")
  }
}

/// A column as JSON text, which shows lists and records too.
private func written(_ table: LoadedTable, _ name: String) -> String {
  guard let column = table.dataset.column(name) else { return "no column \(name)" }
  return String(decoding: JsonWriter.write(column).dropLast(), as: UTF8.self)
}

@Suite struct JsonReadingTests {
  @Test func shapes() throws {
    let shapes = [
      "[{\"a\":1,\"b\":\"x\"},{\"a\":2,\"b\":\"y\"}]",
      "{\"a\":[1,2],\"b\":[\"x\",\"y\"]}",
      "{\"values\":[{\"a\":1,\"b\":\"x\"},{\"a\":2,\"b\":\"y\"}]}",
      "{\"mark\":\"bar\",\"data\":{\"values\":[{\"a\":1,\"b\":\"x\"},{\"b\":\"y\",\"a\":2}]}}",
      "{\"count\":2,\"rest\":[1,2],\"cars\":[{\"a\":1,\"b\":\"x\"},{\"a\":2,\"b\":\"y\"}]}",
      "{\"a\":1,\"b\":\"x\"}\n{\"a\":2,\"b\":\"y\"}\n",
      "\u{FEFF} {\"a\":1,\"b\":\"x\"}\r\n\r\n{\"a\":2,\"b\":\"y\"}",
      "{\"a\":{\"0\":1,\"1\":2},\"b\":{\"0\":\"x\",\"1\":\"y\"}}",
      "{\"0\":{\"a\":1,\"b\":\"x\"},\"1\":{\"b\":\"y\",\"a\":2}}",
      "[[\"a\",\"b\"],[1,\"x\"],[2,\"y\"]]",
    ]
    for shape in shapes {
      let t = try json(shape)
      #expect(t.dataset.names == ["a", "b"], "\(shape)")
      #expect(written(t, "a") == "[1, 2]", "\(shape)")
      #expect(written(t, "b") == "[\"x\", \"y\"]", "\(shape)")
      #expect(t.notes.isEmpty)
    }
    #expect(try json(shapes[3]).part == "data.values")
    #expect(try json(shapes[4]).part == "cars")
    let one = try json("{\"x\":1,\"pt\":[30,20]}", lines: true)
    #expect(one.dataset.count == 1)
    #expect(written(one, "pt") == "[[30, 20]]")
    #expect(written(try json("[1, 2.5, null]"), "value") == "[1, 2.5, null]")
    #expect(written(try json("[[1], [], [2, 3]]"), "value") == "[[1], [], [2, 3]]")
    #expect(written(try json("[[1, 2], [3, 4]]"), "column_2") == "[2, 4]")
    #expect(try json("[]").dataset.count == 0)
    #expect(try json("[{}, {}]").dataset.count == 2)
    #expect(written(try json("{\"a\": 1, \"b\": {\"c\": 2}}"), "b") == "[{\"c\": 2}]")
    let left = try json("{\"title\": \"run 5\", \"x\": [1, 2], \"y\": [3, 4]}")
    #expect(left.dataset.names == ["x", "y"])
    #expect(left.leftOut == ["title"])
    #expect(mistake("{\"x\":[1,2],\"y\":[3]}") == "json-lengths x")
    #expect(mistake("{\"x\":[{}],\"y\":[{}]}") == "several-tables `x` (1 row) and `y` (1 row)")
    for text in ["5", "\"a\"", "null", "true"] { #expect(mistake(text) == "json-no-table") }
    for text in ["", " \n ", "\u{FEFF}"] { #expect(mistake(text) == "empty-file") }
  }

  @Test func tablesAreChosenByName() throws {
    let text = """
      {"cars": [{"a": 1}, {"a": 2}], "makers": [{"b": 3}], "title": "t", "x.y": [4, 5],
       "data": {"p": [{"c": 6}], "q": [{"d": 7}]}}
      """
    func choose(_ name: String) -> String? {
      var options = DelimitedOptions()
      options.table = name
      do throws(DataMistake) {
        let table = try JsonReader.read(Array(text.utf8), options: options, origin: "x.json")
        return "\(table.part): \(table.dataset.names.joined(separator: " ")) \(table.dataset.count)"
      } catch {
        return error.slots["tables"].map { "\(error.code) \($0)" } ?? error.slots["names"]
          ?? error.code
      }
    }
    #expect(choose("cars") == "cars: a 2")
    #expect(choose("makers") == "makers: b 1")
    #expect(choose("x.y") == "x.y: value 2")
    #expect(choose("data.q") == "data.q: d 1")
    #expect(choose("data") == "`p` (1 row) and `q` (1 row)")
    #expect(choose("title") == "unknown-table cars\nmakers\nx.y\ndata")
    #expect(choose("data.r") == "unknown-table p\nq")
    #expect(mistake(text) == "several-tables `data.p` (1 row) and `data.q` (1 row)")
    var options = DelimitedOptions()
    options.table = "a"
    for text in ["[{\"a\": 1}]", "{\"a\": 1}\n{\"a\": 2}", "{\"a\": 1}", "5"] {
      #expect(throws: DataMistake.self) {
        try JsonReader.read(Array(text.utf8), options: options)
      }
    }
  }

  @Test func numbers() throws {
    let t = try json(
      """
      [{"w": 9223372036854775807, "d": 0.1, "e": 1e3, "b": 9223372036854775808, "z": -0, "n": NaN},
       {"w": -9223372036854775807, "d": 1.7976931348623157e308, "e": -2.5E-3, "b": 1, "z": 0, "n": 1}]
      """)
    #expect(cells(t, "w") == ["9223372036854775807", "-9223372036854775807"])
    #expect(cells(t, "d") == ["0.1", "1.7976931348623157e+308"])
    #expect(cells(t, "e") == ["1000.0", "-0.0025"])
    #expect(cells(t, "b") == ["9223372036854775808", "1"])
    #expect(cells(t, "z") == ["0", "0"])
    #expect(cells(t, "n") == ["~", "1"])
    let long = "0." + String(repeating: "123456789", count: 40)
    #expect(cells(try json("[\(long)]"), "value") == ["\(Double(long) ?? 0)"])
    let huge = try json("[1e999, -Infinity, 3, 4]")
    #expect(cells(huge, "value") == ["~", "~", "3", "4"])
    #expect(huge.notes.first?.slots["bad"] == "2")
    #expect(huge.notes.first?.slots["sample"] == "1e999")
    for text in ["012", "1.", "1.e3", "1e", "1e+", "-", "+1", ".5", "--1", "0x10", "1_000", "-a"] {
      #expect(mistake("[\(text)]").hasPrefix("broken-json 1"), "\(text)")
    }
  }

  @Test func texts() throws {
    let t = try json(
      #"["a\"b\\c\/d", "\b\f\n\r\t", "\u00e9\u20AC\ud83d\ude00", "é€😀", "", "NA", " x "]"#)
    #expect(
      cells(t, "value") == [
        "a\"b\\c/d", "\u{8}\u{C}\n\r\t", "é€😀", "é€😀", "", "NA", " x ",
      ])
    #expect(t.gaps == 0)
    #expect(mistake("[\n\"\\q\"]") == "json-letter 2 \\q")
    #expect(mistake("[\"\\ud83d\"]") == "json-letter 1 \\ud83d")
    #expect(mistake("[\"\\ude00 and more letters\"]") == "json-letter 1 \\ude00")
    #expect(mistake("[\"\\u12g4 and more letters\"]") == "json-letter 1 \\u12g4")
    #expect(mistake("[\"abc\n\", 1]") == "json-open-text 1")
    #expect(mistake("[\"a\u{1}b\"]").hasPrefix("json-letter 1"))
    // Bytes that are no UTF-8 are letters of Windows-1252, in a few places or everywhere.
    let latin = try JsonReader.read([0x5B, 0x0A, 0x22, 0xE9, 0x22, 0x5D])
    #expect(cells(latin, "value") == ["é"] && latin.encoding == .windows1252)
    let mixed = try JsonReader.read(Array("[\"äöü\", \"".utf8) + [0xE9] + Array("\"]".utf8))
    #expect(cells(mixed, "value") == ["äöü", "é"] && mixed.encoding == .utf8)
    #expect(mixed.notes.map { $0.code } == ["stray-bytes"])
    // Every length of text, with the special letter at each place of a word of eight.
    for length in 0..<40 {
      let plain = String(repeating: "x", count: length)
      #expect(cells(try json("[\"\(plain)\",\"\(plain)\\n\"]"), "value") == [plain, plain + "\n"])
    }
    var utf16: [UInt8] = [0xFF, 0xFE]
    for unit in "[{\"é\":1}]".utf16 { utf16 += [UInt8(unit & 255), UInt8(unit >> 8)] }
    #expect(try JsonReader.read(utf16).dataset.names == ["é"])
  }

  @Test func kinds() throws {
    let t = try json(
      """
      [{"d": "2026-11-22", "t": true, "l": [1, 2.5], "r": {"x": 1, "y": "a"}, "e": []},
       {"l": [], "new": 5, "r": {"y": "b"}, "e": []},
       {"d": null, "t": false, "l": null, "r": null, "e": []},
       {"d": "2026-11-23T10:30:00Z", "r": {"x": 2, "z": [{"q": 1}, {"q": 2}]}, "e": []}]
      """)
    #expect(cells(t, "d") == ["2026-11-22", "~", "~", "2026-11-23 10:30"])
    #expect(cells(t, "t") == ["true", "~", "false", "~"])
    #expect(cells(t, "new") == ["~", "5", "~", "~"])
    #expect(written(t, "l") == "[[1, 2.5], [], null, null]")
    #expect(written(t, "e") == "[[], [], [], []]")
    #expect(
      written(t, "r") == """
        [{"x": 1, "y": "a", "z": null}, {"x": null, "y": "b", "z": null}, \
        {"x": null, "y": null, "z": null}, {"x": 2, "y": null, "z": [{"q": 1}, {"q": 2}]}]
        """)
    #expect(t.dataset.names == ["d", "t", "l", "r", "e", "new"])
    #expect(cells(try json("[\"2026-11-22\", \"soon\"]"), "value") == ["2026-11-22", "soon"])
    #expect(cells(try json("[\"2026-13-22\"]"), "value") == ["2026-13-22"])
  }

  @Test func mixedKinds() throws {
    let many = Array(repeating: "{\"x\":7}", count: 8).joined(separator: ",")
    let t = try json(
      "[{\"x\":1},{\"x\":\"oops\"},{\"x\":2},{\"x\":[3]},{\"x\":\"NA\"},{\"x\":3.5},\(many)]")
    #expect(cells(t, "x").prefix(6) == ["1.0", "~", "2.0", "~", "~", "3.5"])
    #expect(t.notes.count == 1)
    let slots = t.notes[0].slots
    #expect(t.notes[0].code == "bad-cells")
    #expect(slots["bad"] == "2" && slots["count"] == "14" && slots["row"] == "2")
    #expect(slots["sample"] == "oops" && slots["kind"] == "numbers" && slots["name"] == "x")
    let words = try json("[\"a\", 1, \"NA\", \"b\"]")
    #expect(cells(words, "value") == ["a", "1", "NA", "b"] && words.notes.isEmpty)
    let answers = try json("[\"a\", true, null, 3]")
    #expect(cells(answers, "value") == ["a", "true", "~", "3"] && answers.notes.isEmpty)
    // Fewer than nine of ten are numbers.
    let few = try json("[1.5, \"b\", 3, null, -2e-7]")
    #expect(cells(few, "value") == ["1.5", "b", "3", "~", "-2e-07"])
    // Whole numbers without room in 64 bits are codes; among decimals they are rounded as those are.
    let long = try json("[1, 123456789012345678901234567890, null, -9223372036854775808]")
    #expect(
      cells(long, "value") == ["1", "123456789012345678901234567890", "~", "-9223372036854775808"])
    #expect(long.gaps == 1)
    let rounded = try json("[0.5, 100000000000000000000, 2]")
    #expect(cells(rounded, "value") == ["0.5", "1e+20", "2.0"])
    let exact = try json("[9007199254740993, 9223372036854775807]")
    #expect(cells(exact, "value") == ["9007199254740993", "9223372036854775807"])
    let nested = try json("[{\"l\":[1,2]},{\"l\":[]},{\"l\":[3,true,4]}]")
    #expect(written(nested, "l") == "[[1, 2], [], [3, null, 4]]")
    #expect(nested.notes[0].slots["row"] == "3")
    #expect(nested.notes[0].slots["sample"] == "true")
    let stray = try json("[{\"a\":1}, 7, {\"a\":2}]")
    #expect(cells(stray, "a") == ["1", "~", "2"])
    #expect(stray.notes[0].slots["sample"] == "7")
  }

  @Test func options() throws {
    let text = "[{\"a\":-999,\"b (m)\":\"?\",\"c\":{\"d\":[1]}},{\"a\":2,\"b (m)\":\"x\"}]"
    let marked = try json(text) {
      $0.missingNumbers = [-999]
      $0.missingWords = ["?"]
    }
    #expect(cells(marked, "a") == ["~", "2"])
    #expect(cells(marked, "b") == ["~", "x"])
    #expect(marked.dataset.column("b")?.unit == "m")
    for lines in [false, true] {
      let rows = lines ? "{\"a\":1,\"b\":[],\"c\":3}\n{\"c\":4,\"b\":{}}" : text
      let some = try json(rows, lines: lines) { $0.columns = ["c", "a"] }
      #expect(some.dataset.names == ["c", "a"])
      #expect(throws: DataMistake.self) { try json(rows, lines: lines) { $0.columns = ["q"] } }
    }
    let inside = try json("{\"values\":\(text)}") { $0.columns = ["a"] }
    #expect(inside.dataset.names == ["a"])
    for shape in [text, "{\"values\":\(text)}", "{\"a\":1}\n{\"a\":2}", "[[1,2],[3,4]]"] {
      #expect(try json(shape) { $0.rows = 1 }.dataset.count == 1)
      #expect(try json(shape) { $0.rows = 0 }.dataset.count == 0)
      #expect(try json(shape) { $0.rows = 9 }.dataset.count == 2)
    }
  }

  @Test func broken() {
    #expect(mistake("[1,\n2,\n]") == "broken-json 3 ]")
    #expect(mistake("{\"a\":1,}") == "broken-json 1 }")
    #expect(mistake("{'a':1}") == "broken-json 1 '")
    #expect(mistake("[1, // one\n2]") == "broken-json 1 /")
    #expect(mistake("# cars\n[1]") == "broken-json 1 #")
    #expect(mistake("[True]") == "broken-json 1 true")
    #expect(mistake("[None, 2]") == "broken-json 1 null")
    #expect(mistake("[1 2]") == "broken-json 1 2")
    #expect(mistake("{\"a\" 1}") == "broken-json 1 1")
    #expect(mistake("{a: 1}") == "broken-json 1 a")
    #expect(mistake("[1]]") == "broken-json 1 ]")
    #expect(mistake("[1] [2]") == "broken-json 1 [")
    #expect(mistake("{\"a\":1} x") == "broken-json 1 x")
    #expect(mistake("{\"a\":1},\n{\"a\":2}") == "broken-json 1 ,")
    #expect(mistake("[1,\n{\"a\":\n") == "json-cut-off 3")
    #expect(mistake("[\"abc") == "json-cut-off 1")
    #expect(mistake("[tru") == "json-cut-off 1")
    #expect(mistake("[{\"a\":1,\"b\":2,\"a\":3}]") == "json-name-twice 1 a")
    #expect(mistake(String(repeating: "[", count: 100_000)) == "json-too-deep 1")
    #expect(mistake(String(repeating: "{\"a\":", count: 100_000)) == "json-too-deep 1")
    let deep = String(repeating: "[", count: 60) + "1" + String(repeating: "]", count: 60)
    #expect(mistake(deep) == "none")
  }

  @Test func aSmallFileDoesNotFillTheMemory() {
    // Many records without anything, then one with many names: a table of gaps alone.
    let names = (0..<60_000).map { "\"\($0)\":1" }.joined(separator: ",")
    let rows = String(repeating: "{},", count: 100_000)
    #expect(mistake("[\(rows){\(names)}]") == "json-mostly-gaps")
    #expect(mistake("[{\(names)},\(rows){}]") == "json-mostly-gaps")
    #expect(mistake("[{\"a\":[{\(names)},\(rows){}]}]") == "json-mostly-gaps")
  }
}
