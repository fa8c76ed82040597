import LinnetSyntax

/// `if … then … else …` as a value, and the built-in `choose`, which means the same.
///
/// A question with a single answer jumps to the value that counts, and only that is worked out. A list of
/// answers leaves by an odd exit: it waits in the register `pending`, the same code works out the value
/// for yes and then that for no, and the machine puts them together item by item. So nothing is written
/// twice, and a choice with a single answer pays for one register.
extension FunctionBuilder {
  /// Works out a choice; what is shared and fresh is as for `value`.
  ///
  /// `isCalled` when it is written as a call of `choose`, for the words of a mistake.
  func choice(
    _ choices: [Choice], _ otherwise: Expression, into target: Int, stores: Bool,
    isCalled: Bool = false
  ) throws(Mistake) -> Freshness {
    // The values may read a variable that is stored to, also after another of them is worked out.
    let result = target >= variableCount ? target : try temporary()
    let pending = try temporary()
    let question = try temporary()
    let done = Label()
    var freshness = Freshness.fresh
    try load(constant(.nothing), into: pending)
    // Only the first question is asked in any case.
    var asked: RegisterSet?
    for choice in choices {
      let following = Label()
      let chosen = Label()
      let odd = Odd(register: question, label: Label())
      try branch(choice.question, when: false, to: following, odd: odd)
      bind(chosen)
      let before = sure
      if asked == nil { asked = before }
      if try value(choice.value, into: result, stores: stores) == .borrowed {
        freshness = .borrowed
      }
      sure = before
      emit(.choiceDone, pending, result)
      emitJumpWord(to: done)
      bind(following)
      let written = choice.question
      later { (builder) throws(Mistake) in
        builder.bind(odd.label)
        builder.place = Prototype.Place(span: written.span, node: written)
        builder.emit(.choiceWait, pending, question, result)
        builder.emitJumpWord(to: done)
        builder.emit(word: (isCalled ? 1 : 0) | UInt32(builder.variableCount) << 1)
        builder.jump(to: chosen)
      }
    }
    if try value(otherwise, into: result, stores: stores) == .borrowed { freshness = .borrowed }
    if let asked { sure = asked }
    emit(.choiceDone, pending, result)
    emitJumpWord(to: done)
    bind(done)
    if result != target { emit(.move, target, result) }
    return freshness
  }
}
