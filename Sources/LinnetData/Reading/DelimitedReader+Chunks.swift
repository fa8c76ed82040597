/// Reading a long table in stretches that several workers share.
///
/// The stretches are cut behind line breaks, at places that depend on the file alone. Each begins with
/// what the first rows said about the columns. Joined in order they are what one pass would have read,
/// if each stretch ended where the next begins (a line break inside quotes is no end of a row) and no
/// column changed its mind on the way; a column that did is read once more in one go, and so is the
/// whole file when a stretch ended elsewhere or holds a mistake. So the number of workers never shows.
extension DelimitedReader {
  static let stretchBytes = 1 << 18

  /// How many bytes a stretch has: more where the rows are long.
  ///
  /// Each stretch has room of its own for every column, which is put behind that of the stretch before; with
  /// only a few rows to a stretch that would be most of the work.
  func stretchBytes(most: Int = .max) -> Int {
    max(Self.stretchBytes, min(64 * min(rowBytes(), 1 << 24), most))
  }

  /// Reads all cells with several workers; nil when one pass has to do it.
  func cellsInChunks(_ layout: [DelimitedColumn.Start], expectedRows: Int) throws(DataMistake)
    -> DelimitedCells?
  {
    let stretch = stretchBytes()
    guard workers.width > 1, layout.count > 1, options.rows == nil, (end - start) / stretch >= 8
    else { return nil }
    let edges = stretchEdges(from: start, to: end, each: stretch)
    let rowsOfStretch = Self.rows(ofStretches: max(edges.count - 1, 1), among: expectedRows)
    var all = DelimitedCells(
      columns: makeColumns(layout, expectedRows: expectedRows, collectsOnly: true), rows: 0,
      skippedRows: 0, firstSkipped: 0)
    var wanted = layout
    var next = 0
    // Of a wide table fewer at a time: each has its own room for every column.
    let atOnce = max(workers.width, min(workers.width * 16, (1 << 14) / layout.count))
    let most = min(atOnce, edges.count - 1)
    let columns = (0..<most).map { _ in makeColumns(layout, expectedRows: rowsOfStretch) }
    while next < edges.count - 1 {
      let count = min(most, edges.count - 1 - next)
      let batch = Batch(
        self, Array(edges[next...(next + count)]), columns, layout: wanted, end: end)
      workers.run(count: count) { batch.read($0) }
      guard batch.isWhole else { return nil }
      let fits = join(batch, into: &all)
      for place in wanted.indices where !fits[place] { wanted[place].kind = .skipped }
      next += count
      options.counter?.rows = all.rows
      if !progress(edges[next] - start, end - start) { throw DataMistake("stopped") }
    }
    let isChanged = layout.indices.map { place in
      wanted[place].kind == .skipped && layout[place].kind != .skipped
    }
    if isChanged.contains(true) {
      var again = layout
      for place in again.indices where !isChanged[place] { again[place].kind = .skipped }
      let second = try cellsInOneGo(again, expectedRows: all.rows)
      for place in again.indices where isChanged[place] {
        all.columns[place] = second.columns[place]
      }
    }
    return all
  }

  /// How many rows a stretch has room for at first.
  static func rows(ofStretches count: Int, among rows: Int) -> Int {
    let each = rows / count
    return each + each / 8 + 8
  }

  /// Where the stretches begin, and the end of the last.
  func stretchEdges(
    from start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>, each size: Int
  ) -> [UnsafePointer<UInt8>] {
    guard end - start > size else { return [start, end] }
    var edges = [start]
    var place = start + size
    while place < end {
      while place < end, place.pointee != 0x0A { place += 1 }
      guard place + 1 < end else { break }
      edges.append(place + 1)
      guard end - place > size else { break }
      place += size
    }
    edges.append(end)
    return edges
  }

  /// Puts the stretches of a batch behind what is there; says which columns could be joined.
  func join(_ batch: Batch, into all: inout DelimitedCells) -> [Bool] {
    var firstRows: [Int] = []
    for pass in batch.passes {
      firstRows.append(all.rows)
      if all.skippedRows == 0, pass.skippedRows > 0 {
        all.firstSkipped = all.rows + pass.firstSkipped
      }
      all.rows += pass.rows
      all.skippedRows += pass.skippedRows
      all.comments += pass.commentLines
      all.emptyRows += pass.emptyRows
    }
    let joining = Joining(columns: all.columns, batch: batch, firstRows: firstRows)
    workers.run(count: all.columns.count) { joining.join($0) }
    return joining.fits.values
  }

  /// Some stretches; each worker writes only into its own.
  final class Batch: @unchecked Sendable {
    let columns: [[DelimitedColumn]]
    private let edges: [UnsafePointer<UInt8>]
    private let results: Slots<DelimitedPass?>

    private let layout: [DelimitedColumn.Start]
    private let checksEncoding: Bool

    /// The columns are those of the batch before; their room is used again.
    init(
      _ reader: DelimitedReader, _ edges: [UnsafePointer<UInt8>], _ columns: [[DelimitedColumn]],
      layout: [DelimitedColumn.Start], end: UnsafePointer<UInt8>, checksEncoding: Bool = false
    ) {
      self.edges = edges
      self.layout = layout
      self.checksEncoding = checksEncoding
      self.columns = Array(columns.prefix(edges.count - 1))
      results = Slots(
        (1..<edges.count).map {
          DelimitedPass(reader, from: edges[$0 - 1], to: edges[$0], end: end)
        })
    }

    func read(_ stretch: Int) {
      guard var pass = results[stretch] else { return }
      for (column, start) in zip(columns[stretch], layout) { column.restart(start) }
      if checksEncoding {
        let bytes = UnsafeRawBufferPointer(
          start: edges[stretch], count: edges[stretch + 1] - edges[stretch])
        guard TextEncoding.isUTF8(bytes) else {
          results[stretch] = nil
          return
        }
      }
      do throws(DelimitedPass.Problem) {
        try pass.read(columns[stretch])
        results[stretch] = pass
      } catch {
        results[stretch] = nil
      }
    }

    var passes: [DelimitedPass] { results.values.compactMap { $0 } }

    /// True when a quote was still open where the bytes ended.
    var ranOut: Bool { passes.contains { $0.ranOut } }

    /// True when every stretch could be read and ended where the next one begins.
    var isWhole: Bool {
      let passes = self.passes
      guard passes.count == columns.count else { return false }
      return passes.indices.allSatisfy {
        passes[$0].stop == edges[$0 + 1] && !passes[$0].sawBackslash
      }
    }
  }

  /// The columns while stretches are joined to them; each worker has its own column.
  private final class Joining: @unchecked Sendable {
    private let columns: [DelimitedColumn]
    private let batch: Batch
    private let firstRows: [Int]
    let fits: Slots<Bool>

    init(columns: [DelimitedColumn], batch: Batch, firstRows: [Int]) {
      self.columns = columns
      self.batch = batch
      self.firstRows = firstRows
      fits = Slots([Bool](repeating: true, count: columns.count))
    }

    func join(_ place: Int) {
      for (stretch, read) in batch.columns.enumerated() where fits[place] {
        fits[place] = columns[place].absorb(read[place], rows: firstRows[stretch])
      }
    }
  }
}
