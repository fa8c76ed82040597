import LinnetText

extension Mistake {
  /// The whole message: the line with a mark under the place, the sentences, and where to learn more.
  ///
  /// The same in a script, a terminal, a notebook and a page. `width` is the number of columns the
  /// line may take; a longer line is cut around the place. `main` is the name of the file that runs:
  /// other files are named.
  public func rendered(width: Int = 80, isColored: Bool = false, main: String = "") -> String {
    let paint = Paint(isOn: isColored)
    let note = isNote
    var text = ""
    if let source, let span {
      let isMain = source.name.isEmpty || source.name == main
      let number = source.lineNumber(at: min(span.start, source.bytes.count))
      let place =
        (isMain
          ? (note ? "Note, line" : "Line")
          : (note ? "Note, " : "") + "\(Self.clean(source.name, limit: 60)), line")
        + " \(number):  "
      let line = MarkedLine(source, span, width: max(20, width - TextWidth.of(place)))
      let indent = String(repeating: " ", count: TextWidth.of(place) + line.caretColumn)
      text += paint.strong(place) + line.text + "\n"
      text += indent + paint.mark(String(repeating: "^", count: line.caretCount)) + "\n"
      text += sentences + "\n"
    } else {
      text += (note ? paint.strong("Note: ") : "") + sentences + "\n"
    }
    return text + paint.quiet("(explain \(code.text))")
  }

  /// Colours for a terminal.
  private struct Paint {
    var isOn: Bool

    func strong(_ text: String) -> String { isOn ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
    func mark(_ text: String) -> String { isOn ? "\u{1B}[1;31m\(text)\u{1B}[0m" : text }
    func quiet(_ text: String) -> String { isOn ? "\u{1B}[2m\(text)\u{1B}[0m" : text }
  }
}

/// A line of a source, cut to a width, with the columns of a mark under it.
struct MarkedLine {
  /// The line without its indentation; tabs are two spaces, control characters a space.
  var text = ""
  /// The column of the first `^`, from 0.
  var caretColumn = 0
  /// How many `^` there are, at least one.
  var caretCount = 1

  /// Takes the line where a span starts; of a longer span only its part in that line is marked.
  init(_ source: Source, _ span: Span, width: Int) {
    let bytes = source.bytes
    let index = source.lineIndex(at: min(span.start, bytes.count))
    let line = source.lineBytes(index)
    var cells: [Cell] = []
    var offset = line.startIndex
    var isIndent = true
    while offset < line.endIndex {
      let (code, length) = Letters.decode(bytes, offset)
      defer { offset += length }
      // The indentation is left out, unless the mark is in it.
      if isIndent, Letters.isSpace(code), offset < span.start { continue }
      isIndent = false
      if code == 0x09 {
        cells.append(Cell(offset: offset, code: 0x20, width: 1))
        cells.append(Cell(offset: offset, code: 0x20, width: 1))
      } else if TextWidth.isControl(code) {
        cells.append(Cell(offset: offset, code: 0x20, width: 1))
      } else {
        cells.append(Cell(offset: offset, code: code, width: TextWidth.of(code: code)))
      }
    }
    while let last = cells.last, last.code == 0x20, last.offset >= span.end { cells.removeLast() }
    let (first, end) = Self.window(cells, span, width: width)
    var view = String.UnicodeScalarView()
    if first > 0 { view.append("…") }
    var column = first > 0 ? 1 : 0
    var start: Int?
    var stop = 0
    for cell in cells[first..<end] {
      if cell.offset >= span.start, cell.offset < max(span.end, span.start + 1) {
        if start == nil { start = column }
        stop = column + cell.width
      }
      if let scalar = Unicode.Scalar(cell.code) { view.append(scalar) }
      column += cell.width
    }
    if end < cells.count { view.append("…") }
    text = String(view)
    caretColumn = start ?? column
    caretCount = max(1, start.map { stop - $0 } ?? 1)
  }

  private struct Cell {
    var offset: Int
    var code: UInt32
    var width: Int
  }

  /// Which cells to show so that the start of the mark is seen and the width is kept.
  private static func window(_ cells: [Cell], _ span: Span, width: Int) -> (Int, Int) {
    var total = 0
    for cell in cells { total += cell.width }
    if total <= width { return (0, cells.count) }
    let room = max(8, width - 2)
    let mark = cells.firstIndex { $0.offset >= span.start } ?? cells.count
    var first = mark
    var used = 0
    while first > 0, used + cells[first - 1].width <= room / 2 {
      first -= 1
      used += cells[first].width
    }
    var end = mark
    while end < cells.count, used + cells[end].width <= room {
      used += cells[end].width
      end += 1
    }
    while first > 0, used + cells[first - 1].width <= room {
      first -= 1
      used += cells[first].width
    }
    return (first, end)
  }
}
