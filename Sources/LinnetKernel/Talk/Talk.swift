import Linnet
import LinnetText

extension Talk {
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
