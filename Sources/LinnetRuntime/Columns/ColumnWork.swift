import LinnetData
import LinnetSyntax

/// Calculations with columns as values, block by block over the kernels.
///
/// Each function gives nil where the data room cannot do the work; the caller then goes item by item,
/// which also finds the words for what is wrong.
extension Context {
  /// Works out a formula over columns of equal length, and lists with as many items.
  ///
  /// Throws only what a limit or an interrupt throws.
  func columnwise(
    _ operands: [Value], _ formula: (PlanBuilder, [Node]) throws(DataMistake) -> Node?
  ) throws(Mistake) -> Value? {
    var count: Int?
    for operand in operands {
      guard let ref = operand.object(.column) else { continue }
      let own = ref.columnObject.count
      if let count, count != own { return nil }
      count = own
    }
    guard let count else { return nil }
    try reserve(bytes: count * 8)
    let plan = ColumnPlan(self, rows: count)
    let result = try plan.attempt { () throws(DataMistake) -> Column? in
      var nodes: [Node] = []
      for operand in operands {
        let isList = operand.object(.list) != nil
        let made = isList ? try plan.node(laying: operand) : try plan.node(operand)
        guard let node = made else { return nil }
        nodes.append(node)
      }
      guard let node = try formula(plan.builder, nodes) else { return nil }
      return try plan.column(node)
    }
    guard let result else { return nil }
    plan.tellGaps()
    return makeColumn(result)
  }

  /// `a sign b` where at least one is a column.
  func columnArithmetic(_ sign: BinaryOperator, _ left: Value, _ right: Value)
    throws(Mistake) -> Value?
  {
    try columnwise([left, right]) { (plan, nodes) throws(DataMistake) in
      try plan.binary(sign, nodes[0], nodes[1])
    }
  }

  /// A comparison where at least one side is a column.
  func columnComparison(_ sign: ComparisonOperator, _ left: Value, _ right: Value)
    throws(Mistake) -> Value?
  {
    guard let comparison = Comparison(sign) else { return nil }
    return try columnwise([left, right]) { (plan, nodes) throws(DataMistake) in
      try plan.compare(comparison, nodes[0], nodes[1])
    }
  }
}
