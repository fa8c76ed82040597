/// Reading a long file in stretches that several workers share.
///
/// The edges of stretches depend on the file alone. A stretch that is not a row of whole values makes the whole
/// attempt end, and one pass reads the file again: so what comes out, mistakes too, is what one pass says, whatever
/// the number of workers. Where all stretches are whole, so is the file, for between two of them is nothing but a
/// comma or a line break.
struct JsonStretches {
  /// How many bytes a stretch has at least.
  static let bytes = 1 << 19

  /// What was collected: the column of the whole document and how many values it has.
  struct Collected {
    let root: JsonColumn
    let rows: Int
    let room: JsonRoom
  }

  private let start: UnsafePointer<UInt8>
  private let end: UnsafePointer<UInt8>
  private let options: DelimitedOptions
  private let isLines: Bool
  private let workers: Workers
  private let progress: DelimitedReader.Progress
  private let stretchBytes: Int

  /// Gets ready for a text with a zero behind its last byte.
  init(
    _ start: UnsafePointer<UInt8>, count: Int, options: DelimitedOptions, isLines: Bool,
    workers: Workers, stretchBytes: Int = Self.bytes, progress: @escaping DelimitedReader.Progress
  ) {
    self.start = start
    end = start + count
    self.options = options
    self.isLines = isLines
    self.workers = workers
    self.stretchBytes = max(stretchBytes, 1)
    self.progress = progress
  }

  /// True when it is worth the trouble to share the rest of the file.
  func isLong(from place: UnsafePointer<UInt8>) -> Bool {
    workers.width > 1 && (end - place) / stretchBytes >= 4
  }

  /// Reads records one a line, or any values where the file is called so; nil when one pass has to do it.
  func collect() throws(DataMistake) -> Collected? {
    guard isLong(from: start), options.rows == nil, options.table == nil else { return nil }
    var first = start
    while first < end, [0x20, 0x0A, 0x0D, 0x09].contains(first.pointee) { first += 1 }
    // A document of one record is none of many; its first line is no whole value.
    guard isLines || first.pointee == UInt8(ascii: "{"), isWholeFirst(first) else { return nil }
    let edges = JsonEdges.ofLines(from: first, to: end, each: stretchBytes)
    let root = JsonColumn(name: "value")
    var room = JsonRoom(bytes: end - start)
    do throws(JsonProblem) {
      let work = Work(isList: false, depth: 0, isTable: isLines)
      guard let rows = try read(edges, work, into: root, &room), rows != 1 else { return nil }
      return Collected(root: root, rows: rows, room: room)
    } catch {
      if case .stopped = error { throw DataMistake("stopped") }
      return nil
    }
  }

  /// Reads the items of a list from the first on; the place behind the list, nil when one pass has to do it.
  func items(
    from first: UnsafePointer<UInt8>, into list: JsonList, depth: Int, isTable: Bool,
    _ room: inout JsonRoom
  ) throws(JsonProblem) -> UnsafePointer<UInt8>? {
    guard
      let edges = JsonEdges.ofItems(from: first, to: end, each: stretchBytes, workers: workers)
    else { return nil }
    let items = JsonColumn(name: list.items.name)
    var taken = room
    do throws(JsonProblem) {
      let work = Work(isList: true, depth: depth, isTable: isTable)
      guard let rows = try read(edges, work, into: items, &taken) else { return nil }
      list.items = items
      list.itemCount = rows
      room = taken
      return edges[edges.count - 1]
    } catch {
      if case .stopped = error { throw error }
      return nil
    }
  }

  /// What stretches are and where they stand.
  struct Work {
    /// True for items of a list, with commas between them.
    let isList: Bool
    /// In how many brackets the values stand.
    let depth: Int
    /// True when their names are those of the table.
    let isTable: Bool
  }

  /// Reads all stretches into a column; the number of rows, nil where a stretch is not whole.
  private func read(
    _ edges: [UnsafePointer<UInt8>], _ work: Work, into all: JsonColumn, _ room: inout JsonRoom
  ) throws(JsonProblem) -> Int? {
    guard edges.count > 2, let last = edges.last else { return nil }
    var rows = 0
    var next = 0
    while next < edges.count - 1 {
      let count = min(workers.width * 4, edges.count - 1 - next)
      let batch = JsonBatch(
        Array(edges[next...(next + count)]), work, isLines: isLines, options: options,
        room: JsonRoom(bytes: end - start), end: last)
      workers.run(count: count) { batch.read($0) }
      guard batch.isWhole else { return nil }
      try batch.join(into: all, rows: &rows, &room, workers)
      if next == 0 {
        let bytes = edges[count] - edges[0]
        let expected = Double(rows) / Double(max(bytes, 1)) * Double(last - edges[0]) * 1.02
        for part in all.record?.parts ?? [] { part.reserve(rows: Int(min(expected, 1e9))) }
      }
      next += count
      if !progress(edges[next] - start, end - start) { throw .stopped }
    }
    return rows
  }

  /// True when the first line holds a whole value, which a parser alone can say.
  private func isWholeFirst(_ first: UnsafePointer<UInt8>) -> Bool {
    var stop = first
    while stop < end, stop.pointee != 0x0A { stop += 1 }
    // A document in one line is not read twice for this.
    if stop - first > max(stretchBytes, 1 << 16) { return false }
    var parser = JsonParser(
      first, count: stop - first, options: options, room: JsonRoom(bytes: end - start),
      progress: { _, _ in true })
    do throws(JsonProblem) {
      return try parser.lines(into: JsonColumn(name: ""), isLines: isLines) > 0
    } catch {
      return false
    }
  }
}

/// Some stretches; each worker writes only into its own.
private final class JsonBatch: @unchecked Sendable {
  private let edges: [UnsafePointer<UInt8>]
  private let work: JsonStretches.Work
  private let isLines: Bool
  private let options: DelimitedOptions
  private let room: JsonRoom
  private let end: UnsafePointer<UInt8>
  private let columns: [JsonColumn]
  /// How many values each has; -1 for one that is not whole.
  private let rows: Slots<Int>

  init(
    _ edges: [UnsafePointer<UInt8>], _ work: JsonStretches.Work, isLines: Bool,
    options: DelimitedOptions, room: JsonRoom, end: UnsafePointer<UInt8>
  ) {
    self.edges = edges
    self.work = work
    self.isLines = isLines
    self.options = options
    self.room = room
    self.end = end
    columns = (1..<edges.count).map { _ in JsonColumn(name: "value") }
    rows = Slots([Int](repeating: -1, count: edges.count - 1))
  }

  func read(_ stretch: Int) {
    let (from, to) = (edges[stretch], edges[stretch + 1])
    var parser = JsonParser(
      from, count: to - from, options: options, room: room, progress: { _, _ in true })
    do throws(JsonProblem) {
      rows[stretch] =
        work.isList
        ? try parser.items(
          into: columns[stretch], depth: work.depth, isTable: work.isTable, isLast: to == end)
        : try parser.lines(into: columns[stretch], isLines: isLines)
    } catch {
      rows[stretch] = -1
    }
  }

  /// True when every stretch holds whole values.
  var isWhole: Bool { rows.values.allSatisfy { $0 >= 0 } }

  /// Puts the stretches behind the rows that are there.
  func join(
    into all: JsonColumn, rows count: inout Int, _ room: inout JsonRoom, _ workers: Workers
  ) throws(JsonProblem) {
    var firstRows: [Int] = []
    for stretch in columns.indices {
      firstRows.append(count)
      try all.absorbValues(columns[stretch], rows: count, &room)
      count += rows[stretch]
    }
    guard columns.contains(where: { $0.record != nil }) else { return }
    // Columns are made in the order in which their names come; then each is put together by itself.
    var pieces: [[JsonJoining.Piece]] = []
    var record: JsonRecord?
    for (stretch, column) in columns.enumerated() {
      guard let theirs = column.record else { continue }
      let ours = try all.record(from: firstRows[stretch] + theirs.firstRow, &room)
      record = ours
      ours.cells += theirs.cells
      for (index, part) in theirs.parts.enumerated() {
        let place = try ours.place(of: part, near: index, &room)
        while pieces.count < ours.parts.count { pieces.append([]) }
        pieces[place].append(JsonJoining.Piece(part: part, rows: firstRows[stretch]))
      }
    }
    guard let record else { return }
    let joining = JsonJoining(record.parts, pieces, room)
    workers.run(count: pieces.count) { joining.join($0) }
    for taken in joining.taken.values {
      guard taken >= 0 else { throw .mostlyGaps }
      try room.take(taken)
    }
  }
}

/// The columns of a table while pieces are put behind them; each worker has its own column.
private final class JsonJoining: @unchecked Sendable {
  /// The part of a column that a stretch holds, and how many rows stand before it.
  struct Piece {
    let part: JsonColumn
    let rows: Int
  }

  private let columns: [JsonColumn]
  private let pieces: [[Piece]]
  private let room: JsonRoom
  /// How much room each column took; -1 where there was not enough.
  let taken: Slots<Int>

  init(_ columns: [JsonColumn], _ pieces: [[Piece]], _ room: JsonRoom) {
    self.columns = columns
    self.pieces = pieces
    self.room = room
    taken = Slots([Int](repeating: 0, count: pieces.count))
  }

  func join(_ place: Int) {
    var room = self.room
    do throws(JsonProblem) {
      for piece in pieces[place] {
        try columns[place].absorb(piece.part, rows: piece.rows, &room)
      }
      taken[place] = self.room.left - room.left
    } catch {
      taken[place] = -1
    }
  }
}
