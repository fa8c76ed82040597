import LinnetData
import LinnetSyntax

/// Functions in row formulas.
extension RowEvaluator {
  /// Functions that give another number each time they are asked.
  static let chancy: Set<String> = [
    "random", "random_normal", "random_choice", "shuffle", "ask",
  ]

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
    var function = machine.global(name)
    if bindings == nil {
      for local in step.locals where local.name == name && local.value.kind == .function {
        function = local.value
      }
    }
    if let function, function.object(.function) != nil {
      return try own(function, call, tree)
    }
    if let special = try special(name, call, tree) { return special }
    guard let native = Native.named(name) else {
      if function == nil, Verb.all[name] == nil, dataset.column(name) == nil, bindings == nil,
        !step.locals.contains(where: { $0.name == name })
      {
        throw machine.unknownFunction(name, at: call.callee.span, in: step.source)
      }
      return try byRows(tree)
    }
    // A small function that reads columns is made anew for every row.
    if call.arguments.contains(where: { readsInside($0.value) }) { return try byRows(tree) }
    return try self.native(native, call, tree)
  }

  /// True for a small function, or a list of them, that reads a column.
  private func readsInside(_ tree: Expression) -> Bool {
    guard bindings == nil else {
      if case .function = tree.form { return true }
      return false
    }
    guard case .function = tree.form else { return false }
    return RowTree.names(in: tree).contains { dataset.column($0) != nil || $0 == "row" }
  }

  // MARK: Functions of rows

  /// Functions that only make sense about rows; nil when the name is none of them.
  private func special(_ name: String, _ call: Call, _ tree: Expression) throws(Mistake)
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
    if Self.chancy.contains(name), !inputs.contains(where: { isLabelled($0, "count") }) {
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

  private func isLabelled(_ input: Argument, _ label: String) -> Bool {
    if case .option(let name, _) = input.label { return name == label }
    return false
  }

  /// A new random number for every row.
  private func chance(_ call: Call, _ tree: Expression) throws(Mistake) -> RowOperand? {
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
  private func randomNumbers(_ name: String, _ call: Call, _ operands: [RowOperand]) throws(Mistake)
    -> Column?
  {
    let isPlain = call.arguments.allSatisfy { input in
      if case .none = input.label { return true }
      return false
    }
    guard isPlain else { return nil }
    switch (name, operands.count) {
    case ("random", 0):
      try machine.charge(1 + count >> 2)
      var generator = machine.generator
      defer { machine.builtins.random = generator }
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
      try machine.charge(1 + count >> 2)
      var generator = machine.generator
      defer { machine.builtins.random = generator }
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
  private func shuffled(_ column: Column, isChoice: Bool) -> Column {
    var generator = machine.generator
    defer { machine.builtins.random = generator }
    guard isChoice else { return column.gather(Machine.shuffled(column.count, &generator)) }
    return column.gather((0..<column.count).map { _ in Int32(generator.below(column.count)) })
  }

  /// `choose(question, a, b)`: what may fail is only worked out for the rows that need it.
  private func choose(_ inputs: [Expression]) throws(Mistake) -> RowOperand {
    let question = try evaluate(inputs[0])
    guard question.isRowwise else {
      if case .value(.truth(let answer)) = question { return try evaluate(inputs[answer ? 1 : 2]) }
      if case .value(.missing) = question { return .value(.missing) }
      // A list of answers chooses item by item, which the function itself does.
      guard question.isWholeList else { throw notAQuestion(inputs[0], question) }
      let first = try evaluate(inputs[1])
      let second = try evaluate(inputs[2])
      if first.isRowwise || second.isRowwise { throw Mistake(.rowByRow) }
      return .value(
        keep(
          try machine.choose(
            try value(question), try value(first), try value(second), depth: 0)))
    }
    if kind(question) != .truth, !isList(question) {
      let answers = try column(question, named: "")
      guard answers.gapCount == answers.count else { throw notAQuestion(inputs[0], question) }
      return .column(Column(decimals: [Double](repeating: .nan, count: count)))
    }
    let isGuarded =
      groups == nil && (kind(question) == .truth)
      && (RowTree.mayRemark(inputs[1]) || RowTree.mayRemark(inputs[2]))
    if isGuarded { return try chooseByRows(question, inputs) }
    let first = try evaluate(inputs[1])
    let second = try evaluate(inputs[2])
    let made = try planned([question, first, second]) { (nodes) throws(DataMistake) in
      try self.plan.choose(nodes[0], nodes[1], nodes[2])
    }
    if let made { return made }
    return try rowByRow([question, first, second]) { (values) throws(Mistake) in
      switch values[0] {
      case .truth(let answer): answer ? values[1] : values[2]
      case .missing: .missing
      default: try machine.choose(values[0], values[1], values[2], depth: 0)
      }
    }
  }

  /// `if q then a else if r then b else c`: the same as `choose(q, a, choose(r, b, c))`.
  func choice(_ choices: ArraySlice<Choice>, _ otherwise: Expression) throws(Mistake)
    -> RowOperand
  {
    guard let first = choices.first else { return try evaluate(otherwise) }
    let rest = choices.dropFirst()
    let no =
      rest.isEmpty
      ? otherwise
      : Expression(
        .choice(Array(rest), otherwise: otherwise),
        rest[rest.startIndex].question.span.joined(otherwise.span))
    return try choose([first.question, first.value, no])
  }

  private func isList(_ operand: RowOperand) -> Bool {
    if case .list? = kind(operand) { return true }
    return false
  }

  private func chooseByRows(_ question: RowOperand, _ inputs: [Expression]) throws(Mistake)
    -> RowOperand
  {
    guard case .truth(let answers) = try column(question, named: "").storage else {
      throw notAQuestion(inputs[0], question)
    }
    var rows: [[Int32]] = [[], []]
    for (row, answer) in answers.enumerated() where answer < 2 {
      rows[answer == 1 ? 0 : 1].append(Int32(row))
    }
    // What no row asks for is not worked out at all.
    let nothing = Column(decimals: [])
    let first = rows[0].isEmpty ? nothing : try columnOf(rows[0], inputs[1])
    let second = rows[1].isEmpty ? nothing : try columnOf(rows[1], inputs[2])
    var order = [Int32](repeating: -1, count: count)
    for (place, row) in rows[0].enumerated() { order[Int(row)] = Int32(place) }
    for (place, row) in rows[1].enumerated() { order[Int(row)] = Int32(first.count + place) }
    if rows[0].isEmpty || rows[1].isEmpty {
      return .column((rows[0].isEmpty ? second : first).gather(order))
    }
    let both = try data { () throws(DataMistake) in try first.appending(second) }
    return .column(both.gather(order))
  }

  // MARK: The user's own functions

  private func own(_ function: Value, _ call: Call, _ tree: Expression) throws(Mistake)
    -> RowOperand
  {
    if let groups, call.arguments.contains(where: { groups.readsRows($0.value) }) {
      return try ownOfGroups(function, call, tree, groups)
    }
    if let made = try formula(of: function, call) { return made }
    return try callByRow(function, call, tree)
  }

  /// A plain formula of the user's, worked out in place: its inputs are seen, the columns are not.
  private func formula(of function: Value, _ call: Call) throws(Mistake) -> RowOperand? {
    guard let body = machine.body(of: function), let formula = RowTree.formula(of: body),
      body.parameters.count == call.arguments.count
    else { return nil }
    guard body.parameters.allSatisfy({ $0.standard == nil }),
      call.arguments.allSatisfy({ input in
        if case .none = input.label { return true }
        return false
      })
    else { return nil }
    var inner: [String: RowOperand] = [:]
    for capture in machine.captures(of: function) { inner[capture.name] = .value(capture.value) }
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
      if machine.isStopping { throw error }
      // Whatever does not go by columns is asked of the outermost function itself, row by row.
      if outer != nil { throw Mistake(.rowByRow) }
      return nil
    }
  }

  /// Calls a function of the user's once for every row.
  private func callByRow(_ function: Value, _ call: Call, _ tree: Expression) throws(Mistake)
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
    let isChancy = machine.body(of: function).map { Self.asksChance($0) } ?? true
    guard isChancy || operands.contains(where: { $0.isRowwise }) else {
      var values: [Value] = []
      for operand in operands { values.append(try value(operand)) }
      return .value(keep(try machine.call(function, values)))
    }
    return try rowByRow(operands) { (values) throws(Mistake) in
      try machine.call(function, values)
    }
  }

  /// True when a function may give another result each time it is asked.
  private static func asksChance(_ body: FunctionBody) -> Bool {
    guard let formula = RowTree.formula(of: body) else { return true }
    var found = false
    RowTree.walk(formula) { part in
      if case .call(let call) = part.form, case .name(let name) = call.callee.form,
        !harmless.contains(name)
      {
        found = true
      }
      return !found
    }
    return found
  }

  /// Calls a function of the user's once for every group, with the group's part of each column.
  private func ownOfGroups(
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
        machine, groups.rows.dataset.gather(groups.rows(of: group)), step)
      defer { part.finish() }
      var values: [Value] = []
      for (place, input) in call.arguments.enumerated() {
        if let column = fixed[place] {
          values.append(keep(machine.value(of: column, row: group)))
        } else {
          values.append(try part.value(try part.formula(input.value)))
        }
      }
      let item = try self.item(from: try machine.call(function, values), named: words(tree))
      try data(tree) { () throws(DataMistake) in try builder.append(item) }
    }
    return .column(builder.finish())
  }

  // MARK: Built-in functions

  private func native(_ native: Native, _ call: Call, _ tree: Expression) throws(Mistake)
    -> RowOperand
  {
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
    if let made = try planned(native.name, call, operands) { return made }
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
  private func takesWhole(_ native: Native, _ operands: [RowOperand]) -> Bool {
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
  private func position(_ native: Native, _ call: Call) throws(Mistake) -> RowOperand? {
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
  private func named(_ mistake: Mistake, _ call: Call) -> Mistake {
    var mistake = mistake
    if mistake.code == "not-numbers", let input = call.arguments.first {
      mistake.slots["name"] = words(input.value)
      if case .name = input.value.form {
        let numbers = dataset.names.filter { dataset.column($0)?.kind == .number }
        if !numbers.isEmpty { mistake.slots["columns"] = Machine.listed(numbers) }
      }
      if mistake.span == nil, bindings == nil {
        mistake.span = input.value.span
        mistake.source = step.source
      }
    }
    return mistake
  }

  /// Where each input of a built-in comes from: a place among those written, or nil when left out.
  ///
  /// Nil altogether when the call does not fit; compiling it then tells what is wrong.
  private func arrange(_ native: Native, _ call: Call) -> [Int?]? {
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
  private func run(_ native: Native, _ call: Call, _ places: [Int?], _ values: [Value])
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
    let outer = machine.rowCall
    machine.rowCall = Machine.RowCall(
      arguments: call.arguments, source: step.source, place: machine.state.pointee.pc)
    defer { machine.rowCall = outer }
    return try native.body(machine, Inputs(base: base, count: places.count, labels: labels))
  }

  // MARK: Statistics of groups

  func statistic(
    _ native: Native, _ call: Call, _ tree: Expression, _ groups: RowGroups
  ) throws(Mistake) -> RowOperand {
    let inputs = call.arguments
    let isSimple = inputs.allSatisfy { input in
      if case .none = input.label, !readsStatistic(input.value) { return true }
      return false
    }
    if isSimple {
      do {
        if let column = try quickStatistic(native.name, inputs.map { $0.value }, groups) {
          return .column(column)
        }
      } catch {
        throw named(error, call)
      }
    }
    if let column = try different(native.name, inputs, groups) { return .column(column) }
    var builder = ColumnBuilder()
    for group in 0..<groups.grouping.count {
      let part = RowEvaluator(
        machine, groups.rows.dataset.gather(groups.rows(of: group)), step)
      defer { part.finish() }
      let result = try part.formula(tree)
      guard case .value(let value) = result else {
        throw Mistake(
          "needs-summary", ["name": words(tree), "suggestion": "mean(\(words(tree)))"],
          at: tree.span, in: step.source)
      }
      let item = try self.item(from: value, named: words(tree))
      try data(tree) { () throws(DataMistake) in try builder.append(item) }
    }
    return .column(builder.finish())
  }

  /// True when a statistic stands inside an input, so that the input itself differs from group to group.
  private func readsStatistic(_ tree: Expression) -> Bool {
    var found = false
    RowTree.walk(tree) { part in
      switch part.form {
      case .index, .function, .pipe: found = true
      case .call(let call):
        guard case .name(let name) = call.callee.form, let native = Native.named(name),
          native.isItemwise || name == "choose"
        else {
          found = true
          break
        }
      default: break
      }
      return !found
    }
    return found
  }

  /// `count(unique(x))` of each group, worked out for all groups at once; nil for everything else.
  private func different(_ name: String, _ inputs: [Argument], _ groups: RowGroups) throws(Mistake)
    -> Column?
  {
    guard name == "count", inputs.count == 1, case .none = inputs[0].label,
      case .call(let call) = inputs[0].value.form, callee(call) == "unique", call.groups.isEmpty,
      call.arguments.count == 1, case .none = call.arguments[0].label,
      machine.global("unique")?.object(.function) == nil,
      !step.locals.contains(where: { $0.name == "unique" })
    else { return nil }
    let input = call.arguments[0].value
    guard !readsStatistic(input) else { return nil }
    let operand = try groups.rows.formula(input)
    guard isPlainColumn(operand) else { return nil }
    let column = try groups.rows.column(operand, named: words(input))
    // Counting answers counts those that say yes.
    switch column.kind {
    case .number, .text, .date: return GroupStatistics(groups.grouping).different(column)
    default: return nil
    }
  }

  private func quickStatistic(_ name: String, _ inputs: [Expression], _ groups: RowGroups)
    throws(Mistake) -> Column?
  {
    let statistics = GroupStatistics(groups.grouping)
    if inputs.count == 1, let statistic = Statistic(rawValue: name) {
      let operand = try groups.rows.formula(inputs[0])
      guard isPlainColumn(operand) else { return nil }
      let column = try groups.rows.column(operand, named: words(inputs[0]))
      if column.kind == .truth, statistic == .min || statistic == .max { return nil }
      switch statistic {
      case .sum, .mean, .median, .min, .max, .stdev, .variance, .range:
        machine.leaveOut(column.gapCount, of: column.count, name, words(inputs[0]))
      default: break
      }
      return try data { () throws(DataMistake) in try statistics.statistic(statistic, of: column) }
    }
    if name == "quantile", inputs.count == 2 {
      let operand = try groups.rows.formula(inputs[0])
      guard isPlainColumn(operand), case .value(let given) = try groups.rows.formula(inputs[1]),
        let share = given.number, share >= 0, share <= 1, !given.isMissing
      else { return nil }
      let column = try groups.rows.column(operand, named: words(inputs[0]))
      guard column.kind == .number else { return nil }
      return try data { () throws(DataMistake) in try statistics.quantile(share, of: column) }
    }
    if name == "correlation", inputs.count == 2 {
      let first = try groups.rows.formula(inputs[0])
      let second = try groups.rows.formula(inputs[1])
      guard isPlainColumn(first), isPlainColumn(second) else { return nil }
      let a = try groups.rows.column(first, named: words(inputs[0]))
      let b = try groups.rows.column(second, named: words(inputs[1]))
      return try data { () throws(DataMistake) in try statistics.correlation(a, b) }
    }
    return nil
  }

  // MARK: Functions in the plan

  /// A built-in that the plan knows, worked out block by block; nil for all others.
  private func planned(_ name: String, _ call: Call, _ operands: [RowOperand]) throws(Mistake)
    -> RowOperand?
  {
    if name == "vector" {
      var labels: [String] = []
      for input in call.arguments {
        guard case .option(let label, _) = input.label else { return nil }
        labels.append(label)
      }
      return try planned(operands) { (nodes) throws(DataMistake) in
        try self.plan.vector(zip(labels, nodes).map { (name: $0, node: $1) })
      }
    }
    let isPlain = call.arguments.allSatisfy { input in
      if case .none = input.label { return true }
      return false
    }
    guard isPlain else { return nil }
    switch operands.count {
    case 1: return try plannedOfOne(name, operands, call.arguments.first?.value)
    case 2:
      return try planned(operands) { (nodes) throws(DataMistake) in
        switch name {
        case "atan2": return try self.plan.binary(.atan2, nodes[0], nodes[1])
        case "hypot": return try self.plan.binary(.hypot, nodes[0], nodes[1])
        case "delta_r": return try self.plan.deltaR(nodes[0], nodes[1])
        case "delta_phi" where nodes[0].kind == .vector:
          return try self.plan.deltaPhi(nodes[0], nodes[1])
        case "angle": return try self.plan.angle(nodes[0], nodes[1])
        case "fill": return try self.plan.fill(nodes[0], with: nodes[1])
        default: throw DataMistake("unplanned")
        }
      }
    default: return nil
    }
  }

  private func plannedOfOne(_ name: String, _ operands: [RowOperand], _ input: Expression?)
    throws(Mistake) -> RowOperand?
  {
    let functions: [String: NumberFunction] = [
      "abs": .abs, "sqrt": .sqrt, "exp": .exp, "log": .log, "log10": .log10, "sin": .sin,
      "cos": .cos, "tan": .tan, "asin": .asin, "acos": .acos, "atan": .atan, "sinh": .sinh,
      "cosh": .cosh, "tanh": .tanh, "floor": .floor, "ceiling": .ceiling, "sign": .sign,
    ]
    if let function = functions[name] {
      return try planned(operands) { (nodes) throws(DataMistake) in
        try self.plan.unary(function, nodes[0])
      }
    }
    guard isList(operands[0]) else { return nil }
    return try planned(operands) { (nodes) throws(DataMistake) in
      switch name {
      case "count", "gaps", "sum", "mean", "median", "min", "max", "stdev", "variance", "range",
        "any", "all", "first", "last":
        guard let statistic = Statistic(rawValue: name) else { throw DataMistake("unplanned") }
        let reduced = try self.plan.reduce(statistic, nodes[0])
        if self.plan.leftOut.gaps > 0 {
          self.machine.leaveOut(
            self.plan.leftOut.gaps, of: self.plan.leftOut.count, name,
            input.map { self.words($0) })
        }
        return reduced
      case "pairs": return try self.plan.pairs(nodes[0])
      case "triples": return try self.plan.triples(nodes[0])
      case "sort": return try self.plan.sorted(nodes[0])
      case "reverse": return try self.plan.reversed(nodes[0])
      case "unique": return try self.plan.unique(nodes[0])
      case "position_of_min": return try self.plan.position(nodes[0], ofGreatest: false)
      case "position_of_max": return try self.plan.position(nodes[0], ofGreatest: true)
      default: throw DataMistake("unplanned")
      }
    }
  }
}

extension Native {
  private static let byName: [String: Native] = {
    var table: [String: Native] = [:]
    for native in all { table[native.name] = native }
    return table
  }()

  /// The built-in function with a name.
  static func named(_ name: String) -> Native? { byName[name] }
}
