import LinnetEnglish

extension Vocabulary {
  /// What other languages and people call a word of this one.
  public static let elsewhere = words(English.elsewhere)

  /// Number words, as one says them.
  public static let numberWords = words(English.numbers)

  /// Names of Python libraries, which some write out of habit.
  public static let pythonModules: Set<String> = [
    "pd", "np", "plt", "sns", "pandas", "numpy", "matplotlib", "scipy", "math", "os", "sys",
  ]

  /// Names behind which other languages keep their functions, as in `console.log(5)`.
  public static let modules = pythonModules.union([
    "console", "System", "Console", "Math", "read", "fmt", "std", "document", "np", "statistics",
  ])

  /// The step that a misspelt word behind `then` stands for; nil when none is near.
  ///
  /// A word of another language, misspelt, stands for the word here.
  public func step(near word: String) -> String? {
    if let near = Spelling.nearest(word, among: steps + ["fail"]) { return near }
    guard let found = Spelling.nearest(word, among: Self.elsewhere.keys.sorted()) else {
      return nil
    }
    guard let ours = Self.elsewhere[found] else { return nil }
    return isCommand(ours) || functions.contains(ours) ? ours : nil
  }

  /// Reads lines such as `mean: average, avg`, from the others to the word.
  ///
  /// The word itself may begin with a colon, as the commands of a conversation do.
  private static func words(_ text: [UInt8]) -> [String: String] {
    var table: [String: String] = [:]
    for line in text.split(separator: 0x0A) {
      guard let colon = line.dropFirst().firstIndex(of: UInt8(ascii: ":")) else { continue }
      let word = String(decoding: line[..<colon], as: UTF8.self)
      for other in line[(colon + 1)...].split(separator: UInt8(ascii: ",")) {
        table[String(decoding: other.drop { $0 == 0x20 }, as: UTF8.self)] = word
      }
    }
    return table
  }
}
