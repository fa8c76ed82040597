import LinnetData
import LinnetSyntax

/// Functions in row formulas.
extension RowEvaluator {
  func pipe(_ input: Expression, _ next: Expression, _ tree: Expression) throws(Mistake)
    -> RowOperand
  {
    switch next.form {
    case .name:
      return try call(
        Call(callee: next, arguments: [Argument(value: input)], style: .brackets), tree)
    case .call(let call) where call.groups.isEmpty && Verb.all[callee(call) ?? ""] == nil:
      var whole = call
      whole.arguments.insert(Argument(value: input), at: 0)
      return try self.call(whole, tree)
    default: return try byRows(tree)
    }
  }

  func callee(_ call: Call) -> String? {
    if case .name(let name) = call.callee.form { return name }
    return nil
  }

  /// Works out a call for all rows.
  func call(_ call: Call, _ tree: Expression) throws(Mistake) -> RowOperand {
    guard let name = callee(call), call.groups.isEmpty else { return try byRows(tree) }
    if let bound = bindings?[name] {
      guard case .value(let function) = bound else { throw Mistake(.rowByRow) }
      return try callByRow(function, call, tree)
    }
    var function = context.global(name)
    if bindings == nil {
      for local in step.locals where local.name == name && local.value.kind == .function {
        function = local.value
      }
    }
    if let function, function.object(.function) != nil {
      if context.isOfWholeColumns(name, function),
        let made = try ofWholeColumns(function, call, tree)
      {
        return made
      }
      return try own(function, call, tree)
    }
    if let special = try special(name, call, tree) { return special }
    guard let native = Native.named(name) else {
      if function == nil, Verb.all[name] == nil, dataset.column(name) == nil, bindings == nil,
        !step.locals.contains(where: { $0.name == name })
      {
        throw context.unknownFunction(name, at: call.callee.span, in: step.source)
      }
      return try byRows(tree)
    }
    // A small function that reads columns is made anew for every row.
    if call.arguments.contains(where: { readsInside($0.value) }) { return try byRows(tree) }
    return try self.native(native, call, tree)
  }

  /// True for a small function, or a list of them, that reads a column.
  func readsInside(_ tree: Expression) -> Bool {
    guard bindings == nil else {
      if case .function = tree.form { return true }
      return false
    }
    guard case .function = tree.form else { return false }
    return RowTree.names(in: tree).contains { dataset.column($0) != nil || $0 == "row" }
  }

  // MARK: Functions of rows

  /// Functions that only make sense about rows; nil when the name is none of them.
  func special(_ name: String, _ call: Call, _ tree: Expression) throws(Mistake)
    -> RowOperand?
  {
    let inputs = call.arguments
    switch (name, inputs.count) {
    case ("choose", 3): return try choose(inputs.map { $0.value })
    case ("count", 0):
      if let groups {
        return .column(Column(wholes: groups.grouping.sizes.map { Int64($0) }))
      }
      // In a function of the user's own nothing says what is to be counted.
      guard bindings == nil else { throw Mistake(.rowByRow) }
      if let whole { return try ofWhole(tree, whole) }
      if let partition { return .column(partition.sizes) }
      return .value(.whole(Int64(count)))
    case ("row_number", 0):
      guard bindings == nil else { throw Mistake(.rowByRow) }
      if let whole { return try ofWhole(tree, whole) }
      if let partition { return .column(partition.places) }
      return .column(Column(wholes: (0..<count).map { Int64($0) + 1 }))
    case ("previous", 1), ("running_sum", 1), ("rank", 1):
      guard bindings == nil else { throw Mistake(.rowByRow) }
      let operand = try formula(inputs[0].value)
      guard operand.isRowwise else { return nil }
      if let whole { return try ofWhole(tree, whole) }
      let column = try self.column(operand, named: words(inputs[0].value))
      func made(_ column: Column) throws(DataMistake) -> Column {
        switch name {
        case "previous": column.shifted(by: 1)
        case "rank": try column.ranks()
        default: try column.runningSum()
        }
      }
      return .column(
        try data(tree) { () throws(DataMistake) in
          guard let partition else { return try made(column) }
          if name == "previous" { return partition.previous(column) }
          return try partition.within(column, made)
        })
    default: break
    }
    if Native.isOne(name, .chance), !inputs.contains(where: { isLabelled($0, "count") }) {
      return try chance(call, tree)
    }
    return nil
  }

  /// What all rows say, or the rows of the group, where only some of them are looked at.
  func ofWhole(_ tree: Expression, _ whole: (evaluator: RowEvaluator, rows: [Int32]))
    throws(Mistake) -> RowOperand
  {
    let all = try whole.evaluator.formula(tree)
    guard all.isRowwise else { return all }
    return .column(try whole.evaluator.column(all, named: "").gather(whole.rows))
  }

  func isLabelled(_ input: Argument, _ label: String) -> Bool {
    if case .option(let name, _) = input.label { return name == label }
    return false
  }
}
