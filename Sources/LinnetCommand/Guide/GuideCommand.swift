import Linnet
import LinnetLesson
import LinnetProse

/// A command of the guided lesson, such as `:hint`.
struct GuideCommand {
  /// The word after the colon.
  let word: String
  /// What follows it, for the list; empty for nothing.
  let input: String
  /// One sentence for `:help` and for Tab.
  let summary: String
  /// What it does with the text after the word.
  let action: (Guide, String) -> Void
}

extension Guide {
  /// All commands of a lesson, in the order of `:help`.
  var commands: [GuideCommand] {
    let table: [(String, String, String, (Guide, String) -> Void)] = [
      ("check", "", "command-check", { guide, _ in guide.checkNow() }),
      ("hint", "", "command-hint", { guide, _ in guide.hint() }),
      ("solution", "", "command-solution", { guide, _ in guide.solution() }),
      ("skip", "", "command-skip", { guide, _ in guide.skip() }),
      ("next", "", "command-next", { guide, _ in guide.enter() }),
      ("back", "", "command-back", { guide, _ in guide.back() }),
      ("repeat", "", "command-repeat", { guide, _ in guide.again() }),
      ("restore", "", "command-restore", { guide, _ in guide.restore() }),
      ("answer", "TEXT", "command-answer", { guide, text in guide.answer(text) }),
      ("notes", "TEXT", "command-notes", { guide, text in guide.notes(text) }),
      ("menu", "STEP", "command-menu", { guide, text in guide.menu(text) }),
      ("finish", "", "command-finish", { guide, _ in guide.finish() }),
      ("bye", "", "command-bye", { guide, _ in guide.repl.isOver = true }),
    ]
    return table.map {
      GuideCommand(word: $0.0, input: $0.1, summary: words.say($0.2), action: $0.3)
    }
  }

  /// Does a command of the lesson; false when there is none of that name.
  func command(_ word: String, _ rest: String) -> Bool {
    let all = commands
    let other = ["reset": "restore", "quit": "bye", "q": "bye", "exit": "bye", "n": "next"][word]
    let fitting = word.utf8.count < 2 ? [] : all.filter { $0.word.hasPrefix(word) }
    guard
      let command = all.first(where: { $0.word == (other ?? word) })
        ?? (fitting.count == 1 && ReplCommand.named(word) == nil ? fitting[0] : nil)
    else { return false }
    command.action(self, rest)
    return true
  }

  private func checkNow() {
    switch stop {
    case .exercise(let exercise): entries.isEmpty ? say("guide-waiting") : check(exercise)
    case .question: say("guide-waiting")
    case .begin, .more, .run, .done, .stepEnd, .end: say("guide-nothing-to-check")
    }
  }

  private func hint() {
    guard let task else { return say("guide-no-hint") }
    guard !task.hints.isEmpty else { return say("hint-none") }
    guard let (hint, _, left) = desk.nextHint(task.id) else {
      for hint in task.hints { show(hint) }
      return say("hint-last")
    }
    show(hint)
    say(left == 0 ? "hint-last" : "hint-more", ["left": String(left)])
  }

  private func show(_ hint: Lesson.Hint) {
    _ = show(hint.prose)
    while !waitingRows.isEmpty {
      shownRows = 0
      _ = showRows()
    }
  }

  private func solution() {
    guard let task else { return say("guide-no-hint") }
    switch desk.solution(task.id) {
    case .refused(let why): show(TerminalMarks.shown(why, hasColour: terminal.hasColour))
    case .shown(let text):
      say("guide-solution")
      show(code: text)
      if case .exercise(let exercise) = task, let solution = exercise.solution {
        repl.lastText = solution.code.trimmedLines
        if !text.contains("\n"), repl.editor is ReadlineEditor { offered = text }
      }
    }
  }

  private func skip() {
    switch stop {
    case .exercise(let exercise):
      desk.skip(exercise.id)
      say("guide-left-out")
      // What comes next may need what this would have made.
      bringBack(lesson.sources(of: blocksBefore + [.exercise(exercise)], answers: rightAnswers))
      goOn()
    case .question(let question):
      desk.skip(question.id)
      say("guide-left-out")
      goOn()
    case .run(let code):
      desk.ran("", id: code.id, worked: false)
      goOn()
    case .begin, .more, .done, .stepEnd, .end: say("guide-nothing-to-skip")
    }
  }

  private func back() {
    // Once a step was begun, back is its beginning first.
    if place.block > 1, case .stepEnd = stop { return go(to: place.step) }
    guard place.step > 0 else { return say("guide-first") }
    go(to: place.step - 1)
  }

  /// Goes to a step: brings the variables to its start, and shows it.
  func go(to index: Int) {
    bringBack(start(ofStep: index))
    enter(step: index, replaying: true)
  }

  private func again() {
    if case .begin = stop { return begin() }
    go(to: place.step)
  }

  private func restore() {
    switch stop {
    case .exercise(let exercise):
      bringBack(desk.start(of: exercise.id))
      desk.restored(exercise.id)
      entries = []
      say("guide-restored")
      offer(exercise.starter)
    case .question(let question):
      bringBack(desk.start(of: question.id))
      desk.restored(question.id)
      say("guide-restored")
    case .begin, .more, .run, .done, .stepEnd, .end:
      bringBack(lesson.sources(of: blocksBefore, answers: rightAnswers))
      say("guide-restored-step")
    }
  }

  /// The blocks before the one that is being done.
  private var blocksBefore: [Lesson.Block] {
    let steps = lesson.steps.prefix(place.step).flatMap { $0.blocks }
    let before = place.block - (isAtBlock ? 1 : 0)
    return Lesson.path(steps, desk.holds) + desk.blocks(of: step).prefix(max(0, before))
  }

  private var isAtBlock: Bool {
    switch stop {
    case .run, .exercise, .question: true
    case .begin, .more, .done, .stepEnd, .end: false
    }
  }

  private var rightAnswers: [String: String] {
    desk.state.tasks.compactMapValues { $0.right }
  }

  private func answer(_ text: String) {
    guard case .question(let question) = stop else { return say("guide-nothing-to-check") }
    answer(question, text)
  }

  private func notes(_ text: String) {
    if !text.isEmpty {
      desk.remark(text)
      return say("guide-noted")
    }
    guard !desk.state.notes.isEmpty else { return say("guide-no-notes") }
    for note in desk.state.notes { show("- " + note.text) }
  }

  private func menu(_ text: String) {
    if let number = Int(text) {
      guard lesson.steps.indices.contains(number - 1) else {
        return say("guide-no-step", ["step": text, "steps": String(lesson.steps.count)])
      }
      return go(to: number - 1)
    }
    for (index, step) in lesson.steps.enumerated() {
      let tasks = Lesson.flat(step.blocks).compactMap { Lesson.Task($0) }
      let done = tasks.filter {
        desk.state[$0.id].right != nil || desk.state[$0.id].outcome == .recorded
      }
      let mark =
        tasks.isEmpty
        ? "" : done.count == tasks.count ? "✓" : "\(done.count) of \(tasks.count)"
      let here = index == place.step ? ">" : " "
      let number = index < 9 ? " \(index + 1)" : "\(index + 1)"
      show("\(here) \(number)  \(step.title)  \(Colour.quiet.paint(mark, if: terminal.hasColour))")
    }
  }
}
