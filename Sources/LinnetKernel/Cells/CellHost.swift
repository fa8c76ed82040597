import Linnet
import LinnetHost
import Synchronization

/// The world of a notebook's cells: the files of its folder, and the notebook as the screen.
final class CellHost: FolderHost {
  /// How many letters of a long list a cell shows.
  private static let letters = 4000

  private let output: CellOutput
  private let gate: InterruptGate
  /// What the cell that runs is called in mistakes.
  var name = ""
  /// Asks the person who sent the cell; nil where there is nobody to ask.
  var question: ((String) -> String?)?
  /// Says where a control is put; nil where none can be drawn.
  var asked: ((Control) -> Control.Setting)?

  /// Makes the world of a notebook.
  init(_ output: CellOutput, _ gate: InterruptGate, access: Access, isConfined: Bool) {
    self.output = output
    self.gate = gate
    super.init(root: ".", access: access, isConfined: isConfined, interrupt: gate.interrupt)
  }

  /// Shows what a program shows.
  override func receive(_ event: Event) {
    switch event {
    case .note(let note): output.remark(remark(note))
    case .account(let text), .saved(let text): output.remark(text)
    default: output.show(event)
    }
  }

  /// Keeps the value of a line, which may be the result of the cell.
  override func receive(answer event: Event) { output.hold(event) }

  /// A remark: its line where the cell has several, its sentences, its code.
  private func remark(_ note: Note) -> String {
    var place = ""
    if let source = note.source, source.lineStarts.count > 1, let span = note.span {
      place = " on line \(source.lineNumber(at: min(span.start, source.bytes.count)))"
      if !source.name.isEmpty, source.name != name { place += " of \(source.name)" }
    }
    return "Note\(place): \(note.sentences) (explain \(note.code.text))"
  }

  /// A long list is cut.
  override var roomForList: Int? { CellHost.letters }

  /// Waits, unless the cell is stopped.
  override func wait(seconds: Double) {
    output.flush()
    let end = Clock.seconds() + seconds
    while !gate.interrupt.isTripped {
      let left = end - Clock.seconds()
      guard left > 0 else { return }
      Bell.wait(for: [gate.bell], seconds: left)
    }
  }

  /// A line from the person; nil when there is nobody, or the cell is stopped.
  override func ask(_ words: String) -> String? {
    output.flush()
    return question?(words)
  }

  /// Where a person has put a control.
  override func control(_ control: Control) -> Control.Setting? { asked?(control) }
}
