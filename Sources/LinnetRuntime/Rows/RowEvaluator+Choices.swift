import LinnetData
import LinnetSyntax

/// `choose` and `if … then … else` in row formulas.
extension RowEvaluator {
  /// `choose(question, a, b)`: what may fail is only worked out for the rows that need it.
  func choose(_ inputs: [Expression]) throws(Mistake) -> RowOperand {
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
          try context.choose(
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
      default: try context.choose(values[0], values[1], values[2], depth: 0)
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

  func isList(_ operand: RowOperand) -> Bool {
    if case .list? = kind(operand) { return true }
    return false
  }

  func chooseByRows(_ question: RowOperand, _ inputs: [Expression]) throws(Mistake)
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
}
