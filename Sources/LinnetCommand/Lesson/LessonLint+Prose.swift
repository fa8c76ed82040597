import Glibc
import Linnet
import LinnetHost
import LinnetLesson
import LinnetProse

extension LessonLint {
  /// Pictures have words, links stay beside the lesson, and nothing that is to be hidden can be seen.
  mutating func lookAtProse() {
    for part in lesson.document.parts {
      guard case .prose(let lines, let first) = part else {
        if case .directive(let directive) = part { lookAtIndent(of: directive) }
        continue
      }
      let prose = LinnetProse.Prose(markdown: lines.joined(separator: "\n"), firstLine: first)
      for block in prose.blocks { look(at: block, lines, first) }
      lookAtLines(lines, first)
    }
  }

  // MARK: Pictures and links

  private mutating func look(at block: LinnetProse.Prose.Block, _ lines: [String], _ first: Int) {
    var inlines: [LinnetProse.Prose.Inline] = []
    switch block.kind {
    case .heading(_, let inner), .paragraph(let inner): inlines = inner
    case .quote(let blocks): for block in blocks { look(at: block, lines, first) }
    case .details(let summary, let blocks, _):
      inlines = summary
      for block in blocks { look(at: block, lines, first) }
    case .list(let list):
      for block in list.items.flatMap(\.blocks) { look(at: block, lines, first) }
    case .table(let table): inlines = (table.header + table.rows.flatMap { $0 }).flatMap { $0 }
    case .code, .formula, .rule: break
    }
    look(at: inlines) { address in
      // The line on which the address stands, within the block.
      for line in block.line...max(block.line, block.lastLine) {
        let text = lines.indices.contains(line - first) ? lines[line - first] : ""
        if WrittenFile.holds(address)(Array(text.utf8)) { return line }
      }
      return block.line
    }
  }

  private mutating func look(at inlines: [LinnetProse.Prose.Inline], _ line: (String) -> Int) {
    for inline in inlines {
      switch inline {
      case .image(let address, _, let inner):
        let words = LinnetProse.Prose.words(of: inner).filter { $0 != " " }
        if words.isEmpty { tell("lint-picture-words", line(address), ["path": address]) }
        guard LinkAddress.isRelative(address) else { continue }
        if isOutside(address) {
          tell("lint-link-outside", line(address), ["path": address])
        } else if access(FileBytes.join(folder, address), R_OK) != 0 {
          tell("lint-picture-missing", line(address), ["path": address])
        }
      case .link(let address, _, let inner):
        if LinkAddress.isRelative(address) ? isOutside(address) : !LinkAddress.isHarmless(address) {
          tell("lint-link-outside", line(address), ["path": address])
        }
        look(at: inner, line)
      case .emphasis(let inner), .strong(let inner), .struck(let inner), .element(_, let inner):
        look(at: inner, line)
      case .text, .code, .formula, .softBreak, .lineBreak: break
      }
    }
  }

  private func isOutside(_ address: String) -> Bool {
    address.hasPrefix("/") || address.split(separator: "/").contains("..")
  }

  // MARK: Directives that can be seen

  private static let directives = [
    "step", "exercise", "number", "choice", "choices", "text", "predict", "if", "else", "end",
    "teacher",
  ]

  private mutating func lookAtLines(_ lines: [String], _ first: Int) {
    var fence: String?
    for (offset, line) in lines.enumerated() {
      let word = line.drop { $0 == " " || $0 == "\t" }
      let marks = word.prefix { $0 == "`" || $0 == "~" }
      if let open = fence {
        if marks.hasPrefix(open), word.drop(while: { $0 == open.first }).allSatisfy(\.isWhitespace)
        {
          fence = nil
        }
        continue
      }
      if marks.count >= 3 {
        fence = String(marks)
        continue
      }
      lookForDirective(line, first + offset)
      if word.hasSuffix("</summary>"), offset + 1 < lines.count {
        let next = lines[offset + 1]
        if !next.allSatisfy(\.isWhitespace), !next.hasPrefix("</details>") {
          tell("lint-hint-line", first + offset, isWarning: true)
        }
      }
    }
  }

  /// A directive without its comment, or behind other words on its line.
  private mutating func lookForDirective(_ line: String, _ number: Int) {
    let pieces = line.split(separator: "@", omittingEmptySubsequences: false)
    guard pieces.count > 1 else { return }
    for (place, piece) in pieces.enumerated().dropFirst() {
      let name = String(piece.prefix { $0.isLetter })
      guard LessonLint.directives.contains(name) else { continue }
      let before = pieces[place - 1]
      if before.hasSuffix("<!-- ") || before.hasSuffix("<!--") {
        tell("lint-directive-inside", number, ["name": name])
      } else if place == 1, before.allSatisfy({ $0 == " " || $0 == ">" }) {
        tell("lint-visible", number, ["name": name])
      }
    }
  }

  /// Four spaces make a block of code of it.
  private mutating func lookAtIndent(of directive: LessonDocument.Directive) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.indices.contains(directive.line - 1) else { return }
    let line = lines[directive.line - 1]
    // In a list what is indented belongs to an item.
    var before = directive.line - 2
    while before >= 0, lines[before].allSatisfy(\.isWhitespace) { before -= 1 }
    let isInList =
      before >= 0
      && (lines[before].hasPrefix(" ") || ["-", "*", "+"].contains(lines[before].prefix(1)))
    if line.hasPrefix("    ") || line.hasPrefix("\t"), !isInList {
      tell("lint-visible-code", directive.line, ["name": directive.name])
    }
  }
}
