/// Names that surely have a value at a point of a program.
///
/// What a block adds is taken back when it ends, so that many blocks one after another cost what they add
/// and not what was there before them.
struct Flow {
  private var names: Set<String> = []
  private var added: [String] = []
  /// True behind `return`, `stop` and the like, which nothing reaches.
  var isDead = false

  func contains(_ name: String) -> Bool { names.contains(name) }

  mutating func insert(_ name: String) {
    if names.insert(name).inserted { added.append(name) }
  }

  /// A point to go back to.
  var mark: Int { added.count }

  /// Goes back to a point; gives the names that were added since.
  @discardableResult
  mutating func undo(to mark: Int) -> [String] {
    guard added.count > mark else { return [] }
    let gone = Array(added[mark...])
    for name in gone { names.remove(name) }
    added.removeLast(gone.count)
    return gone
  }

  /// Goes on where several ways meet: sure is what each that gets there has added.
  mutating func join(_ ways: Ways) {
    isDead = isDead || ways.live == 0
    for name in ways.common { insert(name) }
  }
}

/// Several ways through a step, such as the branches of an `if`.
struct Ways {
  /// How many of them get to the end of the step.
  private(set) var live = 0
  private var counts: [String: Int] = [:]
  private var names: [String] = []

  /// Adds a way with the names it gives a value.
  mutating func add(_ added: [String], isDead: Bool) {
    if isDead { return }
    live += 1
    for name in added {
      let count = counts[name, default: 0]
      if count == 0 { names.append(name) }
      counts[name] = count + 1
    }
  }

  /// What all ways give a value, in the order they first do.
  var common: [String] { names.filter { counts[$0] == live } }
}
