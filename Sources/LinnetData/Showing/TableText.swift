import LinnetText

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
  /// each column holds. Without `isUnicode` only ASCII signs are added. What `describe` gives is drawn
  /// with its small pictures.
  public static func render(
    _ dataset: Dataset, width: Int = 100, maximumRows: Int = 12, isUnicode: Bool = true,
    showsKinds: Bool = false
  ) -> String {
    if let summary = dataset.summary {
      return SummaryText.render(summary, width: width, isUnicode: isUnicode)
    }
    let excerpt = TableExcerpt(dataset, maximumRows: maximumRows)
    let rows = excerpt.rows
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
      guard left.isEmpty else {
        left.append(name)
        continue
      }
      let column = excerpt.column(place)
      let cells = self.cells(column, isUnicode: isUnicode)
      let kind = showsKinds ? column.kind : ""
      let widest = cells.reduce(0) { max($0, TextWidth.of($1)) }
      let columnWidth = min(
        max(min(widest, 40), TextWidth.of(column.title), TextWidth.of(kind)),
        max(width - numberWidth - 2, 8))
      guard used + 2 + columnWidth <= width else {
        left.append(name)
        continue
      }
      used += 2 + columnWidth
      lines[0] += "  " + fitted(column.title, columnWidth, isRight: column.isNumber)
      kinds += "  " + fitted(kind, columnWidth, isRight: column.isNumber)
      for line in rows.indices {
        lines[line + 1] += "  " + fitted(cells[line], columnWidth, isRight: column.isNumber)
      }
    }
    if let cut = excerpt.cut { lines.insert(isUnicode ? "⋮" : ":", at: cut + 1) }
    if showsKinds, used > numberWidth { lines.insert(kinds, at: 1) }
    let dots = isUnicode ? "…" : "..."
    if excerpt.cut != nil {
      let more = excerpt.leftOut
      lines.append("\(dots) \(DigitGrouping.grouped(more)) more " + (more == 1 ? "row" : "rows"))
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

  private static func fitted(_ text: String, _ width: Int, isRight: Bool) -> String {
    TextWidth.padded(TextWidth.cut(text, to: width), to: width, isRight: isRight)
  }

  /// A line without spaces at its end.
  static func trimmed(_ line: String) -> String {
    var end = line.utf8.endIndex
    while end > line.utf8.startIndex, line.utf8[line.utf8.index(before: end)] == 0x20 {
      end = line.utf8.index(before: end)
    }
    return String(line[..<end])
  }

  /// The cells of one column, with a dash for gaps and numbers made equally long behind their points.
  private static func cells(_ column: TableColumn, isUnicode: Bool) -> [String] {
    let gap = isUnicode ? "–" : "-"
    var texts = column.cells.map { $0 ?? gap }
    if !isUnicode { texts = texts.map { plain($0) } }
    if column.isNumber {
      for (place, tail) in PointAlignment.tails(texts.map { Optional($0) }).enumerated() {
        texts[place] += String(repeating: " ", count: tail.utf8.count)
      }
    }
    return texts
  }

  /// A text with `+-` in place of `±`.
  private static func plain(_ text: String) -> String {
    guard text.utf8.contains(0xC2) else { return text }
    var bytes: [UInt8] = []
    var isSign = false
    for byte in text.utf8 {
      if isSign, byte == 0xB1 {
        bytes[bytes.count - 1] = 0x2B
        bytes.append(0x2D)
      } else {
        bytes.append(byte)
      }
      isSign = byte == 0xC2
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
