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

  /// Reads the file; nil when one pass has to do it.
  func collect() throws(DataMistake) -> Collected? {
    guard workers.width > 1, options.rows == nil, options.table == nil,
      (end - start) / stretchBytes >= 4
    else { return nil }
    var first = start
    skipSpace(&first)
    if isLines || first.pointee == UInt8(ascii: "{") {
      return try collect(first, isList: false)
    }
    guard first.pointee == UInt8(ascii: "[") else { return nil }
    first += 1
    skipSpace(&first)
    return first.pointee == UInt8(ascii: "{") ? try collect(first, isList: true) : nil
  }

  private func skipSpace(_ place: inout UnsafePointer<UInt8>) {
    while place < end, [0x20, 0x0A, 0x0D, 0x09].contains(place.pointee) { place += 1 }
  }

  private func collect(
    _ first: UnsafePointer<UInt8>, isList: Bool
  ) throws(DataMistake) -> Collected? {
    // A document of one record is none of many; its first line is no whole value.
    if !isList, !isWholeFirst(first) { return nil }
    let edges =
      isList
      ? JsonEdges.ofItems(from: first, to: end, each: stretchBytes, workers: workers)
      : JsonEdges.ofLines(from: first, to: end, each: stretchBytes)
    guard edges.count > 2 else { return nil }
    let root = JsonColumn(name: "value")
    var room = JsonRoom(bytes: end - start)
    do throws(JsonProblem) {
      let list = isList ? try root.beginList(row: 0, &room) : nil
      let all = list?.items ?? root
      var rows = 0
      var next = 0
      while next < edges.count - 1 {
        let count = min(workers.width * 4, edges.count - 1 - next)
        let batch = JsonBatch(
          Array(edges[next...(next + count)]), isList: isList, isLines: isLines, options: options,
          room: JsonRoom(bytes: end - start), end: end)
        workers.run(count: count) { batch.read($0) }
        guard batch.isWhole else { return nil }
        try batch.join(into: all, rows: &rows, &room, workers)
        if next == 0 {
          let bytes = edges[count] - edges[0]
          let expected = Double(rows) / Double(max(bytes, 1)) * Double(end - edges[0]) * 1.02
          for part in all.record?.parts ?? [] { part.reserve(rows: Int(min(expected, 1e9))) }
        }
        next += count
        if !progress(edges[next] - start, end - start) { throw JsonProblem.stopped }
      }
      guard let list else { return rows == 1 ? nil : Collected(root: root, rows: rows, room: room) }
      list.itemCount = rows
      list.offsets.append(rows)
      return Collected(root: root, rows: 1, room: room)
    } catch {
      if case .stopped = error { throw DataMistake("stopped") }
      return nil
    }
  }

  /// True when the first line holds a whole value, which a parser alone can say.
  private func isWholeFirst(_ first: UnsafePointer<UInt8>) -> Bool {
    var stop = first
    while stop < end, stop.pointee != 0x0A { stop += 1 }
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
  private let isList: Bool
  private let isLines: Bool
  private let options: DelimitedOptions
  private let room: JsonRoom
  private let end: UnsafePointer<UInt8>
  private let columns: [JsonColumn]
  /// How many values each has; -1 for one that is not whole.
  private let rows: Slots<Int>

  init(
    _ edges: [UnsafePointer<UInt8>], isList: Bool, isLines: Bool, options: DelimitedOptions,
    room: JsonRoom, end: UnsafePointer<UInt8>
  ) {
    self.edges = edges
    self.isList = isList
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
        isList
        ? try parser.items(into: columns[stretch], isLast: to == end)
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
