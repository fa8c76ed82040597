extension Catalogue {
  /// Mistakes and notes of the built-in functions.
  static let builtins: [Entry] = []
}
