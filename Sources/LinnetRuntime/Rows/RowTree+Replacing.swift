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
    func changed(_ inputs: [Argument]) throws(Mistake) -> [Argument] {
      var all: [Argument] = []
      for input in inputs {
        var input = input
        input.value = try change(input.value, hidden)
        all.append(input)
      }
      return all
    }
    func changed(_ items: [Expression]) throws(Mistake) -> [Expression] {
      var all: [Expression] = []
      for item in items { all.append(try change(item, hidden)) }
      return all
    }
    let form: Expression.Form
    switch tree.form {
    case .whole, .decimal, .truth, .missing, .nothing, .name: return tree
    case .text(let parts):
      var all: [TextPart] = []
      for part in parts {
        switch part {
        case .literal: all.append(part)
        case .filled(let inside): all.append(.filled(try changed(inside)))
        }
      }
      form = .text(all)
    case .list(let items): form = .list(try changed(items))
    case .call(var call):
      if case .name = call.callee.form {} else { call.callee = try changed(call.callee) }
      // A step's questions are about the rows of its own dataset.
      if !isStep(call) {
        call.arguments = try changed(call.arguments)
      } else if let first = call.arguments.first {
        call.arguments[0].value = try changed(first.value)
      }
      form = .call(call)
    case .pipe(let input, let step):
      var next = step
      if case .call(var call) = step.form, !isStep(call) {
        call.arguments = try changed(call.arguments)
        next = Expression(.call(call), step.span)
      }
      form = .pipe(input: try changed(input), step: next)
    case .index(let base, let index):
      form = .index(base: try changed(base), index: try changed(index))
    case .part(let base, let name, let span):
      form = .part(base: try changed(base), name: name, nameSpan: span)
    case .unary(let sign, let operand): form = .unary(sign, try changed(operand))
    case .binary(let sign, let left, let right, let span):
      form = .binary(sign, try changed(left), try changed(right), operatorSpan: span)
    case .chain(let first, let rest):
      var links: [ChainLink] = []
      for link in rest {
        links.append(
          ChainLink(link.operation, try changed(link.operand), operatorSpan: link.operatorSpan))
      }
      form = .chain(first: try changed(first), rest: links)
    case .steps(let from, let to, let by):
      form = .steps(from: try changed(from), to: try changed(to), by: try changed(by))
    case .comparison(let first, let rest):
      var links: [ComparisonLink] = []
      for link in rest {
        links.append(
          ComparisonLink(
            link.comparison, try changed(link.operand), operatorSpan: link.operatorSpan))
      }
      form = .comparison(first: try changed(first), rest: links)
    case .near(let left, let right, let within, let isRelative):
      var width: Expression?
      if let within { width = try changed(within) }
      form = .near(try changed(left), try changed(right), within: width, isRelative: isRelative)
    case .isMissing(let operand, let isNegated):
      form = .isMissing(try changed(operand), isNegated: isNegated)
    case .choice(let choices, let otherwise):
      var all: [Choice] = []
      for choice in choices {
        all.append(
          Choice(question: try changed(choice.question), value: try changed(choice.value)))
      }
      form = .choice(all, otherwise: try changed(otherwise))
    case .function(let body):
      guard let value = formula(of: body) else { return tree }
      let inner = try change(value, hidden.union(body.parameters.map { $0.name }))
      form = .function(
        FunctionBody(
          name: body.name, nameSpan: body.nameSpan, parameters: body.parameters,
          block: [Statement(.result(inner), inner.span)], isFormula: true))
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
