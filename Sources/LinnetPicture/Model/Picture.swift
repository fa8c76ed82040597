import LinnetData

/// A picture as data: layers over two common axes.
///
/// Nothing is laid out yet; `SVG.render` and `TerminalPicture.render` do that for their own medium.
/// Immutable, so it can be kept, sent to another thread and drawn any number of times.
public final class Picture: Sendable {
  /// The heading; may be empty.
  public let title: String
  /// The axis along the bottom.
  public let x: Axis
  /// The axis along the side.
  public let y: Axis
  /// What is drawn, from back to front.
  public let layers: [Layer]
  /// True when a second panel below shows data divided by prediction.
  public let hasRatio: Bool
  /// What the ratio panel's axis says.
  public let ratioLabel: String
  /// Short facts written small into an empty corner, for example `10 227 entries`.
  public let remarks: [String]
  /// The meaning of colours that stand for numbers; nil when there are none.
  public let shading: Shading?
  /// One or two sentences that say what is to be seen.
  public let alternativeText: String

  /// Makes a picture; without `alternativeText` it is written from the numbers.
  public init(
    title: String = "", x: Axis, y: Axis, layers: [Layer], hasRatio: Bool = false,
    ratioLabel: String = "", remarks: [String] = [], shading: Shading? = nil,
    alternativeText: String? = nil
  ) {
    self.title = title
    self.x = x
    self.y = y
    self.layers = layers
    self.hasRatio = hasRatio
    self.ratioLabel = ratioLabel
    self.remarks = remarks
    self.shading = shading
    self.alternativeText =
      alternativeText ?? AlternativeText.describe(title: title, x: x, y: y, layers: layers)
  }

  /// A picture of one empty frame with a heading.
  public convenience init(title: String) {
    self.init(title: title, x: Axis(), y: Axis(), layers: [])
  }
}

/// Numbers shown as colours: what they are and where the colours begin and end.
public struct Shading: Sendable {
  /// What the numbers are, with their unit.
  public var title: String
  /// The number with the first colour.
  public var low: Double
  /// The number with the last colour.
  public var high: Double

  /// Makes a colour scale.
  public init(title: String, low: Double, high: Double) {
    self.title = title
    self.low = low
    self.high = high
  }
}
