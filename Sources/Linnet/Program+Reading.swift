extension Program {
  /// The names that the program reads, whether it stores them before, after or not at all.
  ///
  /// Every name counts that stands as a value or is called, also inside functions, small functions and the `{…}` of
  /// texts, and in pipelines the bare words that mean columns; only a function's inputs are its own. So a program
  /// that has none of the names that another stores needs nothing from it, while the opposite need not hold.
  public var readNames: Set<String> {
    var reader = NameReader()
    reader.read(tree.statements, apart: [])
    return reader.names
  }

  /// The names in quotes of the sliders and choices that the program makes.
  ///
  /// Only those whose names are plain texts; the host learns of all of them when the program runs.
  public var controlNames: Set<String> {
    var reader = NameReader()
    reader.read(tree.statements, apart: [])
    return reader.controls
  }
}

/// Gathers the names that statements and values read.
private struct NameReader {
  var names: Set<String> = []
  var controls: Set<String> = []

  /// Reads statements; `own` are the inputs of the functions around them.
  mutating func read(_ statements: [Statement], apart own: Set<String>) {
    for statement in statements { read(statement, apart: own) }
  }

  private mutating func read(_ statement: Statement, apart own: Set<String>) {
    switch statement.form {
    case .value(let value), .fail(let value): read(value, apart: own)
    case .store(let target, let value):
      // `xs[2] = 5` changes what `xs` held before.
      if case .name = target.form {} else { read(target, apart: own) }
      read(value, apart: own)
    case .carryOn(let step):
      // It carries on from what was shown or stored last, which a cell before may have done.
      names.insert("it")
      read(step, apart: own)
    case .branch(let branches, let otherwise):
      for branch in branches {
        read(branch.question, apart: own)
        read(branch.block, apart: own)
      }
      read(otherwise ?? [], apart: own)
    case .repetition(let count, let block):
      read(count, apart: own)
      read(block, apart: own)
    case .each(_, _, let items, let block):
      read(items, apart: own)
      read(block, apart: own)
    case .counting(_, _, let from, let to, let by, let block):
      read(from, apart: own)
      read(to, apart: own)
      if let by { read(by, apart: own) }
      read(block, apart: own)
    case .loop(let question, let block):
      read(question, apart: own)
      read(block, apart: own)
    case .result(let value): if let value { read(value, apart: own) }
    case .define(let body): read(body, apart: own)
    case .attempt(let block, _, _, let otherwise):
      read(block, apart: own)
      read(otherwise, apart: own)
    case .expect(let question, let message):
      read(question, apart: own)
      if let message { read(message, apart: own) }
    case .stop, .next, .use: break
    }
  }

  private mutating func read(_ body: FunctionBody, apart own: Set<String>) {
    // A standard value is worked out before the inputs have their names.
    for parameter in body.parameters {
      if let value = parameter.standard { read(value, apart: own) }
    }
    read(body.block, apart: own.union(body.parameters.map { $0.name }))
  }

  private mutating func read(_ value: Expression, apart own: Set<String>) {
    switch value.form {
    case .name(let name): if !own.contains(name) { names.insert(name) }
    case .function(let body): read(body, apart: own)
    case .call(let call):
      if case .name(let name) = call.callee.form, name == "slider" || name == "choice",
        let first = call.arguments.first, case .text(let parts) = first.value.form,
        parts.count <= 1
      {
        switch parts.first {
        case .literal(let text)?: controls.insert(text)
        case .filled?: break
        case nil: controls.insert("")
        }
      }
      eachPart(of: value, apart: own)
    default: eachPart(of: value, apart: own)
    }
  }

  private mutating func eachPart(of value: Expression, apart own: Set<String>) {
    var parts: [Expression] = []
    value.form.eachPart { parts.append($0) }
    for part in parts { read(part, apart: own) }
  }
}
