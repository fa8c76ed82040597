extension TerminalPainter {
  private func abridged(_ text: String, _ limit: Int) -> String {
    LabelWidth.abridged(text, limit: Double(max(limit, 1))) { Double(LabelWidth.cells($0)) }
  }

  /// The axis at the left of a grid with its labels.
  ///
  /// With `isAligned` a label stands in the row that a bar of its height just fills.
  mutating func paintSideAxis(_ grid: TerminalGrid, _ ticks: Ticks, isAligned: Bool) {
    for row in 0..<grid.rows { canvas.write("│", grid.top + row, grid.left - 1) }
    for tick in ticks.major {
      guard let place = grid.y.place(tick.value), place > -1e-6, place < 1 + 1e-6 else { continue }
      let row: Int
      if isAligned {
        let level = Int((place * Double(grid.rows)).rounded())
        // Zero at the bottom is the axis itself.
        if level == 0 {
          writeLabel(tick, grid.top + grid.rows, grid)
          continue
        }
        row = grid.top + grid.rows - level
      } else {
        row = grid.row(tick.value) ?? grid.top
      }
      writeLabel(tick, row, grid)
      canvas.write("┤", row, grid.left - 1)
    }
  }

  private mutating func writeLabel(_ tick: Tick, _ row: Int, _ grid: TerminalGrid) {
    let label = tick.flat
    canvas.write(label, row, grid.left - 1 - LabelWidth.cells(label))
  }

  /// The axis below a grid, its labels and its title.
  mutating func paintLowerAxis(_ grid: TerminalGrid) {
    let row = grid.top + grid.rows
    canvas.write("└", row, grid.left - 1)
    for column in 0..<grid.columns { canvas.write("─", row, grid.left + column) }
    let ticks = lowerTicks(grid)
    for tick in ticks.major {
      guard let place = grid.x.place(tick.value), place > -1e-6, place < 1 + 1e-6 else { continue }
      let column = tickColumn(place, grid)
      canvas.write("┬", row, column)
      let width = LabelWidth.cells(tick.flat)
      let start = max(0, min(column - width / 2, canvas.columns - width))
      canvas.write(tick.flat, row + 1, start)
    }
    var title = picture.x.title
    if ticks.exponent != 0 { title += " ×10" + Numerals.superscript(ticks.exponent) }
    let short = abridged(title, canvas.columns - 2)
    let end = max(LabelWidth.cells(short), min(grid.left + grid.columns + 1, canvas.columns))
    canvas.write(short, row + 2, end - LabelWidth.cells(short))
    if picture.shading != nil { paintShading(self.grid) }
  }

  /// Edges of bins lie between columns: a mark stands in the first column after its number.
  private func tickColumn(_ place: Double, _ grid: TerminalGrid) -> Int {
    grid.left + min(Int((place * Double(grid.columns) + 1e-6).rounded(.down)), grid.columns)
  }

  func lowerTicks(_ grid: TerminalGrid) -> Ticks {
    Ticks.choose(grid.x, picture.x, count: max(2, min(11, grid.columns / 8))) { ticks in
      var end = -1
      for tick in ticks {
        let column = self.tickColumn(grid.x.place(tick.value) ?? 0, grid)
        let width = LabelWidth.cells(tick.flat)
        let start = max(0, min(column - width / 2, self.canvas.columns - width))
        if start <= end + 1 { return false }
        end = start + width - 1
      }
      return true
    }
  }

  /// A column of shades with the numbers at its ends.
  private mutating func paintShading(_ grid: TerminalGrid) {
    guard let shading = picture.shading, grid.rows > 2 else { return }
    let left = grid.left + grid.columns + 2
    for row in 0..<grid.rows {
      let place = 1 - (Double(row) + 0.5) / Double(grid.rows)
      let text = style.isColored ? "█" : Self.shade(place)
      canvas.write(text, grid.top + row, left, style.isColored ? .shade(place) : nil)
    }
    let limit = canvas.columns - left - 1
    canvas.write(abridged(Numerals.significant(shading.high, digits: 3), limit), grid.top, left + 1)
    canvas.write(
      abridged(Numerals.significant(shading.low, digits: 3), limit), grid.top + grid.rows - 1,
      left + 1)
  }

  /// A density of dots for a place from 0 to 1 where colours are missing.
  static func shade(_ place: Double) -> String {
    let shades = ["·", "░", "▒", "▓", "█"]
    return shades[max(0, min(Int(place * 5), 4))]
  }

  /// The ratio panel below the main grid; the result is its grid.
  mutating func paintRatio(_ content: RatioPanel, rows: Int) -> TerminalGrid {
    var below = grid
    below.top = grid.top + grid.rows + 1
    below.rows = rows
    below.y = content.scale
    canvas.write("├", below.top - 1, grid.left - 1)
    for column in 0..<grid.columns { canvas.write("─", below.top - 1, grid.left + column) }
    if let one = below.row(1) {
      for column in 0..<grid.columns {
        canvas.write("┄", one, grid.left + column, style.isColored ? .muted : nil)
      }
    }
    for (layer, bins) in content.series {
      let look = looks.layers[layer].first ?? Look(paint: .ink, place: 0)
      paintErrorPoints(bins, look, below)
    }
    paintSideAxis(below, Ticks.linear(below.y, count: 3), isAligned: false)
    canvas.write(picture.ratioLabel, below.top - 1, grid.left + 1)
    return below
  }
}
