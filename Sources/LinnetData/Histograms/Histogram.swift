/// Counts in bins, with their uncertainties and all that fell outside.
///
/// Immutable once made.
public final class Histogram: Sendable {
  /// The edges, one more than bins, rising.
  ///
  /// For words: 0, 1, 2, ….
  public let edges: [Double]
  /// The sum of weights in each bin.
  public let counts: [Double]
  /// The sum of squared weights in each bin; its root is the error.
  public let variances: [Double]
  /// The sum of weights below the first edge.
  public let below: Double
  /// The sum of weights above the last edge.
  public let above: Double
  /// The number of gaps left out.
  public let missing: Int
  /// The number of values that came in, below and above included, gaps not.
  public let entries: Int
  /// The word of each bin; empty when the bins are numbers.
  public let labels: [String]
  /// Weight, mean and spread of the values inside the range.
  public let moments: HistogramMoments
  /// What is counted, for the axis, for example `m`; may be empty.
  public let name: String
  /// The unit of what is counted; may be empty.
  public let unit: String
  /// True when the edges grow by equal factors (`scale: "log"`).
  public let isLogarithmic: Bool

  /// True when the edges are days since 1970, so that labels show dates.
  public let isDate: Bool
  /// The sums of squared weights below the first and above the last edge.
  public let outerVariances: (below: Double, above: Double)

  /// Makes a histogram from its parts.
  public init(
    edges: [Double], counts: [Double], variances: [Double], below: Double = 0, above: Double = 0,
    missing: Int = 0, entries: Int, labels: [String] = [],
    moments: HistogramMoments, name: String = "", unit: String = "",
    isLogarithmic: Bool = false, isDate: Bool = false,
    outerVariances: (below: Double, above: Double)? = nil
  ) {
    self.edges = edges
    self.counts = counts
    self.variances = variances
    self.below = below
    self.above = above
    self.missing = missing
    self.entries = entries
    self.labels = labels
    self.moments = moments
    self.name = name
    self.unit = unit
    self.isLogarithmic = isLogarithmic
    self.isDate = isDate
    self.outerVariances = outerVariances ?? (below.magnitude, above.magnitude)
  }
}
