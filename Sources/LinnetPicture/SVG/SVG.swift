/// Writes pictures as self-contained SVG.
///
/// The same picture gives the same bytes everywhere. Colours stand as attributes, so that plain
/// renderers show them; a style sheet changes them on dark screens. Names inside are made from the
/// content, so several pictures can stand in one page. Scalable Vector Graphics 1.1, W3C 2011.
public enum SVG {
  /// Which ground a picture is drawn for.
  public enum Theme: Sendable {
    /// Light, and dark where the reader's screen is dark.
    case automatic
    /// Always light.
    case light
    /// Always dark.
    case dark
  }

  /// A picture as an SVG document, sizes in points.
  public static func render(
    _ picture: Picture, width: Int = 640, height: Int = 420, theme: Theme = .automatic
  ) -> String {
    let width = max(120, min(width, 10_000))
    let height = max(90, min(height, 10_000))
    let scene = ScenePainter.scene(picture, width: Double(width), height: Double(height))
    var writer = SVGWriter(
      seriesCount: Looks(picture).seriesCount, theme: theme)
    return writer.document(picture, scene)
  }
}
