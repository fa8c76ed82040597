/// A rectangle of cells with two scales.
struct TerminalGrid {
  /// The first column inside.
  var left: Int
  /// The first row inside.
  var top: Int
  var columns: Int
  var rows: Int
  var x: Scale
  var y: Scale

  /// The column of a number; nil outside.
  func column(_ value: Double) -> Int? {
    guard let place = x.place(value), place >= -1e-9, place <= 1 + 1e-9 else { return nil }
    return left + max(0, min(Int(place * Double(columns)), columns - 1))
  }

  /// The row of a number; nil outside.
  func row(_ value: Double) -> Int? {
    guard let place = y.place(value), place >= -1e-9, place <= 1 + 1e-9 else { return nil }
    return top + rows - 1 - max(0, min(Int(place * Double(rows)), rows - 1))
  }
}

/// Lays a picture out in cells: heading, legend, axes, layers.
struct TerminalPainter {
  let picture: Picture
  let looks: Looks
  let style: TerminalPicture.Style
  var canvas: CellCanvas
  var grid: TerminalGrid
  private let ranges: Ranges
  /// The next free row from the top.
  private(set) var top = 0

  init(
    _ picture: Picture, _ looks: Looks, columns: Int, rows: Int, style: TerminalPicture.Style
  ) {
    self.picture = picture
    self.looks = looks
    self.style = style
    canvas = CellCanvas(columns: columns, rows: rows)
    ranges = Ranges(picture)
    grid = TerminalGrid(left: 0, top: 0, columns: columns, rows: rows, x: ranges.x, y: ranges.y)
  }

  mutating func paint() {
    if !picture.title.isEmpty {
      let title = LabelWidth.abridged(picture.title, limit: Double(canvas.columns - 2)) {
        Double(LabelWidth.cells($0))
      }
      canvas.write(title, 0, 2, isBold: true)
      top = 1
    }
    if picture.x.words != nil {
      paintHeader(picture.y.title)
      if let boxes = boxLayer { paintBoxes(boxes) } else { paintWordBars() }
      return
    }
    let ratioRows = picture.hasRatio && canvas.rows >= 18 ? max(4, canvas.rows / 5) : 0
    let content = ratioRows > 0 ? RatioPanel(picture) : nil
    let taken =
      headerRows + 2 + (picture.x.title.isEmpty ? 0 : 1)
      + (content == nil ? 0 : ratioRows + 1)
    grid.rows = max(3, canvas.rows - top - taken)
    fitGrid()
    paintHeader(sideTitle)
    grid.top = top
    for (index, layer) in picture.layers.enumerated() {
      paint(layer, looks.layers[index], index)
    }
    paintSideAxis(grid, sideTicks, isAligned: isStanding)
    var lowest = grid
    if let content {
      lowest = paintRatio(content, rows: ratioRows)
    }
    paintLowerAxis(lowest)
  }

  /// The boxes of a picture of boxes.
  private var boxLayer: [Box]? {
    for case .boxes(let boxes) in picture.layers { return boxes }
    return nil
  }

  // MARK: Heading and legend

  private var sideTitle: String {
    let exponent = sideTicks.exponent
    return exponent == 0
      ? picture.y.title : picture.y.title + " ×10" + Numerals.superscript(exponent)
  }

  /// The legend's pieces: a symbol and a label each.
  private var legend: [(symbol: String, paint: Paint?, label: String)] {
    looks.legend.map { entry in
      let label = LabelWidth.abridged(
        entry.label, limit: Double(max(8, canvas.columns / (canvas.rows < 15 ? 4 : 3)))
      ) {
        Double(LabelWidth.cells($0))
      }
      return (symbol(entry), paint(entry.look), label)
    }
  }

  private func symbol(_ entry: LegendEntry) -> String {
    switch entry.symbol {
    case .fill: style.isColored ? "█" : pattern(of: entry)
    case .outline: isFirstOutline(entry) ? (style.isColored ? "█" : "░") : "⣀"
    case .line, .curve: style.isColored || !isCrowded ? "⠤" : Self.mark(entry.look.place)
    case .marker: hasGroups || isCrowded && !style.isColored ? Self.mark(entry.look.place) : "●"
    case .errorPoint: "●"
    }
  }

  private func isFirstOutline(_ entry: LegendEntry) -> Bool { entry.look.place == 0 }

  /// The mark of a series, which tells it apart without colours.
  static func mark(_ place: Int) -> String {
    let marks = ["●", "○", "◆", "◇", "▲", "△", "■", "□", "▼", "▽"]
    return marks[place % marks.count]
  }

  /// True when several series of points share the grid.
  var hasGroups: Bool {
    picture.layers.filter { if case .points = $0 { true } else { false } }.count > 1
  }

  /// True when several series of points or lines share the grid.
  var isCrowded: Bool {
    picture.layers.filter {
      switch $0 {
      case .points: true
      case .line(let line): !line.isCurve || !isStanding
      default: false
      }
    }.count > 1
  }

  private func pattern(of entry: LegendEntry) -> String {
    var series = 0
    for (index, layer) in picture.layers.enumerated() {
      if case .bins(let bins) = layer, bins.style != .points {
        if looks.layers[index].first?.paint == entry.look.paint { return Self.filling(series) }
        series += 1
      }
      if case .stack(let parts) = layer,
        let place = looks.layers[index].firstIndex(where: { $0.paint == entry.look.paint })
      {
        return Self.pattern(place, of: parts.count)
      }
    }
    return "█"
  }

  /// The filling of a part of a stack where colours are missing, the part on top solid.
  static func pattern(_ place: Int, of count: Int) -> String {
    let patterns = ["░", "▒", "▓"]
    if place == count - 1 { return "█" }
    return patterns[place % patterns.count]
  }

  /// The filling of the bars of a series where colours are missing, the first solid.
  static func filling(_ series: Int) -> String {
    let fillings = ["█", "▒", "░", "▓"]
    return fillings[series % fillings.count]
  }

  /// The paint of a look; nil where there are no colours.
  func paint(_ look: Look) -> Paint? { style.isColored ? look.paint : nil }

  private var remark: String {
    if let shading = picture.shading {
      return (style.isColored ? "colour: " : "shade: ") + shading.title
    }
    return picture.remarks.joined(separator: ", ")
  }

  /// How many rows the side title, remarks and legend take.
  private var headerRows: Int { legendLines().count }

  /// The lines of the heading: side title at the left, legend after it and on further lines.
  private func legendLines() -> [[Int]] {
    var lines: [[Int]] = [[]]
    var used = LabelWidth.cells(picture.y.title) + 8
    for (index, piece) in legend.enumerated() {
      let width = LabelWidth.cells(piece.label) + 5
      if used + width > canvas.columns && !(lines.count == 1 && lines[0].isEmpty && used == 0) {
        if lines.count == (canvas.rows < 15 ? 2 : 3) { break }
        lines.append([])
        used = 2
      }
      lines[lines.count - 1].append(index)
      used += width
    }
    return lines
  }

  private mutating func paintHeader(_ side: String) {
    let pieces = legend
    let short = LabelWidth.abridged(side, limit: Double(canvas.columns - 4)) {
      Double(LabelWidth.cells($0))
    }
    canvas.write(short, top, 2)
    let note = LabelWidth.abridged(
      remark, limit: Double(canvas.columns - LabelWidth.cells(short) - 6)
    ) { Double(LabelWidth.cells($0)) }
    if pieces.isEmpty, !note.isEmpty {
      canvas.write(
        note, top, canvas.columns - LabelWidth.cells(note) - 1, style.isColored ? .muted : nil)
    }
    for line in legendLines() {
      var width = 0
      for index in line { width += LabelWidth.cells(pieces[index].label) + 5 }
      var column = max(0, canvas.columns - width)
      for index in line {
        canvas.write(pieces[index].symbol, top, column, pieces[index].paint)
        canvas.write(pieces[index].label, top, column + 2)
        column += LabelWidth.cells(pieces[index].label) + 5
      }
      top += 1
    }
  }

  // MARK: The grid

  /// True when what is drawn stands on zero, so that rows end at round numbers.
  var isStanding: Bool {
    picture.layers.contains {
      switch $0 {
      case .bins, .stack: true
      default: false
      }
    }
  }

  /// The marks of the side axis for the grid as it is.
  var sideTicks: Ticks {
    let count = max(2, min(9, grid.rows / 3 + 1))
    return Ticks.choose(grid.y, picture.y, count: count, isWhole: ranges.isWhole)
  }

  private mutating func fitGrid() {
    for _ in 0..<2 {
      if isStanding && !ranges.y.isLogarithmic && picture.y.from == nil && picture.y.to == nil {
        grid.y = RowScale.choose(ranges.y, rows: grid.rows, isWhole: ranges.isWhole)
      }
      let widest = sideTicks.major.map { LabelWidth.cells($0.flat) }.max() ?? 0
      grid.left = max(widest, picture.hasRatio ? 3 : 0) + 1
      let right = picture.shading == nil ? 1 : 2 + shadingWidth
      grid.columns = max(8, canvas.columns - grid.left - right)
      if let bins = commonBins, bins <= grid.columns, bins > 0 {
        grid.columns = grid.columns / bins * bins
      }
    }
  }

  var shadingWidth: Int { 9 }

  /// The number of equal bins that fill the lower axis, so that each can have as many columns.
  private var commonBins: Int? {
    guard picture.x.from == nil, picture.x.to == nil, !picture.x.isLogarithmic else { return nil }
    for layer in picture.layers {
      switch layer {
      case .bins(let bins) where bins.uniformWidth != nil: return bins.counts.count
      case .stack(let parts) where parts.first?.uniformWidth != nil: return parts[0].counts.count
      case .cells(let cells): return cells.xEdges.count - 1
      default: continue
      }
    }
    return nil
  }
}

/// A side axis whose marks fall between rows, so that a bar that reaches one fills its row exactly.
enum RowScale {
  /// The tightest such scale that holds a given one.
  static func choose(_ scale: Scale, rows: Int, isWhole: Bool) -> Scale {
    // The range came with air above; rows bring their own.
    let high = scale.high > 0 ? scale.high / 1.08 : 0
    let low = scale.low < 0 ? scale.low / 1.08 : 0
    var best: Scale?
    for stride in 2...max(2, min(6, rows / 2)) {
      var step = Ticks.Step.atLeast((high - low) * Double(stride) / Double(rows))
      if isWhole && step.exponent < 0 { step = Ticks.Step(digit: 1, exponent: 0) }
      for _ in 0..<4 {
        let row = step.times(1) / Double(stride)
        let down = (-low / row - 1e-9).rounded(.up)
        let up = (high / row - 1e-9).rounded(.up)
        if down + up <= Double(rows) {
          let fitted = Scale(low: -down * row, high: (Double(rows) - down) * row)
          if best == nil
            || fitted.high - fitted.low < (best?.high ?? 0) - (best?.low ?? 0) - 1e-9 * row
          {
            best = fitted
          }
          break
        }
        step = step.next
      }
    }
    return best ?? scale
  }
}
