import LinnetData
import LinnetSyntax

/// Calculations with whole columns, block by block over the kernels.
///
/// Each function gives nil where the data room cannot do the work; the caller then goes item by item,
/// which also finds the words for what is wrong.
extension Machine {
  /// Works out a formula over columns of equal length.
  ///
  /// Throws only what a limit or an interrupt throws.
  func columnwise(
    _ operands: [Value], _ formula: (PlanBuilder, [Node]) throws(DataMistake) -> Node
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
    var stopped: Mistake?
    let plan = PlanBuilder(rows: count, workers: host.workers) { values in
      do throws(Mistake) {
        try self.charge(1 + values >> 4)
        return true
      } catch {
        stopped = error
        return false
      }
    }
    let result: Column
    do throws(DataMistake) {
      var nodes: [Node] = []
      for operand in operands {
        guard let node = try node(operand, plan) else { return nil }
        nodes.append(node)
      }
      result = try plan.evaluate(try formula(plan, nodes))
    } catch {
      if let stopped { throw stopped }
      return nil
    }
    tell(ItemWork(zeroDivisions: plan.made.divisions, noAnswers: plan.made.others))
    return makeColumn(result)
  }

  private func node(_ value: Value, _ plan: PlanBuilder) throws(DataMistake) -> Node? {
    switch value {
    case .missing: return plan.constant(.missing)
    case .truth(let answer): return plan.constant(.truth(answer))
    case .whole(let number): return plan.constant(.whole(number))
    case .decimal(let number): return plan.constant(.decimal(number))
    case .date(let date): return plan.constant(.date(date))
    case .nothing, .absent: return nil
    case .object(let ref):
      switch ref.kind {
      case .column: return try plan.input(ref.columnObject)
      case .text: return plan.constant(.text(heap.string(ref)))
      case .vector: return plan.constant(.vector(ref.fourVector))
      case .measurement:
        let measurement = ref.measurementObject
        return plan.constant(
          .measurement(
            value: measurement.value, error: measurement.error, shifts: measurement.shifts))
      case .list:
        guard ref.list.pointee.count == plan.rows else { return nil }
        let column: Column
        do throws(Mistake) {
          column = try self.column(items: Array(ref.listItems), name: "")
        } catch {
          return nil
        }
        return try plan.input(column)
      default: return nil
      }
    }
  }

  /// `a op b` where at least one is a column.
  func columnArithmetic(_ operation: BinaryOperator, _ left: Value, _ right: Value)
    throws(Mistake) -> Value?
  {
    try columnwise([left, right]) { (plan, nodes) throws(DataMistake) in
      let a = nodes[0]
      let b = nodes[1]
      switch operation {
      case .add: return try plan.binary(.add, a, b)
      case .subtract: return try plan.binary(.subtract, a, b)
      case .multiply: return try plan.binary(.multiply, a, b)
      case .divide: return try plan.binary(.divide, a, b)
      case .modulo: return try plan.binary(.modulo, a, b)
      case .wholeDivide: return try plan.binary(.wholeDivide, a, b)
      case .power: return try plan.binary(.power, a, b)
      case .and: return try plan.and(a, b)
      case .or: return try plan.or(a, b)
      case .range, .plusMinus: throw DataMistake("not-numbers")
      }
    }
  }

  /// A comparison where at least one side is a column.
  func columnComparison(_ comparison: ComparisonOperator, _ left: Value, _ right: Value)
    throws(Mistake) -> Value?
  {
    let asked: Comparison
    switch comparison {
    case .equal: asked = .equal
    case .notEqual: asked = .notEqual
    case .less: asked = .less
    case .lessOrEqual: asked = .lessOrEqual
    case .greater: asked = .greater
    case .greaterOrEqual: asked = .greaterOrEqual
    case .isIn, .isNotIn: return nil
    }
    return try columnwise([left, right]) { (plan, nodes) throws(DataMistake) in
      try plan.compare(asked, nodes[0], nodes[1])
    }
  }
}
