import LinnetText

/// What a column holds in brief: how much, from where to where, and how it is spread.
public struct ColumnSummary: Sendable {
  /// What is said about the values of a kind.
  public enum Content: Sendable {
    /// Numbers and measurements; NaN when there are none. Long whole numbers are also given exactly.
    case numbers(
      smallest: Double, mean: Double, largest: Double,
      exact: (smallest: Int64, largest: Int64)? = nil)
    /// Dates.
    case dates(first: DateValue, last: DateValue)
    /// Texts: the commonest, the first of several, and how often it occurs.
    case texts(commonest: String, times: Int)
    /// Answers, and how many of them are yes.
    case truths(yes: Int)
    /// Lists, by their lengths.
    case lists(shortest: Int, longest: Int)
    /// Values that have no order, or none at all.
    case others
  }

  /// The name of the column.
  public var name: String
  /// Its unit, or nothing.
  public var unit: String
  /// What it holds.
  public var kind: ColumnKind
  /// How many values are missing.
  public var gaps: Int
  /// How many values there are.
  public var count: Int
  /// How many different ones.
  public var different: Int
  /// What is said about them.
  public var content: Content
  /// How many values lie in each of some equal steps from the smallest to the largest; empty for kinds
  /// without a size, and for no values.
  public var bars: [Int]

  /// Looks through a column.
  public init(_ column: Column, named name: String) {
    self.name = name
    unit = column.unit
    kind = column.kind
    gaps = column.gapCount
    count = column.count - gaps
    let groups = Grouping([column], count: column.count)
    // Gaps are the last group.
    different = groups.count - (gaps > 0 ? 1 : 0)
    content = .others
    bars = []
    guard count > 0 else {
      if kind == .number {
        content = .numbers(smallest: .nan, mean: .nan, largest: .nan)
      }
      return
    }
    switch column.storage {
    case .decimal, .whole, .measurement:
      let values = column.decimals ?? []
      let statistics = Statistics(values)
      var exact: (smallest: Int64, largest: Int64)?
      if case .whole(let wholes) = column.storage, column.hasLongWholes {
        let present = wholes.filter { $0 != .min }
        if let least = present.min(), let greatest = present.max() { exact = (least, greatest) }
      }
      content = .numbers(
        smallest: statistics.min, mean: statistics.mean, largest: statistics.max, exact: exact)
      var isWhole = false
      if case .whole = column.storage { isWhole = true }
      bars = Self.bars(values, different: isWhole ? different : nil)
    case .date(let raw):
      let values = raw.map { $0 == .min ? Double.nan : Double($0 >> 1) }
      bars = Self.bars(values)
      var first = raw[0]
      var last = Int64.min
      for value in raw where value != .min {
        if first == .min || value < first { first = value }
        last = max(last, value)
      }
      content = .dates(first: DateValue(raw: first), last: DateValue(raw: last))
    case .text(_, let words):
      var place = 0
      for other in 0..<different where groups.sizes[other] > groups.sizes[place] { place = other }
      // Among equally common ones the first in the data is named.
      for other in 0..<different
      where groups.sizes[other] == groups.sizes[place]
        && groups.firstRows[other] < groups.firstRows[place]
      { place = other }
      if case .text(let codes, _) = column.storage {
        let code = Int(codes[Int(groups.firstRows[place])])
        if words.indices.contains(code) {
          content = .texts(commonest: words[code], times: groups.sizes[place])
        }
      }
    case .truth(let answers):
      content = .truths(yes: answers.reduce(0) { $0 + ($1 == 1 ? 1 : 0) })
    case .list(let offsets, _, let gaps):
      var shortest = Int.max
      var longest = 0
      for row in 0..<column.count where !gaps.contains(row) {
        let length = max(0, offsets[row + 1] - offsets[row])
        shortest = min(shortest, length)
        longest = max(longest, length)
      }
      content = .lists(shortest: min(shortest, longest), longest: longest)
    case .record, .vector: break
    }
  }

  /// How many steps the spread is counted in.
  static let steps = 10

  /// Counts values in equal steps.
  ///
  /// A few `different` whole numbers, as far apart as each other, get a step each: years, or ±1.
  private static func bars(_ values: [Double], different: Int? = nil) -> [Int] {
    var low = Double.infinity
    var high = -Double.infinity
    for value in values where value.isFinite {
      low = min(low, value)
      high = max(high, value)
    }
    guard low <= high else { return [] }
    if low == high { return [values.reduce(0) { $0 + ($1 == low ? 1 : 0) }] }
    var number = steps
    var apart: Double?
    if let different {
      if different > 1, different <= steps + 2, high - low < 0x1p50 {
        let distance = (high - low) / Double(different - 1)
        if distance == distance.rounded() { (number, apart) = (different, distance) }
      }
      if apart == nil, high - low < Double(steps) { (number, apart) = (Int(high - low) + 1, 1) }
    }
    var bars = [Int](repeating: 0, count: number)
    // Halves, so that the distance of very large numbers of both signs is still a number.
    let scale = Double(number) / (high / 2 - low / 2)
    for value in values where value.isFinite {
      let place = apart.map { ((value - low) / $0).rounded() } ?? (value / 2 - low / 2) * scale
      // Also right where the distance is too small for a scale and the place is no number.
      bars[place >= Double(number - 1) ? number - 1 : place > 0 ? Int(place) : 0] += 1
    }
    return bars
  }
}

/// What a dataset holds in brief, column by column; `describe` shows it.
public struct DatasetSummary: Sendable {
  /// The number of rows.
  public var rows: Int
  /// The columns in order.
  public var columns: [ColumnSummary]

  /// How large it is, in words: *344 rows, 8 columns*.
  var size: String {
    DigitGrouping.counted(rows, "row") + ", " + DigitGrouping.counted(columns.count, "column")
  }
}
