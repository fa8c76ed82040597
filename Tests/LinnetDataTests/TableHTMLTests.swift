import LinnetText
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
        "<caption style=\"caption-side:bottom;text-align:left;opacity:.75\">2 rows, 3 columns</caption>",
        "<thead>",
        "<tr><td></td><th scope=\"col\"\(left)>species</th><th scope=\"col\"\(right)>mass [g]</th><th scope=\"col\"\(left)>sex</th></tr>",
        "<tr><td></td><td style=\"text-align:left;font-size:.85em;opacity:.7\">text</td><td style=\"text-align:right;font-size:.85em;opacity:.7\">number</td><td style=\"text-align:left;font-size:.85em;opacity:.7\">text</td></tr>",
        "</thead>", "<tbody>",
        "<tr><th scope=\"row\"\(number)>1</th><td\(left)>Adelie</td><td\(right)>3750.5</td><td\(left)>male</td></tr>",
        "<tr><th scope=\"row\"\(number)>2</th><td\(left)>Gentoo</td><td\(right)>5000<i aria-hidden=\"true\" style=\"visibility:hidden\">.0</i></td><td\(left)><span style=\"opacity:.6\" title=\"missing\" role=\"img\" aria-label=\"missing\">–</span></td></tr>",
        "</tbody>",
      ])
  }

  private let left = " style=\"text-align:left\""
  private let right = " style=\"text-align:right;white-space:nowrap\""
  private let number = " style=\"text-align:right;font-weight:normal;opacity:.7\""

  /// A notebook that somebody else ran keeps tables only without style sheets, scripts and drawn pictures.
  @Test func nothingThatANotebookThrowsAway() throws {
    for html in [DescribeTests.sample.html(), try DescribeTests.sample.described().html()] {
      for word in ["<style", "<script", "<svg", " id=", " on", "color:", "url("] {
        #expect(!html.contains(word), "\(word)")
      }
    }
    let page = DescribeTests.sample.page(title: "birds")
    #expect(page.contains("<style>\n.linnet-table") && page.contains(" class=\"n\""))
    #expect(!page.contains(" style="))
  }

  @Test func aLongTableShowsBothEnds() {
    let long = Dataset(names: ["n"], columns: [Column(wholes: (1...1207).map { Int64($0) })])
    let text = lines(long.html(maximumRows: 5))
    #expect(text[0].hasSuffix(">first 3 and last 2 of 1207 rows, 1 column</caption>"))
    #expect(text.filter { $0.hasPrefix("<tr><th scope=\"row\"") }.count == 5)
    #expect(text[9] == "<tr aria-hidden=\"true\"><th>⋮</th><td colspan=\"1\"></td></tr>")
    #expect(text[11].contains(">1207</td>"))
    let wide = Dataset(
      names: (1...60).map { "c\($0)" }, columns: (1...60).map { _ in Column(wholes: [1]) })
    #expect(lines(wide.html())[0].contains("1 row, 60 columns; 20 columns not shown: c41, c42, "))
    let widest = Dataset(
      names: (1...300).map { "c\($0)" }, columns: (1...300).map { _ in Column(wholes: [1]) })
    #expect(widest.html().utf8.count < 12_000)
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
    let cell = lines(longest.html())[6]
    #expect(cell.contains(">" + String(repeating: "&amp;", count: 160) + "…</td>"))
    #expect(cell.contains("title=\"" + String(repeating: "&amp;", count: 2000) + "…\""))
    let turned = Dataset(
      names: ["a\u{202E}b"], columns: [Column(texts: ["x\u{2066}y\u{85}z", "שלום"])])
    #expect(turned.html().contains(">ab</th>") && turned.html().contains(">xy z</td>"))
    #expect(turned.html().contains(">שלום</td>"))
  }

  @Test func emptyTables() {
    #expect(
      lines(Dataset(names: [], columns: []).html())[0].hasSuffix(">an empty dataset</caption>"))
    #expect(
      lines(Dataset(names: ["x"], columns: [Column(wholes: [])]).html())[0].contains("0 rows"))
  }

  /// Every element is closed in its place: the whole is read by a reader of XML.
  @Test func everyElementIsClosed() throws {
    let described = try DescribeTests.sample.described()
    for html in [
      DescribeTests.sample.html(), described.html(),
      SummaryHTML.render(try #require(try DescribeTests.sample.described().summary), looks: .sheet),
    ] {
      #expect(XMLChecker.isWellFormed(html))
    }
  }

  @Test func describeWithPictures() throws {
    let text = lines(
      SummaryHTML.render(try #require(try DescribeTests.sample.described().summary), looks: .sheet))
    #expect(text[0] == "<caption>4 rows, 8 columns</caption>")
    #expect(
      text[5]
        == "<tr><th scope=\"row\" class=\"c\">species</th><td>texts</td><td class=\"n\">1</td><td colspan=\"4\">2 different, most often Adelie (2)</td></tr>"
    )
    #expect(
      text[9]
        == "<tr><th scope=\"row\" class=\"c\">year</th><td>numbers</td><td class=\"n\">0</td><td class=\"n\">2007<i aria-hidden=\"true\">.0</i></td><td class=\"n\">2007.75</td><td class=\"n\">2009</td><td><svg width=\"24\" height=\"16\" viewBox=\"0 0 24 16\" role=\"img\" aria-label=\"counts in 3 equal steps: 2, 1, 1\"><rect x=\"0\" y=\"0\" width=\"7\" height=\"16\"/><rect x=\"8\" y=\"8\" width=\"7\" height=\"8\"/><rect x=\"16\" y=\"8\" width=\"7\" height=\"8\"/></svg></td></tr>"
    )
    let notebook = lines(try DescribeTests.sample.described().html())
    #expect(notebook[0].hasSuffix(">4 rows, 8 columns</caption>"))
    #expect(notebook[9].contains("title=\"counts in 3 equal steps: 2, 1, 1\""))
    #expect(notebook[9].contains(">▇▃▃</span></td></tr>"))
  }

  /// Numbers, texts and gaps of many shapes: a cell says what the table of text says.
  @Test func cellsAreThoseOfTheTableOfText() {
    var numbers = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      let count = Int.random(in: 0...15, using: &numbers)
      let column = RandomColumns.column(count, &numbers)
      let table = Dataset(names: ["c"], columns: [column])
      let text = TableText.render(table, width: 400, maximumRows: 20).split(separator: "\n")
      let cells = lines(table.html(maximumRows: 20)).filter {
        $0.hasPrefix("<tr><th scope=\"row\"")
      }
      #expect(cells.count == count)
      for row in 0..<count {
        let written = RandomColumns.text(cells[row])
        let shown = TextWidth.cut(written, to: 40)
        let line = String(text[row + 1])
        #expect(line.hasSuffix(" " + shown), "\(line) | \(written)")
      }
    }
  }
}

/// Columns of all kinds with any values.
private enum RandomColumns {
  static func column(_ count: Int, _ numbers: inout SystemRandomNumberGenerator) -> Column {
    func many<Item>(_ item: (inout SystemRandomNumberGenerator) -> Item) -> [Item] {
      (0..<count).map { _ in item(&numbers) }
    }
    let signs = Array("ab <>&\"'…éß漢🐦\u{301}\n\t5.–")
    switch Int.random(in: 0...6, using: &numbers) {
    case 0:
      return Column(
        decimals: many {
          Bool.random(using: &$0)
            ? .nan
            : Double.random(in: -1...1, using: &$0)
              * ([1, 1e3, 1e9, 1e-7].randomElement(using: &$0) ?? 1)
        })
    case 1: return Column(wholes: many { Int64.random(in: -99_999...99_999, using: &$0) })
    case 2:
      return Column(
        texts: many { numbers in
          if Int.random(in: 0...3, using: &numbers) == 0 { return nil }
          return "x"
            + String(
              (0..<Int.random(in: 0...60, using: &numbers)).map { _ in
                signs.randomElement(using: &numbers) ?? "a"
              }) + "x"
        })
    case 3: return Column(.truth(many { UInt8.random(in: 0...2, using: &$0) }))
    case 4: return Column(.date(many { Int64.random(in: -1_000_000...1_000_000, using: &$0) }))
    case 5:
      return Column(
        .measurement(
          values: many { Double.random(in: -100...100, using: &$0) },
          errors: many { Double.random(in: 0...3, using: &$0) }))
    default:
      return Column(
        .list(
          offsets: [0] + (0..<count).map { 3 * ($0 + 1) },
          items: Column(decimals: (0..<(3 * count)).map { Double($0) / 4 }), gaps: []))
    }
  }

  /// What a row's only cell shows.
  static func text(_ row: String) -> String {
    var text = row.components(after: "</th>")
    if let end = text.range(of: "<i ") { text = String(text[..<end.lowerBound]) }
    var shown = ""
    var isTag = false
    for character in text.unicodeScalars {
      if character == "<" { isTag = true }
      if !isTag { shown.unicodeScalars.append(character) }
      if character == ">" { isTag = false }
    }
    for (written, sign) in [
      ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&"),
    ] { shown = shown.replacing(written, with: sign) }
    return shown
  }
}

extension String {
  /// What follows a piece.
  fileprivate func components(after piece: String) -> String {
    range(of: piece).map { String(self[$0.upperBound...]) } ?? self
  }

  /// Where a piece stands first.
  fileprivate func range(of piece: String) -> Range<String.Index>? { firstRange(of: piece) }
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
