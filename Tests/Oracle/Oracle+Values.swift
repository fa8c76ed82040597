import LinnetSyntax

extension Oracle {
  /// Mistakes of one row that leave a gap in a column.
  static let gapCodes: Set<String> = [
    "divide-by-zero", "no-answer", "not-defined", "no-real-power", "too-large", "past-the-end",
    "nothing-in-it",
  ]

  func number(_ expression: Expression) throws -> Double {
    guard case .number(let number) = try evaluate(expression) else {
      throw OracleMistake(code: "not-a-number")
    }
    return number
  }

  func truth(_ expression: Expression) throws -> Bool {
    guard case .truth(let truth) = try evaluate(expression) else {
      throw OracleMistake(code: "not-a-question")
    }
    return truth
  }

  /// Works out a value; in a formula about rows what has no answer is a gap, as the rule says.
  func evaluate(_ expression: Expression) throws -> OracleValue {
    if isAboutRows {
      evaluations += 1
      if evaluations > Self.mostEvaluations { throw OracleMistake(code: Self.tooLong) }
    }
    do {
      return try evaluateHere(expression)
    } catch let mistake as OracleMistake where isAboutRows && Self.gapCodes.contains(mistake.code) {
      answersWithout += 1
      if gapRule == .inPlace || gapRule == .aroundCalls && scope != nil { return .missing }
      throw mistake
    }
  }

  private func evaluateHere(_ expression: Expression) throws -> OracleValue {
    switch expression.form {
    case .whole(let number):
      return number.magnitude > 1 << 53 ? .big(number) : .number(Double(number))
    case .decimal(let number): return .number(number)
    case .truth(let truth): return .truth(truth)
    case .missing: return .missing
    case .nothing: return .nothing
    case .name(let name): return try value(of: name)
    case .list(let items): return .list(try items.map { try evaluate($0) })
    case .text(let parts): return .text(try text(parts))
    case .unary(.minus, let operand):
      let operand = try evaluate(operand)
      return try itemByItem(operand) {
        if case .big(let number) = $0 { return .big(-number) }
        return try self.combined(.multiply, $0, .number(-1))
      }
    case .unary(.not, let operand):
      return try itemByItem(try evaluate(operand)) {
        guard case .truth(let truth) = $0 else { throw OracleMistake(code: "not-a-question") }
        return .truth(!truth)
      }
    case .binary(let operation, let left, let right, _):
      return try binary(operation, left, right)
    case .comparison(let first, let rest): return try chain(first, rest)
    case .near(let left, let right, let within, let isRelative):
      return try near(
        evaluate(left), evaluate(right), within: within.map { try evaluate($0) }, isRelative)
    case .isMissing(let value, let isNegated):
      return try itemByItem(try evaluate(value), spreads: false) {
        if case .missing = $0 { return .truth(!isNegated) }
        return .truth(isNegated)
      }
    case .index(let base, let index):
      if isRow(base), case .text(let name) = try evaluate(index) { return try cell(name) }
      return try item(of: evaluate(base), at: evaluate(index))
    case .part(let base, let name, _):
      if isRow(base) { return try cell(name) }
      return try item(of: evaluate(base), at: .text(name))
    case .chain(let first, let rest):
      let pairs = rest.reduce(first) {
        Expression(
          .binary($1.operation, $0, $1.operand, operatorSpan: $1.operatorSpan), expression.span)
      }
      return try evaluate(pairs)
    case .steps(let from, let to, let by):
      let (from, to, by) = (try number(from), try number(to), try number(by))
      guard by != 0 else { throw OracleMistake(code: "loop-by-zero") }
      guard (to - from) / by >= 0 else { return .list([]) }
      return .list((0...Int((to - from) / by + 1e-9)).map { .number(from + Double($0) * by) })
    case .choice(let choices, let otherwise): return try choice(choices[...], otherwise)
    case .function(let body): return .function(try make(body))
    case .call(let call): return try self.call(call)
    case .pipe(let input, let step): return try pipe(input, step)
    default: throw OracleMistake(code: Self.unknown)
    }
  }

  /// The code for what the oracle has not learnt.
  static let unknown = "not-in-the-oracle"

  private func text(_ parts: [TextPart]) throws -> String {
    var text = ""
    for part in parts {
      switch part {
      case .literal(let literal): text += literal
      case .filled(let value): text += try evaluate(value).shown
      }
    }
    return text
  }

  private func isRow(_ base: Expression) -> Bool {
    if case .name("row") = base.form { return scope != nil }
    return false
  }

  private func cell(_ name: String) throws -> OracleValue {
    guard let value = scope?.value(of: name) else { throw OracleMistake(code: "unknown-column") }
    return value
  }

  /// An item, several items, those that answer yes, or a part.
  func item(of base: OracleValue, at index: OracleValue) throws -> OracleValue {
    switch (base, index) {
    case (.missing, _), (_, .missing): return .missing
    case (.list(let items), .number(let place)):
      return items[try position(place, in: items.count)]
    case (.list(let items), .text): return .list(try items.map { try item(of: $0, at: index) })
    case (.list(let items), .list(let wanted)):
      let isPicked = wanted.contains { if case .truth = $0 { true } else { false } }
      guard isPicked || wanted.contains(where: { if case .missing = $0 { true } else { false } })
      else { return .list(try wanted.map { try item(of: base, at: $0) }) }
      guard wanted.count == items.count else { throw OracleMistake(code: "different-lengths") }
      return .list(
        zip(items, wanted).compactMap {
          if case .truth(true) = $1 { return $0 }
          return nil
        })
    case (.record(let parts), .text(let name)):
      guard let part = parts.first(where: { $0.name == name }) else {
        throw OracleMistake(code: "unknown-part")
      }
      return part.value
    case (.table(let table), .number(let place)):
      let row = try position(place, in: table.count)
      return .record(zip(table.names, table.columns).map { (name: $0, value: $1[row]) })
    case (.table(let table), .text(let name)):
      guard let column = table.column(name) else { throw OracleMistake(code: "unknown-column") }
      return .list(column)
    case (.vector(let v), .text("pt")): return .number((v[1] * v[1] + v[2] * v[2]).squareRoot())
    case (.vector(let v), .text("mass")):
      let square = v[0] * v[0] - v[1] * v[1] - v[2] * v[2] - v[3] * v[3]
      return .number(square < 0 ? -(-square).squareRoot() : square.squareRoot())
    case (.text(let text), .number(let place)):
      let characters = Array(text)
      return .text(String(characters[try position(place, in: characters.count)]))
    default: throw OracleMistake(code: "no-items")
    }
  }

  /// Work on a value, or on each item of a list; there a calculation without an answer is a gap.
  func itemByItem(
    _ value: OracleValue, spreads: Bool = true, _ work: (OracleValue) throws -> OracleValue
  ) throws -> OracleValue {
    if case .list(let items) = value {
      return .list(
        try items.map { item in
          try Self.gap { try itemByItem(item, spreads: spreads, work) }
        })
    }
    if spreads, case .missing = value { return .missing }
    return try work(value)
  }

  /// What the work gives, or a gap where it has no answer.
  static func gap(_ work: () throws -> OracleValue) throws -> OracleValue {
    do { return try work() } catch let mistake as OracleMistake
      where gapCodes.contains(mistake.code)
    { return .missing }
  }
}
