/// One thing drawn over the axes of a picture.
public enum Layer: Sendable {
  /// A histogram, or bars over words.
  case bins(Bins)
  /// Histograms on top of each other, the first at the bottom; all with the same edges.
  case stack([Bins])
  /// Points, perhaps with error bars, sizes or shades.
  case points(Points)
  /// Points joined by straight pieces; a gap (NaN) leaves a hole.
  case line(Line)
  /// One box a word.
  case boxes([Box])
  /// Counts in a grid of rectangles, shown as shades.
  case cells(Cells)
}

/// Heights over bins.
public struct Bins: Sendable {
  /// The edges, one more than bins, rising; 0, 1, 2, … for words.
  public var edges: [Double]
  /// The heights.
  public var counts: [Double]
  /// How far the error bar reaches below each height; empty when there are none.
  public var errorsBelow: [Double]
  /// How far the error bar reaches above each height; empty when there are none.
  public var errorsAbove: [Double]
  /// The name in the legend; may be empty.
  public var label: String
  /// How it is drawn.
  public var style: Style

  /// How heights over bins are drawn.
  public enum Style: Sendable {
    /// As a filled shape with an outline.
    case filled
    /// As an outline.
    case outlined
    /// As points with error bars at the middle of each bin; empty bins have none.
    case points
  }

  /// Makes heights over bins; lists that do not fit the edges are cut or filled with zeros.
  public init(
    edges: [Double], counts: [Double], errorsBelow: [Double] = [], errorsAbove: [Double] = [],
    label: String = "", style: Style = .filled
  ) {
    let bins = max(edges.count - 1, 0)
    self.edges = bins == 0 ? [] : edges
    self.counts = Self.fit(counts, bins)
    self.errorsBelow = errorsBelow.isEmpty ? [] : Self.fit(errorsBelow, bins)
    self.errorsAbove = errorsAbove.isEmpty ? [] : Self.fit(errorsAbove, bins)
    self.label = label
    self.style = style
  }

  private static func fit(_ values: [Double], _ count: Int) -> [Double] {
    if values.count == count { return values }
    if values.count > count { return Array(values[..<count]) }
    return values + [Double](repeating: 0, count: count - values.count)
  }

  /// The height of a bin, with 0 in place of a gap.
  func height(_ bin: Int) -> Double { counts[bin].isFinite ? counts[bin] : 0 }
  /// The length of the lower error bar.
  func below(_ bin: Int) -> Double {
    errorsBelow.isEmpty || !errorsBelow[bin].isFinite ? 0 : errorsBelow[bin]
  }
  /// The length of the upper error bar.
  func above(_ bin: Int) -> Double {
    errorsAbove.isEmpty || !errorsAbove[bin].isFinite ? 0 : errorsAbove[bin]
  }
  /// The middle of a bin.
  func center(_ bin: Int) -> Double { edges[bin] / 2 + edges[bin + 1] / 2 }
  /// True when the bin is drawn as a point: it holds something.
  func hasPoint(_ bin: Int) -> Bool {
    counts[bin].isFinite && (counts[bin] != 0 || (!errorsBelow.isEmpty && errorsBelow[bin] > 0))
  }
}

/// Points in the plane.
public struct Points: Sendable {
  /// Where they are along the bottom.
  public var x: [Double]
  /// Where they are along the side; as many as `x`.
  public var y: [Double]
  /// How far the error bar reaches below each point; empty when there are none.
  public var errorsBelow: [Double]
  /// How far the error bar reaches above each point; empty when there are none.
  public var errorsAbove: [Double]
  /// The area of each point, from 0 to 1; empty when all are alike.
  public var sizes: [Double]
  /// The place of each point's colour on the picture's colour scale; empty when all are alike.
  public var shades: [Double]
  /// The name in the legend; may be empty.
  public var label: String

  /// Makes points; the longer of `x` and `y` is cut.
  public init(
    x: [Double], y: [Double], errorsBelow: [Double] = [], errorsAbove: [Double] = [],
    sizes: [Double] = [], shades: [Double] = [], label: String = ""
  ) {
    let count = min(x.count, y.count)
    self.x = x.count == count ? x : Array(x[..<count])
    self.y = y.count == count ? y : Array(y[..<count])
    self.errorsBelow = errorsBelow.count == count ? errorsBelow : []
    self.errorsAbove = errorsAbove.count == count ? errorsAbove : []
    self.sizes = sizes.count == count ? sizes : []
    self.shades = shades.count == count ? shades : []
    self.label = label
  }

  func below(_ index: Int) -> Double {
    errorsBelow.isEmpty || !errorsBelow[index].isFinite ? 0 : errorsBelow[index]
  }
  func above(_ index: Int) -> Double {
    errorsAbove.isEmpty || !errorsAbove[index].isFinite ? 0 : errorsAbove[index]
  }
}

/// Points joined by straight pieces, or the curve of a function.
public struct Line: Sendable {
  /// Where the points are along the bottom.
  public var x: [Double]
  /// Where the points are along the side; as many as `x`.
  public var y: [Double]
  /// The name in the legend; may be empty.
  public var label: String
  /// True for the curve of a function, which is smooth and may leave the frame.
  public var isCurve: Bool
  /// True when the area between the line and zero is filled.
  public var isFilled: Bool
  /// True when each point has a marker: of short lines that are no curves and fill nothing.
  var hasMarkers: Bool { !isCurve && !isFilled && x.count <= 30 }

  /// Makes a line; the longer of `x` and `y` is cut.
  public init(
    x: [Double], y: [Double], label: String = "", isCurve: Bool = false, isFilled: Bool = false
  ) {
    self.isFilled = isFilled
    let count = min(x.count, y.count)
    self.x = x.count == count ? x : Array(x[..<count])
    self.y = y.count == count ? y : Array(y[..<count])
    self.label = label
    self.isCurve = isCurve
  }
}

/// The five numbers of a box, and what lies far outside.
public struct Box: Sendable {
  /// The end of the lower whisker.
  public var low: Double
  /// A quarter of the values lie below.
  public var lowerQuarter: Double
  /// Half of the values lie below.
  public var median: Double
  /// Three quarters of the values lie below.
  public var upperQuarter: Double
  /// The end of the upper whisker.
  public var high: Double
  /// Values beyond the whiskers.
  public var outliers: [Double]

  /// Makes a box from its numbers.
  public init(
    low: Double, lowerQuarter: Double, median: Double, upperQuarter: Double, high: Double,
    outliers: [Double] = []
  ) {
    self.low = low
    self.lowerQuarter = lowerQuarter
    self.median = median
    self.upperQuarter = upperQuarter
    self.high = high
    self.outliers = outliers
  }
}

/// Counts in a grid: `counts[row * columns + column]`, the lowest row first.
public struct Cells: Sendable {
  /// The edges along the bottom.
  public var xEdges: [Double]
  /// The edges along the side.
  public var yEdges: [Double]
  /// The counts, row by row.
  public var counts: [Double]

  /// Makes a grid; counts that do not fit the edges are cut or filled with zeros.
  public init(xEdges: [Double], yEdges: [Double], counts: [Double]) {
    let fits = xEdges.count > 1 && yEdges.count > 1
    self.xEdges = fits ? xEdges : []
    self.yEdges = fits ? yEdges : []
    let count = fits ? (xEdges.count - 1) * (yEdges.count - 1) : 0
    self.counts =
      counts.count >= count
      ? Array(counts[..<count])
      : counts + [Double](repeating: 0, count: count - counts.count)
  }
}
