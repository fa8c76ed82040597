/// A dataset as a table of text.
///
///       species     mass [g]  sex
///     1 Adelie        3750    male
///     2 Adelie        3800    female
///     ⋮
///     8 Gentoo        5400.5  –
///     … 336 more rows
public enum TableText {
  /// A table that fits a width; long datasets show their first rows and their last two.
  ///
  /// Numbers stand with their points below each other, gaps are a dash, units stand beside the names.
  /// Columns that do not fit are named below. `showsKinds` adds a line below the names that says what
  /// each column holds. Without `isUnicode` only ASCII signs are added.
  public static func render(
    _ dataset: Dataset, width: Int = 100, maximumRows: Int = 12, isUnicode: Bool = true,
    showsKinds: Bool = false
  ) -> String {
    let limit = max(maximumRows, 3)
    let isCut = dataset.count > limit
    var rows = Array(0..<min(dataset.count, limit))
    if isCut { rows = Array(0..<(limit - 2)) + [dataset.count - 2, dataset.count - 1] }
    let numberWidth = "\(max(rows.last ?? 0, 0) + 1)".utf8.count
    var lines = [String](repeating: "", count: rows.count + 1)
    lines[0] = String(repeating: " ", count: numberWidth)
    for (line, row) in rows.enumerated() {
      lines[line + 1] = TextWidth.padded("\(row + 1)", to: numberWidth, isRight: true)
    }
    var kinds = lines[0]
    var used = numberWidth
    var left: [String] = []
    for (place, name) in dataset.names.enumerated() {
      let cells = Cells(dataset.columns[place], rows, isUnicode: isUnicode)
      let title =
        dataset.columns[place].unit.isEmpty
        ? name : "\(name) [\(dataset.columns[place].unit)]"
      let kind = showsKinds ? kindWord(dataset.columns[place].kind) : ""
      let columnWidth = min(
        max(cells.width, TextWidth.of(title), TextWidth.of(kind)), max(width - numberWidth - 2, 8))
      guard used + 2 + columnWidth <= width, left.isEmpty else {
        left.append(name)
        continue
      }
      used += 2 + columnWidth
      lines[0] += "  " + fitted(title, columnWidth, isRight: cells.isNumber)
      kinds += "  " + fitted(kind, columnWidth, isRight: cells.isNumber)
      for line in rows.indices {
        lines[line + 1] += "  " + fitted(cells.texts[line], columnWidth, isRight: cells.isNumber)
      }
    }
    if isCut { lines.insert(isUnicode ? "⋮" : ":", at: limit - 1) }
    if showsKinds, used > numberWidth { lines.insert(kinds, at: 1) }
    let dots = isUnicode ? "…" : "..."
    if isCut {
      let more = dataset.count - rows.count
      lines.append("\(dots) \(NumberText.grouped(more)) more " + (more == 1 ? "row" : "rows"))
    }
    if !left.isEmpty {
      var names = left.prefix(12).joined(separator: ", ")
      if left.count > 12 { names += ", \(dots)" }
      lines.append(
        TextWidth.cut(
          "\(dots) \(left.count) more \(left.count == 1 ? "column" : "columns"): \(names)",
          to: max(width, 20)))
    }
    if dataset.count == 0 { lines.append(dataset.names.isEmpty ? "an empty dataset" : "no rows") }
    return lines.map { trimmed($0) }.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private static func kindWord(_ kind: ColumnKind) -> String {
    switch kind {
    case .number: "number"
    case .truth: "true/false"
    case .text: "text"
    case .date: "date"
    case .vector: "vector"
    case .measurement: "measured"
    case .list: "list"
    case .record: "record"
    }
  }

  private static func fitted(_ text: String, _ width: Int, isRight: Bool) -> String {
    TextWidth.padded(TextWidth.cut(text, to: width), to: width, isRight: isRight)
  }

  private static func trimmed(_ line: String) -> String {
    var end = line.utf8.endIndex
    while end > line.utf8.startIndex, line.utf8[line.utf8.index(before: end)] == 0x20 {
      end = line.utf8.index(before: end)
    }
    return String(line[..<end])
  }

  /// The cells of one column, made equally wide where they are numbers.
  private struct Cells {
    var texts: [String] = []
    var isNumber: Bool
    var width = 0

    init(_ column: Column, _ rows: [Int], isUnicode: Bool) {
      switch column.storage {
      case .decimal, .whole: isNumber = true
      default: isNumber = false
      }
      let gap = isUnicode ? "–" : "-"
      texts = rows.map { CellText.shown(column, row: $0) ?? gap }
      if !isUnicode, case .measurement = column.storage {
        texts = texts.map { text in
          String(
            decoding: text.utf8.flatMap { $0 == 0xC2 ? [] : $0 == 0xB1 ? [0x2B, 0x2D] : [$0] },
            as: UTF8.self)
        }
      }
      if isNumber { alignPoints() }
      for text in texts { width = max(width, TextWidth.of(text)) }
      width = min(width, 40)
    }

    /// Pads behind each number, so that right-aligned points stand below each other.
    private mutating func alignPoints() {
      func behind(_ text: String) -> Int {
        guard let point = text.utf8.firstIndex(of: UInt8(ascii: ".")) else { return 0 }
        return text.utf8.distance(from: point, to: text.utf8.endIndex)
      }
      // An exponent makes a number so long that the others would drift away from their title.
      if texts.contains(where: { $0.utf8.contains(UInt8(ascii: "e")) }) { return }
      let longest = texts.reduce(0) { max($0, behind($1)) }
      texts = texts.map { $0 + String(repeating: " ", count: longest - behind($0)) }
    }
  }
}
