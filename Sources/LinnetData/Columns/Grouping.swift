/// Rows that agree in one or several columns, as groups numbered in the order of their keys.
///
/// Gaps are a key of their own, after all others.
public struct Grouping: Sendable {
  /// The group of each row.
  public let ids: [Int32]
  /// The number of groups.
  public let count: Int
  /// The number of rows in each group.
  public let sizes: [Int]
  /// The first row of each group.
  public let firstRows: [Int32]

  /// Groups the rows of columns of equal length.
  ///
  /// Without any column all rows make one group.
  public init(_ columns: [Column], count rows: Int) {
    var ids = [Int32](repeating: 0, count: rows)
    var groups = 1
    for column in columns {
      let (codes, values) = Self.codes(column, rows: rows)
      (ids, groups) = Self.combine(ids, groups, codes, values)
    }
    if rows == 0, !columns.isEmpty { groups = 0 }
    var sizes = [Int](repeating: 0, count: groups)
    var firstRows = [Int32](repeating: -1, count: groups)
    for (row, id) in ids.enumerated() {
      if sizes[Int(id)] == 0 { firstRows[Int(id)] = Int32(row) }
      sizes[Int(id)] += 1
    }
    self.ids = ids
    self.count = groups
    self.sizes = sizes
    self.firstRows = firstRows
  }

  /// The first row of each group, by key or by first appearance.
  public func firstRows(inOrderOfAppearance: Bool) -> [Int32] {
    inOrderOfAppearance ? firstRows.filter { $0 >= 0 }.sorted() : firstRows
  }

  /// The rows of each group, one group after another, and where each begins (one more than groups).
  public func members() -> (rows: [Int32], starts: [Int]) {
    var starts = [0]
    for size in sizes { starts.append(starts[starts.count - 1] + size) }
    var next = starts
    var rows = [Int32](repeating: 0, count: ids.count)
    for (row, id) in ids.enumerated() {
      rows[next[Int(id)]] = Int32(row)
      next[Int(id)] += 1
    }
    return (rows, starts)
  }

  /// A code for each row, so that codes sort as the values do, and how many different ones there are.
  private static func codes(_ column: Column, rows: Int) -> ([Int32], Int) {
    switch column.storage {
    case .record(_, let parts):
      let groups = Grouping(parts, count: rows)
      return (groups.ids, groups.count)
    case .vector(let vectors):
      let groups = Grouping(vectors.parts, count: rows)
      return (groups.ids, groups.count)
    case .measurement(let values, let errors, _):
      let groups = Grouping([Column(decimals: values), Column(decimals: errors)], count: rows)
      return (groups.ids, groups.count)
    case .list: return listCodes(column, rows: rows)
    case .text(let codes, let words):
      let ranks = Column.groupRanks(of: words)
      let top = Int32((ranks.max() ?? -1) + 1)
      return compact(codes.map { $0 < 0 ? top : Int32(ranks[Int($0)]) }, top: Int(top) + 1)
    case .truth(let values): return compact(values.map { Int32($0) }, top: 3)
    case .whole(let values), .date(let values):
      // Neighbouring whole numbers need no hashing.
      var least = Int64.max
      var greatest = Int64.min
      for value in values where value != .min {
        least = min(least, value)
        greatest = max(greatest, value)
      }
      let (span, overflow) = greatest.subtractingReportingOverflow(least)
      if least <= greatest, !overflow, span < Int64(max(4 * rows, 1024)), span < 1 << 26 {
        let top = Int32(span) + 1
        return compact(
          values.map { $0 == .min ? top : Int32($0 - least) }, top: Int(top) + 1)
      }
      return hashed(values.map { $0 == .min ? .max : UInt64(bitPattern: $0) ^ (1 << 63) })
    case .decimal(let values):
      return hashed(
        values.map { value in
          if value != value { return .max }
          let bits = (value == 0 ? 0 : value).bitPattern
          return bits >> 63 == 1 ? ~bits : bits | (1 << 63)
        })
    }
  }

  /// Renumbers codes below `top` so that only those in use remain, in the same order.
  private static func compact(_ codes: [Int32], top: Int) -> ([Int32], Int) {
    var place = [Int32](repeating: -1, count: top)
    for code in codes { place[Int(code)] = 0 }
    var used: Int32 = 0
    for code in place.indices where place[code] == 0 {
      place[code] = used
      used += 1
    }
    if Int(used) == top { return (codes, top) }
    return (codes.map { place[Int($0)] }, Int(used))
  }

  /// How many different keys a table holds before it may be given up for sorting: more do not stay in a cache.
  private static let nearby = 1 << 16

  /// Codes for keys that may be anything, by an open table that remembers the key beside its code.
  ///
  /// Of many different keys a table is read all over memory, key after key; then they are sorted instead.
  private static func hashed(_ keys: [UInt64]) -> ([Int32], Int) {
    var different: [UInt64] = []
    var capacity = 1024
    var slots = [Int32](repeating: -1, count: capacity)
    var codes = [Int32](repeating: 0, count: keys.count)
    func slot(_ key: UInt64, _ capacity: Int) -> Int {
      Int(truncatingIfNeeded: (key &* 0x9e37_79b9_7f4a_7c15) >> 32) & (capacity - 1)
    }
    for (row, key) in keys.enumerated() {
      var place = slot(key, capacity)
      while slots[place] >= 0, different[Int(slots[place])] != key {
        place = (place + 1) & (capacity - 1)
      }
      if slots[place] < 0 {
        slots[place] = Int32(different.count)
        different.append(key)
        if different.count * 2 > capacity {
          if different.count > nearby, different.count > row / 8 { return sorted(keys) }
          capacity *= 4
          slots = [Int32](repeating: -1, count: capacity)
          for (code, key) in different.enumerated() {
            var place = slot(key, capacity)
            while slots[place] >= 0 { place = (place + 1) & (capacity - 1) }
            slots[place] = Int32(code)
          }
          codes[row] = Int32(different.count - 1)
          continue
        }
      }
      codes[row] = slots[place]
    }
    var order = different.indices.map { Int32($0) }
    RadixSort.sort(&different, &order)
    var ranks = [Int32](repeating: 0, count: order.count)
    for (rank, code) in order.enumerated() { ranks[Int(code)] = Int32(rank) }
    return (codes.map { ranks[Int($0)] }, order.count)
  }

  /// Codes for keys of which very many differ: the keys are sorted with their rows.
  private static func sorted(_ keys: [UInt64]) -> ([Int32], Int) {
    var keys = keys
    var rows = keys.indices.map { Int32(truncatingIfNeeded: $0) }
    RadixSort.sort(&keys, &rows)
    var codes = [Int32](repeating: 0, count: keys.count)
    var code: Int32 = -1
    var last = keys.first.map { ~$0 } ?? 0
    for (place, key) in keys.enumerated() {
      if key != last { code += 1 }
      last = key
      codes[Int(rows[place])] = code
    }
    return (codes, Int(code) + 1)
  }

  private static func combine(
    _ ids: [Int32], _ groups: Int, _ codes: [Int32], _ values: Int
  ) -> ([Int32], Int) {
    if groups == 1 { return (codes, values) }
    if values == 1 { return (ids, groups) }
    // As many places as there are rows, so that many columns of few rows cost what they hold.
    let most = min(max(4 * ids.count, 1024), 1 << 22)
    if groups <= most / max(values, 1) {
      return compact(
        zip(ids, codes).map { $0 &* Int32(truncatingIfNeeded: values) &+ $1 }, top: groups * values)
    }
    return hashed(zip(ids, codes).map { UInt64($0) * UInt64(values) + UInt64($1) })
  }

  /// Lists agree when their items do; they sort by their first items.
  private static func listCodes(_ column: Column, rows: Int) -> ([Int32], Int) {
    guard case .list(let offsets, let items, let gaps) = column.storage else { return ([], 0) }
    let itemCodes = Grouping([items], count: items.count).ids
    var keys: [[Int32]] = []
    for row in 0..<rows {
      keys.append(
        gaps.contains(row) ? [.max] : Array(itemCodes[offsets[row]..<offsets[row + 1]]))
    }
    let order = keys.indices.sorted { keys[$0].lexicographicallyPrecedes(keys[$1]) }
    var codes = [Int32](repeating: 0, count: rows)
    var code: Int32 = -1
    var last: Int?
    for row in order {
      if last.map({ keys[$0] != keys[row] }) ?? true { code += 1 }
      codes[row] = code
      last = row
    }
    return (codes, Int(code) + 1)
  }
}
