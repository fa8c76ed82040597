import Testing

@testable import LinnetData

/// Looking keys up finds the same rows as grouping both tables together.
@Suite struct JoinTests {
  private func numbers(_ count: Int, _ seed: UInt32, below: UInt32) -> [UInt32?] {
    var state = seed
    return (0..<count).map { _ in
      state = state &* 1_664_525 &+ 1_013_904_223
      return state >> 8 & 31 == 3 ? nil : (state >> 10) % below
    }
  }

  private func columns(_ values: [UInt32?]) -> [Column] {
    let words = (0..<1000).map { "w\($0)" }
    let far = values.map { value -> Int64 in
      value.map { Int64($0) &* 0x1234_5678_9ABC - 77 } ?? .min
    }
    return [
      Column(.whole(values.map { value in value.map { Int64($0) - 5 } ?? .min })),
      Column(.whole(far)),
      Column(.date(far)),
      Column(.decimal(values.map { value in value.map { Double($0) / 4 - 3 } ?? .nan })),
      Column(.text(codes: values.map { value in value.map { Int32($0) } ?? -1 }, words: words)),
      Column(.truth(values.map { value in value.map { UInt8($0 & 1) } ?? 2 })),
    ]
  }

  @Test func quickAndGroupedAgree() throws {
    for (below, otherCount) in [(20, 15), (300, 200), (900, 900)] {
      let mine = columns(numbers(700, 5, below: UInt32(below)))
      var theirs = columns(numbers(otherCount, 9, below: UInt32(below)))
      // The same words under other codes.
      if case .text(let codes, let words) = theirs[4].storage {
        theirs[4] = Column(
          .text(codes: codes.map { $0 < 0 ? $0 : 999 - $0 }, words: words.reversed()))
      }
      for (mine, theirs) in zip(mine, theirs) {
        let quick = try JoinMatches([mine], [theirs], .serial)
        let grouped = try JoinMatches(grouping: [mine], [theirs])
        #expect(quick.first == grouped.first)
        #expect(quick.next == grouped.next)
        #expect(quick.isUnique == grouped.isUnique)
        #expect(quick.first.contains { $0 >= 0 })
      }
    }
  }

  @Test func zeroIsZeroAndTablesMayBeEmpty() throws {
    let mine = Column(.decimal([0, -0.0, .nan, 2]))
    let matches = try JoinMatches([mine], [Column(.decimal([-0.0, .nan]))], .serial)
    #expect(matches.first == [0, 0, -1, -1])
    #expect(try JoinMatches([mine], [Column(.decimal([]))], .serial).first == [-1, -1, -1, -1])
    let wholes = Column(.whole([.min, 3]))
    #expect(try JoinMatches([wholes], [Column(.whole([.min]))], .serial).first == [-1, -1])
    #expect(try JoinMatches([wholes], [mine], .serial).first == [-1, -1])
  }

  @Test func whereNothingMovesTheColumnsStay() throws {
    let left = Dataset(
      names: ["k", "x"], columns: [Column(wholes: [1, 2, 2]), Column(wholes: [7, 8, 9])])
    let right = Dataset(
      names: ["k", "y"], columns: [Column(wholes: [2, 1]), Column(wholes: [20, 10])])
    for kind in [JoinKind.left, .inner] {
      let both = try left.joined(right, keys: [("k", "k")], kind: kind)
      #expect(both.column("x") === left.column("x"))
      let y = try #require(both.column("y"))
      guard case .whole(let values) = y.storage else { throw DataMistake("no wholes") }
      #expect(values == [10, 20, 20])
    }
    let mistake = #expect(throws: DataMistake.self) {
      try left.joined(
        Dataset(names: ["k"], columns: [Column(.text(codes: [0], words: ["a"]))]),
        keys: [("k", "k")])
    }
    #expect(mistake?.code == "join-kinds")
  }
}
