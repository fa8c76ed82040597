import LinnetText

extension ProseRows {
  /// A table with its columns under one another; where the window is too narrow, the cells are broken, and where it
  /// is far too narrow, each row becomes lines of `name: cell`.
  mutating func rows(_ table: Prose.Table, width: Int) -> [StyledRow] {
    let header = table.header.map { runs($0, .strong) }
    let body = table.rows.map { row in row.map { runs($0) } }
    guard let sizes = columns([header] + body, width: width) else {
      return listed(header, body, width: width)
    }
    var rows = line(header, sizes, table.alignments)
    if style.isPlain {
      rows.append(StyledRow([Run("---")], colour: false))
    } else {
      let sign = style.isUnicode ? "─" : "-"
      let marks = sizes.map { String(repeating: sign, count: $0) }.joined(separator: "  ")
      rows.append(StyledRow([Run(marks, .quiet)], colour: hasColour))
    }
    for cells in body { rows += line(cells, sizes, table.alignments) }
    return rows
  }

  /// How wide each column is; nil when the window is too narrow for so many.
  private func columns(_ rows: [[[Run]]], width: Int) -> [Int]? {
    let filler = RowFiller(width: width, hasColour: false)
    let count = rows[0].count
    var least = [Int](repeating: 1, count: count)
    var whole = [Int](repeating: 1, count: count)
    for row in rows {
      for (place, cell) in row.enumerated() where place < count {
        let size = filler.sizes(cell)
        least[place] = max(least[place], size.word)
        whole[place] = max(whole[place], size.all)
      }
    }
    let room = width - 2 * (count - 1)
    if whole.reduce(0, +) <= room { return whole }
    if least.reduce(0, +) > room {
      // Long words are cut, but a column of fewer than five places is none.
      guard count > 0, room / count >= 5 else { return nil }
      let fair = room / count
      least = least.map { min($0, max(fair, 5)) }
      while least.reduce(0, +) > room, let widest = least.max(), widest > 1,
        let place = least.firstIndex(of: widest)
      {
        least[place] -= 1
      }
    }
    // What is left goes to the columns that lack most.
    var left = room - least.reduce(0, +)
    while left > 0 {
      let lacking = least.indices.max { whole[$0] - least[$0] < whole[$1] - least[$1] }
      guard let place = lacking, whole[place] > least[place] else { break }
      least[place] += 1
      left -= 1
    }
    return least
  }

  private func line(_ cells: [[Run]], _ sizes: [Int], _ alignments: [Prose.Alignment])
    -> [StyledRow]
  {
    let columns = zip(cells, sizes).map { filled($0, $1, cutsWords: true) }
    let height = max(1, columns.map(\.count).max() ?? 0)
    return (0..<height).map { number in
      var text = ""
      for (place, column) in columns.enumerated() {
        let row = number < column.count ? column[number] : StyledRow()
        let isLast = place == columns.count - 1
        text += row.padded(to: sizes[place], alignments[place], isLast: isLast)
        if !isLast { text += "  " }
      }
      while text.last == " " { text.removeLast() }
      var row = StyledRow()
      row.text = text
      row.width = sizes.reduce(0, +) + 2 * (sizes.count - 1)
      return row
    }
  }

  private func listed(_ header: [[Run]], _ body: [[[Run]]], width: Int) -> [StyledRow] {
    var rows: [StyledRow] = []
    for cells in body {
      if !rows.isEmpty { rows.append(StyledRow()) }
      for (name, cell) in zip(header, cells) where !cell.isEmpty {
        let lines = filled(name + [Run(": ")] + cell, width - 2)
        for (place, row) in lines.enumerated() {
          rows.append(place == 0 ? row : row.indented(by: "  "))
        }
      }
    }
    return rows
  }
}
