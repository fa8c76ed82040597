import LinnetText

/// Cuts what is shown to what a person can read at once, and breaks it between words.
enum TextCut {
  /// A text of at most a window's worth, with a note of how much more there is.
  static func fit(_ text: String, to size: (columns: Int, rows: Int), paint: Bool) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let rows = max(5, size.rows - 3)
    var used = 0
    var kept: [String] = []
    for (index, line) in lines.enumerated() {
      // A list of thousands is no use to anyone: eight rows of it are enough.
      let room = min(rows - used, mostRows) * size.columns
      // A list that was cut where it was written counts what is missing already.
      if isLonger(line, than: room), !(line.hasSuffix(" more") && line.contains("… ")) {
        // The note must not sound as if a number had been cut: whole items are kept.
        var head = line.prefix(max(0, room - 24))
        if let comma = head.lastIndex(of: ","), head.distance(from: comma, to: head.endIndex) < 200
        {
          head = head[...comma]
        }
        let items = line[head.endIndex...].split(separator: ",").count
        let more =
          head.last == ","
          ? "… \(grouped(items)) more"
          : "… \(grouped(line.count - head.count)) more letters"
        kept.append(
          TextWrap.rows(of: head + " " + Colour.quiet.paint(more, if: paint), columns: size.columns)
        )
        return kept.joined(separator: "\n")
      }
      let broken = TextWrap.rows(of: line, columns: size.columns)
      used += broken.utf8.reduce(1) { $0 + ($1 == 0x0A ? 1 : 0) }
      kept.append(broken)
      if used >= rows, index + 1 < lines.count {
        let more = "… \(grouped(lines.count - index - 1)) more lines"
        kept.append(Colour.quiet.paint(more, if: paint))
        return kept.joined(separator: "\n")
      }
    }
    return kept.joined(separator: "\n")
  }

  /// How many rows of the window one line may take.
  static let mostRows = 8

  /// How many letters of a list fit into a window, with what is lost where it is broken between items.
  static func roomForList(_ size: (columns: Int, rows: Int)) -> Int {
    max(1, min(max(5, size.rows - 3), mostRows) - 1) * size.columns
  }

  /// Whether a line has more letters than fit, without counting those of a very long one.
  private static func isLonger(_ line: Substring, than room: Int) -> Bool {
    if line.utf8.count <= room { return false }
    return line.index(line.startIndex, offsetBy: room + 1, limitedBy: line.endIndex) != nil
  }

  /// A count in groups of three digits: `1 583`.
  static func grouped(_ number: Int) -> String { DigitGrouping.grouped(number, fromDigits: 4) }
}
