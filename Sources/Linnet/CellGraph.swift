/// Which cells of a notebook have to run again after a person has moved a slider.
///
///     var graph = CellGraph()
///     graph.ran("a", session.read("cut = slider(\"cut\", 0, 100)"), controls: ["cut"])
///     graph.ran("b", session.read("few = birds then keep mass > cut"))
///     graph.ran("c", session.read("plot few.mass"))
///     graph.dependents(ofControl: "cut")  // ["a", "b", "c"]
///
/// Cells are kept in the order in which they ran last. Names say who needs whom: a cell that reads a name which one
/// before it stores needs that cell. It does not look into values, so it may name a cell too many, never one too few.
public struct CellGraph: Sendable {
  /// What a cell did when it ran last.
  public struct Cell: Sendable {
    /// By which the notebook knows it.
    public var id: String
    /// The names that it reads.
    public var reads: Set<String>
    /// The names that it stores or defines.
    public var stores: Set<String>
    /// The names of the sliders and choices that it made.
    public var controls: Set<String>

    /// Makes a cell.
    public init(
      id: String, reads: Set<String>, stores: Set<String>, controls: Set<String> = []
    ) {
      self.id = id
      self.reads = reads
      self.stores = stores
      self.controls = controls
    }
  }

  /// The cells in the order in which they ran last.
  public private(set) var cells: [Cell] = []

  /// Makes a graph of a notebook in which nothing has run.
  public init() {}

  /// Notes that a cell ran; one that ran before is now the last.
  ///
  /// `controls` are the sliders and choices that the host was asked for while it ran.
  public mutating func ran(_ id: String, _ program: Program, controls: Set<String> = []) {
    var stores = program.storedNames
    if program.mayShow { stores.insert("it") }
    ran(
      Cell(
        id: id, reads: program.readNames, stores: stores,
        controls: controls.union(program.controlNames)))
  }

  /// Notes that a cell ran; one that ran before is now the last.
  public mutating func ran(_ cell: Cell) {
    forget(cell.id)
    cells.append(cell)
  }

  /// Notes that cells were run again for a control: they keep their places.
  public mutating func ranAgain(_ id: String, _ program: Program, controls: Set<String> = []) {
    guard let place = cells.firstIndex(where: { $0.id == id }) else {
      ran(id, program, controls: controls)
      return
    }
    var rest = CellGraph()
    rest.ran(id, program, controls: controls)
    cells[place] = rest.cells[0]
  }

  /// Lets go of a cell that the notebook has no longer.
  public mutating func forget(_ id: String) { cells.removeAll { $0.id == id } }

  /// The cells to run again after a control was moved, in the order in which they ran.
  ///
  /// Those that made the control, and then each later one that reads a name which one of these stores.
  public func dependents(ofControl name: String) -> [String] {
    var changed: Set<String> = []
    var ids: [String] = []
    for cell in cells where cell.controls.contains(name) || !cell.reads.isDisjoint(with: changed) {
      ids.append(cell.id)
      changed.formUnion(cell.stores)
    }
    return ids
  }
}

extension Program {
  /// Whether a line of its own may show something, which `it` and a line with `then` go on from.
  fileprivate var mayShow: Bool {
    !tree.statements.allSatisfy { statement in
      switch statement.form {
      case .define, .use: true
      default: false
      }
    }
  }
}
