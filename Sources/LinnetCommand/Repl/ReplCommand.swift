import Glibc
import Linnet
import LinnetHost

/// A command of the conversation itself, such as `:undo`.
struct ReplCommand {
  /// The word after the colon.
  let word: String
  /// What follows it, for the list; empty for nothing.
  let input: String
  /// One sentence for `:help` and for Tab.
  let summary: String
  /// What it does with the text after the word.
  let action: (Repl, String) -> Void

  /// All of them, in the order of `:help`.
  nonisolated(unsafe) static let all: [ReplCommand] = [
    ReplCommand(word: "help", input: "", summary: "this list") { repl, _ in repl.listCommands() },
    ReplCommand(word: "vars", input: "", summary: "your variables and what they hold") { repl, _ in
      repl.listVariables()
    },
    ReplCommand(word: "forget", input: "NAME", summary: "let go of a variable or function") {
      repl, rest in repl.forget(rest)
    },
    ReplCommand(
      word: "undo", input: "", summary: "bring the variables back to before the last line"
    ) {
      repl, _ in repl.undo()
    },
    ReplCommand(word: "save", input: "FILE", summary: "write the lines that worked as a program") {
      repl, rest in repl.save(rest, replacing: false)
    },
    ReplCommand(word: "load", input: "FILE", summary: "run a program here and keep its variables") {
      repl, rest in repl.load(rest)
    },
    ReplCommand(
      word: "edit", input: "", summary: "change the last lines in your editor and run them"
    ) {
      repl, _ in repl.edit()
    },
    ReplCommand(word: "time", input: "LINE", summary: "run a line and say how long it took") {
      repl, rest in repl.time(rest)
    },
    ReplCommand(word: "quit", input: "", summary: "leave, as Ctrl-D does") { repl, _ in
      repl.isOver = true
    },
  ]

  /// The command that a word names; also by its first letters, when only one fits.
  static func named(_ word: String) -> ReplCommand? {
    if let exact = all.first(where: { $0.word == word }) { return exact }
    let other = ["q": "quit", "bye": "quit", "exit": "quit", "h": "help", "variables": "vars"][word]
    if let other { return named(other) }
    let fitting = word.isEmpty ? [] : all.filter { $0.word.hasPrefix(word) }
    return fitting.count == 1 ? fitting[0] : nil
  }
}

extension Repl {
  /// Answers a line that is for the conversation, not for the language; false for any other.
  func answer(_ line: String) -> Bool {
    if line.hasPrefix(":") {
      command(String(line.dropFirst()).trimmedSpaces)
      return true
    }
    if line.hasPrefix("?") {
      help(String(line.drop { $0 == "?" || $0 == " " }))
      return true
    }
    let words = line.split(separator: " ")
    switch words.first {
    case "help" where words.count <= 2 && !isVariable("help"):
      help(words.count == 2 ? String(words[1]) : "")
      return true
    case "explain" where words.count == 2 && !isVariable("explain"):
      explain(String(words[1]))
      return true
    case "quit", "exit", "bye":
      guard words.count == 1 || line.hasSuffix("()"), !isVariable(String(words[0])) else {
        return false
      }
      isOver = true
      return true
    case "quit()", "exit()":
      isOver = true
      return true
    default: return words.count == 1 && answer(word: line)
    }
  }

  /// Answers a lone word that means nothing to the language by itself: `plot`, `undo`, `clear`.
  private func answer(word: String) -> Bool {
    guard !isVariable(word) else { return false }
    if Library.isWord(word) {
      help(word)
      return true
    }
    switch word {
    case "undo", "vars", "edit", "variables":
      output.say("Commands of the conversation start with a colon: `:\(word)`.")
    case "clear", "cls": output.say("Ctrl-L clears the screen; `:undo` takes back the last line.")
    case "ls", "dir": output.say("To see the files here, type `load \"` and press Tab.")
    default: return false
    }
    return true
  }

  private func isVariable(_ name: String) -> Bool {
    session.variables.contains { $0.name == name }
  }

  private func command(_ line: String) {
    let word = String(line.prefix { $0 != " " })
    let rest = String(line.dropFirst(word.count)).trimmedSpaces
    if let number = Int(word) {
      runExample(number)
    } else if word == "save!" {
      save(rest, replacing: true)
    } else if word == "explain" {
      explain(rest)
    } else if let command = ReplCommand.named(word) {
      command.action(self, rest)
    } else {
      let meant = Spelling.nearest(word, among: ReplCommand.all.map(\.word))
      let suggestion = meant.map { "Did you mean `:\($0)`?" } ?? "`:help` lists what there is."
      output.say("There is no `:\(word)`. \(suggestion)")
    }
  }

  /// Lists the commands.
  func listCommands() {
    let paint = display.terminal.hasColour
    var lines = ReplCommand.all.map { command in
      let head = ":\(command.word) \(command.input)"
      return "  " + Colour.strong.paint(padded(head, 14), if: paint) + command.summary
    }
    lines.append(
      "  " + Colour.strong.paint(padded("? word", 14), if: paint) + "explain a word, with examples")
    lines.append("Tab completes, ↑ brings back lines that start like this one, Ctrl-C stops.")
    lines.append(
      "A line that starts with `then` carries on from the one before; `it` is the last value.")
    output.show(lines.joined(separator: "\n"))
  }

  /// Lists the variables.
  func listVariables() {
    let variables = session.variables
    guard !variables.isEmpty else {
      output.show("There are no variables yet. `x = 5` makes one.")
      return
    }
    let width = min(24, variables.map(\.name.count).max() ?? 0)
    let room = max(20, display.terminal.size.columns - width - 4)
    for variable in variables {
      let text =
        variable.description.count > room
        ? variable.description.prefix(room - 1) + "…" : variable.description[...]
      output.show("  " + padded(variable.name, width) + "  " + text)
    }
  }

  /// Lets go of names that the person stored; a built-in stored over is the built-in again.
  func forget(_ names: String) {
    let names = names.split(whereSeparator: { $0 == " " || $0 == "," }).map(String.init)
    guard !names.isEmpty else {
      output.say("Say which: `:forget x`. `:vars` lists what there is.")
      return
    }
    let before = session.snapshot()
    var gone: [String] = []
    for name in names {
      if session.forget(name) {
        gone.append(name)
        continue
      }
      let meant = Spelling.nearest(name, among: session.variables.map(\.name))
      output.say(
        "There is no variable `\(name)`." + (meant.map { " Did you mean `\($0)`?" } ?? ""))
    }
    guard !gone.isEmpty else { return }
    undoable = (":forget " + gone.joined(separator: " "), before)
    output.show("Forgotten: " + gone.joined(separator: ", "))
  }

  /// Brings the variables back to before the last line that ran.
  func undo() {
    let last: (text: String, before: Session.Snapshot)?
    if let failed = undoable {
      last = failed
      undoable = nil
    } else {
      last = worked.popLast()
    }
    guard let last else {
      output.show("There is nothing to undo.")
      return
    }
    guard session.restore(last.before) else {
      worked.removeAll()
      output.show("What was there before is no longer kept, so there is nothing more to undo.")
      return
    }
    let line = last.text.trimmedSpaces.split(separator: "\n").first.map(String.init) ?? ""
    output.show("Undone: \(line)\(last.text.trimmedSpaces.contains("\n") ? " …" : "")")
  }

  /// Runs an example of the last help.
  private func runExample(_ number: Int) {
    guard number >= 1, number <= examples.count else {
      output.say(
        examples.isEmpty
          ? "First ask for help, for example `? mean`; then `:1` runs its first example."
          : "The last help had \(examples.count) examples, so `:1` to `:\(examples.count)`.")
      return
    }
    let text = examples[number - 1]
    for line in text.split(separator: "\n") {
      output.show(Colour.quiet.paint("> " + line, if: display.terminal.hasColour))
    }
    run(session.read(text), text: text)
  }

  /// Explains a word.
  func help(_ word: String) {
    guard !word.isEmpty else {
      output.show(Help.overview(columns: display.terminal.size.columns))
      return
    }
    guard let help = session.help(word) else {
      if let text = Help.explain(word) {
        output.show(text)
      } else {
        output.say(Help.unknown(word))
      }
      return
    }
    examples = help.examples
    output.show(help.text(numbered: true))
  }

  private func explain(_ code: String) {
    if let text = Help.explain(code) {
      output.show(text)
    } else {
      output.say(Help.unknownCode(code))
    }
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
