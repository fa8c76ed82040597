import LinnetSyntax

/// Storing: names, and paths such as `bodies[i].vx`.
extension FunctionBuilder {
  func store(_ target: Expression, _ expression: Expression) throws(Mistake) {
    if case .name(let name) = target.form {
      if isProgram { machine.lastStored = target.storedName }
      // A value leaves the built-in in reach: `name(…)` still calls it.
      if case .function = expression.form { unit.noteHiding(name, at: target.span) }
      try storeName(name, expression)
    } else {
      // `zs.gap = …` changes `zs`, and a line that carries on means it.
      if isProgram { machine.lastStored = target.storedName }
      try storePath(target, expression)
    }
    place.span = target.span
  }

  /// Whether a function called in a store statement may have the old value to change.
  ///
  /// Not where a mistake half-way could be caught here, or where a session goes on after it.
  private var movesIntoCalls: Bool {
    tryDepth == 0 && !(isProgram && unit.isInteractive && loops.isEmpty)
  }

  private func storeName(_ name: String, _ expression: Expression) throws(Mistake) {
    if let register = registers[name] {
      moving = Moving(register: register, path: nil, isForCalls: movesIntoCalls, global: nil)
      try value(expression, into: register, stores: true)
      moving = nil
      sure.insert(register)
      return
    }
    let slot = try machine.slot(name)
    // A function that runs now may read a global; `append` does not.
    let isFree =
      movesIntoCalls && unit.readers?.mayRead(name, in: Resolver.names(in: expression)) == false
    moving = Moving(register: -1, path: nil, isForCalls: isFree, global: name)
    let (register, _) = try temporaryValue(expression, stores: true)
    moving = nil
    emit(.storeGlobal, register, wide: slot)
  }

  /// `xs then f a` as the call it means.
  private func asCall(_ expression: Expression) -> Expression {
    guard case .pipe(let input, let step) = expression.form else { return expression }
    let first = Argument(label: .none, value: input)
    switch step.form {
    case .call(let call) where call.groups.isEmpty:
      let whole = Call(
        callee: call.callee, arguments: [first] + call.arguments, style: call.style)
      return Expression(.call(whole), expression.span)
    case .name:
      return Expression(
        .call(Call(callee: step, arguments: [first], style: .command)), expression.span)
    default: return expression
    }
  }

  /// One step of a path.
  private enum Key {
    case part(UInt32)
    case item(Int)
    case position(Int)
  }

  private func storePath(_ target: Expression, _ expression: Expression) throws(Mistake) {
    guard let (name, rootSpan) = Resolver.root(target) else {
      throw Mistake("store-target", [:], at: target.span, in: unit.source)
    }
    // The new value and the positions first; then nothing can happen between looking and changing.
    var steps: [(expression: Expression, key: Key)] = []
    var path = target
    var written: [Expression] = []
    while true {
      if case .name = path.form { break }
      written.insert(path, at: 0)
      switch path.form {
      case .index(let base, _), .part(let base, _, _): path = base
      default: break
      }
    }
    let call = asCall(expression)
    let isMoving = usesItself(call, target) && isSimple(target)
    var expression = isMoving ? call : expression
    var standIns: [String] = []
    if isMoving { (expression, standIns) = try workedOut(expression, root: name) }
    defer { for word in standIns { registers[word] = nil } }
    var valueRegister = -1
    if !isMoving {
      let mark = next
      if case .name(let other) = expression.form, other != name, let register = registers[other] {
        try checkSure(other, register, expression)
        emit(.share, register)
        valueRegister = register
      } else {
        // `xs[1][1] = xs`: the value stays what it is now while `xs` becomes a copy of its own.
        valueRegister = try temporaryValue(expression, stores: true).register
        next = max(mark, valueRegister + 1)
      }
    }
    for step in written {
      place = Prototype.Place(span: step.span, node: step)
      switch step.form {
      case .part(_, let part, _): steps.append((step, .part(machine.fieldNumber(part))))
      case .index(_, let index):
        if case .whole(let number) = index.form, number > 0, number < 256 {
          steps.append((step, .position(Int(number))))
        } else {
          steps.append((step, .item(try operand(index))))
        }
      default: break
      }
    }
    // The variable itself.
    let root: Int
    var slot: Int?
    let rootExpression = Expression(.name(name), rootSpan)
    if let register = registers[name] {
      try checkSure(name, register, rootExpression)
      root = register
      claim(register)
    } else {
      root = try temporary()
      try value(rootExpression, into: root)
      if case .global(let global) = try home(name) { slot = global }
    }
    let done = Label()
    // Down to the object that holds what changes.
    var holders = [root]
    let cell = steps.count > 1 ? cellName(steps[steps.count - 2].expression) : nil
    for (level, step) in steps.dropLast().enumerated() {
      if !isMoving, level == steps.count - 2, let cell {
        try setCell(cell, steps[level + 1].key, of: holders[level], to: valueRegister, done)
      }
      let child = try temporary()
      place = Prototype.Place(span: step.expression.span, node: step.expression)
      try own(step.key, of: holders[holders.count - 1], into: child)
      holders.append(child)
    }
    if isMoving, let last = steps.last {
      let old = try temporary()
      place = Prototype.Place(span: last.expression.span, node: last.expression)
      try own(last.key, of: holders[holders.count - 1], into: old)
      moving = Moving(
        register: old, path: target, isForCalls: movesIntoCalls && slot == nil, global: nil)
      valueRegister = try temporaryValue(expression, stores: true).register
      moving = nil
      if let cell {
        try setCell(cell, last.key, of: holders[holders.count - 2], to: valueRegister, done)
      }
    }
    for (level, step) in steps.enumerated().reversed() {
      place = Prototype.Place(span: step.expression.span, node: step.expression)
      try set(
        step.key, of: holders[level], to: valueRegister,
        skip: level == steps.count - 1 && level > 0 ? done : nil)
      valueRegister = holders[level]
    }
    bind(done)
    if let slot { emit(.storeGlobal, root, wide: slot) }
  }

  /// A call with the inputs after the first worked out, where they mention the variable that changes.
  ///
  /// `xs[1] = append(xs[1], [xs])` must put in `xs` as it was: what holds it is made, and `xs` marked,
  /// before the path is made its own. Names that nobody can write stand for those inputs.
  private func workedOut(_ expression: Expression, root: String) throws(Mistake) -> (
    Expression, [String]
  ) {
    guard case .call(var call) = expression.form else { return (expression, []) }
    var words: [String] = []
    for index in call.arguments.indices.dropFirst() {
      let input = call.arguments[index].value
      let alone = Call(
        callee: input, arguments: [Argument(label: .none, value: input)], style: .brackets)
      guard Resolver.names(in: alone).contains(root) else { continue }
      let mark = next
      let isPart = Resolver.root(input)?.name == root
      let register = try temporaryValue(input, stores: isPart).register
      next = max(mark, register + 1)
      let word = "input \(index)"
      registers[word] = register
      words.append(word)
      call.arguments[index].value = Expression(.name(word), input.span)
    }
    if words.isEmpty { return (expression, []) }
    return (Expression(.call(call), expression.span), words)
  }

  private func own(_ key: Key, of holder: Int, into target: Int) throws(Mistake) {
    switch key {
    case .part(let number):
      emit(.ownField, target, holder)
      emit(word: .max)
      emit(word: number)
    case .item(let register): emit(.ownIndex, target, holder, register)
    case .position(let number):
      let register = try temporary()
      emit(.loadWhole, register, wide: number)
      emit(.ownIndex, target, holder, register)
    }
  }

  /// The number of the name of the column that a step may go to: `.x` and `["x"]`.
  private func cellName(_ step: Expression) -> UInt32? {
    switch step.form {
    case .part(_, let name, _): return machine.fieldNumber(name)
    case .index(_, let index):
      guard case .text(let parts) = index.form, parts.count == 1,
        case .literal(let name) = parts[0]
      else { return nil }
      return machine.fieldNumber(name)
    default: return nil
    }
  }

  /// `holder.name[key] = value` in one step where the holder is a table that can be changed in place.
  private func setCell(_ name: UInt32, _ key: Key, of holder: Int, to value: Int, _ done: Label)
    throws(Mistake)
  {
    let row: Int
    switch key {
    case .part: return
    case .item(let register): row = register
    case .position(let number):
      row = try temporary()
      emit(.loadWhole, row, wide: number)
    }
    emit(.setCell, holder, row, value)
    emit(word: name)
    emitJumpWord(to: done)
  }

  /// `holder[key] = value`; with `skip`, goes there when the holder was changed in place.
  private func set(_ key: Key, of holder: Int, to value: Int, skip: Label?) throws(Mistake) {
    switch key {
    case .part(let number):
      emit(skip == nil ? .setField : .setFieldDeep, holder, 0, value)
      emit(word: .max)
      emit(word: number)
      if let skip { emitJumpWord(to: skip) }
    case .item(let register):
      emit(skip == nil ? .setIndex : .setIndexDeep, holder, register, value)
      if let skip { emitJumpWord(to: skip) }
    case .position(let number):
      if skip == nil {
        emit(.setItem, holder, number, value)
      } else {
        let register = try temporary()
        emit(.loadWhole, register, wide: number)
        try set(.item(register), of: holder, to: value, skip: skip)
      }
    }
  }

  /// Whether the value is a call that is given what it replaces: `r.items = append(r.items, v)`.
  private func usesItself(_ expression: Expression, _ target: Expression) -> Bool {
    let first: Expression
    switch expression.form {
    case .call(let call):
      guard let argument = call.arguments.first, case .none = argument.label,
        case .name(let name) = call.callee.form, Verb.all[name] == nil || name == "append"
      else { return false }
      first = argument.value
    default: return false
    }
    return samePath(first, target)
  }

  /// Whether two paths are written alike, with nothing in them that could differ or do something.
  func samePath(_ first: Expression, _ second: Expression) -> Bool {
    switch (first.form, second.form) {
    case (.name(let p), .name(let q)): p == q
    case (.whole(let p), .whole(let q)): p == q
    case (.decimal(let p), .decimal(let q)): p == q
    case (.text(let p), .text(let q)): sameText(p, q)
    case (.binary(let p, let left, let right, _), .binary(let q, let otherLeft, let otherRight, _)):
      p == q && samePath(left, otherLeft) && samePath(right, otherRight)
    case (.unary(let p, let inner), .unary(let q, let other)): p == q && samePath(inner, other)
    case (.index(let base, let index), .index(let otherBase, let otherIndex)):
      samePath(base, otherBase) && samePath(index, otherIndex)
    case (.part(let base, let name, _), .part(let otherBase, let otherName, _)):
      name == otherName && samePath(base, otherBase)
    default: false
    }
  }

  private func sameText(_ first: [TextPart], _ second: [TextPart]) -> Bool {
    guard first.count == second.count else { return false }
    for (p, q) in zip(first, second) {
      switch (p, q) {
      case (.literal(let p), .literal(let q)): if p != q { return false }
      case (.filled(let p), .filled(let q)): if !samePath(p, q) { return false }
      default: return false
      }
    }
    return true
  }

  private func isSimple(_ path: Expression) -> Bool { samePath(path, path) }
}

extension Expression {
  /// The variable that a store to this place changes: `zs` for `zs`, `zs.gap` and `zs[1]`.
  var storedName: String? {
    switch form {
    case .name(let name): name
    case .part(let base, _, _), .index(let base, _): base.storedName
    default: nil
    }
  }
}
