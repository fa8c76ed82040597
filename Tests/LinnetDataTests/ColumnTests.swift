import Testing

@testable import LinnetData

@Suite struct ColumnTests {
  @Test func buildsColumnsFromItems() throws {
    #expect(
      shown(try ColumnBuilder.column([.missing, .whole(1), .decimal(2.5)])) == "[~, 1, 2.5]")
    #expect(shown(try ColumnBuilder.column([.text("a"), .missing])) == "[a, ~]")
    let lists = try ColumnBuilder.column([
      .list(Column(wholes: [1, 2])), .missing, .list(Column(decimals: [])),
    ])
    #expect(shown(lists) == "[[1, 2], ~, []]")
    let records = try ColumnBuilder.column([
      .record(names: ["a"], items: [.whole(1)]),
      .record(names: ["b", "a"], items: [.text("x"), .whole(2)]),
    ])
    #expect(shown(records) == "[{a: 1, b: ~}, {a: 2, b: x}]")
    #expect(
      code { () throws(DataMistake) in _ = try ColumnBuilder.column([.whole(1), .text("a")]) }
        == "mixed-kinds")
    #expect(shown(Column.repeating(.text("a"), count: 2)) == "[a, a]")
    #expect(shown(try ColumnBuilder.column([.missing, .missing])) == "[~, ~]")
    #expect(
      shown(try ColumnBuilder.column([.whole(1), .measurement(value: 2, error: 3)]))
        == "[1.0 ± 0.0, 2.0 ± 3.0]")
  }

  @Test func picksSlicesAndAppendsRows() throws {
    let words = Column(texts: ["b", nil, "a"])
    #expect(shown(words.gather([2, -1, 0])) == "[a, ~, b]")
    #expect(shown(words.reversed()) == "[a, ~, b]")
    #expect(shown(words.shifted()) == "[~, b, ~]")
    #expect(shown(try words.appending(Column(texts: ["c", "a"]))) == "[b, ~, a, c, a]")
    let whole = Column(wholes: [1, .min])
    #expect(shown(try whole.appending(Column(decimals: [0.5]))) == "[1, ~, 0.5]")
    #expect(shown(try words.appending(Column(decimals: [.nan]))) == "[b, ~, a, ~]")
    #expect(code { () throws(DataMistake) in _ = try whole.appending(words) } == "mixed-kinds")
    let lists = Column(
      .list(offsets: [0, 2, 2, 3], items: Column(wholes: [1, 2, 3]), gaps: [1]))
    #expect(shown(lists.slice(1..<3)) == "[~, [3]]")
    #expect(shown(lists.gather([2, 1, 0])) == "[[3], ~, [1, 2]]")
    #expect(shown(try lists.slice(1..<3).appending(lists)) == "[~, [3], [1, 2], ~, [3]]")
  }

  @Test func ordersRowsWithGapsLast() throws {
    let values = Column(decimals: [3, .nan, -1, 3, .infinity, -0.0, 0])
    #expect(values.sortedOrder() == [2, 5, 6, 0, 3, 4, 1])
    #expect(values.sortedOrder(descending: true) == [4, 0, 3, 5, 6, 2, 1])
    #expect(Column(texts: ["b", nil, "a", "b"]).sortedOrder() == [2, 0, 3, 1])
    let keys = [
      SortKey(Column(wholes: [1, 2, 1, 2])),
      SortKey(Column(decimals: [5, 6, 7, 8]), isDescending: true),
    ]
    #expect(Column.sortedOrder(count: 4, by: keys) == [2, 0, 3, 1])
    #expect(shown(try values.ranks()) == "[4.5, ~, 1, 4.5, 6, 2.5, 2.5]")
    #expect(shown(values.unique()) == "[3, ~, -1, inf, 0]" || values.unique().count == 5)
    #expect(shown(try Column(wholes: [1, .min, 2]).runningSum()) == "[1, ~, 3]")
    // Many rows, against the library's own sort.
    var state: UInt64 = 7
    let many = (0..<5000).map { _ -> Double in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(Int64(bitPattern: state) >> 40) / 8
    }
    let order = Column(decimals: many).sortedOrder()
    #expect(order.map { many[Int($0)] } == many.sorted())
  }

  @Test func sortingCanBeStopped() throws {
    let numbers = Column(wholes: (0..<3_000_000).map { Int64($0 &* 7919 % 3_000_017) })
    let rows = Dataset(names: ["n"], columns: [numbers])
    var asked: [(done: Int, total: Int)] = []
    let sorted = try rows.sorted(by: [SortKey(numbers)]) { done, total in
      asked.append((done, total))
      return true
    }
    #expect(sorted.columns[0].decimals?.prefix(3) == [0, 1, 2])
    #expect(asked.count > 6)
    #expect(asked.allSatisfy { $0.done <= $0.total })
    #expect(zip(asked, asked.dropFirst()).allSatisfy { $0.done <= $1.done })
    var turns = 0
    #expect(throws: DataMistake.self) {
      try rows.sorted(by: [SortKey(numbers)]) { _, _ in
        turns += 1
        return turns < 3
      }
    }
    #expect(turns == 3)
  }

  @Test func groupsRowsByAnyKind() throws {
    let words = Column(texts: ["b", "a", nil, "b"])
    let groups = Grouping([words], count: 4)
    #expect(groups.ids == [1, 0, 2, 1])
    #expect(groups.sizes == [1, 2, 1])
    let both = Grouping([words, Column(decimals: [2, 1, 1, 1])], count: 4)
    #expect(both.ids == [2, 0, 3, 1])
    let statistics = GroupStatistics(groups)
    let x = Column(decimals: [1, 2, 3, 5])
    #expect(shown(try statistics.statistic(.sum, of: x)) == "[2, 6, 3]")
    #expect(shown(try statistics.statistic(.mean, of: x)) == "[2, 3, 3]")
    #expect(shown(try statistics.statistic(.stdev, of: x)) == "[~, 2.828427125, ~]")
    #expect(shown(try statistics.statistic(.median, of: x)) == "[2, 3, 3]")
    #expect(shown(try statistics.statistic(.max, of: words)) == "[a, b, ~]")
    #expect(shown(try statistics.statistic(.last, of: x)) == "[2, 5, 3]")
    #expect(Grouping([], count: 3).sizes == [3])
    #expect(Grouping([x.slice(0..<0)], count: 0).count == 0)
    let wide = (0..<30_000).map { Double($0 % 7919) * 1e9 }
    let many = Grouping([Column(decimals: wide)], count: wide.count)
    #expect(many.count == 7919)
    #expect(many.ids[7920] == 1)
  }

  @Test func worksOutStatistics() throws {
    let x = Column(decimals: [1, .nan, 3])
    #expect(shown(try x.statistic(.mean)) == "2")
    #expect(shown(try x.statistic(.count)) == "3")
    #expect(shown(try x.statistic(.gaps)) == "1")
    #expect(shown(try Column(decimals: [.nan]).statistic(.mean)) == "~")
    #expect(shown(try Column(decimals: []).statistic(.sum)) == "0")
    #expect(
      shown(try Column(decimals: [2, 4, 4, 4, 5, 5, 7, 9]).statistic(.stdev)) == "2.138089935")
    #expect(shown(try Column(wholes: [1, 2, 3, 4, 5]).quantile(0.25)) == "2")
    #expect(
      shown(try Column(wholes: [1, 2, 3]).correlation(with: Column(decimals: [2, 4, 6.1])))
        == "0.9999008674")
    #expect(shown(try Column(truths: [true, false, true]).statistic(.sum)) == "2")
    #expect(shown(try Column(truths: [true, false]).statistic(.any)) == "true")
    #expect(shown(try Column(truths: [true, false]).statistic(.all)) == "false")
    #expect(shown(try Column(texts: ["b", "a"]).statistic(.min)) == "a")
    #expect(
      code { () throws(DataMistake) in _ = try Column(texts: ["b"]).statistic(.mean) }
        == "not-numbers")
    let tenths = Column(decimals: Array(repeating: 0.1, count: 100_000))
    #expect(try (tenths.statistic(.sum).number.map { ($0 - 10_000).magnitude } ?? 1) < 1e-9)
    let far = Column(decimals: (0..<10_000).map { 1e9 + Double($0 % 2) })
    #expect(shown(try far.statistic(.variance)) == "0.2500250025")
    #expect(
      shown(try Column(decimals: (1...1009).map { Double($0 * 7 % 1009) }).statistic(.median))
        == "504")
  }
}
