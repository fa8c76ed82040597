import Linnet

/// Reads the `.lesson` format: Markdown with fenced `linnet` blocks.
///
/// Never fails: what is not understood is prose. Fences follow CommonMark (section 4.5): three or more
/// backticks or tildes, closed by at least as many of the same, or by the end of the file.
struct LessonReader {
  private var lines: [Substring]
  private var place = 0
  private var document: LessonDocument
  private var prose: [String] = []
  private var proseStart = 1
  /// True between `<details>` and `</details>`, where code is only to be read.
  private var isInDetails = false

  /// Reads a document from text.
  static func read(_ text: String, name: String) -> LessonDocument {
    var reader = LessonReader(text, name: name)
    reader.readFrontMatter()
    while reader.place < reader.lines.count { reader.readPart() }
    reader.endProse()
    return reader.document
  }

  private init(_ text: String, name: String) {
    // A line break is one byte or two, so lines are found among bytes, not characters.
    var bytes = Array(text.utf8)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    lines = []
    for var line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if line.last == 0x0D { line.removeLast() }
      lines.append(Substring(decoding: line, as: UTF8.self))
    }
    if lines.last?.isEmpty == true { lines.removeLast() }
    document = LessonDocument(name: name)
    document.digest = SHA256.hex(of: Array(text.utf8))
  }

  /// Lines between `---` and `---` at the very top.
  private mutating func readFrontMatter() {
    guard let first = lines.first, first.trimmed == "---" else { return }
    guard let end = lines.dropFirst().firstIndex(where: { $0.trimmed == "---" }) else {
      document.problems.append(LessonProblem("problem-front-open", line: 1))
      return
    }
    for index in 1..<end {
      let line = lines[index]
      if line.trimmed.isEmpty || line.trimmed.utf8.first == UInt8(ascii: "#") { continue }
      guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")) else {
        document.problems.append(LessonProblem("problem-front-line", line: index + 1))
        continue
      }
      document.frontMatter.append(
        LessonDocument.Property(
          key: line[..<colon].trimmed, value: line[line.utf8.index(after: colon)...].trimmed,
          line: index + 1))
    }
    place = end + 1
  }

  private mutating func readPart() {
    let line = lines[place]
    if let fence = Fence(opening: line) {
      readFence(fence)
    } else if line.trimmed.utf8.starts(with: "<!--".utf8) {
      readComment()
    } else {
      let word = line.trimmed
      if word.utf8.starts(with: "<details".utf8) { isInDetails = true }
      if word.hasSuffix("</details>") { isInDetails = false }
      if prose.isEmpty { proseStart = place + 1 }
      prose.append(String(line))
      place += 1
    }
  }

  private mutating func readFence(_ fence: Fence) {
    let start = place
    place += 1
    var body: [Substring] = []
    while place < lines.count, !fence.isClosed(by: lines[place]) {
      body.append(fence.unindented(lines[place]))
      place += 1
    }
    if place == lines.count {
      document.problems.append(
        LessonProblem("problem-fence-open", line: start + 1, ["mark": "`\(fence.text)`"]))
    }
    place = min(place + 1, lines.count)
    let words = fence.words
    let role = words.dropFirst().lazy.compactMap { LessonDocument.Role(rawValue: $0) }.first
    switch words.first ?? "" {
    // A hint may show code; a solution may be folded away for those who read the file as Markdown.
    case "linnet" where !isInDetails || role != nil && role != .run && role != .show:
      endProse()
      document.parts.append(
        .cell(
          LessonDocument.Cell(
            role: role ?? .run,
            words: words.dropFirst().filter { $0 != role?.rawValue },
            code: joined(body), firstLine: start + 2)))
    case "csv", "tsv":
      let name = words.lazy.compactMap { $0.value(of: "data") }.first
      guard let name else { fallthrough }
      endProse()
      document.parts.append(
        .table(LessonDocument.Table(name: name, text: joined(body), firstLine: start + 2)))
    default:
      if prose.isEmpty { proseStart = start + 1 }
      for index in start..<place { prose.append(String(lines[index])) }
    }
  }

  /// A comment of one line or several; only one that starts with `@` means something.
  private mutating func readComment() {
    let start = place
    var text: [Substring] = []
    while place < lines.count {
      text.append(lines[place])
      place += 1
      if text.last?.trimmed.hasSuffix("-->") == true { break }
    }
    let whole = text.map(String.init).joined(separator: " ").trimmed
    let inner = String(whole.dropFirst(4)).trimmed
    if text.last?.trimmed.hasSuffix("-->") != true {
      document.problems.append(LessonProblem("problem-comment-open", line: start + 1))
    }
    guard inner.hasPrefix("@"), inner.hasSuffix("-->") else {
      if prose.isEmpty { proseStart = start + 1 }
      prose += text.map(String.init)
      return
    }
    endProse()
    let words = String(inner.dropFirst().dropLast(3)).trimmed
    let name = String(words.prefix { $0 != " " })
    document.parts.append(
      .directive(
        LessonDocument.Directive(
          name: name, rest: String(words.dropFirst(name.count)).trimmed, line: start + 1)))
  }

  private mutating func endProse() {
    guard !prose.isEmpty else { return }
    document.parts.append(.prose(prose, firstLine: proseStart))
    prose = []
  }

  private func joined(_ lines: [Substring]) -> String {
    var text = ""
    for line in lines {
      text += line
      text += "\n"
    }
    return text
  }
}

extension LessonDocument {
  /// Reads a document from the text of a `.lesson` or `.lesson.md` file; a sealed copy is the lesson that is in it.
  public init(reading text: String, name: String = "") {
    guard let line = Sealed.line(in: text) else {
      self = LessonReader.read(text, name: name)
      return
    }
    guard let opened = Sealed.opened(text) else {
      self = LessonReader.read(text, name: name)
      problems.append(LessonProblem("problem-sealed", line: line))
      return
    }
    self = LessonReader.read(opened.text, name: name)
    // Results name the teacher's lesson, of which this is a copy.
    digest = opened.digest
    if opened.isChanged {
      problems.append(LessonProblem("problem-sealed-changed", line: line, isWarning: true))
    }
  }

  /// Reads a document as it is written: what is sealed stays so.
  public init(asWritten text: String, name: String = "") {
    self = LessonReader.read(text, name: name)
  }

  /// True for the names of lesson files: `z.lesson`, `z.lesson.md`.
  public static func isLesson(_ path: String) -> Bool {
    path.hasSuffix(".lesson") || path.hasSuffix(".lesson.md")
  }
}
