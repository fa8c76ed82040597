/// Marking the moves.
extension Ownership {
  /// Marks the inputs of a call, or the source of a store, that are moved.
  mutating func decide(_ index: Int, _ state: Holders, _ after: RegisterSet) {
    let step = steps[index]
    if step.opcode == .moveShare {
      return decideStore(index, state, after)
    }
    if step.changesInPlace { listen(step, state, after) }
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
      var twins: UInt8 = 0
      if isHeldElsewhere(variable, besides: register, state, others) {
        // Given twice: the callee may change the first if it then leaves the others alone.
        for other in input + 1..<max(min(count, 8), input + 1)
        where state.borrowed[a + 1 + other]?.contains(variable) == true {
          twins |= 1 << UInt8(other)
          others.remove(a + 1 + other)
        }
        guard twins != 0, !isHeldElsewhere(variable, besides: register, state, others) else {
          continue
        }
        pass.twins[input] = twins
      }
      if variable < parameterCount, variable >= 32 { continue }
      if variable < parameterCount, result.claims & (1 << UInt32(variable)) == 0 {
        if reassigned.contains(variable) {
          result.claims |= 1 << UInt32(variable)
        } else {
          pass.parameters[input] = UInt8(variable)
        }
      }
      if isKept { pass.tentative |= 1 << UInt32(input) }
      if isKept || twins != 0 || pass.parameters[input] != Pass.own {
        pass.inputs |= 1 << UInt32(input)
      } else {
        owned |= 1 << UInt32(input)
      }
    }
    var opcode = step.opcode
    if pass.inputs != 0, result.passes.count < Pass.most {
      if opcode == .call { opcode = .callPassing }
      if opcode == .callGlobal { opcode = .callGlobalPassing }
    }
    result.code[step.position] = Instruction(opcode, a, count, Int(owned)).raw
    if pass.inputs != 0, result.passes.count < Pass.most {
      result.passes.append(pass)
      let shift: UInt32 = step.opcode == .callSite ? 16 : 14
      result.code[step.position + 1] |= UInt32(result.passes.count) << shift
    }
    if owned != 0 || pass.inputs != 0 {
      var read = after
      if !atomicCalls.contains(step.position) { read.formUnion(step.reads) }
      listen(step, state, read)
    }
  }

  /// Notes which inputs are read when or after a step changes one.
  private mutating func listen(_ step: Step, _ state: Holders, _ read: RegisterSet) {
    for input in 0..<min(parameterCount, 32) {
      if read.contains(input) {
        result.loud |= 1 << UInt32(input)
        continue
      }
      for (register, sources) in state.borrowed where sources.contains(input) {
        // What goes into the change itself is not read any more.
        if read.contains(register) { result.loud |= 1 << UInt32(input) }
      }
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

  /// Finds out whether nothing can fail any more behind a change.
  mutating func findAtomic() {
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
