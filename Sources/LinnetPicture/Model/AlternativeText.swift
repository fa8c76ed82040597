/// Says in one or two sentences what a picture shows, for those who hear it.
enum AlternativeText {
  static func describe(title: String, x: Axis, y: Axis, layers: [Layer]) -> String {
    guard let first = layers.first else { return "An empty picture." }
    var sentences: [String] = []
    switch first {
    case .bins, .stack: sentences = bins(x, layers)
    case .points: sentences = points(x, y, layers)
    case .line(let line): sentences = lines(line, x, y, layers)
    case .boxes(let boxes): sentences = [describe(boxes, x, y)]
    case .cells(let cells):
      sentences = [
        "Grid of counts of \(name(y)) against \(name(x)), "
          + "\(max(cells.xEdges.count - 1, 0)) by \(max(cells.yEdges.count - 1, 0)) fields."
      ]
    }
    let text = sentences.joined(separator: " ")
    return title.isEmpty ? text : "\(title). \(text)"
  }

  private static func name(_ axis: Axis) -> String { axis.title.isEmpty ? "values" : axis.title }

  private static func number(_ value: Double, _ axis: Axis) -> String {
    if case .date = axis.kind { return DateTicks.iso(value) }
    return Numerals.significant(value, digits: 4)
  }

  private static func bins(_ x: Axis, _ layers: [Layer]) -> [String] {
    var labels: [String] = []
    var first: Bins?
    var hasStack = false
    var hasData = false
    for layer in layers {
      switch layer {
      case .stack(let parts):
        hasStack = true
        if first == nil { first = Bins.sum(parts) }
        labels += parts.map { $0.label }
      case .bins(let bins):
        if first == nil { first = bins }
        if bins.style == .points { hasData = true }
        labels.append(bins.label)
      case .line(let line): labels.append(line.label)
      default: break
      }
    }
    guard let first, let low = first.edges.first, let high = first.edges.last else {
      return ["An empty histogram."]
    }
    var opening = hasStack ? "Stacked histograms" : (layers.count > 1 ? "Histograms" : "Histogram")
    if x.words != nil { opening = hasStack ? "Stacked bars" : "Bars" }
    opening += " of \(name(x))"
    if let words = x.words {
      opening += " for \(words.count) \(words.count == 1 ? "word" : "words")"
    } else {
      opening +=
        " from \(number(low, x)) to \(number(high, x)) in \(first.counts.count) "
        + (first.counts.count == 1 ? "bin" : "bins")
    }
    if hasData { opening += ", with data as points" }
    let known = labels.filter { !$0.isEmpty }
    if known.count > 1 { opening += ": " + known.joined(separator: ", ") }
    return [opening + ".", peak(first, x, hasStack)]
  }

  private static func peak(_ bins: Bins, _ x: Axis, _ isSum: Bool) -> String {
    let total = bins.counts.indices.reduce(0.0) { $0 + bins.height($1) }
    var best = 0
    for bin in bins.counts.indices where bins.height(bin) > bins.height(best) { best = bin }
    guard bins.counts.count > 0, bins.height(best) != 0 else {
      return "Nothing lies in this range."
    }
    let place =
      if let words = x.words, best < words.count { words[best] } else {
        "\(number(bins.edges[best], x)) to \(number(bins.edges[best + 1], x))"
      }
    let what = isSum ? "The sum is" : "In all"
    return "\(what) \(Numerals.significant(total, digits: 6)); the tallest, \(place), "
      + "holds \(Numerals.significant(bins.height(best), digits: 4))."
  }

  private static func points(_ x: Axis, _ y: Axis, _ layers: [Layer]) -> [String] {
    var count = 0
    var across = Extent()
    var up = Extent()
    var labels: [String] = []
    for case .points(let points) in layers {
      for index in points.x.indices where points.x[index].isFinite && points.y[index].isFinite {
        count += 1
        across.include(points.x[index])
        up.include(points.y[index])
      }
      if !points.label.isEmpty { labels.append(points.label) }
    }
    let opening = "\(Numerals.count(count)) \(count == 1 ? "point" : "points")"
    var text = "\(opening) of \(name(y)) against \(name(x))"
    if labels.count > 1 {
      text += " in \(labels.count) groups: " + labels.prefix(8).joined(separator: ", ")
    }
    if across.isEmpty { return [text + "."] }
    return [
      text + ".",
      "\(name(x)) from \(number(across.low, x)) to \(number(across.high, x)), "
        + "\(name(y)) from \(number(up.low, y)) to \(number(up.high, y)).",
    ]
  }

  private static func lines(_ first: Line, _ x: Axis, _ y: Axis, _ layers: [Layer]) -> [String] {
    var across = Extent()
    var up = Extent()
    var labels: [String] = []
    for case .line(let line) in layers {
      for index in line.x.indices where line.y[index].isFinite {
        across.include(line.x[index])
        up.include(line.y[index])
      }
      if !line.label.isEmpty { labels.append(line.label) }
    }
    let word = first.isCurve ? "curve" : first.isFilled ? "area" : "line"
    var text = word.prefix(1).uppercased() + word.dropFirst()
    if layers.count > 1 { text = "\(layers.count) \(word)s" }
    text += " of \(name(y)) against \(name(x))"
    if labels.count > 1 { text += ": " + labels.prefix(8).joined(separator: ", ") }
    if across.isEmpty { return [text + ", without any point."] }
    return [
      text + ".",
      "\(name(x)) from \(number(across.low, x)) to \(number(across.high, x)), "
        + "\(name(y)) from \(number(up.low, y)) to \(number(up.high, y)).",
    ]
  }

  private static func describe(_ boxes: [Box], _ x: Axis, _ y: Axis) -> String {
    let words = x.words ?? []
    let medians = boxes.indices.prefix(8).map { place in
      (place < words.count ? words[place] + " " : "") + number(boxes[place].median, y)
    }
    return "\(boxes.count) \(boxes.count == 1 ? "box" : "boxes") of \(name(y)); middle values: "
      + medians.joined(separator: ", ") + "."
  }
}
