extension Catalogue {
  /// Mistakes and notes of reading, writing and calculating with columns.
  static let columns: [Entry] = []
}
