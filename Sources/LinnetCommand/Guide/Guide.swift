import Linnet
import LinnetLesson
import LinnetText

/// A lesson in the terminal: shows it a piece at a time, takes answers, and leaves the rest to the conversation.
///
/// The guide stands before the conversation (`Repl`): it is asked first about each typed line, and told what ran.
/// Everything it says goes through the conversation's output; everything that is done goes through the desk, which
/// keeps it. See README.md beside this file.
final class Guide {
  let repl: Repl
  let desk: LessonDesk
  /// The file as it was named on the command line.
  let path: String
  /// The step that is shown, and how many of its blocks were shown.
  var place = (step: 0, block: 0)
  /// What the guide waits for.
  var stop = Stop.begin
  /// Rows of prose that did not fit into the window yet.
  var waitingRows: [String] = []
  /// How many rows were shown since the person last pressed Enter.
  var shownRows = 0
  /// True while a step that was seen before is shown again: what was done is not asked for again.
  var isReplaying = false
  /// What stands on the edit line at the next prompt.
  var offered = ""
  /// What stood there at the last prompt.
  var standing = ""
  /// The entries typed in this exercise that ran, in order.
  var entries: [String] = []
  /// True once the person was told that tasks are open at the end.
  var warnedAtEnd = false
  /// True when the last row shown was empty.
  var endsInGap = false
  /// True when what is handed in tells the times.
  var keepsTimes = false
  /// Words that were said to be new.
  var saidNew: Set<String> = []
  /// Words that the lesson uses itself.
  lazy var lessonWords = Guide.words(of: lesson)

  /// What the guide waits for.
  enum Stop {
    /// The beginning of the lesson.
    case begin
    /// The rest of a long text.
    case more
    /// A block of code that is to be run.
    case run(Lesson.Code)
    /// An answer in code.
    case exercise(Lesson.Exercise)
    /// An answer in words.
    case question(Lesson.Question)
    /// A right answer, or one that is left out: what comes next.
    case done
    /// The end of a step.
    case stepEnd
    /// The end of the lesson.
    case end
  }

  /// Makes a guide for a conversation.
  init(_ repl: Repl, _ desk: LessonDesk, path: String) {
    self.repl = repl
    self.desk = desk
    self.path = path
  }

  var lesson: Lesson { desk.lesson }
  var words: LessonWords { desk.words }
  var terminal: Terminal { repl.display.terminal }
  var step: Lesson.Step { lesson.steps[min(place.step, lesson.steps.count - 1)] }

  /// A sentence of the lesson's.
  func say(_ key: String, _ slots: [String: String] = [:]) {
    show(TerminalMarks.shown(words.say(key, slots), hasColour: terminal.hasColour))
  }

  /// Words of the guide, broken to the window.
  func show(_ text: String) {
    let shown = repl.display.words(text)
    shownRows += shown.utf8.lazy.filter { $0 == 0x0A }.count + 1
    repl.output.show(shown)
    endsInGap = false
  }

  /// An empty row, unless there is one.
  func gap() {
    if endsInGap { return }
    repl.output.show("")
    shownRows += 1
    endsInGap = true
  }

  // MARK: Going on

  /// Enters a step and shows it up to where something is to be done.
  func enter(step index: Int, replaying: Bool = false) {
    place = (index, 0)
    waitingRows = []
    isReplaying = replaying
    desk.enter(step: step.id)
    gap()
    shownRows = 0
    showHeading()
    goOn()
  }

  /// Shows blocks up to the next one at which the person does something.
  func goOn() {
    offered = ""
    entries = []
    if !waitingRows.isEmpty, !showRows() { return wait(.more) }
    while true {
      let blocks = desk.blocks(of: step)
      guard place.block < blocks.count else {
        return wait(place.step + 1 < lesson.steps.count ? .stepEnd : .end)
      }
      let block = blocks[place.block]
      place.block += 1
      switch block {
      case .prose(let prose):
        if !show(prose) { return wait(.more) }
      case .code(let code):
        if let stop = meet(code) { return wait(stop) }
      case .exercise(let exercise):
        if !meet(exercise) { return wait(.exercise(exercise)) }
      case .question(let question):
        if !meet(question) { return wait(.question(question)) }
      case .branch, .teacher: break
      }
    }
  }

  /// Stops here, with a line that says what Enter does.
  func wait(_ stop: Stop) {
    self.stop = stop
    switch stop {
    case .exercise, .question, .run: isReplaying = false
    case .begin, .more, .done, .stepEnd, .end: break
    }
    showStatus()
  }

  /// A block of code; answers with the stop when the person is to run it.
  private func meet(_ code: Lesson.Code) -> Stop? {
    switch code.cell.role {
    case .hidden:
      runQuietly(lesson.document.source(code.cell))
      return nil
    case .show:
      show(code: code.cell.code)
      return nil
    case .run, .start, .check, .solution:
      show(code: code.cell.code)
      repl.lastText = code.cell.code
      guard isReplaying, let done = desk.state.codes[code.id] else { return .run(code) }
      run(Source(done, name: "", firstLine: 1), of: code, isAgain: true)
      return nil
    }
  }

  /// Runs the code of a block, as the person asked.
  func run(_ source: Source, of code: Lesson.Code, isAgain: Bool = false) {
    let text = String(decoding: source.bytes, as: UTF8.self)
    endsInGap = false
    let worked = repl.run([repl.session.read(source)], text: text)
    repl.lastText = text
    if !isAgain { desk.ran(text, id: code.id, worked: worked) }
    shownRows = 0
  }

  /// Runs code whose output nobody is to see.
  func runQuietly(_ source: Source) {
    repl.host.isQuiet = true
    defer { repl.host.isQuiet = false }
    do {
      try repl.session.run(repl.session.read(source))
    } catch {
      repl.output.say(repl.display.mistake(error))
    }
  }

  /// Makes a session with all variables as they are at the start of a step or task.
  func bringBack(_ sources: [Source]) {
    repl.startAfresh()
    repl.host.isQuiet = true
    var isBroken = false
    if let seed = lesson.seed { _ = try? repl.session.run("seed \(seed)") }
    for source in sources {
      do { try repl.session.run(repl.session.read(source)) } catch {
        isBroken = true
        if error.code == "interrupted" { break }
      }
    }
    repl.host.isQuiet = false
    if isBroken { say("guide-not-prepared") }
  }

  /// The code before a step, with the student's right answers.
  func start(ofStep index: Int) -> [Source] {
    var answers: [String: String] = [:]
    for (id, task) in desk.state.tasks { if let right = task.right { answers[id] = right } }
    let before = Lesson.path(lesson.steps.prefix(index).flatMap { $0.blocks }, desk.holds)
    return lesson.sources(of: before, answers: answers)
  }
}
