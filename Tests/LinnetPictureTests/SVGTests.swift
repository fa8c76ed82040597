import LinnetData
import Testing

@testable import LinnetPicture

@Suite struct SVGTests {
  private let simple = Picture.histograms([(counted([1, 3, 2], name: "size", unit: "cm"), "")])

  @Test func sameInputGivesSameBytes() {
    #expect(SVG.render(simple) == SVG.render(simple))
  }

  @Test func documentStandsByItself() {
    let svg = SVG.render(simple)
    #expect(svg.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"640\" height=\"420\""))
    #expect(svg.contains("role=\"img\" aria-label="))
    #expect(svg.contains("<title>Picture</title>"))
    #expect(
      svg.contains(
        "<desc>Histogram of size [cm] from 0 to 3 in 3 bins. In all 6; the tallest, 1 to 2, "
          + "holds 3.</desc>"))
    #expect(svg.contains("prefers-color-scheme:dark"))
    #expect(svg.contains(">entries / 1 cm</text>"))
    #expect(svg.contains(">size [cm]</text>"))
    #expect(svg.contains(">6 entries</text>"))
    #expect(!SVG.render(simple, theme: .light).contains("<style"))
    #expect(!SVG.render(simple, theme: .light).contains("class="))
  }

  @Test func textIsEscaped() {
    var choices = Picture.Choices()
    choices.title = "<b> & \"q\" 'a' \u{1}\u{1b}"
    choices.x = "</text><script>"
    let svg = SVG.render(.histograms([(counted([1]), "")], choices: choices))
    #expect(svg.contains("&lt;b&gt; &amp; &quot;q&quot; &#39;a&#39; </text>"))
    #expect(!svg.contains("<script"))
    #expect(!svg.unicodeScalars.contains { $0.value < 32 && $0 != "\n" })
  }

  @Test func energyIsCountedInEvents() {
    #expect(peakPicture.y.title == "events / 2 GeV")
    var choices = Picture.Choices()
    choices.x = "mass [GeV]"
    let picture = Picture.histograms([(counted([1, 2]), "")], choices: choices)
    #expect(picture.y.title == "events / 1 GeV")
    #expect(Picture.histograms([(counted([1, 2], name: "x"), "")]).y.title == "entries")
  }

  private let peakPicture = Picture.histograms([(peak, "")])

  @Test func legendKeepsClearOfData() {
    // High on the right: the legend belongs to the left.
    let rising = counted([1, 2, 4, 8, 16, 32, 64, 100])
    let picture = Picture.histograms([(rising, "a"), (rising, "b")])
    let scene = ScenePainter.scene(picture, width: 640, height: 420)
    var place: Double?
    for case .text(let text) in scene.marks where text.text == "a" { place = text.x }
    #expect((place ?? 640) < 300)
  }

  @Test func shapesAreOneOutline() {
    let svg = SVG.render(simple, theme: .light)
    // Up, across, up, across, down, across, down.
    let outlines = svg.split(separator: "\n").filter { $0.contains("fill-opacity=\"0.4\"") }
    #expect(outlines.count == 1)
    let path = outlines.first ?? ""
    #expect(path.filter { $0 == "V" }.count == 4)
    #expect(path.filter { $0 == "H" }.count == 3)
  }

  @Test func wildNumbersAreDrawn() {
    var random = Scramble(3)
    for round in 0..<150 {
      let picture = wildPicture(&random)
      let svg = SVG.render(picture)
      #expect(!svg.contains("nan") && !svg.contains("inf\""), "round \(round)")
      for columns in [20, 40, 80, 200] {
        let text = TerminalPicture.render(picture, columns: columns, rows: columns / 4 + 4)
        #expect(!text.isEmpty)
      }
      #expect(!picture.alternativeText.isEmpty)
    }
  }

  @Test func manyPointsStayCompact() {
    var random = Scramble(1)
    let x = (0..<100_000).map { _ in random.next() + random.next() }
    let y = (0..<100_000).map { _ in random.next() + random.next() }
    let picture = Picture(x: Axis(), y: Axis(), layers: [.points(Points(x: x, y: y))])
    #expect(SVG.render(picture).utf8.count < 800_000)
  }
}

/// A picture of anything.
func wildPicture(_ random: inout Scramble) -> Picture {
  let count = Int(random.next() * 40)
  let spacing: Axis.Spacing = random.next() < 0.4 ? .logarithmic : .linear
  let kind: Axis.Kind = random.next() < 0.2 ? .date : .number
  func end() -> Double? { random.next() < 0.2 ? random.wild() : nil }
  let x = Axis(
    label: "x", spacing: random.next() < 0.2 ? .logarithmic : .linear, kind: kind, from: end(),
    to: end())
  let y = Axis(label: "y", unit: "u", spacing: spacing, from: end(), to: end())
  let edges = random.wild(count + 1).filter { $0.isFinite }.sorted()
  let bins = Bins(
    edges: edges, counts: random.wild(count), errorsBelow: random.wild(count),
    errorsAbove: random.wild(count), label: "bins",
    style: random.next() < 0.5 ? .filled : .points)
  var layers: [Layer] = []
  switch Int(random.next() * 7) {
  case 0: layers = [.bins(bins)]
  case 1: layers = [.stack([bins, bins]), .bins(bins)]
  case 2: layers = [.points(Points(x: random.wild(count), y: random.wild(count), label: "p"))]
  case 3:
    layers = [
      .line(Line(x: random.wild(count), y: random.wild(count), isCurve: random.next() < 0.5))
    ]
  case 4:
    layers = [.cells(Cells(xEdges: edges, yEdges: edges, counts: random.wild(count)))]
  case 5:
    let words = (0..<count).map { "word \($0)" }
    return Picture(
      x: Axis(kind: .words(words)), y: y,
      layers: [
        .bins(Bins(edges: (0...count).map { Double($0) }, counts: random.wild(count)))
      ])
  default:
    return Picture(
      x: Axis(kind: .words(["a", "b"])), y: y,
      layers: [
        .boxes(
          (0..<2).map { _ in
            Box(
              low: random.wild(), lowerQuarter: random.wild(), median: random.wild(),
              upperQuarter: random.wild(), high: random.wild(), outliers: random.wild(5))
          })
      ])
  }
  return Picture(
    title: "wild", x: x, y: y, layers: layers, hasRatio: random.next() < 0.3,
    shading: random.next() < 0.3 ? Shading(title: "s", low: 0, high: 5) : nil)
}
