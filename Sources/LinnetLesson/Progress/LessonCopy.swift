import Linnet

/// A student's own copy of a lesson: the prose with what they typed and answered in its places, as plain Markdown.
///
/// Hints, checks and the teacher's parts are left out, and so are solutions that were not the student's.
public enum LessonCopy {
  /// The mark by which Linnet knows a copy that it may replace.
  public static func mark(_ lesson: Lesson) -> String { "<!-- linnet copy of \(lesson.id) -->" }

  /// The copy.
  public static func markdown(
    _ lesson: Lesson, _ state: LessonState, words: LessonWords = .english
  ) -> String {
    var text = mark(lesson) + "\n\n"
    let name = state.nickname
    let by =
      name.isEmpty ? words.say("copy-by-nobody") : words.say("copy-by", ["name": name])
    let points = words.say(
      "copy-points", ["points": String(state.points), "possible": String(lesson.points)])
    var hasTitle = false
    for step in lesson.steps {
      if step.line > 1 { text += "## \(step.title)\n\n" }
      for block in Lesson.path(step.blocks, { state.holds($0, in: lesson) }) {
        let part = part(block, state, words)
        if !part.isEmpty { text += part + "\n\n" }
        if !hasTitle {
          text += "*\(by) · \(points)*\n\n"
          hasTitle = true
        }
      }
      let notes = state.notes.filter { $0.step == step.id }
      if !notes.isEmpty {
        text += "**\(words.say("copy-notes"))**\n\n"
        for note in notes { text += "- \(note.text)\n" }
        text += "\n"
      }
    }
    return text
  }

  private static func part(
    _ block: Lesson.Block, _ state: LessonState, _ words: LessonWords
  ) -> String {
    switch block {
    case .prose(let prose): return prose.markdown
    case .code(let code):
      guard code.cell.role != .hidden else { return "" }
      return fence(state.codes[code.id] ?? code.cell.code)
    case .exercise(let exercise):
      let task = state[exercise.id]
      let answer = task.right ?? task.answer
      if answer.isEmpty { return quote(words.say(task.isSkipped ? "copy-left-out" : "copy-open")) }
      return fence(answer) + "\n\n" + quote(words.say(verdict(task)))
    case .question(let question):
      let task = state[question.id]
      var text = question.prompt.markdown
      let options = options(question)
      if !options.isEmpty {
        let chosen = AnswerReader.chosen(task.right ?? task.answer, of: options.count) ?? []
        text += "\n"
        for (place, option) in options.enumerated() {
          text += "\n- [\(chosen.contains(place) ? "x" : " ")] \(option.prose.markdown)"
        }
      }
      let answer = task.right ?? task.answer
      if answer.isEmpty {
        return text + "\n\n" + quote(words.say(task.isSkipped ? "copy-left-out" : "copy-open"))
      }
      let said = options.isEmpty ? words.say("copy-answer", ["answer": answer]) + " " : ""
      return text + "\n\n" + quote(said + words.say(verdict(task)))
    case .branch, .teacher: return ""
    }
  }

  private static func options(_ question: Lesson.Question) -> [Lesson.Option] {
    switch question.kind {
    case .choice(let options), .choices(let options), .prediction(let options): options
    case .number, .text: []
    }
  }

  private static func verdict(_ task: LessonState.TaskState) -> String {
    task.right != nil ? "copy-right" : task.outcome == .recorded ? "copy-noted" : "copy-wrong"
  }

  private static func quote(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { "> " + $0 }
      .joined(separator: "\n")
  }

  /// Code between fences that are longer than any in it.
  private static func fence(_ code: String) -> String {
    var length = 3
    for line in code.split(separator: "\n") {
      length = max(length, line.utf8.prefix { $0 == UInt8(ascii: "`") }.count + 1)
    }
    let mark = String(repeating: "`", count: length)
    let end = code.utf8.last == 0x0A ? "" : "\n"
    return "\(mark)linnet\n\(code)\(end)\(mark)"
  }
}
