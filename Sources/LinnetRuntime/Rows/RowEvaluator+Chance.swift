import LinnetData
import LinnetSyntax

/// Random numbers in row formulas.
extension RowEvaluator {
  /// A new random number for every row.
  func chance(_ call: Call, _ tree: Expression) throws(Mistake) -> RowOperand? {
    guard bindings == nil else { throw Mistake(.rowByRow) }
    guard case .name(let name) = call.callee.form, let native = Native.named(name) else {
      return nil
    }
    var operands: [RowOperand] = []
    for input in call.arguments { operands.append(try evaluate(input.value)) }
    guard let places = arrange(native, call) else { return try byRows(tree) }
    if let numbers = try randomNumbers(name, call, operands) { return .column(numbers) }
    if let first = operands.first, operands.count == 1, isPlainColumn(first, for: native),
      name == "shuffle" || name == "random_choice"
    {
      return .column(shuffled(try column(first, named: ""), isChoice: name == "random_choice"))
    }
    return try rowByRow(operands) { (values) throws(Mistake) in
      try self.run(native, call, places, values)
    }
  }

  /// Random numbers for all rows in one go, the same ones that asking row by row would give.
  ///
  /// Nil for what is asked in another way, or with gaps.
  func randomNumbers(_ name: String, _ call: Call, _ operands: [RowOperand]) throws(Mistake)
    -> Column?
  {
    let isPlain = call.arguments.allSatisfy { input in
      if case .none = input.label { return true }
      return false
    }
    guard isPlain else { return nil }
    switch (name, operands.count) {
    case ("random", 0):
      try context.charge(1 + count >> 2)
      var generator = context.generator
      defer { context.builtins.random = generator }
      return Column(decimals: (0..<count).map { _ in generator.uniform() })
    case ("random_normal", 2):
      var inputs: [[Double]] = []
      for operand in operands {
        switch operand {
        case .value(let value):
          guard let number = value.number else { return nil }
          inputs.append([number])
        case .column, .node:
          guard kind(operand) == .number else { return nil }
          let numbers = try column(operand, named: name).decimals ?? []
          guard numbers.count == count, !numbers.contains(where: { $0 != $0 }) else { return nil }
          inputs.append(numbers)
        }
      }
      try context.charge(1 + count >> 2)
      var generator = context.generator
      defer { context.builtins.random = generator }
      let (means, widths) = (inputs[0], inputs[1])
      let (isMean, isWidth) = (means.count == 1, widths.count == 1)
      return Column(
        decimals: (0..<count).map {
          means[isMean ? 0 : $0] + widths[isWidth ? 0 : $0] * generator.normal()
        })
    default: return nil
    }
  }

  /// The values of a column in an order by chance; or for each row one that may come up again.
  func shuffled(_ column: Column, isChoice: Bool) -> Column {
    var generator = context.generator
    defer { context.builtins.random = generator }
    guard isChoice else { return column.gather(Context.shuffled(column.count, &generator)) }
    return column.gather((0..<column.count).map { _ in Int32(generator.below(column.count)) })
  }
}
