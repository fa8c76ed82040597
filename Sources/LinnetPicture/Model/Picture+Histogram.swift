import LinnetData

extension Picture {
  /// How a histogram picture differs from what its histograms say by themselves.
  public struct Choices: Sendable {
    /// The heading.
    public var title = ""
    /// The title of the lower axis, perhaps with a unit: `dimuon mass [GeV]`; nil for the usual.
    public var x: String?
    /// The title of the side axis; nil for the usual.
    public var y: String?
    /// True for equal factors up the side.
    public var isLogarithmic = false
    /// The lower end of the lower axis.
    public var from: Double?
    /// The upper end of the lower axis.
    public var to: Double?
    /// True for a second panel with data divided by prediction.
    public var hasRatio = false

    /// Makes the usual choices.
    public init() {}
  }

  /// Histograms over each other, perhaps on a stack, perhaps with data as points on top.
  ///
  /// All share the axes of the first. `stack` is drawn at the back, the first part at the bottom.
  public static func histograms(
    _ overlay: [(histogram: Histogram, label: String)] = [],
    stack: [(histogram: Histogram, label: String)] = [],
    data: [(histogram: Histogram, label: String)] = [],
    curves: [Line] = [], choices: Choices = Choices()
  ) -> Picture {
    let all = stack + overlay + data
    guard let first = all.first?.histogram else {
      return Picture(title: choices.title)
    }
    let isAlone = overlay.count == 1 && stack.isEmpty
    var layers: [Layer] = []
    if !stack.isEmpty { layers.append(.stack(stack.map { Bins($0.histogram, label: $0.label) })) }
    for (histogram, label) in overlay {
      let isFilled = isAlone || !first.labels.isEmpty
      layers.append(
        .bins(Bins(histogram, label: label, style: isFilled ? .filled : .outlined)))
    }
    for curve in curves { layers.append(.line(curve)) }
    for (histogram, label) in data {
      layers.append(.bins(Bins(histogram, label: label, style: .points)))
    }
    let x = lowerAxis(first, choices)
    return Picture(
      title: choices.title, x: x, y: sideAxis(first, x, choices), layers: layers,
      hasRatio: choices.hasRatio, ratioLabel: data.isEmpty ? "ratio" : "data / sum",
      remarks: all.count == 1 ? remarks(first) : [])
  }

  private static func lowerAxis(_ histogram: Histogram, _ choices: Choices) -> Axis {
    var axis = Axis(label: histogram.name, unit: histogram.unit)
    if let title = choices.x { (axis.label, axis.unit) = Axis.split(title) }
    if !histogram.labels.isEmpty {
      axis.kind = .words(histogram.labels)
    } else if histogram.isDate {
      axis.kind = .date
    }
    axis.spacing = histogram.isLogarithmic ? .logarithmic : .linear
    axis.from = choices.from
    axis.to = choices.to
    return axis
  }

  /// `events / 2 GeV` where the unit is one of energy, `entries / 2 mm` elsewhere.
  private static func sideAxis(_ histogram: Histogram, _ x: Axis, _ choices: Choices) -> Axis {
    var axis = Axis(spacing: choices.isLogarithmic ? .logarithmic : .linear)
    if let title = choices.y {
      (axis.label, axis.unit) = Axis.split(title)
      return axis
    }
    if !histogram.labels.isEmpty || histogram.isLogarithmic || histogram.isDate {
      axis.label = isEnergy(x.unit) ? "events" : "entries"
    } else {
      axis.label = countLabel(edges: histogram.edges, x: x)
    }
    return axis
  }

  /// What bars over bins count, with the width of the bins where all are alike.
  public static func countLabel(edges: [Double], x: Axis) -> String {
    let what = isEnergy(x.unit) ? "events" : "entries"
    guard let width = Bins(edges: edges, counts: []).uniformWidth else { return what }
    let size = Numerals.significant(width, digits: 4)
    if !x.unit.isEmpty { return "\(what) / \(size) \(x.unit)" }
    return width == 1 ? what : "\(what) / \(size)"
  }

  private static func isEnergy(_ unit: String) -> Bool {
    for known in ["eV", "keV", "MeV", "GeV", "TeV"] {
      if unit == known || unit == known + "/c" || unit == known + "/c²" || unit == known + "/c^2" {
        return true
      }
    }
    return false
  }

  private static func remarks(_ histogram: Histogram) -> [String] {
    var lines = [
      Numerals.count(histogram.entries) + (histogram.entries == 1 ? " entry" : " entries")
    ]
    if histogram.below != 0 { lines.append(Numerals.significant(histogram.below) + " below") }
    if histogram.above != 0 { lines.append(Numerals.significant(histogram.above) + " above") }
    if histogram.missing != 0 { lines.append(Numerals.count(histogram.missing) + " missing") }
    return lines
  }
}
