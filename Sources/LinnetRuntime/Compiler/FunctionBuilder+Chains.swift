import LinnetSyntax

/// Long chains of one kind of sign, from left to right in one register.
extension FunctionBuilder {
  /// Works out `a + b - c + …` or `a and b and …`.
  func chain(_ first: Expression, _ rest: [ChainLink], into target: Int) throws(Mistake) {
    guard let last = rest.last else {
      try value(first, into: target)
      return
    }
    // The parts may read a variable that is stored to, so only the last instruction writes it.
    let result = target >= variableCount ? target : try temporary()
    if last.operation == .and || last.operation == .or {
      try questions(first, rest, into: result)
    } else {
      var left = try firstOperand(first, for: result)
      for link in rest {
        let mark = next
        place = linkPlace(first, link)
        try calculate(link.operation, left, link.operand, into: result)
        left = result
        next = mark
      }
    }
    if result != target { emit(.move, target, result) }
  }

  private func questions(_ first: Expression, _ rest: [ChainLink], into result: Int)
    throws(Mistake)
  {
    let done = Label()
    try value(first, into: result)
    let before = sure
    for link in rest {
      let mark = next
      place = linkPlace(first, link)
      emit(link.operation == .and ? .isAndDone : .isOrDone, result)
      emitJumpWord(to: done)
      let other = try operand(link.operand)
      emit(.operate, result, result, other)
      emit(word: UInt32(link.operation.rawValue))
      next = mark
    }
    sure = before
    bind(done)
  }

  /// The place of a step, with words for a mistake in it: what stands left is all before the sign.
  private func linkPlace(_ first: Expression, _ link: ChainLink) -> Prototype.Place {
    let left = Expression(
      .nothing, Span(first.span.start, max(first.span.start, link.operatorSpan.start)))
    let node = Expression(
      .binary(link.operation, left, link.operand, operatorSpan: link.operatorSpan),
      Span(first.span.start, link.operand.span.end))
    return Prototype.Place(span: node.span, node: node)
  }
}
