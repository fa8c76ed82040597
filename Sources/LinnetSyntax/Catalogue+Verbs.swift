extension Catalogue {
  /// Mistakes and notes of the steps of a pipeline.
  static let verbs: [Entry] = []
}
