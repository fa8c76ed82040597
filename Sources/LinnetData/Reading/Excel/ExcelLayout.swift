/// Where the table of a sheet begins and what its columns are called, by its first rows.
///
/// Above the names there may be lines of title, and beside the table empty columns. Names may stand in two
/// rows when the upper ones reach over several columns.
struct ExcelLayout {
  /// How many of the first rows come before the first row of data.
  private(set) var dataStart = 0
  /// How many of them are lines of title.
  private(set) var titleLines = 0
  /// The name of each column of the sheet that has one.
  private(set) var names: [Int: String] = [:]
  /// True when there are no names, but data from the first row on.
  private(set) var hasNoNames = false

  /// How many rows are looked at.
  static let sampleRows = 50
  /// How far down an empty row may still part titles from the table.
  private static let mostTitleLines = 20

  init(_ rows: [ExcelRow], _ merges: [ExcelMerge], _ book: ExcelBook) {
    let start = Self.start(rows, merges)
    titleLines = start
    guard start < rows.count else { return }
    let header = rows[start]
    if header.cells.allSatisfy({ Self.isNumber($0.value) }) {
      hasNoNames = true
      dataStart = start
      return
    }
    dataStart = start + 1
    for cell in header.cells { names[cell.column] = book.text(cell.value, header.letters) }
    let wide = merges.filter {
      $0.rows.contains(header.number) && $0.rows.upperBound == header.number
        && $0.columns.count > 1 && names[$0.columns.lowerBound] != nil
    }
    guard !wide.isEmpty, dataStart < rows.count else { return }
    let below = rows[dataStart]
    // A second row of names has nothing but words, and words below each of the wide names.
    guard below.number == header.number + 1, below.cells.allSatisfy({ $0.value.isText }),
      wide.allSatisfy({ merge in below.cells.contains { merge.columns.contains($0.column) } })
    else { return }
    dataStart += 1
    let upper = names
    for cell in below.cells {
      let name = book.text(cell.value, below.letters)
      let above =
        wide.first { $0.columns.contains(cell.column) }.flatMap { upper[$0.columns.lowerBound] }
        ?? upper[cell.column]
      names[cell.column] = above.map { "\($0) \(name)" } ?? name
    }
  }

  /// The place of the first row that is no line of title.
  private static func start(_ rows: [ExcelRow], _ merges: [ExcelMerge]) -> Int {
    guard rows.count > 1 else { return 0 }
    let leftmost = rows.map { row in row.cells.map { $0.column }.min() ?? 0 }.min() ?? 0
    let sizes = rows.map { $0.cells.count }
    let usual = sizes.sorted()[sizes.count / 2]
    var start = 0
    while start < rows.count - 1 {
      // Titles are parted from the table by an empty row, and are narrower than its names.
      var next: Int?
      var widest = 0
      for place in start..<min(start + mostTitleLines, rows.count - 1) {
        widest = max(widest, sizes[place])
        if rows[place + 1].number > rows[place].number + 1 {
          let below = rows[place + 1]
          if below.cells.count > widest, below.cells.allSatisfy({ $0.value.isText }) {
            next = place + 1
          }
          break
        }
      }
      if let next {
        start = next
        continue
      }
      let row = rows[start]
      let isOneWideCell =
        row.cells.count == 1
        && merges.contains {
          $0.rows.contains(row.number) && $0.columns.count > 1
            && $0.columns.contains(row.cells[0].column)
        }
      let isNarrow =
        usual > 1 && row.cells.count * 2 <= usual
        && row.cells.contains { $0.column == leftmost && $0.value.isText }
      guard isOneWideCell || isNarrow, rows[start + 1].cells.count >= row.cells.count else { break }
      start += 1
    }
    return start
  }

  /// True for what names no column.
  private static func isNumber(_ value: ExcelValue) -> Bool {
    switch value {
    case .whole, .decimal, .truth, .date, .gap, .misfit: true
    case .shared, .own: false
    }
  }
}

/// Cells that are drawn as one.
struct ExcelMerge {
  /// Rows of the sheet, counted from 1.
  var rows: ClosedRange<Int>
  /// Columns, counted from 0.
  var columns: ClosedRange<Int>

  /// What cells of a sheet are drawn as one; this stands behind all rows.
  static func all(_ sheet: UnsafeBufferPointer<UInt8>) -> [ExcelMerge] {
    // From behind, so that a long sheet is not gone through twice.
    let word: StaticString = "sheetData"
    var place = sheet.count - word.utf8CodeUnitCount
    search: while place > 0 {
      for index in 0..<word.utf8CodeUnitCount
      where sheet[place + index] != word.utf8Start[index] {
        place -= 1
        continue search
      }
      break
    }
    guard place > 0 else { return [] }
    while place < sheet.count, sheet[place] != UInt8(ascii: ">") { place += 1 }
    guard place < sheet.count else { return [] }
    var scanner = XmlScanner(UnsafeBufferPointer(rebasing: sheet[(place + 1)...]))
    var merges: [ExcelMerge] = []
    while true {
      // The end of the sheet has no beginning here, and ends this too.
      guard let token = try? scanner.next() else { return merges }
      switch token {
      case .start where scanner.isNamed("mergeCell"):
        if let merge = scanner.attribute("ref").flatMap({ ExcelMerge($0) }) { merges.append(merge) }
      case .end where scanner.isNamed("mergeCells"): return merges
      case .finished: return merges
      default: break
      }
    }
  }

  /// The cells of a reference such as `A1:B3`; nil when it is none, or one cell.
  init?(_ text: String) {
    let corners = text.split(separator: ":")
    guard corners.count == 2, let first = Self.corner(corners[0]),
      let last = Self.corner(corners[1]), first.row <= last.row, first.column <= last.column
    else { return nil }
    rows = first.row...last.row
    columns = first.column...last.column
  }

  private static func corner(_ text: Substring) -> (row: Int, column: Int)? {
    var column = 0
    var row = 0
    for byte in text.utf8 where byte != UInt8(ascii: "$") {
      if byte | 32 >= 97, byte | 32 <= 122 {
        column = column * 26 + Int(byte | 32) - 96
      } else if byte &- 48 <= 9 {
        row = row * 10 + Int(byte - 48)
      } else {
        return nil
      }
      guard column <= ExcelSheet.mostColumns, row <= ExcelSheet.mostRows else { return nil }
    }
    return column > 0 && row > 0 ? (row, column - 1) : nil
  }
}
