import LinnetSyntax

extension Oracle {
  func make(_ body: FunctionBody) throws -> OracleFunction {
    var standards: [String: OracleValue] = [:]
    for parameter in body.parameters {
      if let standard = parameter.standard { standards[parameter.name] = try evaluate(standard) }
    }
    return OracleFunction(
      body: body, captured: locals ?? [:], standards: standards,
      scope: body.name == nil ? scope : nil)
  }

  /// A call as written: a function of rows, a statistic of a column, or any other function.
  func call(_ call: Call) throws -> OracleValue {
    if case .name(let name) = call.callee.form, case .builtin = try? value(of: name) {
      if let special = try rowFunction(name, call.arguments) { return special }
      if name == "count", call.arguments.count == 1, let asked = call.arguments.first?.value,
        isQuestion(asked), case .list(let answers) = try evaluate(asked)
      {
        // Also of nothing but gaps: a question has answers, whatever they are.
        return .number(
          Double(answers.filter { if case .truth(true) = $0 { true } else { false } }.count))
      }
    }
    return try apply(
      try function(call.callee), call.arguments.map { ($0.label, try evaluate($0.value)) })
  }

  /// True for what asks something.
  private func isQuestion(_ tree: Expression) -> Bool {
    switch tree.form {
    case .comparison, .near, .isMissing, .unary(.not, _), .binary(.and, _, _, _),
      .binary(.or, _, _, _):
      true
    default: false
    }
  }

  /// What is called; a name followed by a bracket is always a function, also where a column is called so.
  private func function(_ callee: Expression) throws -> OracleValue {
    guard case .name = callee.form else { return try evaluate(callee) }
    let outer = scope
    scope = nil
    defer { scope = outer }
    return try evaluate(callee)
  }

  func pipe(_ input: Expression, _ step: Expression) throws -> OracleValue {
    let input = try evaluate(input)
    guard case .call(let call) = step.form else {
      return try apply(try function(step), [(.none, input)])
    }
    if case .table(let table) = input, case .name(let word) = call.callee.form,
      let result = try verb(word, call, table)
    {
      return result
    }
    return try apply(
      try function(call.callee),
      [(.none, input)] + call.arguments.map { ($0.label, try evaluate($0.value)) })
  }

  func apply(
    _ function: OracleValue, _ inputs: [(label: Argument.Label, value: OracleValue)]
  ) throws -> OracleValue {
    switch function {
    case .builtin("record"), .builtin("dataset"), .builtin("vector"):
      let parts = inputs.map { input in
        if case .option(let name, _) = input.label { return (name: name, value: input.value) }
        return (name: "", value: input.value)
      }
      if case .builtin("vector") = function { return try vector(parts) }
      if case .builtin("record") = function { return .record(parts) }
      return .table(
        OracleTable(
          names: parts.map(\.name),
          columns: parts.map { if case .list(let items) = $0.value { items } else { [] } }))
    case .builtin(let name): return try OracleBuiltins.call(name, inputs.map(\.value), self)
    case .function(let function): return try apply(function, inputs)
    default: throw OracleMistake(code: "not-a-function")
    }
  }

  private func vector(_ parts: [(name: String, value: OracleValue)]) throws -> OracleValue {
    var numbers: [Double] = []
    for part in parts {
      guard case .number(let number) = part.value else {
        if case .missing = part.value { return .missing }
        throw OracleMistake(code: Self.unknown)
      }
      numbers.append(number)
    }
    guard parts.map(\.name) == ["E", "px", "py", "pz"] else {
      throw OracleMistake(code: Self.unknown)
    }
    return .vector(numbers)
  }

  private func apply(
    _ function: OracleFunction, _ inputs: [(label: Argument.Label, value: OracleValue)]
  ) throws -> OracleValue {
    var names = function.captured
    if let name = function.body.name, function.captured.isEmpty == false {
      names[name] = .function(function)
    }
    for (name, value) in function.standards { names[name] = value }
    var places = function.body.parameters.filter { $0.standard == nil }.map(\.name)[...]
    for input in inputs {
      if case .option(let name, _) = input.label {
        names[name] = input.value
      } else {
        guard let place = places.popFirst() else { throw OracleMistake(code: "too-many-inputs") }
        names[place] = input.value
      }
    }
    guard places.isEmpty else { throw OracleMistake(code: "too-few-inputs") }
    let outer = (locals, scope)
    locals = names
    scope = function.scope?.hiding(function.body.parameters.map(\.name))
    defer { (locals, scope) = outer }
    if case .result(let value) = try execute(function.body.block) { return value }
    return .nothing
  }

  /// Calls a function value with inputs in order.
  func call(_ function: OracleValue, _ inputs: [OracleValue]) throws -> OracleValue {
    try apply(function, inputs.map { (.none, $0) })
  }

  /// `if … then … else if … then … else …`: only what counts is worked out.
  func choice(_ choices: ArraySlice<Choice>, _ otherwise: Expression) throws -> OracleValue {
    guard let first = choices.first else { return try evaluate(otherwise) }
    return try choose(
      first.question, { try evaluate(first.value) },
      { try choice(choices.dropFirst(), otherwise) })
  }

  /// `if … then … else …` of values and `choose`: only what counts is worked out.
  func choose(
    _ question: Expression, _ yes: () throws -> OracleValue, _ no: () throws -> OracleValue
  ) throws -> OracleValue {
    try chosen(try evaluate(question), yes, no)
  }

  private func chosen(
    _ answer: OracleValue, _ yes: () throws -> OracleValue, _ no: () throws -> OracleValue
  ) throws -> OracleValue {
    switch answer {
    case .truth(let answer): return try answer ? yes() : no()
    case .missing: return .missing
    case .list(let answers):
      let (yes, no) = (try yes(), try no())
      func item(_ value: OracleValue, _ place: Int) throws -> OracleValue {
        guard case .list(let items) = value else { return value }
        guard items.count == answers.count else { throw OracleMistake(code: "different-lengths") }
        return items[place]
      }
      return .list(
        try answers.indices.map { place in
          try chosen(answers[place], { try item(yes, place) }, { try item(no, place) })
        })
    default: throw OracleMistake(code: "not-a-question")
    }
  }
}
