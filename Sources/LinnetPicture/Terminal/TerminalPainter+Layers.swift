extension TerminalPainter {
  /// Blocks that fill a cell from the bottom, by eighths.
  static let eighths = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// Draws one layer into the grid.
  mutating func paint(_ layer: Layer, _ looks: [Look], _ index: Int) {
    let look = looks.first ?? Look(paint: .ink, place: 0)
    switch layer {
    case .bins(let bins):
      if bins.style == .points {
        paintErrorPoints(bins, look, grid)
      } else if bins.style == .filled || isFirstStanding(index) {
        paintColumns(bins, look)
      } else {
        paintOutline(bins, look)
      }
    case .stack(let parts): paintStack(parts, looks)
    case .points(let points): paintScatter(points, look)
    case .line(let line): paintLine(line, look)
    case .boxes: break
    case .cells(let cells): paintCells(cells)
    }
  }

  private func isFirstStanding(_ index: Int) -> Bool {
    picture.layers.firstIndex {
      switch $0 {
      case .bins(let bins): bins.style != .points
      case .stack: true
      default: false
      }
    } == index
  }

  private var binLayers: Int {
    picture.layers.filter { if case .bins = $0 { true } else { false } }.count
  }

  // MARK: Bars

  /// The height over each column: of the bin at its middle, or the mean of all bins within.
  private func heights(_ edges: [Double], _ values: [Double]) -> [Double?] {
    var result = [Double?](repeating: nil, count: grid.columns)
    guard edges.count == values.count + 1, !values.isEmpty else { return result }
    var sums = [Double](repeating: 0, count: grid.columns)
    var counts = [Double](repeating: 0, count: grid.columns)
    for bin in values.indices {
      if let column = grid.column(edges[bin] / 2 + edges[bin + 1] / 2) {
        sums[column - grid.left] += values[bin]
        counts[column - grid.left] += 1
      }
    }
    var bin = 0
    for column in 0..<grid.columns {
      let middle = grid.x.value((Double(column) + 0.5) / Double(grid.columns))
      while bin < values.count - 1, edges[bin + 1] <= middle { bin += 1 }
      if counts[column] > 1 {
        result[column] = sums[column] / counts[column]
      } else if middle >= edges[bin], middle <= edges[bin + 1] {
        result[column] = values[bin]
      }
    }
    return result
  }

  /// The level of a number in eighths of a row above the bottom of the grid.
  private func level(_ value: Double) -> Int {
    let full = grid.rows * 8
    let place = max(0, min(grid.y.barPlace(value), 1))
    let level = Int((place * Double(full)).rounded())
    // Whatever is there can be seen.
    let zero = max(0, min(Int((grid.y.barPlace(0) * Double(full)).rounded()), full))
    if level == zero, value > 0, place > grid.y.barPlace(0) { return min(zero + 1, full) }
    return level
  }

  private var zeroLevel: Int {
    max(0, min(Int((grid.y.barPlace(0) * Double(grid.rows * 8)).rounded()), grid.rows * 8))
  }

  private mutating func paintColumns(_ bins: Bins, _ look: Look) {
    let zero = zeroLevel
    let hasOverlay = !style.isColored && bins.style == .outlined && binLayers > 1
    for (column, height) in heights(bins.edges, bins.counts.indices.map { bins.height($0) })
      .enumerated()
    {
      guard let height, height != 0 else { continue }
      let level = level(height)
      for row in 0..<grid.rows {
        let base = (grid.rows - 1 - row) * 8
        var text = " "
        if level > zero {
          if base + 8 > zero { text = Self.eighths[max(0, min(level - base, 8))] }
        } else if base < zero {
          // Below zero the block hangs from the top of its cell; there are only halves of those.
          let filled = max(0, min(base + 8 - level, 8))
          text = filled >= 6 ? "█" : (filled >= 2 ? "▀" : " ")
        }
        if text != " ", hasOverlay {
          // Outlines in the same colour need a lighter ground than solid blocks.
          if level - base >= 4 || level < zero { text = "░" } else if base > 0 { text = " " }
        }
        if text != " " { canvas.write(text, grid.top + row, grid.left + column, paint(look)) }
      }
    }
    guard zero > 0 else { return }
    // A line at zero where bars go both ways.
    let row = grid.top + grid.rows - zero / 8
    for column in 0..<grid.columns where canvas[row, grid.left + column].isBlank {
      canvas.write("┄", row, grid.left + column, style.isColored ? .muted : nil)
    }
  }

  private mutating func paintStack(_ parts: [Bins], _ looks: [Look]) {
    guard let edges = parts.first?.edges else { return }
    let tops = Ranges.stackTops(parts).map { heights(edges, $0) }
    for column in 0..<grid.columns {
      let levels = tops.map { top in top[column].map { $0 == 0 ? 0 : level($0) } ?? 0 }
      for row in 0..<grid.rows {
        paintStackCell(levels, looks, row, column)
      }
    }
  }

  /// A cell shows the two parts that fill most of it, the lower one as a block before the upper one.
  private mutating func paintStackCell(_ levels: [Int], _ looks: [Look], _ row: Int, _ column: Int)
  {
    let base = (grid.rows - 1 - row) * 8
    var pieces: [(part: Int, size: Int)] = []
    var below = base
    for part in levels.indices {
      let end = max(below, min(levels[part], base + 8))
      if end > below { pieces.append((part, end - below)) }
      below = end
    }
    guard !pieces.isEmpty else { return }
    let empty = base + 8 - below
    while pieces.count > 2 || (pieces.count == 2 && empty > 0) {
      // The thinnest piece gives its room to its neighbour.
      var thinnest = 0
      for index in pieces.indices where pieces[index].size < pieces[thinnest].size {
        thinnest = index
      }
      let size = pieces.remove(at: thinnest).size
      pieces[min(thinnest, pieces.count - 1)].size += size
    }
    let place = (row: grid.top + row, column: grid.left + column)
    guard style.isColored else {
      let main = pieces.count == 2 && pieces[1].size >= pieces[0].size ? pieces[1] : pieces[0]
      let filled = 8 - empty
      let pattern = Self.pattern(main.part, of: levels.count)
      if pattern == "█" {
        canvas.write(Self.eighths[filled], place.row, place.column)
      } else if filled >= 4 || base == 0 {
        canvas.write(filled >= 2 ? pattern : "▁", place.row, place.column)
      }
      return
    }
    if pieces.count == 2 {
      canvas[place.row, place.column] = CellCanvas.Cell(
        text: Self.eighths[min(pieces[0].size, 8)], paint: looks[pieces[0].part].paint,
        ground: looks[pieces[1].part].paint)
    } else {
      canvas[place.row, place.column] = CellCanvas.Cell(
        text: Self.eighths[min(pieces[0].size, 8)], paint: looks[pieces[0].part].paint)
    }
  }

  private mutating func paintOutline(_ bins: Bins, _ look: Look) {
    if style.isAscii {
      for (column, height) in heights(bins.edges, bins.counts).enumerated() {
        guard let height, let row = grid.row(height) else { continue }
        canvas.write(Self.mark(look.place), row, grid.left + column)
      }
      return
    }
    var dots = BrailleCanvas(columns: grid.columns, rows: grid.rows)
    let width = Double(grid.columns)
    var before = grid.y.barPlace(0)
    for (column, height) in heights(bins.edges, bins.counts.indices.map { bins.height($0) })
      .enumerated()
    {
      let place = min(grid.y.barPlace(height ?? 0), 0.999_999)
      let left = (Double(column) + 0.01) / width
      dots.line(left, max(before, 0), left, max(place, 0), paint(look))
      dots.line(left, max(place, 0), (Double(column) + 0.99) / width, max(place, 0), paint(look))
      before = place
    }
    lay(dots)
  }

  // MARK: Points and lines

  private mutating func lay(_ dots: BrailleCanvas) {
    for row in 0..<dots.rows {
      for column in 0..<dots.columns {
        guard let cell = dots.cell(row, column) else { continue }
        canvas.overlay(
          cell.text, grid.top + row, grid.left + column, cell.paint, isColored: style.isColored)
      }
    }
  }

  /// Points with error bars at the middle of each bin that holds something.
  mutating func paintErrorPoints(_ bins: Bins, _ look: Look, _ grid: TerminalGrid) {
    let points = Points(
      x: bins.counts.indices.map { bins.center($0) },
      y: bins.counts.indices.map { bins.hasPoint($0) ? bins.counts[$0] : .nan },
      errorsBelow: bins.errorsBelow, errorsAbove: bins.errorsAbove)
    paintErrorPoints(points, look, grid)
  }

  private mutating func paintErrorPoints(_ points: Points, _ look: Look, _ grid: TerminalGrid) {
    let paint = look.paint == .ink ? nil : self.paint(look)
    let rows = Double(grid.rows)
    for index in points.x.indices where points.y[index].isFinite {
      // A hair to the left, so that a point between two columns stands in the first.
      guard let place = grid.x.place(points.x[index]), place >= 0, place <= 1 else { continue }
      let column =
        grid.left + max(0, min(Int(place * Double(grid.columns) - 1e-6), grid.columns - 1))
      let high = grid.y.barPlace(points.y[index] + points.above(index)) * rows
      let low = grid.y.barPlace(points.y[index] - points.below(index)) * rows
      let own = grid.row(points.y[index])
      for level in 0..<grid.rows where high > Double(level) && low < Double(level + 1) {
        let row = grid.top + grid.rows - 1 - level
        if row == own || points.above(index) + points.below(index) == 0 { continue }
        let top = min(high - Double(level), 1)
        let bottom = max(low - Double(level), 0)
        if top - bottom < 0.2 { continue }
        let text = top <= 0.5 ? "╷" : (bottom >= 0.5 ? "╵" : "│")
        canvas.overlay(text, row, column, paint, isColored: style.isColored)
      }
      if let own { canvas.overlay("●", own, column, paint, isColored: style.isColored) }
    }
  }

  /// True when points are so few that each deserves a mark that is easily seen.
  private var isSparse: Bool {
    let total = picture.layers.reduce(0) { sum, layer in
      if case .points(let points) = layer { sum + points.x.count } else { sum }
    }
    return total * 4 <= grid.rows * grid.columns
  }

  private mutating func paintScatter(_ points: Points, _ look: Look) {
    if !points.errorsAbove.isEmpty {
      paintErrorPoints(points, look, grid)
      return
    }
    if !points.shades.isEmpty && !style.isColored {
      for index in points.x.indices where points.shades[index].isFinite {
        if let column = grid.column(points.x[index]), let row = grid.row(points.y[index]) {
          canvas.write(Self.shade(points.shades[index]), row, column)
        }
      }
      return
    }
    // Groups are told apart by their marks, also by those who do not see the colours.
    if style.isAscii || hasGroups && points.shades.isEmpty || isCrowded && !style.isColored {
      var counts: [Int: Int] = [:]
      for index in points.x.indices {
        guard let column = grid.column(points.x[index]), let row = grid.row(points.y[index]) else {
          continue
        }
        counts[row * 1000 + column, default: 0] += 1
      }
      for key in counts.keys.sorted() {
        let count = counts[key] ?? 0
        let text =
          isCrowded || hasGroups
          ? Self.mark(look.place) : (count == 1 ? "." : (count < 4 ? "o" : "@"))
        canvas.write(text, key / 1000, key % 1000, paint(look))
      }
      return
    }
    if points.shades.isEmpty && isSparse {
      for index in points.x.indices {
        if let column = grid.column(points.x[index]), let row = grid.row(points.y[index]) {
          canvas.write("•", row, column, paint(look))
        }
      }
      return
    }
    var dots = BrailleCanvas(columns: grid.columns, rows: grid.rows)
    for index in points.x.indices {
      guard let x = grid.x.place(points.x[index]), let y = grid.y.place(points.y[index]) else {
        continue
      }
      let shade =
        points.shades.isEmpty || !style.isColored
        ? paint(look) : .shade((points.shades[index] * 31).rounded() / 31)
      dots.dot(x, y, shade)
    }
    lay(dots)
  }

  private mutating func paintLine(_ line: Line, _ look: Look) {
    let usesMarks = style.isAscii || (isCrowded && !style.isColored)
    var dots = BrailleCanvas(columns: grid.columns, rows: grid.rows)
    var before: (x: Double, y: Double)?
    for index in line.x.indices {
      guard let x = grid.x.place(line.x[index]), let y = grid.y.place(line.y[index]) else {
        before = nil
        continue
      }
      let start = before ?? (x, y)
      // No line through a pole.
      let isPole = line.isCurve && min(start.y, y) < 0 && max(start.y, y) > 1
      if line.isFilled { fill(&dots, from: start, to: (x, y), paint(look)) }
      if !isPole { dots.line(start.x, start.y, x, y, paint(look)) }
      before = (x, y)
    }
    guard usesMarks else {
      lay(dots)
      return
    }
    let mark = isCrowded ? Self.mark(look.place) : "*"
    for row in 0..<dots.rows {
      for column in 0..<dots.columns where dots.cell(row, column) != nil {
        canvas.write(mark, grid.top + row, grid.left + column)
      }
    }
  }

  /// Fills what lies between a piece of a line and zero, with every second column of dots left out.
  private func fill(
    _ dots: inout BrailleCanvas, from start: (x: Double, y: Double), to end: (x: Double, y: Double),
    _ paint: Paint?
  ) {
    let width = Double(grid.columns)
    let zero = max(0, min(1, grid.y.barPlace(0)))
    // In the left half of each cell, well away from where two cells meet.
    var cell = max(0, (start.x * width - 0.25).rounded(.up))
    while (cell + 0.25) / width <= min(1, end.x) {
      let x = (cell + 0.25) / width
      let share = end.x > start.x ? (x - start.x) / (end.x - start.x) : 0
      dots.line(x, zero, x, start.y + (end.y - start.y) * share, paint)
      cell += 1
    }
  }

  // MARK: Grids of counts

  private mutating func paintCells(_ cells: Cells) {
    let columns = cells.xEdges.count - 1
    guard columns > 0, let shading = picture.shading else { return }
    let scale = Scale(low: shading.low, high: shading.high)
    func bin(_ edges: [Double], _ value: Double) -> Int? {
      var low = 0
      var high = edges.count - 1
      guard value >= edges[low], value <= edges[high] else { return nil }
      while high - low > 1 {
        let middle = (low + high) / 2
        if edges[middle] <= value { low = middle } else { high = middle }
      }
      return low
    }
    for row in 0..<grid.rows {
      let y = grid.y.value(1 - (Double(row) + 0.5) / Double(grid.rows))
      guard let binRow = bin(cells.yEdges, y) else { continue }
      for column in 0..<grid.columns {
        let x = grid.x.value((Double(column) + 0.5) / Double(grid.columns))
        guard let binColumn = bin(cells.xEdges, x) else { continue }
        let count = cells.counts[binRow * columns + binColumn]
        if count == 0 { continue }
        let place = scale.place(count) ?? 0
        let text = style.isColored ? "█" : Self.shade(place)
        canvas.write(
          text, grid.top + row, grid.left + column,
          style.isColored ? .shade((place * 31).rounded() / 31) : nil)
      }
    }
  }
}
