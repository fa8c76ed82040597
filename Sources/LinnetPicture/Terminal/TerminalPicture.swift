/// Draws pictures with characters.
///
/// Bars in eighths of a cell, points and curves in braille, data points with error bars; with colours
/// where the terminal has them, and in plain ASCII where it has nothing else.
public enum TerminalPicture {
  /// What a terminal can show.
  public struct Style: Sendable {
    /// True to use colours.
    public var isColored: Bool
    /// True where colours may be any of 16 million; else the nearest of 256 is taken.
    public var hasTrueColor: Bool
    /// True to use nothing but ASCII.
    public var isAscii: Bool
    /// True for light text on a dark ground.
    public var isDark: Bool

    /// Describes a terminal.
    public init(
      isColored: Bool = false, hasTrueColor: Bool = false, isAscii: Bool = false,
      isDark: Bool = true
    ) {
      self.isColored = isColored
      self.hasTrueColor = hasTrueColor
      self.isAscii = isAscii
      self.isDark = isDark
    }
  }

  /// A picture as at most `rows` lines of at most `columns` cells, without a line break at the end.
  public static func render(
    _ picture: Picture, columns: Int, rows: Int, style: Style = Style()
  ) -> String {
    let columns = max(20, min(columns, 500))
    let rows = max(8, min(rows, 200))
    let looks = Looks(picture)
    var painter = TerminalPainter(picture, looks, columns: columns, rows: rows, style: style)
    painter.paint()
    return painter.canvas.text(style, seriesCount: looks.seriesCount)
  }
}
