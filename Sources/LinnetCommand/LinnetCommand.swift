import ArgumentParser
import Glibc
import Linnet
import LinnetLesson

/// The command line in full.
struct LinnetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "linnet",
    abstract: "A tiny language for lessons with real data.",
    usage: """
      linnet                     talk to Linnet line by line
      linnet FILE                run a program or a lesson
      linnet -e 'show 1 + 1'     run a line
      linnet help WORD           explain a word of the language
      linnet kernel install      write notebooks in Linnet
      linnet lesson lint FILE    look for mistakes in a lesson
      linnet lesson publish FILE make a lesson one page for any browser
      linnet lesson collect DIR  put the results of a class together
      """,
    discussion: "A program is run as soon as it is named: `linnet zmass.linnet`.",
    version: "linnet \(Version.text)",
    subcommands: [
      RunCommand.self, CheckCommand.self, ExplainCommand.self, HelpCommand.self,
      KernelCommand.self, LessonCommand.self, PlaygroundCommand.self,
    ],
    defaultSubcommand: RunCommand.self)

  /// Does what the words say and answers with the exit status.
  static func start(_ words: [String]) -> Int32 {
    RunCommand.isGuided = words.first != "run"
    do {
      var command = try parseAsRoot(words)
      try command.run()
      return ExitStatus.fine
    } catch let status as ExitCode {
      return status.rawValue
    } catch {
      if exitCode(for: error) == .success {
        Output.write(Array((fullMessage(for: error) + "\n").utf8), to: 1)
        return ExitStatus.fine
      }
      let text = "linnet: " + Usage.wrong(message(for: error), words)
      Output.write(Array((text + "\n").utf8), to: 2)
      return ExitStatus.wrongUse
    }
  }
}

/// Options that every way to run a program has.
struct ScreenOptions: ParsableArguments {
  @Flag(help: "No colour and no tricks with the cursor.") var plain = false
  @Flag(help: "Say what every step of a pipeline kept.") var verbose = false

  var asked: RunOptions { RunOptions(plain: plain, verbose: verbose) }
}

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run a program or all the code of a lesson.")

  @Option(name: .customShort("e"), help: "A line to run instead of a file.") var line: [String] = []
  @ArgumentParser.Argument(help: "A .linnet program or a .lesson; - is standard input.") var file:
    String?
  @OptionGroup var screen: ScreenOptions
  @Flag(help: "Keep your place in a lesson beside it, for example on a memory stick.") var here =
    false
  @Flag(help: "Tell the times in what you hand in.") var times = false
  @Option(help: "What a lesson may call you; a nickname will do.") var name: String?
  @Option(help: "The language of a lesson, for example fi.") var language: String?

  /// True for `linnet z.lesson`, which gives the lesson; `linnet run z.lesson` runs its code.
  nonisolated(unsafe) static var isGuided = false

  func run() throws {
    let status: Int32
    if let file, Self.isGuided, Start.hasPerson, LessonDocument.isLesson(file) {
      let options = GuideOptions(
        run: screen.asked, isHere: here, keepsTimes: times, nickname: name, language: language)
      status = Runner(screen.asked).guide(file: file, options)
    } else if !line.isEmpty {
      guard file == nil else { throw ValidationError("Give me either a file or -e, not both.") }
      let text = line.joined(separator: "\n")
      status = Runner(screen.asked).run(Array(text.utf8), name: "", folder: ".")
    } else if let file {
      status = Runner(screen.asked).run(file: file)
    } else {
      status = Start.withoutProgram(screen.asked)
    }
    throw ExitCode(status)
  }
}

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Read a program without running it, and say what is wrong.")

  @ArgumentParser.Argument(help: "A .linnet program or a .lesson.") var file: String
  @OptionGroup var screen: ScreenOptions

  func run() throws { throw ExitCode(Runner(screen.asked).check(file: file)) }
}

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Explain a mistake by its code, with an example.")

  @ArgumentParser.Argument(help: "The code below a mistake, for example unknown-column.") var code:
    String

  func run() throws { throw ExitCode(Teacher().explain(code)) }
}

struct HelpCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "help", abstract: "Explain a word of the language, with examples.")

  @Flag(help: "Everything about all words, as Markdown.") var all = false
  @Flag(help: "The words by what they are, as JSON, for editors.") var words = false
  @ArgumentParser.Argument(help: "For example histogram; without it, all the words.") var word:
    [String] = []

  func run() throws {
    if all || words {
      let text = (all ? Help.reference() : Help.wordLists()) + "\n"
      Output.write(Array(text.utf8), to: 1)
      return
    }
    // `linnet help run` is about the command, as its own help promises.
    let about: [String: ParsableCommand.Type] = [
      "run": RunCommand.self, "check": CheckCommand.self, "explain": ExplainCommand.self,
      "help": HelpCommand.self, "kernel": KernelCommand.self, "lesson": LessonCommand.self,
      "playground": PlaygroundCommand.self,
    ]
    let kernel: [String: ParsableCommand.Type] = [
      "install": KernelInstallCommand.self, "uninstall": KernelUninstallCommand.self,
      "run": KernelRunCommand.self,
    ]
    if let command = word.count == 1
      ? about[word[0]]
      : word.count == 2 && word[0] == "kernel"
        ? kernel[word[1]]
        : word.count == 2 && word[0] == "lesson" ? LessonCommand.subcommand(word[1]) : nil
    {
      let text = LinnetCommand.helpMessage(for: command) + "\n"
      Output.write(Array(text.utf8), to: 1)
      return
    }
    throw ExitCode(Teacher().help(word.joined(separator: " ")))
  }
}
