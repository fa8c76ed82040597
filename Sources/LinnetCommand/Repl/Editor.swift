import LinnetHost

/// The program that changes texts, and what to say before it opens.
struct Editor {
  /// How it is started, without the file.
  let command: String
  /// A variable of the environment that names a program there is not.
  var missing: (variable: String, word: String)?

  /// The editor that the person has named, or one that most computers have; nil for none.
  static func chosen() -> Editor? {
    var missing: (variable: String, word: String)?
    for variable in ["VISUAL", "EDITOR"] {
      guard let command = Terminal.environment(variable)?.trimmedSpaces, !command.isEmpty else {
        continue
      }
      let word = String(command.prefix { $0 != " " })
      if isThere(word) { return Editor(command: command, missing: missing) }
      missing = (variable, word)
    }
    for word in ["nano", "vi"] where isThere(word) {
      return Editor(command: word, missing: missing)
    }
    return nil
  }

  private static func isThere(_ word: String) -> Bool {
    guard !word.contains("'") else { return false }
    return Child.run("command -v '\(word)' > /dev/null 2>&1") == 0
  }

  private var name: String { FileBytes.name(of: String(command.prefix { $0 != " " })) }

  private enum Family { case nano, vi, emacs, other }

  private var family: Family {
    switch name {
    case "nano", "pico", "rnano": .nano
    case "vi", "vim", "nvim", "vim.tiny", "nvi", "elvis", "vim.basic": .vi
    case "emacs", "mg", "jove", "zile": .emacs
    default: .other
    }
  }

  /// True for an editor that fills the window and does not itself say how to leave it.
  var takesTheScreen: Bool { family == .vi || family == .emacs }

  /// Which editor opens, and how to leave it.
  var words: String {
    let leave =
      switch family {
      case .nano: "Ctrl-O and Enter save, Ctrl-X leaves."
      case .vi:
        "The key i starts writing. Esc, then :wq and Enter saves and leaves; Esc, then :q! and Enter "
          + "leaves all as it was."
      case .emacs: "Ctrl-X Ctrl-S saves, Ctrl-X Ctrl-C leaves."
      case .other: "Save and close it to come back."
      }
    return "This opens your last lines in `\(name)`. \(leave) What you have saved is then run."
  }
}
