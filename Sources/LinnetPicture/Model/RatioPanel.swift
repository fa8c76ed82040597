/// Data divided by prediction, bin by bin.
///
/// The prediction is the stack where there is one, else the first histogram; everything else with the
/// same bins is divided by it. Bins without prediction have no ratio.
struct RatioPanel {
  /// What is divided, in order, with the layer it comes from.
  var series: [(layer: Int, bins: Bins)] = []
  /// The relative uncertainty of the prediction, over its bins.
  var band: Bins
  /// The shown range, with 1 in the middle.
  var scale: Scale

  /// Nil when there are not two histograms to divide.
  init?(_ picture: Picture) {
    var reference: (layer: Int, bins: Bins)?
    for (index, layer) in picture.layers.enumerated() {
      if case .stack(let parts) = layer { reference = (index, Bins.sum(parts)) }
    }
    if reference == nil {
      for (index, layer) in picture.layers.enumerated() {
        if case .bins(let bins) = layer, bins.style != .points {
          reference = (index, bins)
          break
        }
      }
    }
    guard let reference else { return nil }
    let below = reference.bins
    for (index, layer) in picture.layers.enumerated() where index != reference.layer {
      if case .bins(var bins) = layer, bins.edges == below.edges {
        bins.errorsAbove = bins.counts.indices.map { Self.divide(bins.above($0), below, $0) }
        bins.errorsBelow = bins.counts.indices.map { Self.divide(bins.below($0), below, $0) }
        bins.counts = bins.counts.indices.map {
          bins.hasPoint($0) ? Self.divide(bins.height($0), below, $0) : .nan
        }
        series.append((index, bins))
      }
    }
    if series.isEmpty { return nil }
    var relative = below
    relative.errorsAbove = below.counts.indices.map { Self.divide(below.above($0), below, $0) }
    relative.errorsBelow = below.counts.indices.map { Self.divide(below.below($0), below, $0) }
    band = relative
    scale = Self.range(series.map { $0.bins })
  }

  /// The narrowest of three ranges that holds four of five points; the others leave the panel.
  private static func range(_ series: [Bins]) -> Scale {
    let distances = series.flatMap { $0.counts.filter { $0.isFinite }.map { abs($0 - 1) } }
    for reach in [0.22, 0.55] {
      let inside = distances.filter { $0 < reach }.count
      if inside * 5 >= distances.count * 4 { return Scale(low: 1 - reach, high: 1 + reach) }
    }
    return Scale(low: 0, high: 2.2)
  }

  private static func divide(_ value: Double, _ below: Bins, _ bin: Int) -> Double {
    let prediction = below.height(bin)
    return prediction > 0 ? value / prediction : .nan
  }
}

extension ScenePainter {
  /// Draws the ratio panel: a band for the prediction's uncertainty, a line at 1, the points.
  mutating func paint(_ ratio: RatioPanel, in panel: Panel) {
    scene.marks.append(.beginClip(panel.frame))
    var band = Scene.Path()
    for bin in ratio.band.counts.indices {
      let above = ratio.band.above(bin)
      let below = ratio.band.below(bin)
      guard above > 0 || below > 0 else { continue }
      let left = panel.edge(ratio.band.edges[bin])
      let right = panel.edge(ratio.band.edges[bin + 1])
      band.move(left, panel.barUp(1 + above))
      band.line(right, panel.barUp(1 + above))
      band.line(right, panel.barUp(1 - below))
      band.line(left, panel.barUp(1 - below))
      band.close()
    }
    if !band.steps.isEmpty {
      scene.marks.append(.path(band, fill: Scene.Fill(paint: .muted, opacity: 0.28), stroke: nil))
    }
    let one = panel.barUp(1)
    scene.marks.append(
      .path(
        .line(panel.frame.left, one, panel.frame.right, one), fill: nil,
        stroke: Scene.Stroke(paint: .muted, width: 1 * unit, dash: [4 * unit, 3 * unit])))
    for (layer, bins) in ratio.series {
      let look = looks.layers[layer].first ?? Look(paint: .ink, place: 0)
      paintPoints(bins, look, in: panel)
    }
    scene.marks.append(.endClip)
  }
}
