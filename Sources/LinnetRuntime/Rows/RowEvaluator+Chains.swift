import LinnetData
import LinnetSyntax

/// Long chains of one kind of sign in row formulas.
extension RowEvaluator {
  /// `a + b - c + …` from left to right, or `a and b and …`.
  func chain(_ first: Expression, _ rest: [ChainLink], _ tree: Expression) throws(Mistake)
    -> RowOperand
  {
    if let sign = rest.first?.operation, sign == .and || sign == .or {
      return try evaluate(
        Self.halved([first] + rest.map { $0.operand }, sign, rest[0].operatorSpan))
    }
    var result = try evaluate(first)
    for (place, link) in rest.enumerated() {
      result = try binary(link.operation, result, try evaluate(link.operand), tree)
      // A plan is as deep as the chain; what is worked out so far makes it short again.
      if place % 50 == 49, case .node = result { result = .column(try column(result, named: "")) }
    }
    return result
  }

  /// The same questions as a tree of pairs, which is no deeper than their number can be halved.
  private static func halved(_ parts: [Expression], _ sign: BinaryOperator, _ place: Span)
    -> Expression
  {
    if parts.count == 1 { return parts[0] }
    let middle = parts.count / 2
    let left = halved(Array(parts[..<middle]), sign, place)
    let right = halved(Array(parts[middle...]), sign, place)
    return Expression(
      .binary(sign, left, right, operatorSpan: place), left.span.joined(right.span))
  }
}
