/// Which cells of a notebook have to run again after a person has moved a slider.
///
///     var graph = CellGraph()
///     graph.ran("a", session.read("cut = slider(\"cut\", 0, 100)"))
///     graph.ran("b", session.read("few = birds then keep mass > cut"))
///     graph.ran("c", session.read("plot few.mass"))
///     graph.dependents(ofControl: "cut")  // ["a", "b", "c"]
///
/// Cells are kept in the order in which they ran last, and names say who needs whom. It does not look into values, so
/// it may name a cell too many. One too few it names only for a function that came as the result of another.
public struct CellGraph: Sendable {
  /// What a cell did when it ran last.
  public struct Cell: Sendable {
    /// By which the notebook knows it.
    public let id: String
    /// The names whose values it took from what ran before.
    public let needs: Set<String>
    /// The names that it stored, defined or changed; `it` where it may have shown something.
    public let stores: Set<String>
    /// The names of the sliders and choices that it made.
    public let controls: Set<String>
    /// Those of the names it stored that only went through a loop.
    let passing: Set<String>
    /// What its functions read when they are called.
    let functions: [String: Set<String>]
    /// Names that were given what another name holds.
    let aliases: [(name: String, of: String)]
    /// True when its first line carries on from the cell before.
    let carriesOn: Bool

    init(_ id: String, _ program: Program, controls: Set<String>) {
      let names = NameReader(of: program)
      self.id = id
      needs = names.needs
      stores = names.stores
      self.controls = names.controls.union(controls)
      functions = names.functions
      aliases = names.aliases
      passing = names.passing
      carriesOn = names.carriesOn
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
    forget(id)
    cells.append(Cell(id, program, controls: controls))
  }

  /// Notes that a cell ran again because a control was moved: it keeps its place among the others.
  public mutating func ranAgain(_ id: String, _ program: Program, controls: Set<String> = []) {
    guard let place = cells.firstIndex(where: { $0.id == id }) else {
      ran(id, program, controls: controls)
      return
    }
    cells[place] = Cell(id, program, controls: controls)
  }

  /// Lets go of a cell that the notebook has no longer.
  public mutating func forget(_ id: String) { cells.removeAll { $0.id == id } }

  /// The cells to run again after a control was moved, in the order in which they ran.
  ///
  /// Those that made the control, and then each later one that needs a name which one of these stores. Where such a
  /// cell needs a value that has been changed since, as in `zs = zs then keep m > cut`, the cell that made it comes
  /// before it; and a cell that stored a name last stores it last again.
  public func dependents(ofControl name: String) -> [String] {
    let flow = Flow(cells)
    // Cells to run again, and those among them whose values may then be others.
    var isIn = cells.map { $0.controls.contains(name) }
    var isNew = isIn
    var hasChanged = isIn.contains(true)
    while hasChanged {
      let before = (isIn, isNew)
      for place in cells.indices {
        for name in flow.needs[place] {
          guard let maker = flow.maker(of: name, for: place) else { continue }
          if isNew[maker] { (isIn[place], isNew[place]) = (true, true) }
          // What has been stored over since has to be made again.
          if isIn[place], flow.last(name) != maker { isIn[maker] = true }
        }
        guard isIn[place] else { continue }
        for name in flow.stores[place] where name != "it" {
          guard flow.needed.contains(name) || !cells[place].passing.contains(name) else { continue }
          if let last = flow.last(name) { isIn[last] = true }
        }
      }
      hasChanged = before != (isIn, isNew)
    }
    return cells.indices.filter { isIn[$0] }.map { cells[$0].id }
  }

  /// Who stores what for whom.
  private struct Flow {
    var needs: [Set<String>] = []
    var stores: [Set<String>] = []
    /// The names that any cell needs.
    var needed: Set<String> = []
    /// The cells that store a name, in their order.
    private var makers: [String: [Int]] = [:]

    init(_ cells: [Cell]) {
      var functions: [String: Set<String>] = [:]
      for (place, cell) in cells.enumerated() {
        var needs = cell.needs
        var stores = cell.stores
        if cell.carriesOn, let before = maker(of: "it", for: place) {
          // `then …` goes on with what the cell before has stored, and stores that again.
          let names = self.stores[before].subtracting(["it"])
          stores.formUnion(names)
          needs.formUnion(names)
        }
        // A name that holds something else is a function no longer.
        for name in cell.stores where !cell.needs.contains(name) { functions[name] = nil }
        for (name, reads) in cell.functions { functions[name, default: []].formUnion(reads) }
        // Another name for a function needs what that one needs.
        for alias in cell.aliases {
          if let reads = functions[alias.of] { functions[alias.name] = reads.union([alias.of]) }
        }
        // Who calls a function needs what it reads, at the time of the call.
        var open = Array(needs)
        while let name = open.popLast() {
          for inner in functions[name] ?? [] where needs.insert(inner).inserted {
            open.append(inner)
          }
        }
        self.needs.append(needs)
        self.stores.append(stores)
        needed.formUnion(needs)
        for name in stores { makers[name, default: []].append(place) }
      }
    }

    /// The cell from which another has a value; nil for what no cell stores.
    func maker(of name: String, for place: Int) -> Int? {
      makers[name]?.last { $0 < place }
    }

    /// The cell that stored a name last.
    func last(_ name: String) -> Int? { makers[name]?.last }
  }
}
