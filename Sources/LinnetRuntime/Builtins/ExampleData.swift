/// The small dataset of the examples: most people who ask how a word is used have a dataset before them.
enum ExampleData {
  /// Makes the dataset.
  static let birds =
    "birds = dataset(\n  species: [\"Adelie\", \"Adelie\", \"Gentoo\", \"Gentoo\"],\n"
    + "  mass: [3700, 3900, 5000, 5400], bill: [39, 38, 48, 51])"

  /// A program about it.
  static func with(_ lines: String) -> String { birds + "\n" + lines }
}
