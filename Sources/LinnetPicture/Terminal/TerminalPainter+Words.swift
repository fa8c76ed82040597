extension TerminalPainter {
  /// Blocks that fill a cell from the left, by eighths.
  private static let leftEighths = [" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"]

  private func width(_ text: String) -> Int { LabelWidth.cells(text) }

  private func abridged(_ text: String, _ limit: Int) -> String {
    LabelWidth.abridged(text, limit: Double(max(limit, 1))) { Double(LabelWidth.cells($0)) }
  }

  /// Bars over words lie on their side, because words read level: a word, its bar, its number.
  mutating func paintWordBars() {
    guard let words = picture.x.words else { return }
    // Each line of a word is a list of pieces end to end: one for a bar, several for a stack.
    var series: [(parts: [Bins], looks: [Look])] = []
    for (index, layer) in picture.layers.enumerated() {
      switch layer {
      case .bins(let bins): series.append(([bins], looks.layers[index]))
      case .stack(let parts): series.append((parts, looks.layers[index]))
      default: continue
      }
    }
    guard !series.isEmpty, !words.isEmpty else { return }
    let titleRows = picture.x.title.isEmpty ? 0 : 1
    let room = max(1, canvas.rows - top - titleRows)
    let shown = words.count * series.count <= room ? words.count : max(1, (room - 1) / series.count)
    let names = words.prefix(shown).map { abridged($0, canvas.columns / 3) }
    let left = (names.map { width($0) }.max() ?? 0) + 2
    let values = series.map { item in
      let totals = Ranges.stackTops(item.parts).last ?? []
      return totals.map { Numerals.significant($0, digits: 5) }
    }
    let longest = values.map { $0.map { width($0) }.max() ?? 0 }.max() ?? 0
    grid = TerminalGrid(
      left: left, top: top, columns: max(4, canvas.columns - left - longest - 2), rows: room,
      x: barScale, y: barScale)
    // Few words get thick bars with air between.
    let lines = shown * series.count
    let thickness = max(1, min(series.count > 1 ? 2 : 3, (room - shown) / max(lines, 1)))
    let gap = lines * thickness + shown - 1 <= room ? 1 : 0
    var row = top
    for word in 0..<shown {
      if word > 0 {
        for _ in 0..<gap {
          canvas.write("│", row, left - 1)
          row += 1
        }
      }
      let middle = row + (series.count * thickness - 1) / 2
      canvas.write(names[word], middle, left - 2 - width(names[word]))
      for (place, item) in series.enumerated() {
        for line in 0..<thickness {
          canvas.write("│", row, left - 1)
          let end = paintBar(item.parts, item.looks, word, row, Self.filling(place))
          if word < values[place].count, line == (thickness - 1) / 2 {
            canvas.write(values[place][word], row, end + 1)
          }
          row += 1
        }
      }
    }
    if shown < words.count {
      let rest = words.count - shown
      canvas.write("… and \(rest) more", row, left, style.isColored ? .muted : nil)
      row += 1
    }
    let title = abridged(picture.x.title, canvas.columns - 2)
    canvas.write(title, min(row, canvas.rows - 1), max(0, left - 2 - width(title)))
  }

  /// The side scale without the air above it, because the longest bar may reach the end.
  private var barScale: Scale {
    let scale = grid.y
    if scale.isLogarithmic || picture.y.to != nil { return scale }
    return Scale(
      low: scale.low < 0 ? scale.low / 1.08 : scale.low,
      high: scale.high > 0 ? scale.high / 1.08 : scale.high)
  }

  /// Draws one bar; the result is the first column behind it.
  private mutating func paintBar(
    _ parts: [Bins], _ looks: [Look], _ word: Int, _ row: Int, _ filling: String
  )
    -> Int
  {
    let full = grid.columns * 8
    func level(_ value: Double) -> Int {
      max(0, min(Int((grid.x.barPlace(value) * Double(full)).rounded()), full))
    }
    let zero = level(0) / 8 * 8
    var start = zero
    var total = 0.0
    for (place, part) in parts.enumerated() where word < part.counts.count {
      let value = part.height(word)
      if value == 0 { continue }
      total += value
      var end = level(total)
      if end == start && value > 0 { end = min(start + 1, full) }
      let text =
        style.isColored
        ? "█" : (parts.count == 1 ? filling : Self.pattern(place, of: parts.count))
      for column in (min(start, end) / 8)..<max((max(start, end) + 7) / 8, min(start, end) / 8) {
        let filled = max(0, min(max(start, end) - column * 8, 8))
        let isWhole = filled == 8 || end < start || text != "█"
        if isWhole && filled < 4 && end >= start { continue }
        let block = isWhole ? text : Self.leftEighths[filled]
        // A block that begins inside another's last cell stands before its colour.
        let cell = canvas[row, grid.left + column]
        var ground: Paint?
        if style.isColored, column * 8 < start, start < end, cell.paint != nil {
          ground = paint(looks[place])
          canvas[row, grid.left + column].ground = ground
          continue
        }
        canvas[row, grid.left + column] = CellCanvas.Cell(
          text: block, paint: paint(looks[place]), ground: ground)
      }
      start = end
    }
    return grid.left + (max(start, zero) + 7) / 8
  }

  // MARK: Boxes

  /// Boxes lie on their side: a word, whiskers, box and middle value, over a common axis below.
  mutating func paintBoxes(_ boxes: [Box]) {
    let words = picture.x.words ?? []
    let room = max(1, canvas.rows - top - 3)
    let spacing = boxes.count * 2 <= room ? 2 : 1
    let shown = min(boxes.count, room / spacing)
    let names = words.prefix(shown).map { abridged($0, canvas.columns / 3) }
    let left = (names.map { width($0) }.max() ?? 0) + 2
    grid = TerminalGrid(
      left: left, top: top, columns: max(8, canvas.columns - left - 2),
      rows: shown * spacing + (spacing == 2 ? 1 : 0), x: grid.y, y: grid.y)
    for (place, box) in boxes.prefix(shown).enumerated() {
      let row = top + place * spacing + spacing - 1
      if place < names.count { canvas.write(names[place], row, left - 2 - width(names[place])) }
      paintBox(box, row)
    }
    for row in 0..<grid.rows { canvas.write("│", grid.top + row, left - 1) }
    let row = grid.top + grid.rows
    canvas.write("└", row, left - 1)
    for column in 0..<grid.columns { canvas.write("─", row, left + column) }
    let scale = grid.x
    let ticks = Ticks.linear(scale, count: max(2, grid.columns / 10))
    for tick in ticks.major {
      guard let column = grid.column(tick.value) else { continue }
      canvas.write("┬", row, column)
      let label = tick.flat
      canvas.write(
        label, row + 1, max(0, min(column - width(label) / 2, canvas.columns - width(label))))
    }
    if shown < boxes.count {
      canvas.write("… and \(boxes.count - shown) more", row + 2, left)
    }
  }

  private mutating func paintBox(_ box: Box, _ row: Int) {
    guard let low = grid.column(box.low), let high = grid.column(box.high),
      let lower = grid.column(box.lowerQuarter), let upper = grid.column(box.upperQuarter),
      let median = grid.column(box.median), low <= lower, lower <= upper, upper <= high
    else { return }
    let paint = style.isColored ? Paint.series(0) : nil
    for value in box.outliers {
      if let column = grid.column(value) { canvas.write("○", row, column, paint) }
    }
    for column in low...high { canvas.write("─", row, column, paint) }
    canvas.write("├", row, low, paint)
    canvas.write("┤", row, high, paint)
    for column in lower...upper { canvas.write(style.isColored ? "█" : "▒", row, column, paint) }
    canvas.overlay("┃", row, median, nil, isColored: style.isColored)
  }
}
