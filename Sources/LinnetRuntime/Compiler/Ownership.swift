import LinnetSyntax

/// Finds out which inputs a call may have for good: those that nothing reads any more.
///
/// A variable that is read for the last time as an input is moved: the function that is called owns it
/// and may change it in place. The analysis looks at the finished instructions of one function, so it
/// knows every way through it, whatever statement or value it was written as:
///
/// 1. Which registers are still read after each instruction (backwards to a fixed point); where a
///    mistake may be caught, what is read behind `otherwise` is read after it too.
/// 2. Which registers may hold the same object as another, or a part of it, without its being marked as
///    shared (forwards): such an object has two holders and is not given away.
///
/// The same makes a plain store of a variable that is not read again a move, not a second place.
struct Ownership {
  /// What the function's own inputs give on: they are the callee's when they are the function's.
  struct Result {
    var code: [UInt32]
    var claims: UInt32
    var passes: [Pass] = []
    var isAtomic = true
    /// Bit i: input i, or a part of it, may be read when another input has been changed.
    var loud: UInt32 = 0
  }

  let prototype: Prototype
  let parameterCount: Int
  let variableCount: Int
  let isProgram: Bool
  /// Calls of built-ins that change an input only when nothing can fail any more, by position.
  let atomicCalls: Set<Int>
  var result: Result
  var steps: [Step] = []
  /// The step at each position; -1 inside an instruction.
  var stepAt: [Int] = []
  var live: [RegisterSet] = []
  /// Whether each step stands in a loop.
  var isInLoop: [Bool] = []
  /// The step that a mistake in each step goes to, -1 for none, and the register it writes.
  var handlers: [(step: Int, register: Int)] = []
  /// What is read when the program ends, and when a mistake ends it.
  let atEnd: RegisterSet
  let atFailure: RegisterSet
  var reassigned = RegisterSet()

  init(
    code: [UInt32], claims: UInt32, prototype: Prototype, variableCount: Int, isProgram: Bool,
    atomicCalls: Set<Int>, atEnd: RegisterSet, atFailure: RegisterSet
  ) {
    self.prototype = prototype
    self.variableCount = variableCount
    self.isProgram = isProgram
    self.atomicCalls = atomicCalls
    self.atEnd = atEnd
    self.atFailure = atFailure
    parameterCount = prototype.body?.parameters.count ?? 0
    result = Result(code: code, claims: claims)
  }

  /// Looks through the function and marks its moves.
  static func find(_ ownership: Ownership) -> Result {
    var ownership = ownership
    ownership.decode()
    ownership.followHandlers()
    ownership.findLive()
    ownership.follow()
    ownership.findAtomic()
    return ownership.result
  }

  // MARK: Steps

  /// Reads the instructions.
  mutating func decode() {
    stepAt = [Int](repeating: -1, count: result.code.count + 1)
    var position = 0
    while position < result.code.count {
      var step = Step(at: position, in: result.code, prototype)
      if let exit = prototype.oddExits[position] { step.odd = (exit.register, exit.target) }
      if isProgram, step.opcode == .returnNothing { step.reads.formUnion(atEnd) }
      stepAt[position] = steps.count
      steps.append(step)
      position += 1 + step.words
    }
    var changes = [Int](repeating: 0, count: result.code.count + 1)
    for loop in prototype.loops {
      let end = min(loop.end - Prototype.Loop.slack, result.code.count)
      let start = max(loop.start, 0)
      guard start < end else { continue }
      changes[start] += 1
      changes[end] -= 1
    }
    var around = 0
    for place in changes.indices {
      around += changes[place]
      if stepAt[place] >= 0 { isInLoop.append(around > 0) }
    }
    for step in steps {
      for register in 0..<min(parameterCount, 32) where step.writes.contains(register) {
        reassigned.insert(register)
      }
      if step.opcode == .eachLoop || step.opcode == .countLoop {
        reassigned.insert(step.instruction.b)
      }
    }
  }

  /// The steps that may follow.
  func successors(_ step: Step) -> [Int] {
    var list: [Int] = []
    for target in step.targets where stepAt[target] >= 0 { list.append(stepAt[target]) }
    if let odd = step.odd, stepAt[odd.position] >= 0 { list.append(stepAt[odd.position]) }
    return list
  }

  /// Finds the `otherwise` that each step's mistakes go to, by following the ways through the function.
  mutating func followHandlers() {
    var nodes: [(outer: Int, step: Int, register: Int)] = [(0, -1, 0)]
    var nodeAt = [Int](repeating: -1, count: steps.count)
    var pending: [(step: Int, node: Int)] = steps.isEmpty ? [] : [(0, 0)]
    var made: [Int: Int] = [:]
    while let (index, node) = pending.popLast() {
      guard nodeAt[index] < 0 else { continue }
      nodeAt[index] = node
      var after = node
      let step = steps[index]
      if step.opcode == .tryBegin {
        let target = stepAt[step.handler(in: result.code)]
        if let known = made[index] {
          after = known
        } else {
          nodes.append((node, target, step.instruction.a))
          after = nodes.count - 1
          made[index] = after
        }
        if target >= 0 { pending.append((target, node)) }
      } else if step.opcode == .tryEnd {
        after = nodes[node].outer
      }
      for next in successors(step) where nodeAt[next] < 0 { pending.append((next, after)) }
    }
    handlers = nodeAt.map { $0 < 0 ? (-1, 0) : (nodes[$0].step, nodes[$0].register) }
  }

  // MARK: What is still read

  /// What may be read after a mistake in a step.
  func liveAfterFailure(_ index: Int) -> RegisterSet {
    let handler = handlers[index]
    if handler.step >= 0 {
      var set = live[handler.step]
      set.remove(handler.register)
      return set
    }
    guard !atFailure.isEmpty else { return RegisterSet() }
    return isInLoop[index] ? RegisterSet() : atFailure
  }

  /// What may be read after a step that went well.
  func liveAfter(_ index: Int) -> RegisterSet {
    var set = RegisterSet()
    let step = steps[index]
    for target in step.targets where stepAt[target] >= 0 { set.formUnion(live[stepAt[target]]) }
    if let odd = step.odd, stepAt[odd.position] >= 0 {
      var other = live[stepAt[odd.position]]
      other.remove(odd.register)
      set.formUnion(other)
    }
    return set
  }

  /// Finds what may still be read before each step.
  mutating func findLive() {
    live = [RegisterSet](repeating: RegisterSet(), count: steps.count)
    var isNew = true
    while isNew {
      isNew = false
      for index in stride(from: steps.count - 1, through: 0, by: -1) {
        let step = steps[index]
        var set = liveAfter(index)
        set.subtract(step.writes)
        set.formUnion(step.reads)
        if step.mayFail { set.formUnion(liveAfterFailure(index)) }
        if set != live[index] {
          live[index] = set
          isNew = true
        }
      }
    }
  }
}
