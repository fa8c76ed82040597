/// The legend and the small remarks: their size and, once found, their place.
struct LegendBox {
  var entries: [LegendEntry]
  var remarks: [String]
  var width: Double
  var height: Double
  var left = 0.0
  var top = 0.0
  let unit: Double

  /// The size of its text.
  var size: Double { 15 * unit }
  /// The height of a line.
  var line: Double { 21.5 * unit }
  /// The width of the small drawings before the labels.
  var symbol: Double { 24 * unit }

  /// Nil when there is nothing to say.
  init?(_ picture: Picture, _ looks: Looks, unit: Double, limit: Double) {
    self.unit = unit
    let most = max(60 * unit, limit) / (15 * unit)
    let measure = { (text: String) in LabelWidth.ems(text) }
    entries = looks.legend.prefix(24).map { entry in
      var entry = entry
      entry.label = LabelWidth.abridged(entry.label, limit: most, measure)
      return entry
    }
    remarks = picture.remarks.prefix(6).map { LabelWidth.abridged($0, limit: most, measure) }
    guard !entries.isEmpty || !remarks.isEmpty else { return nil }
    let labels = entries.map { measure($0.label) * 15 * unit + 32 * unit }
    let notes = remarks.map { measure($0) * 15 * unit }
    width = (labels + notes).max() ?? 0
    height = Double(entries.count + remarks.count) * 21.5 * unit
  }

  /// The box in the first free corner, right before left, top before bottom; nil when all are taken.
  func place(in frame: Scene.Rectangle, _ coverage: Coverage, gap: Double) -> LegendBox? {
    guard width + 2 * gap < frame.width, height + 2 * gap < frame.height else { return nil }
    let middle = frame.left + (frame.width - width) / 2
    let right = frame.right - gap - width
    let left = frame.left + gap
    let top = frame.top + gap
    let bottom = frame.bottom - gap - height
    let places = [
      (right, top), (left, top), (middle, top), (right, bottom), (left, bottom),
      (right, (top + bottom) / 2), (left, (top + bottom) / 2),
    ]
    for (x, y) in places {
      let taken = coverage.count(
        (x - gap / 2 - frame.left) / frame.width, (x + width + gap / 2 - frame.left) / frame.width,
        (frame.bottom - y - height - gap / 3) / frame.height,
        (frame.bottom - y + gap / 3) / frame.height)
      if taken == 0 {
        var box = self
        box.left = x
        box.top = y
        return box
      }
    }
    return nil
  }

  /// The box right of a frame.
  func beside(_ frame: Scene.Rectangle, gap: Double) -> LegendBox {
    var box = self
    box.left = frame.right + gap
    box.top = frame.top + gap / 2
    return box
  }
}

extension ScenePainter {
  /// Draws the legend, then the remarks below it.
  mutating func paintLegend() {
    guard let legend else { return }
    var y = legend.top + legend.line / 2
    for entry in legend.entries {
      paintSymbol(entry, legend.left, y, legend)
      text(
        entry.label, legend.left + legend.symbol + 8 * unit, y + legend.size * 0.35,
        size: legend.size)
      y += legend.line
    }
    let isRight = legend.left > panel.frame.left + panel.frame.width / 2
    for remark in legend.remarks {
      text(
        remark, isRight ? legend.left + legend.width : legend.left, y + legend.size * 0.35,
        size: legend.size, anchor: isRight ? .end : .start, paint: .muted)
      y += legend.line
    }
  }

  private mutating func paintSymbol(
    _ entry: LegendEntry, _ left: Double, _ y: Double, _ legend: LegendBox
  ) {
    let middle = left + legend.symbol / 2
    let half = 6 * unit
    let swatch = Scene.Path.rectangle(
      Scene.Rectangle(left: left, top: y - half, width: legend.symbol, height: 2 * half))
    let fill = Scene.Fill(paint: entry.look.paint)
    switch entry.symbol {
    case .fill:
      scene.marks.append(
        .path(
          swatch, fill: fill, stroke: Scene.Stroke(paint: entry.look.edge, width: 1 * unit)))
    case .outline:
      scene.marks.append(
        .path(
          swatch,
          fill: entry.look.place == 0
            ? Scene.Fill(paint: entry.look.paint, opacity: 0.22) : nil,
          stroke: Scene.Stroke(
            paint: entry.look.paint, width: 2 * unit,
            dash: Self.dash(entry.look.place, unit))))
    case .line, .curve:
      let isDashed = entry.symbol == .line && picture.layers.count > 1
      scene.marks.append(
        .path(
          .line(left, y, left + legend.symbol, y), fill: nil,
          stroke: Scene.Stroke(
            paint: entry.look.paint, width: 2.2 * unit,
            dash: isDashed ? Self.dash(entry.look.place, unit) : [])))
    case .marker:
      let shape = MarkerShape.at(entry.look.place)
      scene.marks.append(
        .markers(
          Scene.Markers(
            places: [Scene.Point(x: middle, y: y)], shape: shape, radius: 4.4 * unit, fill: fill,
            stroke: shape == .ring || shape == .cross
              ? nil : Scene.Stroke(paint: entry.look.edge, width: 0.7 * unit))))
    case .errorPoint:
      stroke(.line(middle, y - 8 * unit, middle, y + 8 * unit), entry.look.paint, 1.4 * unit)
      scene.marks.append(
        .markers(
          Scene.Markers(
            places: [Scene.Point(x: middle, y: y)], shape: .circle, radius: 3.7 * unit,
            fill: fill)))
    }
  }
}
