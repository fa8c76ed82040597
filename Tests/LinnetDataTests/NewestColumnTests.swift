import Testing

@testable import LinnetData

/// A table too wide for its place shows the columns that the newest step put in.
@Suite struct NewestColumnTests {
  private var wide: Dataset {
    Dataset(
      names: (1...30).map { "column\($0)" },
      columns: (1...30).map { Column(.whole([Int64($0), 100])) })
  }

  private func heading(_ dataset: Dataset, _ width: Int = 50) -> String {
    TableText.render(dataset, width: width).split(separator: "\n").first.map { String($0) } ?? ""
  }

  @Test func withoutOneTheFirstAreShown() {
    #expect(heading(wide) == "   column1  column2  column3  column4  column5")
  }

  @Test func theNewestIsShown() {
    let more = wide.setting("m", to: Column(.whole([1, 2])))
    #expect(heading(more) == "   column1  column2  column3  column4  …  m")
    #expect(TableText.render(more, width: 50).contains("… 26 more columns: column5, column6"))
    let kept = more.first(1).selecting(more.names)
    #expect(heading(kept) == heading(more))
    #expect(heading(more, 20) == "   column1  …  m")
    #expect(heading(more, 400).hasSuffix("column30  m"))
    #expect(TableText.render(more, width: 40, isUnicode: false).contains("...  m"))
  }

  @Test func oneInTheMiddleIsShown() {
    let changed = wide.setting("column20", to: Column(.whole([7, 8])))
    #expect(heading(changed) == "   column1  column2  column3  column4  …  column20")
    // One that is shown in any case changes nothing.
    #expect(heading(wide.setting("column2", to: Column(.whole([7, 8])))) == heading(wide))
  }

  @Test func ofManyTheLastAreShown() {
    var more = wide
    let names = (1...9).map { "new_name_\($0)" }
    for name in names { more = more.setting(name, to: Column(.whole([1, 2]))) }
    Dataset.mark(newest: names, in: &more)
    #expect(heading(more) == "   column1  …  new_name_7  new_name_8  new_name_9")
    #expect(heading(more, 16) == "   …  new_name_9")
  }

  @Test func pagesShowItToo() {
    let more = wide.setting("m", to: Column(.whole([1, 2])))
    let page = TableHTML.render(more, maximumRows: 5, maximumColumns: 4)
    #expect(page.contains("column3</th><th scope=\"col\">…</th><th scope=\"col\""))
    #expect(page.contains(">m</th>"))
    #expect(page.contains("; 27 columns not shown: column4, column5"))
  }
}
