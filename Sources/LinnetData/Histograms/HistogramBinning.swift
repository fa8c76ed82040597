import CLinnetKernels
import LinnetText

/// What a person asked for when making a histogram; what is left out is chosen from the data.
public struct HistogramBinning: Sendable {
  /// The number of bins.
  public var bins: Double?
  /// Where the first bin begins; days since 1970 for dates.
  public var from: Double?
  /// Where the last bin ends; days since 1970 for dates.
  public var to: Double?
  /// The width of a bin.
  public var width: Double?
  /// All edges.
  public var edges: [Double]?
  /// True for bins that grow by equal factors.
  public var isLogarithmic = false

  /// Asks for nothing: round-numbered automatic bins.
  public init(
    bins: Double? = nil, from: Double? = nil, to: Double? = nil, width: Double? = nil,
    edges: [Double]? = nil, isLogarithmic: Bool = false
  ) {
    self.bins = bins
    self.from = from
    self.to = to
    self.width = width
    self.edges = edges
    self.isLogarithmic = isLogarithmic
  }

  /// The most bins a histogram may have.
  public static let mostBins = 1_000_000

  /// The edges for some values.
  ///
  /// Throws `bins-count`, `bins-width`, `bins-range`, `bins-edges` and, for `scale: "log"`, `bins-log`.
  public func edges(for values: [Double]) throws(DataMistake) -> [Double] {
    if let edges { return try checked(edges) }
    let count = try wantedBins()
    if isLogarithmic { return try logarithmicEdges(for: values, count) }
    if let width { return try edges(width: width, for: values, count) }
    if let count {
      let (low, high) = try range(for: values)
      return try regular(low, high, count)
    }
    if let from, let to {
      guard from < to, (to - from).isFinite else { throw badRange(from, to) }
      let inside = values.filter { $0 >= from && $0 <= to }
      let automatic = AutomaticBins(inside, from: from, to: to)
      return try regular(from, to, automatic.count(over: to - from))
    }
    let automatic = AutomaticBins(values, from: from, to: to)
    guard let first = automatic.edges.first, let last = automatic.edges.last, first < last else {
      throw badRange(from ?? 0, to ?? 0)
    }
    return automatic.edges
  }

  /// Equal bins; every edge is `low + i (high - low) / count`, the last one `high` itself.
  private func regular(_ low: Double, _ high: Double, _ count: Int) throws(DataMistake)
    -> [Double]
  {
    guard low < high, (high - low).isFinite else { throw badRange(low, high) }
    let width = (high - low) / Double(count)
    var edges = (0..<count).map {
      Self.decimal(low + Double($0) * (high - low) / Double(count), width: width, low, high)
    }
    edges.append(high)
    // Bins finer than the digits of the numbers would be empty by construction.
    guard edges.indices.dropFirst().allSatisfy({ edges[$0] > edges[$0 - 1] }) else {
      throw badRange(low, high)
    }
    return edges
  }

  /// An edge as a person would write it, when it is only a last binary digit away from that.
  ///
  /// 5.5 + 23 · 0.1 is 7.800000000000001, and every 7.8 of the data would fall into the bin before.
  private static func decimal(_ edge: Double, width: Double, _ low: Double, _ high: Double)
    -> Double
  {
    let size = linnet_log10(width)
    // An end that was asked for stays as it is.
    guard size > -15, size < 15, edge != low else { return edge }
    let written = NumberText.rounding(edge, digits: max(0, 6 - Int(size.rounded(.down))))
    let slack = 4 * max(low.magnitude, high.magnitude).ulp
    // Adding nothing turns a zero below zero into the ordinary one.
    return (written - edge).magnitude <= slack ? written + 0 : edge
  }

  private func wantedBins() throws(DataMistake) -> Int? {
    guard let bins else { return nil }
    guard bins >= 1, bins <= Double(Self.mostBins), bins == bins.rounded() else {
      throw DataMistake("bins-count", ["bins": NumberText.shown(bins)])
    }
    return Int(bins)
  }

  private func checked(_ edges: [Double]) throws(DataMistake) -> [Double] {
    guard edges.count >= 2, edges.count <= Self.mostBins + 1 else {
      throw DataMistake("bins-edges", ["count": "\(edges.count)"])
    }
    for index in edges.indices {
      guard edges[index].isFinite, index == 0 || edges[index] > edges[index - 1] else {
        throw DataMistake(
          "bins-edges",
          ["count": "\(edges.count)", "edge": NumberText.shown(edges[index])])
      }
    }
    return edges
  }

  private func edges(width: Double, for values: [Double], _ count: Int?) throws(DataMistake)
    -> [Double]
  {
    guard width > 0, width.isFinite else {
      throw DataMistake("bins-width", ["width": NumberText.shown(width)])
    }
    let summary = AutomaticBins.finite(values)
    let least = summary.count == 0 ? 0 : summary.min
    let greatest = summary.count == 0 ? least + width : summary.max
    var low = from ?? (least / width).rounded(.down) * width
    if from == nil, let to, let count { low = to - Double(count) * width }
    let reach = to ?? greatest
    // The last bin holds its right edge, so whole numbers get a bin of their own at the end.
    var bins = ((reach - low) / width - 1e-9).rounded(.up)
    if to == nil, width == width.rounded(), low == low.rounded(), bins == (reach - low) / width {
      bins += 1
    }
    if let count { bins = Double(count) }
    guard low.isFinite, bins >= 1 || to == nil else { throw badRange(low, reach) }
    bins = max(bins, 1)
    guard bins <= Double(Self.mostBins) else {
      throw DataMistake("bins-count", ["bins": NumberText.shown(bins)])
    }
    let high = low + bins * width
    let end = to.map { (high - $0).magnitude < 1e-9 * width ? $0 : high } ?? high
    var edges = (0..<Int(bins)).map {
      Self.decimal(low + Double($0) * width, width: width, low, high)
    }
    edges.append(to == nil ? Self.decimal(end, width: width, low, high) : end)
    return try checked(edges)
  }

  /// The range of the data with ends rounded outwards to two digits of its size.
  private func range(for values: [Double]) throws(DataMistake) -> (Double, Double) {
    if let from, let to {
      guard from < to else { throw badRange(from, to) }
      return (from, to)
    }
    let summary = AutomaticBins.finite(values)
    var low = from ?? (summary.count == 0 ? 0 : summary.min)
    var high = to ?? (summary.count == 0 ? low + 1 : summary.max)
    if low >= high {
      guard from == nil || to == nil, low == high || summary.count == 0 else {
        throw badRange(low, high)
      }
      if from == nil { low = high - 0.5 * max(1, high.magnitude * 1e-3) }
      if to == nil { high = low + max(1, low.magnitude * 1e-3) }
      return (low, high)
    }
    guard (high - low).isFinite else { throw badRange(low, high) }
    let unit = RoundStep(atLeast: (high - low) / 100)
    if from == nil { low = unit.times((low / unit.value).rounded(.down)) }
    if to == nil { high = unit.times((high / unit.value).rounded(.up)) }
    return (low, high)
  }

  private func logarithmicEdges(for values: [Double], _ count: Int?) throws(DataMistake)
    -> [Double]
  {
    let positive = Statistics(values.filter { $0 > 0 && $0.isFinite })
    var low = from ?? (positive.count == 0 ? 1 : positive.min)
    var high = to ?? (positive.count == 0 ? low * 10 : positive.max)
    guard low > 0, high > 0 else {
      throw DataMistake("bins-log", ["from": NumberText.shown(min(low, high))])
    }
    if from == nil { low = RoundStep(atMost: low).value }
    if to == nil, high >= low { high = max(RoundStep(atLeast: high).value, low * 2) }
    guard low < high, high.isFinite else { throw badRange(low, high) }
    let decades = linnet_log10(high / low)
    let bins = count ?? Int(min(max((decades * 10).rounded(), 10), 100))
    let step = linnet_log(high / low) / Double(bins)
    var edges = (0..<bins).map { $0 == 0 ? low : low * linnet_exp(Double($0) * step) }
    edges.append(high)
    return try checked(edges)
  }

  private func badRange(_ low: Double, _ high: Double) -> DataMistake {
    DataMistake("bins-range", ["from": NumberText.shown(low), "to": NumberText.shown(high)])
  }
}
