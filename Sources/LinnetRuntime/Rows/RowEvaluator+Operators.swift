import LinnetData
import LinnetSyntax
import LinnetText

/// Signs between parts of a row formula.
extension RowEvaluator {
  /// Tries the plan; nil when a part is no plan's business or the kinds do not fit.
  ///
  /// The machine's own work then gives the answer, or the mistake in the user's words.
  func planned(
    _ operands: [RowOperand], _ make: ([Node]) throws(DataMistake) -> Node?
  ) throws(Mistake) -> RowOperand? {
    guard operands.contains(where: { $0.isRowwise }) else { return nil }
    var nodes: [Node] = []
    for operand in operands {
      guard let node = try node(operand) else { return nil }
      nodes.append(node)
    }
    return try columns.attempt { () throws(DataMistake) -> Node? in try make(nodes) }
      .map { .node($0) }
  }

  // MARK: Calculating

  func unary(_ sign: UnaryOperator, _ tree: Expression) throws(Mistake) -> RowOperand {
    let operand = try evaluate(tree)
    let made = try planned([operand]) { (nodes) throws(DataMistake) in
      try self.plan.unary(sign, nodes[0])
    }
    if let made { return made }
    if sign == .not, operand.isRowwise {
      // A column of nothing but gaps has no kind of its own.
      let answers = try column(operand, named: "")
      guard answers.gapCount == answers.count else { throw notAQuestion(tree, operand) }
      return .column(answers)
    }
    return try speaking(of: tree) { () throws(Mistake) in
      try self.operand(try context.unary(sign, try value(operand)), of: operand)
    }
  }

  func binary(
    _ sign: BinaryOperator, _ left: RowOperand, _ right: RowOperand, _ tree: Expression
  ) throws(Mistake) -> RowOperand {
    let made = try planned([left, right]) { (nodes) throws(DataMistake) in
      try self.plan.binary(sign, nodes[0], nodes[1])
    }
    if let made { return made }
    if sign == .range, left.isRowwise || right.isRowwise {
      return try rowByRow([left, right]) { (values) throws(Mistake) in
        try context.binary(sign, values[0], values[1])
      }
    }
    try refuseWholeLists(left, right)
    func combined() throws(Mistake) -> RowOperand {
      try operand(try context.binary(sign, try value(left), try value(right)), of: left, right)
    }
    guard case .binary(_, let leftTree, let rightTree, _) = tree.form else {
      return try combined()
    }
    return try speaking(of: leftTree, rightTree, work: combined)
  }

  // MARK: Comparing

  func chain(_ first: Expression, _ rest: [ComparisonLink]) throws(Mistake) -> RowOperand {
    var leftTree = first
    for link in rest {
      try refuseItself(leftTree, link.operand)
      leftTree = link.operand
    }
    leftTree = first
    var left = try evaluate(first)
    var answer: RowOperand?
    for link in rest {
      if link.comparison == .equal || link.comparison == .notEqual,
        isWrittenGap(link.operand) || isWrittenGap(leftTree)
      {
        let asked = isWrittenGap(link.operand) ? leftTree : link.operand
        throw Mistake(
          "ask-missing", ["fixed": "\(words(asked)) is missing"],
          at: Span(first.span.start, link.operand.span.end),
          in: step.source)
      }
      let right: RowOperand
      let one: RowOperand
      do {
        if let (from, to) = link.ends {
          one = try isBetween(left, from, to, isNegated: link.comparison == .isNotIn)
          right = link.operand === rest.last?.operand ? left : try evaluate(link.operand)
        } else {
          right = try evaluate(link.operand)
          try refuseQuotedColumn(link.comparison, left, leftTree, right, link.operand)
          one = try speaking(of: leftTree, link.operand) { () throws(Mistake) in
            try compare(link.comparison, left, right)
          }
        }
      } catch {
        throw inWords(error, left, leftTree, link.operand)
      }
      if let before = answer {
        answer = try joined(before, one, isOr: false)
      } else {
        answer = one
      }
      left = right
      leftTree = link.operand
    }
    return answer ?? .value(.truth(true))
  }

  /// Throws `column-and-variable` for a comparison of a name that is both with itself.
  private func refuseItself(_ left: Expression, _ right: Expression) throws(Mistake) {
    guard bindings == nil, case .name(let name) = left.form, case .name(name) = right.form,
      dataset.column(name) != nil, isOwnVariable(name)
    else { return }
    let isFree = dataset.column("cut") == nil && variable("cut") == nil
    throw Mistake(
      "column-and-variable", ["name": name, "fixed": isFree ? "cut" : "my_\(name)"],
      at: right.span, in: step.source)
  }

  /// A mistake of a comparison with what the quotes, or their lack, have to do with it.
  private func inWords(
    _ mistake: Mistake, _ left: RowOperand, _ leftTree: Expression, _ rightTree: Expression
  ) -> Mistake {
    var mistake = mistake
    switch mistake.code {
    case "unknown-column":
      guard case .name(let name) = rightTree.form, mistake.span == rightTree.span,
        kind(left) == .text, mistake.slots["near"] == nil
      else { break }
      mistake.slots["quoted"] = "\"\(name)\""
      mistake.suggestion = Mistake.Suggestion(rightTree.span, "\"\(name)\"")
    case "cannot-compare":
      for tree in [leftTree, rightTree] {
        guard case .text(let parts) = tree.form, parts.count == 1,
          case .literal(let text) = parts[0]
        else { continue }
        if dataset.column(text) != nil || NumberReading.number(text) != nil {
          mistake.slots["text"] = words(tree)
          mistake.slots["plain"] = text
          mistake.slots["what"] = dataset.column(text) != nil ? "the column" : "the number"
          mistake.suggestion = Mistake.Suggestion(tree.span, text)
        }
      }
    default: break
    }
    return mistake
  }

  private func isWrittenGap(_ tree: Expression) -> Bool {
    if case .missing = tree.form { return true }
    return false
  }

  func compare(
    _ comparison: ComparisonOperator, _ left: RowOperand, _ right: RowOperand
  ) throws(Mistake) -> RowOperand {
    if let kind = Comparison(comparison) {
      let made = try planned([left, right]) { (nodes) throws(DataMistake) in
        try self.plan.compare(kind, nodes[0], nodes[1])
      }
      if let made { return made }
      try refuseWholeLists(left, right)
      return try operand(
        try context.compare(comparison, try value(left), try value(right)), of: left, right)
    }
    return try isIn(left, right, isNegated: comparison == .isNotIn)
  }

  private func isIn(_ left: RowOperand, _ right: RowOperand, isNegated: Bool) throws(Mistake)
    -> RowOperand
  {
    let comparison: ComparisonOperator = isNegated ? .isNotIn : .isIn
    var isList = false
    if case .list? = self.kind(left) { isList = true }
    if right.isRowwise || isList || left.isWholeList {
      return try rowByRow([left, right]) { (values) throws(Mistake) in
        try context.compare(comparison, values[0], values[1])
      }
    }
    if left.isRowwise, case .value(let group) = right, group.hasItems,
      context.itemCount(group) ?? 0 > 0
    {
      let members = try? context.column(from: group, count: nil, name: "")
      if let members {
        let made = try planned([left]) { (nodes) throws(DataMistake) in
          let inside = try self.plan.isIn(nodes[0], members)
          return isNegated ? try self.plan.not(inside) : inside
        }
        if let made { return made }
      }
    }
    return try operand(
      try context.compare(comparison, try value(left), try value(right)), of: left)
  }

  func near(
    _ left: Expression, _ right: Expression, _ within: Expression?, _ isRelative: Bool
  ) throws(Mistake) -> RowOperand {
    let a = try evaluate(left)
    let b = try evaluate(right)
    let width = try within.map { (tree) throws(Mistake) in try evaluate(tree) }
    if let width, width.isRowwise {
      return try rowByRow([a, b, width]) { (values) throws(Mistake) in
        try context.near(values[0], values[1], within: values[2], isRelative: isRelative)
      }
    }
    try refuseWholeLists(all: [a, b] + (width.map { [$0] } ?? []))
    let size = try width.map { (operand) throws(Mistake) in try value(operand) }
    return try speaking(of: left, right) { () throws(Mistake) in
      try operand(
        try context.near(try value(a), try value(b), within: size, isRelative: isRelative),
        of: a, b)
    }
  }

  func isMissing(_ operand: RowOperand, _ isNegated: Bool) throws(Mistake) -> RowOperand {
    if let made = try planned(
      [operand],
      { (nodes) throws(DataMistake) in
        let asked = try self.plan.isMissing(nodes[0])
        return isNegated ? try self.plan.not(asked) : asked
      })
    {
      return made
    }
    let asked = try context.isMissing(try value(operand))
    return try self.operand(
      isNegated ? try context.unary(.not, asked) : asked, of: operand)
  }

  // MARK: and, or

  func both(_ left: Expression, _ right: Expression, isOr: Bool, _ tree: Expression)
    throws(Mistake) -> RowOperand
  {
    let first = try evaluate(left)
    try question(left, first, beside: right, isFirst: true, isOr: isOr)
    if case .value(.truth(let answer)) = first, answer == isOr { return first }
    // A question that rules out a mistake in the next one is asked first, as in
    // `count(pt) > 0 and pt[1] > 20`.
    if first.isRowwise, groups == nil, RowTree.mayFail(right) {
      return try guarded(first, right, isOr: isOr)
    }
    let second = try evaluate(right)
    try question(right, second, beside: left, isFirst: false, isOr: isOr)
    return try joined(first, second, isOr: isOr)
  }

  func joined(_ first: RowOperand, _ second: RowOperand, isOr: Bool) throws(Mistake) -> RowOperand {
    let made = try planned([first, second]) { (nodes) throws(DataMistake) in
      try self.plan.binary(isOr ? .or : .and, nodes[0], nodes[1])
    }
    if let made { return made }
    try refuseWholeLists(first, second)
    return try operand(
      try context.binary(isOr ? .or : .and, try value(first), try value(second)), of: first, second)
  }

  /// Asks the second question only of the rows that the first leaves open.
  private func guarded(_ first: RowOperand, _ right: Expression, isOr: Bool) throws(Mistake)
    -> RowOperand
  {
    let firstColumn = try column(first, named: "")
    guard case .truth(let answers) = firstColumn.storage else {
      // A column of nothing but gaps leaves every row open.
      let second = try evaluate(right)
      try question(right, second, beside: right, isFirst: false, isOr: isOr)
      return try joined(.column(firstColumn), second, isOr: isOr)
    }
    let decided: UInt8 = isOr ? 1 : 0
    var rows: [Int32] = []
    for (row, answer) in answers.enumerated() where answer != decided { rows.append(Int32(row)) }
    if rows.count == count {
      let second = try evaluate(right)
      try question(right, second, beside: right, isFirst: false, isOr: isOr)
      return try joined(.column(firstColumn), second, isOr: isOr)
    }
    if rows.isEmpty { return .column(firstColumn) }
    let part = try columnOf(rows, right)
    let more: [UInt8]
    switch part.storage {
    case .truth(let answers): more = answers
    case _ where part.gapCount == part.count: more = [UInt8](repeating: 2, count: part.count)
    default: throw notAQuestion(right, .column(part))
    }
    var all = answers
    for (place, row) in rows.enumerated() {
      let one = answers[Int(row)]
      let other = more[place]
      // Undecided so far, so the first is a gap or leaves the answer to the second.
      all[Int(row)] = one == 2 ? (other == decided ? decided : 2) : other
    }
    return .column(Column(.truth(all)))
  }

  /// A part of a formula worked out for some of the rows; statistics in it still see all.
  ///
  /// Throws `row-by-row` inside a function of the user's own that has to be called itself.
  func columnOf(_ rows: [Int32], _ tree: Expression) throws(Mistake) -> Column {
    let part = RowEvaluator(
      context, columnsRead(by: tree).gather(rows), step, whole: (self, rows))
    defer { part.finish() }
    if let bindings {
      var inner: [String: RowOperand] = [:]
      for (name, operand) in bindings {
        inner[name] =
          operand.isRowwise
          ? .column(try column(operand, named: name).gather(rows)) : operand
      }
      part.bindings = inner
      part.inlined = inlined
    }
    return try part.rowwiseColumn(try part.formula(tree), named: "")
  }

  /// The dataset without the columns that a tree does not read; all of it where that is not plain.
  private func columnsRead(by tree: Expression) -> Dataset {
    let names = RowTree.names(in: tree)
    let columns = names.filter { dataset.column($0) != nil }
    let isPlain = names.allSatisfy { name in
      name != "row" && (columns.contains(name) || variable(name) != nil)
    }
    return isPlain ? dataset.selecting(columns) : dataset
  }

  // MARK: Questions

  /// Throws when a part of `and` or `or` asks nothing.
  private func question(
    _ tree: Expression, _ operand: RowOperand, beside other: Expression, isFirst: Bool, isOr: Bool
  ) throws(Mistake) {
    var kind = self.kind(operand)
    if case .list(let inner)? = kind { kind = inner }
    if kind == .truth { return }
    if case .value(let value) = operand, value.isMissing || value.hasItems { return }
    // A column of nothing but gaps has no kind of its own.
    if case .column(let column) = operand, column.gapCount == column.count { return }
    throw notAQuestion(tree, operand, beside: other, isFirst: isFirst, isOr: isOr)
  }

  /// The mistake that a yes/no question was expected, with the comparison next to it as a model.
  func notAQuestion(
    _ tree: Expression, _ operand: RowOperand, beside other: Expression? = nil,
    isFirst: Bool = true, isOr: Bool = false
  ) -> Mistake {
    var slots = ["part": words(tree), "word": step.word]
    if let other {
      let word = isOr ? "or" : "and"
      slots["word"] = word
      // `sex == "male" or "female"`: the value is compared with the same thing.
      if case .comparison(let first, let rest) = other.form, rest.count == 1, !isFirst,
        tree.literal != nil || RowTree.isNumber(tree)
      {
        let start = step.source.text(Span(first.span.start, rest[0].operatorSpan.end))
        let fixed = "\(start) \(words(tree))"
        slots["fixed"] = "\(words(other)) \(word) \(fixed)"
        var mistake = Mistake("not-a-question", slots, at: tree.span, in: step.source)
        mistake.suggestion = Mistake.Suggestion(tree.span, fixed)
        return mistake
      }
      if case .comparison(_, let rest) = other.form, rest.count == 1, case .name = tree.form {
        let tail = step.source.text(
          Span(rest[0].operatorSpan.start, rest[0].operand.span.end))
        let whole = words(other)
        let fixed = "\(words(tree)) \(tail)"
        slots["fixed"] = isFirst ? "\(fixed) \(word) \(whole)" : "\(whole) \(word) \(fixed)"
        var mistake = Mistake("not-a-question", slots, at: tree.span, in: step.source)
        mistake.suggestion = Mistake.Suggestion(tree.span, fixed)
        return mistake
      }
    }
    // `keep "Adelie"`: the word stands in a column.
    if other == nil, let text = tree.literal, let column = columnHolding(text) {
      slots["fixed"] = "\(column) == \(words(tree))"
      slots["word"] = nil
      slots["question"] = slots["fixed"]
    }
    // `drop species` would leave out the column, `keep species` keep no other.
    if other == nil, let name = VerbCall.name(tree), dataset.column(name) != nil {
      switch step.word {
      case "drop": slots["step"] = "remove \(words(tree))"
      case "keep": slots["step"] = "select \(words(tree))"
      default: break
      }
    }
    return Mistake("not-a-question", slots, at: tree.span, in: step.source)
  }

  // MARK: Parts and items in the plan

  func plannedPart(_ node: Node, _ name: String) -> Node? {
    do {
      return try plan.part(node, name)
    } catch {
      return nil
    }
  }

  /// An item or some items of the list in each row; nil for what the plan does not know.
  func plannedItem(_ list: Node, _ index: Node) -> Node? {
    guard case .list = list.kind else { return nil }
    do {
      if case .list(.truth) = index.kind { return try plan.filter(list, index) }
      switch index.kind {
      case .number, .list(.number): return try plan.item(list, at: index)
      default: return nil
      }
    } catch {
      return nil
    }
  }
}
