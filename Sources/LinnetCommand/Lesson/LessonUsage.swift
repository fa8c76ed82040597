import Linnet

/// What `linnet lesson` says when it is used wrongly.
enum LessonUsage {
  /// The subcommands with a line that shows each in use.
  private static let examples = [
    "collect": "linnet lesson collect handed-in -o grades.csv --page class.html",
    "grade": "linnet lesson grade z-boson.lesson handed-in -o grades.csv",
    "pool": "linnet lesson pool mz handed-in -o pool.svg",
  ]

  /// What is wrong with the words of a command line, given what their reader said about them.
  static func wrong(_ message: String, _ words: [String]) -> String {
    let quoted = message.split(separator: "'", omittingEmptySubsequences: false).map(String.init)
    let word = quoted.count > 2 ? quoted[1] : ""
    let names = LessonCommand.configuration.subcommands.compactMap { $0.configuration.commandName }
    let second = words.count > 1 ? words[1] : ""
    guard names.contains(second) else {
      let list = "`linnet lesson --help` lists what there is."
      guard !second.isEmpty, !second.hasPrefix("-") else { return "Say what to do. " + list }
      let near = Spelling.nearest(second, among: names)
      return "I do not know `\(second)`. "
        + (near.map { "Did you mean `linnet lesson \($0)`?" } ?? list)
    }
    let list = "`linnet lesson \(second) --help` lists what there is."
    if message.hasPrefix("Unknown option") {
      let known = ["--plain", "--excel", "--page", "--lesson", "--bins", "--help", "-o"]
      let near = Spelling.nearest(word, among: known)
      return "I do not know the option `\(word)`. " + (near.map { "Did you mean `\($0)`?" } ?? list)
    }
    if message.hasPrefix("Missing value for") {
      return "After `\(word.split(separator: " ").first ?? "")` something is missing. \(list)"
    }
    if message.hasPrefix("Missing expected argument"), let example = examples[second] {
      return "Something is missing. Write it like this: `\(example)`."
    }
    return message.hasSuffix(".") ? message : message + ". " + list
  }
}
