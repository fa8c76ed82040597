import Linnet

/// Answers `linnet help`, `linnet explain` and `? word`.
struct Teacher {
  private let output = Output(Terminal())

  /// Explains a word on standard output; 1 when there is no such word.
  func help(_ word: String) -> Int32 {
    defer { output.flush() }
    guard !word.isEmpty else {
      output.show(Help.overview(columns: output.terminal.size.columns))
      return ExitStatus.fine
    }
    if let help = Help.of(word) {
      for line in help.lines() {
        let isBroken = output.terminal.isOutputTerminal
        output.show(
          line.indent.flatMap { indent in
            isBroken
              ? TextWrap.fit(line.text, columns: output.terminal.size.columns, indent: indent) : nil
          } ?? line.text)
      }
      return ExitStatus.fine
    }
    output.say(Help.unknown(word))
    return ExitStatus.mistake
  }

  /// Explains a mistake's code on standard output; 1 when there is no such code.
  func explain(_ code: String) -> Int32 {
    defer { output.flush() }
    if let text = Help.explain(code) {
      output.show(
        output.terminal.isOutputTerminal
          ? TextWrap.explanation(text, columns: output.terminal.size.columns) : text)
      return ExitStatus.fine
    }
    output.say(Help.unknownCode(code))
    return ExitStatus.mistake
  }
}
