import Testing

@testable import LinnetData

/// However a table is read, its columns hold the same: on the fast road or word by word, whole, in stretches,
/// through windows or in pieces, and in whatever order its rows stand.
@Suite struct OddCellTests {
  /// Files with odd cells at random places.
  private struct FileMaker {
    var random: SystemRandom

    /// What the cells of a column mostly are.
    private static let makers: [@Sendable (inout SystemRandom, Bool) -> String] = [
      { random, _ in "\(random.below(100_000))" },
      { random, _ in "\(Int(random.below(2000)) - 1000)" },
      { random, isComma in "\(random.below(1000))\(isComma ? "," : ".")\(random.below(100))" },
      { random, isComma in "\(random.below(10))\(isComma ? "," : ".")\(100 + random.below(900))" },
      { random, _ in "w\(random.below(50))" },
      { random, _ in ["red", "green", "blue"][Int(random.below(3))] },
      { random, _ in random.below(2) == 0 ? "true" : "false" },
      { random, _ in "2026-0\(1 + random.below(9))-1\(random.below(10))" },
      { random, _ in "" },
      { random, _ in "NA" },
      { random, _ in "\(1 + random.below(28))/\(1 + random.below(12))/2024" },
      { random, _ in "\(random.below(900)) kg" },
      { random, _ in "\(random.below(10))E\(random.below(10))" },
      { random, _ in "\"\(random.below(100))\"" },
    ]

    private static let odd = [
      "", "NA", "-", "..", "x", "oops", "1,234", "1.234", "0,999", "0.999", "1.234.567", "1,5",
      "2.5", "007", "1e3",
      "1E10", "+4912345678", "+5", "12345678901234567890", "2024-01-05", "2024-01-05T10:00:00Z",
      "5 b", "5*", "5%",
      "(3.5)", "7-", "<0.1", "1 234", "true", "05.06.2024", "13/02/2024", "02/13/2024", "\"NA\"",
      "3a", "$5", "1.5e-3",
      "\u{A0}4\u{A0}", "1,234.5", "9007199254740993", "-0", ".5", "5.", "Infinity", "0x10", "1e400",
      ": u", "-1.234", "3 5 2024",
    ]

    /// A file of so many rows; with `oddness` 0 every cell is plain.
    mutating func file(rows: Int, oddness: Int) -> (
      header: String, lines: [String], separator: String
    ) {
      let separator = [",", ";", "\t"][Int(random.below(3))]
      let isComma = separator != "," && random.below(2) == 0
      let width = 2 + Int(random.below(5))
      let kinds = (0..<width).map { _ in Int(random.below(UInt64(Self.makers.count))) }
      var favourites: [String] = []
      for _ in 0..<width { favourites.append(Self.odd[Int(random.below(UInt64(Self.odd.count)))]) }
      var lines: [String] = []
      for _ in 0..<rows {
        var cells: [String] = []
        for (place, kind) in kinds.enumerated() {
          var cell = Self.makers[kind](&random, isComma)
          if oddness > 0, random.below(UInt64(oddness)) == 0 { cell = favourites[place] }
          if oddness > 0, random.below(UInt64(oddness) * 8) == 0 {
            cell = Self.odd[Int(random.below(UInt64(Self.odd.count)))]
          }
          cells.append(
            separator == "," && cell.utf8.contains(UInt8(ascii: ",")) ? "\"\(cell)\"" : cell)
        }
        lines.append(cells.joined(separator: separator))
      }
      let header = (0..<width).map { "c\($0)" }.joined(separator: separator)
      return (header, lines, separator)
    }
  }

  /// A small generator with a seed of its own.
  struct SystemRandom {
    var state: UInt64
    mutating func below(_ bound: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % bound
    }
  }

  private static func read(_ text: String, asWords: Bool = false, workers: Workers = Workers())
    throws -> LoadedTable
  {
    var options = DelimitedOptions()
    options.readsAsWords = asWords
    options.fillsShort = true
    return try DelimitedReader.read(Array(text.utf8), options: options, workers: workers)
  }

  private static func same(
    _ one: LoadedTable, _ other: LoadedTable, _ text: @autoclosure () -> String
  ) {
    #expect(one.dataset.names == other.dataset.names)
    #expect(one.dataset.count == other.dataset.count)
    for (name, column) in zip(one.dataset.names, one.dataset.columns) {
      let others = other.dataset.column(name)
      #expect(column.kind == others?.kind, "\(name) of \(text())")
      #expect((cells(one, name) == cells(other, name)) == true, "\(name) of \(text())")
      #expect(column.unit == others?.unit)
    }
    #expect(one.gaps == other.gaps)
    #expect(one.notes.map(\.slots) == other.notes.map(\.slots), "\(text())")
    #expect(one.decisions == other.decisions, "\(text())")
  }

  @Test func fastRoadAndWords() throws {
    for seed in 0..<1500 {
      var maker = FileMaker(random: SystemRandom(state: UInt64(seed) &* 7919 &+ 17))
      let rows = [3, 8, 12, 40, 700][seed % 5]
      let (header, lines, _) = maker.file(rows: rows, oddness: [0, 4, 20, 100, 300][seed / 5 % 5])
      let text = ([header] + lines).joined(separator: "\n") + "\n"
      let fast = try Self.read(text)
      let words = try Self.read(text, asWords: true)
      Self.same(fast, words, "seed \(seed): \(text.prefix(300))")
    }
  }

  @Test func theOrderOfRowsDoesNotShow() throws {
    for seed in 0..<300 {
      var maker = FileMaker(random: SystemRandom(state: UInt64(seed) &* 104_729 &+ 5))
      let (header, lines, _) = maker.file(
        rows: 30 + seed % 3 * 400, oddness: [5, 50, 200][seed % 3])
      let forward = try Self.read(([header] + lines).joined(separator: "\n") + "\n")
      let backward = try Self.read(([header] + lines.reversed()).joined(separator: "\n") + "\n")
      guard forward.dataset.names == backward.dataset.names,
        forward.dataset.count == backward.dataset.count
      else {
        // Rows of nothing stand at an end in one of the two.
        continue
      }
      for name in forward.dataset.names {
        #expect(
          (cells(forward, name) == cells(backward, name).reversed()) == true,
          "seed \(seed), \(name)")
      }
    }
  }

  @Test func wholeAndCut() throws {
    for seed in 0..<16 {
      var maker = FileMaker(random: SystemRandom(state: UInt64(seed) &* 15_485_863 &+ 3))
      let (header, lines, _) = maker.file(
        rows: 90_000, oddness: seed % 4 == 0 ? 0 : [3_000, 40_000, 400_000][seed % 3])
      let bytes = Array((([header] + lines).joined(separator: "\n") + "\n").utf8)
      let alone = try DelimitedReader.read(bytes)
      let shared = try DelimitedReader.read(bytes, workers: ManyHands())
      Self.same(alone, shared, "seed \(seed)")
      let seen = try DelimitedReader.read(
        from: PieceSource(bytes), workers: ManyHands(), windowBytes: 300_000)
      if let seen { Self.same(alone, seen, "seed \(seed), windows") }
      let collector = RowCollector()
      let handedOn = try DelimitedReader.stream(
        from: PieceSource(bytes), workers: ManyHands(), windowBytes: 300_000
      ) { piece, expected in
        collector.append(piece, expected: expected)
      }
      if var handedOn {
        handedOn.dataset = try #require(collector.finish())
        Self.same(alone, handedOn, "seed \(seed), pieces")
      }
    }
  }
}
