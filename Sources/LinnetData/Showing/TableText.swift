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
  /// Columns that do not fit are named below; those that the newest step put in are shown in any case.
  /// `showsKinds` adds a line below the names that says what
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
    let dots = isUnicode ? "…" : "..."
    let numberWidth = "\(max(rows.last ?? 0, 0) + 1)".utf8.count
    var lines = [String](repeating: "", count: rows.count + 1)
    lines[0] = String(repeating: " ", count: numberWidth)
    for (line, row) in rows.enumerated() {
      lines[line + 1] = TextWidth.padded("\(row + 1)", to: numberWidth, isRight: true)
    }
    var kinds = lines[0]
    let room = width - numberWidth
    func lane(_ place: Int) -> Lane {
      Lane(
        excerpt.column(place), isUnicode: isUnicode, showsKind: showsKinds, room: max(room - 2, 8))
    }
    var lanes: [Int: Lane] = [:]
    let shown = ColumnChoice.places(
      dataset.names.count, newest: dataset.newest.compactMap { dataset.place(of: $0) },
      room: room, gap: 2 + TextWidth.of(dots)
    ) { place in
      let made = lanes[place] ?? lane(place)
      lanes[place] = made
      return 2 + made.width
    }
    var before = -1
    for place in shown {
      guard let lane = lanes[place] else { continue }
      if place > before + 1 {
        // What is left out between two columns is marked beside their names.
        let blank = String(repeating: " ", count: 2 + TextWidth.of(dots))
        lines[0] += "  " + dots
        kinds += blank
        for line in rows.indices { lines[line + 1] += blank }
      }
      before = place
      lines[0] += "  " + lane.fitted(lane.title)
      kinds += "  " + lane.fitted(lane.kind)
      for line in rows.indices { lines[line + 1] += "  " + lane.fitted(lane.cells[line]) }
    }
    let isShown = Set(shown)
    let left = dataset.names.indices.filter { !isShown.contains($0) }.map { dataset.names[$0] }
    if let cut = excerpt.cut { lines.insert(isUnicode ? "⋮" : ":", at: cut + 1) }
    if showsKinds, !shown.isEmpty { lines.insert(kinds, at: 1) }
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

  /// A column of the table, cut to its width.
  private struct Lane {
    let title: String
    let kind: String
    let cells: [String]
    let width: Int
    private let isRight: Bool

    init(_ column: TableColumn, isUnicode: Bool, showsKind: Bool, room: Int) {
      title = column.title
      kind = showsKind ? column.kind : ""
      cells = TableText.cells(column, isUnicode: isUnicode)
      isRight = column.isNumber
      let widest = cells.reduce(0) { max($0, TextWidth.of($1)) }
      width = min(max(min(widest, 40), TextWidth.of(title), TextWidth.of(kind)), room)
    }

    func fitted(_ text: String) -> String {
      TextWidth.padded(TextWidth.cut(text, to: width), to: width, isRight: isRight)
    }
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
