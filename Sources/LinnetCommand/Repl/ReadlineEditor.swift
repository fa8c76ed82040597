import CReadline
import Glibc
import Linnet

/// A line editor on GNU readline, which waits for keys and for signals at once.
final class ReadlineEditor: LineEditor {
  /// Readline's functions carry no context, so the one editor of the process is kept here.
  nonisolated(unsafe) private static var current: ReadlineEditor?

  private let signals: Signals
  private let terminal: Terminal
  private let complete: Completer
  private var finished: Typed?
  private var start = ""
  private var matches: [(word: String, description: String)] = []
  private var nextMatch = 0

  /// Makes the editor of this process.
  init(signals: Signals, terminal: Terminal, complete: @escaping Completer) {
    self.signals = signals
    self.terminal = terminal
    self.complete = complete
    ReadlineEditor.current = self
    linnet_readline_prepare(
      { text, start, end in ReadlineEditor.current?.completions(text, start, end) },
      { _, _, _ in ReadlineEditor.current?.showMatches() },
      {
        ReadlineEditor.current?.offerStart()
        return 0
      },
      { count, key in
        ReadlineEditor.current?.outdent()
        return rl_newline(count, key)
      })
  }

  /// Asks for a line, with `start` already typed.
  func line(prompt: String, start: String) -> Typed {
    finished = nil
    self.start = start
    _ = signals.drain()
    defer { TerminalMode.keepKeys() }
    rl_callback_handler_install(prompt) { line in
      guard let editor = ReadlineEditor.current else { return }
      rl_callback_handler_remove()
      if let line {
        editor.finished = .line(String(cString: line))
        free(line)
      } else {
        editor.finished = .ended
      }
    }
    while finished == nil { waitForKey() }
    if finished == .ended { Output.write([0x0A], to: 1) }
    return finished ?? .ended
  }

  /// Adds an entry to readline's history, unless it is the newest already.
  func remember(_ entry: String) {
    linnet_readline_remember(entry)
  }

  private func waitForKey() {
    var waits = [
      pollfd(fd: 0, events: Int16(POLLIN), revents: 0),
      pollfd(fd: signals.pipeEnd, events: Int16(POLLIN), revents: 0),
    ]
    guard poll(&waits, 2, -1) > 0 else { return }
    if waits[1].revents != 0 {
      for byte in signals.drain() {
        if byte == Signals.windowByte { rl_resize_terminal() }
        if byte == Signals.interruptByte {
          linnet_readline_point_to_end()
          rl_redisplay()
          Output.write(Array("^C\n".utf8), to: 1)
          linnet_readline_abandon()
          rl_callback_handler_remove()
          finished = .stopped
          return
        }
      }
    }
    if waits[0].revents & Int16(POLLIN) != 0 {
      rl_callback_read_char()
    } else if waits[0].revents != 0 {
      // The terminal is gone.
      rl_callback_handler_remove()
      finished = .ended
    }
  }

  private func offerStart() {
    if !start.isEmpty { rl_insert_text(start) }
  }

  /// Moves `end` and its like out by one step before the line is taken, when nothing was typed by hand.
  private func outdent() {
    let text = String(cString: linnet_readline_text())
    guard !start.isEmpty, start.allSatisfy({ $0 == " " }), text.hasPrefix(start),
      Indentation.closes(text)
    else { return }
    rl_delete_text(0, Int32(min(2, start.utf8.count)))
    linnet_readline_point_to_end()
    rl_redisplay()
  }

  // MARK: Completion

  private func completions(
    _ text: UnsafePointer<CChar>?, _ start: Int32, _ end: Int32
  ) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
    linnet_readline_completion(0, 1)
    let line = String(cString: linnet_readline_text())
    let before = line.utf8.prefix(Int(end))
    if before.allSatisfy({ $0 == 0x20 }) {
      // At the start of a line the key makes room instead.
      rl_insert_text("  ")
      return nil
    }
    matches = complete(line, Int(end))
    if matches.count == 1 {
      let word = matches[0].word
      let isOpen = word.hasSuffix("/") || word.hasSuffix(": ") || word.hasSuffix("(")
      linnet_readline_completion(0, isOpen ? 1 : 0)
    }
    nextMatch = 0
    return rl_completion_matches(text) { _, _ in ReadlineEditor.current?.nextWord() }
  }

  private func nextWord() -> UnsafeMutablePointer<CChar>? {
    guard nextMatch < matches.count else { return nil }
    nextMatch += 1
    return strdup(matches[nextMatch - 1].word)
  }

  private func showMatches() {
    linnet_readline_step_out()
    let lines = CompletionList.lines(matches, size: terminal.size, paint: terminal.hasColour)
    Output.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: 1)
    linnet_readline_step_in()
  }
}
