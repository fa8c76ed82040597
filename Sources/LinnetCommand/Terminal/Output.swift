import Glibc

/// Standard output and standard error, with a buffer for the first and the right order between the two.
///
/// A reader that went away (`linnet x.linnet | head`) ends the process quietly, as other commands do.
final class Output {
  /// What the screen can do.
  let terminal: Terminal
  /// The line about work in progress, if one can be shown.
  let progress: ProgressLine?
  private var buffer: [UInt8] = []
  private static let room = 1 << 16

  /// Makes an output for a screen.
  init(_ terminal: Terminal) {
    self.terminal = terminal
    progress = terminal.isErrorTerminal && !terminal.isPlain ? ProgressLine() : nil
    buffer.reserveCapacity(Output.room)
  }

  /// Writes a line of what the program shows.
  func show(_ line: String) {
    buffer.append(contentsOf: line.utf8)
    buffer.append(0x0A)
    // A person at a terminal sees each line at once.
    if terminal.isOutputTerminal || buffer.count >= Output.room { flush() }
  }

  /// Writes text without a line break, such as a question.
  func prompt(_ text: String) {
    buffer.append(contentsOf: text.utf8)
    flush()
  }

  /// Writes lines to standard error, after all that was shown before.
  func say(_ lines: String) {
    flush()
    progress?.erase()
    Output.write(Array((lines + "\n").utf8), to: 2)
  }

  /// Hands over what is still in the buffer.
  func flush() {
    guard !buffer.isEmpty else { return }
    progress?.erase()
    Output.write(buffer, to: 1)
    buffer.removeAll(keepingCapacity: true)
  }

  /// Writes bytes to an open file.
  static func write(_ bytes: [UInt8], to file: Int32) {
    var place = 0
    while place < bytes.count {
      let count = bytes[place...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count >= 0 {
        place += count
      } else if errno == EAGAIN {
        var wait = pollfd(fd: file, events: Int16(POLLOUT), revents: 0)
        poll(&wait, 1, -1)
      } else if errno != EINTR {
        // The reader is gone: what a shell calls 128 + SIGPIPE.
        if errno == EPIPE {
          TerminalMode.restore()
          _exit(141)
        }
        return
      }
    }
  }
}
