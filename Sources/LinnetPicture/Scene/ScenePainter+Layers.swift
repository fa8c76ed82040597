extension ScenePainter {
  /// Draws one layer into the main panel.
  mutating func paint(_ layer: Layer, _ looks: [Look], _ index: Int) {
    let look = looks.first ?? Look(paint: .ink, place: 0)
    switch layer {
    case .bins(let bins):
      if bins.style == .points {
        paintPoints(bins, look, in: panel)
      } else if picture.x.words != nil {
        paintBars(bins, look, slot: slot(of: index))
      } else {
        paintSteps(bins, look, index)
      }
    case .stack(let parts): paintStack(parts, looks)
    case .points(let points): paintScatter(points, look)
    case .line(let line): paintLine(line, look)
    case .boxes(let boxes): for (place, box) in boxes.enumerated() { paintBox(box, place, look) }
    case .cells(let cells): paintCells(cells)
    }
  }

  /// Which part of each word's slot the bars of a layer fill when several stand side by side.
  private func slot(of index: Int) -> (start: Double, width: Double) {
    var count = 0
    var place = 0
    for (other, layer) in picture.layers.enumerated() {
      if case .bins(let bins) = layer, bins.style != .points {
        if other == index { place = count }
        count += 1
      }
    }
    let width = 0.74 / Double(max(count, 1))
    return (0.13 + width * Double(place), width)
  }

  // MARK: Bins

  /// The outline of heights over bins, from zero up and back to zero.
  private func steps(_ edges: [Double], _ heights: [Double]) -> Scene.Path {
    var path = Scene.Path()
    guard let first = edges.first, let last = edges.last else { return path }
    let zero = panel.barUp(0)
    path.move(panel.edge(first), zero)
    for bin in heights.indices {
      let y = panel.barUp(heights[bin])
      path.line(panel.edge(edges[bin]), y)
      path.line(panel.edge(edges[bin + 1]), y)
    }
    path.line(panel.edge(last), zero)
    return path
  }

  private mutating func paintSteps(_ bins: Bins, _ look: Look, _ index: Int) {
    let path = steps(bins.edges, bins.counts.indices.map { bins.height($0) })
    let isFilled = bins.style == .filled
    // Many narrow bins are thin spikes; a thick outline would run together.
    let isNarrow = Double(bins.counts.count) > panel.frame.width / 3
    // Of several only the one at the back is filled: outlines stay clear, and print in grey.
    let opacity = isFilled ? 0.4 : (isFirstOutline(index) ? 0.22 : 0)
    if opacity > 0 {
      scene.marks.append(
        .path(path, fill: Scene.Fill(paint: look.paint, opacity: opacity), stroke: nil))
    }
    let width = (isNarrow ? 1 : (isFilled ? 1.8 : 2.2)) * unit
    let dash = isFilled ? [] : Self.dash(look.place, unit)
    scene.marks.append(
      .path(
        path, fill: nil,
        stroke: Scene.Stroke(paint: look.paint, width: width, dash: dash)))
  }

  /// True for the first outlined histogram of a picture without a stack.
  func isFirstOutline(_ index: Int) -> Bool {
    picture.layers.firstIndex {
      switch $0 {
      case .bins(let bins): bins.style == .outlined
      case .stack: true
      default: false
      }
    } == index
  }

  /// Lines after the second also differ by their dashes.
  static func dash(_ place: Int, _ unit: Double) -> [Double] {
    let patterns: [[Double]] = [
      [], [], [7, 2.5], [2.5, 2], [9, 2.5, 2, 2.5], [5, 5], [1.5, 3],
    ]
    return patterns[place % patterns.count].map { $0 * unit }
  }

  private mutating func paintStack(_ parts: [Bins], _ looks: [Look]) {
    guard let edges = parts.first?.edges, edges.count > 1 else { return }
    if picture.x.words != nil {
      paintStackedBars(parts, looks)
      return
    }
    let tops = Ranges.stackTops(parts)
    // From the whole down, each over the one before: no seams between the parts.
    for place in parts.indices.reversed() {
      let path = steps(edges, tops[place])
      scene.marks.append(
        .path(
          path, fill: Scene.Fill(paint: looks[place].paint),
          stroke: Scene.Stroke(paint: looks[place].edge, width: 1 * unit)))
    }
    if let total = tops.last {
      stroke(steps(edges, total), .ink, 1.2 * unit)
    }
  }

  private mutating func paintStackedBars(_ parts: [Bins], _ looks: [Look]) {
    let tops = Ranges.stackTops(parts)
    for place in parts.indices.reversed() {
      var bins = parts[place]
      bins.counts = tops[place]
      bins.errorsAbove = []
      bins.errorsBelow = []
      paintBars(bins, looks[place], slot: (0.13, 0.74), isOpaque: true)
    }
  }

  private mutating func paintBars(
    _ bins: Bins, _ look: Look, slot: (start: Double, width: Double), isOpaque: Bool = false
  ) {
    var path = Scene.Path()
    let zero = panel.barUp(0)
    for bin in bins.counts.indices where bins.height(bin) != 0 {
      let left = panel.edge(Double(bin) + slot.start)
      let right = panel.edge(Double(bin) + slot.start + slot.width)
      let top = panel.barUp(bins.height(bin))
      path.move(left, zero)
      path.line(left, top)
      path.line(right, top)
      path.line(right, zero)
      path.close()
    }
    guard !path.steps.isEmpty else { return }
    scene.marks.append(
      .path(
        path, fill: Scene.Fill(paint: look.paint, opacity: isOpaque ? 1 : 0.85),
        stroke: Scene.Stroke(paint: look.edge, width: 1 * unit)))
  }

  /// Points with error bars at the middle of each bin that holds something.
  mutating func paintPoints(_ bins: Bins, _ look: Look, in panel: Panel) {
    let points = Points(
      x: bins.counts.indices.map { bins.center($0) },
      y: bins.counts.indices.map { bins.hasPoint($0) ? bins.counts[$0] : .nan },
      errorsBelow: bins.errorsBelow, errorsAbove: bins.errorsAbove)
    let crowd = panel.frame.width / Double(max(bins.counts.count, 1))
    paintErrorPoints(
      points, look, in: panel, radius: max(1.4, min(3.7, crowd * 0.32 / unit)) * unit)
  }

  mutating func paintErrorPoints(
    _ points: Points, _ look: Look, in panel: Panel, radius: Double
  ) {
    var bars = Scene.Path()
    var places: [Scene.Point] = []
    for index in points.x.indices {
      guard let x = panel.across(points.x[index]), let y = panel.up(points.y[index]) else {
        continue
      }
      places.append(Scene.Point(x: x, y: y))
      let above = points.above(index)
      let below = points.below(index)
      if above > 0 || below > 0 {
        bars.move(x, panel.up(points.y[index] + above) ?? y)
        // A bar that reaches below a logarithmic axis ends at the frame.
        bars.line(x, panel.up(points.y[index] - below) ?? panel.frame.bottom)
      }
    }
    if !bars.steps.isEmpty { stroke(bars, look.paint, 1.4 * unit) }
    if !places.isEmpty {
      scene.marks.append(
        .markers(
          Scene.Markers(
            places: places, shape: .circle, radius: radius, fill: Scene.Fill(paint: look.paint))))
    }
  }

  // MARK: Lines, boxes, cells

  private mutating func paintLine(_ line: Line, _ look: Look) {
    var path = Scene.Path()
    var area = Scene.Path()
    var places: [Scene.Point] = []
    var before: Scene.Point?
    let zero = panel.barUp(0)
    // From zero up to the first point of a piece, along it, and down again from its last.
    for point in LineThinning.thin(line, panel) + [nil] {
      if let point {
        if before == nil { area.move(point.x, zero) }
        area.line(point.x, point.y)
        if before == nil { path.move(point.x, point.y) } else { path.line(point.x, point.y) }
        places.append(point)
      } else if let before {
        area.line(before.x, zero)
      }
      before = point
    }
    guard !path.steps.isEmpty else { return }
    if line.isFilled {
      scene.marks.append(
        .path(area, fill: Scene.Fill(paint: look.paint, opacity: 0.3), stroke: nil))
    }
    let dash = picture.layers.count > 1 && !line.isCurve ? Self.dash(look.place, unit) : []
    scene.marks.append(
      .path(
        path, fill: nil,
        stroke: Scene.Stroke(
          paint: look.paint, width: 2.2 * unit, dash: dash, isRound: dash.isEmpty)))
    if line.hasMarkers && places.count <= 30 {
      scene.marks.append(
        .markers(
          Scene.Markers(
            places: places, shape: MarkerShape.at(look.place), radius: 3.4 * unit,
            fill: Scene.Fill(paint: look.paint))))
    }
  }

  private mutating func paintBox(_ box: Box, _ place: Int, _ look: Look) {
    guard let low = panel.up(box.low), let high = panel.up(box.high),
      let lower = panel.up(box.lowerQuarter), let upper = panel.up(box.upperQuarter),
      let median = panel.up(box.median)
    else { return }
    let middle = panel.edge(Double(place) + 0.5)
    let half = min(panel.frame.width / max(panel.x.high, 1) * 0.28, 46 * unit)
    var whiskers = Scene.Path.line(middle, low, middle, lower)
    whiskers.steps += Scene.Path.line(middle, upper, middle, high).steps
    whiskers.steps += Scene.Path.line(middle - half / 2, low, middle + half / 2, low).steps
    whiskers.steps += Scene.Path.line(middle - half / 2, high, middle + half / 2, high).steps
    stroke(whiskers, look.edge, 1.4 * unit)
    scene.marks.append(
      .path(
        .rectangle(
          Scene.Rectangle(
            left: middle - half, top: upper, width: 2 * half, height: max(lower - upper, 0))),
        fill: Scene.Fill(paint: look.paint, opacity: 0.45),
        stroke: Scene.Stroke(paint: look.edge, width: 1.4 * unit)))
    stroke(.line(middle - half, median, middle + half, median), .ink, 2.4 * unit)
    let outliers = box.outliers.compactMap { value in
      panel.up(value).map { Scene.Point(x: middle, y: $0) }
    }
    if !outliers.isEmpty {
      scene.marks.append(
        .markers(
          Scene.Markers(
            places: outliers, shape: .ring, radius: 2.8 * unit, fill: Scene.Fill(paint: look.edge))
        ))
    }
  }

  private mutating func paintCells(_ cells: Cells) {
    let columns = cells.xEdges.count - 1
    guard columns > 0, let shading = picture.shading else { return }
    let scale = Scale(low: shading.low, high: shading.high)
    for index in cells.counts.indices where cells.counts[index] != 0 {
      let column = index % columns
      let row = index / columns
      let left = panel.edge(cells.xEdges[column])
      let bottom = panel.barUp(cells.yEdges[row])
      let frame = Scene.Rectangle(
        left: left, top: panel.barUp(cells.yEdges[row + 1]),
        width: panel.edge(cells.xEdges[column + 1]) - left,
        height: bottom - panel.barUp(cells.yEdges[row + 1]))
      // In 64 shades, so that equal ones share a colour.
      let shade = ((scale.place(cells.counts[index]) ?? 0) * 63).rounded() / 63
      let paint = Paint.shade(shade)
      scene.marks.append(
        .path(
          .rectangle(frame), fill: Scene.Fill(paint: paint),
          stroke: Scene.Stroke(paint: paint, width: 0.4)))
    }
  }
}
