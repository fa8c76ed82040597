import LinnetSyntax

/// Which functions of a whole program may read a global variable while another one runs.
///
/// `xs = push(xs, v)` gives `xs` to `push` for good when nothing that `push` may call reads `xs`. Known are
/// the functions that the program defines once; any other may be called only where a value holds it, so a
/// function that reads the variable must not be a value anywhere.
struct GlobalReaders {
  /// Functions with a name of their own at the top level, defined once and never stored over.
  private let named: [String: Scope]
  /// The names that all other functions read.
  private let others: [Set<String>]
  /// Names that stand somewhere else than where they are called.
  private let values: Set<String>
  private let isComplete: Bool

  init(program: Scope, resolver: Resolver) {
    var counts: [String: Int] = [:]
    for store in program.stores { counts[store.name, default: 0] += 1 }
    var named: [String: Scope] = [:]
    var others: [Set<String>] = []
    for body in resolver.bodies {
      guard let scope = resolver.scopes[ObjectIdentifier(body.body)] else { continue }
      if body.isTopLevel, let name = body.body.name, counts[name] == 1 {
        named[name] = scope
      } else {
        others.append(scope.outerReads)
      }
    }
    self.named = named
    self.others = others
    values = resolver.valueNames
    isComplete = program.uses.isEmpty
  }

  /// Whether anything that a value's calls may run reads a global.
  func mayRead(_ name: String, in words: Set<String>) -> Bool {
    guard isComplete else { return true }
    if reaches(name, words.filter { named[$0] != nil }) { return true }
    for reads in others where reads.contains(name) || reaches(name, reads) { return true }
    for value in values where named[value] != nil && reaches(name, [value]) { return true }
    return false
  }

  private func reaches(_ name: String, _ words: Set<String>) -> Bool {
    var seen = words
    var pending = Array(words)
    while let word = pending.popLast() {
      guard let scope = named[word] else { continue }
      if scope.outerReads.contains(name) { return true }
      for next in scope.outerReads where seen.insert(next).inserted { pending.append(next) }
    }
    return false
  }
}
