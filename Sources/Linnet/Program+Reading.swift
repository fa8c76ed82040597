extension Program {
  /// The names that the program reads, whether it stores them before, after or not at all.
  ///
  /// Every name counts that stands as a value or is called, also inside functions, small functions and the `{…}` of
  /// texts, and in pipelines the bare words that mean columns; only a function's inputs are its own. A line that
  /// starts with `then` reads `it`.
  public var readNames: Set<String> { NameReader(of: self).reads }

  /// The names of the sliders and choices that the program makes, as far as they are plain texts.
  ///
  /// A host learns of all of them when the program runs.
  public var controlNames: Set<String> { NameReader(of: self).controls }
}

/// Gathers what a program reads and stores, name by name.
struct NameReader {
  /// All names that are read.
  private(set) var reads: Set<String> = []
  /// Those whose value from before the program counts, for all that its lines tell.
  private(set) var needs: Set<String> = []
  /// The names whose value is another one afterwards.
  private(set) var stores: Set<String> = []
  /// Those of them that are no more than the names of loops.
  private(set) var passing: Set<String> = []
  /// What functions read when they are called, by the name that holds the function.
  private(set) var functions: [String: Set<String>] = [:]
  /// Names that were given what another name holds, in order.
  private(set) var aliases: [(name: String, of: String)] = []
  /// The names of sliders and choices.
  private(set) var controls: Set<String> = []
  /// True for a program whose first line carries on from the program before it.
  private(set) var carriesOn = false

  /// Names that have been stored for certain.
  private var settled: Set<String> = []
  /// The inputs of the functions around a place.
  private var own: [String] = []
  /// The name that will hold the function which is being read.
  private var holder: String?
  private var isInFunction = false

  init(of program: Program) {
    for (place, statement) in program.tree.statements.enumerated() {
      if case .carryOn = statement.form, place == 0 { carriesOn = true }
      read(statement, isCertain: true)
    }
    // What is stored only sometimes is otherwise what it was before.
    needs.formUnion(stores.subtracting(settled))
    passing = program.storedNames.subtracting(stores).subtracting(settled)
    stores.formUnion(program.storedNames)
    let isSilent = program.tree.statements.allSatisfy { statement in
      switch statement.form {
      case .define, .use: true
      default: false
      }
    }
    if !isSilent { stores.insert("it") }
  }

  private mutating func note(_ name: String) {
    if own.contains(name) { return }
    reads.insert(name)
    if !settled.contains(name) { needs.insert(name) }
    if isInFunction, let holder { functions[holder, default: []].insert(name) }
  }

  private mutating func read(_ statements: [Statement]) {
    for statement in statements { read(statement, isCertain: false) }
  }

  /// Reads a statement; `isCertain` for one that is reached in any case.
  private mutating func read(_ statement: Statement, isCertain: Bool) {
    switch statement.form {
    case .value(let value), .fail(let value): read(value)
    case .store(let target, let value): store(value, in: target, isCertain: isCertain)
    case .carryOn(let step):
      note("it")
      read(step)
    case .branch(let branches, let otherwise):
      for branch in branches {
        read(branch.question)
        read(branch.block)
      }
      read(otherwise ?? [])
    case .repetition(let count, let block):
      read(count)
      read(block)
    case .each(let name, _, let items, let block):
      read(items)
      loop(name, block)
    case .counting(let name, _, let from, let to, let by, let block):
      read(from)
      read(to)
      if let by { read(by) }
      loop(name, block)
    case .loop(let question, let block):
      read(question)
      read(block)
    case .result(let value): if let value { read(value) }
    case .define(let body):
      if let name = body.name, !isInFunction {
        if isCertain { settled.insert(name) }
        holder = name
      }
      read(body)
      if !isInFunction { holder = nil }
    case .attempt(let block, _, _, let otherwise):
      read(block)
      read(otherwise)
    case .expect(let question, let message):
      read(question)
      if let message { read(message) }
    case .stop, .next, .use: break
    }
  }

  private mutating func store(_ value: Expression, in target: Expression, isCertain: Bool) {
    guard !isInFunction else {
      read(value)
      if case .name = target.form {} else { read(target) }
      return
    }
    var root = target
    while true {
      switch root.form {
      case .index(let base, _), .part(let base, _, _):
        root = base
        continue
      default: break
      }
      break
    }
    guard case .name(let name) = root.form else {
      read(target)
      read(value)
      return
    }
    holder = name
    if case .name(let other) = value.form { aliases.append((name, other)) }
    read(value)
    holder = nil
    stores.insert(name)
    if case .name = target.form {
      if isCertain { settled.insert(name) }
    } else {
      // `xs[2] = 5` changes what `xs` held before.
      read(target)
    }
  }

  /// Reads the block of a loop, in which the loop's own name has a value.
  private mutating func loop(_ name: String, _ block: [Statement]) {
    let wasSettled = settled.contains(name)
    settled.insert(name)
    read(block)
    if !wasSettled { settled.remove(name) }
  }

  private mutating func read(_ body: FunctionBody) {
    // A standard value is worked out without the inputs.
    for parameter in body.parameters { if let value = parameter.standard { read(value) } }
    let (outer, count) = (isInFunction, own.count)
    isInFunction = true
    own += body.parameters.map { $0.name }
    read(body.block)
    own.removeLast(own.count - count)
    isInFunction = outer
  }

  private mutating func read(_ value: Expression) {
    switch value.form {
    case .name(let name): note(name)
    case .function(let body): read(body)
    case .call(let call):
      if let name = NameReader.control(call) { controls.insert(name) }
      readParts(of: value)
    default: readParts(of: value)
    }
  }

  private mutating func readParts(of value: Expression) {
    var parts: [Expression] = []
    value.form.eachPart { parts.append($0) }
    for part in parts { read(part) }
  }

  /// The name of the slider or choice that a call makes; nil where it is worked out, and for other calls.
  private static func control(_ call: Call) -> String? {
    guard case .name(let word) = call.callee.form, Library.isControl(word),
      let first = call.arguments.first, case .text(let parts) = first.value.form, parts.count <= 1
    else { return nil }
    switch parts.first {
    case .literal(let text)?: return text
    case .filled?: return nil
    case nil: return ""
    }
  }
}

extension Program {
  /// The words, numbers and signs of a text, as the reader sees them.
  public static func tokens(of source: Source) -> [Token] {
    Lexer.tokens(of: source, StandardLibrary.library.vocabulary)
  }
}
