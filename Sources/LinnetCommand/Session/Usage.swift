import Glibc
import Linnet
import LinnetHost

/// What the command says when it is used wrongly.
enum Usage {
  /// What is wrong with the words of a command line, given what their reader said about them.
  static func wrong(_ message: String, _ words: [String]) -> String {
    let quoted = message.split(separator: "'", omittingEmptySubsequences: false).map(String.init)
    let word = quoted.count > 2 ? quoted[1] : ""
    let isKernel = words.first == "kernel"
    if words.first == "lesson" { return wrongLesson(message, word, words) }
    let list =
      isKernel
      ? "`linnet kernel install --help` lists what there is."
      : "`linnet --help` lists what there is."
    if message.hasPrefix("Unknown option") {
      let known =
        isKernel
        ? [
          "--user", "--prefix", "--sys-prefix", "--name", "--memory", "--time", "--steps",
          "--anywhere", "--read-only", "--lexer", "--display-name", "--command", "--help",
        ]
        : [
          "--plain", "--verbose", "--version", "--help", "-e", "--here", "--times", "--name",
          "--language",
        ]
      let meant = Spelling.nearest(word, among: known).map { "Did you mean `\($0)`?" } ?? list
      return "I do not know the option `\(word)`. \(meant)"
    }
    if isKernel, message.contains("nexpected argument") {
      if let meant = Spelling.nearest(word, among: ["install", "uninstall", "run"]) {
        return "I do not know `\(word)`. Did you mean `linnet kernel \(meant)`?"
      }
      return "I do not know what `\(word)` is for. \(list)"
    }
    if message.contains("nexpected argument") {
      let first = words.first { !$0.hasPrefix("-") } ?? ""
      let commands = ["run", "check", "explain", "help", "kernel", "lesson"]
      if let meant = Spelling.nearest(first, among: commands) {
        return "I do not know `\(first)`. Did you mean `linnet \(meant)`?"
      }
      return "I run one file at a time, so I do not know what `\(word)` is for. \(list)"
    }
    if isKernel, message.hasPrefix("Missing value for") {
      return "After `\(word.split(separator: " ").first ?? "")` something is missing. \(list)"
    }
    if message.hasPrefix("Missing value for") {
      return "After `-e` a line is missing, such as `linnet -e 'show 1 + 1'`."
    }
    if message.hasPrefix("Missing expected argument") {
      if isKernel {
        return "Notebook servers start the kernel. To tell them about it: `linnet kernel install`."
      }
      return words.first == "explain"
        ? "Say which mistake: `linnet explain unknown-column`."
        : "Say which file: `linnet \(words.first ?? "run") FILE`."
    }
    return message.hasSuffix(".") ? message : message + ". " + list
  }

  /// The same for `linnet lesson`, whose subcommands tell themselves what they know.
  private static func wrongLesson(_ message: String, _ word: String, _ words: [String]) -> String {
    let names = LessonCommand.configuration.subcommands.compactMap { $0.configuration.commandName }
    let name = words.dropFirst().first { !$0.hasPrefix("-") } ?? ""
    let list =
      names.contains(name)
      ? "`linnet lesson \(name) --help` lists what there is."
      : "`linnet lesson --help` lists what there is."
    if message.hasPrefix("Unknown option") { return "I do not know the option `\(word)`. \(list)" }
    if message.hasPrefix("Missing expected argument") {
      if name == "new" { return "Give the lesson a name: `linnet lesson new tides`." }
      if let example = ClassroomUsage.examples[name] {
        return "Something is missing. Write it like this: `\(example)`."
      }
      return names.contains(name)
        ? "Say which lesson: `linnet lesson \(name) z.lesson`." : "Say what to do. \(list)"
    }
    if message.hasPrefix("Missing value for") {
      return "After `\(word.split(separator: " ").first ?? "")` something is missing. \(list)"
    }
    if message.contains("nexpected argument") {
      if !names.contains(name) {
        let meant = Spelling.nearest(name, among: names).map {
          "Did you mean `linnet lesson \($0)`?"
        }
        return "I do not know `\(name)`. \(meant ?? list)"
      }
      return "I take one lesson at a time, so I do not know what `\(word)` is for. \(list)"
    }
    return message.hasSuffix(".") ? message : message + ". " + list
  }

  /// Why a file is no program; nil when it may be one.
  static func notAProgram(_ path: String, _ bytes: [UInt8]) -> String? {
    if FileFormat.isData(path) {
      return "`\(path)` holds data. Load it from a program, or after `linnet`: "
        + "`d = load \"\(path)\"`."
    }
    return bytes.prefix(4096).contains(0) ? "`\(path)` is not text; give me a program." : nil
  }

  /// Why a program could not be read, with the file that was perhaps meant.
  static func cannotRead(_ path: String, _ problem: FileProblem) -> String {
    switch problem {
    case .notThere:
      let folder = FileBytes.folder(of: path)
      let name = FileBytes.name(of: path)
      let prefix = String(decoding: path.utf8.dropLast(name.utf8.count), as: UTF8.self)
      let names = FileBytes.names(in: folder).filter {
        $0.hasSuffix(".linnet") || $0.hasSuffix(".lesson") || $0.hasSuffix(".lesson.md")
      }
      let meant =
        names.contains(name + ".linnet") ? name + ".linnet" : Spelling.nearest(name, among: names)
      let suggestion = meant.map { " Did you mean `\(prefix)\($0)`?" } ?? ""
      return "There is no file `\(path)`.\(suggestion)"
    case .isFolder: return "`\(path)` is a folder; give me a program in it."
    default: return "I cannot read `\(path)`: \(problem.reason)."
    }
  }
}
