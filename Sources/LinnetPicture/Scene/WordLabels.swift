/// The words along an axis: level where they fit, on two lines, or slanted, and only every so many.
struct WordLabels {
  /// The lines of each word; empty for a word left out.
  var lines: [[String]] = []
  /// The angle of slanted words in degrees; 0 for level ones.
  var slant = 0.0
  /// How much height they need below the axis.
  var height = 0.0

  /// No words.
  init() {}

  /// Lays words out in slots of equal width, the first beginning `left` from the edge of the picture.
  init(_ names: [String], slot: Double, size: Double, left: Double) {
    let measure = { (text: String) in LabelWidth.ems(text) }
    let level = slot * 0.94 / size
    if names.allSatisfy({ measure($0) <= level }) {
      lines = names.map { [$0] }
      height = size * 1.5
      return
    }
    let broken = names.map { LabelWidth.wrapped($0, limit: level, lines: 2, measure) }
    if !broken.contains(where: { lines in lines.contains { isCut($0, names) } }) {
      lines = broken
      height = size * 2.6
      return
    }
    // Slanted lines of text must stay a line apart; the steeper, the closer they may begin.
    let isSteep = slot * 0.62 < size * 1.1
    slant = isSteep ? 60 : 38
    let (sine, cosine) = isSteep ? (0.87, 0.5) : (0.62, 0.79)
    let every = max(1, Int((size * 1.1 / max(slot * sine, 0.01)).rounded(.up)))
    var longest = 0.0
    for (index, name) in names.enumerated() {
      guard index % every == 0 else {
        lines.append([])
        continue
      }
      let room = (left + slot * (Double(index) + 0.5) - size / 2) / cosine / size
      let short = LabelWidth.abridged(name, limit: min(9, room), measure)
      longest = max(longest, measure(short))
      lines.append([short])
    }
    height = size * (longest * sine + 1.3)
  }

  private func isCut(_ line: String, _ names: [String]) -> Bool {
    line.unicodeScalars.last == "…" && !names.contains(line)
  }
}
