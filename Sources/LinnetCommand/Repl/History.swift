import Glibc
import LinnetHost

/// What was typed, kept in a file from one conversation to the next.
///
/// One entry a line; a line break inside an entry is written as `\n`, a backslash as `\\`. A file that
/// cannot be read or written is no reason to say anything: the conversation works without.
struct History {
  /// The most entries that are kept.
  static let limit = 2000
  private let path: String?

  /// Finds the file: in `$XDG_STATE_HOME/linnet`, or in `~/.local/state/linnet`.
  init() {
    func folder() -> String? {
      if let state = Terminal.environment("XDG_STATE_HOME"), state.hasPrefix("/") { return state }
      return Terminal.environment("HOME").map { FileBytes.join($0, ".local/state") }
    }
    path = folder().map { FileBytes.join($0, "linnet/history") }
  }

  /// The entries, oldest first.
  func load() -> [String] {
    guard let path, case .success(let bytes) = FileBytes.read(path, limit: 16 << 20) else {
      return []
    }
    let lines = bytes.split(separator: 0x0A).suffix(History.limit)
    // Twice the limit on disk is the moment to write the newer half.
    if bytes.lazy.filter({ $0 == 0x0A }).count > 2 * History.limit {
      FileBytes.write(Array(lines.joined(separator: [0x0A])) + [0x0A], to: path)
    }
    return lines.map { History.unescaped(String(decoding: $0, as: UTF8.self)) }
  }

  /// Adds an entry to the file.
  func append(_ entry: String) {
    guard let path else { return }
    History.makeFolders(FileBytes.folder(of: path))
    // Only the person may read what they typed.
    let file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { return }
    defer { close(file) }
    let line = Array((History.escaped(entry) + "\n").utf8)
    _ = write(file, line, line.count)
  }

  static func escaped(_ entry: String) -> String {
    var result = ""
    for scalar in entry.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  static func unescaped(_ line: String) -> String {
    var result = ""
    var isEscaped = false
    for scalar in line.unicodeScalars {
      if isEscaped {
        result.unicodeScalars.append(scalar == "n" ? "\n" : scalar)
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func makeFolders(_ folder: String) {
    guard access(folder, F_OK) != 0, folder != "/", folder != "." else { return }
    makeFolders(FileBytes.folder(of: folder))
    mkdir(folder, 0o700)
  }
}
