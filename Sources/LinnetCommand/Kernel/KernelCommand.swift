import ArgumentParser
import Glibc
import LinnetKernel

/// `linnet kernel`: Linnet in notebooks.
struct KernelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kernel", abstract: "Linnet in notebooks: install the kernel, or take it away.",
    subcommands: [
      KernelInstallCommand.self, KernelUninstallCommand.self, KernelRunCommand.self,
    ])
}

/// Where a kernel is installed.
struct KernelPlaceOptions: ParsableArguments {
  @Flag(help: "For you alone (this is what happens without a place).") var user = false
  @Option(help: ArgumentHelp("Below a folder, as FOLDER/share/jupyter.", valueName: "folder"))
  var prefix: String?
  @Flag(help: "In the environment of Python that is active.") var sysPrefix = false
  @Option(help: "What notebooks remember the kernel by.") var name = "linnet"

  /// The folder that the words mean.
  func folder() throws -> KernelFolder {
    guard [user, prefix != nil, sysPrefix].filter({ $0 }).count <= 1 else {
      throw ValidationError("Give me one of --user, --prefix and --sys-prefix.")
    }
    guard KernelSpec.isName(name) else {
      throw ValidationError("A name has letters, digits, points and - in it; `\(name)` has others.")
    }
    let place: KernelFolder.Place =
      sysPrefix ? .environment : prefix.map { .prefix($0) } ?? .user
    do { return try KernelFolder(place, name: name) } catch {
      throw ValidationError(error.sentence)
    }
  }
}

/// What a kernel may use up and see.
struct KernelLimitOptions: ParsableArguments {
  @Option(help: ArgumentHelp("How much memory values may take, such as 512MB.", valueName: "size"))
  var memory: String?
  @Option(help: ArgumentHelp("How many seconds one cell may take.", valueName: "seconds"))
  var time: Double?
  @Option(help: ArgumentHelp("How many steps one cell may take.", valueName: "count"))
  var steps: Int?
  @Flag(help: "Cells may read and write files anywhere, not only in the notebook's folder.")
  var anywhere = false
  @Flag(help: "Cells may not write files.") var readOnly = false
  @Option(help: ArgumentHelp("What Pygments calls the lexer for colours.", valueName: "name"))
  var lexer: String?

  /// What the words mean for a kernel.
  func options() throws -> KernelOptions {
    var options = KernelOptions()
    if let memory {
      guard let bytes = ByteSize.of(memory), bytes >= 1 << 20 else {
        throw ValidationError("`\(memory)` is no amount of memory. Write it like 512MB or 2GB.")
      }
      options.memory = bytes
    }
    if let time {
      guard time > 0 else { throw ValidationError("--time takes a number of seconds above 0.") }
      options.seconds = time
    }
    if let steps {
      guard steps > 0 else { throw ValidationError("--steps takes a number above 0.") }
      options.steps = steps
    }
    options.readsAnywhere = anywhere
    options.isReadOnly = readOnly
    options.lexer = lexer
    return options
  }

  /// The same as words of a command line.
  var words: [String] {
    var words: [String] = []
    if let memory { words += ["--memory", memory] }
    if let time { words += ["--time", time == time.rounded() ? String(Int(time)) : String(time)] }
    if let steps { words += ["--steps", String(steps)] }
    if anywhere { words.append("--anywhere") }
    if readOnly { words.append("--read-only") }
    if let lexer { words += ["--lexer", lexer] }
    return words
  }
}

/// Amounts of memory as people write them.
enum ByteSize {
  private static let units: [(String, Int)] = [
    ("kb", 1 << 10), ("mb", 1 << 20), ("gb", 1 << 30), ("k", 1 << 10), ("m", 1 << 20),
    ("g", 1 << 30), ("b", 1),
  ]

  /// The bytes of a text such as `512MB`, `2 GB` or `1.5G`; nil when it is none.
  static func of(_ text: String) -> Int? {
    let text = text.lowercased()
    let unit = units.first { text.hasSuffix($0.0) } ?? ("", 1)
    var digits = String(text.dropLast(unit.0.count))
    while digits.last == " " { digits.removeLast() }
    guard let number = Double(digits), number > 0, number * Double(unit.1) < 1e18 else {
      return nil
    }
    return Int(number * Double(unit.1))
  }
}

struct KernelInstallCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "install",
    abstract: "Tell Jupyter about Linnet, so that notebooks can be written in it.")

  @OptionGroup var place: KernelPlaceOptions
  @OptionGroup var limits: KernelLimitOptions
  @Option(help: "What people read in the list of kernels.") var displayName = "Linnet"
  @Option(help: "The command to start instead of this one.") var command: String?

  func run() throws {
    _ = try limits.options()
    let folder = try place.folder()
    guard let command = command ?? ThisCommand.path else {
      throw ValidationError("I do not know where I am; say it with --command.")
    }
    var spec = KernelSpec(command: command)
    spec.name = place.name
    spec.displayName = displayName
    spec.words = limits.words
    do { try folder.install(spec) } catch { throw ValidationError(error.sentence) }
    Output.write(Array("The kernel is in \(folder.path).\n".utf8), to: 1)
    if place.prefix == nil {
      let hint = "Start `jupyter lab` and choose \(displayName) for a new notebook.\n"
      Output.write(Array(hint.utf8), to: 1)
    }
  }
}

struct KernelUninstallCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "uninstall", abstract: "Take the kernel away again.")

  @OptionGroup var place: KernelPlaceOptions

  func run() throws {
    let folder = try place.folder()
    let isGone: Bool
    do { isGone = try folder.uninstall() } catch { throw ValidationError(error.sentence) }
    guard isGone else { throw ValidationError("There is no kernel in \(folder.path).") }
    Output.write(Array("The kernel in \(folder.path) is gone.\n".utf8), to: 1)
  }
}

struct KernelRunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Be a kernel; notebook servers start this.")

  @OptionGroup var limits: KernelLimitOptions
  @ArgumentParser.Argument(help: "The connection file that the server wrote.") var connection:
    String
  /// Some tools hand over what they are going to run as well.
  @ArgumentParser.Argument(help: .hidden) var others: [String] = []

  func run() throws {
    throw ExitCode(KernelProcess.run(connection: connection, options: try limits.options()))
  }
}

/// The command that runs.
enum ThisCommand {
  /// Its path; nil where the system does not tell.
  static var path: String? {
    var room = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    let count = readlink("/proc/self/exe", &room, room.count - 1)
    guard count > 0 else { return nil }
    return String(decoding: room[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
