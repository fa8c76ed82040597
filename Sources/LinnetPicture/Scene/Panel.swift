/// A frame with its two scales: where numbers lie in the scene.
struct Panel {
  /// The frame.
  var frame: Scene.Rectangle
  /// The lower axis.
  var x: Scale
  /// The side axis.
  var y: Scale

  /// The horizontal place of a number; nil for a gap.
  func across(_ value: Double) -> Double? {
    guard let place = x.place(value) else { return nil }
    return frame.left + frame.width * place
  }

  /// The vertical place of a number; nil for a gap.
  func up(_ value: Double) -> Double? {
    guard let place = y.place(value) else { return nil }
    return frame.bottom - frame.height * place
  }

  /// The vertical place of the end of a bar, at most a hair outside the frame.
  func barUp(_ value: Double) -> Double { frame.bottom - frame.height * y.barPlace(value) }

  /// The horizontal place of a bin edge, at most a hair outside the frame.
  func edge(_ value: Double) -> Double {
    frame.left + frame.width * max(-0.01, min(x.place(value) ?? -0.01, 1.01))
  }
}
