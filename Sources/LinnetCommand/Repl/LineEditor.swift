/// What came of asking a person for a line.
enum Typed: Equatable {
  /// A line, or several that were pasted or recalled at once.
  case line(String)
  /// Ctrl-C: what was typed so far is dropped.
  case stopped
  /// Ctrl-D on an empty line, or the end of the input.
  case ended
}

/// Something that lets a person type a line.
protocol LineEditor: AnyObject {
  /// Asks for a line.
  ///
  /// `prompt` stands before it; `start` is typed already, for example the indentation inside a block.
  func line(prompt: String, start: String) -> Typed

  /// Adds an entry to what ↑ brings back.
  func remember(_ entry: String)
}

/// One completion: the whole word, and what it is.
typealias Completer = (_ line: String, _ cursor: Int) -> [(word: String, description: String)]

/// An editor that leaves editing to the terminal: for plain terminals and for input that is no terminal.
final class PlainEditor: LineEditor {
  private let output: Output
  private let signals: Signals?

  /// Makes an editor that writes its prompt to an output.
  init(_ output: Output, signals: Signals?) {
    self.output = output
    self.signals = signals
  }

  /// Asks for a line; `start` is not offered, since it could not be changed.
  func line(prompt: String, start: String) -> Typed {
    // A Ctrl-C that stopped a run is over.
    _ = signals?.drain()
    output.prompt(prompt)
    let typed = LineInput.standard.line(signals)
    if case .line = typed { return typed }
    output.show("")
    return typed
  }

  /// Does nothing: a plain terminal brings nothing back.
  func remember(_ entry: String) {}
}
