import Glibc
import LinnetHost
import LinnetLesson

/// The file that keeps a student's place: lines that are only ever added, each on the disk before the next.
///
/// It lies in `$XDG_DATA_HOME/linnet/progress` (else `~/.local/share/linnet/progress`), or beside the lesson. While
/// a lesson is open its file is locked, so that two windows cannot write into each other.
final class ProgressFile {
  /// Where it lies.
  let path: String
  /// What is in it.
  let log: LessonLog
  private let file: Int32

  /// Why there is no file.
  enum Trouble: Error {
    /// Another window has it.
    case busy
    /// It cannot be opened or made.
    case closed(path: String, why: String)
  }

  /// Where the progress of a lesson lies.
  static func path(of lesson: Lesson, beside folder: String?) -> String {
    let name = "\(lesson.id)-\(safe(lesson.version)).progress"
    if let folder { return FileBytes.join(folder, name) }
    let data: String
    if let home = Terminal.environment("XDG_DATA_HOME"), home.hasPrefix("/") {
      data = home
    } else {
      data = FileBytes.join(Terminal.environment("HOME") ?? ".", ".local/share")
    }
    return FileBytes.join(data, "linnet/progress/\(name)")
  }

  /// Letters that may stand in the name of a file everywhere.
  private static func safe(_ text: String) -> String {
    String(
      decoding: text.utf8.map {
        $0 >= 0x80 || $0 == UInt8(ascii: "/") || $0 <= 0x20 ? UInt8(ascii: "_") : $0
      }, as: UTF8.self)
  }

  /// Opens the file, or makes it, and reads what is in it.
  init(_ path: String) throws(Trouble) {
    self.path = path
    ProgressFile.makeFolders(FileBytes.folder(of: path))
    file = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else {
      throw .closed(path: path, why: FileProblem(errno: errno).reason)
    }
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
      close(file)
      throw .busy
    }
    var bytes: [UInt8] = []
    if case .success(let read) = FileBytes.read(path) { bytes = read }
    log = LessonLog(reading: bytes)
  }

  deinit { close(file) }

  /// Adds a line and waits until it is on the disk; the reason when that fails.
  func add(_ line: String) -> String? {
    let bytes = Array(line.utf8)
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return FileProblem(errno: errno).reason }
      done += count
    }
    guard fdatasync(file) == 0 || errno == EINVAL else { return FileProblem(errno: errno).reason }
    return nil
  }

  private static func makeFolders(_ folder: String) {
    guard !folder.isEmpty, folder != "/", folder != ".", access(folder, F_OK) != 0 else { return }
    makeFolders(FileBytes.folder(of: folder))
    mkdir(folder, 0o700)
  }
}
