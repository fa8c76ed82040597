/// The first rows of a text table, cell by cell.
struct SampleRows {
  /// A row: where it stands in the text, and where its cells are.
  struct Row {
    /// The offset of its first byte.
    let start: Int
    /// The offset behind its line break.
    let next: Int
    fileprivate(set) var cells: Range<Int>
    /// How many cells hold something.
    fileprivate(set) var filled = 0
    /// True when nothing but an empty line stands before it.
    let followsBlank: Bool

    /// How many cells it has.
    var count: Int { cells.count }
  }

  private(set) var rows: [Row] = []
  /// True when a quote inside quotes stood behind a backslash.
  private(set) var sawBackslash = false
  private var bytes: [UInt8] = []
  private var starts: [Int] = [0]

  /// Reads up to `most` rows; lines of comments and empty ones are none.
  init(
    _ text: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int? = nil, separator: UInt8,
    escapes: Bool, comments: CommentMarks, most: Int
  ) {
    guard let base = text.baseAddress else { return }
    let stop = base + (end ?? text.count)
    var scanner = FieldScanner(start: base, end: stop, separator: separator, escapes: escapes)
    var cursor = base + start
    var followsBlank = false
    while cursor < stop, rows.count < most, bytes.count < 1 << 22 {
      let lineStart = cursor
      if Self.skipBlank(&cursor, stop) {
        followsBlank = true
        continue
      }
      if comments.begins(cursor, stop) {
        Lines.skip(&cursor, stop)
        continue
      }
      if separator == 0x20 {
        while cursor < stop, cursor.pointee == 0x20 || cursor.pointee == 0x09 { cursor += 1 }
      }
      let first = starts.count - 1
      var filled = 0
      while true {
        let field = scanner.next(&cursor)
        bytes.append(
          contentsOf: UnsafeBufferPointer(start: field.start, count: min(field.count, 500)))
        starts.append(bytes.count)
        if field.count > 0 { filled += 1 }
        if field.endsRow { break }
      }
      if filled == 0 {
        // Nothing but separators is as good as an empty line.
        starts.removeLast(starts.count - 1 - first)
        followsBlank = true
        continue
      }
      rows.append(
        Row(
          start: lineStart - base, next: cursor - base, cells: first..<(starts.count - 1),
          filled: filled,
          followsBlank: followsBlank))
      followsBlank = false
    }
    sawBackslash = scanner.sawBackslash
  }

  /// Moves over a line of nothing but spaces; false, and nothing is changed, when it holds more.
  private static func skipBlank(_ cursor: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>)
    -> Bool
  {
    var place = cursor
    while place < end, place.pointee == 0x20 { place += 1 }
    guard place < end, place.pointee == 0x0A || place.pointee == 0x0D else {
      if place >= end {
        cursor = place
        return true
      }
      return false
    }
    cursor = place
    Lines.skip(&cursor, end)
    return true
  }

  /// The bytes of a cell; none where the row has no such cell.
  func cell(_ row: Int, _ place: Int) -> [UInt8] {
    let cells = rows[row].cells
    guard place < cells.count else { return [] }
    let cell = cells.lowerBound + place
    return Array(bytes[starts[cell]..<starts[cell + 1]])
  }

  /// True for a cell that holds something.
  func isFilled(_ row: Int, _ place: Int) -> Bool {
    let cells = rows[row].cells
    guard place < cells.count else { return false }
    let cell = cells.lowerBound + place
    return starts[cell + 1] > starts[cell]
  }

  /// A cell as text.
  func text(_ row: Int, _ place: Int) -> String {
    String(decoding: cell(row, place), as: UTF8.self)
  }

  /// What a cell is at a glance.
  func glance(_ row: Int, _ place: Int) -> CellGlance { CellGlance(cell(row, place)) }
}
