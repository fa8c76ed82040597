import LinnetData
import Testing

/// Tables of Markdown documents, read and written.
@Suite struct MarkdownTests {
  private func read(_ text: String, _ change: (inout DelimitedOptions) -> Void = { _ in }) throws
    -> Dataset
  {
    var options = DelimitedOptions()
    change(&options)
    return try MarkdownReader.read(Array(text.utf8), options: options, origin: "t.md").dataset
  }

  @Test func aTableIsWritten() throws {
    let dataset = Dataset(
      names: ["x", "word|s"],
      columns: [
        Column(.decimal([1.5, .nan]), unit: "cm"),
        Column(texts: ["a|b", "one\r\ntwo"]),
      ])
    let text = String(decoding: try MarkdownWriter.write(dataset), as: UTF8.self)
    #expect(
      text == """
        | x [cm] | word\\|s |
        | ---: | --- |
        | 1.5 | a\\|b |
        |  | one<br>two |

        """)
    #expect(try read(text).names == ["x", "word|s"])
  }

  @Test func aTableIsFoundAmongOtherLines() throws {
    let table = try read(
      "# Title\r\n\r\n a | b\r\n:-:|--\r\n1 | \"x\\\r\n | 2 |\r\n\r\nThe end | or so.\r\n")
    #expect(table.names == ["a", "b"] && table.count == 2)
    #expect(try read("|a|\n|-|\n||\n|1|").count == 2)
    #expect(try read("a,b\n1,2\n").names == ["a", "b"])
  }

  @Test func rowsThatAreTooLongAreAMistake() {
    let error = #expect(throws: DataMistake.self) { try read("|a|b|\n|-|-|\n|1|2|3|\n") }
    #expect(error?.code == "ragged-row")
  }

  @Test func columnsAndRowsMayBeChosen() throws {
    let table = try read("|a|b|\n|-|-|\n|1|2|\n|3|4|\n") {
      $0.columns = ["b"]
      $0.rows = 1
      $0.separator = UInt8(ascii: ";")
    }
    #expect(table.names == ["b"] && table.count == 1)
  }

  /// Any bytes end in a table or a mistake with a code.
  @Test func spoiledTablesAreNoHarm() {
    let good = Array(
      "t\n\n| a | b |\n|--|:-:|\n| \\| | <br> |\n| \"x | # |\n```\n| c |\n|-|\n".utf8)
    var state: UInt32 = 5
    for turn in 0..<3000 {
      var bytes = Array(good.prefix(turn % good.count + 1))
      for _ in 0..<(turn % 4) {
        state = state &* 1_664_525 &+ 1_013_904_223
        bytes[Int(state >> 8) % bytes.count] = good[Int(state >> 4) % good.count]
      }
      _ = try? MarkdownReader.read(bytes, origin: "t.md")
    }
  }
}
