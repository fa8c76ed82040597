/// Going from an expression to those straight inside it, in the order in which they stand.
///
/// Whoever has nothing special to say about a form takes its parts from here.
extension Expression.Form {
  /// Calls `visit` for each expression straight inside; what a small function does is left out.
  public func eachPart(_ visit: (Expression) -> Void) {
    switch self {
    case .whole, .decimal, .truth, .missing, .nothing, .name, .function: break
    case .text(let parts):
      for part in parts { if case .filled(let inside) = part { visit(inside) } }
    case .list(let items): for item in items { visit(item) }
    case .call(let call):
      visit(call.callee)
      for argument in call.arguments { visit(argument.value) }
      for group in call.groups { visit(group.value) }
    case .pipe(let input, let step):
      visit(input)
      visit(step)
    case .index(let base, let index):
      visit(base)
      visit(index)
    case .part(let base, _, _): visit(base)
    case .unary(_, let operand), .isMissing(let operand, _): visit(operand)
    case .binary(_, let left, let right, _):
      visit(left)
      visit(right)
    case .chain(let first, let rest):
      visit(first)
      for link in rest { visit(link.operand) }
    case .steps(let from, let to, let by):
      visit(from)
      visit(to)
      visit(by)
    case .comparison(let first, let rest):
      visit(first)
      for link in rest { visit(link.operand) }
    case .near(let left, let right, let within, _):
      visit(left)
      visit(right)
      if let within { visit(within) }
    case .choice(let choices, let otherwise):
      for choice in choices {
        visit(choice.question)
        visit(choice.value)
      }
      visit(otherwise)
    }
  }

  /// The same form with what `change` makes of each part; names of functions that are called stay.
  public func replacingParts(
    _ change: (Expression) throws(Mistake) -> Expression
  ) throws(Mistake) -> Expression.Form {
    switch self {
    case .whole, .decimal, .truth, .missing, .nothing, .name, .function: return self
    case .text(let parts):
      var all: [TextPart] = []
      for part in parts {
        switch part {
        case .literal: all.append(part)
        case .filled(let inside): all.append(.filled(try change(inside)))
        }
      }
      return .text(all)
    case .list(let items):
      var all: [Expression] = []
      for item in items { all.append(try change(item)) }
      return .list(all)
    case .call(var call):
      if case .name = call.callee.form {} else { call.callee = try change(call.callee) }
      for place in call.arguments.indices {
        call.arguments[place].value = try change(call.arguments[place].value)
      }
      return .call(call)
    case .pipe(let input, let step):
      return .pipe(input: try change(input), step: try change(step))
    case .index(let base, let index):
      return .index(base: try change(base), index: try change(index))
    case .part(let base, let name, let span):
      return .part(base: try change(base), name: name, nameSpan: span)
    case .unary(let sign, let operand): return .unary(sign, try change(operand))
    case .isMissing(let operand, let isNegated):
      return .isMissing(try change(operand), isNegated: isNegated)
    case .binary(let sign, let left, let right, let span):
      return .binary(sign, try change(left), try change(right), operatorSpan: span)
    case .chain(let first, let rest):
      let start = try change(first)
      var links: [ChainLink] = []
      for link in rest {
        links.append(
          ChainLink(link.operation, try change(link.operand), operatorSpan: link.operatorSpan))
      }
      return .chain(first: start, rest: links)
    case .steps(let from, let to, let by):
      return .steps(from: try change(from), to: try change(to), by: try change(by))
    case .comparison(let first, let rest):
      let start = try change(first)
      var links: [ComparisonLink] = []
      for link in rest {
        links.append(
          ComparisonLink(
            link.comparison, try change(link.operand), operatorSpan: link.operatorSpan))
      }
      return .comparison(first: start, rest: links)
    case .near(let left, let right, let within, let isRelative):
      let (a, b) = (try change(left), try change(right))
      var width: Expression?
      if let within { width = try change(within) }
      return .near(a, b, within: width, isRelative: isRelative)
    case .choice(let choices, let otherwise):
      var all: [Choice] = []
      for choice in choices {
        all.append(
          Choice(question: try change(choice.question), value: try change(choice.value)))
      }
      return .choice(all, otherwise: try change(otherwise))
    }
  }
}
