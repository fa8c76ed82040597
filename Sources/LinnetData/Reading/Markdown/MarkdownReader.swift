/// Reads the table of a Markdown document: rows of cells between bars, with a line of dashes under the names.
///
/// The cells go on to the reader of text tables, so numbers, dates and gaps are told as in CSV. Source:
/// "Tables (extension)" of github.github.com/gfm, section 4.10.
public struct MarkdownReader {
  private let bytes: [UInt8]
  private var lines: [Range<Int>] = []

  /// Reads the table of a document; one without any is read as a table of text.
  ///
  /// Rows that are too short are filled with gaps. Errors: those of `DelimitedReader`; `several-tables` and
  /// `unknown-table`, where tables are called `1`, `2` and so on.
  public static func read(
    _ bytes: [UInt8], options: DelimitedOptions = DelimitedOptions(), origin: String = "",
    workers: Workers = Workers(),
    progress: @escaping DelimitedReader.Progress = { _, _ in true }
  ) throws(DataMistake) -> LoadedTable {
    let decoded = DecodedText(bytes)
    let reader = MarkdownReader(decoded.text)
    let tables = reader.tables()
    guard !tables.isEmpty else {
      if options.table != nil { throw DataMistake("only-table", ["path": origin]) }
      return try DelimitedReader.read(
        bytes, options: options, origin: origin, workers: workers, progress: progress)
    }
    var options = options
    options.separator = UInt8(ascii: ",")
    options.headerLine = 1
    options.isExact = true
    var read = try DelimitedReader.read(
      reader.fields(of: try choice(tables, &options, origin)), options: options, origin: origin,
      workers: workers, progress: progress)
    read.encoding = decoded.encoding
    if decoded.encoding != .utf8 { read.decisions.append(.encoding(decoded.encoding.name)) }
    if let strays = decoded.strays { read.notes.append(strays.note) }
    return read
  }

  /// The lines of a table: the names first, then its rows without the line of dashes.
  private struct Table {
    var names: Int
    var rows: Range<Int>
  }

  private static func choice(
    _ tables: [Table], _ options: inout DelimitedOptions, _ origin: String
  ) throws(DataMistake) -> Table {
    let entries = tables.enumerated().map {
      TableChoice.Entry("\($0.offset + 1)", rows: $0.element.rows.count)
    }
    guard let asked = options.table else {
      if tables.count > 1 { throw TableChoice.several(entries, path: origin) }
      return tables[0]
    }
    if tables.count == 1 { throw DataMistake("only-table", ["path": origin]) }
    options.table = nil
    let names = entries.map { $0.name }
    let name = try TableChoice.named(asked, among: names, path: origin)
    return tables[names.firstIndex { $0 == name } ?? 0]
  }

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var start = 0
    for (place, byte) in bytes.enumerated() where byte == 0x0A {
      lines.append(start..<(place > start && bytes[place - 1] == 0x0D ? place - 1 : place))
      start = place + 1
    }
    if start < bytes.count { lines.append(start..<bytes.count) }
  }

  // MARK: Finding tables

  private func tables() -> [Table] {
    var tables: [Table] = []
    var isCode = false
    var line = 0
    while line < lines.count {
      if isFence(line) { isCode.toggle() }
      guard !isCode, line + 1 < lines.count, hasBar(line), isDashes(line + 1),
        cells(of: line).count == cells(of: line + 1).count
      else {
        line += 1
        continue
      }
      var end = line + 2
      while end < lines.count, hasBar(end) { end += 1 }
      tables.append(Table(names: line, rows: (line + 2)..<end))
      line = end
    }
    return tables
  }

  private func hasBar(_ line: Int) -> Bool { bytes[lines[line]].contains(UInt8(ascii: "|")) }

  /// True for three backticks, which begin and end code.
  private func isFence(_ line: Int) -> Bool {
    bytes[lines[line]].drop { $0 == 0x20 }.starts(with: "```".utf8)
  }

  /// True for a line such as `| --- | ---: |`.
  private func isDashes(_ line: Int) -> Bool {
    let bytes = bytes[lines[line]]
    return bytes.contains(UInt8(ascii: "-")) && bytes.contains(UInt8(ascii: "|"))
      && bytes.allSatisfy {
        $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "|") || $0 == UInt8(ascii: ":") || $0 <= 0x20
      }
  }

  // MARK: Cells

  /// The cells of a line without the spaces around them.
  private func cells(of line: Int) -> [ArraySlice<UInt8>] {
    let bar = UInt8(ascii: "|")
    var rest = trimmed(bytes[lines[line]])
    if rest.first == bar { rest = rest.dropFirst() }
    var cells: [ArraySlice<UInt8>] = []
    var start = rest.startIndex
    for place in rest.indices where rest[place] == bar {
      if place > start, rest[place - 1] == UInt8(ascii: "\\") { continue }
      cells.append(trimmed(rest[start..<place]))
      start = place + 1
    }
    // What stands behind the last bar is a cell only when there is something.
    if start < rest.endIndex { cells.append(trimmed(rest[start...])) }
    return cells
  }

  private func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var bytes = bytes.drop { $0 <= 0x20 }
    while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
    return bytes
  }

  /// A table as comma-separated text.
  private func fields(of table: Table) -> [UInt8] {
    var text: [UInt8] = []
    let width = cells(of: table.names).count
    for line in [table.names] + Array(table.rows) {
      let cells = cells(of: line)
      for place in 0..<max(width, cells.count) {
        if place > 0 { text.append(UInt8(ascii: ",")) }
        if place < cells.count { field(cells[place], isOnly: width == 1, into: &text) }
      }
      text.append(0x0A)
    }
    return text
  }

  /// Adds a cell, in quotes where the reader of fields would take a byte for something else.
  private func field(_ cell: ArraySlice<UInt8>, isOnly: Bool, into text: inout [UInt8]) {
    let quote = UInt8(ascii: "\"")
    let isBare =
      cell.first != UInt8(ascii: "#") && !(isOnly && cell.isEmpty)
      && cell.allSatisfy {
        $0 != quote && $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "\\")
          && $0 != UInt8(ascii: "<")
      }
    if isBare {
      text += cell
      return
    }
    text.append(quote)
    let signs = [MarkdownWriter.bar, MarkdownWriter.lineBreak]
    var place = cell.startIndex
    while place < cell.endIndex {
      let rest = cell[place...]
      if let sign = signs.first(where: { rest.starts(with: $0.written) }) {
        text.append(sign.byte)
        place += sign.written.count
        continue
      }
      if cell[place] == quote { text.append(quote) }
      text.append(cell[place])
      place += 1
    }
    text.append(quote)
  }
}
