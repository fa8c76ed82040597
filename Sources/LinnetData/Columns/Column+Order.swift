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
    var order = (0..<Int32(clamping: count)).map { $0 }
    // A stable sort by the last key first leaves the first key in charge.
    for key in keys.reversed() {
      if let values = key.column.orderKeys() {
        sort(&order, values, descending: key.isDescending)
      }
    }
    return order
  }

  private static func sort(_ order: inout [Int32], _ values: [Double], descending: Bool) {
    // Decimals as whole numbers that compare alike; gaps above all.
    let keys = values.map { value -> UInt64 in
      if value != value { return .max }
      let bits = (value == 0 ? 0 : value).bitPattern
      let rising = bits >> 63 == 1 ? ~bits : bits | (1 << 63)
      return descending ? ~rising &- 1 : rising
    }
    radixSort(&order, keys)
  }

  /// Sorts positions by their keys, a byte at a time, leaving out bytes that are alike everywhere.
  private static func radixSort(_ order: inout [Int32], _ keys: [UInt64]) {
    if order.count < 256 {
      order = order.enumerated().sorted {
        let (a, b) = (keys[Int($0.element)], keys[Int($1.element)])
        return a != b ? a < b : $0.offset < $1.offset
      }.map { $0.element }
      return
    }
    var next = order
    var all: UInt64 = 0
    if let first = keys.first { for key in keys { all |= key ^ first } }
    for shift in stride(from: UInt64(0), to: 64, by: 8) where (all >> shift) & 0xff != 0 {
      var starts = [Int](repeating: 0, count: 257)
      keys.withUnsafeBufferPointer { keys in
        order.withUnsafeBufferPointer { order in
          next.withUnsafeMutableBufferPointer { next in
            starts.withUnsafeMutableBufferPointer { starts in
              for row in order { starts[Int((keys[Int(row)] >> shift) & 0xff) + 1] += 1 }
              for digit in 0..<256 { starts[digit + 1] += starts[digit] }
              for row in order {
                let digit = Int((keys[Int(row)] >> shift) & 0xff)
                next[starts[digit]] = row
                starts[digit] += 1
              }
            }
          }
        }
      }
      swap(&order, &next)
    }
  }

  /// Numbers that sort as the values do, NaN for a gap; nil for kinds without an order.
  ///
  /// Texts sort by their letters, false before true, measurements by value.
  func orderKeys() -> [Double]? {
    switch storage {
    case .text(let codes, let words):
      let ranks = Column.ranks(of: words)
      return codes.map { $0 < 0 ? .nan : ranks[Int($0)] }
    case .date(let values):
      return values.map { $0 == .min ? .nan : Double($0) }
    default: return decimals
    }
  }

  /// The place of each word in alphabetical order; equal words share a place.
  static func ranks(of words: [String]) -> [Double] {
    let order = words.indices.sorted { words[$0] < words[$1] }
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
  /// Throws `not-numbers`.
  public func runningSum() throws(DataMistake) -> Column {
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
