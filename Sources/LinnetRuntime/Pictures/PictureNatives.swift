extension Native {
  /// Built-in functions that draw.
  static let pictures: [Native] = []
}
