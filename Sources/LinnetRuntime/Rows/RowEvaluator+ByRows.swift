import LinnetData
import LinnetSyntax

/// The road that every formula can go: its words as a function, called with the values of one row after
/// another.
///
///     add n = count(big[big >= x]) / mean(x)
///
/// Before that, what is not about the row at hand is worked out once: statistics of a bare column, which
/// see all rows, and the row's place among the others. The function gets it as one input more.
extension RowEvaluator {
  /// Works out a formula row by row; once when it reads nothing that differs from row to row.
  ///
  /// Throws `row-by-row` inside a function of the user's own, which is then called itself.
  func byRows(_ tree: Expression) throws(Mistake) -> RowOperand {
    guard bindings == nil else { throw Mistake(.rowByRow) }
    if case .function = tree.form { return try byRows(tree, always: false) }
    return try byRows(tree, always: RowTree.asksChance(tree))
  }

  /// The same, also for a formula that reads no column.
  func everyRow(_ tree: Expression) throws(Mistake) -> RowOperand {
    guard bindings == nil else { throw Mistake(.rowByRow) }
    return try byRows(tree, always: true)
  }

  private func byRows(_ tree: Expression, always: Bool) throws(Mistake) -> RowOperand {
    var lifted: [(name: String, operand: RowOperand)] = []
    let formula = try lift(tree, hidden: [], &lifted)
    let reads = RowTree.names(in: formula)
    for name in reads where !lifted.contains(where: { $0.name == name }) {
      if groups == nil, name == "row", dataset.column(name) == nil { continue }
      if let column = try columnRead(name, tree) { lifted.append((name, column)) }
    }
    let locals = step.locals.filter { local in
      reads.contains(local.name) && !lifted.contains { $0.name == local.name }
    }
    let readsRow = reads.contains("row") && dataset.column("row") == nil && groups == nil
    let inputs = lifted.map { $0.name } + locals.map { $0.name } + (readsRow ? ["row"] : [])
    let function = keep(try context.compile(formula, inputs: inputs, source: step.source))
    let fixed = locals.map { $0.value }
    guard always || readsRow || lifted.contains(where: { $0.operand.isRowwise }) else {
      var values: [Value] = []
      for input in lifted { values.append(try value(input.operand)) }
      return .value(keep(try context.call(function, values + fixed)))
    }
    var row = 0
    return try rowByRow(lifted.map { $0.operand }) { (values) throws(Mistake) in
      var all = values + fixed
      if readsRow {
        all.append(
          context.heap.makeRecord(
            names: dataset.names,
            values: dataset.columns.map { context.value(of: $0, row: row) }))
      }
      row += 1
      return try context.call(function, all)
    }
  }

  /// What a bare name means where it is a column; nil for every other name.
  private func columnRead(_ name: String, _ tree: Expression) throws(Mistake) -> RowOperand? {
    if let key = groups?.keys.first(where: { $0.name == name }) { return .column(key.column) }
    guard dataset.column(name) != nil else { return nil }
    return try evaluate(Expression(.name(name), tree.span))
  }

  /// The tree with names in the places of what is worked out beforehand.
  private func lift(
    _ tree: Expression, hidden: Set<String>, _ lifted: inout [(name: String, operand: RowOperand)]
  ) throws(Mistake) -> Expression {
    var operand: RowOperand?
    switch tree.form {
    case .part(let base, let name, _) where isRow(base) && !hidden.contains("row"):
      operand = try columnOfRow(name, tree)
    case .index(let base, let index) where isRow(base) && !hidden.contains("row"):
      if index.literal != nil { operand = try evaluate(tree) }
    case .call(let call):
      if try isAboutManyRows(call, hidden: hidden) { operand = try ofManyRows(call, tree) }
    default: break
    }
    if let operand {
      // No name of a program begins with a blank.
      let name = " \(lifted.count + 1)"
      lifted.append((name, operand))
      return Expression(.name(name), tree.span)
    }
    return try RowTree.replacing(tree, hidden: hidden) { (part, hidden) throws(Mistake) in
      try lift(part, hidden: hidden, &lifted)
    }
  }

  /// True for a call whose answer comes from other rows too.
  private func isAboutManyRows(_ call: Call, hidden: Set<String>) throws(Mistake) -> Bool {
    guard let name = callee(call), call.groups.isEmpty, !hidden.contains(name) else { return false }
    let own = variable(name) ?? .nothing
    for input in call.arguments
    where RowTree.names(in: input.value).contains(where: { hidden.contains($0) }) { return false }
    if context.isOfWholeColumns(name, own) {
      return call.arguments.contains {
        RowTree.names(in: $0.value).contains { dataset.column($0) != nil }
      }
    }
    guard context.body(of: own) == nil else { return false }
    switch (name, call.arguments.count) {
    case ("count", 0), ("row_number", 0): return true
    case ("previous", 1), ("running_sum", 1), ("rank", 1):
      return RowTree.names(in: call.arguments[0].value).contains { dataset.column($0) != nil }
    default: break
    }
    guard let native = Native.named(name), native.isStatistic, let first = call.arguments.first
    else { return false }
    return try isOneValueARow(first.value, for: native)
  }

  /// What a call says whose answer comes from other rows too.
  private func ofManyRows(_ call: Call, _ tree: Expression) throws(Mistake) -> RowOperand {
    guard groups == nil, let name = callee(call), let native = Native.named(name),
      native.isStatistic, !call.arguments.isEmpty
    else { return try evaluate(tree) }
    var operands: [RowOperand] = []
    for input in call.arguments { operands.append(try formula(input.value)) }
    return try statisticOfAll(native, call, tree, operands)
  }

  /// True when a part gives one value a row that a statistic takes as a whole.
  ///
  /// Where that is no plan's business a few rows are tried: a list in each of them would take much room.
  private func isOneValueARow(_ tree: Expression, for native: Native) throws(Mistake) -> Bool {
    do {
      return isPlainColumn(try evaluate(tree), for: native)
    } catch {
      guard error.code == .rowByRow else { throw error }
    }
    for rows in [min(count, 16), count] {
      if let answer = try isOneValueARow(tree, for: native, inFirst: rows) { return answer }
    }
    return !mayBeList(tree)
  }

  /// True when a part would be a list if it had an answer: something is done to each item of a list.
  private func mayBeList(_ tree: Expression) -> Bool {
    switch tree.form {
    case .list, .steps, .binary(.range, _, _, _): return true
    case .name(let name):
      if let column = dataset.column(name) { return column.kind.isList }
      return variable(name)?.hasItems ?? false
    case .index(let base, let index):
      guard mayBeList(base) else { return false }
      if case .comparison = index.form { return true }
      return mayBeList(index)
    case .call(let call):
      guard let name = callee(call), let native = Native.named(name), native.isItemwise else {
        return false
      }
      return call.arguments.contains { mayBeList($0.value) }
    case .pipe, .function: return false
    default: return RowTree.parts(of: tree).contains { mayBeList($0) }
    }
  }

  /// The same, looking at the first rows only; nil when they hold nothing but gaps.
  private func isOneValueARow(_ tree: Expression, for native: Native, inFirst rows: Int)
    throws(Mistake) -> Bool?
  {
    let remarks = context.pieceRemarks
    let random = context.builtins.random
    context.pieceRemarks = PieceRemarks()
    defer {
      context.pieceRemarks = remarks
      context.builtins.random = random
    }
    let part = RowEvaluator(
      context, dataset.first(rows), step, whole: (self, (0..<Int32(rows)).map { $0 }),
      groups: groups)
    defer { part.finish() }
    let operand: RowOperand
    do {
      operand = try part.byRows(tree)
    } catch {
      if context.isStopping { throw error }
      return false
    }
    guard operand.isRowwise else { return false }
    let column = try part.column(operand, named: "")
    if column.gapCount == column.count { return nil }
    return part.isPlainColumn(.column(column), for: native)
  }
}

extension ColumnKind {
  /// True for a list in each row.
  fileprivate var isList: Bool {
    if case .list = self { return true }
    return false
  }
}
