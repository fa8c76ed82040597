import LinnetSyntax

/// The names of one function (or of a whole program): which are its own, and which it reads from outside.
final class Scope {
  /// The inputs, in order.
  let parameters: [String]
  /// Names stored here, inputs first, in the order of their first store.
  fileprivate(set) var locals: [String]
  fileprivate(set) var localSet: Set<String>
  /// Names whose outer value may be needed: never stored here, or perhaps read before.
  fileprivate(set) var outerReads: Set<String> = []
  /// Of a whole program: names that a function reads when it is called.
  fileprivate(set) var readByFunctions: Set<String> = []
  /// Names that belong to a loop, with the place of the loop.
  fileprivate(set) var loops: [(name: String, span: Span)] = []
  /// Where names are stored at the top level of a program, in order.
  fileprivate(set) var stores: [(name: String, span: Span)] = []
  /// Paths of `use`, with their places.
  fileprivate(set) var uses: [(path: String, span: Span)] = []

  fileprivate init(parameters: [String]) {
    self.parameters = parameters
    locals = parameters
    localSet = Set(parameters)
  }

  fileprivate func store(_ name: String) {
    if localSet.insert(name).inserted { locals.append(name) }
  }
}

/// Finds the scopes of a program by following the order in which its steps run.
struct Resolver {
  /// Every function, and whether it is defined at the top level of the program.
  private(set) var bodies: [(body: FunctionBody, isTopLevel: Bool)] = []
  /// Names that stand somewhere else than where they are called.
  private(set) var valueNames: Set<String> = []
  /// The scope of each function.
  private(set) var scopes: [ObjectIdentifier: Scope] = [:]
  private var scope: Scope
  private var flow = Flow()
  private var isProgram: Bool
  /// Loop variables around the step, at the top level of a program: functions made there carry them.
  private var loopVariables: [String] = []

  private init(_ scope: Scope, isProgram: Bool) {
    self.scope = scope
    self.isProgram = isProgram
  }

  /// The scope of a whole program, and those of its functions.
  static func resolve(_ tree: Tree) -> (program: Scope, resolver: Resolver) {
    let scope = Scope(parameters: [])
    var resolver = Resolver(scope, isProgram: true)
    collect(tree.statements, into: scope)
    resolver.block(tree.statements)
    return (scope, resolver)
  }

  /// The scope of one function made at run time, and those inside it.
  static func resolve(_ body: FunctionBody) -> [ObjectIdentifier: Scope] {
    var resolver = Resolver(Scope(parameters: []), isProgram: false)
    _ = resolver.function(body)
    return resolver.scopes
  }

  // MARK: Stored names

  /// Adds the names that a block stores; functions inside keep theirs to themselves.
  private static func collect(_ block: [Statement], into scope: Scope) {
    for statement in block {
      switch statement.form {
      case .store(let target, _):
        if let (name, span) = root(target) {
          scope.store(name)
          if case .name = target.form { scope.stores.append((name, span)) }
        }
      case .define(let body):
        if let name = body.name {
          scope.store(name)
          scope.stores.append((name, body.nameSpan))
        }
      case .branch(let branches, let otherwise):
        for branch in branches { collect(branch.block, into: scope) }
        collect(otherwise ?? [], into: scope)
      case .repetition(_, let block), .loop(_, let block): collect(block, into: scope)
      case .each(let name, let span, _, let block),
        .counting(let name, let span, _, _, _, let block):
        scope.store(name)
        scope.loops.append((name, span.joined(statement.span)))
        collect(block, into: scope)
      case .attempt(let block, let problem, _, let otherwise):
        collect(block, into: scope)
        if let problem { scope.store(problem) }
        collect(otherwise, into: scope)
      case .use(let path, let span): scope.uses.append((path, span))
      case .value, .carryOn, .stop, .next, .result, .fail, .expect: break
      }
    }
  }

  /// The variable that a target changes.
  static func root(_ target: Expression) -> (name: String, span: Span)? {
    var target = target
    while true {
      switch target.form {
      case .name(let name): return (name, target.span)
      case .index(let base, _): target = base
      case .part(let base, _, _): target = base
      default: return nil
      }
    }
  }

  // MARK: Following the order of steps

  private mutating func read(_ name: String) {
    if scope.localSet.contains(name), flow.isDead || flow.contains(name) { return }
    scope.outerReads.insert(name)
  }

  private mutating func function(_ body: FunctionBody) -> Scope {
    for parameter in body.parameters {
      if let standard = parameter.standard { value(standard) }
    }
    let inner = Scope(parameters: body.parameters.map { $0.name })
    Self.collect(body.block, into: inner)
    var resolver = Resolver(inner, isProgram: false)
    for name in inner.parameters { resolver.flow.insert(name) }
    for parameter in body.parameters {
      if let standard = parameter.standard { resolver.value(standard) }
    }
    resolver.block(body.block)
    for (body, scope) in resolver.scopes where scopes[body] == nil { scopes[body] = scope }
    bodies += resolver.bodies
    valueNames.formUnion(resolver.valueNames)
    scopes[ObjectIdentifier(body)] = inner
    for name in inner.outerReads {
      if isProgram {
        if loopVariables.contains(name) { read(name) } else { scope.readByFunctions.insert(name) }
      } else if name != body.name {
        read(name)
      }
    }
    return inner
  }

  private mutating func block(_ statements: [Statement]) {
    for statement in statements { self.statement(statement) }
  }

  private mutating func loop(_ variable: String?, _ block: [Statement]) {
    let (mark, wasDead) = (flow.mark, flow.isDead)
    if let variable {
      flow.insert(variable)
      loopVariables.append(variable)
    }
    self.block(block)
    if variable != nil { loopVariables.removeLast() }
    flow.undo(to: mark)
    flow.isDead = wasDead
  }

  /// Follows one of several ways through a step; the flow is as before it afterwards.
  private mutating func way(_ block: [Statement], _ ways: inout Ways, problem: String? = nil) {
    let (mark, wasDead) = (flow.mark, flow.isDead)
    if let problem { flow.insert(problem) }
    self.block(block)
    let isDead = flow.isDead
    ways.add(flow.undo(to: mark), isDead: isDead)
    flow.isDead = wasDead
  }

  private mutating func statement(_ statement: Statement) {
    switch statement.form {
    case .value(let expression), .fail(let expression): value(expression)
    case .store(let target, let expression):
      value(expression)
      if case .name(let name) = target.form {
        flow.insert(name)
      } else {
        value(target)
        if let (name, _) = Self.root(target) { flow.insert(name) }
      }
    case .carryOn(let step): value(step)
    case .branch(let branches, let otherwise):
      var ways = Ways()
      for branch in branches {
        value(branch.question)
        way(branch.block, &ways)
      }
      way(otherwise ?? [], &ways)
      flow.join(ways)
    case .repetition(let count, let block):
      value(count)
      loop(nil, block)
    case .each(let name, _, let collection, let block):
      value(collection)
      loop(name, block)
    case .counting(let name, _, let from, let to, let by, let block):
      value(from)
      value(to)
      if let by { value(by) }
      loop(name, block)
    case .loop(let question, let block):
      value(question)
      loop(nil, block)
    case .stop, .next: flow.isDead = true
    case .result(let expression):
      if let expression { value(expression) }
      flow.isDead = true
    case .define(let body):
      _ = function(body)
      bodies.append((body, isProgram && loopVariables.isEmpty))
      if let name = body.name { flow.insert(name) }
    case .attempt(let block, let problem, _, let otherwise):
      var ways = Ways()
      way(block, &ways)
      way(otherwise, &ways, problem: problem)
      flow.join(ways)
    case .expect(let question, let message):
      value(question)
      if let message { value(message) }
    case .use: break
    }
  }

  private mutating func value(_ expression: Expression) {
    switch expression.form {
    case .name(let name):
      read(name)
      valueNames.insert(name)
    case .call(let call): self.call(call)
    case .pipe(let input, let step):
      value(input)
      callee(step)
    case .function(let body):
      _ = function(body)
      bodies.append((body, false))
    default: expression.form.eachPart { value($0) }
    }
  }

  /// A name that is called is not a value.
  private mutating func callee(_ expression: Expression) {
    if case .name(let name) = expression.form { read(name) } else { value(expression) }
  }

  private mutating func call(_ call: Call) {
    callee(call.callee)
    for argument in call.arguments { value(argument.value) }
    for group in call.groups { value(group.value) }
  }

  /// The bare names in the inputs of a verb, in no order.
  static func names(in call: Call) -> Set<String> {
    let scope = Scope(parameters: [])
    var resolver = Resolver(scope, isProgram: false)
    for argument in call.arguments { resolver.value(argument.value) }
    for group in call.groups { resolver.value(group.value) }
    return scope.outerReads
  }

  /// The names that a value mentions, those it calls included, in no order.
  static func names(in expression: Expression) -> Set<String> {
    let scope = Scope(parameters: [])
    var resolver = Resolver(scope, isProgram: false)
    resolver.value(expression)
    return scope.outerReads
  }

  /// The names that a block may store to or change.
  static func changed(in block: [Statement]) -> Set<String> {
    let scope = Scope(parameters: [])
    collect(block, into: scope)
    return scope.localSet
  }
}
