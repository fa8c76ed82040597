import LinnetSyntax

/// Statements.
extension FunctionBuilder {
  func block(_ statements: [Statement]) throws(Mistake) {
    for statement in statements {
      next = max(variableCount, blockBase)
      place = Prototype.Place(span: statement.span, node: nil)
      try self.statement(statement)
    }
  }

  /// A block inside a statement: temporaries that the statement holds stay.
  private func innerBlock(_ statements: [Statement]) throws(Mistake) {
    try deeper()
    defer { shallower() }
    let saved = blockBase
    blockBase = next
    try block(statements)
    next = blockBase
    blockBase = saved
  }

  private func statement(_ statement: Statement) throws(Mistake) {
    switch statement.form {
    case .value(let expression): try line(expression)
    case .store(let target, let expression): try store(target, expression)
    case .carryOn(let step): try carryOn(step)
    case .branch(let branches, let otherwise): try choice(branches, otherwise)
    case .repetition(let count, let block):
      try repetition(count, block, statement.span)
    case .each(let name, _, let collection, let block):
      if case .binary(.range, let from, let to, _) = collection.form {
        try counting(name, from, to, nil, block, "for", statement.span)
      } else if case .steps(let from, let to, let by) = collection.form {
        try counting(name, from, to, by, block, "for", statement.span)
      } else {
        try each(name, collection, block, statement.span)
      }
    case .counting(let name, _, let from, let to, let by, let block):
      try counting(name, from, to, by, block, "for", statement.span)
    case .loop(let question, let block): try whileLoop(question, block, statement.span)
    case .stop, .next: try leave(statement)
    case .result(let expression): try result(expression)
    case .define(let body): try define(body)
    case .attempt(let block, let problem, _, let otherwise):
      try attempt(block, problem, otherwise)
    case .fail(let expression):
      let register = try operand(expression)
      emit(.fail, register)
    case .expect(let question, let message): try expect(question, message)
    case .use(let path, let span):
      prototype.useSites.append((path, span))
      emit(.use, 0, wide: prototype.useSites.count - 1)
    }
  }

  /// A value on a line of its own: shown at top level, else only worked out.
  private func line(_ expression: Expression) throws(Mistake) {
    if isProgram { machine.lastStored = nil }
    let (register, _) = try temporaryValue(expression)
    // Deep inside blocks nothing is shown without `show`.
    if isProgram, loops.isEmpty, tryDepth == 0, blockDepth == 0 {
      place = Prototype.Place(span: expression.span, node: expression)
      emit(.showTop, register)
    }
  }

  /// `then keep …` at the start of a typed line.
  private func carryOn(_ step: Expression) throws(Mistake) {
    let span = place.span
    let name = machine.lastStored ?? "it"
    let input = Expression(.name(name), Span(span.start, span.start))
    let whole = Expression(.pipe(input: input, step: step), span)
    if machine.lastStored != nil {
      try store(input, whole)
      emit(.noteStored, 0, wide: try machine.slot(name))
    } else {
      try line(whole)
    }
  }

  // MARK: Choices

  private func choice(_ branches: [Branch], _ otherwise: [Statement]?) throws(Mistake) {
    let end = Label()
    var result: (sure: RegisterSet, isDead: Bool)?
    blockDepth += 1
    defer { blockDepth -= 1 }
    for (index, branch) in branches.enumerated() {
      let following = Label()
      try self.branch(branch.question, when: false, to: following)
      let before = sure
      try innerBlock(branch.block)
      if index < branches.count - 1 || otherwise != nil, !isDead { jump(to: end) }
      result = joined(result, (sure, isDead))
      sure = before
      isDead = false
      bind(following)
    }
    if let otherwise { try innerBlock(otherwise) }
    let final = joined(result, (sure, isDead))
    sure = final.sure
    isDead = final.isDead
    bind(end)
  }

  private func joined(
    _ first: (sure: RegisterSet, isDead: Bool)?, _ second: (sure: RegisterSet, isDead: Bool)
  ) -> (sure: RegisterSet, isDead: Bool) {
    guard let first, !first.isDead else { return second }
    if second.isDead { return first }
    return (first.sure.intersection(second.sure), false)
  }

  // MARK: Loops

  private func loopBody(
    _ block: [Statement], again: Label, end: Label, word: String, span: Span,
    variable: (name: String, register: Int)? = nil
  ) throws(Mistake) {
    // The limits are looked at just after the jump back, one word before the block.
    let start = position - 1
    let before = sure
    loops.append(LoopContext(end: end, again: again, tryDepth: tryDepth))
    if let variable, isProgram { loopVariables.append(variable) }
    blockDepth += 1
    try innerBlock(block)
    blockDepth -= 1
    if variable != nil, isProgram { loopVariables.removeLast() }
    loops.removeLast()
    sure = before
    isDead = false
    prototype.loops.append(
      Prototype.Loop(start: start, end: position + Prototype.Loop.slack, word: word, span: span))
  }

  private func whileLoop(_ question: Expression, _ block: [Statement], _ span: Span)
    throws(Mistake)
  {
    let body = Label()
    let again = Label()
    let end = Label()
    if case .truth(true) = question.form {} else { jump(to: again) }
    bind(body)
    try loopBody(block, again: again, end: end, word: "while", span: span)
    place = Prototype.Place(span: question.span, node: question)
    bind(again)
    try branch(question, when: true, to: body)
    bind(end)
  }

  private func repetition(_ count: Expression, _ block: [Statement], _ span: Span)
    throws(Mistake)
  {
    let body = Label()
    let again = Label()
    let end = Label()
    let register = try temporary()
    _ = try value(count, into: register)
    place = Prototype.Place(span: count.span, node: count)
    emit(.repeatPrepare, register)
    emitJumpWord(to: end)
    bind(body)
    try loopBody(block, again: again, end: end, word: "repeat", span: span)
    bind(again)
    emit(.repeatLoop, register)
    emitJumpWord(to: body)
    bind(end)
  }

  /// The register that a loop puts its values in, and how they get from there to the variable.
  private func loopVariable(_ name: String) throws(Mistake) -> (register: Int, slot: Int?) {
    if let register = registers[name] { return (register, nil) }
    return (try temporary(), try machine.slot(name))
  }

  /// Keeps what a name holds before a loop makes it its own; gives back the register.
  private func keepBefore(_ variable: Int, _ slot: Int?) throws(Mistake) -> Int {
    let kept = try temporary()
    if let slot { emit(.takeGlobal, kept, wide: slot) } else { emit(.move, kept, variable) }
    return kept
  }

  /// Gives a name back what it held before the loop, also when that was nothing.
  private func bringBack(_ kept: Int, _ variable: Int, _ slot: Int?) {
    if let slot { emit(.storeGlobal, kept, wide: slot) } else { emit(.move, variable, kept) }
  }

  private func counting(
    _ name: String, _ from: Expression, _ to: Expression, _ by: Expression?, _ block: [Statement],
    _ word: String, _ span: Span
  ) throws(Mistake) {
    let body = Label()
    let again = Label()
    let end = Label()
    let state = try temporaries(5)
    let (variable, slot) = try loopVariable(name)
    let mark = next
    _ = try value(from, into: state)
    next = mark
    _ = try value(to, into: state + 1)
    next = mark
    if let by { _ = try value(by, into: state + 2) } else { emit(.loadWhole, state + 2, wide: 1) }
    next = mark
    place = Prototype.Place(span: from.span.joined(by?.span ?? to.span), node: nil)
    let kept = try keepBefore(variable, slot)
    emit(.countPrepare, state)
    emitJumpWord(to: end)
    jump(to: again)
    bind(body)
    if let slot { emit(.storeGlobal, variable, wide: slot) }
    let before = sure
    if slot == nil { sure.insert(variable) }
    try loopBody(
      block, again: again, end: end, word: word, span: span, variable: (name, variable))
    sure = before
    bind(again)
    emit(.countLoop, state, variable)
    emitJumpWord(to: body)
    bind(end)
    bringBack(kept, variable, slot)
  }

  private func each(
    _ name: String, _ collection: Expression, _ block: [Statement], _ span: Span
  ) throws(Mistake) {
    let body = Label()
    let again = Label()
    let end = Label()
    let state = try temporaries(2)
    let (variable, slot) = try loopVariable(name)
    let mark = next
    // The loop goes through the collection as it was: a second place, if the block changes it.
    var stores = false
    if let (root, _) = Resolver.root(collection) {
      let changed = Resolver.changed(in: block)
      stores = changed.contains(root) || root == name
    }
    _ = try value(collection, into: state, stores: stores)
    next = mark
    place = Prototype.Place(span: collection.span, node: collection)
    let kept = try keepBefore(variable, slot)
    emit(.eachPrepare, state)
    emitJumpWord(to: end)
    jump(to: again)
    bind(body)
    if let slot { emit(.storeGlobal, variable, wide: slot) }
    let before = sure
    if slot == nil { sure.insert(variable) }
    try loopBody(
      block, again: again, end: end, word: "for", span: span, variable: (name, variable))
    sure = before
    bind(again)
    place = Prototype.Place(span: collection.span, node: collection)
    emit(.eachLoop, state, variable)
    emitJumpWord(to: body)
    bind(end)
    bringBack(kept, variable, slot)
  }

  private func leave(_ statement: Statement) throws(Mistake) {
    var isStop = false
    if case .stop = statement.form { isStop = true }
    guard let loop = loops.last else {
      throw Mistake(
        "outside-loop", ["word": isStop ? "stop" : "next"], at: statement.span, in: unit.source)
    }
    for _ in loop.tryDepth..<tryDepth { emit(.tryEnd) }
    jump(to: isStop ? loop.end : loop.again)
    isDead = true
  }

  // MARK: Functions

  private func result(_ expression: Expression?) throws(Mistake) {
    guard !isProgram else {
      throw Mistake("outside-function", [:], at: place.span, in: unit.source)
    }
    guard let expression else {
      for _ in 0..<tryDepth { emit(.tryEnd) }
      emit(.returnNothing)
      isDead = true
      return
    }
    let register: Int
    if case .name(let name) = expression.form, let variable = registers[name] {
      // A variable dies with its function, so this is a move; an input must be owned for that.
      try checkSure(name, variable, expression)
      claim(variable)
      register = variable
    } else {
      register = try temporaryValue(expression, stores: true).register
    }
    for _ in 0..<tryDepth { emit(.tryEnd) }
    emit(.return, register)
    isDead = true
  }

  private func define(_ body: FunctionBody) throws(Mistake) {
    guard let name = body.name else { return }
    if isProgram { machine.lastStored = nil }
    unit.noteHiding(name, at: body.nameSpan)
    if let register = registers[name] {
      try closure(body, into: register)
      sure.insert(register)
    } else {
      let register = try temporary()
      try closure(body, into: register)
      emit(.storeGlobal, register, wide: try machine.slot(name))
    }
  }

  // MARK: Failing and catching

  private func attempt(_ block: [Statement], _ problem: String?, _ otherwise: [Statement])
    throws(Mistake)
  {
    let handler = Label()
    let end = Label()
    let register = try temporary()
    let before = sure
    blockDepth += 1
    defer { blockDepth -= 1 }
    emit(.tryBegin, register)
    emitJumpWord(to: handler)
    tryDepth += 1
    try innerBlock(block)
    tryDepth -= 1
    let after = (sure: sure, isDead: isDead)
    if !isDead {
      emit(.tryEnd)
      jump(to: end)
    }
    bind(handler)
    sure = before
    isDead = false
    if let problem {
      if let variable = registers[problem] {
        emit(.move, variable, register)
        sure.insert(variable)
      } else {
        emit(.storeGlobal, register, wide: try machine.slot(problem))
      }
    }
    try innerBlock(otherwise)
    let final = joined(after, (sure, isDead))
    sure = final.sure
    isDead = final.isDead
    bind(end)
  }

  private func expect(_ question: Expression, _ message: Expression?) throws(Mistake) {
    let met = Label()
    try branch(question, when: true, to: met)
    let before = sure
    place = Prototype.Place(span: question.span, node: question)
    if let message {
      let (register, _) = try temporaryValue(message)
      place = Prototype.Place(span: question.span, node: question)
      emit(.expect, register, 1)
    } else {
      emit(.expect, 0, 0)
    }
    sure = before
    bind(met)
  }
}
