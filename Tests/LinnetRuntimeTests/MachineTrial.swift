import LinnetRuntime
import LinnetSyntax

/// A host that keeps what a program shows, and may hold files.
final class RecordingHost: Host {
  var lines: [String] = []
  var notes: [String] = []
  var files: [String: String] = [:]

  override func receive(_ event: Event) {
    switch event {
    case .text(let text), .table(_, let text): lines.append(text)
    case .note(let note): notes.append(note.code.text)
    default: break
    }
  }

  override func read(_ path: String) throws(Mistake) -> [UInt8] {
    guard let text = files[path] else { throw Mistake("no-such-file", ["path": path]) }
    return Array(text.utf8)
  }
}

/// One session of the language for a test.
final class Trial {
  let host = RecordingHost()
  let machine: Machine
  /// The mistake the last run ended with.
  var mistake: Mistake?

  init(
    limits: Limits = .unlimited, interrupt: Interrupt = Interrupt(), collectsAlways: Bool = false
  ) {
    machine = Machine(host: host, limits: limits, interrupt: interrupt)
    machine.collectsAlways = collectsAlways
  }

  /// Runs a program and gives back the lines it showed.
  @discardableResult
  func run(_ program: String, isInteractive: Bool = false) -> [String] {
    host.lines = []
    mistake = nil
    let source = Source(program)
    let reading = Parser.read(source)
    mistake = reading.mistakes.first
    guard mistake == nil else { return [] }
    do throws(Mistake) {
      try machine.run(reading.tree, source: source, isInteractive: isInteractive)
    } catch {
      mistake = error
    }
    return host.lines
  }

  /// The lines a program shows, with the code of its mistake as a last line.
  static func output(_ program: String, collectsAlways: Bool = false) -> [String] {
    let trial = Trial(collectsAlways: collectsAlways)
    let lines = trial.run(program)
    return lines + (trial.mistake.map { ["!! " + $0.code.text] } ?? [])
  }

  /// The line of the source that the mistake points at.
  var line: Int? {
    guard let mistake, let span = mistake.span, let source = mistake.source else { return nil }
    return source.lineNumber(at: span.start)
  }
}
