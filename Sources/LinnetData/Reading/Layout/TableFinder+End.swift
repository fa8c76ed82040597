/// What stands below the table and is no part of it.
extension TableFinder {
  static let tailBytes = 1 << 16
  static let tailLines = 60

  /// Leaves out remarks, rules and totals below the rows.
  mutating func findEnd() {
    let columns = dialect.names.count
    guard columns > 1, let base = text.baseAddress else { return }
    // The last lines, cut behind a line break.
    var from = max(dialect.dataStart, text.count - Self.tailBytes)
    if from > dialect.dataStart {
      var cursor = base + from
      Lines.skip(&cursor, base + text.count)
      from = cursor - base
    }
    guard from < text.count else { return }
    let tail = SampleRows(
      text, from: from, separator: dialect.separator, escapes: dialect.escapes,
      comments: dialect.comments, most: .max)
    let count = tail.rows.count
    guard count > 0 else { return }
    let first = max(0, count - Self.tailLines)
    // A rule or an empty line closes the table when nothing below it is like a row.
    var end = count
    for row in (first..<count).reversed() {
      let cells = tail.rows[row]
      if isRemark(tail, row, columns) {
        end = row
      } else if cells.followsBlank, row > 0, !isLikeARow(tail, row, columns),
        end < count || row == count - 1
      {
        end = row
      } else if end < count, tail.rows[end].followsBlank || hasRule(tail, row, end) {
        // Between a remark below it and an empty line or a rule above it: still remarks.
        if isLikeARow(tail, row, columns) { break }
        if !closes(tail, row, first) { break }
        end = row
      } else {
        break
      }
    }
    // A rule with totals below it.
    for row in first..<end where row > 0 && isRuleRow(tail, row) && end - row <= 4 {
      end = row
      break
    }
    guard end < count, end > 0 || from > dialect.dataStart else { return }
    let left = (end..<count).filter { tail.rows[$0].filled > 0 }.count
    guard left > 0 else { return }
    dialect.dataEnd = tail.rows[end].start
    dialect.decisions.append(.linesBelow(left))
  }

  func hasRule(_ tail: SampleRows, _ row: Int, _ end: Int) -> Bool {
    isRuleRow(tail, row) || isRuleRow(tail, end)
  }

  /// True when an empty line stands above the lines down from here, so that they are no rows.
  func closes(_ tail: SampleRows, _ row: Int, _ first: Int) -> Bool {
    var place = row
    while place >= first {
      if tail.rows[place].followsBlank { return true }
      if isLikeARow(tail, place, dialect.names.count) { return false }
      place -= 1
    }
    return false
  }

  func isRuleRow(_ tail: SampleRows, _ row: Int) -> Bool {
    tail.rows[row].filled == 1 && tail.rows[row].count > 0 && NoteLines.isRule(tail.cell(row, 0))
      || tail.rows[row].filled > 1
        && (0..<tail.rows[row].count).allSatisfy {
          tail.cell(row, $0).isEmpty || NoteLines.isRule(tail.cell(row, $0))
        }
  }

  /// True for a line that says something about the table: no row would.
  func isRemark(_ tail: SampleRows, _ row: Int, _ columns: Int) -> Bool {
    let cells = tail.rows[row]
    let bytes = tail.cell(row, 0)
    if isRuleRow(tail, row) { return true }
    if cells.filled == 0 { return false }
    let isAlone = cells.filled == 1 && !bytes.isEmpty
    if isAlone, CellGlance(bytes) == .word {
      if NoteLines.isNote(bytes) { return true }
      if cells.count == 1 { return NoteLines.isSentence(bytes) || cells.followsBlank }
      return cells.followsBlank && NoteLines.isSentence(bytes)
    }
    // A remark with separators in it has some other number of fields, or words where numbers stand.
    guard NoteLines.isNote(bytes), !bytes.isEmpty else { return false }
    return cells.count != columns || !isLikeARow(tail, row, columns)
  }

  /// True when a line has as many cells as there are columns, and numbers where the column has them.
  func isLikeARow(_ tail: SampleRows, _ row: Int, _ columns: Int) -> Bool {
    let cells = tail.rows[row]
    guard cells.filled > 0 else { return false }
    guard
      cells.count == columns
        || cells.count > columns && (columns..<cells.count).allSatisfy({ !tail.isFilled(row, $0) })
    else { return false }
    var fits = 0
    var misfits = 0
    for place in 0..<columns {
      let glance = tail.glance(row, place)
      if glance.isEmpty { continue }
      guard most(place, below: firstData - 1, { $0.isNumber }) else { continue }
      if glance.isNumber { fits += 1 } else { misfits += 1 }
    }
    if fits == 0, misfits == 0 {
      return cells.filled > 1 || cells.count == columns && !cells.followsBlank
    }
    return fits >= misfits
  }
}
