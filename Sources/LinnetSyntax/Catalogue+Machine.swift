extension Catalogue {
  /// Mistakes and notes of the compiler and the machine.
  static let machine: [Entry] = []
}
