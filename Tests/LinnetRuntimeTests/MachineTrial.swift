import LinnetData
import LinnetRuntime
import LinnetSyntax

/// A host that keeps what a program shows, and may hold files.
final class RecordingHost: Host {
  var lines: [String] = []
  var notes: [String] = []
  var accounts: [String] = []
  var files: [String: String] = [:]
  /// True when files are offered piece by piece.
  var offersSources = false

  override func receive(_ event: Event) {
    switch event {
    case .text(let text), .table(_, let text): lines.append(text)
    case .note(let note): notes.append(note.code.text)
    case .account(let text): accounts.append(text)
    default: break
    }
  }

  override func read(_ path: String) throws(Mistake) -> [UInt8] {
    guard let text = files[path] else { throw Mistake("no-such-file", ["path": path]) }
    return Array(text.utf8)
  }

  override func source(_ path: String) -> ByteSource? {
    guard offersSources, let text = files[path] else { return nil }
    return MemorySource(Array(text.utf8))
  }
}

/// Bytes as a long file.
private final class MemorySource: ByteSource, @unchecked Sendable {
  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    super.init(size: bytes.count)
  }

  override func rewind() -> Bool {
    place = 0
    return true
  }

  override func read(into room: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(room.count, bytes.count - place)
    room.copyBytes(from: bytes[place..<(place + count)])
    place += count
    return count
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
  func run(_ program: String, isInteractive: Bool = false, isWhole: Bool = false) -> [String] {
    host.lines = []
    mistake = nil
    let source = Source(program)
    let reading = Parser.read(source)
    mistake = reading.mistakes.first
    guard mistake == nil else { return [] }
    do throws(Mistake) {
      try machine.run(
        reading.tree, source: source, isInteractive: isInteractive, isWhole: isWhole)
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
