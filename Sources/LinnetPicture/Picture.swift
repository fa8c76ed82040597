import LinnetData

/// A picture as data: layers over common axes.
///
/// Laid out and drawn by the renderers in this room.
public final class Picture: Sendable {
  /// The heading; may be empty.
  public let title: String

  /// Makes a picture.
  public init(title: String) { self.title = title }
}
