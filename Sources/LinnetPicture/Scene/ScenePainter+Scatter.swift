import CLinnetKernels

extension ScenePainter {
  /// Draws points; the more there are, the smaller, and only as many as can be told apart.
  mutating func paintScatter(_ points: Points, _ look: Look) {
    if !points.errorsAbove.isEmpty {
      paintErrorPoints(points, look, in: panel, radius: 3.7 * unit)
      return
    }
    let total = picture.layers.reduce(0) { sum, layer in
      if case .points(let points) = layer { sum + points.x.count } else { sum }
    }
    if points.sizes.isEmpty && points.shades.isEmpty {
      paintPlain(points, look, total)
    } else {
      paintShaded(points, look, total)
    }
  }

  private func radius(_ total: Int) -> Double {
    switch total {
    case ..<60: 4.4 * unit
    case ..<400: 3.6 * unit
    case ..<2000: 2.6 * unit
    case ..<20_000: 1.7 * unit
    default: 1.1 * unit
    }
  }

  private mutating func paintPlain(_ points: Points, _ look: Look, _ total: Int) {
    let isDense = total >= 2000
    let radius = radius(total)
    var places: [Scene.Point] = []
    var seen: Set<Int64> = []
    if total >= 20_000 {
      paintDensity(points, look)
      return
    }
    for index in points.x.indices {
      guard let point = place(points, index) else { continue }
      if isDense {
        // Two points closer than their size look like one.
        let grid = radius * 0.9
        let column = Int64((point.x / grid).rounded())
        let row = Int64((point.y / grid).rounded())
        guard seen.insert(column &* 1_000_000 &+ row).inserted else { continue }
        places.append(Scene.Point(x: Double(column) * grid, y: Double(row) * grid))
      } else {
        places.append(point)
      }
    }
    guard !places.isEmpty else { return }
    let shape = isDense ? .circle : MarkerShape.at(look.place)
    scene.marks.append(
      .markers(
        Scene.Markers(
          places: places, shape: shape, radius: radius,
          fill: Scene.Fill(paint: look.paint, opacity: isDense ? 1 : 0.75),
          stroke: isDense || shape == .ring || shape == .cross
            ? nil : Scene.Stroke(paint: look.edge, width: 0.7 * unit),
          isDense: isDense)))
  }

  /// Very many points: one dot for all that fall together, the darker the more there are.
  private mutating func paintDensity(_ points: Points, _ look: Look) {
    let grid = 2 * unit
    let columns = max(1, Int(panel.frame.width / grid) + 1)
    let rows = max(1, Int(panel.frame.height / grid) + 1)
    var counts = [Int32](repeating: 0, count: columns * rows)
    for index in points.x.indices {
      guard let point = place(points, index) else { continue }
      let column = Int(((point.x - panel.frame.left) / grid).rounded(.down))
      let row = Int(((point.y - panel.frame.top) / grid).rounded(.down))
      if column >= 0, column < columns, row >= 0, row < rows {
        counts[row * columns + column] &+= 1
      }
    }
    // Each level stands for twice to four times as many points as the one before.
    let most = max(2, Double(counts.max() ?? 2))
    let levels = 6
    var places = [[Scene.Point]](repeating: [], count: levels)
    for index in counts.indices where counts[index] > 0 {
      let share = linnet_log(Double(counts[index])) / linnet_log(most)
      let level = max(0, min(Int(share * Double(levels)), levels - 1))
      places[level].append(
        Scene.Point(
          x: panel.frame.left + (Double(index % columns) + 0.5) * grid,
          y: panel.frame.top + (Double(index / columns) + 0.5) * grid))
    }
    for level in 0..<levels where !places[level].isEmpty {
      let paint = level == levels - 1 ? look.edge : look.paint
      let opacity = min(1, 0.3 + 0.7 * Double(level) / Double(levels - 2))
      scene.marks.append(
        .markers(
          Scene.Markers(
            places: places[level], shape: .circle, radius: 1.15 * unit,
            fill: Scene.Fill(paint: paint, opacity: opacity), isDense: true)))
    }
  }

  /// Points of equal size and shade are drawn together; large ones first, so that none hides another.
  private mutating func paintShaded(_ points: Points, _ look: Look, _ total: Int) {
    struct Group {
      var size: Int
      var shade: Int
      var places: [Scene.Point]
    }
    var groups: [Int: Group] = [:]
    for index in points.x.indices {
      guard let point = place(points, index) else { continue }
      let size = points.sizes.isEmpty ? 0 : level(points.sizes[index], 24)
      let shade = points.shades.isEmpty ? 0 : level(points.shades[index], 48)
      if size < 0 { continue }
      groups[size * 100 + shade, default: Group(size: size, shade: shade, places: [])]
        .places.append(point)
    }
    let isDense = total >= 2000
    let largest = (total < 60 ? 14 : (total < 200 ? 10 : 6.5)) * unit
    let order = groups.keys.sorted { left, right in
      (left / 100, right % 100) > (right / 100, left % 100)
    }
    for key in order {
      guard let group = groups[key] else { continue }
      let radius =
        points.sizes.isEmpty
        ? radius(total)
        : (Double(group.size) / 23).squareRoot() * largest + 2 * unit
      let paint: Paint =
        points.shades.isEmpty
        ? look.paint : (group.shade < 0 ? .muted : .shade(Double(group.shade) / 47))
      let edge: Paint = points.shades.isEmpty ? look.edge : .ink
      let stroke = Scene.Stroke(paint: edge, width: 0.5 * unit)
      scene.marks.append(
        .markers(
          Scene.Markers(
            places: group.places, shape: .circle, radius: radius,
            fill: Scene.Fill(paint: paint, opacity: points.shades.isEmpty ? 0.6 : 0.85),
            stroke: isDense ? nil : stroke, isDense: isDense)))
    }
  }

  private func level(_ share: Double, _ count: Int) -> Int {
    guard share.isFinite else { return -1 }
    return Int((max(0, min(share, 1)) * Double(count - 1)).rounded())
  }

  private func place(_ points: Points, _ index: Int) -> Scene.Point? {
    guard let x = panel.across(points.x[index]), let y = panel.up(points.y[index]),
      x >= panel.frame.left - 20, x <= panel.frame.right + 20, y >= panel.frame.top - 20,
      y <= panel.frame.bottom + 20
    else { return nil }
    return Scene.Point(x: x, y: y)
  }
}
