extension Catalogue {
  /// Mistakes and notes of lessons.
  static let lessons: [Entry] = []
}
