import LinnetSyntax

/// What the machine asks of the reader of programs.
extension Machine {
  /// Reads a file of `use`; the first mistake in it is thrown.
  func read(_ source: Source) throws(Mistake) -> Tree {
    let reading = Parser.read(
      source, vocabulary: library?.vocabulary ?? .standard, knownNames: Set(globalNames),
      nesting: limits.nesting)
    if var mistake = reading.mistakes.first {
      if mistake.source == nil { mistake.source = source }
      throw mistake
    }
    return reading.tree
  }

  /// The sentences of a mistake, for `problem.message`.
  func message(of mistake: Mistake) -> String { mistake.sentences }

  /// Takes in functions that come with the language, written in the language.
  ///
  /// They count as built in: storing over one gives a note, and mistakes inside them are told about the
  /// line that called them.
  public func defineLibrary(_ tree: Tree, source: Source) throws(Mistake) {
    libraries.append(source)
    // What the program stored under one of its names stays the program's.
    var kept: [(slot: Int, value: Value)] = []
    for statement in tree.statements {
      guard case .define(let body) = statement.form, let name = body.name else { continue }
      let slot = try slot(name)
      if isOwn(slot) { kept.append((slot, globals[slot])) }
    }
    let (shown, stored) = (lastShown, lastStored)
    try runProgram(tree, source: source, isInteractive: false)
    (lastShown, lastStored) = (shown, stored)
    for statement in tree.statements {
      guard case .define(let body) = statement.form, let name = body.name else { continue }
      let slot = try slot(name)
      originals[slot] = globals[slot]
    }
    for (slot, value) in kept { globals[slot] = value }
  }

  /// Says what a name holds after a line that carried on from it.
  @inline(never)
  func noteStored(
    _ slot: Int, at pc: PC, _ base: Registers, _ frame: FramePointer, _ entry: EntryPointer
  ) {
    enter(pc, base, frame, entry)
    let value = global(slotNames[slot]) ?? .nothing
    var holds = kindName(value)
    if case .object(let ref) = value, ref.kind == .dataset { holds = rows(rowCount(ref)) }
    note(Mistake("carried-on", ["name": slotNames[slot], "value": holds]))
  }
}
