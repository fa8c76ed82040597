import CLinnetKernels
import LinnetText

/// One column to sort by.
public struct SortKey: Sendable {
  /// The values.
  public var column: Column
  /// True for the largest first.
  public var isDescending: Bool

  /// Makes a sort key.
  public init(_ column: Column, isDescending: Bool = false) {
    self.column = column
    self.isDescending = isDescending
  }
}

extension Column {
  /// The row positions in sorted order; equal rows keep their order and gaps come last.
  public func sortedOrder(descending: Bool = false) -> [Int32] {
    Column.sortedOrder(count: count, by: [SortKey(self, isDescending: descending)])
  }

  /// The row positions sorted by several columns, the first deciding first; gaps come last either way.
  public static func sortedOrder(count: Int, by keys: [SortKey]) -> [Int32] {
    // Without somebody who looks on, nobody stops it.
    (try? sortedOrder(count: count, by: keys) { _, _ in true }) ?? []
  }

  /// The same, telling how far the work is, of how much; false for an answer ends it.
  ///
  /// Errors: `stopped`.
  public static func sortedOrder(
    count: Int, by keys: [SortKey], progress: (_ done: Int, _ total: Int) -> Bool
  ) throws(DataMistake) -> [Int32] {
    var order = [Int32](unsafeUninitializedCapacity: count) { place, filled in
      linnet_will_fill(place.baseAddress, count &* 4)
      for row in 0..<count { place[row] = Int32(truncatingIfNeeded: row) }
      filled = count
    }
    var done = 0
    let total = keys.count * Int(RadixSort.passes) * count
    // A stable sort by the last key first leaves the first key in charge.
    for (place, key) in keys.reversed().enumerated() {
      guard progress(done, total) else { throw DataMistake("stopped") }
      if let values = key.column.orderKeys() {
        var digits = Column.digits(values, descending: key.isDescending, order, isFirst: place == 0)
        let isDone = RadixSort.sort(&digits, &order) { more in
          done += more
          return progress(done, total)
        }
        guard isDone else { throw DataMistake("stopped") }
      }
      done = (place + 1) * Int(RadixSort.passes) * count
    }
    return order
  }

  /// Whole numbers that sort as the values do, in the order of `rows`.
  private static func digits(
    _ values: [Double], descending: Bool, _ rows: [Int32], isFirst: Bool
  ) -> [UInt64] {
    let count = values.count
    let keys = [UInt64](unsafeUninitializedCapacity: count) { keys, filled in
      linnet_will_fill(keys.baseAddress, count &* 8)
      linnet_sort_keys(keys.baseAddress, values, descending ? 1 : 0, count)
      filled = count
    }
    // At first every row stands in its place.
    return isFirst ? keys : rows.map { keys[Int($0)] }
  }

  /// True for a kind whose values have an order.
  public var hasOrder: Bool {
    switch storage {
    case .decimal, .whole, .truth, .text, .date, .measurement: true
    case .vector, .list, .record: false
    }
  }

  /// Numbers that sort as the values do, NaN for a gap; nil for kinds without an order.
  ///
  /// Texts sort as in a dictionary (`TextOrder`), false before true, measurements by value.
  func orderKeys() -> [Double]? {
    switch storage {
    case .text(let codes, let words):
      let ranks = Column.ranks(of: words)
      return codes.map { $0 < 0 ? .nan : ranks[Int($0)] }
    case .date(let values):
      return values.map { $0 == .min ? .nan : Double($0) }
    case .whole(let values) where hasLongWholes:
      // Decimals do not tell them apart, their places in order do.
      let places = Grouping([self], count: count).ids
      return values.indices.map { values[$0] == .min ? .nan : Double(places[$0]) }
    default: return decimals
    }
  }

  /// The place of each word in the order of `TextOrder`; equal words share a place.
  static func ranks(of words: [String]) -> [Double] {
    ranks(of: words, inOrder: TextOrder.order(of: words))
  }

  /// The place of each word by its letters alone, capitals first, as groups are numbered.
  static func groupRanks(of words: [String]) -> [Double] {
    ranks(of: words, inOrder: words.indices.sorted { words[$0] < words[$1] })
  }

  private static func ranks(of words: [String], inOrder order: [Int]) -> [Double] {
    var ranks = [Double](repeating: 0, count: words.count)
    var rank = -1.0
    var last: Int?
    for place in order {
      if last.map({ words[$0] != words[place] }) ?? true { rank += 1 }
      ranks[place] = rank
      last = place
    }
    return ranks
  }

  /// The rank of each row, 1 for the least; equal values share the mean of their ranks, gaps have none.
  ///
  /// Throws `no-order` for kinds without one.
  public func ranks(descending: Bool = false) throws(DataMistake) -> Column {
    guard let keys = orderKeys() else {
      throw DataMistake("no-order", ["kind": kind.plural])
    }
    let order = sortedOrder(descending: descending)
    var result = [Double](repeating: .nan, count: count)
    var start = 0
    while start < order.count {
      let key = keys[Int(order[start])]
      if key != key { break }
      var end = start + 1
      while end < order.count, keys[Int(order[end])] == key { end += 1 }
      let rank = Double(start + end + 1) / 2
      for place in start..<end { result[Int(order[place])] = rank }
      start = end
    }
    return Column(decimals: result)
  }

  /// The sum of the values so far in each row; a gap leaves the sum where it was and stays a gap.
  ///
  /// Of measurements correlations are kept, so the sum in a row knows all sources before it: some thousand rows
  /// with sources of their own are too much. Throws `not-numbers` and `too-much-memory`.
  public func runningSum() throws(DataMistake) -> Column {
    if case .measurement = storage {
      var kept = 0
      var sum = Measurement(value: 0, shifts: [])
      var builder = ColumnBuilder()
      for row in 0..<count {
        guard case .measurement(let value, let error, let shifts) = item(row) else {
          try builder.append(.missing)
          continue
        }
        let own =
          shifts.isEmpty && error > 0
          ? Measurement(value: value, error: error, source: .max - UInt64(row))
          : Measurement(value: value, shifts: shifts)
        sum = sum.combined(with: own, value: sum.value + value, slopes: (1, 1))
        kept += sum.sourceCount
        // 16 bytes each.
        guard kept < 9_000_000 else { throw DataMistake("too-much-memory") }
        try builder.append(.measurement(value: sum.value, error: sum.error, shifts: sum.shifts))
      }
      return builder.finish(unit: unit)
    }
    guard let values = decimals else { throw DataMistake("not-numbers", ["kind": kind.plural]) }
    var sum = 0.0
    var lost = 0.0
    return Column(
      decimals: values.map { value in
        if value != value { return value }
        let next = sum + value
        lost += sum.magnitude >= value.magnitude ? (sum - next) + value : (value - next) + sum
        sum = next
        return lost == lost ? sum + lost : sum
      }, unit: unit)
  }

  /// Each different value once, in order of first appearance; gaps count as one value.
  public func unique() -> Column {
    gather(Grouping([self], count: count).firstRows(inOrderOfAppearance: true))
  }
}
