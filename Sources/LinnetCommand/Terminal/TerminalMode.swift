import Glibc

/// The terminal's own editing of lines, switched off while a line runs.
///
/// A terminal that edits lines swallows a Ctrl-D typed on an empty line. While something runs the keys are
/// therefore kept as they come, still shown, and Ctrl-C still stops; the editor takes them afterwards.
enum TerminalMode {
  /// How the terminal was when the conversation began; written once, before any thread starts.
  nonisolated(unsafe) private static var original: termios?

  /// Notes how the terminal is, to be called first.
  static func note() {
    var mode = termios()
    if tcgetattr(0, &mode) == 0 { original = mode }
  }

  /// Keeps keys as they come.
  static func keepKeys() {
    var mode = termios()
    guard original != nil, tcgetattr(0, &mode) == 0 else { return }
    // Ctrl-C and Ctrl-D would show as `^C` and `^D` at the start of the next line.
    mode.c_lflag &= ~tcflag_t(ICANON | ECHOCTL)
    // A read waits for one key, and for nothing after it.
    mode.c_cc.6 = 1
    mode.c_cc.5 = 0
    tcsetattr(0, TCSANOW, &mode)
  }

  /// Puts the terminal back as it was; does nothing when `note` found none.
  static func restore() {
    guard var original else { return }
    tcsetattr(0, TCSANOW, &original)
  }
}
