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
  }

  /// Registers that may hold an object unmarked beside its own place, and plain copies of variables.
  private struct Holders: Equatable {
    var borrowed: [Int: RegisterSet] = [:]
    var copies: [Int: Int] = [:]

    mutating func forget(_ register: Int) {
      borrowed[register] = nil
      copies[register] = nil
      for (copy, variable) in copies where variable == register { copies[copy] = nil }
    }

    /// Takes over what also may be; true when that is news.
    mutating func join(_ other: Holders) -> Bool {
      let before = self
      for (register, sources) in other.borrowed {
        borrowed[register, default: RegisterSet()].formUnion(sources)
      }
      for (copy, variable) in copies where other.copies[copy] != variable { copies[copy] = nil }
      return self != before
    }
  }

  private let prototype: Prototype
  private let parameterCount: Int
  private let variableCount: Int
  private let isProgram: Bool
  /// Calls of built-ins that change an input only when nothing can fail any more, by position.
  private let atomicCalls: Set<Int>
  private var result: Result
  private var steps: [Step] = []
  /// The step at each position; -1 inside an instruction.
  private var stepAt: [Int] = []
  private var live: [RegisterSet] = []
  /// Whether each step stands in a loop.
  private var isInLoop: [Bool] = []
  /// The step that a mistake in each step goes to, -1 for none, and the register it writes.
  private var handlers: [(step: Int, register: Int)] = []
  /// What is read when the program ends, and when a mistake ends it.
  private let atEnd: RegisterSet
  private let atFailure: RegisterSet
  private var reassigned = RegisterSet()

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

  private mutating func decode() {
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

  private func successors(_ step: Step) -> [Int] {
    var list: [Int] = []
    for target in step.targets where stepAt[target] >= 0 { list.append(stepAt[target]) }
    if let odd = step.odd, stepAt[odd.position] >= 0 { list.append(stepAt[odd.position]) }
    return list
  }

  /// Finds the `otherwise` that each step's mistakes go to, by following the ways through the function.
  private mutating func followHandlers() {
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
  private func liveAfterFailure(_ index: Int) -> RegisterSet {
    let handler = handlers[index]
    if handler.step >= 0 {
      var set = live[handler.step]
      set.remove(handler.register)
      return set
    }
    guard !atFailure.isEmpty else { return RegisterSet() }
    return isInLoop[index] ? RegisterSet() : atFailure
  }

  private func liveAfter(_ index: Int) -> RegisterSet {
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

  private mutating func findLive() {
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

  // MARK: Who holds what

  private mutating func follow() {
    guard !steps.isEmpty else { return }
    var isLeader = [Bool](repeating: false, count: steps.count)
    isLeader[0] = true
    for (index, step) in steps.enumerated() {
      for next in successors(step) where next != index + 1 || step.targets.count > 1 {
        isLeader[next] = true
      }
      if step.opcode == .tryBegin, case let target = stepAt[step.handler(in: result.code)],
        target >= 0
      {
        isLeader[target] = true
      }
    }
    var states: [Int: Holders] = [0: Holders()]
    var pending = [0]
    while let leader = pending.popLast() {
      guard var state = states[leader] else { continue }
      walk(from: leader, &state, isLeader, decides: false) { next, state in
        if states[next] == nil {
          states[next] = state
          pending.append(next)
        } else if states[next]?.join(state) == true {
          pending.append(next)
        }
      }
    }
    for leader in states.keys.sorted() {
      guard var state = states[leader] else { continue }
      walk(from: leader, &state, isLeader, decides: true) { _, _ in }
    }
  }

  private mutating func walk(
    from leader: Int, _ state: inout Holders, _ isLeader: [Bool], decides: Bool,
    _ reach: (Int, Holders) -> Void
  ) {
    var index = leader
    while true {
      let step = steps[index]
      if step.mayFail, handlers[index].step >= 0 {
        var failed = state
        failed.copies = [:]
        reach(handlers[index].step, failed)
      }
      let after = liveAfter(index)
      if decides { decide(index, state, after) }
      apply(step, &state, after)
      let next = successors(step)
      if next.count == 1, next[0] == index + 1, !isLeader[index + 1] {
        index += 1
        continue
      }
      var reached = state
      for register in reached.borrowed.keys where !after.contains(register) {
        reached.borrowed[register] = nil
      }
      for register in reached.copies.keys where !after.contains(register) {
        reached.copies[register] = nil
      }
      for target in next { reach(target, reached) }
      return
    }
  }

  private func apply(_ step: Step, _ state: inout Holders, _ after: RegisterSet) {
    let (a, b) = (step.instruction.a, step.instruction.b)
    switch step.opcode {
    case .move, .moveShare:
      var sources = state.borrowed[b] ?? RegisterSet()
      // What is not read again holds nothing.
      if after.contains(b) {
        if step.opcode == .moveShare { sources = RegisterSet() } else { sources.insert(b) }
      }
      let copied = b < variableCount ? b : state.copies[b]
      if a == b { return }
      state.forget(a)
      if !sources.isEmpty { state.borrowed[a] = sources }
      // The place of the copy: it stands for the variable, also when that is not read again.
      if step.opcode == .move, let copied, copied != a {
        state.copies[a] = copied
        state.borrowed[a, default: RegisterSet()].insert(copied)
      }
    case .getIndex, .getItem, .getField, .ownIndex, .ownField:
      var sources = state.borrowed[b] ?? RegisterSet()
      sources.insert(b)
      if a != b { state.forget(a) }
      state.copies[a] = nil
      state.borrowed[a] = sources
    case .callVerb, .checkSet, .eachPrepare, .repeatLoop, .repeatPrepare, .setIndex, .setItem,
      .setField, .setIndexDeep, .setFieldDeep, .extendList:
      break
    case .eachLoop, .countLoop:
      state.forget(b)
    case .countPrepare:
      for register in a..<a + 5 { state.forget(register) }
    case .clear:
      for register in a..<a + b { state.forget(register) }
    default:
      if step.writes.contains(a) { state.forget(a) }
    }
    if let odd = step.odd { state.forget(odd.register) }
  }

  /// Whether another register that is read later may hold a variable's object, or a part of it.
  private func isHeldElsewhere(
    _ variable: Int, besides copy: Int, _ state: Holders, _ live: RegisterSet
  ) -> Bool {
    for (register, sources) in state.borrowed
    where register != copy && register != variable && live.contains(register)
      && sources.contains(variable)
    {
      return true
    }
    if let own = state.borrowed[variable] {
      // The variable itself may be a second holder.
      for register in 0..<256 where own.contains(register) && live.contains(register) {
        if register != copy { return true }
      }
    }
    return false
  }

  // MARK: Moves

  private mutating func decide(_ index: Int, _ state: Holders, _ after: RegisterSet) {
    let step = steps[index]
    if step.opcode == .moveShare {
      return decideStore(index, state, after)
    }
    guard step.isCall, step.instruction.b > 0 else { return }
    let (a, count) = (step.instruction.a, step.instruction.b)
    var owned = UInt32(step.instruction.c)
    var pass = Pass()
    let later = liveAfterFailure(index)
    for input in 0..<min(count, 8) where owned & (1 << UInt32(input)) == 0 {
      let register = a + 1 + input
      guard let variable = state.copies[register] else { continue }
      guard !after.contains(variable) || step.writes.contains(variable) else { continue }
      let isKept = !atomicCalls.contains(step.position) && later.contains(variable)
      // The other inputs of the call are read by it.
      var others = after
      others.remove(a)
      for other in 0..<count where other != input { others.insert(a + 1 + other) }
      if isHeldElsewhere(variable, besides: register, state, others) { continue }
      if variable < parameterCount, variable >= 32 { continue }
      if variable < parameterCount, result.claims & (1 << UInt32(variable)) == 0 {
        if reassigned.contains(variable) {
          result.claims |= 1 << UInt32(variable)
        } else {
          pass.parameters[input] = UInt8(variable)
        }
      }
      if isKept { pass.tentative |= 1 << UInt32(input) }
      if isKept || pass.parameters[input] != Pass.own {
        pass.inputs |= 1 << UInt32(input)
      } else {
        owned |= 1 << UInt32(input)
      }
    }
    result.code[step.position] =
      Instruction(
        step.opcode, a, count, Int(owned)
      ).raw
    if pass.inputs != 0, result.passes.count < Pass.most {
      result.passes.append(pass)
      let shift: UInt32 = step.opcode == .callSite ? 16 : 14
      result.code[step.position + 1] |= UInt32(result.passes.count) << shift
    }
  }

  private mutating func decideStore(_ index: Int, _ state: Holders, _ after: RegisterSet) {
    let step = steps[index]
    let (a, b) = (step.instruction.a, step.instruction.b)
    guard b < variableCount, a != b, !after.contains(b) else { return }
    // An input that is not claimed may be somebody else's.
    if b < parameterCount, b >= 32 || result.claims & (1 << UInt32(b)) == 0 { return }
    if !atFailure.isEmpty { return }
    if isHeldElsewhere(b, besides: a, state, after) { return }
    result.code[step.position] = Instruction(.move, a, b, 0).raw
  }

  // MARK: Functions that fail before they change anything

  private mutating func findAtomic() {
    var seen = [Bool](repeating: false, count: steps.count)
    var pending: [Int] = []
    for step in steps {
      var changes = step.changesInPlace
      if step.isCall {
        let isGiving =
          Instruction(raw: result.code[step.position]).c != 0
          || result.code[step.position + 1] >> (step.opcode == .callSite ? 16 : 14) != 0
        if isGiving, !atomicCalls.contains(step.position) {
          result.isAtomic = false
          return
        }
        changes = isGiving
      }
      if changes { pending += successors(step) }
    }
    while let index = pending.popLast() {
      guard !seen[index] else { continue }
      seen[index] = true
      if steps[index].mayFail {
        result.isAtomic = false
        return
      }
      pending += successors(steps[index])
    }
  }
}

/// Inputs of a call that the callee owns only when something is so that is known when it runs.
struct Pass {
  /// The mark of an input that is a variable of the function's own.
  static let own: UInt8 = 255
  /// How many a function can have; further calls do without.
  static let most = 1 << 15

  /// Bit i: input i is meant.
  var inputs: UInt32 = 0
  /// Bit i: input i is read again if the call fails, so the callee must change nothing before it may fail.
  var tentative: UInt32 = 0
  /// Which input of the running function each is: the function gives it on when it owns it.
  var parameters = SIMD8<UInt8>(repeating: Pass.own)
}
