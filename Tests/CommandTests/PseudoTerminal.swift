import Foundation
import Glibc

/// A terminal with the command in it, as a person would sit before it.
final class PseudoTerminal {
  private let master: Int32
  private let process: pid_t
  private var seen = ""

  /// Starts the command in a terminal of a size.
  init(
    _ arguments: [String] = [], columns: UInt16 = 80, rows: UInt16 = 24, folder: URL? = nil,
    environment: [String: String] = [:]
  ) {
    master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var (locked, number): (Int32, UInt32) = (0, 0)
    ioctl(master, 0x4004_5431, &locked)  // TIOCSPTLCK
    ioctl(master, 0x8004_5430, &number)  // TIOCGPTN
    let name = "/dev/pts/\(number)"
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    ioctl(master, UInt(TIOCSWINSZ), &size)

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    // The first terminal that a process without one opens becomes its own.
    posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    posix_spawnattr_setflags(&attributes, 0x80)  // POSIX_SPAWN_SETSID
    var given = ProcessInfo.processInfo.environment
    given["TERM"] = "xterm-256color"
    given["INPUTRC"] = "/dev/null"
    given["XDG_STATE_HOME"] = folder?.path ?? NSTemporaryDirectory() + "linnet-\(UUID().uuidString)"
    given.merge(environment) { $1 }
    let place = folder?.path ?? "."
    let script = "cd \"$1\"; shift; exec \"$@\""
    let command = ["sh", "-c", script, "sh", place, LinnetProcess.path] + arguments
    var words = command.map { strdup($0) } + [nil]
    var variables = given.map { strdup("\($0)=\($1)") } + [nil]
    var process = pid_t()
    posix_spawn(&process, "/bin/sh", &actions, &attributes, &words, &variables)
    for word in words + variables { free(word) }
    self.process = process
  }

  deinit {
    kill(process, SIGKILL)
    waitpid(process, nil, 0)
    close(master)
  }

  /// Types keys.
  func type(_ keys: String) {
    let bytes = Array(keys.utf8)
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
      if count <= 0 { return }
      done += count
    }
  }

  /// Types a line and Enter.
  func enter(_ line: String) { type(line + "\r") }

  /// Changes the size of the window.
  func resize(columns: UInt16, rows: UInt16) {
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    ioctl(master, UInt(TIOCSWINSZ), &size)
  }

  /// Waits until the screen has shown a text, and forgets everything up to its end.
  ///
  /// Answers with what was shown before and with it; nil when the time is over.
  @discardableResult
  func wait(for text: String, seconds: Double = 10) -> String? {
    let end = Date().addingTimeInterval(seconds)
    while true {
      if let range = seen.range(of: text) {
        let before = String(seen[..<range.upperBound])
        seen.removeSubrange(..<range.upperBound)
        return before
      }
      guard Date() < end, readMore(until: end) else { return nil }
    }
  }

  /// The exit status, once the process has ended by itself; nil when it does not within the time.
  func exitStatus(seconds: Double = 10) -> Int32? {
    let end = Date().addingTimeInterval(seconds)
    var status: Int32 = 0
    while Date() < end {
      _ = readMore(until: Date().addingTimeInterval(0.02))
      if waitpid(process, &status, WNOHANG) == process { return (status >> 8) & 0xFF }
    }
    return nil
  }

  /// What was shown and not yet waited for, without the terminal's own codes.
  var rest: String { seen }

  private func readMore(until end: Date) -> Bool {
    var wait = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    let left = max(0, min(200, Int32(end.timeIntervalSinceNow * 1000)))
    guard poll(&wait, 1, left) > 0 else { return true }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = read(master, &bytes, bytes.count)
    guard count > 0 else { return false }
    seen += PseudoTerminal.plain(String(decoding: bytes[..<count], as: UTF8.self))
    return true
  }

  /// A text without colours and movements of the cursor.
  private static func plain(_ text: String) -> String {
    // A line break is two characters that Swift counts as one; without the first it is an ordinary one.
    String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != "\r" }))
      .replacing(/\u{1B}\[[0-9;?]*[A-Za-z]|\u{1B}[=>]|\u{7}/, with: "")
  }
}
