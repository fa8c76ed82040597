import LinnetSyntax

/// Compiles one source for one machine: a whole program, or a function made at run time.
final class CompilationUnit {
  let machine: Machine
  let source: Source
  let isInteractive: Bool
  /// Remarks on what was compiled.
  private(set) var notes: [Note] = []
  private(set) var scopes: [ObjectIdentifier: Scope] = [:]
  /// Names that stand for values known at compile time, in functions made at run time.
  private(set) var fixed: [String: Value] = [:]
  private(set) var program: Scope?
  /// Who reads the globals of a program that nothing else comes before or after.
  private(set) var readers: GlobalReaders?
  let isLibrary: Bool
  /// Whether nobody reads the program's variables when it has ended.
  let isWhole: Bool

  init(machine: Machine, source: Source, isInteractive: Bool) {
    self.machine = machine
    self.source = source
    self.isInteractive = isInteractive
    isWhole = machine.runsWholeProgram && machine.chunks.isEmpty && !isInteractive
    isLibrary = machine.libraries.contains { $0 === source }
  }

  /// Compiles a whole program.
  func compile(_ tree: Tree) throws(Mistake) -> Prototype {
    let (program, resolver) = Resolver.resolve(tree)
    self.program = program
    scopes = resolver.scopes
    if isWhole { readers = GlobalReaders(program: program, resolver: resolver) }
    // Also what it stores to: a variable does not keep the function of its name from being called.
    var named = program.outerReads.union(program.localSet)
    for scope in scopes.values { named.formUnion(scope.outerReads) }
    try machine.defineLibrary(named)
    var readByFunctions = program.readByFunctions
    var seen = Set(machine.usedFiles)
    for use in program.uses { try foresee(use.path, &readByFunctions, &seen) }
    for name in readByFunctions {
      machine.readByFunctions.insert(try machine.slot(name))
    }
    let builder = FunctionBuilder(unit: self, parent: nil, scope: program, body: nil)
    let prototype = try builder.buildProgram(tree.statements)
    return prototype
  }

  /// Compiles a row formula to a function with given inputs.
  func compile(_ formula: Expression, inputs: [String]) throws(Mistake) -> Value {
    let statement = Statement(.result(formula), formula.span)
    let body = FunctionBody(
      name: nil, nameSpan: formula.span,
      parameters: inputs.map { Parameter(name: $0, span: formula.span) }, block: [statement],
      isFormula: true)
    scopes = Resolver.resolve(body)
    guard let scope = scopes[ObjectIdentifier(body)] else {
      throw Mistake("too-crowded")
    }
    // Variables of the running program may be registers, which a function cannot read.
    for name in scope.outerReads {
      for chunk in machine.chunks {
        guard let slot = machine.globalSlots[name] else { continue }
        for (register, global) in chunk.prototype.published where global == slot {
          if case .absent = chunk.base[register] { continue }
          machine.share(chunk.base[register])
          fixed[name] = chunk.base[register]
        }
      }
    }
    let builder = FunctionBuilder(unit: self, parent: nil, scope: scope, body: body)
    let prototype = try builder.buildFunction()
    machine.prototypes.append(prototype)
    return machine.heap.makeFunction(prototype.entry, captures: nil, count: 0)
  }

  func scope(of body: FunctionBody) -> Scope? { scopes[ObjectIdentifier(body)] }

  /// Says once a session that a name stored here hides a built-in.
  func noteHiding(_ name: String, at span: Span) {
    guard !isLibrary, let slot = machine.globalSlots[name], machine.hasOriginal(slot),
      machine.hiddenNoted.insert(name).inserted
    else { return }
    notes.append(Mistake("stored-over-builtin", ["name": name], at: span, in: source))
  }

  /// Adds what functions in a file of `use` read, so that those names stay globals.
  ///
  /// A file that cannot be read is a mistake when the program gets there, not yet.
  private func foresee(
    _ written: String, _ names: inout Set<String>, _ seen: inout Set<String>
  ) throws(Mistake) {
    let path = machine.usedPath(written)
    guard seen.insert(path).inserted else { return }
    let tree: Tree
    do throws(Mistake) { tree = try machine.used(path, at: Span(0, 0)).tree } catch { return }
    let (program, _) = Resolver.resolve(tree)
    names.formUnion(program.readByFunctions)
    names.formUnion(program.locals)
    names.formUnion(program.outerReads)
    machine.filesInUse.append(path)
    defer { machine.filesInUse.removeLast() }
    for use in program.uses { try foresee(use.path, &names, &seen) }
  }
}
