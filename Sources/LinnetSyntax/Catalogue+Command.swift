extension Catalogue {
  /// Mistakes and notes of the command and its tools.
  static let command: [Entry] = []
}
