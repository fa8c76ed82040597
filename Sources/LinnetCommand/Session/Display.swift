import Linnet

/// Turns events and mistakes into lines for the screen at hand.
struct Display {
  /// What the screen can do.
  let terminal: Terminal
  /// The name of the file that runs, which mistakes need not repeat.
  var main = ""
  /// True when a person looks on: long texts and tables are then cut to the window.
  let isInteractive: Bool

  /// A shown text.
  func text(_ text: String) -> String {
    if isInteractive {
      return TextCut.fit(text, to: terminal.size, paint: terminal.hasColour)
    }
    // A script that runs in a window shows all, but breaks no number where the window ends.
    // Nobody reads a million letters, and looking for their words would take long.
    guard terminal.isOutputTerminal, !terminal.isPlain, text.utf8.count < 1 << 20 else {
      return text
    }
    return TextWrap.fit(text, columns: terminal.size.columns)
  }

  /// A shown dataset.
  func table(_ dataset: Dataset, plain: String) -> String {
    guard terminal.isOutputTerminal || isInteractive else {
      return terminal.isAskedPlain ? TableText.render(dataset, isUnicode: false) : plain
    }
    let size = terminal.size
    return TableText.render(
      dataset, width: max(20, size.columns), maximumRows: max(6, min(20, size.rows - 9)),
      isUnicode: terminal.isUnicode && !terminal.isPlain, showsKinds: true)
  }

  /// A picture as Unicode in the window's size.
  func picture(_ picture: Picture) -> String {
    // A screen reader gets the picture's words instead of its signs.
    if terminal.isAskedPlain { return picture.alternativeText }
    let size = terminal.isOutputTerminal ? terminal.size : (columns: 80, rows: 27)
    let style = TerminalPicture.Style(
      isColored: terminal.hasColour, hasTrueColor: terminal.hasTrueColour,
      isAscii: !terminal.isUnicode)
    return TerminalPicture.render(
      picture, columns: min(size.columns, 120), rows: max(10, min(size.rows - 3, 32)), style: style)
  }

  /// A remark, with its code.
  func note(_ note: Note) -> String {
    // The person has just typed the line; one line about it is enough.
    if isInteractive, (note.source?.lineStarts.count ?? 1) == 1 {
      let code = Colour.quiet.paint("(explain \(note.code.text))", if: terminal.hasErrorColour)
      return wrapped(
        Colour.note.paint("Note: ", if: terminal.hasErrorColour) + note.sentences + " " + code)
    }
    return mistake(note)
  }

  /// What a pipeline step did.
  func account(_ text: String) -> String {
    wrapped(Colour.quiet.paint(text, if: terminal.hasErrorColour))
  }

  /// Words of the conversation itself, broken to the window.
  func words(_ text: String, indent: Int = 0) -> String {
    guard terminal.isOutputTerminal || isInteractive else { return text }
    return TextWrap.fit(text, columns: terminal.size.columns, indent: indent)
  }

  /// A mistake as everywhere: the line, the caret, the sentences, the code.
  func mistake(_ mistake: Mistake) -> String {
    let width = terminal.isErrorTerminal ? terminal.size.columns : 80
    let text = mistake.rendered(width: width, isColored: terminal.hasErrorColour, main: main)
    // The quoted line and its caret fit already.
    return wrapped(text, after: mistake.span == nil ? 0 : 2)
  }

  /// Sentences broken between words where the window ends; in a file they stay whole.
  private func wrapped(_ text: String, after kept: Int = 0) -> String {
    guard terminal.isErrorTerminal else { return text }
    return TextWrap.fit(text, columns: terminal.size.columns, after: kept)
  }
}
