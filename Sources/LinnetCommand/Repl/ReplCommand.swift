import Glibc
import Linnet
import LinnetHost
import LinnetText

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
    ReplCommand(word: "vars", input: "", summary: "your variables, their kind and size") {
      repl, _ in
      repl.listVariables()
    },
    ReplCommand(
      word: "forget", input: "NAME",
      summary: "let go of a variable or function, or without NAME of all"
    ) {
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
    ReplCommand(
      word: "load", input: "FILE", summary: "run a program or lesson here and keep its variables"
    ) {
      repl, rest in repl.load(rest)
    },
    ReplCommand(
      word: "edit", input: "",
      summary: "change the last lines in an editor ($VISUAL, $EDITOR, nano or vi) and run them"
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
    case "undo", "vars", "edit", "variables", "forget":
      say("Commands of the conversation start with a colon: `:\(word)`.")
    case "clear", "cls": say("Ctrl-L clears the screen; `:undo` takes back the last line.")
    case "ls", "dir": say("To see the files here, type `load \"` and press Tab.")
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
    } else if let guide, guide.command(word, rest) {
      return
    } else if let command = ReplCommand.named(word) {
      command.action(self, rest)
    } else {
      let known = (guide?.commands.map(\.word) ?? []) + ReplCommand.all.map(\.word)
      let meant = Spelling.nearest(word, among: known)
      let suggestion = meant.map { "Did you mean `:\($0)`?" } ?? "`:help` lists what there is."
      say("There is no `:\(word)`. \(suggestion)")
    }
  }

  /// Lists the commands.
  func listCommands() {
    let paint = display.terminal.hasColour
    for command in guide?.commands ?? [] {
      tell(entry(":\(command.word) \(command.input)", command.summary, paint), indent: 17)
    }
    // In a lesson `:bye` says it already.
    for command in ReplCommand.all where guide == nil || command.word != "quit" {
      let head = ":\(command.word) \(command.input)"
      tell(entry(head, command.summary, paint), indent: 17)
    }
    tell(entry("? word", "explain a word, with examples", paint), indent: 17)
    tell("Tab completes, ↑ brings back lines that start like this one, Ctrl-C stops.")
    tell(
      "A line that starts with `then` carries on from the one before; `it` is the last value.")
  }

  private func entry(_ head: String, _ summary: String, _ paint: Bool) -> String {
    "  " + Colour.strong.paint(padded(head, 15), if: paint) + summary
  }

  /// Lists the variables: what kind each is, how large, and what it holds.
  func listVariables() {
    let variables = session.variables
    guard !variables.isEmpty else {
      tell("There are no variables yet. `x = 5` makes one.")
      return
    }
    let width = min(24, variables.map { TextWidth.of($0.name) }.max() ?? 0)
    let kinds = variables.map { TextWidth.of($0.kind) }.max() ?? 0
    let room = max(20, display.terminal.size.columns - width - kinds - 6)
    for variable in variables {
      let line =
        "  " + TextWidth.padded(variable.name, to: width) + "  "
        + TextWidth.padded(variable.kind, to: kinds) + "  "
        + TextWidth.cut(variable.contents, to: room)
      output.show(line.trimmedLines)
    }
  }

  /// Lets go of names that the person stored, or of all; a built-in stored over is the built-in again.
  func forget(_ names: String) {
    var names = names.split(whereSeparator: { $0 == " " || $0 == "," }).map(String.init)
    let isAll = names.isEmpty
    if isAll { names = session.variables.map(\.name) }
    guard !names.isEmpty else {
      tell("There are no variables to forget.")
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
      say("There is no variable `\(name)`." + (meant.map { " Did you mean `\($0)`?" } ?? ""))
    }
    guard !gone.isEmpty else { return }
    undoable = (":forget " + gone.joined(separator: " "), before)
    tell(
      "Forgotten: " + gone.joined(separator: ", ")
        + (isAll ? ". `:undo` brings them back." : ""))
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
      tell("There is nothing to undo.")
      return
    }
    guard session.restore(last.before) else {
      worked.removeAll()
      tell("What was there before is no longer kept, so there is nothing more to undo.")
      return
    }
    guide?.undone(last.text)
    let line = last.text.trimmedSpaces.split(separator: "\n").first.map(String.init) ?? ""
    output.show("Undone: \(line)\(last.text.trimmedSpaces.contains("\n") ? " …" : "")")
  }

  /// Runs an example of the last help.
  private func runExample(_ number: Int) {
    guard number >= 1, number <= examples.count else {
      say(
        examples.isEmpty
          ? "First ask for help, for example `? mean`; then `:1` runs its first example."
          : "The last help had \(examples.count) examples, so `:1` to `:\(examples.count)`.")
      return
    }
    let text = examples[number - 1]
    for line in text.split(separator: "\n") {
      output.show(Colour.quiet.paint("> " + line, if: display.terminal.hasColour))
    }
    let program = session.read(text)
    let taken = session.variables.map(\.name).filter(program.storedNames.contains)
    let before = session.snapshot()
    run(program, text: text)
    // An example must not cost what the person has stored under its names.
    guard !taken.isEmpty, session.restore(before) else { return }
    let names = taken.map { "`\($0)`" }.joined(separator: ", ")
    tell("After the example \(names) \(taken.count == 1 ? "is" : "are") yours again.")
  }

  /// Explains a word.
  func help(_ word: String) {
    guard !word.isEmpty else {
      tell(Help.overview(columns: display.terminal.size.columns))
      return
    }
    guard let help = session.help(word) else {
      if let text = Help.explain(word) {
        output.show(TextWrap.explanation(text, columns: display.terminal.size.columns))
      } else {
        say(Help.unknown(word))
      }
      return
    }
    examples = help.examples
    for line in help.lines(numbered: true) {
      if let indent = line.indent {
        tell(line.text, indent: indent)
      } else {
        output.show(line.text)
      }
    }
  }

  private func explain(_ code: String) {
    if let text = Help.explain(code) {
      output.show(TextWrap.explanation(text, columns: display.terminal.size.columns))
    } else {
      say(Help.unknownCode(code))
    }
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
