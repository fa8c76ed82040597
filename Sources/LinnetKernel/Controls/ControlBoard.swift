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

  /// Names whose values depend on a control.
  private var movable: Set<String> = []

  /// True for a program whose output follows from a control.
  func concerns(_ program: Program) -> Bool {
    let reads = program.readNames
    return ControlBoard.words.contains { reads.contains($0) }
      || !reads.isDisjoint(with: movable)
  }

  /// The functions that make controls.
  private static let words = ["slider", "choice"]

  /// Notes a cell that ran.
  mutating func note(_ identifier: String, _ program: Program, isMovable: Bool, _ cell: Cell) {
    let writes = program.storedNames
    if isMovable { movable.formUnion(writes) } else { movable.subtract(writes) }
    cells[identifier] = isMovable ? cell : nil
    graph.run(
      identifier, reads: program.readNames, writes: writes, controls: Set(asked))
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
