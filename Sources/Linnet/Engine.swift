import Synchronization

/// The language with an application's own words: set up once, shared by any number of sessions.
///
/// ```swift
/// let engine = Engine(limits: .lesson)
/// engine.define("beam_energy", 7000)
/// engine.define("hello") { (name: String) in "Hello \(name)" }
/// let session = engine.session { event in … }
/// try session.run("show hello(\"muon\")")
/// ```
///
/// An engine may be used from any thread. A word defined after a session was made is seen by the
/// sessions made from then on.
public final class Engine: @unchecked Sendable {
  /// What a session may use up.
  public let limits: Limits
  /// The application's own words, in the order they were defined.
  private var words: [Word] = []
  /// Guards `words`; held for a few instructions only, so waiting in a loop is right.
  private let isBusy = Atomic(false)

  /// A word of the application: a value, or a function.
  enum Word: Sendable {
    case number(name: String, Double)
    case text(name: String, String)
    case truth(name: String, Bool)
    case function(Native)

    var name: String {
      switch self {
      case .number(let name, _), .text(let name, _), .truth(let name, _): name
      case .function(let native): native.name
      }
    }
  }

  /// Makes an engine that knows the language's own words.
  public init(limits: Limits = .unlimited) { self.limits = limits }

  /// Gives a number a name that every program knows.
  public func define(_ name: String, _ number: Double) { add(.number(name: name, number)) }

  /// Gives a text a name that every program knows.
  public func define(_ name: String, _ text: String) { add(.text(name: name, text)) }

  /// Gives true or false a name that every program knows.
  public func define(_ name: String, _ truth: Bool) { add(.truth(name: name, truth)) }

  /// Adds a function in its raw form: inputs as values of the language, options, help and all.
  public func define(_ native: Native) { add(.function(native)) }

  /// A session with its own variables, heap and output.
  ///
  /// Its programs see the world that `host` gives, without one nothing. `interrupt` stops a run from
  /// another thread. `receive` takes what programs show; without it, the host does.
  public func session(
    host: Host = Host(), interrupt: Interrupt = Interrupt(), receive: ((Event) -> Void)? = nil
  ) -> Session {
    Session(engine: self, host: host, interrupt: interrupt, receive: receive)
  }

  /// Reads a program without running it.
  public func read(_ text: String, name: String = "", firstLine: Int = 1) -> Program {
    Program(Source(text, name: name, firstLine: firstLine), limits: limits)
  }

  /// The application's words at this moment.
  var definedWords: [Word] { locked { words } }

  /// An engine with the same words and other limits, to try a line in.
  func trying(_ limits: Limits) -> Engine {
    let engine = Engine(limits: limits)
    engine.words = definedWords
    return engine
  }

  private func add(_ word: Word) {
    locked {
      words.removeAll { $0.name == word.name }
      words.append(word)
    }
  }

  private func locked<Result>(_ body: () -> Result) -> Result {
    while isBusy.exchange(true, ordering: .acquiring) {}
    let result = body()
    isBusy.store(false, ordering: .releasing)
    return result
  }
}
