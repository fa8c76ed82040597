import Glibc
import Linnet
import LinnetHost
import LinnetLesson

/// What the command's exit status means.
enum ExitStatus {
  /// All went well.
  static let fine: Int32 = 0
  /// A mistake in a program, or while it ran.
  static let mistake: Int32 = 1
  /// The command itself was used wrongly.
  static let wrongUse: Int32 = 2
  /// Stopped with Ctrl-C.
  static let stopped: Int32 = 130
}

/// What a person asked of a run besides the program.
struct RunOptions {
  /// No colour and no tricks with the cursor.
  var plain = false
  /// Say what every pipeline step kept.
  var verbose = false
}

/// Runs and checks programs that lie in files, in the command line, or come through a pipe.
struct Runner {
  let options: RunOptions
  let output: Output
  var display: Display
  let interrupt = Interrupt()

  /// Makes a runner for this process.
  init(_ options: RunOptions) {
    self.options = options
    let terminal = Terminal(plain: options.plain)
    output = Output(terminal)
    display = Display(terminal: terminal, isInteractive: false)
  }

  /// Runs a program or lesson from a file; `-` is standard input.
  func run(file path: String) -> Int32 {
    guard let text = read(path) else { return ExitStatus.wrongUse }
    let folder = path == "-" ? "." : FileBytes.folder(of: path)
    var runner = self
    runner.display.main = path
    if LessonDocument.isLesson(path) {
      return runner.run(lesson: text, name: path, folder: folder)
    }
    return runner.run(text, name: path == "-" ? "" : path, folder: folder)
  }

  /// Gives a lesson step by step to the person at the terminal.
  func guide(file path: String, _ options: GuideOptions) -> Int32 {
    guard let text = read(path) else { return ExitStatus.wrongUse }
    return Guide.start(path, text, options)
  }

  /// Runs a program.
  func run(_ text: [UInt8], name: String, folder: String) -> Int32 {
    run([Source(bytes: text, name: name)], folder: folder) { $0 }
  }

  /// Reads a program without running it.
  func check(file path: String) -> Int32 {
    guard let text = read(path) else { return ExitStatus.wrongUse }
    var runner = self
    runner.display.main = path
    let programs = Program.sequence(sources(text, path: path))
    for note in programs.flatMap(\.notes) { output.say(runner.display.note(note)) }
    return runner.report(programs) ?? ExitStatus.fine
  }

  private func run(lesson text: [UInt8], name: String, folder: String) -> Int32 {
    let document = LessonDocument(reading: String(decoding: text, as: UTF8.self), name: name)
    return run(document.sources, folder: folder) { LessonHost(document, over: $0) }
  }

  private func run(_ sources: [Source], folder: String, world: (Host) -> Host) -> Int32 {
    defer { output.flush() }
    let host = CommandHost(
      root: folder, output: output, display: display, saysAccounts: options.verbose,
      interrupt: interrupt)
    host.signals = Signals(interrupt: interrupt, progress: nil, patience: 1)
    output.isStopped = { [interrupt] in interrupt.isTripped }
    let session = Engine(limits: .command).session(host: world(host), interrupt: interrupt)
    session.runsOneProgram = sources.count == 1
    let programs = session.read(sources)
    if let status = report(programs) { return status }
    for program in programs {
      do {
        try session.run(program)
      } catch {
        output.say(display.mistake(error))
        return error.code == "interrupted" ? ExitStatus.stopped : ExitStatus.mistake
      }
    }
    return ExitStatus.fine
  }

  /// Says up to three reading mistakes; nil when there are none.
  private func report(_ programs: [Program]) -> Int32? {
    let mistakes = programs.flatMap(\.mistakes).prefix(3)
    guard !mistakes.isEmpty else { return nil }
    output.say(mistakes.map { display.mistake($0) }.joined(separator: "\n\n"))
    return ExitStatus.mistake
  }

  private func sources(_ text: [UInt8], path: String) -> [Source] {
    guard LessonDocument.isLesson(path) else { return [Source(bytes: text, name: path)] }
    return LessonDocument(reading: String(decoding: text, as: UTF8.self), name: path).allSources
  }

  /// The bytes of a program; nil after saying why not.
  private func read(_ path: String) -> [UInt8]? {
    if path == "-" { return LineInput.standard.rest() }
    switch FileBytes.read(path) {
    case .success(let bytes):
      guard let problem = Usage.notAProgram(path, bytes) else { return bytes }
      output.say("linnet: " + problem)
      return nil
    case .failure(let problem):
      output.say("linnet: " + Usage.cannotRead(path, problem))
      return nil
    }
  }
}
