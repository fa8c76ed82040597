import Linnet
import LinnetLesson
import LinnetProse
import LinnetText

extension Guide {
  private var style: TerminalStyle {
    TerminalStyle(
      width: min(terminal.size.columns, 84) - 1, hasColour: terminal.hasColour,
      isPlain: terminal.isAskedPlain, isUnicode: terminal.isUnicode)
  }

  /// The heading of the step; the title of the lesson stands in its own text.
  func showHeading() {
    guard step.line > 1 else { return }
    gap()
    put(Prose(markdown: "## \(step.title)").lines(style))
    gap()
  }

  /// Shows prose; false when part of it waits for the next window.
  func show(_ prose: Lesson.Prose) -> Bool {
    waitingRows = Prose(markdown: prose.markdown, firstLine: prose.line).lines(style)
    if shownRows > 0, !waitingRows.isEmpty { gap() }
    return showRows()
  }

  /// Shows waiting rows up to the end of the window; false when some are left.
  func showRows() -> Bool {
    // A screen reader and a pipe read on by themselves.
    let room =
      terminal.isPlain || !terminal.isOutputTerminal
      ? Int.max : max(6, terminal.size.rows - 4 - shownRows)
    if waitingRows.count <= room {
      put(waitingRows)
      waitingRows = []
      return true
    }
    // A page ends between paragraphs where it can.
    let last = waitingRows[..<room].lastIndex { $0.isEmpty }
    let end = last.map { $0 > 3 ? $0 : room } ?? room
    put(Array(waitingRows[..<end]))
    waitingRows = Array(waitingRows[end...].drop { $0.isEmpty })
    return waitingRows.isEmpty
  }

  private func put(_ rows: [String]) {
    for row in rows { repl.output.show(row) }
    shownRows += rows.count
    if let last = rows.last { endsInGap = last.isEmpty }
  }

  /// Shows code as it stands in the lesson.
  func show(code: String) {
    var lines = code.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    while lines.last?.trimmedSpaces.isEmpty == true { lines.removeLast() }
    let bar = terminal.isAskedPlain ? "    " : terminal.isUnicode ? "  │ " : "  | "
    gap()
    for line in lines {
      repl.output.show(
        Colour.quiet.paint(bar, if: terminal.hasColour)
          + Colour.prompt.paint(line, if: terminal.hasColour))
    }
    endsInGap = false
    shownRows += lines.count
    gap()
  }

  /// An exercise; true when it is done already and need not be asked for again.
  func meet(_ exercise: Lesson.Exercise) -> Bool {
    let state = desk.state[exercise.id]
    if isReplaying, let right = state.right {
      show(code: right)
      runQuietly(Source(right, name: "", firstLine: 1))
      return true
    }
    if isReplaying, state.isSkipped {
      say("guide-left-out")
      if let solution = exercise.solution { runQuietly(lesson.document.source(solution)) }
      return true
    }
    gap()
    showLabel("guide-exercise", exercise.points)
    offer(exercise.starter)
    return false
  }

  /// Puts a starter on the edit line, or shows it where there is none to edit.
  func offer(_ starter: LessonDocument.Cell?) {
    guard let code = starter?.code.trimmedLines, !code.isEmpty else { return }
    repl.lastText = code
    guard repl.editor is ReadlineEditor else {
      // Nothing can stand on the line of a plain terminal.
      say("guide-starter-plain")
      return show(code: code)
    }
    say(code.contains("\n") ? "guide-starter-lines" : "guide-starter")
    offered = code
  }

  /// A question; true when it is answered already and need not be asked again.
  func meet(_ question: Lesson.Question) -> Bool {
    let state = desk.state[question.id]
    gap()
    let isGuess = if case .prediction = question.kind { true } else { false }
    showLabel(isGuess ? "guide-guess" : "guide-question", question.points)
    _ = showWhole(question.prompt)
    showOptions(of: question)
    guard isReplaying, state.isDone else { return false }
    if state.isSkipped, state.right == nil {
      say("guide-left-out")
    } else {
      say("guide-solved", ["answer": state.right ?? state.answer])
    }
    return true
  }

  private func showWhole(_ prose: Lesson.Prose) -> Int {
    let rows = Prose(markdown: prose.markdown, firstLine: prose.line).lines(style)
    put(rows)
    return rows.count
  }

  /// The options, numbered.
  func showOptions(of question: Lesson.Question) {
    for (place, option) in Guide.options(of: question).enumerated() {
      let rows = Prose(markdown: option.prose.markdown).lines(style)
      for (index, row) in rows.enumerated() {
        let number = "\(place + 1)"
        let head = index == 0 ? "  \(number)  " : String(repeating: " ", count: number.count + 4)
        put([Colour.strong.paint(head, if: terminal.hasColour && index == 0) + row])
      }
    }
  }

  /// The options of a question; none where it is answered in words.
  static func options(of question: Lesson.Question) -> [Lesson.Option] {
    switch question.kind {
    case .choice(let options), .choices(let options), .prediction(let options): options
    case .number, .text: []
    }
  }

  private func showLabel(_ key: String, _ points: Int) {
    let counted = points == 0 ? "" : " · " + Guide.counted(points, "point")
    show(
      Colour.strong.paint(words.say(key, ["points": counted]), if: terminal.hasColour))
  }

  static func counted(_ count: Int, _ word: String) -> String {
    count == 1 ? "1 \(word)" : "\(count) \(word)s"
  }

  // MARK: The line above the prompt

  /// Where the student is, and what Enter does.
  func showStatus() {
    let paint = terminal.hasColour
    gap()
    if case .more = stop {
      show(Colour.quiet.paint(words.say("enter-more"), if: paint))
      return
    }
    show(Colour.quiet.paint(status, if: paint))
    show(TerminalMarks.shown(enterWords, hasColour: paint))
    shownRows = 0
    endsInGap = false
  }

  private var status: String {
    let numbers = [
      "step": String(place.step + 1), "steps": String(lesson.steps.count),
      "points": String(desk.state.points), "possible": String(lesson.points),
    ]
    if terminal.isPlain { return words.say("status-plain", numbers) }
    var parts = [step.title, words.say("status-step", numbers), bar]
    if lesson.points > 0 { parts.append(words.say("status-points", numbers)) }
    if let task, !task.hints.isEmpty {
      parts.append(
        words.say(
          "status-hint",
          ["hint": String(desk.state[task.id].hints), "hints": String(task.hints.count)]))
    }
    // The title gives way first where the window is narrow.
    let rest = parts.dropFirst().joined(separator: "  ")
    let room = terminal.size.columns - TextWidth.of(rest) - 3
    return (room > 6 ? TextWidth.cut(step.title, to: room) + "  " : "") + rest
  }

  /// How much of the lesson is behind, in ten places.
  private var bar: String {
    let done = min(10, (10 * (place.step + (isAtEnd ? 1 : 0))) / max(1, lesson.steps.count))
    let signs = terminal.isUnicode ? ("█", "░") : ("#", ".")
    return String(repeating: signs.0, count: done) + String(repeating: signs.1, count: 10 - done)
  }

  private var isAtEnd: Bool { if case .end = stop { true } else { false } }

  /// The exercise or question that is being done.
  var task: Lesson.Task? {
    switch stop {
    case .exercise(let exercise): .exercise(exercise)
    case .question(let question): .question(question)
    case .begin, .more, .run, .done, .stepEnd, .end: nil
    }
  }

  private var enterWords: String {
    switch stop {
    case .begin: words.say("enter-start")
    case .more: words.say("enter-more")
    case .run: words.say("enter-run")
    case .exercise: words.say("enter-check")
    case .question(let question):
      switch question.kind {
      case .number, .text: words.say("enter-answer")
      case .choice: words.say("enter-choose")
      case .choices: words.say("enter-choose-many")
      case .prediction(let options): words.say(options.isEmpty ? "enter-guess" : "enter-choose")
      }
    case .done: words.say("enter-next")
    case .stepEnd: words.say("enter-step")
    case .end: words.say("enter-finish")
    }
  }
}

/// Sentences with the marks `code` and **strong** for a terminal.
enum TerminalMarks {
  /// The sentence; code keeps its marks, strong words become bold.
  static func shown(_ text: String, hasColour: Bool) -> String {
    var parts: [Substring] = []
    var rest = text[...]
    while let mark = rest.range(of: "**") {
      parts.append(rest[..<mark.lowerBound])
      rest = rest[mark.upperBound...]
    }
    parts.append(rest)
    // An unpaired mark is no mark.
    guard parts.count % 2 == 1 else { return text }
    return parts.enumerated().map { index, part in
      index % 2 == 1 ? Colour.strong.paint(String(part), if: hasColour) : String(part)
    }.joined()
  }
}

extension Substring {
  /// The first place of a text; nil when it is not there.
  fileprivate func range(of wanted: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(wanted) {
        return start..<index(start, offsetBy: wanted.count)
      }
      start = index(after: start)
    }
    return nil
  }
}
