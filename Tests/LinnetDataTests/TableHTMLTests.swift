import Testing

@testable import LinnetData

/// Tables for notebooks and pages.
@Suite struct TableHTMLTests {
  /// The lines between `<table>` and `</table>`.
  private func lines(_ html: String) -> [String] {
    html.split(separator: "\n").map { String($0) }.drop { $0 != "<table>" }
      .dropFirst().prefix { $0 != "</table>" }
  }

  @Test func aSmallTable() {
    let birds = Dataset(
      names: ["species", "mass", "sex"],
      columns: [
        Column(texts: ["Adelie", "Gentoo"]), Column(decimals: [3750.5, 5000], unit: "g"),
        Column(texts: ["male", nil]),
      ])
    #expect(
      lines(birds.html()) == [
        "<caption>2 rows</caption>", "<thead>",
        "<tr><td></td><th scope=\"col\">species</th><th scope=\"col\" class=\"n\">mass [g]</th><th scope=\"col\">sex</th></tr>",
        "<tr class=\"k\"><td></td><td>text</td><td class=\"n\">number</td><td>text</td></tr>",
        "</thead>", "<tbody>",
        "<tr><th scope=\"row\">1</th><td>Adelie</td><td class=\"n\">3750.5</td><td>male</td></tr>",
        "<tr><th scope=\"row\">2</th><td>Gentoo</td><td class=\"n\">5000<i aria-hidden=\"true\">.0</i></td><td><span class=\"g\" role=\"img\" aria-label=\"missing\">–</span></td></tr>",
        "</tbody>",
      ])
  }

  @Test func aLongTableShowsBothEnds() {
    let long = Dataset(names: ["n"], columns: [Column(wholes: (1...1207).map { Int64($0) })])
    let text = lines(long.html(maximumRows: 5))
    #expect(text[0] == "<caption>… 1207 rows in all</caption>")
    #expect(text.filter { $0.hasPrefix("<tr><th scope=\"row\">") }.count == 5)
    #expect(text[9] == "<tr aria-hidden=\"true\"><th>⋮</th><td colspan=\"1\"></td></tr>")
    #expect(text[11].contains(">1207</td>"))
    let wide = Dataset(
      names: (1...60).map { "c\($0)" }, columns: (1...60).map { _ in Column(wholes: [1]) })
    #expect(lines(wide.html())[0].contains("and 20 more columns: c41, c42, "))
  }

  @Test func anyTextIsShownAsItIs() {
    let evil = "</td><script>alert(\"1\" & '2')</script>\u{0}\u{7}"
    let table = Dataset(names: [evil], columns: [Column(texts: [evil]).with(unit: evil)])
    for html in [table.html(), try? table.described().html()].compactMap({ $0 }) {
      #expect(!html.contains("<script"))
      #expect(html.utf8.allSatisfy { $0 >= 0x20 || $0 == 0x0A })
      #expect(html.contains("&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)"))
    }
    let longest = Dataset(
      names: ["t"], columns: [Column(texts: [String(repeating: "&", count: 5000)])])
    #expect(lines(longest.html())[6].contains(String(repeating: "&amp;", count: 160) + "…</td>"))
  }

  @Test func emptyTables() {
    #expect(
      lines(Dataset(names: [], columns: []).html())[0] == "<caption>an empty dataset</caption>")
    #expect(
      lines(Dataset(names: ["x"], columns: [Column(wholes: [])]).html())[0].contains("0 rows"))
  }

  /// Every element is closed in its place: the whole is read by a reader of XML.
  @Test func everyElementIsClosed() throws {
    for html in [DescribeTests.sample.html(), try DescribeTests.sample.described().html()] {
      #expect(XMLChecker.isWellFormed(html))
    }
  }

  @Test func describeWithPictures() throws {
    let text = lines(try DescribeTests.sample.described().html())
    #expect(text[0] == "<caption>4 rows, 8 columns</caption>")
    #expect(
      text[5]
        == "<tr><th scope=\"row\" class=\"c\">species</th><td>texts</td><td class=\"n\">1</td><td colspan=\"4\">2 different, most often Adelie (2)</td></tr>"
    )
    #expect(
      text[9]
        == "<tr><th scope=\"row\" class=\"c\">year</th><td>numbers</td><td class=\"n\">0</td><td class=\"n\">2007<i aria-hidden=\"true\">.0</i></td><td class=\"n\">2007.75</td><td class=\"n\">2009</td><td><svg width=\"24\" height=\"16\" viewBox=\"0 0 24 16\" role=\"img\" aria-label=\"counts in 3 equal steps: 2, 1, 1\"><rect x=\"0\" y=\"0\" width=\"7\" height=\"16\"/><rect x=\"8\" y=\"8\" width=\"7\" height=\"8\"/><rect x=\"16\" y=\"8\" width=\"7\" height=\"8\"/></svg></td></tr>"
    )
  }
}

/// Checks that every tag that opens is closed in its place.
enum XMLChecker {
  /// True when it is so, and no `&` or `<` stands alone.
  static func isWellFormed(_ text: String) -> Bool {
    var open: [Substring] = []
    var rest = text[...]
    while let start = rest.firstIndex(of: "<") {
      guard let end = rest[start...].firstIndex(of: ">") else { return false }
      let tag = rest[rest.index(after: start)..<end]
      rest = rest[rest.index(after: end)...]
      if tag.hasSuffix("/") { continue }
      let name = tag.split(separator: " ")[0]
      if name.hasPrefix("/") {
        guard open.popLast() == name.dropFirst() else { return false }
      } else {
        open.append(name)
      }
    }
    return open.isEmpty
  }
}
