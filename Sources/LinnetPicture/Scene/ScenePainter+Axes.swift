extension ScenePainter {
  private var longTick: Double { 8 * unit }
  private var shortTick: Double { 4.5 * unit }

  /// Frames, marks on all four sides pointing inwards, labels, titles at the ends of the axes.
  mutating func paintAxes() {
    if sideTicks.exponent != 0 {
      text(
        "×10", panel.frame.left, panel.frame.top - 6 * unit, size: tickSize,
        raised: flatExponent(sideTicks.exponent))
    }
    paintFrame(panel, sideTicks, hasLabels: ratio == nil)
    if let ratio {
      paintFrame(ratio.panel, Ticks.linear(ratio.panel.y, count: 3), hasLabels: true)
      sideTitle(picture.ratioLabel, ratio.panel.frame, isCentered: true)
    }
    sideTitle(picture.y.title, panel.frame, isCentered: false)
    let frame = ratio?.panel.frame ?? panel.frame
    let title = LabelWidth.abridged(
      lowerTitle, limit: (frame.right - 8 * unit) / labelSize
    ) { LabelWidth.ems($0) }
    text(
      title, frame.right, scene.height - 10 * unit, size: labelSize, anchor: .end)
  }

  private func flatExponent(_ exponent: Int) -> String {
    (exponent < 0 ? Numerals.minus : "") + String(abs(exponent))
  }

  private mutating func sideTitle(_ title: String, _ frame: Scene.Rectangle, isCentered: Bool) {
    let length = isCentered ? frame.height + 24 * unit : frame.bottom - 8 * unit
    let short = LabelWidth.abridged(title, limit: length / labelSize) { LabelWidth.ems($0) }
    let size = isCentered ? tickSize : labelSize
    text(
      short, 8 * unit + labelSize * 0.8,
      isCentered ? frame.top + frame.height / 2 : frame.top, size: size,
      anchor: isCentered ? .middle : .end, rotation: 90)
  }

  private mutating func paintFrame(_ panel: Panel, _ side: Ticks, hasLabels: Bool) {
    let frame = panel.frame
    var short = Scene.Path()
    var long = Scene.Path()
    func add(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, isMajor: Bool) {
      let line = Scene.Path.line(x1, y1, x2, y2)
      if isMajor { long.steps += line.steps } else { short.steps += line.steps }
    }
    for tick in side.all {
      guard let place = panel.y.place(tick.value), place > 0.001, place < 0.999 else { continue }
      let y = halfPoint(frame.bottom - frame.height * place)
      let length = tick.isMajor ? longTick : shortTick
      add(frame.left, y, frame.left + length, y, isMajor: tick.isMajor)
      add(frame.right, y, frame.right - length, y, isMajor: tick.isMajor)
    }
    for tick in lowerTicks.all {
      guard let place = panel.x.place(tick.value), place > 0.001, place < 0.999 else { continue }
      let x = halfPoint(frame.left + frame.width * place)
      let length = tick.isMajor ? longTick : shortTick
      add(x, frame.bottom, x, frame.bottom - length, isMajor: tick.isMajor)
      add(x, frame.top, x, frame.top + length, isMajor: tick.isMajor)
    }
    stroke(short, .ink, 0.8 * unit)
    stroke(long, .ink, 1.1 * unit)
    stroke(Scene.Path.rectangle(frame), .ink, 1.4 * unit)
    sideLabels(panel, side)
    if hasLabels { lowerLabels(frame) }
  }

  private mutating func sideLabels(_ panel: Panel, _ side: Ticks) {
    for tick in side.major {
      guard let place = panel.y.place(tick.value), place > -0.001, place < 1.001 else { continue }
      text(
        tick.label, panel.frame.left - 7 * unit,
        panel.frame.bottom - panel.frame.height * place + tickSize * 0.35, size: tickSize,
        anchor: .end, raised: tick.raised)
    }
  }

  private mutating func lowerLabels(_ frame: Scene.Rectangle) {
    if picture.x.words != nil {
      wordLabels(frame)
      return
    }
    for tick in lowerTicks.major {
      guard let place = panel.x.place(tick.value), place > -0.001, place < 1.001 else { continue }
      text(
        tick.label, frame.left + frame.width * place, frame.bottom + tickSize * 1.3,
        size: tickSize, anchor: .middle, raised: tick.raised)
    }
  }

  private mutating func wordLabels(_ frame: Scene.Rectangle) {
    let slot = frame.width / Double(max(words.lines.count, 1))
    for (index, lines) in words.lines.enumerated() {
      let middle = frame.left + slot * (Double(index) + 0.5)
      for (row, line) in lines.enumerated() {
        if words.slant != 0 {
          text(
            line, middle + tickSize * 0.3, frame.bottom + tickSize * 1.05, size: tickSize,
            anchor: .end, rotation: words.slant)
        } else {
          text(
            line, middle, frame.bottom + tickSize * (1.35 + 1.15 * Double(row)), size: tickSize,
            anchor: .middle)
        }
      }
    }
  }

  private func halfPoint(_ value: Double) -> Double { value.rounded(.down) + 0.5 }

  /// A bar of the colour scale with its numbers, right of the frame.
  mutating func paintShading() {
    guard let shading = picture.shading else { return }
    let frame = panel.frame
    let left = frame.right + 12 * unit
    let width = 14 * unit
    let steps = 64
    for step in 0..<steps {
      // Each strip reaches to the top, so that no seam shows between two.
      let place = Double(step) / Double(steps)
      let height = frame.height * (1 - place)
      scene.marks.append(
        .path(
          .rectangle(
            Scene.Rectangle(left: left, top: frame.top, width: width, height: height)),
          fill: Scene.Fill(paint: .shade((Double(step) + 0.5) / Double(steps))), stroke: nil))
    }
    let scale = Scale(low: shading.low, high: shading.high)
    let ticks = Ticks.linear(scale, count: 5)
    for tick in ticks.major {
      guard let place = scale.place(tick.value), place > -0.001, place < 1.001 else { continue }
      let y = frame.bottom - frame.height * place
      stroke(.line(left + width, y, left + width + 4 * unit, y), .ink, 1 * unit)
      let label = LabelWidth.abridged(tick.label, limit: 38 * unit / tickSize) {
        LabelWidth.ems($0)
      }
      text(label, left + width + 6 * unit, y + tickSize * 0.35, size: tickSize * 0.9)
    }
    stroke(
      .rectangle(
        Scene.Rectangle(left: left, top: frame.top, width: width, height: frame.height)),
      .ink, 1.1 * unit)
    var title = shading.title
    if ticks.exponent != 0 { title += " (×10" + Numerals.superscript(ticks.exponent) + ")" }
    let short = LabelWidth.abridged(title, limit: frame.height / tickSize) { LabelWidth.ems($0) }
    text(
      short, scene.width - 8 * unit, frame.top, size: tickSize, anchor: .end, rotation: 90)
  }
}
