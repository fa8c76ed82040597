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
  /// The controls that the running cell has asked for.
  var asked: [String] = []

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
    cells[identifier] = cell
    graph.ran(identifier, program, controls: Set(asked))
    guard graph.cells.count > ControlBoard.most,
      let oldest = graph.cells.first(where: { cells[$0.id]?.isMovable != true })
    else { return }
    graph.forget(oldest.id)
    cells[oldest.id] = nil
  }

  /// How many cells are remembered; a notebook in which more ran has been at work for hours.
  private static let most = 500

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
