/// A cell that is for the conversation, not for the language: `? mean`, `help mean`, `explain unknown-name`, `:vars`.
///
/// Notebooks and pages understand the same ones; how they answer is their own affair.
public enum Talk: Sendable {
  /// Help on a word; the list of all words where it is empty.
  case help(String)
  /// What a mistake's code means.
  case explain(String)
  /// The list of the variables.
  case variables
  /// Letting go of variables; of all where none is named.
  case forget([String])
  /// Bringing the variables back to what they were before the last cell.
  case undo
  /// A word that begins with `:` and means nothing.
  case unknown(String)

  /// What a cell asks for; nil when it is a program.
  public init?(_ code: String, _ session: Session) {
    let line = Talk.trimmed(code)
    guard !line.isEmpty, !line.utf8.contains(0x0A) else { return nil }
    func isVariable(_ name: String) -> Bool {
      session.variables.contains { $0.name == name }
    }
    if line.hasPrefix("?") {
      self = .help(Talk.trimmed(String(line.drop { $0 == "?" })))
      return
    }
    let words = line.split(separator: " ").map { String($0) }
    if line.hasSuffix("?"), words.count == 1 {
      self = .help(String(line.prefix { $0 != "?" }))
      return
    }
    if line.hasPrefix(":") {
      switch words[0] {
      case ":vars": self = .variables
      case ":forget":
        self = .forget(words.dropFirst().flatMap { $0.split(separator: ",").map { String($0) } })
      case ":undo": self = .undo
      case ":help": self = .help("")
      case ":explain" where words.count == 2: self = .explain(words[1])
      default: self = .unknown(words[0])
      }
      return
    }
    switch words[0] {
    case "help" where words.count <= 2 && !isVariable("help"):
      self = .help(words.count == 2 ? words[1] : "")
    case "explain" where words.count == 2 && !isVariable("explain"): self = .explain(words[1])
    default: return nil
    }
  }

  private static func trimmed(_ text: String) -> String {
    var rest = text[...]
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return String(rest)
  }
}
