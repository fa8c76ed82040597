import LinnetSyntax

/// Whether a value was made by the step that gives it, or also has another place.
enum Freshness {
  /// A call's result, a calculation, a list as written: nobody else holds it.
  case fresh
  /// A variable, a part, an item: storing it means a second place.
  case borrowed
}

/// Writes the instructions of one function, or of a whole program.
final class FunctionBuilder {
  let unit: CompilationUnit
  let parent: FunctionBuilder?
  let scope: Scope
  let body: FunctionBody?
  let prototype: Prototype

  private(set) var code: [UInt32] = []
  private var constants: [Value] = []
  private var wholeConstants: [Int64: Int] = [:]
  private var decimalConstants: [UInt64: Int] = [:]
  private var textConstants: [String: Int] = [:]
  private var simpleConstants: [Int: Int] = [:]

  /// The register of each variable kept in one.
  var registers: [String: Int] = [:]
  /// Variables come first; temporaries above.
  private(set) var variableCount = 0
  /// The next free temporary.
  var next = 0
  private var highest = 0
  /// Variables that surely have a value here.
  var sure: RegisterSet = []
  var isDead = false
  /// Inputs that the function makes its own.
  private var claims: UInt32 = 0
  private(set) var captures: [Prototype.Capture] = []
  var loops: [LoopContext] = []
  var tryDepth = 0
  /// Blocks around this step.
  var blockDepth = 0
  /// Temporaries below here belong to the statements around the block.
  var blockBase = 0
  /// Loop variables around this step, at the top level of a program.
  var loopVariables: [(name: String, register: Int)] = []
  /// What the running store statement changes, when a call in it may have the old value.
  var moving: Moving?
  /// Calls of built-ins, by position: they change an input only when nothing can fail any more.
  var atomicCalls: Set<Int> = []
  /// Code for rare cases, written behind everything else.
  private var deferred: [Deferred] = []
  private(set) var depth = 0
  /// The place that the next instructions belong to.
  var place = Prototype.Place(span: Span(0, 0), node: nil)

  /// Registers for variables; the rest of 255 are temporaries.
  static let mostVariables = 200
  static let mostRegisters = 250
  static let deepest = 1200

  /// The labels of a loop for `stop` and `next`.
  struct LoopContext {
    var end: Label
    var again: Label
    var tryDepth: Int
  }

  /// A store statement whose old value dies with it.
  struct Moving {
    /// The register with the old value; -1 for a global.
    var register: Int
    /// The path as written, when it is not a plain variable.
    var path: Expression?
    /// False when only the built-in `append`, which cannot fail half-way, may change the old value.
    var isForCalls: Bool
    /// The name of a global.
    var global: String?
  }

  init(unit: CompilationUnit, parent: FunctionBuilder?, scope: Scope, body: FunctionBody?) {
    self.unit = unit
    self.parent = parent
    self.scope = scope
    self.body = body
    prototype = Prototype(body: body, source: unit.source)
    prototype.isLibrary = unit.isLibrary
  }

  /// True for the top level of a program.
  var isProgram: Bool { body == nil }
  var machine: Machine { unit.machine }

  // MARK: Whole functions

  /// Compiles a program's top level.
  func buildProgram(_ statements: [Statement]) throws(Mistake) -> Prototype {
    var kept: [String] = []
    for name in scope.locals where kept.count < Self.mostVariables && name != "it" {
      if !machine.readByFunctions.contains(try machine.slot(name)) { kept.append(name) }
    }
    for name in kept { registers[name] = registers.count }
    variableCount = kept.count
    next = variableCount
    highest = next
    if variableCount > 0 { emit(.clear, 0, variableCount) }
    for (register, name) in kept.enumerated() {
      let slot = try machine.slot(name)
      prototype.published.append((register, slot))
      if scope.outerReads.contains(name) { emit(.takeGlobal, register, wide: slot) }
    }
    prototype.registerNames = kept
    prototype.stores = scope.stores
    prototype.ownLoops = scope.loops
    for loop in scope.loops { machine.loopNames.insert(loop.name) }
    try block(statements)
    emit(.returnNothing)
    machine.prototypes.append(prototype)
    return try finish()
  }

  /// Compiles a function.
  func buildFunction() throws(Mistake) -> Prototype {
    guard scope.locals.count <= Self.mostVariables else {
      throw Mistake("too-crowded", [:], at: body?.nameSpan, in: unit.source)
    }
    for name in scope.locals { registers[name] = registers.count }
    variableCount = registers.count
    next = variableCount
    highest = next
    prototype.registerNames = scope.locals
    prototype.ownLoops = scope.loops
    place.span = body?.nameSpan ?? Span(0, 0)
    let parameters = body?.parameters ?? []
    for index in 0..<parameters.count {
      sure.insert(index)
      if index >= 32 { emit(.share, index) }
    }
    for (index, name) in scope.locals.enumerated().dropFirst(parameters.count)
    where scope.outerReads.contains(name) {
      // Perhaps read before it is stored: it starts as the enclosing function's value, or unset.
      if let capture = try parent?.capture(name, for: self) {
        emit(.loadCapture, index, capture)
        sure.insert(index)
      } else {
        emit(.clear, index, 1)
      }
    }
    for (index, parameter) in parameters.enumerated() {
      guard let standard = parameter.standard else { continue }
      let given = Label()
      emit(.isGiven, index)
      emitJumpWord(to: given)
      place = Prototype.Place(span: standard.span, node: standard)
      try value(standard, into: index, stores: true)
      bind(given)
    }
    try block(body?.block ?? [])
    emit(.returnNothing)
    return try finish()
  }

  private func finish() throws(Mistake) -> Prototype {
    var index = 0
    while index < deferred.count {
      let rare = deferred[index]
      next = rare.next
      sure = rare.sure
      place = rare.place
      loopVariables = rare.loopVariables
      moving = nil
      isDead = false
      try rare.write(self)
      index += 1
    }
    prototype.captures = captures
    for (place, exit) in oddExits {
      prototype.oddExits[place] = (exit.register, exit.label.position ?? 0)
    }
    prototype.loops.sort { $0.start < $1.start || ($0.start == $1.start && $0.end > $1.end) }
    var published = RegisterSet()
    for (register, _) in prototype.published { published.insert(register) }
    let result = Ownership.find(
      Ownership(
        code: code, claims: claims, prototype: prototype, variableCount: variableCount,
        isProgram: isProgram, atomicCalls: atomicCalls,
        atEnd: unit.isWhole ? RegisterSet() : published,
        atFailure: unit.isInteractive ? published : RegisterSet()))
    prototype.finish(result, constants: constants, registerCount: max(highest, 1) + 1)
    return prototype
  }

  // MARK: Names

  /// Where a name is found.
  enum Home {
    case register(Int)
    case capture(Int)
    case itself
    case fixed(Value)
    case global(Int)
  }

  func home(_ name: String) throws(Mistake) -> Home {
    if let register = registers[name] { return .register(register) }
    if !isProgram {
      if let parent, !parent.isProgram, name == body?.name { return .itself }
      if let parent, let index = try parent.capture(name, for: self) { return .capture(index) }
      if let value = unit.fixed[name] { return .fixed(value) }
      if unit.isLibrary, let value = machine.original(name) { return .fixed(value) }
    }
    return .global(try machine.slot(name))
  }

  /// The place among an inner function's captures of one of this function's names; nil for globals.
  private func capture(_ name: String, for inner: FunctionBuilder) throws(Mistake) -> Int? {
    if let known = inner.captures.firstIndex(where: { $0.name == name }) { return known }
    var found: Prototype.Capture?
    if isProgram {
      if let variable = loopVariables.last(where: { $0.name == name }) {
        found = Prototype.Capture(name: name, isLocal: true, index: variable.register)
      }
    } else if let register = registers[name] {
      found = Prototype.Capture(name: name, isLocal: true, index: register)
    } else {
      switch try home(name) {
      case .capture(let index):
        found = Prototype.Capture(name: name, isLocal: false, index: index)
      case .itself:
        // The running function itself lies just below the registers.
        found = Prototype.Capture(name: name, isLocal: true, index: -1)
      default: break
      }
    }
    guard let found else { return nil }
    inner.captures.append(found)
    return inner.captures.count - 1
  }

  /// Notes that the function makes an input its own.
  func claim(_ register: Int) {
    guard register >= 0, register < 32, register < (body?.parameters.count ?? 0) else { return }
    claims |= 1 << UInt32(register)
  }

  // MARK: Registers

  func temporary() throws(Mistake) -> Int {
    let register = next
    next += 1
    highest = max(highest, next)
    guard next <= Self.mostRegisters else {
      throw Mistake("too-crowded", [:], at: place.span, in: unit.source)
    }
    return register
  }

  func temporaries(_ count: Int) throws(Mistake) -> Int {
    let first = next
    for _ in 0..<count { _ = try temporary() }
    return first
  }

  /// Makes room for registers that an instruction uses without naming them.
  func reserve(upTo register: Int) { highest = max(highest, min(register, 254)) }

  /// Guards the compiler's own recursion.
  func deeper() throws(Mistake) {
    depth += 1
    if depth > Self.deepest { throw Mistake("too-deep", [:], at: place.span, in: unit.source) }
  }
  func shallower() { depth -= 1 }

  // MARK: Constants

  func constant(_ value: Value) -> Int {
    switch value {
    case .whole(let number): return known(&wholeConstants, number, value)
    case .decimal(let number): return known(&decimalConstants, number.bitPattern, value)
    case .nothing: return known(&simpleConstants, 0, value)
    case .missing: return known(&simpleConstants, 1, value)
    case .truth(let answer): return known(&simpleConstants, answer ? 2 : 3, value)
    case .absent, .date, .object:
      constants.append(value)
      return constants.count - 1
    }
  }

  private func known<Key>(_ table: inout [Key: Int], _ key: Key, _ value: Value) -> Int {
    if let index = table[key] { return index }
    constants.append(value)
    table[key] = constants.count - 1
    return constants.count - 1
  }

  func constant(_ text: String) -> Int {
    if let index = textConstants[text] { return index }
    constants.append(machine.heap.makeText(text))
    textConstants[text] = constants.count - 1
    return constants.count - 1
  }

  func load(_ index: Int, into target: Int) throws(Mistake) {
    guard index < 1 << 16 else {
      throw Mistake("too-crowded", [:], at: place.span, in: unit.source)
    }
    emit(.loadConstant, target, wide: index)
  }

  // MARK: Code

  var position: Int { code.count }

  private func add(_ word: UInt32) {
    code.append(word)
    prototype.places.append(place)
  }

  func emit(_ opcode: Opcode, _ a: Int = 0, _ b: Int = 0, _ c: Int = 0) {
    add(Instruction(opcode, a, b, c).raw)
  }
  func emit(_ opcode: Opcode, _ a: Int, wide: Int) { add(Instruction(opcode, a, wide: wide).raw) }
  func emit(word: UInt32) { add(word) }

  /// A place that jumps go to.
  final class Label {
    fileprivate(set) var position: Int?
    fileprivate var words: [Int] = []
    fileprivate var jumps: [Int] = []
    var isUsed: Bool { !words.isEmpty || !jumps.isEmpty }
  }

  func bind(_ label: Label) {
    label.position = position
    for word in label.words { code[word] = UInt32(bitPattern: Int32(position - word)) }
    for jump in label.jumps { patch(jump, to: position) }
  }

  private func patch(_ jump: Int, to target: Int) {
    code[jump] = code[jump] & 255 | UInt32(truncatingIfNeeded: target - jump - 1) << 8
  }

  /// The word of a jumping instruction: the distance from itself.
  func emitJumpWord(to label: Label) {
    label.words.append(position)
    add(0)
    if let target = label.position {
      code[position - 1] = UInt32(bitPattern: Int32(target - (position - 1)))
    }
  }

  func jump(to label: Label) {
    label.jumps.append(position)
    add(Instruction(label.position == nil ? .jump : .loop, far: 0).raw)
    if let target = label.position { patch(position - 1, to: target) }
  }

  /// Puts off rare code to the end of the function; registers and certainty are as they are now.
  func later(_ write: @escaping (FunctionBuilder) throws(Mistake) -> Void) {
    deferred.append(
      Deferred(
        next: next, sure: sure, place: place, loopVariables: loopVariables, write: write))
  }

  /// Code to be written at the end, with the state of the builder where it belongs.
  private struct Deferred {
    var next: Int
    var sure: RegisterSet
    var place: Prototype.Place
    var loopVariables: [(name: String, register: Int)]
    var write: (FunctionBuilder) throws(Mistake) -> Void
  }

  private(set) var oddExits: [(Int, (register: Int, label: Label))] = []

  /// Says where the question just written goes when its answer is neither true nor false.
  func addOddExit(_ odd: Odd, at position: Int) {
    oddExits.append((position, (odd.register, odd.label)))
  }

  /// Where a question goes with an answer that is neither true nor false.
  struct Odd {
    var register: Int
    var label: Label
  }
}
