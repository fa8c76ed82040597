import Linnet

/// A stretch of a lesson's file that people read, and that a translator puts into another language.
public struct LessonText: Sendable, Equatable {
  /// What it is.
  public enum Kind: String, Sendable {
    /// The title of the lesson.
    case title
    /// What the lesson is for.
    case goals
    /// A heading.
    case heading
    /// A paragraph, an item of a list, a table.
    case prose
    /// An answer to choose.
    case option
    /// What is said to an option or in a quotation.
    case quote
    /// What is to be seen of a hint before it opens.
    case summary
    /// What a check says.
    case said
    /// Answers that are accepted, with | between them.
    case accepted
  }

  /// What it is.
  public var kind: Kind
  /// The text, without the marks around it, its lines joined.
  public var text: String
  /// The number of its first line.
  public var line: Int
  /// Where it stands in the bytes of the file.
  var range: Range<Int>
}

/// Takes a lesson's file apart into texts for translators.
struct LessonTextReader {
  private let source: LessonLines
  private let bytes: [UInt8]
  /// Where each line begins.
  private var starts: [Int] = []
  private var texts: [LessonText] = []
  /// The text that further lines may belong to.
  private var current: LessonText?
  private var isInTable = false

  /// The texts of a lesson's file in the order in which they stand.
  static func read(_ text: String) -> [LessonText] {
    var reader = LessonTextReader(text)
    reader.readFrontMatter()
    for span in reader.source.spans { reader.read(span.part, span.lines) }
    return reader.texts.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  private init(_ text: String) {
    source = LessonLines(text)
    bytes = Array(text.utf8)
    var place = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    starts.append(place)
    while place < bytes.count {
      if bytes[place] == 0x0A { starts.append(place + 1) }
      place += 1
    }
  }

  private func start(_ line: Int) -> Int { line < starts.count ? starts[line] : bytes.count }

  private func end(_ line: Int) -> Int { start(line) + source.lines[line].utf8.count }

  private mutating func readFrontMatter() {
    for property in source.document.frontMatter
    where property.key == "title" || property.key == "goals" {
      let line = property.line - 1
      let written = source.lines[line].utf8
      guard let colon = written.firstIndex(of: UInt8(ascii: ":")) else { continue }
      var first = start(line) + written.distance(from: written.startIndex, to: colon) + 1
      while first < end(line), bytes[first] == 0x20 { first += 1 }
      let last = first + property.value.utf8.count
      guard !property.value.isEmpty, last <= bytes.count else { continue }
      texts.append(
        LessonText(
          kind: property.key == "title" ? .title : .goals, text: property.value,
          line: property.line, range: first..<last))
    }
  }

  private mutating func read(_ part: LessonDocument.Part, _ lines: Range<Int>) {
    switch part {
    case .prose: readProse(lines)
    case .cell(let cell): if cell.role == .check { readCheck(cell) }
    case .directive(let directive):
      guard directive.name == "text",
        let accepted = DirectiveWords(directive.rest)["accept"], !accepted.isEmpty
      else { return }
      let wanted = Array(accepted.utf8)
      let area = start(lines.lowerBound)..<start(lines.upperBound)
      var place = area.lowerBound
      while place + wanted.count <= area.upperBound {
        if bytes[place...].starts(with: wanted),
          bytes[..<place].hasSuffix("accept=")
            || bytes[..<place].hasSuffix("accept=\"") || bytes[..<place].hasSuffix("accept='")
        {
          texts.append(
            LessonText(
              kind: .accepted, text: accepted, line: directive.line,
              range: place..<place + wanted.count))
          return
        }
        place += 1
      }
    case .table: break
    }
  }

  // MARK: Prose

  private mutating func readProse(_ lines: Range<Int>) {
    var fence: Fence?
    var isComment = false
    for number in lines {
      let line = source.lines[number]
      let word = line.trimmed
      if isComment {
        if word.hasSuffix("-->") { isComment = false }
      } else if let open = fence {
        if open.isClosed(by: line[...]) { fence = nil }
      } else if let opened = Fence(opening: line[...]) {
        finish()
        fence = opened
      } else if word.utf8.starts(with: "<!--".utf8) {
        finish()
        isComment = !word.hasSuffix("-->")
      } else if word.isEmpty || isRule(word) {
        finish()
      } else {
        read(number)
      }
    }
    finish()
  }

  /// True for a line that draws a line or underlines a heading.
  private func isRule(_ word: String) -> Bool {
    guard let first = word.utf8.first, word.utf8.count >= 3 else { return false }
    return (first == UInt8(ascii: "-") || first == UInt8(ascii: "=") || first == UInt8(ascii: "*"))
      && word.utf8.allSatisfy { $0 == first }
  }

  private mutating func finish() {
    if let text = current { texts.append(text) }
    current = nil
    isInTable = false
  }

  private mutating func read(_ number: Int) {
    var place = start(number)
    let end = end(number)
    var kind = LessonText.Kind.prose
    var begins = current == nil
    func at(_ offset: Int) -> UInt8 { place + offset < end ? bytes[place + offset] : 0x20 }
    scan: while place < end {
      switch bytes[place] {
      case 0x20, 0x09: place += 1
      case UInt8(ascii: ">"):
        if kind == .prose, current?.kind != .quote { begins = true }
        kind = .quote
        place += 1
      case UInt8(ascii: "#"):
        var count = 0
        while at(count) == UInt8(ascii: "#") { count += 1 }
        guard at(count) == 0x20 else { break scan }
        kind = .heading
        begins = true
        place += count + 1
      case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"):
        guard at(1) == 0x20 else { break scan }
        place += 2
        begins = true
        if at(0) == UInt8(ascii: "["), at(2) == UInt8(ascii: "]"), at(3) == 0x20 {
          kind = .option
          place += 4
        }
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        var count = 0
        while at(count) >= 0x30, at(count) <= 0x39 { count += 1 }
        guard count < 4, at(count) == UInt8(ascii: ".") || at(count) == UInt8(ascii: ")"),
          at(count + 1) == 0x20
        else { break scan }
        begins = true
        place += count + 2
      default: break scan
      }
    }
    if place >= end { return finish() }
    if bytes[place] == UInt8(ascii: "<"), takeTags(number, place..<end) { return }
    let isTable = bytes[place] == UInt8(ascii: "|")
    if begins || isTable != isInTable || current?.kind == .heading { finish() }
    add(kind, number, place..<end, isTable: isTable)
  }

  private mutating func add(
    _ kind: LessonText.Kind, _ number: Int, _ range: Range<Int>, isTable: Bool = false
  ) {
    let words = String(decoding: bytes[range], as: UTF8.self)
    guard var text = current else {
      current = LessonText(kind: kind, text: words.trimmed, line: number + 1, range: range)
      isInTable = isTable
      return
    }
    // A line that ends for the reader too, and a row of a table, stay lines.
    let before = bytes[text.range]
    let isHard = before.hasSuffix("  ") || before.hasSuffix("\\") || isInTable
    text.text += (isHard ? "\n" : " ") + words.trimmed
    text.range = text.range.lowerBound..<range.upperBound
    current = text
  }

  /// Takes a line that begins with a tag of a hint; false for any other line.
  private mutating func takeTags(_ number: Int, _ range: Range<Int>) -> Bool {
    let isHint = ["<details", "</details", "<summary", "</summary"].contains {
      bytes[range].starts(with: $0.utf8)
    }
    guard isHint else { return false }
    finish()
    var place = range.lowerBound
    var from = place
    var kind = LessonText.Kind.prose
    func take(_ reader: inout LessonTextReader, _ end: Int) {
      var first = from
      var last = end
      while first < last, reader.bytes[first] <= 0x20 { first += 1 }
      while last > first, reader.bytes[last - 1] <= 0x20 { last -= 1 }
      guard first < last else { return }
      reader.add(kind, number, first..<last)
      reader.finish()
    }
    while place < range.upperBound {
      guard bytes[place] == UInt8(ascii: "<") else {
        place += 1
        continue
      }
      take(&self, place)
      kind = bytes[place...].starts(with: "<summary".utf8) ? .summary : .prose
      while place < range.upperBound, bytes[place] != UInt8(ascii: ">") { place += 1 }
      place = min(place + 1, range.upperBound)
      from = place
    }
    take(&self, range.upperBound)
    return true
  }

  // MARK: Checks

  /// The texts behind `else` and `say`, as they are written between their quotes.
  private mutating func readCheck(_ cell: LessonDocument.Cell) {
    let code = source.document.source(cell)
    let offset = start(cell.firstLine - 1)
    // A fence that is indented has its code further in; such a check keeps its language.
    guard bytes[offset...].starts(with: code.bytes) else { return }
    let tokens = Program.tokens(of: code)
    for place in tokens.indices.dropLast() {
      guard code.text(tokens[place].span) == "else" || code.text(tokens[place].span) == "say",
        tokens[place].kind == .name, tokens[place + 1].kind == .textOpen
      else { continue }
      var last = place + 1
      var depth = 0
      while last < tokens.count {
        if tokens[last].kind == .textOpen { depth += 1 }
        if tokens[last].kind == .textClose { depth -= 1 }
        if depth == 0 || tokens[last].kind == .endOfSource { break }
        last += 1
      }
      guard last < tokens.count, tokens[last].kind == .textClose else { continue }
      let range = offset + tokens[place + 1].end..<offset + tokens[last].start
      texts.append(
        LessonText(
          kind: .said, text: String(decoding: bytes[range], as: UTF8.self),
          line: code.lineNumber(at: tokens[place + 1].start), range: range))
    }
  }
}

extension ArraySlice<UInt8> {
  /// True when the bytes end with a text.
  fileprivate func hasSuffix(_ text: String) -> Bool {
    let wanted = Array(text.utf8)
    return count >= wanted.count && suffix(wanted.count).elementsEqual(wanted)
  }
}
