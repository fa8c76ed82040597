import Glibc
import LinnetHost

/// Standard output and standard error, with a buffer for the first and the right order between the two.
///
/// A reader that went away (`linnet x.linnet | head`) ends the process quietly, as other commands do. When
/// standard output cannot be written for another reason, such as a full disk, the process says so and ends
/// with the status of a mistake: nothing shown is ever lost in silence.
final class Output {
  /// What the screen can do.
  let terminal: Terminal
  /// The line about work in progress, if one can be shown.
  let progress: ProgressLine?
  /// Memory of its own, never more, so that it can be handed over even when there is no memory left.
  nonisolated(unsafe) private static let buffer = UnsafeMutablePointer<UInt8>.allocate(
    capacity: room)
  /// How many bytes of the buffer wait; of the thread that runs programs.
  nonisolated(unsafe) private static var waiting = 0
  private static let room = 1 << 16
  /// Says that Ctrl-C was pressed: what is being written then ends in the middle.
  var isStopped: () -> Bool = { false }

  /// Makes an output for a screen.
  init(_ terminal: Terminal) {
    self.terminal = terminal
    progress = terminal.isErrorTerminal && !terminal.isPlain ? ProgressLine() : nil
    SystemMemory.onNoMemory { Output.endWithoutMemory() }
  }

  /// Writes a line of what the program shows.
  func show(_ line: String) {
    add(line)
    add("\n")
    // A person at a terminal sees each line at once.
    if terminal.isOutputTerminal { flush() }
  }

  private func add(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      var start = 0
      while start < bytes.count {
        let count = min(bytes.count - start, Output.room - Output.waiting)
        for place in 0..<count { Output.buffer[Output.waiting + place] = bytes[start + place] }
        Output.waiting += count
        start += count
        if Output.waiting == Output.room {
          flush()
          if isStopped() { return }
        }
      }
    }
  }

  /// Writes text without a line break, such as a question.
  func prompt(_ text: String) {
    add(text)
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
    guard Output.waiting > 0 else { return }
    progress?.erase()
    Output.hand()
  }

  private static func hand() {
    let count = waiting
    waiting = 0
    write(UnsafeRawBufferPointer(start: buffer, count: count), to: 1)
  }

  /// Ends the process when the system has no memory left, with what was shown so far and the sentence that
  /// the limit of a session gives; nothing here may ask for memory.
  private static func endWithoutMemory() {
    if waiting > 0 { hand() }
    TerminalMode.restore()
    let words: StaticString = """
      This needs more memory than there is here. Make the lists or datasets smaller.
      (explain too-much-memory)

      """
    write(UnsafeRawBufferPointer(start: words.utf8Start, count: words.utf8CodeUnitCount), to: 2)
    _exit(ExitStatus.mistake)
  }

  /// Writes bytes to an open file.
  static func write(_ bytes: [UInt8], to file: Int32) {
    bytes.withUnsafeBytes { write($0, to: file) }
  }

  private static func write(_ bytes: UnsafeRawBufferPointer, to file: Int32) {
    var place = 0
    while place < bytes.count, let start = bytes.baseAddress {
      let count = Glibc.write(file, start + place, bytes.count - place)
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
        if file == 1 { giveUp(FileProblem(errno: errno)) }
        return
      }
    }
  }

  private static func giveUp(_ problem: FileProblem) -> Never {
    TerminalMode.restore()
    write(Array("linnet: I cannot write what is shown, because \(problem.reason).\n".utf8), to: 2)
    _exit(ExitStatus.mistake)
  }

  /// Keeps the numbers of standard input, output and error from files that are opened later.
  ///
  /// A shell may start a command with some of them closed (`linnet x.linnet >&-`); a file that is saved
  /// would then get what is shown.
  static func keepStandardNumbers() {
    for file in Int32(0)...2 where fcntl(file, F_GETFD) < 0 {
      // Opened the wrong way round, so that using it still fails.
      _ = open("/dev/null", file == 0 ? O_WRONLY : O_RDONLY)
    }
  }
}
