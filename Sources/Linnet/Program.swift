/// A program that has been read: its tree, or what is wrong with it.
public struct Program: Sendable {
  /// The text.
  public let source: Source
  /// Its statements; what could be read of them when there are mistakes.
  public let tree: Tree
  /// Up to three independent reading mistakes, from top to bottom.
  public let mistakes: [Mistake]
  /// Remarks of the reader, such as `=` read as `==`.
  public let notes: [Note]
  /// Whether something could still follow; an editor of lines asks this.
  public let state: Reading.State

  /// Reads a text.
  ///
  /// `knownNames` are the names that have a value before it runs.
  public init(_ source: Source, knownNames: Set<String> = [], limits: Limits = .unlimited) {
    self.init(source, knownNames: knownNames, limits: limits, scene: nil)
  }

  /// Reads a text; a scene knows what the names around a line hold.
  init(_ source: Source, knownNames: Set<String>, limits: Limits, scene: PhraseScene?) {
    self.source = source
    guard source.bytes.count <= limits.sourceSize else {
      tree = Tree()
      mistakes = [
        Mistake("program-too-long", ["limit": String(limits.sourceSize)], in: source)
      ]
      notes = []
      state = .failed
      return
    }
    let reading = StandardLibrary.library.read(
      source, knownNames: knownNames, nesting: limits.nesting, scene: scene)
    tree = reading.tree
    mistakes = reading.mistakes
    notes = reading.notes
    state = reading.state
  }

  /// Reads texts that run one after another in one session, such as the cells of a lesson.
  ///
  /// `knownNames` are the names that have a value before the first of them runs.
  public static func sequence(
    _ sources: [Source], knownNames: Set<String> = [], limits: Limits = .unlimited
  ) -> [Program] {
    sequence(sources, knownNames: knownNames, limits: limits) { _ in nil }
  }

  /// Reads texts that run one after another, each with what is known around its lines.
  static func sequence(
    _ sources: [Source], knownNames: Set<String> = [], limits: Limits,
    scene: (Int) -> PhraseScene?
  ) -> [Program] {
    var known = knownNames
    var programs: [Program] = []
    for (place, source) in sources.enumerated() {
      let program = Program(source, knownNames: known, limits: limits, scene: scene(place))
      known.formUnion(program.storedNames)
      programs.append(program)
    }
    return programs
  }

  /// The names that the program stores or defines outside functions.
  public var storedNames: Set<String> {
    var names: Set<String> = []
    Program.collect(tree.statements, into: &names)
    return names
  }

  private static func collect(_ statements: [Statement], into names: inout Set<String>) {
    for statement in statements {
      switch statement.form {
      case .store(let target, _):
        if case .name(let name) = target.form { names.insert(name) }
      case .define(let body):
        if let name = body.name { names.insert(name) }
      case .each(let name, _, _, let block), .counting(let name, _, _, _, _, let block):
        names.insert(name)
        collect(block, into: &names)
      case .branch(let branches, let otherwise):
        for branch in branches { collect(branch.block, into: &names) }
        collect(otherwise ?? [], into: &names)
      case .repetition(_, let block), .loop(_, let block): collect(block, into: &names)
      case .attempt(let block, _, _, let otherwise):
        collect(block, into: &names)
        collect(otherwise, into: &names)
      case .value, .carryOn, .stop, .next, .result, .fail, .expect, .use: break
      }
    }
  }
}
