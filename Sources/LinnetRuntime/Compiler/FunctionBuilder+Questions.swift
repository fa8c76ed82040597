import LinnetSyntax

/// Questions that decide where to go: compare-and-jump instead of a truth value.
///
/// A question may answer "missing", or a list of answers. Alone that is a mistake; but in `a and b` a
/// missing `a` still leaves it to `b`, as `missing and false` is false. Such cases leave by an odd exit
/// to code behind the function, which works out the whole question as a value. So the common case pays
/// nothing.
extension FunctionBuilder {
  /// Jumps to `label` when the answer is `sense`, else goes on.
  func branch(_ question: Expression, when sense: Bool, to label: Label, odd: Odd? = nil)
    throws(Mistake)
  {
    try deeper()
    defer { shallower() }
    let savedPlace = place
    let savedNext = next
    place = Prototype.Place(span: question.span, node: question)
    defer {
      place = savedPlace
      next = savedNext
    }
    switch question.form {
    case .truth(let answer):
      if answer == sense { jump(to: label) }
    case .unary(.not, let inner) where odd == nil:
      try branch(inner, when: !sense, to: label)
    case .binary(let operation, let left, let right, _)
    where (operation == .and || operation == .or) && depth < 40:
      try branchJoined(operation, left, right, when: sense, to: label, odd: odd)
    case .comparison(let first, let rest) where rest.count == 1 && isDirect(rest[0].comparison):
      let x = try operand(first)
      let other = rest[0].operand
      if let number = numberConstant(other), case let index = constant(number), index < 256 {
        test(rest[0].comparison, x, constant: index, when: sense, to: label, odd: odd)
      } else {
        let y = try operand(other)
        test(rest[0].comparison, x, y, when: sense, to: label, odd: odd)
      }
    case .comparison(let first, let rest)
    where rest.count == 2 && isDirect(rest[0].comparison) && isDirect(rest[1].comparison):
      try branchChain(first, rest, question, when: sense, to: label, odd: odd)
    default:
      let register = try operand(question)
      test(register, when: sense, to: label, odd: odd)
    }
  }

  private func isDirect(_ comparison: ComparisonOperator) -> Bool {
    comparison != .isIn && comparison != .isNotIn
  }

  private func branchJoined(
    _ operation: BinaryOperator, _ left: Expression, _ right: Expression, when sense: Bool,
    to label: Label, odd: Odd?
  ) throws(Mistake) {
    let register = try temporary()
    let leftOdd = Odd(register: register, label: Label())
    let onward = Label()
    // What the left side alone decides: no for `and`, yes for `or`.
    let decided = operation == .or
    try branch(left, when: decided, to: decided == sense ? label : onward, odd: leftOdd)
    // The right side may not be asked.
    let before = sure
    try branch(right, when: sense, to: label, odd: odd)
    sure = before
    bind(onward)
    let node = place.node
    later { (builder) throws(Mistake) in
      builder.bind(leftOdd.label)
      builder.next = max(builder.next, register + 1)
      let other = try builder.operand(right)
      if let node { builder.place = Prototype.Place(span: node.span, node: node) }
      builder.emit(.operate, register, register, other)
      builder.emit(word: UInt32(operation.rawValue))
      builder.test(register, when: sense, to: label, odd: odd)
      builder.jump(to: onward)
    }
  }

  /// `a < b < c`: the middle is worked out once, the right side only when the first answer is yes.
  private func branchChain(
    _ first: Expression, _ rest: [ComparisonLink], _ node: Expression, when sense: Bool,
    to label: Label, odd: Odd?
  ) throws(Mistake) {
    let register = try temporary()
    let leftOdd = Odd(register: register, label: Label())
    let onward = Label()
    let x = try operand(first)
    let y = try operand(rest[0].operand)
    test(rest[0].comparison, x, y, when: false, to: sense ? onward : label, odd: leftOdd)
    if let number = numberConstant(rest[1].operand), case let index = constant(number), index < 256
    {
      test(rest[1].comparison, y, constant: index, when: sense, to: label, odd: odd)
    } else {
      let z = try operand(rest[1].operand)
      test(rest[1].comparison, y, z, when: sense, to: label, odd: odd)
    }
    bind(onward)
    later { (builder) throws(Mistake) in
      builder.bind(leftOdd.label)
      builder.next = max(builder.next, register + 1, y + 1)
      let z = try builder.operand(rest[1].operand)
      let other = try builder.temporary()
      builder.place = Prototype.Place(span: node.span, node: node)
      builder.emit(.compare, other, y, z)
      builder.emit(word: UInt32(rest[1].comparison.rawValue))
      builder.emit(.operate, register, register, other)
      builder.emit(word: UInt32(BinaryOperator.and.rawValue))
      builder.test(register, when: sense, to: label, odd: odd)
      builder.jump(to: onward)
    }
  }

  // MARK: Single tests

  /// Tests a truth value.
  func test(_ register: Int, when sense: Bool, to label: Label, odd: Odd?) {
    emitTest(label.position == nil ? .test : .loopTest, sense ? 1 : 0, register, 0, label, odd)
  }

  private func test(
    _ comparison: ComparisonOperator, _ x: Int, _ y: Int, when sense: Bool, to label: Label,
    odd: Odd?
  ) {
    let isLoop = label.position != nil
    let plain = sense ? 1 : 0
    switch comparison {
    case .less: emitTest(isLoop ? .loopLess : .testLess, plain, x, y, label, odd)
    case .lessOrEqual:
      emitTest(isLoop ? .loopLessOrEqual : .testLessOrEqual, plain, x, y, label, odd)
    case .greater: emitTest(isLoop ? .loopLess : .testLess, plain | 4, y, x, label, odd)
    case .greaterOrEqual:
      emitTest(isLoop ? .loopLessOrEqual : .testLessOrEqual, plain | 4, y, x, label, odd)
    case .equal: emitTest(isLoop ? .loopEqual : .testEqual, plain, x, y, label, odd)
    case .notEqual, .isIn, .isNotIn:
      emitTest(isLoop ? .loopEqual : .testEqual, (1 - plain) | 2, x, y, label, odd)
    }
  }

  private func test(
    _ comparison: ComparisonOperator, _ x: Int, constant: Int, when sense: Bool, to label: Label,
    odd: Odd?
  ) {
    let isLoop = label.position != nil
    let plain = sense ? 1 : 0
    switch comparison {
    case .less:
      emitTest(isLoop ? .loopLessConstant : .testLessConstant, plain, x, constant, label, odd)
    case .lessOrEqual:
      emitTest(
        isLoop ? .loopLessOrEqualConstant : .testLessOrEqualConstant, plain, x, constant, label,
        odd)
    case .greater:
      emitTest(
        isLoop ? .loopGreaterConstant : .testGreaterConstant, plain, x, constant, label, odd)
    case .greaterOrEqual:
      emitTest(
        isLoop ? .loopGreaterOrEqualConstant : .testGreaterOrEqualConstant, plain, x, constant,
        label, odd)
    case .equal:
      emitTest(isLoop ? .loopEqualConstant : .testEqualConstant, plain, x, constant, label, odd)
    case .notEqual, .isIn, .isNotIn:
      emitTest(
        isLoop ? .loopEqualConstant : .testEqualConstant, (1 - plain) | 2, x, constant, label, odd)
    }
  }

  private func emitTest(
    _ opcode: Opcode, _ flags: Int, _ x: Int, _ y: Int, _ label: Label, _ odd: Odd?
  ) {
    if let odd { addOddExit(odd, at: position) }
    emit(opcode, flags, x, y)
    emitJumpWord(to: label)
  }
}
