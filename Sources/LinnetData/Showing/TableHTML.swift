import LinnetText

extension Dataset {
  /// The dataset as a table for a notebook: the first rows and the last two.
  ///
  /// One `div` that needs nothing from outside, runs no script and has no style sheet, so that it stays as it is in a
  /// notebook that somebody else has run. Its colours follow the page, so it reads on light and dark ground;
  /// every heading is marked as one, gaps are called *missing*, and any text in the data is shown as it is. What
  /// `describe` gives is drawn with its small pictures.
  public func html(maximumRows: Int = 20, maximumColumns: Int = 40) -> String {
    html(maximumRows: maximumRows, maximumColumns: maximumColumns, looks: .inline)
  }

  private func html(maximumRows: Int, maximumColumns: Int, looks: HTMLLooks) -> String {
    if let summary { return SummaryHTML.render(summary, looks: looks) }
    return TableHTML.render(
      self, maximumRows: maximumRows, maximumColumns: maximumColumns, looks: looks)
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
    \(html(maximumRows: count, maximumColumns: names.count, looks: .sheet))</html>

    """
  }
}

/// A dataset as a table in HTML.
enum TableHTML {
  /// How long a text in a cell may be.
  static let cellLength = 160
  /// How long the whole text may be that a cut cell shows under the pointer.
  static let titleLength = 2000

  /// The table with the same rows and cells as `TableText`.
  static func render(
    _ dataset: Dataset, maximumRows: Int, maximumColumns: Int, looks: HTMLLooks = .inline
  ) -> String {
    let excerpt = TableExcerpt(dataset, maximumRows: maximumRows)
    let shown = ColumnChoice.places(
      dataset.names.count, newest: dataset.newest.compactMap { dataset.place(of: $0) },
      room: max(1, maximumColumns), gap: 0
    ) { _ in 1 }
    var names = "<tr><td></td>"
    var kinds = "<tr\(looks.kinds)><td></td>"
    var lines = excerpt.rows.map { row in
      "<tr><th scope=\"row\"\(looks.rowNumber)>\(DigitGrouping.grouped(row + 1))</th>"
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
      let side = looks.cell(isNumber: column.isNumber)
      let title = HTMLText.escaped(column.title, cutTo: cellLength)
      names += "<th scope=\"col\"\(side)\(whole(column.title))>\(title)</th>"
      kinds += "<td\(looks.kind(isNumber: column.isNumber))>\(column.kind)</td>"
      let tails =
        column.isNumber
        ? PointAlignment.tails(column.cells) : [String](repeating: "", count: lines.count)
      for line in lines.indices {
        guard let text = column.cells[line] else {
          lines[line] += "<td\(side)>\(looks.gap)</td>"
          continue
        }
        lines[line] += "<td\(side)\(whole(text))>" + HTMLText.escaped(text, cutTo: cellLength)
        lines[line] += looks.hidden(tails[line]) + "</td>"
      }
    }
    for line in lines.indices { lines[line] += "</tr>" }
    if let cut = excerpt.cut {
      lines.insert(
        "<tr aria-hidden=\"true\"><th>⋮</th>"
          + "<td colspan=\"\(shown.count + marks)\"></td></tr>", at: cut)
    }
    return looks.frame(
      caption: caption(excerpt, shown: shown), head: [names + "</tr>", kinds + "</tr>"], body: lines
    )
  }

  /// The attribute that gives the whole of a text that is shown cut; nothing for others.
  private static func whole(_ text: String) -> String {
    guard HTMLText.cut(text, to: cellLength) != nil else { return "" }
    return " title=\"\(HTMLText.escaped(text, cutTo: titleLength))\""
  }

  /// How large the dataset is, and what of it is not shown.
  private static func caption(_ excerpt: TableExcerpt, shown: [Int]) -> String {
    let dataset = excerpt.dataset
    if dataset.names.isEmpty { return "an empty dataset" }
    var text = DigitGrouping.counted(dataset.count, "row")
    if let cut = excerpt.cut {
      text = "first \(DigitGrouping.grouped(cut)) and last \(excerpt.rows.count - cut) of " + text
    }
    text += ", " + DigitGrouping.counted(dataset.names.count, "column")
    let isShown = Set(shown)
    let left = dataset.names.indices.filter { !isShown.contains($0) }.map { dataset.names[$0] }
    if !left.isEmpty {
      text += "; " + DigitGrouping.counted(left.count, "column") + " not shown: "
      text +=
        left.prefix(12).map { HTMLText.cut($0, to: 40).map { $0 + "…" } ?? $0 }
        .joined(separator: ", ") + (left.count > 12 ? ", …" : "")
    }
    return text
  }
}
