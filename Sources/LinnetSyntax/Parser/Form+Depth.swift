extension Expression.Form {
  /// The greatest depth among the parts of a value.
  var depthOfParts: Int {
    var deepest = 0
    eachPart { deepest = max(deepest, $0.depth) }
    switch self {
    // Whoever works out a chain may take one `else if` inside the other.
    case .choice(let choices, _): return deepest + choices.count - 1
    case .function(let body):
      for parameter in body.parameters {
        deepest = max(deepest, parameter.standard?.depth ?? 0)
      }
      for statement in body.block {
        if case .result(let value?) = statement.form { deepest = max(deepest, value.depth) }
      }
      return deepest
    default: return deepest
    }
  }
}
