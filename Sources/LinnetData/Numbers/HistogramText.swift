import LinnetText

/// A histogram in a line or two, for where no picture is drawn.
public enum HistogramText {
  /// What a histogram holds: `histogram of m: 60 bins from 60 to 120, 10227 entries (12 below, 3 above)`.
  public static func summary(_ histogram: Histogram) -> String {
    let bins = histogram.counts.count
    var text = "histogram"
    if !histogram.name.isEmpty { text += " of \(histogram.name)" }
    text += ": \(bins) " + (bins == 1 ? "bin" : "bins")
    if histogram.labels.isEmpty, let first = histogram.edges.first, let last = histogram.edges.last
    {
      text += " from \(NumberText.shown(first)) to \(NumberText.shown(last))"
      if !histogram.unit.isEmpty { text += " \(histogram.unit)" }
    }
    text += ", \(histogram.entries) " + (histogram.entries == 1 ? "entry" : "entries")
    var outside: [String] = []
    if histogram.below != 0 { outside.append("\(NumberText.shown(histogram.below)) below") }
    if histogram.above != 0 { outside.append("\(NumberText.shown(histogram.above)) above") }
    if histogram.missing != 0 { outside.append("\(histogram.missing) missing") }
    if !outside.isEmpty { text += " (" + outside.joined(separator: ", ") + ")" }
    guard !histogram.labels.isEmpty else { return text }
    let bars = histogram.labels.indices.prefix(8).map {
      "\(histogram.labels[$0]) \(NumberText.shown(histogram.counts[$0]))"
    }
    return text + "\n" + bars.joined(separator: ", ") + (histogram.labels.count > 8 ? ", …" : "")
  }
}
