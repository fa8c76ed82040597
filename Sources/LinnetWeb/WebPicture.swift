import Linnet

/// Pictures as the page or a plain terminal shows them.
enum WebPicture {
  /// A self-contained SVG document.
  static func svg(_ picture: Picture) -> String { SVG.render(picture) }

  /// The same text that the command prints where there is no terminal.
  static func text(_ picture: Picture) -> String {
    TerminalPicture.render(picture, columns: 80, rows: 24)
  }
}
