import ArgumentParser
import Glibc
import Linnet
import LinnetHost
import LinnetLesson

/// A lesson file that a command line names.
struct LessonFile {
  /// Where it lies, as it was typed.
  let path: String
  /// Its text as it is written.
  let text: String

  /// Reads a lesson; throws what is to be said.
  init(_ path: String) throws {
    guard LessonDocument.isLesson(path) else {
      throw ValidationError("`\(path)` is no lesson. Lessons end with .lesson or .lesson.md.")
    }
    self.path = path
    switch FileBytes.read(path, limit: 64 << 20) {
    case .success(let bytes):
      if bytes.prefix(4096).contains(0) { throw ValidationError("`\(path)` is not text.") }
      text = String(decoding: bytes, as: UTF8.self)
    case .failure(let problem): throw ValidationError(Usage.cannotRead(path, problem))
    }
  }

  /// The folder that its data is looked for in.
  var folder: String { FileBytes.folder(of: path) }

  /// The path without `.lesson` or `.lesson.md`.
  var stem: String { LessonFile.stem(of: path) }

  /// `.lesson` or `.lesson.md`.
  var ending: String { String(path.dropFirst(stem.count)) }

  /// The lesson; a sealed copy is the lesson in it.
  var lesson: Lesson { Lesson(LessonDocument(reading: text, name: FileBytes.name(of: path))) }

  /// The lesson in another language; throws what is to be said when it has none such.
  func lesson(in language: String?) throws -> Lesson {
    guard let language else { return lesson }
    let laid = LessonLanguage.lay(
      text, path: path, name: FileBytes.name(of: path), wish: language)
    if let remark = laid.remark { throw ValidationError(remark) }
    return Lesson(laid.document)
  }

  /// A path without the ending of lessons.
  static func stem(of path: String) -> String {
    for ending in [".lesson.md", ".lesson"] where path.hasSuffix(ending) {
      return String(path.dropLast(ending.count))
    }
    return path
  }

  /// The lesson file of a name in a folder; nil when there is none.
  static func beside(_ folder: String, _ name: String) -> String? {
    [".lesson", ".lesson.md"].lazy.map { FileBytes.join(folder, name + $0) }
      .first { access($0, R_OK) == 0 }
  }
}

/// A file that a tool writes: beside its place first, and never over what somebody else has made.
struct WrittenFile {
  let path: String
  let bytes: [UInt8]
  /// What in a file of this kind says that Linnet wrote it; nil when nothing does.
  var isOurs: ([UInt8]) -> Bool = { _ in false }

  /// Writes the file; throws what is to be said.
  func write(force: Bool = false) throws {
    if !force, case .success(let there) = FileBytes.read(path), there != bytes, !isOurs(there) {
      throw ValidationError(
        "`\(path)` is there already, and not as I wrote it. Choose another name with -o, or say --force."
      )
    }
    if case .failure(let problem) = FileBytes.write(bytes, to: path) {
      throw ValidationError("I cannot write `\(path)`: \(problem.reason).")
    }
  }

  /// True when bytes hold a mark.
  static func holds(_ mark: String) -> ([UInt8]) -> Bool {
    { bytes in
      let wanted = Array(mark.utf8)
      return bytes.indices.contains { bytes[$0] == wanted[0] && bytes[$0...].starts(with: wanted) }
    }
  }

  /// Says a line on standard output.
  static func say(_ text: String) { Output.write(Array((text + "\n").utf8), to: 1) }

  /// Says a remark on standard error.
  static func remark(_ text: String) { Output.write(Array((text + "\n").utf8), to: 2) }
}

/// Where a tool writes.
struct WritingOptions: ParsableArguments {
  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp("Where to write; beside the lesson without it.", valueName: "file"))
  var output: String?
  @Flag(help: "Write over a file that is there already.") var force = false
}
