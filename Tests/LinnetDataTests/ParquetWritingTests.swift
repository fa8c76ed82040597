import LinnetData
import Testing

/// Files that the writer makes, read again by the reader.
@Suite struct ParquetWritingTests {
  private func again(_ dataset: Dataset, rows: Int? = nil) throws -> Dataset {
    var options = DelimitedOptions()
    options.rows = rows
    return try ParquetReader.read(try ParquetWriter.write(dataset), options: options).dataset
  }

  /// Every value of a column as text, and its unit.
  private func texts(_ column: Column) -> [String] {
    (0..<column.count).map { text(column.item($0)) } + [column.unit]
  }

  private func text(_ item: Item) -> String {
    switch item {
    case .list(let column):
      "[" + (0..<column.count).map { text(column.item($0)) }.joined(separator: ",") + "]"
    case .record(let names, let items):
      "{" + zip(names, items).map { "\($0): \(text($1))" }.joined(separator: ", ") + "}"
    default: "\(item)"
    }
  }

  private func expectSame(_ dataset: Dataset) throws {
    let copy = try again(dataset)
    #expect(copy.names == dataset.names)
    #expect(copy.count == dataset.count)
    for (name, column) in zip(dataset.names, dataset.columns) {
      let back = try #require(copy.column(name))
      #expect(texts(back) == texts(column), "\(name)")
    }
  }

  private let day = DateValue.dayLength

  private func kinds(_ count: Int) -> Dataset {
    let rows = 0..<count
    func gapped<Value>(_ gap: Value, _ make: (Int) -> Value) -> [Value] {
      rows.map { $0 % 7 == 3 ? gap : make($0) }
    }
    var offsets = [0]
    var gaps: Set<Int> = []
    for row in rows {
      if row % 11 == 5 { gaps.insert(row) }
      offsets.append(offsets[row] + (row % 11 == 5 ? 0 : row % 4))
    }
    let items = 0..<(offsets.last ?? 0)
    let numbers = Column(.decimal(items.map { $0 % 9 == 2 ? .nan : Double($0) / 3 }))
    let words = Column(texts: items.map { $0 % 5 == 1 ? nil : "w\($0 % 6)" })
    var outer = [0]
    for row in rows { outer.append(min(outer[row] + row % 3, count)) }
    let lists = Column(.list(offsets: offsets, items: numbers, gaps: gaps))
    return Dataset(
      names: [
        "pt", "n", "ok", "word", "Päivä ☀️", "when", "list", "records", "record", "lists", "all",
        "constant", "schema",
      ],
      columns: [
        Column(.decimal(gapped(.nan) { Double($0) / 7 - 3 }), unit: "GeV"),
        Column(.whole(gapped(.min) { Int64($0) * ($0 % 2 == 0 ? .max / 100_000 : -1) })),
        Column(.truth(gapped(2) { UInt8($0 % 2) })),
        Column(texts: gapped(nil) { ["", "µ", "tau", "x\($0)"][$0 % 4] }),
        Column(.date(gapped(.min) { (Int64($0) - 400) * 86_400_000 << 1 })),
        Column(.date(gapped(.min) { (Int64($0) * 1_234_567 - 86_400_000) << 1 | 1 })),
        lists,
        Column(
          .list(
            offsets: offsets, items: Column(.record(names: ["x", "w"], parts: [numbers, words])),
            gaps: gaps)),
        Column(
          .record(
            names: ["a", "b"],
            parts: [Column(wholes: rows.map { Int64($0) }), Column(texts: gapped(nil) { "\($0)" })])
        ),
        Column(.list(offsets: outer, items: lists.slice(0..<(outer.last ?? 0)), gaps: [])),
        Column(decimals: rows.map { _ in .nan }),
        Column(texts: rows.map { _ in "same" }),
        Column(.record(names: ["schema"], parts: [Column(wholes: rows.map { Int64($0) })])),
      ])
  }

  @Test(arguments: [0, 1, 2, 3, 50, 1000, 45_000]) func comesBackTheSame(_ count: Int) throws {
    try expectSame(kinds(count))
  }

  @Test func someRowsOfAFileComeBack() throws {
    let whole = kinds(30_000)
    for rows in [0, 5, 20_001] {
      let part = try again(whole, rows: rows)
      #expect(part.count == rows)
      for (name, column) in zip(whole.names, whole.columns) {
        #expect(try texts(#require(part.column(name))) == texts(column.slice(0..<rows)), "\(name)")
      }
    }
  }

  @Test func numbersAtTheEndsComeBack() throws {
    try expectSame(
      Dataset(
        names: ["d", "w"],
        columns: [
          Column(decimals: [.infinity, -.infinity, 0, -0.0, 5e-324, .greatestFiniteMagnitude]),
          Column(wholes: [.max, .min + 1, 0, -1, .min, 1 << 53]),
        ]))
  }

  @Test func manyWordsAndLongOnes() throws {
    let many = (0..<50_000).map { "word \($0)" }
    let long = (0..<50_000).map {
      $0 % 20_000 == 7 ? String(repeating: "long \($0)", count: 10_000) : ""
    }
    try expectSame(
      Dataset(
        names: ["many", "twice", "long"],
        columns: [
          Column(texts: many), Column(texts: (0..<50_000).map { many[$0 % 20_000] }),
          Column(texts: long),
        ]))
  }

  @Test func severalGroupsOfRows() throws {
    let count = 1 << 20 + 3
    let dataset = Dataset(
      names: ["n", "w"],
      columns: [
        Column(wholes: (0..<count).map { Int64($0) }),
        Column(.text(codes: (0..<count).map { Int32($0 / 400_000) }, words: ["a", "b", "c"])),
      ])
    let copy = try again(dataset)
    #expect(copy.count == count)
    #expect(copy.column("n")?.decimals == dataset.column("n")?.decimals)
    guard case .text(let codes, let words)? = copy.column("w")?.storage else {
      Issue.record("the words are gone")
      return
    }
    #expect(words == ["a", "b", "c"])
    #expect(codes == (0..<count).map { Int32($0 / 400_000) })
  }

  @Test func vectorsAndMeasurementsAreGroups() throws {
    let part = Column(decimals: [1, 2])
    let copy = try again(
      Dataset(
        names: ["v", "m"],
        columns: [
          Column(.vector(VectorColumn(coordinates: .mass, parts: [part, part, part, part]))),
          Column(.measurement(values: [5, .nan], errors: [0.5, .nan])),
        ]))
    #expect(
      texts(try #require(copy.column("v"))).first
        == "{pt: decimal(1.0), eta: decimal(1.0), phi: decimal(1.0), mass: decimal(1.0)}")
    #expect(
      texts(try #require(copy.column("m")))
        == ["{value: decimal(5.0), error: decimal(0.5)}", "{value: missing, error: missing}", ""])
  }

  @Test func recordsWithoutPartsHaveNoPlace() throws {
    let dataset = Dataset(names: ["r"], columns: [Column(.record(names: [], parts: []))])
    let mistake = #expect(throws: DataMistake.self) { try ParquetWriter.write(dataset) }
    #expect(mistake?.code == "cannot-save-column")
  }

  @Test func packedBytesComeBack() throws {
    var state: UInt64 = 3
    func next() -> UInt8 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 40)
    }
    for count in [0, 1, 3, 4, 59, 60, 61, 255, 256, 257, 65_535, 65_536, 65_537, 200_000] {
      for kind in 0..<4 {
        let bytes = (0..<count).map { place in
          switch kind {
          case 0: next()
          case 1: UInt8(0)
          case 2: UInt8(place % 7)
          default: next() & 3
          }
        }
        let packed = Snappy.pack(bytes)
        #expect(packed.withUnsafeBufferPointer { Snappy.unpack($0, size: count) } == bytes)
        if kind == 1, count > 1000 { #expect(packed.count < count / 15) }
      }
    }
  }

  @Test func groupsOfRowsComeOneAfterAnother() throws {
    let dataset = kinds(1000)
    let bytes = try ParquetWriter.write(dataset, groupRows: 70)
    var options = DelimitedOptions()
    for names in [nil, Set(dataset.names.prefix(2)), []] {
      options.demanded = names
      let collector = RowCollector()
      var pieces = 0
      let seen = try ParquetReader.stream(bytes, options: options, pieceRows: 100) { piece, all in
        pieces += 1
        #expect(all == 1000)
        return collector.append(piece, expected: all)
      }
      let table = try #require(seen)
      #expect(pieces == 8)
      #expect(table.handedOn?.rows == 1000)
      let copy = try #require(collector.finish())
      #expect(copy.names == dataset.names.filter { names?.contains($0) ?? true })
      #expect(copy.knownNames == dataset.names)
      #expect(copy.count == 1000)
      for name in copy.names {
        let back = try #require(copy.column(name))
        let column = try #require(dataset.column(name))
        #expect(texts(back) == texts(column), "\(name)")
      }
      let whole = try ParquetReader.read(bytes, options: options)
      #expect(whole.dataset.names == copy.names && whole.gaps == table.gaps)
      #expect(whole.unread == table.unread)
    }
    #expect(try ParquetReader.stream(bytes, pieceRows: 5000) { _, _ in true } == nil)
    #expect(try ParquetReader.stream(bytes, pieceRows: 100) { _, _ in false } == nil)
  }
}
