/// A row of units below the names.
extension TableFinder {
  /// A second row with the units of the columns of numbers; nil where the row is one of data.
  mutating func takeUnits(_ row: inout Int, _ count: Int) -> [[UInt8]]? {
    // A rule of dashes below the names is nothing to read.
    if row < rows.rows.count, isRule(row) { row += 1 }
    defer {
      if row > 0, dialect.dataStart < rows.rows[row - 1].next {
        dialect.dataStart = rows.rows[row - 1].next
      }
    }
    guard row + 1 < rows.rows.count, rows.rows[row].count <= count, rows.rows[row].filled > 0 else {
      return nil
    }
    var known = 0
    var filled = 0
    for place in 0..<count {
      let cell = rows.cell(row, place)
      let isNumbers = hasNumbers(place, below: row)
      if cell.isEmpty { continue }
      guard isNumbers || hasDates(place, below: row) || isSmallWord(cell) && isWordOfUnits(cell)
      else { return nil }
      guard isUnit(cell) else { return nil }
      if isNumbers { filled += 1 }
      if isKnownUnit(cell) { known += 1 }
    }
    guard filled > 0, known > 0 else { return nil }
    let units = (0..<count).map { bare(rows.cell(row, $0)) }
    row += 1
    dialect.decisions.append(.units)
    return units
  }

  func isRule(_ row: Int) -> Bool {
    (0..<rows.rows[row].count).allSatisfy { place in
      let cell = rows.cell(row, place)
      return cell.isEmpty && rows.rows[row].filled > 0 || NoteLines.isRule(cell)
        || cell.count > 1 && cell.allSatisfy { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "=") }
    }
  }

  func isSmallWord(_ cell: [UInt8]) -> Bool { cell.count <= 12 && !cell.contains(0x20) }

  /// What stands in a row of units above a column of words.
  func isWordOfUnits(_ cell: [UInt8]) -> Bool {
    let text = String(decoding: cell, as: UTF8.self)
    return [
      "Units", "units", "Unit", "unit", "-", "--", "none", "text", "string", "name", "id", "UTC",
      "unitless", "n/a",
    ].contains(
      text)
  }

  func isUnit(_ cell: [UInt8]) -> Bool {
    cell.count <= 24 && CellGlance(cell) != .date && !CellGlance(cell).isNumber
      && cell.filter({ $0 == 0x20 }).count <= 2
  }

  func isKnownUnit(_ cell: [UInt8]) -> Bool {
    let text = String(decoding: bare(cell), as: UTF8.self)
    if HeaderNames.isWellKnownUnit(text) { return true }
    return cell.first == UInt8(ascii: "[") || cell.first == UInt8(ascii: "(")
      || cell.contains(UInt8(ascii: "/")) && cell.count <= 12 && !cell.contains(0x20)
  }

  /// A unit without the brackets around it.
  func bare(_ cell: [UInt8]) -> [UInt8] {
    guard cell.count > 2,
      cell.first == UInt8(ascii: "[") && cell.last == UInt8(ascii: "]")
        || cell.first == UInt8(ascii: "(") && cell.last == UInt8(ascii: ")")
    else { return cell }
    return Array(cell[1..<(cell.count - 1)])
  }
}
