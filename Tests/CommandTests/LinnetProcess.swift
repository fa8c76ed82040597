import Foundation
import Testing

/// The built command, run as a person or a script would.
enum LinnetProcess {
  /// What a run gave.
  struct Result {
    var status: Int32
    var output: String
    var errors: String
  }

  /// The command beside this test bundle.
  static let path: String = {
    let here = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    var folder = here.deletingLastPathComponent()
    while folder.path.count > 1 {
      let candidate = folder.appendingPathComponent("linnet").path
      if FileManager.default.isExecutableFile(atPath: candidate), !isFolder(candidate) {
        return candidate
      }
      folder.deleteLastPathComponent()
    }
    // Run through a helper of the toolchain, the bundle is named on the command line.
    for argument in CommandLine.arguments where argument.contains(".build") {
      let base = URL(fileURLWithPath: argument).deletingLastPathComponent()
      let candidate = base.appendingPathComponent("linnet").path
      if FileManager.default.isExecutableFile(atPath: candidate), !isFolder(candidate) {
        return candidate
      }
    }
    return ".build/debug/linnet"
  }()

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }

  /// Runs the command to its end.
  static func run(
    _ arguments: [String], input: String = "", folder: URL? = nil,
    environment: [String: String] = [:]
  ) throws -> Result {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = folder }
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let (typed, output, errors) = (Pipe(), Pipe(), Pipe())
    process.standardInput = typed
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    typed.fileHandleForWriting.write(Data(input.utf8))
    try typed.fileHandleForWriting.close()
    let shown = output.fileHandleForReading.readDataToEndOfFile()
    let said = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus, output: String(decoding: shown, as: UTF8.self),
      errors: String(decoding: said, as: UTF8.self))
  }

  /// A folder of its own, with files in it.
  static func folder(_ files: [String: String] = [:]) throws -> URL {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("linnet-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, text) in files {
      try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
    }
    return folder
  }
}
