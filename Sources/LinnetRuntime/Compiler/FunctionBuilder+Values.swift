import LinnetSyntax

/// Values: names, calculations, lists, texts.
extension FunctionBuilder {
  /// Works out a value in a register of the builder's choice: a variable's own where it is one.
  func operand(_ expression: Expression) throws(Mistake) -> Int {
    if case .name(let name) = expression.form, let register = registers[name] {
      try checkSure(name, register, expression)
      return register
    }
    let register = try temporary()
    _ = try value(expression, into: register)
    return register
  }

  /// As `operand`, in the register that the whole calculation goes to where that is a temporary.
  ///
  /// So a long chain such as `a + b + c + …` needs one register, not one for each sign.
  func firstOperand(_ expression: Expression, for target: Int) throws(Mistake) -> Int {
    if case .name(let name) = expression.form, registers[name] != nil {
      return try operand(expression)
    }
    guard target >= variableCount else { return try operand(expression) }
    _ = try value(expression, into: target)
    return target
  }

  /// Works out a value in a new temporary.
  func temporaryValue(_ expression: Expression, stores: Bool = false) throws(Mistake) -> (
    register: Int, freshness: Freshness
  ) {
    let register = try temporary()
    return (register, try value(expression, into: register, stores: stores))
  }

  /// Makes sure that a variable in a register has a value before it is read.
  func checkSure(_ name: String, _ register: Int, _ expression: Expression) throws(Mistake) {
    guard scope.outerReads.contains(name), !sure.contains(register), !isDead else { return }
    let saved = place
    place = Prototype.Place(span: expression.span, node: expression)
    emit(.checkSet, register)
    emit(word: UInt32(try machine.slot(name)))
    place = saved
    sure.insert(register)
  }

  /// Works out a value in a given register, which only the last instruction writes.
  ///
  /// With `stores` the value is about to get a place of its own: what is borrowed is marked as shared.
  @discardableResult
  func value(_ expression: Expression, into target: Int, stores: Bool = false) throws(Mistake)
    -> Freshness
  {
    try deeper()
    defer { shallower() }
    let savedPlace = place
    place = Prototype.Place(span: expression.span, node: expression)
    let savedNext = next
    // Only the outermost call of a store statement may have the old value.
    let moving = self.moving
    self.moving = nil
    defer {
      place = savedPlace
      next = savedNext
    }
    switch expression.form {
    case .whole(let number):
      if let small = Int16(exactly: number) {
        emit(.loadWhole, target, wide: Int(small))
      } else {
        try load(constant(.whole(number)), into: target)
      }
    case .decimal(let number): try load(constant(.decimal(number)), into: target)
    case .truth(let answer): try load(constant(.truth(answer)), into: target)
    case .missing: try load(constant(.missing), into: target)
    case .nothing: try load(constant(.nothing), into: target)
    case .text(let parts): try text(parts, into: target)
    case .name(let name): return try self.name(name, expression, into: target, stores: stores)
    case .list(let items): try list(items, into: target)
    case .call(let call):
      // `choose` hands on one of its inputs as it is.
      let freshness = try self.call(
        call, first: nil, expression, into: target, moving: moving, stores: stores)
      if stores, freshness == .borrowed { emit(.share, target) }
      return freshness
    case .pipe(let input, let step):
      let freshness = try pipe(input, step, expression, into: target, moving: moving)
      if stores, freshness == .borrowed { emit(.share, target) }
      return freshness
    case .index(let base, let index):
      try self.index(base, index, into: target, stores: stores)
      return .borrowed
    case .part(let base, let name, _):
      let register = try firstOperand(base, for: target)
      emit(stores ? .getFieldShare : .getField, target, register)
      emit(word: .max)
      emit(word: machine.fieldNumber(name))
      return .borrowed
    case .unary(let operation, let inner):
      if operation == .minus, let number = negated(inner) {
        try load(constant(number), into: target)
      } else {
        let register = try firstOperand(inner, for: target)
        emit(operation == .minus ? .negate : .not, target, register)
      }
    case .binary(let operation, let left, let right, _):
      try binary(operation, left, right, expression, into: target)
    case .chain(let first, let rest): try chain(first, rest, into: target)
    case .steps(let from, let to, let by): try ofThree(from, to, by, into: target, .steps)
    case .comparison(let first, let rest): try comparison(first, rest, into: target)
    case .near(let left, let right, let within, let isRelative):
      let x = try operand(left)
      let y = try operand(right)
      var word: UInt32 = isRelative ? 2 : 0
      if let within { word |= 1 | UInt32(try operand(within)) << 8 }
      emit(.near, target, x, y)
      emit(word: word)
    case .isMissing(let inner, let isNegated):
      let register = try firstOperand(inner, for: target)
      emit(.isMissing, target, register, isNegated ? 1 : 0)
    case .choice(let choices, let otherwise):
      return try choice(choices, otherwise, into: target, stores: stores)
    case .function(let body): try closure(body, into: target)
    }
    return .fresh
  }

  private func negated(_ expression: Expression) -> Value? {
    switch expression.form {
    case .whole(let number): number == Int64.min ? nil : .whole(-number)
    case .decimal(let number): .decimal(-number)
    default: nil
    }
  }

  private func name(
    _ name: String, _ expression: Expression, into target: Int, stores: Bool
  ) throws(Mistake) -> Freshness {
    switch try home(name) {
    case .register(let register):
      try checkSure(name, register, expression)
      if register != target { emit(stores ? .moveShare : .move, target, register) }
      return .borrowed
    case .capture(let index):
      emit(.loadCapture, target, index)
      return .borrowed
    case .itself:
      emit(.loadSelf, target)
      return .borrowed
    case .fixed(let value):
      try load(constant(value), into: target)
      return .borrowed
    case .global(let slot):
      emit(.loadGlobal, target, wide: slot)
      if stores { emit(.share, target) }
      return .borrowed
    }
  }

  /// A function written here; its captures are taken when this runs.
  func closure(_ body: FunctionBody, into target: Int) throws(Mistake) {
    guard let scope = unit.scope(of: body) else { return }
    let builder = FunctionBuilder(unit: unit, parent: self, scope: scope, body: body)
    prototype.nested.append(try builder.buildFunction())
    let number = prototype.nested.count - 1
    machine.prototypes.append(prototype.nested[number])
    // Captured variables that may be unset stay so: reading them then says what is wrong.
    emit(.closure, target, wide: number)
  }

  // MARK: Calculations

  private func binary(
    _ operation: BinaryOperator, _ left: Expression, _ right: Expression, _ node: Expression,
    into target: Int
  ) throws(Mistake) {
    if operation == .and || operation == .or {
      return try joined(operation, left, right, node, into: target)
    }
    try calculate(operation, try firstOperand(left, for: target), right, into: target)
  }

  /// A calculation whose left side is in a register already.
  func calculate(
    _ operation: BinaryOperator, _ x: Int, _ right: Expression, into target: Int
  ) throws(Mistake) {
    if let number = numberConstant(right) {
      if try binaryConstant(operation, x, number, into: target) { return }
    }
    let y = try operand(right)
    let opcode: Opcode
    switch operation {
    case .add: opcode = .add
    case .subtract: opcode = .subtract
    case .multiply: opcode = .multiply
    case .divide: opcode = .divide
    case .modulo: opcode = .modulo
    case .wholeDivide: opcode = .wholeDivide
    case .power: opcode = .power
    case .range, .plusMinus, .and, .or:
      emit(.operate, target, x, y)
      emit(word: UInt32(operation.rawValue))
      return
    }
    emit(opcode, target, x, y)
  }

  /// A number written down, perhaps with a minus.
  func numberConstant(_ expression: Expression) -> Value? {
    switch expression.form {
    case .whole(let number): .whole(number)
    case .decimal(let number): .decimal(number)
    case .unary(.minus, let inner): negated(inner)
    default: nil
    }
  }

  private func binaryConstant(
    _ operation: BinaryOperator, _ x: Int, _ number: Value, into target: Int
  ) throws(Mistake) -> Bool {
    if case .whole(let small) = number, small > -128, small < 128 {
      if operation == .add, small >= 0 {
        emit(.addImmediate, target, x, Int(small))
        return true
      }
      if operation == .subtract, small > 0 {
        emit(.addImmediate, target, x, Int(-small))
        return true
      }
    }
    let opcode: Opcode
    switch operation {
    case .add: opcode = .addConstant
    case .subtract: opcode = .subtractConstant
    case .multiply: opcode = .multiplyConstant
    case .divide:
      if case .whole(0) = number { return false }
      if case .decimal(0) = number { return false }
      opcode = .divideConstant
    case .modulo: opcode = .moduloConstant
    case .wholeDivide: opcode = .wholeDivideConstant
    case .power: opcode = .powerConstant
    default: return false
    }
    let index = constant(number)
    guard index < 256 else { return false }
    emit(opcode, target, x, index)
    return true
  }

  /// `and`, `or` as a value: the right side is only worked out when the left does not decide.
  private func joined(
    _ operation: BinaryOperator, _ left: Expression, _ right: Expression, _ node: Expression,
    into target: Int
  ) throws(Mistake) {
    // Written twice, so never straight into a variable that the right side may read.
    let register = try temporary()
    let done = Label()
    _ = try value(left, into: register)
    emit(operation == .and ? .isAndDone : .isOrDone, register)
    emitJumpWord(to: done)
    let before = sure
    let other = try operand(right)
    sure = before
    emit(.operate, register, register, other)
    emit(word: UInt32(operation.rawValue))
    bind(done)
    emit(.move, target, register)
  }

  /// `a < b <= c` as a value; each operand is worked out once, and a chain stops at the first no.
  private func comparison(_ first: Expression, _ rest: [ComparisonLink], into target: Int)
    throws(Mistake)
  {
    guard rest.count > 1 else {
      if let (from, to) = rest[0].ends {
        let question: TernaryOperation = rest[0].comparison == .isIn ? .isBetween : .isNotBetween
        return try ofThree(first, from, to, into: target, question)
      }
      let x = try operand(first)
      let y = try operand(rest[0].operand)
      emit(.compare, target, x, y)
      emit(word: UInt32(rest[0].comparison.rawValue))
      return
    }
    let result = try temporary()
    let other = try temporary()
    let done = Label()
    var left = try operand(first)
    for (index, link) in rest.enumerated() {
      var right = left
      if let (from, to) = link.ends {
        let start = try temporaries(3)
        emit(.move, start, left)
        _ = try value(from, into: start + 1)
        _ = try value(to, into: start + 2)
        emit(
          .ofThree, index == 0 ? result : other, start,
          (link.comparison == .isIn ? TernaryOperation.isBetween : .isNotBetween).rawValue)
        if index < rest.count - 1 { right = try operand(link.operand) }
      } else {
        right = try operand(link.operand)
        emit(.compare, index == 0 ? result : other, left, right)
        emit(word: UInt32(link.comparison.rawValue))
      }
      if index > 0 {
        emit(.operate, result, result, other)
        emit(word: UInt32(BinaryOperator.and.rawValue))
      }
      if index < rest.count - 1 {
        emit(.isAndDone, result)
        emitJumpWord(to: done)
      }
      left = right
    }
    bind(done)
    emit(.move, target, result)
  }

  /// Work on three values in a row of registers.
  private func ofThree(
    _ first: Expression, _ second: Expression, _ third: Expression, into target: Int,
    _ operation: TernaryOperation
  ) throws(Mistake) {
    let start = next
    for part in [first, second, third] { _ = try temporaryValue(part) }
    emit(.ofThree, target, start, operation.rawValue)
  }

  // MARK: Lists, texts, items

  private func list(_ items: [Expression], into target: Int) throws(Mistake) {
    let batch = 40
    let first = next
    for item in items.prefix(batch) { _ = try temporaryValue(item, stores: true) }
    if items.count <= batch {
      emit(.newList, target, first, items.count)
      return
    }
    let result = try temporary()
    emit(.newList, result, first, batch)
    var index = batch
    while index < items.count {
      let mark = next
      let start = next
      let end = min(index + batch, items.count)
      for item in items[index..<end] { _ = try temporaryValue(item, stores: true) }
      emit(.extendList, result, start, end - index)
      next = mark
      index = end
    }
    emit(.move, target, result)
  }

  private func text(_ parts: [TextPart], into target: Int) throws(Mistake) {
    if parts.isEmpty { return try load(constant(""), into: target) }
    if parts.count == 1, case .literal(let literal) = parts[0] {
      return try load(constant(literal), into: target)
    }
    let result = next
    var pending = 0
    for part in parts {
      switch part {
      case .literal(let literal): try load(constant(literal), into: try temporary())
      case .filled(let expression): _ = try temporaryValue(expression)
      }
      pending += 1
      if pending == 40 {
        emit(.buildText, result, result, pending)
        next = result + 1
        pending = 1
      }
    }
    emit(.buildText, target, result, pending)
  }

  private func index(
    _ base: Expression, _ index: Expression, into target: Int, stores: Bool
  ) throws(Mistake) {
    let x = try firstOperand(base, for: target)
    if case .whole(let number) = index.form, number > 0, number < 256 {
      emit(stores ? .getItemShare : .getItem, target, x, Int(number))
      return
    }
    let y = try operand(index)
    emit(stores ? .getIndexShare : .getIndex, target, x, y)
  }
}
