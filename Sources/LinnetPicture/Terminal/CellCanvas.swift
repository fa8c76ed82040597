import LinnetText

/// A sheet of terminal cells.
struct CellCanvas {
  /// One cell.
  struct Cell {
    /// What stands in it; empty behind a wide character.
    var text = " "
    /// The colour of the text; nil for the terminal's own.
    var paint: Paint?
    /// The colour behind the text; nil for the terminal's own.
    var ground: Paint?
    var isBold = false
    var isBlank: Bool { text == " " && ground == nil }
  }

  let columns: Int
  let rows: Int
  private(set) var cells: [Cell]

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    cells = [Cell](repeating: Cell(), count: columns * rows)
  }

  subscript(row: Int, column: Int) -> Cell {
    get { isInside(row, column) ? cells[row * columns + column] : Cell() }
    set { if isInside(row, column) { cells[row * columns + column] = newValue } }
  }

  private func isInside(_ row: Int, _ column: Int) -> Bool {
    row >= 0 && row < rows && column >= 0 && column < columns
  }

  /// Writes text from a cell on; what does not fit is left out.
  mutating func write(
    _ text: String, _ row: Int, _ column: Int, _ paint: Paint? = nil, isBold: Bool = false
  ) {
    var column = column
    for scalar in text.unicodeScalars {
      switch TextWidth.of(scalar) {
      case 0:
        // A mark joins the character before it; control characters are left out.
        if scalar.value >= 0x300, column > 0, isInside(row, column - 1) {
          cells[row * columns + column - 1].text.unicodeScalars.append(scalar)
        }
      case 2:
        if isInside(row, column + 1) {
          self[row, column] = Cell(text: String(scalar), paint: paint, isBold: isBold)
          self[row, column + 1] = Cell(text: "", paint: paint)
        }
        column += 2
      default:
        self[row, column] = Cell(text: String(scalar), paint: paint, isBold: isBold)
        column += 1
      }
    }
  }

  /// Puts a drawing over what is there, keeping the colour of a bar behind it.
  mutating func overlay(_ text: String, _ row: Int, _ column: Int, _ paint: Paint?, isColored: Bool)
  {
    guard isInside(row, column) else { return }
    let before = cells[row * columns + column]
    var ground = before.ground
    // A cell mostly filled by a bar becomes the bar's colour.
    if isColored, let fill = before.paint, Self.isMostlyFilled(before.text) { ground = fill }
    cells[row * columns + column] = Cell(text: text, paint: paint, ground: ground)
  }

  private static func isMostlyFilled(_ text: String) -> Bool {
    guard let scalar = text.unicodeScalars.first else { return false }
    return (0x2586...0x2588).contains(scalar.value)
  }

  /// The sheet as lines of text, without blanks at the ends and empty lines below.
  func text(_ style: TerminalPicture.Style, seriesCount: Int) -> String {
    let palette = Palette(isDark: style.isDark, seriesCount: seriesCount)
    var result = ""
    var height = rows
    while height > 1,
      cells[((height - 1) * columns)..<(height * columns)].allSatisfy({ $0.isBlank })
    {
      height -= 1
    }
    for row in 0..<height {
      if row > 0 { result += "\n" }
      var end = columns
      while end > 0, self[row, end - 1].isBlank { end -= 1 }
      var current = ""
      for column in 0..<end {
        let cell = self[row, column]
        if style.isColored {
          let wanted = TerminalColor.sequence(cell, palette, hasTrueColor: style.hasTrueColor)
          if wanted != current {
            result += "\u{1b}[0m"
            result += wanted
            current = wanted
          }
        }
        result += style.isAscii ? PlainCharacters.plain(cell.text) : cell.text
      }
      if !current.isEmpty { result += "\u{1b}[0m" }
    }
    return result
  }
}

/// Colours as terminals take them (ECMA-48, and the 256 colours and true colours of xterm).
enum TerminalColor {
  /// The control sequence for a cell; empty for the terminal's own look.
  static func sequence(
    _ cell: CellCanvas.Cell, _ palette: Palette, hasTrueColor: Bool
  ) -> String {
    var result = cell.isBold ? "\u{1b}[1m" : ""
    if let paint = cell.paint, paint != .ink {
      result += code(palette.color(paint), "38", hasTrueColor)
    }
    if let ground = cell.ground { result += code(palette.color(ground), "48", hasTrueColor) }
    return result
  }

  private static func code(_ color: RGB, _ kind: String, _ hasTrueColor: Bool) -> String {
    hasTrueColor
      ? "\u{1b}[\(kind);2;\(color.red);\(color.green);\(color.blue)m"
      : "\u{1b}[\(kind);5;\(nearest(color))m"
  }

  /// The nearest of the 6 × 6 × 6 colours and the 24 greys.
  private static func nearest(_ color: RGB) -> Int {
    let steps = [0, 95, 135, 175, 215, 255]
    func step(_ part: UInt8) -> Int {
      var best = 0
      for index in steps.indices
      where abs(steps[index] - Int(part)) < abs(steps[best] - Int(part)) { best = index }
      return best
    }
    func distance(_ red: Int, _ green: Int, _ blue: Int) -> Int {
      let r = red - Int(color.red)
      let g = green - Int(color.green)
      let b = blue - Int(color.blue)
      return r * r + g * g + b * b
    }
    let (r, g, b) = (step(color.red), step(color.green), step(color.blue))
    let mean = (Int(color.red) + Int(color.green) + Int(color.blue)) / 3
    let grey = max(0, min((mean - 3) / 10, 23))
    let level = 8 + 10 * grey
    if distance(level, level, level) < distance(steps[r], steps[g], steps[b]) { return 232 + grey }
    return 16 + 36 * r + 6 * g + b
  }
}

/// Stand-ins from ASCII for terminals that know nothing else.
enum PlainCharacters {
  /// A text with every character replaced by one from ASCII, at the same width where possible.
  static func plain(_ text: String) -> String {
    var isPlain = true
    for byte in text.utf8 where byte >= 128 { isPlain = false }
    if isPlain { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar.value < 128 {
        result.unicodeScalars.append(scalar)
      } else {
        result += stand(scalar)
      }
    }
    return result
  }

  private static func stand(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "│", "┃", "╷", "╵", "┆": "|"
    case "─", "━", "\u{2212}", "–", "—", "┄": "-"
    case "┤", "├", "┼", "┬", "┴", "└", "┘", "┌", "┐": "+"
    case "█", "▉", "▊", "▇", "▆": "#"
    case "▅", "▄", "▋", "▌", "▍": ":"
    case "▃", "▂", "▁", "▎", "▏", "░": "."
    case "▒": ":"
    case "▓": "%"
    case "▀": "#"
    case "●": "o"
    case "○": "+"
    case "◆": "x"
    case "◇": "*"
    case "▲": "^"
    case "△": "~"
    case "■": "#"
    case "□": "="
    case "▼": "v"
    case "▽": "y"
    case "\u{2009}", "\u{a0}", "\u{202f}": " "
    case "×", "·": "x"
    case "…": "."
    case "µ", "μ": "u"
    case "°": "o"
    case "±": "+"
    case "⁻": "-"
    case "⁰": "0"
    case "¹": "1"
    case "²": "2"
    case "³": "3"
    case "\u{2074}"..."\u{2079}": String(scalar.value - 0x2070)
    default: TextWidth.of(scalar) == 2 ? "??" : (TextWidth.of(scalar) == 0 ? "" : "?")
    }
  }
}
