extension Catalogue {
  /// Mistakes and notes of pictures.
  static let pictures: [Entry] = []
}
