import LinnetText

extension Dataset {
  /// The dataset as a table for a notebook or a page: the first rows and the last two.
  ///
  /// One `div` that needs nothing from outside and runs no script. Its colours follow the page, so it
  /// reads on light and dark ground; every heading is marked as one, gaps are read aloud as *missing*,
  /// and any text in the data is shown as it is. What `describe` gives is drawn with its small pictures.
  public func html(maximumRows: Int = 20, maximumColumns: Int = 40) -> String {
    if let summary { return SummaryHTML.render(summary) }
    return TableHTML.render(self, maximumRows: maximumRows, maximumColumns: maximumColumns)
  }

  /// A whole page with all rows and columns, on light ground or dark as the reader's screen asks for.
  public func page(title: String) -> String {
    """
    <!doctype html>
    <html lang="en">
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <meta name="color-scheme" content="light dark">
    <title>\(HTMLText.escaped(title))</title>
    <style>body{font-family:system-ui,sans-serif;margin:1em}</style>
    \(html(maximumRows: count, maximumColumns: names.count))</html>

    """
  }
}

/// A dataset as a table in HTML.
enum TableHTML {
  /// How long a text in a cell may be.
  static let cellLength = 160

  /// The table with the same rows and cells as `TableText`.
  static func render(_ dataset: Dataset, maximumRows: Int, maximumColumns: Int) -> String {
    let excerpt = TableExcerpt(dataset, maximumRows: maximumRows)
    let shown = ColumnChoice.places(
      dataset.names.count, newest: dataset.newest.compactMap { dataset.place(of: $0) },
      room: max(1, maximumColumns), gap: 0
    ) { _ in 1 }
    var names = "<tr><td></td>"
    var kinds = "<tr class=\"k\"><td></td>"
    var lines = excerpt.rows.map { row in
      "<tr><th scope=\"row\">\(DigitGrouping.grouped(row + 1))</th>"
    }
    var before = -1
    var marks = 0
    for place in shown {
      if place > before + 1 {
        // What is left out between two columns is marked beside their names.
        names += "<th scope=\"col\">…</th>"
        kinds += "<td></td>"
        for line in lines.indices { lines[line] += "<td></td>" }
        marks += 1
      }
      before = place
      let column = excerpt.column(place)
      let side = column.isNumber ? " class=\"n\"" : ""
      names += "<th scope=\"col\"\(side)>\(HTMLText.escaped(column.title))</th>"
      kinds += "<td\(side)>\(column.kind)</td>"
      let tails =
        column.isNumber
        ? PointAlignment.tails(column.cells) : [String](repeating: "", count: lines.count)
      for line in lines.indices {
        guard let text = column.cells[line] else {
          lines[line] += "<td\(side)>\(gap)</td>"
          continue
        }
        lines[line] += "<td\(side)>" + HTMLText.escaped(text, cutTo: cellLength)
        lines[line] += hidden(tails[line]) + "</td>"
      }
    }
    for line in lines.indices { lines[line] += "</tr>" }
    if let cut = excerpt.cut {
      lines.insert(
        "<tr aria-hidden=\"true\"><th>⋮</th>"
          + "<td colspan=\"\(shown.count + marks)\"></td></tr>", at: cut)
    }
    return frame(
      caption: caption(excerpt, shown: shown), head: [names + "</tr>", kinds + "</tr>"], body: lines
    )
  }

  /// How large the dataset is, and what of it is not shown.
  private static func caption(_ excerpt: TableExcerpt, shown: [Int]) -> String {
    let dataset = excerpt.dataset
    if dataset.names.isEmpty { return "an empty dataset" }
    let rows = DigitGrouping.counted(dataset.count, "row")
    var text = excerpt.cut == nil ? rows : "… \(rows) in all"
    let isShown = Set(shown)
    let left = dataset.names.indices.filter { !isShown.contains($0) }.map { dataset.names[$0] }
    let more = left.count
    if more > 0 {
      text += ", and \(DigitGrouping.grouped(more)) more " + (more == 1 ? "column: " : "columns: ")
      text += left.prefix(12).joined(separator: ", ") + (more > 12 ? ", …" : "")
    }
    return text
  }

  /// What stands for a gap.
  static let gap = "<span class=\"g\" role=\"img\" aria-label=\"missing\">–</span>"

  /// The end that a number lacks, so that points stand below each other: it takes its place unseen.
  static func hidden(_ tail: String) -> String {
    tail.isEmpty ? "" : "<i aria-hidden=\"true\">\(tail)</i>"
  }

  /// A whole table around its lines.
  static func frame(caption: String, head: [String], body: [String]) -> String {
    var text = "<div class=\"linnet-table\">\n<style>\n\(style)</style>\n<table>\n"
    text += "<caption>\(HTMLText.escaped(caption))</caption>\n"
    text += "<thead>\n" + head.joined(separator: "\n") + "\n</thead>\n"
    text += "<tbody>\n" + body.map { $0 + "\n" }.joined() + "</tbody>\n</table>\n</div>\n"
    return text
  }

  /// Half-transparent greys go with any ground.
  private static let style = """
    .linnet-table{overflow-x:auto;max-width:100%}
    .linnet-table table{border-collapse:collapse;border:none;margin:0;font-size:.9em;line-height:1.35;\
    font-variant-numeric:tabular-nums}
    .linnet-table caption{caption-side:bottom;text-align:left;padding:.4em .6em;color:inherit;opacity:.75}
    .linnet-table th,.linnet-table td{padding:.15em .6em;border:none;text-align:left;\
    vertical-align:baseline;white-space:nowrap;max-width:32em;overflow:hidden;text-overflow:ellipsis}
    .linnet-table .n{text-align:right}
    .linnet-table thead tr:last-child>*{border-bottom:1px solid rgba(127,127,127,.6)}
    .linnet-table tbody tr+tr>*{border-top:1px solid rgba(127,127,127,.2)}
    .linnet-table .k td,.linnet-table tbody th{font-weight:normal;font-size:.9em;opacity:.7;\
    padding-left:.667em;padding-right:.667em}
    .linnet-table tbody th{text-align:right}
    .linnet-table tbody th.c{text-align:left;font-weight:bold;font-size:1em;opacity:1;\
    padding-left:.6em;padding-right:.6em}
    .linnet-table .g{opacity:.6}
    .linnet-table i{visibility:hidden;font-style:normal}
    .linnet-table svg{display:block;fill:currentColor;opacity:.75}

    """
}
