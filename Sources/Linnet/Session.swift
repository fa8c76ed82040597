/// One conversation with the language: variables that stay from run to run, and a way to look at them.
///
/// A session is used from one thread at a time; only its `interrupt` may be touched from others. Any
/// number of sessions live side by side.
public final class Session {
  /// The engine it was made by.
  public let engine: Engine
  /// Stops the current run from another thread.
  public let interrupt: Interrupt
  /// True when people see every step: pipelines then report what they kept, and a line may start with `then`.
  public var isInteractive = false
  /// True when one program is all that this session runs and nobody looks at its variables afterwards.
  ///
  /// What that program does not name itself then need not be there: of a long file only the columns that
  /// it names are read.
  public var runsOneProgram = false
  let machine: Machine
  let host: SessionHost
  /// Names that the application gave, which are not the program's own variables.
  private(set) var applicationNames: Set<String> = []

  init(engine: Engine, host: Host, interrupt: Interrupt, receive: ((Event) -> Void)?) {
    self.engine = engine
    self.interrupt = interrupt
    self.host = SessionHost(over: host, sink: receive)
    machine = Machine(
      host: self.host, limits: engine.limits, interrupt: interrupt,
      library: StandardLibrary.library)
    for word in engine.definedWords {
      // The only mistake here is one word too many; a program that uses it will say so.
      do throws(Mistake) { try learn(word) } catch {}
    }
    applicationNames = Set(engine.definedWords.map { $0.name })
  }

  private func learn(_ word: Engine.Word) throws(Mistake) {
    switch word {
    case .number(let name, let number): try machine.setGlobal(name, number.value(in: machine))
    case .text(let name, let text): try machine.setGlobal(name, machine.makeText(text))
    case .truth(let name, let truth): try machine.setGlobal(name, .truth(truth))
    case .function(let native): try machine.define(native)
    }
  }

  /// Reads a text that is to run in this session, whose names it may use.
  public func read(_ text: String, name: String = "", firstLine: Int = 1) -> Program {
    read(Source(text, name: name, firstLine: firstLine))
  }

  /// Reads a source that is to run in this session.
  public func read(_ source: Source) -> Program {
    Program(
      source, knownNames: Set(machine.globalNames), limits: engine.limits, scene: SessionScene(self)
    )
  }

  /// Reads sources that are to run one after another in this session, such as the cells of a lesson.
  public func read(_ sources: [Source]) -> [Program] {
    Program.sequence(
      sources, knownNames: Set(machine.globalNames), limits: engine.limits
    ) { place in
      SessionScene(self, after: Array(sources[..<place]))
    }
  }

  /// The host that the session was given.
  public var world: Host { host.inner }

  /// Runs a text and says what it showed.
  ///
  /// Throws the first reading mistake, before anything is run, or the mistake that ended the run.
  @discardableResult
  public func run(_ text: String, name: String = "", firstLine: Int = 1) throws(Mistake) -> Outcome
  {
    try run(read(text, name: name, firstLine: firstLine))
  }

  /// Runs a program that has been read and says what it showed.
  ///
  /// Throws the first reading mistake, before anything is run, or the mistake that ended the run.
  @discardableResult
  public func run(_ program: Program) throws(Mistake) -> Outcome {
    host.outcome = Outcome()
    if let mistake = program.mistakes.first { throw mistake }
    for note in program.notes { host.receive(.note(note)) }
    // A trip stops one run, not the next.
    defer { interrupt.reset() }
    do throws(Mistake) {
      try machine.run(
        program.tree, source: program.source, isInteractive: isInteractive, isWhole: runsOneProgram)
    } catch {
      throw advised(error, in: program)
    }
    return host.outcome
  }

  /// The mistakes that reading a text would give; empty when it can be run.
  public func check(_ text: String, name: String = "") -> [Mistake] {
    read(text, name: name).mistakes
  }

  /// The value of a variable as a Swift value; nil when there is none, or one of another kind.
  public func value<Result: Exchangeable>(_ name: String, as kind: Result.Type = Result.self)
    -> Result?
  {
    guard let value = machine.getGlobal(name) else { return nil }
    return Result.exchanged(value, in: machine)
  }

  /// Stores a Swift value under a name.
  public func set<Input: Exchangeable>(_ name: String, _ input: Input) throws(Mistake) {
    try machine.setGlobal(name, input.value(in: machine))
  }
}
