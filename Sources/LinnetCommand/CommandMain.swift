import ArgumentParser
import Glibc
import LinnetHost
import LinnetKernel
import LinnetLesson

/// The whole command: reads the command line, does what it says, and ends the process.
public func runLinnetCommand() -> Never {
  // A reader that goes away is seen by `write`, not by a signal.
  signal(SIGPIPE, SIG_IGN)
  Output.keepStandardNumbers()
  SystemMemory.keepsFreedMemory()
  if SmallStack.isHere { SmallStack.leave() }
  runCommandLine()
}

private func runCommandLine() -> Never {
  let words = Array(CommandLine.arguments.dropFirst())
  exit(CommandLineForms.common(words) ?? LinnetCommand.start(words))
}

/// A main thread with less room for calls inside calls than the limits on programs were made for.
private enum SmallStack {
  /// What systems give, in bytes.
  private static let usual = 8 << 20

  /// True when a shell has set a smaller one (`ulimit -s`).
  static var isHere: Bool { SystemMemory.stackOfMainThread < usual / 2 }

  /// Goes on in a thread with the usual room; without one, here.
  static func leave() {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setstacksize(&attributes, usual)
    var thread = pthread_t()
    if pthread_create(&thread, &attributes, { _ in runCommandLine() }, nil) == 0 {
      // Ctrl-C and the like are for the threads that wait for them.
      var all = sigset_t()
      sigfillset(&all)
      pthread_sigmask(SIG_BLOCK, &all, nil)
      pthread_join(thread, nil)
    }
  }
}

/// The forms nearly everyone uses, recognised before the full reader of command lines is touched.
///
/// They are part of `LinnetCommand` too; this only saves its milliseconds.
enum CommandLineForms {
  /// The exit status, or nil when the words need the full reader.
  static func common(_ words: [String]) -> Int32? {
    switch words.count {
    case 0: return Start.withoutProgram(RunOptions())
    case 1 where isFile(words[0]):
      return LessonDocument.isLesson(words[0]) && Start.hasPerson
        ? Runner(RunOptions()).guide(file: words[0], GuideOptions())
        : Runner(RunOptions()).run(file: words[0])
    case 2 where words[0] == "run" && isFile(words[1]):
      return Runner(RunOptions()).run(file: words[1])
    case 2 where words[0] == "-e":
      return Runner(RunOptions()).run(Array(words[1].utf8), name: "", folder: ".")
    case 3 where words[0] == "kernel" && words[1] == "run" && !words[2].hasPrefix("-"):
      return KernelProcess.run(connection: words[2], options: KernelOptions())
    default: return nil
    }
  }

  /// True for a word that can only be a file: it has a point or slash and is no option.
  private static func isFile(_ word: String) -> Bool {
    !word.hasPrefix("-")
      && word.utf8.contains { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "/") }
  }
}

/// What happens when no program is named.
enum Start {
  /// True when lines are typed by a person who sees what is shown.
  static var hasPerson: Bool { isatty(0) == 1 && isatty(1) == 1 }

  /// A conversation at a terminal; otherwise the program comes through standard input.
  static func withoutProgram(_ options: RunOptions) -> Int32 {
    isatty(0) == 1 ? Repl(options).run() : Runner(options).run(file: "-")
  }
}
