import LinnetSyntax

/// Which functions of a whole program may read a global variable while another one runs.
///
/// `xs = push(xs, v)` gives `xs` to `push` for good when nothing that `push` may call reads `xs`. Known are
/// the functions that the program defines once; any other may be called only where a value holds it, so a
/// function that reads the variable must not be a value anywhere.
struct GlobalReaders {
  /// Functions with a name of their own at the top level, defined once and never stored over.
  private let named: [String: Scope]
  /// The names that a function held by some value may read, itself or through what it calls.
  private let readAnywhere: Set<String>
  private let isComplete: Bool

  init(program: Scope, resolver: Resolver) {
    var counts: [String: Int] = [:]
    for store in program.stores { counts[store.name, default: 0] += 1 }
    var named: [String: Scope] = [:]
    var read: Set<String> = []
    for body in resolver.bodies {
      guard let scope = resolver.scopes[ObjectIdentifier(body.body)] else { continue }
      if body.isTopLevel, let name = body.body.name, counts[name] == 1 {
        named[name] = scope
      } else {
        read.formUnion(scope.outerReads)
      }
    }
    self.named = named
    // Names that stand somewhere else than where they are called may be functions as well.
    var seen = read.union(resolver.valueNames)
    var pending = Array(seen)
    while let word = pending.popLast() {
      guard let scope = named[word] else { continue }
      read.formUnion(scope.outerReads)
      for next in scope.outerReads where seen.insert(next).inserted { pending.append(next) }
    }
    readAnywhere = read
    isComplete = program.uses.isEmpty
  }

  /// Whether anything that a value's calls may run reads a global.
  func mayRead(_ name: String, in words: Set<String>) -> Bool {
    guard isComplete else { return true }
    return readAnywhere.contains(name) || reaches(name, words.filter { named[$0] != nil })
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
