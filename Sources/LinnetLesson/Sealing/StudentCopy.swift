import Linnet

/// A copy of a lesson for students: no answer is to be read in it.
///
/// Choices are unticked, what is only for the teacher is gone, and so are answers, checks, solutions, set-up and what
/// is said to answers. In a sealed copy all of that but the teacher's part stands in one comment at the end, so that
/// the copy works as the lesson does. That hides and does not protect: whoever wants to can read it. A copy for an
/// exam has nothing of it; answers to it are noted, and marked with the teacher's lesson.
public struct StudentCopy {
  private let source: LessonLines
  private let isExam: Bool
  private var output: [String] = []
  /// Open `@if` and `@teacher`.
  private var open: [String] = []
  /// True between a choice and what ends it.
  private var isInChoice = false
  private var hasOption = false
  /// True behind a task, where what folds is a hint.
  private var isInTask = false

  /// The copy's text.
  public static func text(of text: String, isExam: Bool) -> String {
    // A copy of a sealed copy is made of what was sealed.
    let whole = Sealed.opened(text)?.text ?? text
    var copy = StudentCopy(LessonLines(whole), isExam: isExam)
    copy.make()
    let visible = copy.output.joined(separator: "\n") + "\n"
    let digest = LessonDocument(reading: text).digest
    if isExam { return visible + "\n<!-- @exam of=\(digest) -->\n" }
    return Sealed.sealed(visible, lesson: withoutTeacher(whole), digest: digest)
  }

  /// A lesson's text without what is only for the teacher; every line is where it was.
  public static func withoutTeacher(_ text: String) -> String {
    let source = LessonLines(text)
    var lines = Array(source.lines[source.frontMatter])
    var open: [String] = []
    for span in source.spans {
      var isKept = !open.contains("teacher")
      if case .directive(let directive) = span.part {
        switch directive.name {
        case "teacher", "if":
          open.append(directive.name)
          isKept = !open.contains("teacher")
        case "end": _ = open.popLast()
        default: break
        }
      }
      // What is gone leaves its lines, so that mistakes point into the teacher's file.
      lines += isKept ? Array(source.lines[span.lines]) : span.lines.map { _ in "" }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private init(_ source: LessonLines, isExam: Bool) {
    self.source = source
    self.isExam = isExam
  }

  private mutating func make() {
    output = Array(source.lines[source.frontMatter])
    for span in source.spans { take(span.part, source.lines[span.lines]) }
    while output.last?.trimmed.isEmpty == true { output.removeLast() }
  }

  private mutating func take(_ part: LessonDocument.Part, _ lines: ArraySlice<String>) {
    switch part {
    case .directive(let directive): take(directive, lines)
    case .cell(let cell):
      isInChoice = false
      guard open.isEmpty else { return }
      switch cell.role {
      case .check, .solution: break
      case .hidden where !isExam: break
      default: StudentCopy.append(lines, to: &output)
      }
    case .table: if open.isEmpty { StudentCopy.append(lines, to: &output) }
    case .prose: if open.isEmpty { takeProse(lines) }
    }
  }

  private mutating func take(_ directive: LessonDocument.Directive, _ lines: ArraySlice<String>) {
    isInChoice = ["choice", "choices", "predict"].contains(directive.name)
    hasOption = false
    if isInChoice || ["exercise", "number", "text"].contains(directive.name) { isInTask = true }
    if directive.name == "step" { isInTask = false }
    switch directive.name {
    case "teacher", "if":
      open.append(directive.name)
      return
    case "end":
      // What stands behind the part that is gone keeps its distance from what stands before.
      if open.popLast() != nil { StudentCopy.append(lines.dropFirst(lines.count), to: &output) }
      return
    case "sealed", "exam": return
    default: break
    }
    guard open.isEmpty else { return }
    let secret: [String] =
      switch directive.name {
      case "number": ["answer", "within"]
      case "text": ["accept"]
      default: []
      }
    let words = DirectiveWords(directive.rest)
    guard words.pairs.contains(where: { secret.contains($0.key) }) else {
      return StudentCopy.append(lines, to: &output)
    }
    var text = "<!-- @" + directive.name
    for word in words.plain { text += " " + word }
    for pair in words.pairs where !secret.contains(pair.key) {
      text += " " + pair.key + "=" + StudentCopy.quoted(pair.value)
    }
    StudentCopy.append([text + " -->"], to: &output)
  }

  private static func quoted(_ value: String) -> String {
    value.utf8.contains(0x20) || value.isEmpty ? "\"" + value + "\"" : value
  }

  private mutating func takeProse(_ lines: ArraySlice<String>) {
    var kept: [String] = []
    var isFeedback = false
    var isInHint = false
    for line in lines {
      if line.utf8.starts(with: "## ".utf8) { isInTask = false }
      // In an exam the last hint would be the answer.
      if isExam, isInTask, isInHint || line.trimmed.utf8.starts(with: "<details".utf8) {
        isInHint = !line.trimmed.hasSuffix("</details>")
        if kept.last?.trimmed.isEmpty == true { kept.removeLast() }
        continue
      }
      if isInChoice, let item = OptionReader.item(line) {
        hasOption = true
        isFeedback = false
        kept.append(item.isTicked ? StudentCopy.unticked(line) : line)
        continue
      }
      if hasOption, isInChoice {
        let word = line.trimmed
        let isIndented = line.utf8.first == 0x20 || line.utf8.first == 0x09
        if isIndented, word.utf8.first == UInt8(ascii: ">") {
          isFeedback = true
          continue
        }
        if isFeedback, isIndented, !word.isEmpty { continue }
        if !word.isEmpty, !isIndented { isInChoice = false }
      }
      kept.append(line)
    }
    StudentCopy.append(kept[...], to: &output)
  }

  private static func unticked(_ line: String) -> String {
    var bytes = Array(line.utf8)
    if let box = bytes.firstIndex(of: UInt8(ascii: "[")), box + 1 < bytes.count {
      bytes[box + 1] = 0x20
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Adds lines, but no second empty line where something was left out.
  private static func append(_ lines: ArraySlice<String>, to output: inout [String]) {
    var lines = lines
    if output.last?.trimmed.isEmpty ?? true {
      while let first = lines.first, first.trimmed.isEmpty { lines.removeFirst() }
    }
    output += lines
  }
}
