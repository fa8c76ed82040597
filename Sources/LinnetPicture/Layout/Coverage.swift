/// Which parts of a panel are drawn on, so that a legend can keep clear.
struct Coverage {
  static let columns = 96
  static let rows = 64
  private var isTaken = [Bool](repeating: false, count: columns * rows)

  /// Notes what all layers of a picture draw into a panel.
  init(_ picture: Picture, _ panel: Panel) {
    for layer in picture.layers {
      switch layer {
      case .bins(let bins) where bins.style == .points:
        for bin in bins.counts.indices where bins.hasPoint(bin) {
          bar(
            panel, bins.center(bin), bins.center(bin), bins.height(bin) - bins.below(bin),
            bins.height(bin) + bins.above(bin))
        }
      case .bins(let bins):
        for bin in bins.counts.indices {
          bar(panel, bins.edges[bin], bins.edges[bin + 1], 0, bins.height(bin))
        }
      case .stack(let parts):
        guard let edges = parts.first?.edges else { continue }
        for total in Ranges.stackTops(parts) {
          for bin in total.indices { bar(panel, edges[bin], edges[bin + 1], 0, total[bin]) }
        }
      case .points(let points):
        for index in points.x.indices {
          bar(
            panel, points.x[index], points.x[index], points.y[index] - points.below(index),
            points.y[index] + points.above(index))
        }
      case .line(let line): follow(line, panel)
      case .boxes(let boxes):
        for (place, box) in boxes.enumerated() {
          bar(panel, Double(place) + 0.2, Double(place) + 0.8, box.low, box.high)
          for value in box.outliers {
            bar(panel, Double(place) + 0.4, Double(place) + 0.6, value, value)
          }
        }
      case .cells(let cells):
        bar(
          panel, cells.xEdges.first ?? 0, cells.xEdges.last ?? 0, cells.yEdges.first ?? 0,
          cells.yEdges.last ?? 0)
      }
    }
  }

  private mutating func bar(
    _ panel: Panel, _ left: Double, _ right: Double, _ low: Double, _ high: Double
  ) {
    guard let x1 = panel.x.place(left), let x2 = panel.x.place(right), x2 >= 0, x1 <= 1,
      !low.isNaN, !high.isNaN
    else { return }
    let y1 = panel.y.barPlace(min(low, high))
    let y2 = panel.y.barPlace(max(low, high))
    take(x1, x2, y1, y2)
  }

  private mutating func follow(_ line: Line, _ panel: Panel) {
    var before: (x: Double, y: Double)?
    for index in line.x.indices {
      guard let x = panel.x.place(line.x[index]), let y = panel.y.place(line.y[index]) else {
        before = nil
        continue
      }
      let start = before ?? (x, y)
      let pieces = max(1, min(100, Int(abs(x - start.x) * 96) + 1))
      for piece in 0...pieces {
        let share = Double(piece) / Double(pieces)
        let px = start.x + (x - start.x) * share
        let py = start.y + (y - start.y) * share
        if px >= 0, px <= 1, py >= 0, py <= 1 { take(px, px, py, py) }
      }
      if pieces == 1, x >= 0, x <= 1 {
        take(x, x, max(0, min(start.y, y)), min(1, max(start.y, y)))
      }
      before = (x, y)
    }
  }

  private mutating func take(_ x1: Double, _ x2: Double, _ y1: Double, _ y2: Double) {
    let left = max(0, min(Int(x1 * Double(Self.columns)), Self.columns - 1))
    let right = max(left, min(Int(x2 * Double(Self.columns)), Self.columns - 1))
    let low = max(0, min(Int(y1 * Double(Self.rows)), Self.rows - 1))
    let high = max(low, min(Int(y2 * Double(Self.rows)), Self.rows - 1))
    for row in low...high {
      for column in left...right { isTaken[row * Self.columns + column] = true }
    }
  }

  /// How many of the small fields of a part are drawn on; places from 0 to 1, upwards.
  func count(_ left: Double, _ right: Double, _ low: Double, _ high: Double) -> Int {
    let x1 = max(0, Int(left * Double(Self.columns)))
    let x2 = min(Self.columns - 1, Int(right * Double(Self.columns)))
    let y1 = max(0, Int(low * Double(Self.rows)))
    let y2 = min(Self.rows - 1, Int(high * Double(Self.rows)))
    guard x1 <= x2, y1 <= y2 else { return 0 }
    var count = 0
    for row in y1...y2 {
      for column in x1...x2 where isTaken[row * Self.columns + column] { count += 1 }
    }
    return count
  }
}
