import Glibc
import Linnet
import LinnetHost

/// The world of the `linnet` command: the person's own files, standard output, standard error.
final class CommandHost: FolderHost {
  private let output: Output
  private let display: Display
  /// True to say what every pipeline step kept.
  var saysAccounts: Bool
  /// Asks the person at a line editor; without one a line of standard input is taken.
  var question: ((String) -> String?)?
  /// Wakes a waiting `ask` when Ctrl-C is pressed.
  var signals: Signals?

  /// Makes a host for programs that lie in a folder.
  init(root: String, output: Output, display: Display, saysAccounts: Bool, interrupt: Interrupt) {
    self.output = output
    self.display = display
    self.saysAccounts = saysAccounts
    super.init(root: root, access: .readWrite, isConfined: false, interrupt: interrupt)
  }

  /// Prints what a program shows, and says on standard error what it remarks.
  override func receive(_ event: Event) {
    switch event {
    case .text(let text): output.show(display.text(text))
    case .table(let dataset, let text): output.show(display.table(dataset, plain: text))
    case .picture(let picture): output.show(display.picture(picture))
    case .note(let note): output.say(display.note(note))
    case .account(let text): if saysAccounts { output.say(display.account(text)) }
    case .saved(let text): output.say(display.account(text))
    case .progress(let what, let done, let total):
      output.progress?.say(what, done: done, total: total)
    }
  }

  /// Waits, after what was shown so far is on the screen.
  override func wait(seconds: Double) {
    output.flush()
    super.wait(seconds: seconds)
  }

  /// A line from the person; nil at the end of the input or after Ctrl-C.
  override func ask(_ words: String) -> String? {
    output.flush()
    output.progress?.stop()
    defer { output.progress?.start() }
    if let question { return question(words) }
    output.prompt(words)
    if case .line(let line) = LineInput.standard.line(signals) { return line }
    output.show("")
    return nil
  }
}

extension Limits {
  /// For a person's own programs: nothing but the memory of this computer.
  static var command: Limits { Limits(memory: SystemMemory.roomForValues) }
}
