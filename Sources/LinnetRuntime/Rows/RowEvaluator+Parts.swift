import LinnetData
import LinnetSyntax

/// Texts, lists, parts and items in row formulas.
extension RowEvaluator {
  func text(_ parts: [TextPart]) throws(Mistake) -> RowOperand {
    var operands: [RowOperand] = []
    for part in parts {
      switch part {
      case .literal(let text): operands.append(.value(keep(context.heap.makeText(text))))
      case .filled(let inside): operands.append(try evaluate(inside))
      }
    }
    func joined(_ values: [Value]) -> Value {
      context.heap.makeText(values.map { context.display($0) }.joined())
    }
    guard operands.contains(where: { $0.isRowwise }) else {
      var values: [Value] = []
      for operand in operands { values.append(try value(operand)) }
      return .value(keep(joined(values)))
    }
    return try rowByRow(operands) { (values) throws(Mistake) in joined(values) }
  }

  func list(_ items: [Expression]) throws(Mistake) -> RowOperand {
    var operands: [RowOperand] = []
    for item in items { operands.append(try evaluate(item)) }
    guard operands.contains(where: { $0.isRowwise }) else {
      var values: [Value] = []
      for operand in operands { values.append(try value(operand).shared()) }
      return .value(keep(context.heap.makeList(values)))
    }
    return try rowByRow(operands) { (values) throws(Mistake) in context.heap.makeList(values) }
  }

  func part(_ base: Expression, _ name: String, _ tree: Expression) throws(Mistake)
    -> RowOperand
  {
    if isRow(base) { return try columnOfRow(name, tree) }
    let operand = try evaluate(base)
    if operand.isRowwise, let node = try node(operand), let part = plannedPart(node, name) {
      return .node(part)
    }
    return try speaking(of: base) { () throws(Mistake) in
      try self.operand(try context.part(of: try value(operand), name), of: operand)
    }
  }

  func pick(_ base: Expression, _ index: Expression) throws(Mistake) -> RowOperand {
    if isRow(base) {
      guard case .value(let name) = try evaluate(index), let ref = name.object(.text) else {
        throw Mistake("row-needs-name")
      }
      return try columnOfRow(context.heap.string(ref), index)
    }
    let from = try evaluate(base)
    let at = try evaluate(index)
    return try speaking(of: base, index) { () throws(Mistake) in try pick(from, at) }
  }

  func pick(_ from: RowOperand, _ at: RowOperand) throws(Mistake) -> RowOperand {
    guard from.isRowwise || at.isRowwise else {
      return .value(keep(try context.item(of: try value(from), at: try value(at))))
    }
    if statisticsAround > 0, isFiltering(from, by: at) {
      // Some of the values of a whole column, as in `mean(x[q > 1])`.
      return .value(keep(try context.item(of: try value(from), at: try value(at))))
    }
    // Positions from 1 on; any other gets the machine's own answer.
    var isUsual = true
    if case .value(let position) = at, let number = position.number {
      isUsual = number >= 1 && number == number.rounded()
    }
    if isUsual, from.isRowwise, let list = try node(from), let index = try node(at),
      let picked = plannedItem(list, index)
    {
      return .node(picked)
    }
    if !from.isRowwise, kind(at) == .number, let found = try lookedUp(from, at) { return found }
    return try rowByRow([from, at]) { (values) throws(Mistake) in
      try context.item(of: values[0], at: values[1])
    }
  }

  /// True for answers beside single values, which choose some of them.
  func isFiltering(_ from: RowOperand, by at: RowOperand) -> Bool {
    guard from.isRowwise, at.isRowwise, kind(at) == .truth else { return false }
    if case .list? = kind(from) { return false }
    return true
  }

  /// The items of a list at one position a row, all at once; nil where a position has to be asked for alone.
  func lookedUp(_ list: RowOperand, _ at: RowOperand) throws(Mistake) -> RowOperand? {
    guard list.isWholeList else { return nil }
    let positions = try column(at, named: "")
    guard positions.gapCount == 0 else { return nil }
    do {
      return try operand(
        try context.item(of: try value(list), at: try value(.column(positions))), of: at)
    } catch {
      if context.isStopping { throw error }
      return nil
    }
  }
}
