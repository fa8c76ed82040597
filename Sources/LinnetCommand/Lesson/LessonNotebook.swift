import Linnet
import LinnetHost
import LinnetLesson
import LinnetText

/// A lesson as a notebook (nbformat 4.5), and back.
///
/// Everything is in the text of the cells, nothing in what notebook tools like to strip: the front matter is a raw
/// cell, prose and directives are Markdown cells as they stand, and code that can be run is a code cell, whose first
/// line says what it is for unless it is a plain `run`:
/// ```
/// # @start
/// pairs = muons then keep ____
/// ```
/// A check stays a block within Markdown, since it says nothing without an answer. One empty line stands between
/// two cells; a lesson that has no other distances around its code comes back byte for byte.
enum LessonNotebook {
  /// A cell.
  struct Cell {
    var kind: String
    var text: String
  }

  // MARK: To a notebook

  /// The roles whose blocks are code cells.
  private static let roles: Set<LessonDocument.Role> = [.run, .start, .solution, .hidden]

  /// The cells of a lesson's text.
  static func cells(of text: String) -> [Cell] {
    let source = LessonLines(text)
    let headings = Set(Lesson(source.document).steps.map { $0.line - 1 })
    var cells: [Cell] = []
    var prose: [String] = []
    func finish() {
      while prose.first?.allSatisfy(\.isWhitespace) == true { prose.removeFirst() }
      while prose.last?.allSatisfy(\.isWhitespace) == true { prose.removeLast() }
      if !prose.isEmpty {
        cells.append(Cell(kind: "markdown", text: prose.joined(separator: "\n")))
      }
      prose = []
    }
    if !source.frontMatter.isEmpty {
      let lines = source.lines[source.frontMatter]
      cells.append(Cell(kind: "raw", text: lines.joined(separator: "\n")))
    }
    for span in source.spans {
      let lines = source.lines[span.lines]
      if case .cell(let cell) = span.part, let code = code(cell, lines) {
        finish()
        cells.append(Cell(kind: "code", text: code))
        continue
      }
      for (number, line) in zip(span.lines, lines) {
        // A step begins a cell where one empty line stands before it.
        if headings.contains(number), prose.last?.isEmpty == true,
          prose.dropLast().last?.isEmpty == false
        {
          finish()
        }
        prose.append(line)
      }
    }
    finish()
    return cells
  }

  /// The text of a code cell; nil for a block that stays Markdown.
  private static func code(_ cell: LessonDocument.Cell, _ lines: ArraySlice<String>) -> String? {
    guard roles.contains(cell.role), let first = lines.first, let last = lines.last,
      lines.count > 1,
      first.hasPrefix("```")
    else { return nil }
    let marks = String(first.prefix { $0 == "`" })
    let code = lines.dropFirst().dropLast().joined(separator: "\n")
    // Other marks than the ones that come back are kept as they are.
    guard last == marks, marks == LessonNotebook.marks(around: code) else { return nil }
    let info = String(first.dropFirst(marks.count))
    // An empty cell would be taken for the one that Jupyter leaves at the end.
    let isPlain = info == "linnet run" && !isMarked(code) && !code.allSatisfy(\.isWhitespace)
    if isPlain { return code }
    let mark =
      info.hasPrefix("linnet ") && role(info.dropFirst(7)) != nil
      ? "# @" + info.dropFirst(7) : "# @fence " + info
    return lines.count == 2 ? mark : mark + "\n" + code
  }

  private static func role(_ words: Substring) -> LessonDocument.Role? {
    LessonDocument.Role(rawValue: String(words.prefix { $0 != " " }))
  }

  /// True for code whose first line says already what it is for.
  private static func isMarked(_ code: String) -> Bool { code.hasPrefix("# @") }

  /// Marks that do not occur in the code themselves.
  private static func marks(around code: String) -> String {
    var longest = 0
    var run = 0
    for letter in code.unicodeScalars {
      run = letter == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    return String(repeating: "`", count: max(3, longest + 1))
  }

  /// The notebook of cells as JSON, written as Jupyter writes it.
  static func notebook(_ cells: [Cell]) -> String {
    let list: [JSON] = cells.enumerated().map { place, cell in
      let lines = cell.text.split(separator: "\n", omittingEmptySubsequences: false)
      let pieces: [JSON] = lines.enumerated().map {
        .text(String($0.element) + ($0.offset < lines.count - 1 ? "\n" : ""))
      }
      let source = pieces.last == .text("") ? pieces.dropLast() : pieces[...]
      var members = [JSON.Member("cell_type", .text(cell.kind))]
      if cell.kind == "code" { members.append(JSON.Member("execution_count", .null)) }
      members.append(JSON.Member("id", .text("cell-\(place + 1)")))
      members.append(JSON.Member("metadata", .object([])))
      if cell.kind == "code" { members.append(JSON.Member("outputs", .list([]))) }
      members.append(JSON.Member("source", .list(Array(source))))
      return .object(members)
    }
    let metadata: JSON = [
      "kernelspec": ["display_name": "Linnet", "language": "linnet", "name": "linnet"],
      "language_info": [
        "file_extension": ".linnet", "mimetype": "text/x-linnet", "name": "linnet",
      ],
      "linnet": ["generator": .text("Linnet \(Version.text)"), "digest": .text(digest(cells))],
    ]
    let whole: JSON = [
      "cells": .list(list), "metadata": metadata, "nbformat": 4, "nbformat_minor": 5,
    ]
    return pretty(whole) + "\n"
  }

  /// A digest by which a notebook is known that nobody has changed.
  private static func digest(_ cells: [Cell]) -> String {
    let text = cells.map { $0.kind + "\n" + $0.text }.joined(separator: "\n\n")
    return String(SHA256.hex(of: Array(text.utf8)).prefix(16))
  }

  /// True for a notebook that Linnet wrote and nobody has changed since, but for what its cells showed.
  static func isOurs(_ bytes: [UInt8]) -> Bool {
    guard let value = JSON(bytes), let digest = value["metadata"]?["linnet"]?["digest"]?.asText,
      let cells = cells(in: value)
    else { return false }
    return digest == self.digest(cells)
  }

  /// JSON with one member a line, a space further in for each level.
  private static func pretty(_ value: JSON, _ depth: Int = 0) -> String {
    let inner = "\n" + String(repeating: " ", count: depth + 1)
    let outer = "\n" + String(repeating: " ", count: depth)
    switch value {
    case .list(let items) where !items.isEmpty:
      return "[" + items.map { inner + pretty($0, depth + 1) }.joined(separator: ",") + outer + "]"
    case .object(let members) where !members.isEmpty:
      let lines = members.map { member in
        inner + String(decoding: JSON.text(member.name).encoded, as: UTF8.self) + ": "
          + pretty(member.value, depth + 1)
      }
      return "{" + lines.joined(separator: ",") + outer + "}"
    default: return String(decoding: value.encoded, as: UTF8.self)
    }
  }

  // MARK: From a notebook

  /// The cells of a notebook; nil for JSON that is none.
  static func cells(in notebook: JSON) -> [Cell]? {
    notebook["cells"]?.asList?.map { cell in
      let source = cell["source"]
      let text = source?.asText ?? (source?.asList ?? []).map { $0.asText ?? "" }.joined()
      return Cell(kind: cell["cell_type"]?.asText ?? "", text: text)
    }
  }

  /// Markdown in which a tool that knows no Linnet has put code cells: their first lines say what they are for.
  private static func withRoles(_ text: String) -> String {
    var lines: [Substring] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let marks = lines.last?.prefix { $0 == "`" } ?? ""
      if marks.count >= 3, lines.last == marks + "linnet", isMarked(String(line)) {
        let words = line.dropFirst(3)
        let isFence = words.hasPrefix("fence ")
        if isFence || role(words) != nil {
          lines[lines.count - 1] = marks + (isFence ? words.dropFirst(6) : "linnet " + words)
          continue
        }
      }
      lines.append(line)
    }
    return lines.joined(separator: "\n")
  }

  /// The lesson's text that cells make.
  static func lesson(_ cells: [Cell]) -> String {
    var blocks: [String] = []
    for cell in cells {
      var text = cell.text.split(separator: "\r\n", omittingEmptySubsequences: false).joined(
        separator: "\n")
      if cell.kind != "code" {
        while text.last?.isNewline == true { text.removeLast() }
        if !text.allSatisfy(\.isWhitespace) { blocks.append(withRoles(text)) }
        continue
      }
      var info = "linnet run"
      if isMarked(text) {
        let line = text.prefix { !$0.isNewline }
        let words = line.dropFirst(3)
        let isFence = words.hasPrefix("fence ")
        if isFence || role(words) != nil {
          info = isFence ? String(words.dropFirst(6)) : "linnet " + words
          text = String(text.dropFirst(line.count + 1))
          if line.count == cell.text.count {
            blocks.append("```\(info)\n```")
            continue
          }
        }
      } else if text.allSatisfy(\.isWhitespace) {
        // The empty cell that Jupyter leaves at the end.
        continue
      }
      let marks = marks(around: text)
      blocks.append("\(marks)\(info)\n\(text)\n\(marks)")
    }
    return blocks.joined(separator: "\n\n") + "\n"
  }
}
