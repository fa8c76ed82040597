import Glibc
import Linnet
import LinnetHost
import LinnetLesson

extension Guide {
  /// Shows what the lesson is, and where the student was.
  func begin() {
    let state = desk.state
    let title = Colour.strong.paint(lesson.title, if: terminal.hasColour)
    repl.output.show("")
    show(title)
    let tasks = lesson.tasks.count
    var facts: [String] = []
    if let minutes = lesson.property("minutes") { facts.append("\(minutes) minutes") }
    facts.append(Guide.counted(lesson.steps.count, "step"))
    if tasks > 0 {
      facts.append(
        "\(Guide.counted(tasks, "task")) for \(Guide.counted(lesson.points, "point"))")
    }
    show(Colour.quiet.paint(facts.joined(separator: " · "), if: terminal.hasColour))
    say("guide-keys")
    sayWhatIsMissing()
    if desk.log.isChanged { say("guide-tampered") }
    // The last line is what a power cut leaves; it was never more than a thought.
    if desk.log.unreadLines > 1 { say("guide-damaged", ["count": String(desk.log.unreadLines)]) }
    guard let id = state.step, let index = lesson.steps.firstIndex(where: { $0.id == id }) else {
      stop = .begin
      return
    }
    if state.digest != lesson.digest { say("guide-changed") }
    if state.isFinished {
      say("guide-finished-before")
    } else {
      say(
        "guide-welcome-back",
        [
          "name": state.nickname.isEmpty ? "" : ", \(state.nickname)", "step": String(index + 1),
          "steps": String(lesson.steps.count), "title": lesson.steps[index].title,
        ])
    }
    go(to: index)
  }

  /// Says which data the lesson needs and has not, before a line of code runs into it.
  private func sayWhatIsMissing() {
    for file in lesson.data {
      let path = FileBytes.join(FileBytes.folder(of: self.path), file.path)
      guard case .success(let bytes) = FileBytes.read(path) else {
        say(
          file.from == nil ? "guide-data-missing" : "guide-data-missing-from",
          ["path": file.path, "from": file.from ?? ""])
        continue
      }
      if !file.isRight(bytes) { say("guide-data-other", ["path": file.path]) }
    }
  }

  /// Writes the student's own copy and the file to hand in, and says where they are.
  func finish() {
    let open = lesson.tasks.filter { !desk.state[$0.id].isDone && isMet($0.id) }
    if !open.isEmpty, !warnedAtEnd {
      warnedAtEnd = true
      let titles = open.map { "“\($0.title)”" }.reduce(into: [String]()) {
        if !$0.contains($1) { $0.append($1) }
      }
      say(
        "guide-open-left",
        ["count": String(open.count), "titles": titles.joined(separator: ", ")])
      return
    }
    desk.finish()
    let state = desk.state
    say(
      "guide-finished",
      ["points": String(state.points), "possible": String(lesson.points)])
    let name = Lesson.fileName(lesson.id, state.nickname)
    let result = LessonResult(lesson, desk.log)
    write(Array(LessonCopy.markdown(lesson, state).utf8), name, ".md", "guide-copy") { there in
      String(decoding: there.prefix(200), as: UTF8.self).hasPrefix(LessonCopy.mark(self.lesson))
    }
    write(result.json(withTimes: keepsTimes).encoded + [0x0A], name, ".result", "guide-result") {
      LessonResult(reading: $0)?.lesson == self.lesson.id
    }
    repl.isOver = true
  }

  /// True for a task on the path that the student takes.
  private func isMet(_ id: String) -> Bool {
    lesson.path(desk.holds).contains { Lesson.Task($0)?.id == id }
  }

  /// Writes a file under the first name that is free or holds what this lesson wrote before.
  private func write(
    _ bytes: [UInt8], _ name: String, _ ending: String, _ key: String,
    isOurs: ([UInt8]) -> Bool
  ) {
    for number in 1...999 {
      let path = name + (number == 1 ? "" : "-\(number)") + ending
      if access(path, F_OK) == 0 {
        guard case .success(let there) = FileBytes.read(path), isOurs(there) else { continue }
      }
      switch FileBytes.write(bytes, to: path) {
      case .success: say(key, ["path": path])
      case .failure(let problem):
        say("guide-cannot-write", ["path": path, "why": problem.reason])
      }
      return
    }
  }
}
