import Linnet
import LinnetText

/// A cell that is for the conversation, not for the language: `? mean`, `help mean`, `explain unknown-name`, `:vars`.
enum Talk {
  case help(String)
  case explain(String)
  case variables
  case forget([String])
  case undo
  case unknown(String)

  /// What a cell asks for; nil when it is a program.
  init?(_ code: String, _ session: Session) {
    let line = Talk.trimmed(code)
    guard !line.isEmpty, !line.contains("\n") else { return nil }
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

  /// The help on a word, as text, as Markdown and as HTML.
  static func bundle(_ help: Help) -> Bundle {
    Bundle([
      ("text/plain", help.text()), ("text/markdown", help.markdown()),
      ("text/html", help.html()),
    ])
  }
}

extension Conversation {
  /// Answers a cell that is for the conversation.
  func talk(_ asked: Talk) -> Ending {
    switch asked {
    case .help(let word):
      if word.isEmpty {
        output.show(.text(Help.overview(columns: 100)))
      } else if let help = session.help(word) {
        output.show(Talk.bundle(help))
      } else {
        output.show(.text(Help.unknown(word)))
      }
    case .explain(let code):
      output.show(.text(Help.explain(code) ?? Help.unknownCode(code)))
    case .variables: listVariables()
    case .forget(let names): forget(names)
    case .undo: undo()
    case .unknown(let word):
      output.show(
        .text("There is no `\(word)` here. `:vars`, `:forget`, `:undo` and `:help` work in a cell.")
      )
    }
    return .fine
  }

  private func listVariables() {
    let variables = session.variables
    guard !variables.isEmpty else {
      output.show(.text("There are no variables yet. `x = 5` makes one."))
      return
    }
    let width = min(24, variables.map { TextWidth.of($0.name) }.max() ?? 0)
    let kinds = variables.map { TextWidth.of($0.kind) }.max() ?? 0
    let lines = variables.map { variable in
      TextWidth.padded(variable.name, to: width) + "  "
        + TextWidth.padded(variable.kind, to: kinds) + "  "
        + TextWidth.cut(variable.contents, to: 70)
    }
    let text = lines.joined(separator: "\n")
    let rows = variables.map { variable in
      "<tr><th scope=\"row\" style=\"text-align:left\">\(HTMLText.escaped(variable.name))</th>"
        + "<td style=\"text-align:left\">\(HTMLText.escaped(variable.kind))</td>"
        + "<td style=\"text-align:left\">\(HTMLText.escaped(TextWidth.cut(variable.contents, to: 160)))</td></tr>"
    }
    let head =
      "<tr><th scope=\"col\" style=\"text-align:left\">variable</th>"
      + "<th scope=\"col\" style=\"text-align:left\">kind</th>"
      + "<th scope=\"col\" style=\"text-align:left\">what it holds</th></tr>"
    output.show(
      Bundle([
        ("text/plain", text),
        (
          "text/html",
          "<table><thead>\(head)</thead><tbody>\(rows.joined())</tbody></table>"
        ),
      ]))
  }

  private func forget(_ names: [String]) {
    let names = names.isEmpty ? session.variables.map { $0.name } : names
    before.append(session.snapshot())
    for name in names where !session.forget(name) {
      output.show(.text("There is no variable `\(name)`."))
    }
  }

  private func undo() {
    guard let last = before.popLast() else {
      output.show(.text("There is nothing to undo."))
      return
    }
    guard session.restore(last) else {
      before = []
      output.show(.text("What was there before is no longer kept, so there is nothing to undo."))
      return
    }
    output.show(.text("The variables are as they were before the last cell."))
  }
}
