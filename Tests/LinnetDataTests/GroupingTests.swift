import LinnetData
import Testing

/// Groups of rows, held beside a dictionary.
@Suite struct GroupingTests {
  /// Few and many different keys: many are sorted, not looked up in a table.
  @Test(arguments: [10, 60_000, 70_000, 150_000, 1_000_000])
  func rowsWithOneKeyHaveOneGroup(different: Int) {
    var state = UInt64(different)
    func random(_ below: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % below
    }
    let keys = (0..<200_000).map { _ in Double(random(different)) * 1.5 - 7 }
    let others = (0..<200_000).map { _ in Int64(random(3)) }
    for columns in [[Column(decimals: keys)], [Column(decimals: keys), Column(wholes: others)]] {
      let grouping = Grouping(columns, count: keys.count)
      var groups: [String: Int] = [:]
      var sizes: [Int: Int] = [:]
      for row in keys.indices {
        let key = columns.count == 1 ? "\(keys[row])" : "\(keys[row]) \(others[row])"
        let id = Int(grouping.ids[row])
        sizes[id, default: 0] += 1
        if let known = groups[key] {
          if known != id {
            Issue.record("row \(row) is in group \(id), not \(known)")
            return
          }
        } else {
          groups[key] = id
        }
      }
      #expect(Set(groups.values).count == groups.count)
      #expect(sizes.allSatisfy { grouping.sizes[$0.key] == $0.value })
    }
  }
}
