import LinnetData
import LinnetSyntax

/// What built-in functions and verbs may do: make values and look into them, count their work, ask for memory,
/// remark on something, call a function they were given, and ask the host.
///
/// The machine is one. Of its registers, frames and instructions nothing is to be seen here, so a built-in cannot
/// come to depend on them; what only a running program knows, it answers through the methods below *The running
/// program*.
public class Context {
  final let heap = Heap()
  /// The world.
  public final let host: Host
  /// What programs may use up.
  public final let limits: Limits
  /// Stops a run from any thread.
  public final let interrupt: Interrupt
  /// What built-in functions remember between calls, such as the random generator.
  final let builtins = BuiltinState()
  /// The built-in that a row formula calls right now, so that a mistake speaks of its inputs.
  final var rowCall: RowCall?
  /// Turns and calls in slices handed out so far, and the work of built-ins.
  final let stepsTaken: UnsafeMutablePointer<Int>
  /// When the run has to be over, in the host's seconds.
  final var deadline: Double?
  /// True while a limit or an interrupt unwinds the program; nothing catches that.
  @exclusivity(unchecked) final var isStopping = false
  /// True while the value of a line on its own is shown.
  final var isAnswering = false
  /// Letters shown so far.
  final var outputBytes = 0
  @exclusivity(unchecked) final var protected: [Value] = []
  /// Parts that were worked out since the last collection.
  @exclusivity(unchecked) final var recentParts = RecentParts()
  /// The value of each column of a table that was read since the last collection.
  @exclusivity(unchecked) final var columnValues: [ObjectIdentifier: Value] = [:]
  /// What the running program does with the tables it loads.
  final var plannedLoads = PlannedLoads()
  /// Testing aid: files longer than two of these are read window by window.
  public final var windowBytes = 4 << 20
  /// Collects remarks on the pieces of a table instead of handing them on; nil at all other times.
  final var pieceRemarks: PieceRemarks?
  /// What was told about the last file that was read as one of many.
  final var lastReading: String?
  /// Names of columns that are variables too, of which this program has been told.
  final var bothNoted: Set<String> = []
  /// True once the session has been told that this host has no sliders.
  final var hasToldOfControls = false
  /// The value shown last, which `it` stands for.
  public internal(set) final var lastShown: Value?

  /// The picture that a function drew last; it means something while `lastShown` is that picture.
  final var lastDrawn: ObjectRef?

  /// A context with nothing in it yet.
  init(host: Host, limits: Limits, interrupt: Interrupt) {
    self.host = host
    self.limits = limits
    self.interrupt = interrupt
    heap.limit = limits.memory
    stepsTaken = .allocate(capacity: 1)
    stepsTaken.initialize(to: 0)
  }

  deinit { stepsTaken.deallocate() }

  // MARK: The running program

  /// Calls a function; bit i of `owned`: nobody else holds input i, so the function may change it.
  func call(_ function: Value, _ inputs: UnsafeBufferPointer<Value>, owned: UInt32)
    throws(Mistake) -> Value
  {
    preconditionFailure("only a machine calls functions")
  }

  /// A function of the language made at run time from a row formula, its bare names as inputs.
  func compile(_ formula: Expression, inputs: [String], source: Source) throws(Mistake) -> Value {
    preconditionFailure("only a machine compiles")
  }

  /// Keeps a value as `it`, the last one shown.
  func remember(shown value: Value) {
    if case .nothing = value { return }
    lastShown = value.shared()
  }

  /// A mistake or remark with the place of the running step, unless it has one.
  func placed(_ mistake: Mistake) -> Mistake { mistake }

  /// The program's own call that led into a function of the library, which asks a statistic; nil outside of one.
  func libraryCall(asking function: String) -> String? { nil }

  /// The running step, as an address that no other step has.
  var runningStep: UnsafeMutableRawPointer? { nil }

  /// The expression that the running step belongs to.
  func currentNode() -> (node: Expression, source: Source)? { nil }

  /// The value of a global variable or function, the user's own before the built-in; nil if unknown.
  func global(_ name: String) -> Value? { nil }

  /// The value of a variable or function of the user's; nil for every other name.
  func ownGlobal(_ name: String) -> Value? { nil }

  /// The names of all global variables and the user's functions, for suggestions and completion.
  public var globalNames: [String] { [] }

  /// The nearest name that has a value; nil when none is near.
  func nearestName(_ name: String) -> String? { nil }

  /// A step of the running function as it would be done, with the local variables it mentions; nil for others.
  func verbCall(of step: Call, in source: Source) -> VerbCall? { nil }

  /// Whether a function in a formula about rows sees whole columns.
  func isOfWholeColumns(_ name: String, _ function: Value) -> Bool { false }

  /// True for a name under which the program has stored nothing.
  func isOriginal(_ name: String) -> Bool { true }

  /// Whether the program has stored something under the name of a built-in.
  func isOverBuiltIn(_ name: String) -> Bool { false }
}

extension Context {
  /// Calls a function of the language or a built-in with inputs in order.
  @inline(__always)
  public func call(_ function: Value, _ inputs: [Value]) throws(Mistake) -> Value {
    try call(function, inputs, owned: 0)
  }

  /// The same; bit i of `owned`: nobody else holds input i, so the function may change it.
  ///
  /// Inlined, so that inputs written as a list take no memory of their own.
  @inline(__always)
  func call(_ function: Value, _ inputs: [Value], owned: UInt32) throws(Mistake) -> Value {
    try inputs.withUnsafeBufferPointer { (buffer) throws(Mistake) -> Value in
      try call(function, buffer, owned: owned)
    }
  }

  /// Keeps a value alive across calls back into the program until `unprotect`.
  func protect(_ value: Value) { protected.append(value) }

  /// True for a picture that was drawn when it was made, by the line or input that gives it.
  func isDrawn(_ value: Value) -> Bool {
    guard let picture = value.object(.picture), picture == lastDrawn,
      lastShown?.object(.picture) == picture
    else { return false }
    return true
  }

  /// Forgets the newest `count` protected values.
  func unprotect(_ count: Int) { protected.removeLast(min(count, protected.count)) }
}
