import Glibc
import Linnet
import LinnetHost
import LinnetLesson

/// The world of the `linnet` command: the person's own files, standard output, standard error.
final class CommandHost: FolderHost {
  private let output: Output
  private let display: Display
  /// True to say what every pipeline step kept.
  var saysAccounts: Bool
  /// Asks the person at a line editor; without one a line of standard input is taken.
  var question: ((String) -> String?)?
  /// The small tables inside the lesson that runs.
  var lessonTables: [LessonDocument.Table] = []
  /// The folder of the program that a conversation runs; nil for what is typed.
  private var programFolder: String?
  /// The lesson that the conversation is about: its folder and its tables stay between programs.
  var lesson: (folder: String, tables: [LessonDocument.Table])?
  /// True while work is done again that was seen before: nothing is shown, written or asked.
  var isQuiet = false
  /// Says whether a file that is there already may be replaced; without it, it may.
  var mayReplace: ((_ path: String, _ bytes: [UInt8]) -> Bool)?
  /// Is told of each file that was written.
  var wrote: ((_ path: String, _ bytes: [UInt8]) -> Void)?
  /// Wakes a waiting `ask` when Ctrl-C is pressed.
  var signals: Signals?

  /// Makes a host for programs that lie in a folder.
  init(root: String, output: Output, display: Display, saysAccounts: Bool, interrupt: Interrupt) {
    self.output = output
    self.display = display
    self.saysAccounts = saysAccounts
    super.init(root: root, access: .readWrite, isConfined: false, interrupt: interrupt)
  }

  /// Begins with a program that lies in a folder: paths in it start there, as if it were run by itself.
  func beginProgram(in folder: String) { programFolder = folder == "." ? nil : folder }

  /// Is done with the program.
  func endProgram() {
    programFolder = nil
    lessonTables = lesson?.tables ?? []
  }

  /// Begins with a lesson: what it loads lies beside it, what it writes comes into the working folder.
  func begin(_ lesson: Lesson, in folder: String) {
    self.lesson = (folder, lesson.document.tables)
    lessonTables = lesson.document.tables
  }

  /// Where a path of the running program leads, seen from the working folder.
  private func beside(_ path: String, toWrite: Bool = false) -> String {
    guard let folder = programFolder ?? (toWrite ? nil : lesson?.folder),
      path.utf8.first != UInt8(ascii: "/")
    else { return path }
    let joined = FileBytes.join(folder, path)
    return toWrite || Glibc.access(joined, F_OK) == 0 ? joined : path
  }

  /// Reads a file, or a table of the lesson that runs.
  override func read(_ path: String) throws(Mistake) -> [UInt8] {
    if let table = lessonTables.first(where: { $0.name == path }) { return Array(table.text.utf8) }
    return try super.read(beside(path))
  }

  /// A long file beside the program that runs.
  override func source(_ path: String) -> ByteSource? {
    lessonTables.contains { $0.name == path } ? nil : super.source(beside(path))
  }

  /// Writes a file beside the program that runs.
  override func write(_ bytes: [UInt8], to path: String) throws(Mistake) {
    if isQuiet { return }
    let place = beside(path, toWrite: true)
    if let mayReplace, case .success(let there) = FileBytes.read(place), !mayReplace(place, there) {
      throw Mistake(
        "cannot-write-file",
        ["name": path, "why": "it is there already, and not from this lesson"])
    }
    try super.write(bytes, to: place)
    wrote?(place, bytes)
  }

  /// A database beside the program that runs.
  override func database(_ request: DatabaseRequest) throws(DataMistake) -> LoadedTable? {
    var request = request
    request.path = beside(request.path)
    return try super.database(request)
  }

  /// The names of the lesson's tables, then those beside the program that runs.
  override func names(besides path: String) -> [String] {
    let here = super.names(besides: programFolder == nil ? path : beside(path, toWrite: true))
    guard programFolder == nil, let folder = lesson?.folder, folder != "." else {
      return lessonTables.map(\.name) + here
    }
    return lessonTables.map(\.name) + super.names(besides: FileBytes.join(folder, path)) + here
  }

  /// Prints what a program shows, and says on standard error what it remarks.
  override func receive(_ event: Event) {
    if isQuiet { return }
    switch event {
    case .text(let text): output.show(display.text(text))
    case .table(let dataset, let text): output.show(display.table(dataset, plain: text))
    case .picture(let picture): output.show(display.picture(picture))
    case .note(let note): output.say(display.note(note))
    case .account(let text): if saysAccounts { output.say(display.account(text)) }
    case .saved(let text): output.say(display.account(text))
    case .progress(let what, let done, let total):
      output.progress?.say(what, done: done, total: total)
    }
  }

  /// A conversation shows as much of a list as the window takes.
  override var roomForList: Int? {
    display.isInteractive ? TextCut.roomForList(display.terminal.size) : nil
  }

  /// Waits, after what was shown so far is on the screen.
  override func wait(seconds: Double) {
    if isQuiet { return }
    output.flush()
    super.wait(seconds: seconds)
  }

  /// A line from the person; nil at the end of the input or after Ctrl-C.
  override func ask(_ words: String) -> String? {
    if isQuiet { return nil }
    output.flush()
    output.progress?.stop()
    defer { output.progress?.start() }
    if let question { return question(words) }
    output.prompt(words)
    if case .line(let line) = LineInput.standard.line(signals) { return line }
    output.show("")
    return nil
  }
}

extension Limits {
  /// For a person's own programs: nothing but the memory of this computer.
  static var command: Limits { Limits(memory: SystemMemory.roomForValues) }
}
