import LinnetData
import LinnetSyntax

/// Ranges in row formulas.
extension RowEvaluator {
  /// `x in a to b`: the same as `a <= x and x <= b`, so that it goes by columns where those do.
  func isBetween(_ value: RowOperand, _ from: Expression, _ to: Expression, isNegated: Bool)
    throws(Mistake) -> RowOperand
  {
    let isAbove = try compare(.greaterOrEqual, value, try evaluate(from))
    let isBelow = try compare(.lessOrEqual, value, try evaluate(to))
    let answer = try joined(isAbove, isBelow, isOr: false)
    guard isNegated else { return answer }
    let made = try planned([answer]) { (nodes) throws(DataMistake) in try self.plan.not(nodes[0]) }
    if let made { return made }
    return try operand(try context.unary(.not, try self.value(answer)), of: answer)
  }

  /// `a to b by c`: a list of numbers, in each row its own where a column is read.
  func steps(_ from: Expression, _ to: Expression, _ by: Expression) throws(Mistake) -> RowOperand {
    let operands = [try evaluate(from), try evaluate(to), try evaluate(by)]
    if operands.contains(where: { $0.isRowwise }) {
      return try rowByRow(operands) { (values) throws(Mistake) in
        try context.steps(from: values[0], to: values[1], by: values[2])
      }
    }
    var values: [Value] = []
    for operand in operands { values.append(try value(operand)) }
    return .value(keep(try context.steps(from: values[0], to: values[1], by: values[2])))
  }
}
