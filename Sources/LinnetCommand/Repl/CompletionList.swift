/// The list below a line when several words fit.
enum CompletionList {
  /// One line a word with what it is; words alone, side by side, when there are too many for the window.
  static func lines(
    _ matches: [(word: String, description: String)], size: (columns: Int, rows: Int), paint: Bool
  ) -> [String] {
    let width = (matches.map { $0.word.count }.max() ?? 0) + 2
    let most = max(4, size.rows - 4)
    if matches.count <= most {
      return matches.map { match in
        let room = max(0, size.columns - width - 2)
        let description =
          match.description.count > room
          ? match.description.prefix(max(0, room - 1)) + "…" : match.description[...]
        let gap = String(repeating: " ", count: max(1, width - match.word.count))
        return match.word + gap + Colour.quiet.paint(String(description), if: paint)
      }
    }
    let perLine = max(1, size.columns / max(width, 1))
    var lines: [String] = []
    var index = 0
    while index < matches.count, lines.count < most {
      let row = matches[index..<min(index + perLine, matches.count)]
      lines.append(
        row.map { $0.word + String(repeating: " ", count: max(0, width - $0.word.count)) }.joined())
      index += perLine
    }
    if index < matches.count {
      lines.append(Colour.quiet.paint("… \(matches.count - index) more", if: paint))
    }
    return lines
  }
}
