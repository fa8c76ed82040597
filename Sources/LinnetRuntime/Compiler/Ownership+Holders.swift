/// Registers that may hold an object unmarked beside its own place, and plain copies of variables.
struct Holders: Equatable {
  /// What each register may have its object, or the whole of it, from.
  var borrowed: [Int: RegisterSet] = [:]
  /// Registers that are copies of a variable.
  var copies: [Int: Int] = [:]

  /// Leaves out a register that has a new value.
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

/// Who holds what, and what that allows.
extension Ownership {
  /// Follows what registers hold through the function, then decides for each call.
  mutating func follow() {
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
      .setField, .setIndexDeep, .setFieldDeep, .setCell, .extendList:
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
  func isHeldElsewhere(
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
}
