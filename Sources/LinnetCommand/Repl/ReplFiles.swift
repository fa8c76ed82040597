import Glibc
import Linnet
import LinnetHost

extension Repl {
  /// Writes the lines that worked so far as a program.
  func save(_ name: String, replacing: Bool) {
    guard !name.isEmpty else {
      output.say("Say where to: `:save myprogram.linnet`.")
      return
    }
    guard !worked.isEmpty else {
      output.say("There is nothing to save yet.")
      return
    }
    let path = withEnding(name)
    if !replacing, !savedFiles.contains(path), access(path, F_OK) == 0 {
      output.say("There is a file `\(path)` already. `:save! \(path)` replaces it.")
      return
    }
    let text = worked.map { $0.text.trimmedLines + "\n" }.joined()
    switch FileBytes.write(Array(text.utf8), to: path) {
    case .success:
      savedFiles.insert(path)
      let count = text.split(separator: "\n").count
      output.show("Saved \(count) line\(count == 1 ? "" : "s") in \(path).")
    case .failure(let problem):
      output.say("I cannot write `\(path)`: \(problem.reason).")
    }
  }

  /// Runs a program here and keeps its variables.
  func load(_ name: String) {
    guard !name.isEmpty else {
      output.say("Say which: `:load myprogram.linnet`.")
      return
    }
    let path = access(name, F_OK) == 0 ? name : withEnding(name)
    switch FileBytes.read(path) {
    case .success(let bytes):
      let text = String(decoding: bytes, as: UTF8.self)
      run(session.read(text, name: path), text: text)
    case .failure(let problem): output.say(Usage.cannotRead(name, problem))
    }
  }

  /// Lets the person change the last lines in an editor, and runs them.
  func edit() {
    var pattern = Array("/tmp/linnet-XXXXXX.linnet".utf8CString)
    let file = mkstemps(&pattern, 7)
    guard file >= 0 else {
      output.say("I cannot make a file to edit.")
      return
    }
    Output.write(Array((lastText.trimmedLines + "\n").utf8), to: file)
    close(file)
    defer { unlink(pattern) }
    output.flush()
    TerminalMode.restore()
    defer { TerminalMode.keepKeys() }
    let path = String(cString: pattern)
    let wanted = Terminal.environment("VISUAL") ?? Terminal.environment("EDITOR")
    let editors = [wanted, "nano", "vi"].compactMap { $0 }
    guard editors.contains(where: { Child.run("\($0) '\(path)'") == 0 }) else {
      output.say("No editor answered. Name one in the variable EDITOR, for example `EDITOR=nano`.")
      return
    }
    guard case .success(let bytes) = FileBytes.read(path) else { return }
    let text = String(decoding: bytes, as: UTF8.self)
    guard !text.trimmedSpaces.isEmpty else { return }
    output.show(Colour.quiet.paint(text.trimmedLines, if: display.terminal.hasColour))
    editor.remember(text.trimmedLines)
    run(session.read(text), text: text)
  }

  /// Runs a line and says how long it took.
  func time(_ line: String) {
    guard !line.isEmpty else {
      output.say("Say what: `:time mean(d.x)`.")
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
