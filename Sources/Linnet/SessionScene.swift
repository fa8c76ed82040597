import LinnetData
import LinnetRuntime
import LinnetSyntax

/// What a session knows around a line that did not work, and a place to try what it may have meant.
///
/// Nothing of it exists before a line has failed. Lines are tried in a second session with copies of the values, or
/// where a program has not run yet, with what its lines above store; of files it reads the first rows. It shows
/// nothing, writes nothing and stops after a moment.
final class SessionScene: PhraseScene {
  private let session: Session
  /// Programs that run before the one in question.
  private let earlier: [Source]
  private var trial: Session?
  /// What the text above the line says.
  private var above = ""
  private var place = -1
  private var source: Source?
  /// Names that have a value which could not be copied or worked out again.
  private var uncertain: Set<String> = []
  private var known: (tables: [Table], names: Set<String>) = ([], [])

  /// Seconds that working out the lines above may take.
  private static let patience = 1.5
  /// How many rows of a file are looked at.
  private static let rows: Int64 = 1000

  init(_ session: Session, after earlier: [Source] = []) {
    self.session = session
    self.earlier = earlier
  }

  override var tables: [Table] { known.tables }

  override var names: Set<String> { known.names }

  override func look(around offset: Int, in source: Source) {
    guard offset != place || source !== self.source else { return }
    (place, self.source) = (offset, source)
    let limits = session.engine.limits
    let engine = session.engine.trying(
      Limits(
        steps: min(limits.steps, 20_000_000), memory: min(limits.memory, 1 << 28),
        callDepth: min(limits.callDepth, 1000), textLength: min(limits.textLength, 1 << 24),
        listLength: min(limits.listLength, 10_000_000), rows: limits.rows,
        nesting: limits.nesting, deadline: 1))
    let trial = engine.session(host: TryingHost(over: session.world))
    self.trial = trial
    uncertain = session.runsOneProgram ? [] : trial.machine.adopt(session.machine)
    let start = session.world.now()
    let head = Source(bytes: Array(source.bytes[..<min(offset, source.bytes.count)]))
    above = ""
    for one in earlier + [head] {
      above += String(decoding: one.bytes, as: UTF8.self) + "\n"
      let program = Program(one, knownNames: Set(trial.machine.globalNames))
      for statement in program.tree.statements {
        if let start, let now = session.world.now(), now - start > Self.patience { break }
        store(statement, of: one, in: trial)
      }
    }
    learn(from: trial)
  }

  /// Does what a statement stores; what it shows is left out.
  private func store(_ statement: Statement, of source: Source, in trial: Session) {
    var statement = statement
    var name: String?
    switch statement.form {
    case .store(let target, let value):
      if case .name(let stored) = target.form { name = stored }
      statement = Statement(
        .store(target: target, value: Self.shortened(value)), statement.span)
    case .define, .use: break
    default: return
    }
    do throws(Mistake) {
      try trial.machine.run(
        Tree(statements: [statement]), source: source, isInteractive: true)
    } catch {
      if let name { uncertain.insert(name) }
    }
  }

  private func learn(from trial: Session) {
    var tables: [Table] = []
    var names = uncertain
    for (name, value) in trial.machine.ownGlobals {
      if let dataset = trial.machine.dataset(value) {
        let numbers = zip(dataset.names, dataset.columns).filter { Self.holdsNumbers($0.1) }
        tables.append(
          Table(name: name, columns: dataset.names, numbers: numbers.map { $0.0 }))
      } else {
        names.insert(name)
      }
    }
    known = (tables, names)
  }

  private static func holdsNumbers(_ column: Column) -> Bool {
    switch column.storage {
    case .decimal, .whole: true
    default: false
    }
  }

  override func attempt(_ line: String) -> Attempt {
    guard let trial else { return .unknown }
    let source = Source(line)
    let program = Program(source, knownNames: Set(trial.machine.globalNames))
    if let mistake = program.mistakes.first { return .fails(mistake) }
    let before = trial.machine.snapshot()
    defer {
      _ = trial.machine.restore(before)
      trial.machine.keepSnapshots(0)
    }
    do throws(Mistake) {
      let statements = program.tree.statements.map { statement in
        switch statement.form {
        case .value(let value): Statement(.value(Self.shortened(value)), statement.span)
        case .store(let target, let value):
          Statement(.store(target: target, value: Self.shortened(value)), statement.span)
        default: statement
        }
      }
      try trial.machine.run(
        Tree(statements: statements), source: source, isInteractive: true)
      return .works
    } catch {
      switch error.code.text {
      // A file that was named is not there, whatever the line says.
      case "no-such-file":
        if let path = error.slots["path"], let source = self.source {
          let line = source.lineBytes(source.lineIndex(at: place))
          if String(decoding: line, as: UTF8.self).utf8.holds(path.utf8) { return .unknown }
        }
      case "nothing-shown-yet", "out-of-time", "too-many-steps", "too-much-memory", "too-long",
        "files-not-allowed":
        return .unknown
      case "unknown-name", "unknown-function":
        // A loop's own name, or one that could not be copied.
        if let name = error.slots["name"], holds(name) { return .unknown }
      default: break
      }
      return .fails(error)
    }
  }

  /// Whether a name stands somewhere above the line.
  private func holds(_ name: String) -> Bool {
    if uncertain.contains(name) { return true }
    let reading = Program(Source(above))
    return reading.storedNames.contains(name) || (" " + above).utf8.hasWord(name)
  }

  /// A value whose file is read only at its beginning.
  private static func shortened(_ value: Expression) -> Expression {
    switch value.form {
    case .pipe(let input, let step):
      return Expression(.pipe(input: shortened(input), step: step), value.span)
    case .call(var call):
      guard case .name("load") = call.callee.form, !call.arguments.isEmpty,
        !call.arguments.contains(where: { argument in
          if case .option("rows", _) = argument.label { return true }
          return false
        })
      else { return value }
      call.arguments.append(
        Argument(
          label: .option("rows", value.span), value: Expression(.whole(Self.rows), value.span)))
      return Expression(.call(call), value.span)
    default: return value
    }
  }
}

extension String.UTF8View {
  /// Whether other letters stand somewhere in these.
  fileprivate func holds(_ wanted: String.UTF8View) -> Bool {
    let (bytes, wanted) = (Array(self), Array(wanted))
    guard !wanted.isEmpty, bytes.count >= wanted.count else { return false }
    return (0...(bytes.count - wanted.count)).contains { bytes[$0...].starts(with: wanted) }
  }

  /// Whether a word stands in the text by itself.
  fileprivate func hasWord(_ word: String) -> Bool {
    let bytes = Array(self)
    let wanted = Array(word.utf8)
    guard !wanted.isEmpty, bytes.count >= wanted.count else { return false }
    for place in 0...(bytes.count - wanted.count)
    where bytes[place] == wanted[0] && bytes[place...].starts(with: wanted) {
      let end = place + wanted.count
      let isStart = place == 0 || !isLetter(bytes[place - 1])
      if isStart, end == bytes.count || !isLetter(bytes[end]) { return true }
    }
    return false
  }

  private func isLetter(_ byte: UInt8) -> Bool {
    byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A || byte == 0x5F || byte >= 0x80
      || byte >= 0x30 && byte <= 0x39
  }
}

/// The world of lines that are only tried: it reads what the session may read, and takes nothing.
private final class TryingHost: PassingHost {
  override func write(_ bytes: [UInt8], to path: String) throws(Mistake) {}

  override func ask(_ question: String) -> String? { "1" }

  override func control(_ control: Control) -> Control.Setting? { control.start }

  override func wait(seconds: Double) {}

  override func receive(_ event: Event) {}
}
