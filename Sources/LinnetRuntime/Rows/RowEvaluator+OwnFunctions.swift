import LinnetData
import LinnetSyntax

/// Functions of the user's own in row formulas.
extension RowEvaluator {
  func own(_ function: Value, _ call: Call, _ tree: Expression) throws(Mistake)
    -> RowOperand
  {
    if let groups, call.arguments.contains(where: { groups.readsRows($0.value) }) {
      return try ownOfGroups(function, call, tree, groups)
    }
    if let made = try formula(of: function, call) { return made }
    return try callByRow(function, call, tree)
  }

  /// A plain formula of the user's, worked out in place: its inputs are seen, the columns are not.
  func formula(of function: Value, _ call: Call) throws(Mistake) -> RowOperand? {
    guard let body = context.body(of: function), let formula = RowTree.formula(of: body),
      body.parameters.count == call.arguments.count,
      // To a function of the language's library a built-in is the built-in, whatever the program calls so.
      !context.isOfLibrary(function)
        || !Resolver.names(in: formula).contains(where: { context.isOverBuiltIn($0) })
    else { return nil }
    guard body.parameters.allSatisfy({ $0.standard == nil }),
      call.arguments.allSatisfy({ input in
        if case .none = input.label { return true }
        return false
      })
    else { return nil }
    var inner: [String: RowOperand] = [:]
    for capture in context.captures(of: function) { inner[capture.name] = .value(capture.value) }
    var isRowwise = false
    for (place, input) in call.arguments.enumerated() {
      let operand = try evaluate(input.value)
      if operand.isRowwise { isRowwise = true }
      inner[body.parameters[place].name] = operand
    }
    guard isRowwise else { return nil }
    let name = body.name ?? ""
    guard !inlined.contains(name), inlined.count < 20 else { throw Mistake(.rowByRow) }
    let outer = bindings
    bindings = inner
    inlined.append(name)
    defer {
      bindings = outer
      inlined.removeLast()
    }
    do {
      return try evaluate(formula)
    } catch {
      if context.isStopping { throw error }
      // Whatever does not go by columns is asked of the outermost function itself, row by row.
      if outer != nil { throw Mistake(.rowByRow) }
      return nil
    }
  }

  /// Calls a function of the user's once for every row.
  func callByRow(_ function: Value, _ call: Call, _ tree: Expression) throws(Mistake)
    -> RowOperand
  {
    if bindings != nil { throw Mistake(.rowByRow) }
    let isPlain = call.arguments.allSatisfy { input in
      if case .none = input.label { return true }
      return false
    }
    guard isPlain, !call.arguments.contains(where: { readsInside($0.value) }) else {
      return try byRows(tree)
    }
    var operands: [RowOperand] = []
    for input in call.arguments { operands.append(try evaluate(input.value)) }
    var looked: Set<ObjectIdentifier> = []
    guard
      operands.contains(where: { $0.isRowwise || isFunction($0) })
        || asksChance(function, &looked)
    else {
      var values: [Value] = []
      for operand in operands { values.append(try value(operand)) }
      return .value(keep(try context.call(function, values)))
    }
    return try rowByRow(operands) { (values) throws(Mistake) in
      try context.call(function, values)
    }
  }

  /// True when a function may give another result each time it is asked, or does something to be seen.
  ///
  /// That holds for what it calls as well; a name that nothing is known of counts as chance.
  private func asksChance(_ function: Value, _ looked: inout Set<ObjectIdentifier>) -> Bool {
    guard let body = context.body(of: function) else { return true }
    guard looked.insert(ObjectIdentifier(body)).inserted else { return false }
    guard let scope = Resolver.resolve(body)[ObjectIdentifier(body)] else { return true }
    let captures = context.captures(of: function)
    for name in scope.outerReads where name != body.name {
      let value = captures.first { $0.name == name }?.value ?? context.global(name)
      if let value, value.object(.function) != nil {
        if asksChance(value, &looked) { return true }
      } else if let native = Native.named(name) {
        if !native.traits.isDisjoint(with: [.chance, .command]) { return true }
      } else if value == nil {
        return true
      }
    }
    return false
  }

  private func isFunction(_ operand: RowOperand) -> Bool {
    if case .value(let value) = operand { return value.object(.function) != nil }
    return false
  }

  /// Calls a function of the user's once for every group, with the group's part of each column.
  func ownOfGroups(
    _ function: Value, _ call: Call, _ tree: Expression, _ groups: RowGroups
  ) throws(Mistake) -> RowOperand {
    var builder = ColumnBuilder()
    var fixed: [Column?] = []
    for input in call.arguments {
      fixed.append(
        groups.readsRows(input.value)
          ? nil : try column(try evaluate(input.value), named: words(input.value)))
    }
    for group in 0..<groups.grouping.count {
      let part = RowEvaluator(
        context, groups.rows.dataset.gather(groups.rows(of: group)), step)
      defer { part.finish() }
      var values: [Value] = []
      for (place, input) in call.arguments.enumerated() {
        if let column = fixed[place] {
          values.append(keep(context.value(of: column, row: group)))
        } else {
          values.append(try part.value(try part.formula(input.value)))
        }
      }
      let item = try self.item(from: try context.call(function, values), named: words(tree))
      try data(tree) { () throws(DataMistake) in try builder.append(item) }
    }
    return .column(builder.finish())
  }
}
