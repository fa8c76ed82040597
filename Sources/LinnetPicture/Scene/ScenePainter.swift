/// Lays a picture out: margins, marks, legend, layers.
struct ScenePainter {
  let picture: Picture
  let looks: Looks
  /// The length of a point at the usual size; text and lines grow with the picture.
  let unit: Double
  var ranges: Ranges
  var scene: Scene
  /// The main panel.
  var panel: Panel
  /// The panel below with data divided by prediction.
  var ratio: (panel: Panel, content: RatioPanel)?
  /// The marks of the side axis.
  var sideTicks = Ticks(all: [])
  /// The marks of the lower axis.
  var lowerTicks = Ticks(all: [])
  /// The labels of a word axis.
  var words = WordLabels()
  var titleLines: [String] = []
  var legend: LegendBox?

  var tickSize: Double { 15 * unit }
  var labelSize: Double { 17.5 * unit }
  var titleSize: Double { 18 * unit }

  /// The laid-out picture.
  static func scene(_ picture: Picture, width: Double, height: Double) -> Scene {
    var painter = ScenePainter(picture, width: width, height: height)
    painter.layOut()
    painter.paint()
    return painter.scene
  }

  private init(_ picture: Picture, width: Double, height: Double) {
    self.picture = picture
    looks = Looks(picture)
    unit = max(0.5, min(width / 640, height / 420, 6))
    ranges = Ranges(picture)
    scene = Scene(width: width, height: height)
    panel = Panel(
      frame: Scene.Rectangle(left: 0, top: 0, width: width, height: height), x: ranges.x,
      y: ranges.y)
  }

  // MARK: Layout

  private mutating func layOut() {
    titleLines =
      picture.title.isEmpty
      ? []
      : LabelWidth.wrapped(
        picture.title, limit: (scene.width - 24 * unit) / titleSize, lines: 2
      ) { LabelWidth.ems($0, isBold: true) }
    let content = picture.hasRatio ? RatioPanel(picture) : nil
    fitFrame(outside: 0, content)
    if let box = LegendBox(picture, looks, unit: unit, limit: panel.frame.width * 0.6) {
      placeLegend(box, content)
    }
  }

  private mutating func placeLegend(_ box: LegendBox, _ content: RatioPanel?) {
    let natural = ranges
    // A little room is made above what is drawn; if that is not enough the legend moves outside.
    for share in [1, 0.94, 0.88, 0.8, 0.72, 0.65] {
      ranges = natural
      if share < 1 {
        guard natural.isTopFree else { break }
        ranges.lift(to: share)
      }
      fitFrame(outside: 0, content)
      let coverage = Coverage(picture, panel)
      if let place = box.place(in: panel.frame, coverage, gap: 12 * unit) {
        legend = place
        return
      }
    }
    ranges = natural
    if box.entries.isEmpty {
      // Remarks alone are not worth a narrower picture.
      fitFrame(outside: 0, content)
      return
    }
    fitFrame(outside: min(box.width + 8 * unit, scene.width * 0.4), content)
    legend = box.beside(panel.frame, gap: 10 * unit)
  }

  /// How far the last number below the frame would stick out of the picture.
  ///
  /// Screens without the letters that widths are measured with have wider ones.
  private func beyondEdge(left: Double, _ frameWidth: Double) -> Double {
    let panel = Panel(
      frame: Scene.Rectangle(left: left, top: 0, width: frameWidth, height: 1), x: ranges.x,
      y: ranges.y)
    var beyond = 0.0
    for tick in lowerTicks.major {
      guard let place = panel.x.place(tick.value), place <= 1.001 else { continue }
      let end = left + frameWidth * place + width(tick) * 1.15 / 2
      beyond = max(beyond, end + 2 * unit - scene.width)
    }
    return beyond
  }

  /// Works out frame and marks for the ranges as they are now.
  private mutating func fitFrame(outside: Double, _ content: RatioPanel?) {
    var top = 12 * unit
    if !titleLines.isEmpty { top += Double(titleLines.count) * titleSize * 1.2 + 2 * unit }
    let hasTitle = !lowerTitle.isEmpty
    let bottomTitle = hasTitle ? labelSize * 1.35 : 0
    var bottom = tickSize * 1.45 + bottomTitle + 10 * unit
    let room = 36 * unit
    func labels(_ height: Double) -> Int { max(2, min(9, Int(height / room))) }
    var mainHeight = max(scene.height - top - bottom, 40 * unit)
    let ratioShare = content == nil ? 0 : 0.27
    let ratioGap = content == nil ? 0 : 10 * unit
    sideTicks = Ticks.choose(
      ranges.y, picture.y, count: labels(mainHeight * (1 - ratioShare)), isWhole: ranges.isWhole)
    if sideTicks.exponent != 0 { top += tickSize * 1.2 }
    var ratioTicks = Ticks(all: [])
    if let content { ratioTicks = Ticks.linear(content.scale, count: 3) }
    let widest =
      (sideTicks.major + ratioTicks.major).map { width($0) }.max() ?? 0
    let sideTitle = picture.y.title.isEmpty && content == nil ? 0 : labelSize * 1.5
    let left = widest + sideTitle + 16 * unit
    let right = 16 * unit + outside + (picture.shading == nil ? 0 : 72 * unit)
    var frameWidth = max(scene.width - left - right, 40 * unit)
    if let names = picture.x.words {
      words = WordLabels(
        names, slot: frameWidth / Double(max(names.count, 1)), size: tickSize, left: left)
      lowerTicks = Ticks(all: [])
      bottom = words.height + bottomTitle + 14 * unit
    } else {
      lowerTicks = chooseLower(frameWidth)
      let beyond = beyondEdge(left: left, frameWidth)
      if beyond > 0 {
        frameWidth = max(frameWidth - beyond, 40 * unit)
        lowerTicks = chooseLower(frameWidth)
      }
    }
    mainHeight = max(scene.height - top - bottom, 40 * unit)
    let upper = mainHeight * (1 - ratioShare)
    panel = Panel(
      frame: crisp(Scene.Rectangle(left: left, top: top, width: frameWidth, height: upper)),
      x: ranges.x, y: ranges.y)
    ratio = nil
    if let content {
      let frame = Scene.Rectangle(
        left: left, top: top + upper + ratioGap, width: frameWidth,
        height: max(mainHeight - upper - ratioGap, 20 * unit))
      ratio = (Panel(frame: crisp(frame), x: ranges.x, y: content.scale), content)
    }
  }

  /// The lower axis title with the power of ten that its labels leave out.
  var lowerTitle: String {
    lowerTicks.exponent == 0
      ? picture.x.title
      : (picture.x.title.isEmpty ? "" : picture.x.title + "  ")
        + "(×10" + Numerals.superscript(lowerTicks.exponent) + ")"
  }

  private func chooseLower(_ frameWidth: Double) -> Ticks {
    let scale = ranges.x
    return Ticks.choose(
      scale, picture.x, count: max(2, min(10, Int(frameWidth / (55 * unit))))
    ) { ticks in
      var end = -Double.infinity
      for tick in ticks {
        let middle = frameWidth * (scale.place(tick.value) ?? 0)
        let half = self.width(tick) / 2
        if middle - half < end + 0.7 * self.tickSize { return false }
        end = middle + half
      }
      return true
    }
  }

  private func width(_ tick: Tick) -> Double {
    (LabelWidth.ems(tick.label) + 0.72 * LabelWidth.ems(tick.raised)) * tickSize
  }

  /// Moves the frame to half points, where thin lines are sharp.
  private func crisp(_ frame: Scene.Rectangle) -> Scene.Rectangle {
    let left = frame.left.rounded(.down) + 0.5
    let top = frame.top.rounded(.down) + 0.5
    return Scene.Rectangle(
      left: left, top: top, width: frame.width.rounded(.down), height: frame.height.rounded(.down))
  }

  // MARK: Painting

  private mutating func paint() {
    paintTitle()
    scene.marks.append(.beginClip(panel.frame))
    for (index, layer) in picture.layers.enumerated() {
      paint(layer, looks.layers[index], index)
    }
    scene.marks.append(.endClip)
    if let ratio { paint(ratio.content, in: ratio.panel) }
    paintAxes()
    paintShading()
    paintLegend()
  }

  private mutating func paintTitle() {
    for (index, line) in titleLines.enumerated() {
      let left = titleLines.count == 1 ? min(panel.frame.left, room(for: line)) : 12 * unit
      text(
        line, max(left, 12 * unit), 8 * unit + titleSize * (0.95 + 1.2 * Double(index)),
        size: titleSize, isBold: true)
    }
  }

  /// How far right a title may begin and still end inside.
  private func room(for line: String) -> Double {
    scene.width - 12 * unit - LabelWidth.ems(line, isBold: true) * titleSize
  }

  mutating func text(
    _ text: String, _ x: Double, _ y: Double, size: Double,
    anchor: Scene.TextMark.Anchor = .start, isBold: Bool = false, rotation: Double = 0,
    paint: Paint = .ink, raised: String = ""
  ) {
    if text.isEmpty && raised.isEmpty { return }
    scene.marks.append(
      .text(
        Scene.TextMark(
          text: text, raised: raised, x: x, y: y, size: size, anchor: anchor, isBold: isBold,
          rotation: rotation, paint: paint)))
  }

  mutating func stroke(_ path: Scene.Path, _ paint: Paint, _ width: Double) {
    scene.marks.append(
      .path(path, fill: nil, stroke: Scene.Stroke(paint: paint, width: width)))
  }
}
