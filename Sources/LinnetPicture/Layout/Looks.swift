/// How one series of a picture is told from the others.
struct Look {
  /// Its colour.
  var paint: Paint
  /// Its place among the series, for dashes and shapes.
  var place: Int

  /// The line around a fill in this colour.
  var edge: Paint {
    if case .series(let index) = paint { return .edge(index) }
    return .ink
  }
}

/// One line of a legend.
struct LegendEntry {
  /// What is written.
  var label: String
  /// What stands before it.
  var symbol: Symbol
  /// Its colour and shape.
  var look: Look

  /// The small drawing before a label.
  enum Symbol {
    case fill
    case outline
    case line
    case curve
    case marker
    case errorPoint
  }
}

/// The looks of all series of a picture, and its legend.
struct Looks {
  /// For each layer, the looks of its series (one, or one for each part of a stack).
  private(set) var layers: [[Look]] = []
  /// The legend, in the order the eye meets the series; empty when one is not needed.
  private(set) var legend: [LegendEntry] = []
  /// The number of colours used.
  private(set) var seriesCount = 0

  init(_ picture: Picture) {
    var used: Set<Int> = []
    var front: [LegendEntry] = []
    var rest: [LegendEntry] = []
    let hasOther = picture.layers.contains {
      if case .bins(let bins) = $0 { return bins.style != .points }
      return true
    }
    let hasBins = picture.layers.contains {
      switch $0 {
      case .bins, .stack: true
      default: false
      }
    }
    /// The preferred colour if it is still free, else the first free one.
    func take(_ preferred: Int? = nil) -> Look {
      var place = 0
      if let preferred, !used.contains(preferred) {
        place = preferred
      } else {
        while used.contains(place) { place += 1 }
      }
      used.insert(place)
      return Look(paint: .series(place), place: place)
    }
    for layer in picture.layers {
      switch layer {
      case .bins(let bins) where bins.style == .points && hasOther:
        let look = Look(paint: .ink, place: 0)
        layers.append([look])
        front.append(LegendEntry(label: bins.label, symbol: .errorPoint, look: look))
      case .bins(let bins):
        let look = take()
        layers.append([look])
        let symbol: LegendEntry.Symbol =
          bins.style == .points ? .errorPoint : (bins.style == .filled ? .fill : .outline)
        rest.append(LegendEntry(label: bins.label, symbol: symbol, look: look))
      case .stack(let parts):
        let looks = Self.stackColors(parts.count).map { take($0) }
        layers.append(looks)
        for place in parts.indices.reversed() {
          rest.append(LegendEntry(label: parts[place].label, symbol: .fill, look: looks[place]))
        }
      case .points(let points):
        let look = take()
        layers.append([look])
        let symbol: LegendEntry.Symbol = points.errorsAbove.isEmpty ? .marker : .errorPoint
        rest.append(LegendEntry(label: points.label, symbol: symbol, look: look))
      case .line(let line):
        // A curve over points or bins is a statement about them: it gets the signal colour.
        let look = take(line.isCurve && picture.layers.count > 1 && hasBins ? 2 : nil)
        layers.append([look])
        rest.append(
          LegendEntry(label: line.label, symbol: line.isCurve ? .curve : .line, look: look))
      case .boxes: layers.append([take()])
      case .cells: layers.append([Look(paint: .ink, place: 0)])
      }
    }
    seriesCount = (used.max() ?? -1) + 1
    legend = (front + rest).filter { !$0.label.isEmpty }
  }

  /// Background in quiet colours, the part on top in red: the order of a stack is background to signal.
  private static func stackColors(_ count: Int) -> [Int?] {
    if count > 6 { return [Int?](repeating: nil, count: count) }
    switch count {
    case 0: return []
    case 1: return [0]
    case 2: return [0, 2]
    case 3: return [4, 0, 2]
    case 4: return [4, 0, 1, 2]
    case 5: return [4, 3, 0, 1, 2]
    default: return [4, 5, 3, 0, 1, 2]
    }
  }
}
