import LinnetSyntax

/// Runs programs: a register machine with its heap, its globals and the world it may use.
///
/// One machine is one session: what a program stores is there for the next one. A machine belongs to one
/// thread at a time; only its `Interrupt` may be touched from elsewhere.
public final class Machine: Context {
  /// What the loop and the slow paths share, as one plain struct: no access to it is ever checked.
  struct State {
    var frame: UnsafeMutablePointer<Frame>
    var lastFrame: UnsafeMutablePointer<Frame>
    /// Registers from here on are free; set before the loop calls out.
    var top: UnsafeMutablePointer<Value>
    /// Registers below here and `Machine.margin` beyond hold values; more are made ready by `deepen`.
    var softEnd: UnsafeMutablePointer<Value>
    /// The place behind the instruction that called out.
    var pc: UnsafeMutablePointer<Instruction>
    var entry: UnsafeMutablePointer<Entry>?
    /// The registers of the function that called out.
    var base: UnsafeMutablePointer<Value>
    /// Turns and calls left until the next look at limits and the interrupt.
    var slice = 0
    /// Bit i: the function that is about to run owns its input i.
    var owned: UInt32 = 0
    var oddRegister = 0
    var oddTarget: UnsafeMutablePointer<Instruction>
    var oddValue = Value.missing
  }

  /// Where a failing step goes on.
  struct Handler {
    var pc: UnsafeMutablePointer<Instruction>
    var base: UnsafeMutablePointer<Value>
    var frame: UnsafeMutablePointer<Frame>
    var entry: UnsafeMutablePointer<Entry>
    var register: Int
  }

  /// A whole program that is running, with its variables in registers.
  struct Chunk {
    var prototype: Prototype
    var base: UnsafeMutablePointer<Value>
  }

  #if arch(wasm32)
  static let stackSize = 1 << 17
  #else
  static let stackSize = 1 << 21
  #endif
  /// Registers that a call may use beyond where it starts.
  static let margin = 1024
  #if arch(wasm32)
  /// Where the run that was left goes on; nil while none is.
  var nextTurn: Turn?
  /// How many slices have begun.
  var slicesBegun: UInt32 = 0
  /// Where the two halves of the loop meet.
  let quick = UnsafeMutablePointer<QuickPlace>.allocate(capacity: 1)
  #endif
  /// Calls and backward jumps between two looks at the limits.
  static let sliceLength = 4096
  /// Bytes of the programs that ran since the last collection of them.
  private var textsOfPrograms = 0
  /// How often the interrupt was looked at after a built-in.
  @exclusivity(unchecked) final var glances: UInt32 = 0
  static let globalCapacity = 1 << 14
  /// Runs inside runs (built-ins that call functions), which use the thread's own stack.
  static let nestingOfRuns = 120

  let state: UnsafeMutablePointer<State>
  let globals: UnsafeMutablePointer<Value>
  /// The built-ins' own values, for names stored over.
  let originals: UnsafeMutablePointer<Value>
  let haltCode: UnsafeMutablePointer<Instruction>
  let stack: UnsafeMutablePointer<Value>
  let frames: UnsafeMutablePointer<Frame>
  // The stack of calls back and forth changes these properties only from the machine's own thread, one
  // at a time, so the run-time check of overlapping accesses is left out where calls are frequent.
  @exclusivity(unchecked) var natives = Native.all
  var globalSlots: [String: Int] = [:]
  var slotNames: [String] = []
  /// Globals that a function reads; they are never kept in registers.
  var readByFunctions: Set<Int> = []
  var fieldNames: [String] = []
  var fieldNumbers: [String: UInt32] = [:]
  var appendIndex = -1

  @exclusivity(unchecked) var handlers: [Handler] = []
  var chunks: [Chunk] = []
  var prototypes: [Prototype] = []
  var snapshots: [Snapshot] = []
  /// How many snapshots were ever made.
  var snapshotCount = 0
  @exclusivity(unchecked) var runDepth = 0
  /// The mistake that a `try` caught last, so that failing with it again is the same mistake.
  var lastCaught: Mistake?
  /// True when no other program reads the variables of the one that runs.
  private(set) var runsWholeProgram = false
  /// Where files of `use` are read from, by their names.
  var usedFiles: Set<String> = []
  var filesInUse: [String] = []
  /// Sources that come with the language.
  var libraries: [Source] = []
  /// Functions that are defined when a program first names them.
  let library: MachineLibrary?
  var libraryFilesDefined: Set<Int> = []
  /// Whether this program was told that two numbers are shown alike.
  var hasNotedAlike = false
  /// Names that belonged to a loop at the top level of a program, for the words of a mistake.
  var loopNames: Set<String> = []
  var hiddenNoted: Set<String> = []
  /// The name that the newest statement of a session stored to; nil after any other statement.
  var lastStored: String?

  /// Makes a machine with nothing stored.
  public init(
    host: Host, limits: Limits = .unlimited, interrupt: Interrupt = Interrupt(),
    library: MachineLibrary? = nil
  ) {
    self.library = library
    globals = .allocate(capacity: Self.globalCapacity)
    originals = .allocate(capacity: Self.globalCapacity)
    haltCode = .allocate(capacity: 1)
    haltCode.initialize(to: Instruction(.halt))
    stack = .allocate(capacity: Self.stackSize)
    let depth = max(1, min(limits.callDepth, Limits.deepest))
    frames = .allocate(capacity: depth + 2 * Self.nestingOfRuns + 8)
    let ready = 4096
    stack.initialize(repeating: .nothing, count: ready)
    state = .allocate(capacity: 1)
    state.initialize(
      to: State(
        frame: frames, lastFrame: frames + depth, top: stack,
        softEnd: stack + (ready - Self.margin), pc: haltCode, base: stack,
        oddTarget: haltCode))
    super.init(host: host, limits: limits, interrupt: interrupt)
    _ = newSlot("it")
    for constant in Native.constants {
      let slot = newSlot(constant.name)
      globals[slot] = .decimal(constant.value)
      originals[slot] = .decimal(constant.value)
    }
    for (index, native) in natives.enumerated() {
      if native.name == "append" { appendIndex = index }
      let slot = newSlot(native.name)
      let value = heap.makeNative(index)
      globals[slot] = value
      originals[slot] = value
    }
  }

  // MARK: What built-in functions ask of the running program

  override func call(_ function: Value, _ inputs: UnsafeBufferPointer<Value>, owned: UInt32)
    throws(Mistake) -> Value
  {
    try callFunction(function, inputs, owned: owned)
  }

  override func compile(_ formula: Expression, inputs: [String], source: Source) throws(Mistake)
    -> Value
  {
    let unit = CompilationUnit(machine: self, source: source, isInteractive: false)
    return try unit.compile(formula, inputs: inputs)
  }

  override func remember(shown value: Value) {
    super.remember(shown: value)
    if case .nothing = value { return }
    if let slot = globalSlots["it"] { globals[slot] = value }
  }

  override func placed(_ mistake: Mistake) -> Mistake {
    guard mistake.source == nil, let entry = state.pointee.entry else { return mistake }
    return located(mistake, at: state.pointee.pc, entry, state.pointee.frame, frames)
  }

  override func libraryCall(asking function: String) -> String? {
    callIntoLibrary(asking: function)
  }

  override var runningStep: UnsafeMutableRawPointer? { UnsafeMutableRawPointer(state.pointee.pc) }

  override func currentNode() -> (node: Expression, source: Source)? { runningNode }

  override func global(_ name: String) -> Value? { known(name) }

  override func ownGlobal(_ name: String) -> Value? { knownOwn(name) }

  override public var globalNames: [String] { ownGlobals.map { $0.name } }

  override func nearestName(_ name: String) -> String? { nearestKnown(name) }

  override func verbCall(of step: Call, in source: Source) -> VerbCall? {
    guard let entry = state.pointee.entry else { return nil }
    let sites = entry.pointee.prototype.takeUnretainedValue().verbSites
    return sites.first { $0.call.callee === step.callee }
      .map { verbCall($0, .nothing, source, state.pointee.base) }
  }

  override func isOfWholeColumns(_ name: String, _ function: Value) -> Bool {
    seesWholeColumns(name, function)
  }

  override func isOriginal(_ name: String) -> Bool {
    globalSlots[name].map { isOwn($0) } != true
  }

  override func isOverBuiltIn(_ name: String) -> Bool {
    original(name) != nil && ownGlobal(name) != nil
  }

  deinit {
    #if arch(wasm32)
    quick.deallocate()
    #endif
    state.deallocate()
    globals.deallocate()
    originals.deallocate()
    haltCode.deallocate()
    stack.deallocate()
    frames.deallocate()
  }

  /// Testing aid: collects at every opportunity.
  public var collectsAlways: Bool {
    get { heap.collectsAlways }
    set { heap.collectsAlways = newValue }
  }

  /// Testing aid: cells, columns and letters are never changed where they are, but in a copy.
  public var copiesAlways: Bool {
    get { heap.copiesAlways }
    set { heap.copiesAlways = newValue }
  }

  /// Runs a program, or a line of a session.
  ///
  /// `isWhole` says that no other program will read its variables: what it does not name itself need not
  /// be there. What it stored before a mistake stays stored. A session's lines (`isInteractive`) keep the value of
  /// a name when a change of it fails half-way.
  public func run(
    _ tree: Tree, source: Source, isInteractive: Bool, isWhole: Bool = false
  ) throws(Mistake) {
    isStopping = false
    runsWholeProgram = isWhole && !isInteractive
    pieceRemarks = nil
    plannedLoads = PlannedLoads(in: tree, isWhole: isWhole && !isInteractive) { word in
      self.globalSlots[word].map { !self.isOwn($0) } ?? true
    }
    outputBytes = 0
    stepsTaken.pointee = 0
    state.pointee.slice = 0
    deadline = nil
    if let seconds = limits.deadline, let now = host.now() { deadline = now + seconds }
    usedFiles = isInteractive ? usedFiles : []
    filesInUse = []
    bothNoted = []
    let stored = lastStored
    letGoOfPrograms(source)
    do throws(Mistake) {
      try runProgram(tree, source: source, isInteractive: isInteractive)
    } catch {
      // A line that starts with `then` carries on from the last statement that worked.
      lastStored = Self.lastStored(of: tree, source, before: error, or: stored)
      throw error
    }
  }

  /// Lets go of the programs that have run, once their texts take much.
  ///
  /// The heap does not count them, so many cells of a notebook would pile up before it asks for a collection.
  private func letGoOfPrograms(_ source: Source) {
    guard chunks.isEmpty else { return }
    textsOfPrograms += source.bytes.count + 2000
    guard textsOfPrograms > 4 << 20 else { return }
    textsOfPrograms = 0
    collectGarbage()
  }

  /// The name that the last statement before a mistake stored to; nil after any other statement.
  private static func lastStored(
    of tree: Tree, _ source: Source, before mistake: Mistake, or earlier: String?
  ) -> String? {
    var stored = earlier
    guard let place = mistake.span?.start, mistake.source.map({ $0 === source }) ?? true else {
      return stored
    }
    for statement in tree.statements where statement.span.end <= place {
      switch statement.form {
      case .store(let target, _): stored = target.storedName
      case .carryOn: break
      default: stored = nil
      }
    }
    return stored
  }

  /// Compiles and runs a program on the registers that are free.
  func runProgram(_ tree: Tree, source: Source, isInteractive: Bool) throws(Mistake) {
    let unit = CompilationUnit(machine: self, source: source, isInteractive: isInteractive)
    let prototype = try unit.compile(tree)
    for note in unit.notes { host.receive(.note(note)) }
    let place = state.pointee.top
    place.pointee = heap.makeFunction(prototype.entry, captures: nil, count: 0)
    if chunks.isEmpty { hasNotedAlike = false }
    chunks.append(Chunk(prototype: prototype, base: place + 1))
    var failed: Mistake?
    do throws(Mistake) { _ = try start(prototype.entry, at: place + 1) } catch { failed = error }
    publish()
    if let failed { throw failed }
  }

  /// Stores the variables of the innermost program, which were registers, as globals.
  private func publish() {
    guard let chunk = chunks.popLast() else { return }
    for (register, global) in chunk.prototype.published {
      let value = chunk.base[register]
      if case .absent = value {
        if case .absent = globals[global] { globals[global] = originals[global] }
      } else {
        globals[global] = value
      }
    }
  }

  /// Runs a function on free registers, as a run of its own.
  ///
  /// Bit i of `owned`: nobody but the function holds input i.
  func start(
    _ entry: UnsafeMutablePointer<Entry>, at base: UnsafeMutablePointer<Value>, owned: UInt32 = 0
  ) throws(Mistake) -> Value {
    guard runDepth < Self.nestingOfRuns else { throw tooDeep() }
    let (top, pc, entryBefore) = (state.pointee.top, state.pointee.pc, state.pointee.entry)
    let baseBefore = state.pointee.base
    runDepth += 1
    defer {
      runDepth -= 1
      state.pointee.top = top
      state.pointee.pc = pc
      state.pointee.entry = entryBefore
      state.pointee.base = baseBefore
    }
    if state.pointee.frame >= state.pointee.lastFrame || base >= state.pointee.softEnd {
      try deepen(base, state.pointee.frame)
    }
    #if arch(wasm32)
    return try runInTurns(entry, at: base, owned: owned)
    #else
    return try run(entry, at: base, owned: owned)
    #endif
  }
}
