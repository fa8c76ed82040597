import Glibc
import Linnet
import LinnetHost
import LinnetLesson

extension Repl {
  /// Writes the lines that worked so far as a program.
  func save(_ name: String, replacing: Bool) {
    guard !name.isEmpty else {
      say("Say where to: `:save myprogram.linnet`.")
      return
    }
    guard !worked.isEmpty else {
      say("There is nothing to save yet.")
      return
    }
    let path = withEnding(name)
    if !replacing, !savedFiles.contains(path), access(path, F_OK) == 0 {
      say("There is a file `\(path)` already. `:save! \(path)` replaces it.")
      return
    }
    let text = worked.map { $0.text.trimmedLines + "\n" }.joined()
    switch FileBytes.write(Array(text.utf8), to: path) {
    case .success:
      savedFiles.insert(path)
      let count = text.split(separator: "\n").count
      output.show("Saved \(count) line\(count == 1 ? "" : "s") in \(path).")
    case .failure(let problem):
      say("I cannot write `\(path)`: \(problem.reason).")
    }
  }

  /// Runs a program here and keeps its variables.
  func load(_ name: String) {
    guard !name.isEmpty else {
      say("Say which: `:load myprogram.linnet`.")
      return
    }
    let path = access(name, F_OK) == 0 ? name : withEnding(name)
    let bytes: [UInt8]
    switch FileBytes.read(path) {
    case .success(let read): bytes = read
    case .failure(let problem):
      say(Usage.cannotRead(name, problem))
      return
    }
    if FileFormat.isData(path) {
      say("`\(path)` holds data. To load it: `d = load \"\(path)\"`.")
      return
    }
    if let problem = Usage.notAProgram(path, bytes) {
      say(problem)
      return
    }
    let text = String(decoding: bytes, as: UTF8.self)
    // What the program loads lies beside it.
    host.beginProgram(in: FileBytes.folder(of: path))
    defer { host.endProgram() }
    guard LessonDocument.isLesson(path) else {
      run([session.read(text, name: path)], text: text)
      return
    }
    let document = LessonDocument(reading: text, name: path)
    guard !document.sources.isEmpty else {
      say("`\(path)` has no code to run.")
      return
    }
    host.lessonTables = document.tables
    run(session.read(document.sources), text: document.program.map(\.code).joined())
  }

  /// Lets the person change the last lines in an editor, and runs them.
  func edit() {
    guard let program = Editor.chosen() else {
      say(
        "There is no editor here: I looked for `nano` and `vi`. Name one before you start Linnet, such "
          + "as `EDITOR=micro linnet`.")
      return
    }
    if let missing = program.missing {
      say("The variable \(missing.variable) names `\(missing.word)`, which is not there.")
    }
    tell(program.words)
    if program.takesTheScreen {
      // What stands on the screen is gone once the editor is open.
      guard case .line = editor.line(prompt: "Press Enter to open it. ", start: "") else { return }
    }
    var pattern = Array("/tmp/linnet-XXXXXX.linnet".utf8CString)
    let file = mkstemps(&pattern, 7)
    guard file >= 0 else {
      say("I cannot make a file to edit.")
      return
    }
    Output.write(Array((lastText.trimmedLines + "\n").utf8), to: file)
    close(file)
    defer { unlink(pattern) }
    output.flush()
    TerminalMode.restore()
    defer { TerminalMode.keepKeys() }
    let path = String(cString: pattern)
    let status = Child.run("\(program.command) '\(path)'")
    guard status == 0, case .success(let bytes) = FileBytes.read(path) else {
      say("The editor was left with a problem, so nothing was run.")
      return
    }
    let text = String(decoding: bytes, as: UTF8.self)
    guard !text.trimmedSpaces.isEmpty, text.trimmedLines != lastText.trimmedLines else {
      tell("Nothing was changed, so nothing was run.")
      return
    }
    output.show(Colour.quiet.paint(text.trimmedLines, if: display.terminal.hasColour))
    keep(text)
    run(session.read(text), text: text)
  }

  /// Runs a line and says how long it took.
  func time(_ line: String) {
    guard !line.isEmpty else {
      say("Say what: `:time mean(d.x)`.")
      return
    }
    let start = Clock.seconds()
    run(session.read(line), text: line)
    let seconds = Clock.seconds() - start
    let text = seconds < 1 ? "\(tenths(seconds * 1000)) ms" : "\(tenths(seconds)) s"
    output.show(Colour.quiet.paint("That took \(text).", if: display.terminal.hasColour))
  }

  private func tenths(_ number: Double) -> String {
    let tenths = Int((number * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }

  private func withEnding(_ name: String) -> String {
    FileBytes.name(of: name).utf8.contains(UInt8(ascii: ".")) ? name : name + ".linnet"
  }
}

/// Other programs, started through the shell with the person's terminal.
enum Child {
  /// Runs a command line and waits for it; answers with its exit status, or nil if there is no such program.
  static func run(_ line: String) -> Int32? {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    Signals.unblock(in: &attributes)
    let given: [String] = ["sh", "-c", line]
    var words = given.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var process = pid_t()
    guard posix_spawn(&process, "/bin/sh", nil, &attributes, &words, environ) == 0 else {
      return nil
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : nil
  }
}
