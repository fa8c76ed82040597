import Linnet

/// The controls of a notebook and the cells that depend on them.
struct ControlBoard {
  /// A cell that ran, and may have to run again.
  struct Cell {
    var code: String
    var name: String
    /// True for a cell whose output follows from a control.
    var isMovable = false
    /// What its display is called; nil for a cell that shows nothing.
    var display: String?
  }

  /// The controls by name.
  var widgets: [String: WidgetState] = [:]
  /// The cells by what they are called.
  var cells: [String: Cell] = [:]
  /// Which cells follow from which.
  var graph = CellGraph()
  /// Comms over which a front end asks for everything at once.
  var frontEnds: Set<String> = []
  /// True once it was said that there are too many controls.
  var hasToldMost = false
  /// How many bytes of code are remembered.
  private var bytes = 0
  /// The controls that the running cell has asked for.
  var asked: Set<String> = []

  /// True for a program whose output follows from a control.
  func concerns(_ program: Program) -> Bool {
    if !program.controlNames.isEmpty { return true }
    return !widgets.isEmpty && !program.readNames.isDisjoint(with: movable)
  }

  /// The names whose values follow from a control.
  private var movable: Set<String> {
    var names: Set<String> = []
    for cell in graph.cells {
      if cells[cell.id]?.isMovable == true {
        names.formUnion(cell.stores)
      } else {
        names.subtract(cell.stores)
      }
    }
    return names
  }

  /// Notes a cell that ran.
  mutating func note(_ identifier: String, _ program: Program, _ cell: Cell) {
    forget(identifier)
    cells[identifier] = cell
    bytes += cell.code.utf8.count
    graph.ran(identifier, program, controls: asked)
    while graph.cells.count > ControlBoard.most || bytes > ControlBoard.mostBytes,
      let oldest = graph.cells.dropLast().first(where: { cells[$0.id]?.isMovable != true })
    {
      graph.forget(oldest.id)
      forget(oldest.id)
    }
  }

  private mutating func forget(_ identifier: String) {
    if let cell = cells.removeValue(forKey: identifier) { bytes -= cell.code.utf8.count }
  }

  /// How many cells are remembered, and how many bytes of their code; a notebook in which more ran has been at work
  /// for hours.
  private static let most = 500
  private static let mostBytes = 4 << 20
  /// How many controls there may be; more are the work of a loop, and no browser draws thousands.
  static let mostControls = 100

  /// The control that a comm belongs to.
  func name(ofComm identifier: String) -> String? {
    widgets.first { $0.value.identifier == identifier }?.key
  }

  /// The model that a comm belongs to.
  func model(ofComm identifier: String) -> WidgetState.Model? {
    for widget in widgets.values {
      for model in widget.models where model.identifier == identifier { return model }
    }
    return nil
  }
}
