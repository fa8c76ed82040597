import LinnetSyntax

extension RowTree {
  /// A tree with its parts replaced by what `change` makes of them.
  ///
  /// `change` is also told which names are inputs of small functions around a part, so that they mean
  /// nothing else there.
  static func replacing(
    _ tree: Expression, hidden: Set<String>,
    _ change: (Expression, Set<String>) throws(Mistake) -> Expression
  ) throws(Mistake) -> Expression {
    func changed(_ part: Expression) throws(Mistake) -> Expression { try change(part, hidden) }
    let form: Expression.Form
    switch tree.form {
    case .whole, .decimal, .truth, .missing, .nothing, .name: return tree
    // A step's questions are about the rows of its own dataset.
    case .call(var call) where isStep(call):
      if let first = call.arguments.first { call.arguments[0].value = try changed(first.value) }
      form = .call(call)
    case .pipe(let input, let step):
      var next = step
      if case .call(var call) = step.form, !isStep(call) {
        for place in call.arguments.indices {
          call.arguments[place].value = try changed(call.arguments[place].value)
        }
        next = Expression(.call(call), step.span)
      }
      form = .pipe(input: try changed(input), step: next)
    case .function(let body):
      guard let value = formula(of: body) else { return tree }
      let inner = try change(value, hidden.union(body.parameters.map { $0.name }))
      form = .function(
        FunctionBody(
          name: body.name, nameSpan: body.nameSpan, parameters: body.parameters,
          block: [Statement(.result(inner), inner.span)], isFormula: true))
    default: form = try tree.form.replacingParts(changed)
    }
    return Expression(form, tree.span)
  }

  /// True for a step that is nothing but one: what it asks is about the rows of its own dataset.
  private static func isStep(_ call: Call) -> Bool {
    guard let word = call.word else { return false }
    return Verb.all[word] != nil && Native.named(word) == nil
  }

  /// True when working out a tree may give another value each time.
  static func asksChance(_ tree: Expression) -> Bool {
    var found = false
    walk(tree) { part in
      if case .call(let call) = part.form, let word = call.word,
        Native.isOne(word, .chance)
      {
        found = true
      }
      return !found
    }
    return found
  }

  /// True when working out a tree for a row may end in a mistake or a remark that an earlier question
  /// rules out.
  static func mayRemark(_ tree: Expression) -> Bool {
    if mayFail(tree) { return true }
    var found = false
    walk(tree) { part in
      switch part.form {
      case .binary(let sign, _, _, _): found = sign.mayHaveNoAnswer
      case .chain(_, let rest): found = rest.contains { $0.operation.mayHaveNoAnswer }
      case .call(let call):
        if let word = call.word, Native.isOne(word, .partial) { found = true }
      default: break
      }
      return !found
    }
    return found
  }
}

extension BinaryOperator {
  /// True for signs that have no answer for some numbers.
  fileprivate var mayHaveNoAnswer: Bool {
    switch self {
    case .divide, .modulo, .wholeDivide, .power: true
    case .add, .subtract, .multiply, .and, .or, .range, .plusMinus: false
    }
  }
}
