import Linnet

/// The controls of a notebook and the cells that depend on them.
struct ControlBoard {
  /// A cell whose output is one display, to be shown anew.
  struct Cell {
    var code: String
    var name: String
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
    !program.controlNames.isEmpty || !program.readNames.isDisjoint(with: movable)
  }

  /// The names whose values follow from a control.
  private var movable: Set<String> {
    var names: Set<String> = []
    for cell in graph.cells {
      if cells[cell.id] != nil { names.formUnion(cell.stores) } else { names.subtract(cell.stores) }
    }
    return names
  }

  /// Notes a cell that ran; `shown` is how it can be shown anew, if it follows from a control.
  mutating func note(_ identifier: String, _ program: Program, _ shown: Cell?) {
    cells[identifier] = shown
    graph.ran(identifier, program, controls: Set(asked))
  }

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
