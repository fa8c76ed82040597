extension Native {
  /// Built-in functions about whole datasets, files and histograms.
  static let rows: [Native] = []
}
