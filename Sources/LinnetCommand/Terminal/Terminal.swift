import Glibc

/// What this process's screen can do.
struct Terminal {
  /// True when values go to a terminal.
  let isOutputTerminal: Bool
  /// True when mistakes and notes go to a terminal.
  let isErrorTerminal: Bool
  /// True when lines are typed by a person.
  let isInputTerminal: Bool
  /// True when the terminal only knows lines of plain text, or the person asked for that.
  let isPlain: Bool
  /// True when colour is welcome on standard output.
  let hasColour: Bool
  /// True when colour is welcome on standard error.
  let hasErrorColour: Bool

  /// True when the person asked for words alone, as for a screen reader.
  let isAskedPlain: Bool
  /// True when the terminal has all colours, not just 256.
  let hasTrueColour: Bool
  /// True unless the environment names another alphabet than Unicode.
  let isUnicode: Bool

  /// Looks at the process; `plain` is the person's wish for no colour and no tricks with the cursor.
  init(plain: Bool = false) {
    isOutputTerminal = isatty(1) == 1
    isErrorTerminal = isatty(2) == 1
    isInputTerminal = isatty(0) == 1
    let kind = Terminal.environment("TERM") ?? "dumb"
    isPlain = plain || kind == "dumb"
    // NO_COLOR counts when it is there and not empty (no-color.org).
    let wantsColour = !isPlain && (Terminal.environment("NO_COLOR") ?? "").isEmpty
    hasColour = wantsColour && isOutputTerminal
    hasErrorColour = wantsColour && isErrorTerminal
    isAskedPlain = plain
    hasTrueColour = ["truecolor", "24bit"].contains(Terminal.environment("COLORTERM") ?? "")
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { Terminal.environment($0) }
      .first { !$0.isEmpty }
    let charset = (locale ?? "").split(separator: ".").dropFirst().first?.lowercased()
    isUnicode = !isOutputTerminal || (charset ?? "utf-8").filter { $0 != "-" }.hasPrefix("utf8")
  }

  /// Columns and rows of the window now; 80 by 24 when there is none.
  var size: (columns: Int, rows: Int) {
    var window = winsize()
    for file: Int32 in [1, 2, 0] where ioctl(file, UInt(TIOCGWINSZ), &window) == 0 {
      if window.ws_col > 0 {
        return (Int(window.ws_col), window.ws_row > 0 ? Int(window.ws_row) : 24)
      }
    }
    return (80, 24)
  }

  /// A variable of the environment; nil when it is not set.
  static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}

/// The few colours the command uses.
enum Colour: String {
  case mistake = "\u{1B}[1;31m"
  case note = "\u{1B}[33m"
  case quiet = "\u{1B}[2m"
  case strong = "\u{1B}[1m"
  case prompt = "\u{1B}[36m"
  case accent = "\u{1B}[32m"

  /// A text in this colour, or as it is.
  func paint(_ text: String, if wanted: Bool) -> String {
    wanted && !text.isEmpty ? rawValue + text + "\u{1B}[0m" : text
  }
}
