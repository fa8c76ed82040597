import LinnetText

/// Cuts what is shown to what a person can read at once.
enum TextCut {
  /// A text of at most a window's worth, with a note of how much more there is.
  static func fit(_ text: String, to size: (columns: Int, rows: Int), paint: Bool) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let rows = max(5, size.rows - 3)
    // A long line takes several rows of the window.
    var used = 0
    var kept: [String] = []
    for (index, line) in lines.enumerated() {
      // A list of thousands is no use to anyone: eight rows of it are enough.
      let room = min(rows - used, 8) * size.columns
      let length = line.count
      if length > room {
        // The note must not sound as if a number had been cut: whole items are kept.
        var head = line.prefix(max(0, room - 24))
        if let comma = head.lastIndex(of: ","), head.distance(from: comma, to: head.endIndex) < 200
        {
          head = head[...comma]
        }
        let items = line[head.endIndex...].split(separator: ",").count
        let more =
          head.last == ","
          ? "… \(grouped(items)) more" : "… \(grouped(length - head.count)) more letters"
        kept.append(head + " " + Colour.quiet.paint(more, if: paint))
        return kept.joined(separator: "\n")
      }
      used += max(1, (length + size.columns - 1) / max(size.columns, 1))
      if used >= rows, index + 1 < lines.count {
        kept.append(String(line))
        let more = "… \(grouped(lines.count - index - 1)) more lines"
        kept.append(Colour.quiet.paint(more, if: paint))
        return kept.joined(separator: "\n")
      }
      kept.append(String(line))
    }
    return text
  }

  /// A count in groups of three digits: `1 583`.
  static func grouped(_ number: Int) -> String { DigitGrouping.grouped(number, fromDigits: 4) }
}
