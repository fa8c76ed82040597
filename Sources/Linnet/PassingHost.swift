/// A host that passes everything on to another one; subclasses change a part of the world.
open class PassingHost: Host {
  /// The host behind.
  public let inner: Host

  /// Makes a host in front of another.
  public init(over inner: Host) {
    self.inner = inner
    super.init()
  }

  /// Asks the host behind.
  open override func read(_ path: String) throws(Mistake) -> [UInt8] { try inner.read(path) }

  /// Asks the host behind.
  open override func source(_ path: String) -> ByteSource? { inner.source(path) }

  /// Asks the host behind.
  open override func write(_ bytes: [UInt8], to path: String) throws(Mistake) {
    try inner.write(bytes, to: path)
  }

  /// Asks the host behind.
  open override func names(besides path: String) -> [String] { inner.names(besides: path) }

  /// Asks the host behind.
  open override func unpack(_ bytes: [UInt8], path: String) throws(Mistake) -> [UInt8] {
    try inner.unpack(bytes, path: path)
  }

  /// Asks the host behind.
  open override func decompress(_ bytes: ArraySlice<UInt8>, codec: Codec, size: Int?)
    throws(Mistake) -> [UInt8]
  {
    try inner.decompress(bytes, codec: codec, size: size)
  }

  /// Asks the host behind.
  open override func database(_ request: DatabaseRequest) throws(DataMistake) -> LoadedTable? {
    try inner.database(request)
  }

  /// Asks the host behind.
  open override func now() -> Double? { inner.now() }

  /// Asks the host behind.
  open override func wait(seconds: Double) { inner.wait(seconds: seconds) }

  /// Asks the host behind.
  open override var workers: Workers { inner.workers }

  /// Asks the host behind.
  open override func ask(_ question: String) -> String? { inner.ask(question) }

  /// Asks the host behind.
  open override func control(_ control: Control) -> Control.Setting? { inner.control(control) }

  /// Asks the host behind.
  open override func randomSeed() -> UInt64 { inner.randomSeed() }

  /// Asks the host behind.
  open override var roomForList: Int? { inner.roomForList }

  /// Passes an event on, the value of a line as such.
  open override func receive(_ event: Event) {
    if isAnswer { inner.receive(answer: event) } else { inner.receive(event) }
  }

  /// True while the event at hand is the value of a line.
  private var isAnswer = false

  /// Takes the value of a line, by way of `receive`: who overrides that gets everything.
  public final override func receive(answer event: Event) {
    isAnswer = true
    defer { isAnswer = false }
    receive(event)
  }
}

/// A host whose events go to a closure, and that remembers what a run said.
final class SessionHost: PassingHost {
  private let sink: ((Event) -> Void)?
  /// What the current run has handed over so far.
  var outcome = Outcome()

  init(over inner: Host, sink: ((Event) -> Void)?) {
    self.sink = sink
    super.init(over: inner)
  }

  override func receive(_ event: Event) {
    note(event)
    if let sink { sink(event) } else { super.receive(event) }
  }

  private func note(_ event: Event) {
    switch event {
    case .text(let text), .table(_, let text):
      outcome.lastText = text
      outcome.shown += 1
    case .picture: outcome.shown += 1
    case .note(let note): outcome.notes.append(note)
    case .account, .saved, .progress: break
    }
  }
}

/// What a run did, for a program that embeds the language.
public struct Outcome: Sendable {
  /// How many texts, tables and pictures were shown.
  public var shown = 0
  /// The last text or table that was shown, as a script prints it; nil when nothing was.
  public var lastText: String?
  /// The remarks on the way.
  public var notes: [Note] = []

  /// Makes the outcome of a run that did nothing.
  public init() {}
}
