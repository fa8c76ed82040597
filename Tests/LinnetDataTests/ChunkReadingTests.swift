import Testing

@testable import LinnetData

/// Claims to be several, so that a file is read in stretches; does the pieces backwards.
final class ManyHands: Workers, @unchecked Sendable {
  override var width: Int { 3 }
  override func run(count: Int, body: @Sendable (Int) -> Void) {
    for piece in (0..<count).reversed() { body(piece) }
  }
}

/// A file of some 4 MB; `odd` may put something unusual into any row.
private func bigTable(_ odd: (Int) -> String? = { _ in nil }) -> [UInt8] {
  var text = "n,x,word,flag,day\n"
  var state: UInt32 = 7
  for row in 0..<90_000 {
    state = state &* 1_664_525 &+ 1_013_904_223
    if let line = odd(row) {
      text += line
    } else {
      text +=
        "\(Int(state >> 8) - 8_000_000),\(Double(state >> 4) / 1024),w\(state >> 28),"
        + "\(state & 1 == 0 ? "true" : "false"),2026-\(10 + state % 3)-1\(state % 10)\n"
    }
  }
  return Array(text.utf8)
}

/// Bytes as a file that gives them in pieces of odd sizes.
final class PieceSource: ByteSource, @unchecked Sendable {
  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    super.init(size: bytes.count)
  }

  override func rewind() -> Bool {
    place = 0
    return true
  }

  override func read(into room: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(room.count, bytes.count - place, 77_777)
    room.copyBytes(from: bytes[place..<(place + count)])
    place += count
    return count
  }
}

/// Reads a table in one go, in stretches and through a window; all three must agree.
private func expectSame(
  _ bytes: [UInt8], skipsRagged: Bool = false, fillsShort: Bool = false,
  throughWindows: Bool = true
) throws -> LoadedTable {
  var options = DelimitedOptions()
  options.fillsShort = fillsShort
  options.skipsRagged = skipsRagged
  let alone = try DelimitedReader.read(bytes, options: options)
  let seen = try DelimitedReader.read(
    from: PieceSource(bytes), options: options, workers: ManyHands(), windowBytes: 300_000)
  #expect((seen != nil) == throughWindows)
  if let seen { expectEqual(alone, seen) }
  try expectSameInPieces(alone, bytes, options)
  let shared = try DelimitedReader.read(bytes, options: options, workers: ManyHands())
  expectEqual(alone, shared)
  return shared
}

/// Hands a table on piece by piece and puts the pieces together again.
private func expectSameInPieces(
  _ alone: LoadedTable, _ bytes: [UInt8], _ options: DelimitedOptions
) throws {
  for names in [nil, ["x", "word", "no such column"]] as [Set<String>?] {
    let collector = RowCollector()
    var pieces = 0
    var options = options
    options.demanded = names
    let handedOn = try DelimitedReader.stream(
      from: PieceSource(bytes), options: options, workers: ManyHands(), windowBytes: 300_000
    ) { piece, expected in
      pieces += 1
      return collector.append(piece, expected: expected)
    }
    guard var seen = handedOn else { continue }
    #expect(pieces > 2)
    #expect(seen.handedOn?.rows == alone.dataset.count)
    seen.dataset = try #require(collector.finish())
    if names == nil {
      expectEqual(alone, seen)
    } else {
      #expect(seen.unread == alone.dataset.names.filter { $0 != "x" && $0 != "word" })
      for name in seen.dataset.names { #expect(cells(alone, name) == cells(seen, name)) }
    }
  }
}

private func expectEqual(_ alone: LoadedTable, _ shared: LoadedTable) {
  #expect(alone.dataset.names == shared.dataset.names)
  #expect(alone.dataset.count == shared.dataset.count)
  for name in alone.dataset.names { #expect(cells(alone, name) == cells(shared, name)) }
  #expect(alone.gaps == shared.gaps)
  #expect(alone.notes.map(\.code) == shared.notes.map(\.code))
  #expect(alone.notes.map(\.slots) == shared.notes.map(\.slots))
}

/// A table read in stretches is the table read in one go, whatever stands in it.
@Suite struct ChunkReadingTests {
  @Test func plainCells() throws {
    let table = try expectSame(bigTable())
    #expect(table.dataset.count == 90_000)
  }

  @Test func badCellsAndGapsKeepTheirRows() throws {
    let table = try expectSame(
      bigTable { $0 % 30_000 == 29_990 ? "oops,--,,true,2026-01-0\($0 % 9 + 1)\n" : nil })
    #expect(table.notes.first?.slots["row"] == "29991")
    #expect(table.notes.first?.slots["bad"] == "3")
  }

  @Test func aColumnThatChangesItsMindLate() throws {
    let table = try expectSame(
      bigTable { $0 == 80_000 ? "0.5,1,w,false,2026-01-01\n" : nil }, throughWindows: false)
    #expect(table.dataset.column("n")?.kind == .number)
    let zeros = try expectSame(bigTable { $0 == 70_000 ? "007,1,w,false,2026-01-01\n" : nil })
    #expect(zeros.dataset.column("n")?.kind == .text)
  }

  @Test func aColumnThatStartsEmpty() throws {
    var text = "a,b\n"
    for row in 0..<400_000 { text += row < 300_000 ? ",12345\n" : "2026-01-02,12345\n" }
    _ = try expectSame(Array(text.utf8), throughWindows: false)
  }

  @Test func lineBreaksInsideQuotes() throws {
    let note = String(repeating: "one,two\n", count: 60)
    let table = try expectSame(
      bigTable { $0 % 50 == 0 ? "1,2,\"\(note)\",true,2026-01-01\n" : nil },
      throughWindows: false)
    #expect(table.dataset.count == 90_000)
    #expect(cells(table, "word")[0] == note)
  }

  @Test func shortRowsAreFilled() throws {
    let bytes = bigTable { row in
      [7: "1\n", 8: "2,0.5\n", 9: "3,,w\n", 10: "\n"][row % 30_011]
    }
    let table = try expectSame(bytes, fillsShort: true)
    #expect(table.dataset.count == 90_000 - 3)
    #expect(cells(table, "x")[7] == cells(table, "x")[9])
    #expect(cells(table, "n")[8] == "2")
  }

  @Test func rowsOfAnotherLength() throws {
    let bytes = bigTable { $0 % 40_000 == 39_999 ? "1,2\n" : nil }
    let table = try expectSame(bytes, skipsRagged: true)
    #expect(table.notes.last?.slots["rows"] == "2 rows that have")
    for workers in [Workers(), ManyHands()] {
      let mistake = #expect(throws: DataMistake.self) {
        try DelimitedReader.read(bytes, workers: workers)
      }
      #expect(mistake?.code == "ragged-row")
      #expect(mistake?.slots["row"] == "40000")
    }
  }

  @Test func marksAndAMissingLastLineBreak() throws {
    let bytes = [0xEF, 0xBB, 0xBF] + bigTable().dropLast()
    let table = try expectSame(bytes)
    #expect(table.dataset.names[0] == "n" && table.dataset.count == 90_000)
    let latin = bigTable { $0 == 60_000 ? "1,2,\u{E9},true,2026-01-01\n" : nil }
    _ = try expectSame(latin)
    // The same letter as one byte is Windows-1252, which only the whole text can tell.
    _ = try expectSame(latin.filter { $0 != 0xC3 }, throughWindows: false)
  }

  @Test func aQuoteThatStaysOpen() throws {
    let bytes = bigTable { $0 == 45_000 ? "1,2,\"open,true,2026-01-01\n" : nil }
    _ = try expectSame(bytes, throughWindows: false)
  }

  @Test func aSignSeenLate() throws {
    // In the first rows `-` looks like a gap; further down there are charges, `+` and `-`.
    var text = "sign,n\n"
    for row in 0..<300_000 {
      let sign = row == 0 ? "none" : row % 2 == 0 && row > 200_000 ? "+" : "-"
      text += "\(sign),12345\n"
    }
    let table = try expectSame(Array(text.utf8), throughWindows: false)
    #expect(table.dataset.column("sign")?.gapCount == 0)
  }

  @Test func aPieceMayBeRefused() throws {
    var pieces = 0
    let table = try DelimitedReader.stream(
      from: PieceSource(bigTable()), workers: ManyHands(), windowBytes: 300_000
    ) { _, _ in
      pieces += 1
      return pieces < 3
    }
    #expect(table == nil && pieces == 3)
  }

  @Test func progressCanStopIt() {
    let mistake = #expect(throws: DataMistake.self) {
      try DelimitedReader.read(bigTable(), workers: ManyHands()) { done, _ in done < 2_000_000 }
    }
    #expect(mistake?.code == "stopped")
  }
}
