extension Expression.Form {
  /// The greatest depth among the parts of a value.
  var depthOfParts: Int {
    switch self {
    case .whole, .decimal, .truth, .missing, .nothing, .name: return 0
    case .text(let parts):
      var deepest = 0
      for part in parts {
        if case .filled(let value) = part { deepest = max(deepest, value.depth) }
      }
      return deepest
    case .list(let items):
      var deepest = 0
      for item in items { deepest = max(deepest, item.depth) }
      return deepest
    case .call(let call):
      var deepest = call.callee.depth
      for argument in call.arguments { deepest = max(deepest, argument.value.depth) }
      for group in call.groups { deepest = max(deepest, group.value.depth) }
      return deepest
    case .pipe(let input, let step): return max(input.depth, step.depth)
    case .index(let base, let index): return max(base.depth, index.depth)
    case .part(let base, _, _): return base.depth
    case .unary(_, let operand), .isMissing(let operand, _): return operand.depth
    case .binary(_, let left, let right, _): return max(left.depth, right.depth)
    case .chain(let first, let rest):
      var deepest = first.depth
      for link in rest { deepest = max(deepest, link.operand.depth) }
      return deepest
    case .steps(let from, let to, let by): return max(from.depth, to.depth, by.depth)
    case .comparison(let first, let rest):
      var deepest = first.depth
      for link in rest { deepest = max(deepest, link.operand.depth) }
      return deepest
    case .near(let left, let right, let within, _):
      return max(left.depth, right.depth, within?.depth ?? 0)
    case .choice(let choices, let otherwise):
      var deepest = otherwise.depth
      for choice in choices {
        deepest = max(deepest, choice.question.depth, choice.value.depth)
      }
      // Whoever works out a chain may take one `else if` inside the other.
      return deepest + choices.count - 1
    case .function(let body):
      var deepest = 0
      for parameter in body.parameters {
        deepest = max(deepest, parameter.standard?.depth ?? 0)
      }
      for statement in body.block {
        if case .result(let value?) = statement.form { deepest = max(deepest, value.depth) }
      }
      return deepest
    }
  }
}
