import Linnet

/// A lesson's text line by line, and which lines each part of the document stands on.
public struct LessonLines {
  /// The lines without their ends.
  public let lines: [String]
  /// The document.
  public let document: LessonDocument
  /// The parts in order, each with its lines, counted from 0.
  public let spans: [(lines: Range<Int>, part: LessonDocument.Part)]
  /// The lines of the front matter with its `---`, counted from 0.
  public let frontMatter: Range<Int>

  /// Reads a text as it is written: a sealed one is not opened.
  public init(_ text: String, name: String = "") {
    var bytes = Array(text.utf8)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    var lines: [String] = []
    for var line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if line.last == 0x0D { line.removeLast() }
      lines.append(String(decoding: line, as: UTF8.self))
    }
    if lines.last?.isEmpty == true { lines.removeLast() }
    let document = LessonDocument(asWritten: text, name: name)
    var starts: [Int] = []
    for part in document.parts {
      switch part {
      case .prose(_, let first): starts.append(first - 1)
      case .cell(let cell): starts.append(cell.firstLine - 2)
      case .table(let table): starts.append(table.firstLine - 2)
      case .directive(let directive): starts.append(directive.line - 1)
      }
    }
    var spans: [(lines: Range<Int>, part: LessonDocument.Part)] = []
    for (place, part) in document.parts.enumerated() {
      let end = place + 1 < starts.count ? starts[place + 1] : lines.count
      spans.append((lines: starts[place]..<max(starts[place], end), part: part))
    }
    frontMatter = 0..<(starts.first ?? lines.count)
    self.lines = lines
    self.document = document
    self.spans = spans
  }
}
