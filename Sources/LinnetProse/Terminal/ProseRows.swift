import LinnetText

/// What prose for a terminal needs to know of it.
public struct TerminalStyle: Sendable {
  /// How many places a row has.
  public var width: Int
  /// True when letters may have colours and be bold.
  public var hasColour: Bool
  /// True for words alone, as a screen reader likes them: no colours, no drawn lines.
  public var isPlain: Bool
  /// False when the terminal knows ASCII only.
  public var isUnicode: Bool

  /// Makes a style.
  public init(
    width: Int = 80, hasColour: Bool = false, isPlain: Bool = false, isUnicode: Bool = true
  ) {
    self.width = width
    self.hasColour = hasColour
    self.isPlain = isPlain
    self.isUnicode = isUnicode
  }
}

extension Prose {
  /// The prose as rows of a terminal, broken between words; blocks have an empty row between them.
  ///
  /// Code and words longer than the width jut out, so that they can be copied. The address of a link follows its
  /// text the first time it comes up.
  public func lines(_ style: TerminalStyle = TerminalStyle()) -> [String] {
    var writer = ProseRows(style: style)
    return writer.rows(blocks, width: max(10, style.width)).map { $0.text }
  }
}

/// Writes prose as rows of a terminal.
struct ProseRows {
  let style: TerminalStyle
  private var seen: Set<String> = []
  private var depth = 0

  init(style: TerminalStyle) { self.style = style }

  var hasColour: Bool { style.hasColour && !style.isPlain }
  private var hasSigns: Bool { style.isUnicode && !style.isPlain }

  mutating func rows(_ blocks: [Prose.Block], width: Int, isTight: Bool = false) -> [StyledRow] {
    var rows: [StyledRow] = []
    for block in blocks {
      let more = self.rows(block.kind, width: max(4, width))
      guard !more.isEmpty else { continue }
      if !rows.isEmpty, !isTight || !isText(block.kind) { rows.append(StyledRow()) }
      rows += more
    }
    return rows
  }

  /// True for what may follow a line of a tight list without an empty row.
  private func isText(_ kind: Prose.Kind) -> Bool {
    switch kind {
    case .paragraph, .list: true
    default: false
    }
  }

  private mutating func rows(_ kind: Prose.Kind, width: Int) -> [StyledRow] {
    switch kind {
    case .heading(let level, let inlines): return heading(level, inlines, width)
    case .paragraph(let inlines): return filled(runs(inlines), width)
    case .quote(let blocks):
      let mark = hasSigns ? "│ " : "> "
      return rows(blocks, width: width - 2).map { $0.indented(by: quiet(mark, $0)) }
    case .list(let list): return rows(list, width: width)
    case .code(_, let code):
      return code.split(separator: "\n", omittingEmptySubsequences: false)
        .dropLast(code.hasSuffix("\n") ? 1 : 0)
        .map { StyledRow([Run("    " + $0, .code)], colour: hasColour) }
    case .table(let table): return rows(table, width: width)
    case .formula(let tex):
      let lines =
        style.isUnicode ? Formula(tex: tex).lines : tex.split(separator: "\n").map(String.init)
      return lines.flatMap { line in filled([Run(wide(line))], width - 4) }.map {
        $0.indented(by: "    ")
      }
    case .details(let summary, let blocks, _):
      let title = [Run(hasSigns ? "▸ " : "")] + runs(summary, .strong)
      return filled(title, width) + rows(blocks, width: width - 2).map { $0.indented(by: "  ") }
    case .rule:
      return [StyledRow([Run(hasSigns ? line("─", width) : "---", .quiet)], colour: hasColour)]
    }
  }

  private func line(_ sign: String, _ width: Int) -> String {
    String(repeating: sign, count: width)
  }

  private func quiet(_ mark: String, _ row: StyledRow) -> String {
    hasColour ? Looks.quiet.paint(mark) : mark
  }

  private mutating func heading(_ level: Int, _ inlines: [Prose.Inline], _ width: Int)
    -> [StyledRow]
  {
    let title = filled(runs(inlines, .strong), width)
    guard level <= 2, !style.isPlain else { return title }
    let sign = style.isUnicode ? (level == 1 ? "═" : "─") : (level == 1 ? "=" : "-")
    let long = min(width, title.map(\.width).max() ?? 0)
    return title + [StyledRow([Run(line(sign, long), .quiet)], colour: hasColour)]
  }

  private mutating func rows(_ list: Prose.List, width: Int) -> [StyledRow] {
    depth += 1
    defer { depth -= 1 }
    var rows: [StyledRow] = []
    let last = (list.start ?? 0) + max(0, list.items.count - 1)
    for (place, item) in list.items.enumerated() {
      var mark = hasSigns ? (depth % 2 == 1 ? "• " : "◦ ") : "- "
      if let start = list.start {
        mark = TextWidth.padded("\(start + place).", to: "\(last).".count, isRight: true) + " "
      }
      if let isTicked = item.isTicked { mark += isTicked ? "[x] " : "[ ] " }
      let size = TextWidth.of(mark)
      var inner = self.rows(item.blocks, width: width - size, isTight: list.isTight)
      if inner.isEmpty { inner = [StyledRow()] }
      if !rows.isEmpty, !list.isTight { rows.append(StyledRow()) }
      for (number, row) in inner.enumerated() {
        rows.append(
          row.width == 0 && number > 0
            ? row : row.indented(by: number == 0 ? mark : String(repeating: " ", count: size)))
      }
    }
    return rows
  }

  // MARK: Within a line

  func filled(_ runs: [Run], _ width: Int, cutsWords: Bool = false) -> [StyledRow] {
    RowFiller(width: max(1, width), hasColour: hasColour, cutsWords: cutsWords).rows(runs)
  }

  mutating func runs(_ inlines: [Prose.Inline], _ looks: Looks = []) -> [Run] {
    var runs: [Run] = []
    for inline in inlines { runs += self.runs(inline, looks) }
    return runs
  }

  private mutating func runs(_ inline: Prose.Inline, _ looks: Looks) -> [Run] {
    switch inline {
    case .text(let text): return [Run(text, looks)]
    case .code(let code):
      // Short code stays on one row; without colour its marks say that it is code.
      let shown = whole(code)
      return [Run(hasColour ? shown : "`" + shown + "`", looks.union(.code))]
    case .emphasis(let inner): return runs(inner, looks.union(.emphasis))
    case .strong(let inner): return runs(inner, looks.union(.strong))
    case .struck(let inner):
      let struck = runs(inner, looks.union(.struck))
      return hasColour ? struck : [Run("~~", looks)] + struck + [Run("~~", looks)]
    case .link(let address, _, let inner): return link(address, inner, looks)
    case .image(_, _, let inner):
      return [Run("[" + Prose.words(of: inner) + "]", looks.union(.quiet))]
    case .formula(let tex, let isDisplayed):
      let text = style.isUnicode ? Formula(tex: tex).text : tex
      return [Run(isDisplayed ? "\n    " + wide(text) + "\n" : whole(text), looks)]
    case .element(let tag, let inner): return element(tag, inner, looks)
    case .softBreak: return [Run(" ", looks)]
    case .lineBreak: return [Run("\n", looks)]
    }
  }

  /// A formula whose wide spaces stay wide; a row may end at the last of their places.
  private func wide(_ text: String) -> String {
    text.split(separator: "   ", omittingEmptySubsequences: false).joined(
      separator: "\u{A0}\u{A0} ")
  }

  /// A short text with spaces at which no row ends.
  private func whole(_ text: String) -> String {
    let line = text.map { $0 == "\n" ? " " : String($0) }.joined()
    guard TextWidth.of(line) <= min(24, style.width / 2) else { return line }
    return line.map { $0 == " " ? "\u{A0}" : String($0) }.joined()
  }

  private mutating func link(_ address: String, _ inner: [Prose.Inline], _ looks: Looks) -> [Run] {
    let words = Prose.words(of: inner)
    let text = runs(inner, looks.union(.link))
    let bare = address.hasPrefix("mailto:") ? String(address.dropFirst(7)) : address
    guard !address.hasPrefix("#"), seen.insert(address).inserted,
      words != address, words != bare, "http://" + words != address
    else { return text }
    return text + [Run(" (" + bare + ")", looks.union(.quiet))]
  }

  /// High and low letters where Unicode has them, by the rules of formulas.
  private mutating func element(_ tag: String, _ inner: [Prose.Inline], _ looks: Looks) -> [Run] {
    switch tag {
    case "sub", "sup":
      let words = Prose.words(of: inner)
      let upright = Formula.Part.word(words, .upright)
      let part = Formula.Part.scripts(
        .row([]), lower: tag == "sub" ? upright : nil, upper: tag == "sup" ? upright : nil)
      let mark = tag == "sub" ? "_" : "^"
      return [Run(style.isUnicode ? FormulaText.render(part) : mark + words, looks)]
    case "kbd": return [Run("[" + whole(Prose.words(of: inner)) + "]", looks.union(.strong))]
    default: return runs(inner, looks)
    }
  }
}
