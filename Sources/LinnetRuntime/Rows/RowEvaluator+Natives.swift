import LinnetData
import LinnetSyntax

/// Built-in functions in row formulas.
extension RowEvaluator {
  func native(_ native: Native, _ call: Call, _ tree: Expression) throws(Mistake)
    -> RowOperand
  {
    // A statistic whose call does not fit never comes to an end row by row.
    if native.isStatistic, arrange(native, call) == nil { throw unfit(native, call) }
    if let groups, native.isStatistic,
      call.arguments.contains(where: { groups.readsColumns($0.value) })
    {
      return try statistic(native, call, tree, groups)
    }
    if native.name == "position", let made = try position(native, call) { return made }
    let isStatistic = native.isStatistic
    if isStatistic { statisticsAround += 1 }
    defer { if isStatistic { statisticsAround -= 1 } }
    var operands: [RowOperand] = []
    for input in call.arguments {
      var operand = try evaluate(input.value)
      // One value a row, even where it happens to be the same in all of them.
      if isStatistic, operands.isEmpty, bindings == nil, groups == nil, !operand.isRowwise,
        !operand.isWholeList, readsColumn(input.value)
      {
        operand = .column(try rowwiseColumn(operand, named: words(input.value)))
      }
      operands.append(operand)
    }
    let isOfRows =
      operands.first.map { $0.isRowwise && !isPlainColumn($0, for: native) } ?? false
    if isStatistic, !isOfRows, takesWhole(native, operands) {
      return try statisticOfAll(native, call, tree, operands)
    }
    if let made = try planned(native, call, operands) { return made }
    guard let places = arrange(native, call) else { return try byRows(tree) }
    let isOfOneRow =
      !native.isItemwise
      || native.name == "contains" && (operands.first.map { isList($0) } ?? false)
    if isOfOneRow {
      guard operands.contains(where: { $0.isRowwise }) else {
        if native.takesFunction, call.arguments.contains(where: { RowTree.asksChance($0.value) }) {
          return try everyRow(tree)
        }
        var values: [Value] = []
        for operand in operands { values.append(try value(operand)) }
        return .value(keep(try run(native, call, places, values)))
      }
      // A gap has no letters and no parts.
      let spreads = operands[0].isRowwise && !native.acceptsAnyLabel
      return try rowByRow(operands) { (values) throws(Mistake) in
        if spreads, values.first?.isMissing ?? false { return .missing }
        return try self.run(native, call, places, values)
      }
    }
    try refuseWholeLists(all: operands)
    var values: [Value] = []
    for operand in operands { values.append(try value(operand)) }
    do {
      return try operand(try run(native, call, places, values), ofAll: operands)
    } catch {
      throw named(error, call)
    }
  }

  /// True when a statistic is one of all rows: what it works on is one value a row.
  func takesWhole(_ native: Native, _ operands: [RowOperand]) -> Bool {
    // What is wanted of the values, such as the share of a quantile, may differ from row to row.
    let values = native.name == "correlation" ? operands[...] : operands.prefix(1)
    return values.contains { isPlainColumn($0, for: native) }
  }

  /// A statistic of all rows, or within the groups of the step.
  func statisticOfAll(
    _ native: Native, _ call: Call, _ tree: Expression, _ operands: [RowOperand]
  ) throws(Mistake) -> RowOperand {
    // Inside a function of the user's own the input is one value, not the whole column.
    if bindings != nil { throw Mistake(.rowByRow) }
    if let whole { return try ofWhole(tree, whole) }
    guard let places = arrange(native, call) else { return try byRows(tree) }
    if native.name != "correlation", operands.dropFirst().contains(where: { $0.isRowwise }) {
      let all = RowOperand.value(try value(operands[0]))
      return try rowByRow([all] + operands.dropFirst()) { (values) throws(Mistake) in
        try self.run(native, call, places, values)
      }
    }
    if let partition { return try partition.statistic(native, call, tree, self) }
    var values: [Value] = []
    for operand in operands { values.append(try value(operand)) }
    do {
      // A whole list such as `sort(x)` may still have one item a row.
      return .value(keep(try run(native, call, places, values)))
    } catch {
      throw named(error, call)
    }
  }

  /// `position(x, in: xs)` where `xs` is the same for all rows: it is looked through once; else nil.
  func position(_ native: Native, _ call: Call) throws(Mistake) -> RowOperand? {
    guard let places = arrange(native, call), let item = places[0], let group = places[1] else {
      return nil
    }
    var operands: [RowOperand] = []
    for input in call.arguments { operands.append(try evaluate(input.value)) }
    guard operands[item].isRowwise, !operands[group].isRowwise,
      isPlainColumn(operands[item])
    else { return nil }
    var values: [Value] = []
    for operand in operands { values.append(try value(operand)) }
    return try operand(try run(native, call, places, values), ofAll: operands)
  }

  /// True for one plain value a row: what a statistic takes as a whole.
  func isPlainColumn(_ operand: RowOperand) -> Bool {
    guard operand.isRowwise else { return false }
    return !isList(operand)
  }

  /// The same for a built-in; a text is all that `slice` works on, and a record all that `has` does.
  func isPlainColumn(_ operand: RowOperand, for native: Native) -> Bool {
    guard isPlainColumn(operand) else { return false }
    switch kind(operand) {
    case .text: return native.name != "slice"
    case .record: return native.name != "has" && native.name != "keys"
    default: return true
    }
  }

  /// A mistake about words where numbers were needed names the column.
  func named(_ mistake: Mistake, _ call: Call) -> Mistake {
    var mistake = mistake
    if mistake.code == "not-numbers", let input = call.arguments.first {
      mistake.slots["name"] = words(input.value)
      if case .name = input.value.form {
        let numbers = dataset.names.filter { dataset.column($0)?.kind == .number }
        if !numbers.isEmpty { mistake.slots["columns"] = Context.listed(numbers) }
      }
      if mistake.span == nil, bindings == nil {
        mistake.span = input.value.span
        mistake.source = step.source
      }
    }
    return mistake
  }

  /// The mistake that a statistic lacks an input, or was given one that it does not take.
  private func unfit(_ native: Native, _ call: Call) -> Mistake {
    var given = 0
    for input in call.arguments {
      switch input.label {
      case .option(let name, let span), .newName(let name, let span):
        let known = native.inputs.map { $0.name }
        if !known.contains(name) {
          var slots = ["option": name, "function": native.name]
          if !known.isEmpty {
            slots["options"] = known.map { "`\($0)`" }.joined(separator: ", ")
          }
          return Mistake("unknown-option", slots, at: span, in: step.source)
        }
      case .none: given += 1
      }
    }
    let required = native.inputs.filter { !$0.isOptional }
    if given < required.count {
      return Mistake(
        "missing-input", ["function": native.name, "input": required[given].name],
        at: call.callee.span, in: step.source)
    }
    let count = native.inputs.filter { !$0.isOption }.count
    return Mistake(
      "wrong-count",
      [
        "function": native.name, "wanted": count == 1 ? "1 input" : "\(count) inputs",
        "given": String(given),
      ], at: call.callee.span, in: step.source)
  }

  /// Where each input of a built-in comes from: a place among those written, or nil when left out.
  ///
  /// Nil altogether when the call does not fit; compiling it then tells what is wrong.
  func arrange(_ native: Native, _ call: Call) -> [Int?]? {
    if native.acceptsAnyLabel { return call.arguments.indices.map { $0 } }
    var places = [Int?](repeating: nil, count: native.inputs.count)
    var extra: [Int?] = []
    var next = 0
    for (place, input) in call.arguments.enumerated() {
      switch input.label {
      case .option(let name, _), .newName(let name, _):
        guard let found = native.inputs.firstIndex(where: { $0.name == name }),
          places[found] == nil
        else { return nil }
        places[found] = place
      case .none:
        while next < places.count, places[next] != nil || native.inputs[next].isOption {
          next += 1
        }
        if next < places.count {
          places[next] = place
          next += 1
        } else if native.isVariadic {
          extra.append(place)
        } else {
          return nil
        }
      }
    }
    for (place, input) in native.inputs.enumerated() where !input.isOptional {
      if places[place] == nil { return nil }
    }
    return places + extra
  }

  /// Runs a built-in on values in the order written.
  func run(_ native: Native, _ call: Call, _ places: [Int?], _ values: [Value])
    throws(Mistake) -> Value
  {
    var labels: [String?] = []
    if native.acceptsAnyLabel {
      labels = call.arguments.map { input in
        switch input.label {
        case .option(let name, _), .newName(let name, _): name
        case .none: nil
        }
      }
    }
    let base = UnsafeMutablePointer<Value>.allocate(capacity: max(places.count, 1))
    defer { base.deallocate() }
    for (place, from) in places.enumerated() {
      (base + place).initialize(to: from.map { values[$0] } ?? .absent)
    }
    let outer = context.rowCall
    context.rowCall = Context.RowCall(
      arguments: call.arguments, source: step.source, place: context.runningStep)
    defer { context.rowCall = outer }
    return try native.body(context, Inputs(base: base, count: places.count, labels: labels))
  }
}
