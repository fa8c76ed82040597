import LinnetData
import Testing

/// A row for each item, against doing it row by row.
@Suite struct UnpackTests {
  @Test func eachItemIsARow() throws {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      let count = Int.random(in: 0...12, using: &random)
      var builders = [ColumnBuilder(), ColumnBuilder()]
      var expected: [(id: Int64, a: Double, b: Double)] = []
      var empty = 0
      for row in 0..<count {
        let length = Int.random(in: -1...4, using: &random)
        if length <= 0 { empty += 1 }
        let items = (0..<max(length, 0)).map { _ in Double.random(in: -9...9, using: &random) }
        for (place, sign) in [1.0, -1].enumerated() {
          try builders[place].append(
            length < 0 ? .missing : .list(Column(decimals: items.map { $0 * sign })))
        }
        for item in items { expected.append((Int64(row), item, -item)) }
      }
      let whole = Dataset(
        names: ["id", "a", "b"],
        columns: [Column(wholes: (0..<count).map { Int64($0) })]
          + builders.map { builder in
            var builder = builder
            return builder.finish()
          }, count: count)
      // Some of the rows in another order, as a step before it leaves them.
      guard case .list? = whole.column("a")?.kind else { continue }
      let unpacked = try whole.unpacked(["a", "b"])
      #expect(unpacked.count == expected.count)
      #expect(whole.rowsWithoutItems(["a"]) == empty)
      #expect(unpacked.column("a")?.decimals ?? [] == expected.map(\.a))
      #expect(unpacked.column("b")?.decimals ?? [] == expected.map(\.b))
      let order = (0..<Int32(count)).shuffled()
      let mixed = try whole.gather(order).unpacked(["a"])
      let ids = order.flatMap { row in expected.filter { $0.id == Int64(row) } }
      #expect(mixed.column("a")?.decimals ?? [] == ids.map(\.a))
    }
  }
}
