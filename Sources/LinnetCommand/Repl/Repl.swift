import Glibc
import Linnet
import LinnetHost

/// The conversation: reads a line or a block, runs it, shows what came of it, and goes on.
final class Repl {
  let options: RunOptions
  let output: Output
  var display: Display
  /// What runs the lines; a lesson begins a new one to bring variables back.
  private(set) var session: Session
  let host: CommandHost
  let editor: LineEditor
  private let history = History()
  private let interrupt: Interrupt
  /// The lines that worked so far, in order, each with the variables as they were before it.
  var worked: [(text: String, before: Session.Snapshot)] = []
  /// The last thing that was typed to be run, for `:edit`.
  var lastText = ""
  /// The examples of the last help, which `:1` and so on run.
  var examples: [String] = []
  /// Files this conversation has written with `:save`; only these are replaced without a question.
  var savedFiles: Set<String> = []
  /// Set by `:quit`.
  var isOver = false
  /// The lesson that the conversation is about; nil for none.
  var guide: Guide?

  /// Makes a conversation with the person at this process's terminal.
  init(_ options: RunOptions) {
    self.options = options
    TerminalMode.note()
    let terminal = Terminal(plain: options.plain)
    let output = Output(terminal)
    let interrupt = Interrupt()
    let signals = Signals(interrupt: interrupt, progress: output.progress, patience: 4)
    let display = Display(terminal: terminal, isInteractive: true)
    let host = CommandHost(
      root: ".", output: output, display: display, saysAccounts: true, interrupt: interrupt)
    host.signals = signals
    output.isStopped = { interrupt.isTripped }
    let session = Engine(limits: .command).session(host: host, interrupt: interrupt)
    session.isInteractive = true
    self.output = output
    self.display = display
    self.session = session
    self.host = host
    self.interrupt = interrupt
    let completer = ReplCompleter()
    let editor: LineEditor
    if terminal.isPlain || !terminal.isInputTerminal || !terminal.isOutputTerminal {
      editor = PlainEditor(output, signals: signals)
    } else {
      editor = ReadlineEditor(signals: signals, terminal: terminal) { line, cursor in
        completer.complete(line, cursor)
      }
    }
    self.editor = editor
    completer.session = { [unowned self] in self.session }
    completer.commands = { [unowned self] in
      (self.guide?.commands.map { ($0.word, $0.summary) } ?? [])
        + ReplCommand.all.map { ($0.word, $0.summary) }
    }
    completer.linesAbove = { [unowned self] in block }
    host.question = { words in
      if case .line(let line) = editor.line(prompt: words, start: "") { line } else { nil }
    }
  }

  /// The lines of the block being typed.
  private(set) var block: [String] = []

  /// Talks until the person leaves; answers with the exit status.
  func run() -> Int32 {
    for entry in history.load() { editor.remember(entry) }
    if guide == nil { tell(welcome) }
    while !isOver {
      let start = block.isEmpty ? guide?.takeStart() ?? "" : Indentation.start(of: block)
      switch editor.line(prompt: prompt, start: start) {
      case .line(let line): take(Transcript.typed(in: line))
      case .stopped:
        interrupt.reset()
        block = []
      case .ended:
        if block.isEmpty { isOver = true } else { block = [] }
      }
    }
    output.flush()
    TerminalMode.restore()
    return ExitStatus.fine
  }

  /// Goes on in a new session with nothing in it.
  func startAfresh() {
    let session = Engine(limits: .command).session(host: host, interrupt: interrupt)
    session.isInteractive = true
    self.session = session
    worked = []
    undoable = nil
  }

  /// Stops what runs when the person says so, and forgets about it when it is over.
  var stop: Interrupt { interrupt }

  /// Shows words of the conversation itself, broken to the window.
  func tell(_ words: String, indent: Int = 0) { output.show(display.words(words, indent: indent)) }

  /// Says on standard error why something cannot be done, broken to the window.
  func say(_ words: String) { output.say(display.words(words)) }

  private var welcome: String {
    let bold = { Colour.strong.paint($0, if: self.display.terminal.hasColour) }
    return """
      \(bold("Linnet \(Version.text)")), a tiny language for lessons with real data.
      Type a calculation, such as  2 + 3 , or load data:  d = load "file.csv"
      \(bold("? histogram")) explains a word, \(bold("Tab")) completes it, \(bold("↑")) brings a line back.
      \(bold(":help")) lists what else you can do here; \(bold(":quit")) or Ctrl-D leaves.
      """
  }

  private var prompt: String {
    let words = block.isEmpty ? "linnet> " : "     … "
    guard display.terminal.hasColour, editor is ReadlineEditor else { return words }
    // The marks tell readline which letters take no room.
    return "\u{1}\(Colour.prompt.rawValue)\u{2}\(words)\u{1}\u{1B}[0m\u{2}"
  }

  // MARK: Lines

  /// Takes one typed line, or several pasted ones.
  func take(_ line: String) {
    // The marks around pasted code are no part of it.
    if Transcript.isFence(line) { return }
    if block.isEmpty {
      let trimmed = line.trimmedSpaces
      if guide?.take(trimmed) == true { return }
      if trimmed.isEmpty { return }
      if !trimmed.contains("\n"), answer(trimmed) {
        // After `:edit` it is the edited lines that ↑ brings back.
        if ReplCommand.named(String(trimmed.dropFirst()))?.word != "edit" { keep(trimmed) }
        return
      }
    }
    // Two empty lines end a block that waits for something the person does not know of.
    let isForced = line.trimmedSpaces.isEmpty && block.last?.trimmedSpaces.isEmpty == true
    block.append(line)
    let text = block.joined(separator: "\n")
    let program = session.read(text)
    if program.state == .incomplete, !isForced { return }
    block = []
    keep(text)
    run(program, text: text)
  }

  /// Runs what was typed and says what went wrong, if anything did.
  func run(_ program: Program, text: String) {
    lastText = text
    if guide?.refuses(program.source) == true { return }
    let isDone = run([program], text: text)
    guide?.ran(program, text: text, worked: isDone)
  }

  /// Runs programs one after another, such as the blocks of a lesson, and says what went wrong, if anything did.
  @discardableResult
  func run(_ programs: [Program], text: String) -> Bool {
    interrupt.reset()
    let before = session.snapshot()
    let wrong = programs.flatMap(\.mistakes).prefix(3)
    guard wrong.isEmpty else {
      let mistakes = wrong.map { display.mistake($0) }
      output.say(mistakes.joined(separator: "\n\n"))
      return false
    }
    output.progress?.start()
    defer {
      output.flush()
      output.progress?.stop()
    }
    do {
      for program in programs { try session.run(program) }
      worked.append((text, before))
    } catch {
      output.flush()
      output.say(
        error.code == "interrupted"
          ? "Stopped. Your variables are as the line left them." : display.mistake(error))
      undoable = (text, before)
      return false
    }
    undoable = nil
    return true
  }

  /// A line that did not work but may have changed variables before it stopped.
  var undoable: (text: String, before: Session.Snapshot)?

  /// Notes something typed for ↑, here and in the file.
  func keep(_ text: String) {
    let entry = text.trimmedLines
    guard !entry.isEmpty else { return }
    editor.remember(entry)
    history.append(entry)
  }
}

extension String {
  /// The text without spaces and line breaks at both ends.
  var trimmedSpaces: String {
    var rest = self[...]
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return String(rest)
  }

  /// The text without empty lines and spaces at its end.
  var trimmedLines: String {
    var rest = self[...]
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return String(rest)
  }
}
