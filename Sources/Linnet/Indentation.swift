/// Guesses how far the next line of a block is to be indented.
public enum Indentation {
  private static let openers: Set<String> = [
    "if", "else", "elif", "repeat", "for", "while", "define", "def", "try", "otherwise",
  ]
  private static let closers: Set<String> = ["end", "else", "elif", "otherwise"]

  /// The spaces that the line after these lines starts with.
  public static func after(_ lines: [String]) -> String {
    guard let last = lines.last(where: { !$0.allSatisfy { $0.isWhitespace } }) else { return "" }
    let indent = String(last.prefix { $0 == " " })
    let word = firstWord(last)
    if openers.contains(word), !endsOnItself(last), !isChoice(last, word) { return indent + "  " }
    if let end = last.last(where: { $0 != " " }), "([{".contains(end) { return indent + "  " }
    return indent
  }

  /// True for a line that belongs one step further out than the block it ends.
  public static func closes(_ line: String) -> Bool { closers.contains(firstWord(line)) }

  private static func firstWord(_ line: String) -> String {
    String(line.drop { $0 == " " }.prefix { $0.isLetter })
  }

  /// True for a line such as `if x > 3 then 1 else 2`, which is a value and opens nothing.
  private static func isChoice(_ line: String, _ word: String) -> Bool {
    let words = line.split(separator: " ")
    guard word == "if", let then = words.firstIndex(of: "then") else { return false }
    return words[then...].dropLast().contains("else")
  }

  private static func endsOnItself(_ line: String) -> Bool {
    line.split(separator: " ").last == "end"
  }
}

extension Indentation {
  /// What the next line of a block starts with; nothing when there is no block.
  public static func start(of block: [String]) -> String {
    after(
      block.flatMap { $0.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }
    )
  }
}
