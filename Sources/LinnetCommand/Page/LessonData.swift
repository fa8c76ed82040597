import LinnetHost
import LinnetLesson
import LinnetText

/// The files that a lesson takes along: those its front matter names, and those its programs load.
struct LessonData {
  private let lesson: Lesson
  private let folder: String

  /// The data of a lesson that lies in a folder.
  init(_ lesson: Lesson, folder: String) {
    self.lesson = lesson
    self.folder = folder
  }

  /// The files, packed; a digest that the front matter gives must fit.
  func files() throws(PageMaker.Problem) -> [(path: String, packed: [UInt8])] {
    var files: [(path: String, packed: [UInt8])] = []
    for file in lesson.data {
      let bytes = try PageMaker.read(FileBytes.join(folder, file.path))
      if !file.isRight(bytes) {
        throw PageMaker.Problem(
          sentence:
            "\(file.path) is not the file that the lesson names: its sha256 is \(SHA256.hex(of: bytes)). "
            + "Fetch the right file, or write this digest into the lesson.")
      }
      files.append((file.path, Gzip.pack(bytes, level: 9)))
    }
    for path in loaded where !files.contains(where: { $0.path == path }) {
      guard case .success(let bytes) = FileBytes.read(FileBytes.join(folder, path)) else {
        continue
      }
      files.append((path, Gzip.pack(bytes, level: 9)))
    }
    return files
  }

  /// What stands in quotes behind `load` in the lesson's programs, if it lies beside the lesson.
  private var loaded: [String] {
    var paths: [String] = []
    for part in lesson.document.parts {
      guard case .cell(let cell) = part else { continue }
      for line in cell.code.split(separator: "\n") {
        guard let load = line.firstRange(of: "load \"") ?? line.firstRange(of: "load(\"") else {
          continue
        }
        let path = String(line[load.upperBound...].prefix { $0 != "\"" })
        if !path.hasPrefix("/"), !path.split(separator: "/").contains(".."), !paths.contains(path) {
          paths.append(path)
        }
      }
    }
    return paths
  }
}

extension LessonDocument {
  /// The text of the lesson with empty lines in place of what is only for the teacher; all lines keep their numbers.
  func withoutTeacher(_ text: [UInt8]) -> [UInt8] {
    var open: [(name: String, line: Int)] = []
    var lines = text.split(separator: 0x0A, omittingEmptySubsequences: false).map { Array($0) }
    for case .directive(let directive) in parts {
      switch directive.name {
      case "if", "teacher": open.append((directive.name, directive.line))
      case "end":
        guard let last = open.popLast(), last.name == "teacher" else { continue }
        for line in last.line...directive.line where lines.indices.contains(line - 1) {
          lines[line - 1] = []
        }
      default: break
      }
    }
    return Array(lines.joined(separator: [0x0A]))
  }
}
