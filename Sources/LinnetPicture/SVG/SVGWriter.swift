/// Turns drawing steps into SVG elements.
struct SVGWriter {
  private var out: [UInt8] = []
  private let palette: Palette
  private let darkPalette: Palette
  private let theme: SVG.Theme
  /// Paints met so far, for the dark style sheet.
  private var fills: [Paint] = []
  private var strokes: [Paint] = []
  private var clips = 0
  /// Stands for the name made from the content until the content is known.
  private static let placeholder: UInt8 = 1
  private static let fonts =
    "'TeX Gyre Heros',Helvetica,Arial,'Liberation Sans',sans-serif"

  init(seriesCount: Int, theme: SVG.Theme) {
    palette = Palette(isDark: theme == .dark, seriesCount: seriesCount)
    darkPalette = Palette(isDark: true, seriesCount: seriesCount)
    self.theme = theme
  }

  /// The whole document.
  mutating func document(_ picture: Picture, _ scene: Scene) -> String {
    path(
      .rectangle(Scene.Rectangle(left: 0, top: 0, width: scene.width, height: scene.height)),
      fill: Scene.Fill(paint: .ground), stroke: nil)
    for mark in scene.marks { write(mark) }
    let body = named(out)
    out = []
    put("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"")
    put(scene.width)
    put("\" height=\"")
    put(scene.height)
    put("\" viewBox=\"0 0 ")
    put(scene.width)
    put(" ")
    put(scene.height)
    put("\" role=\"img\" aria-label=\"")
    escape(picture.title.isEmpty ? picture.alternativeText : picture.title)
    put("\" font-family=\"\(Self.fonts)\">\n<title>")
    escape(picture.title.isEmpty ? "Picture" : picture.title)
    put("</title>\n<desc>")
    escape(picture.alternativeText)
    put("</desc>\n")
    if theme == .automatic { putStyle() }
    out += body
    put("</svg>\n")
    return String(decoding: out, as: UTF8.self)
  }

  /// Puts a name made from the content (FNV-1a) where the placeholders are.
  private func named(_ bytes: [UInt8]) -> [UInt8] {
    var hash: UInt32 = 2_166_136_261
    for byte in bytes { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    let name = Array(("ln" + String(hash, radix: 36)).utf8)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 64)
    for byte in bytes {
      if byte == Self.placeholder { result += name } else { result.append(byte) }
    }
    return result
  }

  private mutating func putStyle() {
    put("<style>@media (prefers-color-scheme:dark){")
    for paint in fills {
      put(".\(className(paint, "f")){fill:\(darkPalette.color(paint).hex)}")
    }
    for paint in strokes {
      put(".\(className(paint, "k")){stroke:\(darkPalette.color(paint).hex)}")
    }
    put("}</style>\n")
  }

  /// The class of a paint; empty where it looks the same on every ground.
  private func className(_ paint: Paint, _ kind: String) -> String {
    // The larger set of colours has names of its own, because the page may hold pictures of both.
    let set = palette.seriesCount > 6 ? "t" : "s"
    switch paint {
    case .ink: return "ln-\(kind)-ink"
    case .muted: return "ln-\(kind)-muted"
    case .ground: return "ln-\(kind)-ground"
    case .series(let index): return "ln-\(kind)-\(set)\(index)"
    case .edge(let index): return "ln-\(kind)-\(set)\(index)e"
    case .shade: return ""
    }
  }

  // MARK: Marks

  private mutating func write(_ mark: Scene.Mark) {
    switch mark {
    case .path(let path, let fill, let stroke): self.path(path, fill: fill, stroke: stroke)
    case .markers(let markers): write(markers)
    case .text(let text): write(text)
    case .beginClip(let frame):
      put("<clipPath id=\"")
      out.append(Self.placeholder)
      put("-\(clips)\"><rect x=\"")
      put(frame.left)
      put("\" y=\"")
      put(frame.top)
      put("\" width=\"")
      put(frame.width)
      put("\" height=\"")
      put(frame.height)
      put("\"/></clipPath>\n<g clip-path=\"url(#")
      out.append(Self.placeholder)
      put("-\(clips))\">\n")
      clips += 1
    case .endClip: put("</g>\n")
    }
  }

  private mutating func path(_ path: Scene.Path, fill: Scene.Fill?, stroke: Scene.Stroke?) {
    if path.steps.isEmpty { return }
    put("<path d=\"")
    putSteps(path)
    put("\"")
    putLook(fill: fill, stroke: stroke)
    put("/>\n")
  }

  private mutating func putLook(fill: Scene.Fill?, stroke: Scene.Stroke?) {
    var classes: [String] = []
    if let fill {
      put(" fill=\"\(palette.color(fill.paint).hex)\"")
      if fill.opacity < 1 {
        put(" fill-opacity=\"")
        put(fill.opacity)
        put("\"")
      }
      if theme == .automatic {
        let name = className(fill.paint, "f")
        if !name.isEmpty {
          classes.append(name)
          if !fills.contains(fill.paint) { fills.append(fill.paint) }
        }
      }
    } else {
      put(" fill=\"none\"")
    }
    if let stroke {
      put(" stroke=\"\(palette.color(stroke.paint).hex)\" stroke-width=\"")
      put(stroke.width)
      put("\"")
      if !stroke.dash.isEmpty {
        put(" stroke-dasharray=\"")
        for (index, length) in stroke.dash.enumerated() {
          if index > 0 { put(" ") }
          put(length)
        }
        put("\"")
      }
      if stroke.isRound { put(" stroke-linejoin=\"round\" stroke-linecap=\"round\"") }
      if theme == .automatic {
        let name = className(stroke.paint, "k")
        if !name.isEmpty {
          classes.append(name)
          if !strokes.contains(stroke.paint) { strokes.append(stroke.paint) }
        }
      }
    }
    if !classes.isEmpty { put(" class=\"\(classes.joined(separator: " "))\"") }
  }

  private mutating func putSteps(_ path: Scene.Path) {
    var pen = Scene.Point(x: .nan, y: .nan)
    for step in path.steps {
      switch step {
      case .move(let point):
        put("M")
        put(point.x)
        put(" ")
        put(point.y)
        pen = point
      case .line(let point):
        if point.y == pen.y {
          if point.x == pen.x { continue }
          put("H")
          put(point.x)
        } else if point.x == pen.x {
          put("V")
          put(point.y)
        } else {
          put("L")
          put(point.x)
          put(" ")
          put(point.y)
        }
        pen = point
      case .close: put("Z")
      }
    }
  }

  private mutating func write(_ markers: Scene.Markers) {
    if markers.isDense {
      put("<path d=\"")
      for place in markers.places {
        put("M")
        put(place.x)
        put(" ")
        put(place.y)
        put("h.01")
      }
      put("\"")
      var stroke = Scene.Stroke(paint: markers.fill.paint, width: markers.radius * 2)
      stroke.isRound = true
      putLook(fill: nil, stroke: stroke)
      if markers.fill.opacity < 1 {
        put(" stroke-opacity=\"")
        put(markers.fill.opacity)
        put("\"")
      }
      put("/>\n")
      return
    }
    if markers.shape == .circle {
      put("<g")
      putLook(fill: markers.fill, stroke: markers.stroke)
      put(">")
      for place in markers.places {
        put("<circle cx=\"")
        put(place.x)
        put("\" cy=\"")
        put(place.y)
        put("\" r=\"")
        put(markers.radius)
        put("\"/>")
      }
      put("</g>\n")
      return
    }
    var shapes = Scene.Path()
    for place in markers.places { Self.add(markers.shape, place, markers.radius, to: &shapes) }
    if markers.shape == .ring || markers.shape == .cross {
      path(
        shapes, fill: nil,
        stroke: Scene.Stroke(paint: markers.fill.paint, width: max(1, markers.radius * 0.45)))
    } else {
      path(shapes, fill: markers.fill, stroke: markers.stroke)
    }
  }

  /// Shapes of about equal area around a place.
  private static func add(
    _ shape: MarkerShape, _ place: Scene.Point, _ radius: Double, to path: inout Scene.Path
  ) {
    func polygon(_ corners: [(Double, Double)]) {
      for (index, corner) in corners.enumerated() {
        let x = place.x + corner.0 * radius
        let y = place.y + corner.1 * radius
        if index == 0 { path.move(x, y) } else { path.line(x, y) }
      }
      path.close()
    }
    switch shape {
    case .square: polygon([(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)])
    case .triangle: polygon([(0, -1.2), (1.1, 0.8), (-1.1, 0.8)])
    case .diamond: polygon([(0, -1.3), (1.05, 0), (0, 1.3), (-1.05, 0)])
    case .cross:
      path.move(place.x - radius, place.y - radius)
      path.line(place.x + radius, place.y + radius)
      path.move(place.x - radius, place.y + radius)
      path.line(place.x + radius, place.y - radius)
    case .circle, .ring:
      // An octagon, close enough to a circle at this size.
      polygon([
        (1, -0.41), (1, 0.41), (0.41, 1), (-0.41, 1), (-1, 0.41), (-1, -0.41), (-0.41, -1),
        (0.41, -1),
      ])
    }
  }

  private mutating func write(_ text: Scene.TextMark) {
    put("<text x=\"")
    put(text.x)
    put("\" y=\"")
    put(text.y)
    put("\" font-size=\"")
    put(text.size)
    put("\"")
    switch text.anchor {
    case .start: break
    case .middle: put(" text-anchor=\"middle\"")
    case .end: put(" text-anchor=\"end\"")
    }
    if text.isBold { put(" font-weight=\"bold\"") }
    if text.rotation != 0 {
      put(" transform=\"rotate(")
      put(-text.rotation)
      put(" ")
      put(text.x)
      put(" ")
      put(text.y)
      put(")\"")
    }
    putLook(fill: Scene.Fill(paint: text.paint), stroke: nil)
    put(">")
    escape(text.text)
    if !text.raised.isEmpty {
      put("<tspan font-size=\"72%\" dy=\"-0.55em\">")
      escape(text.raised)
      put("</tspan>")
    }
    put("</text>\n")
  }

  // MARK: Text and numbers

  private mutating func put(_ text: String) { out.append(contentsOf: text.utf8) }

  /// Text with the five special characters of XML written as entities and control characters left out.
  private mutating func escape(_ text: String) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): put("&amp;")
      case UInt8(ascii: "<"): put("&lt;")
      case UInt8(ascii: ">"): put("&gt;")
      case UInt8(ascii: "\""): put("&quot;")
      case UInt8(ascii: "'"): put("&#39;")
      case 9, 10, 13: out.append(UInt8(ascii: " "))
      case 0..<32, 127: break
      default: out.append(byte)
      }
    }
  }

  /// A coordinate with at most two places after the point.
  private mutating func put(_ value: Double) {
    guard value.isFinite else {
      out.append(UInt8(ascii: "0"))
      return
    }
    var hundredths = Int32((max(-1e6, min(value, 1e6)) * 100).rounded())
    if hundredths < 0 {
      out.append(UInt8(ascii: "-"))
      hundredths = -hundredths
    }
    put(String(hundredths / 100))
    let rest = UInt8(hundredths % 100)
    if rest == 0 { return }
    out.append(UInt8(ascii: "."))
    out.append(48 + rest / 10)
    if rest % 10 != 0 { out.append(48 + rest % 10) }
  }
}
