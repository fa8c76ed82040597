import LinnetText
import Testing

@testable import LinnetData

/// JSON read in stretches by several workers is what one pass reads.
@Suite struct JsonStretchTests {
  /// Three workers that take their turns.
  private final class Three: Workers, @unchecked Sendable {
    override var width: Int { 3 }
    override func run(count: Int, body: @Sendable (Int) -> Void) {
      // In another order than they come.
      for piece in stride(from: count - 1, through: 0, by: -1) { body(piece) }
    }
  }

  private func outcome(
    _ bytes: [UInt8], isLines: Bool, _ workers: Workers, _ stretch: Int,
    _ options: DelimitedOptions = DelimitedOptions()
  ) -> String {
    do throws(DataMistake) {
      let table = try JsonReader.read(
        bytes, isLines: isLines, options: options, workers: workers, stretchBytes: stretch)
      var text = "\(table.dataset.count) \(table.gaps) \(table.part) \(table.leftOut)\n"
      for (name, column) in zip(table.dataset.names, table.dataset.columns) {
        text += "\(name) \(column.kind) \(column.unit)\n"
      }
      for note in table.notes { text += "\(note.code) \(note.slots.sorted { $0.key < $1.key })\n" }
      return text + String(decoding: JsonWriter.write(table.dataset), as: UTF8.self)
    } catch {
      return "\(error.code) \(error.slots.sorted { $0.key < $1.key })"
    }
  }

  private func wasShared(_ bytes: [UInt8], isLines: Bool, _ stretch: Int) -> Bool {
    let text = bytes + [0]
    return text.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return false }
      let stretches = JsonStretches(
        base, count: bytes.count, options: DelimitedOptions(), isLines: isLines, workers: Three(),
        stretchBytes: stretch, progress: { _, _ in true })
      if let collected = try? stretches.collect() { return collected.rows > 1 }
      var parser = JsonParser(
        base, count: bytes.count, options: DelimitedOptions(), progress: { _, _ in true })
      parser.stretches = stretches
      guard (try? parser.document(into: JsonColumn(name: ""), isLines: isLines)) != nil else {
        return false
      }
      return parser.sharedLists > 0
    }
  }

  /// Random values of JSON, with what is awkward for cutting.
  private struct Values {
    var numbers: Numbers

    mutating func text() -> String {
      let words = [
        "a", "", "NA", "12", "x,y", "},{", "]}", "\\\"", "\\\\", "\\\\\\\"", "\\u00e9", "ä€😀", "[",
        "{\\\"a\\\": 1}",
        "2024-01-02", "\\n",
      ]
      var text = "\""
      for _ in 0...numbers.next(3) { text += words[numbers.next(words.count)] }
      return text + "\""
    }

    mutating func value(_ depth: Int) -> String {
      switch numbers.next(depth > 2 ? 7 : 10) {
      case 0: return "\(numbers.next(1000) - 500)"
      case 1: return "\(Double(numbers.next(1000)) / 8)"
      case 2: return "null"
      case 3: return numbers.next(2) == 0 ? "true" : "false"
      case 4, 5: return text()
      case 6: return ["9007199254740993", "NaN", "1e400", "-0", "1.5e3"][numbers.next(5)]
      case 7: return record(depth + 1)
      default:
        return "[" + (0..<numbers.next(4)).map { _ in value(depth + 1) }.joined(separator: ", ")
          + "]"
      }
    }

    mutating func record(_ depth: Int) -> String {
      var names = ["x", "name", "l", "r", "late", "é", "a b", "k\\n"]
      var parts: [String] = []
      for _ in 0..<numbers.next(6) {
        let name = names.remove(at: numbers.next(names.count))
        // Some names hold one kind of value nearly everywhere.
        let value = name == "x" ? "\(numbers.next(100))" : name == "name" ? text() : value(depth)
        parts.append("\"\(name)\":" + (numbers.next(3) == 0 ? " " : "") + value)
      }
      return "{" + parts.joined(separator: numbers.next(2) == 0 ? "," : ", ") + "}"
    }
  }

  private struct Numbers {
    var state: UInt64
    mutating func next(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(limit))
    }
  }

  @Test func randomDocumentsReadTheSameInAnyStretches() {
    var values = Values(numbers: Numbers(state: 3))
    var shared = 0
    for turn in 0..<600 {
      let count = 5 + values.numbers.next(60)
      let rows = (0..<count).map { _ in
        values.numbers.next(40) == 0 ? values.value(0) : values.record(0)
      }
      let kind = turn % 6
      let text =
        switch kind {
        case 0: rows.joined(separator: "\n")
        case 1: "[" + rows.joined(separator: ",") + "]"
        case 4:
          "{\"meta\": {\"n\": [{\"a\": 1}]}, \"data\": [" + rows.joined(separator: ", ")
            + "], \"end\": [\"]\", 3]}"
        case 5:
          "{\"type\": \"x\", \"result\": {\"fields\": [], \"records\":\n["
            + rows.joined(separator: ",\n")
            + "\n]}}"
        case 2: " [\n  " + rows.joined(separator: ",\n  ") + "\n]\n"
        default: rows.joined(separator: " \n\n ") + "\n"
        }
      var bytes = Array(text.utf8)
      // Now and then spoiled, so that mistakes are the same too.
      if values.numbers.next(4) == 0 {
        for _ in 0...values.numbers.next(2) {
          bytes[values.numbers.next(bytes.count)] = UInt8(32 + values.numbers.next(95))
        }
      }
      let isLines = kind == 0 || kind == 3 && turn % 12 < 6
      let one = outcome(bytes, isLines: isLines, Workers(), 1)
      for stretch in [1, 7, 40, 200] {
        if wasShared(bytes, isLines: isLines, stretch) { shared += 1 }
        let many = outcome(bytes, isLines: isLines, Three(), stretch)
        #expect(many == one, "stretches of \(stretch): \(text)")
        if many != one { return }
      }
    }
    // The test would say nothing if one pass had read them all.
    #expect(shared > 800)
  }

  @Test func cutDocumentsGiveTheMistakesOfOnePass() {
    var values = Values(numbers: Numbers(state: 5))
    let rows = (0..<12).map { _ in values.record(0) }
    for text in [
      "[" + rows.joined(separator: ",") + "]", rows.joined(separator: "\n") + "\n",
    ] {
      let bytes = Array(text.utf8)
      for count in 0..<bytes.count {
        let cut = Array(bytes.prefix(count))
        let one = outcome(cut, isLines: false, Workers(), 1)
        #expect(outcome(cut, isLines: false, Three(), 30) == one, "\(count)")
      }
    }
  }

  @Test func columnsAreLeftOutInStretchesToo() {
    let text =
      "[" + (0..<50).map { "{\"a\": \($0), \"b\": [1, {\"c\": \"},{\"}]}" }.joined(separator: ",")
      + "]"
    var options = DelimitedOptions()
    options.columns = ["a"]
    let bytes = Array(text.utf8)
    #expect(wasShared(bytes, isLines: false, 64))
    #expect(
      outcome(bytes, isLines: false, Three(), 64, options)
        == outcome(bytes, isLines: false, Workers(), 64, options))
  }

  @Test func namesThatComeLateAskForNoMoreRoomThanInOnePass() {
    // Each record has names of its own: nearly all cells would be gaps.
    let rows = (0..<4000).map { "{\"n\($0)\": 1}" }
    let bytes = Array(("[" + rows.joined(separator: ",") + "]").utf8)
    let one = outcome(bytes, isLines: false, Workers(), 1)
    #expect(one.hasPrefix("json-mostly-gaps"))
    #expect(outcome(bytes, isLines: false, Three(), 512) == one)
  }
}
