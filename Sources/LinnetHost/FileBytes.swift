import CLinnetKernels
import Glibc

/// Why a file could not be read, written or unpacked.
public enum FileProblem: Error, Sendable, Equatable {
  /// There is no such file or folder.
  case notThere
  /// It is a folder.
  case isFolder
  /// The person running the program may not.
  case notAllowed
  /// It is larger than the host allows.
  case tooLarge
  /// It lies outside the folder of a program.
  case outside
  /// Files cannot have such a name.
  case noName
  /// It is neither a file nor a folder, but for example a device.
  case noFile
  /// Packed data that is damaged or not packed at all.
  case damaged
  /// Anything else, by the system's number.
  case other(Int32)

  /// What to call a problem of the operating system.
  public init(errno number: Int32) {
    switch number {
    case ENOENT, ENOTDIR: self = .notThere
    case EISDIR: self = .isFolder
    case EACCES, EPERM, EROFS: self = .notAllowed
    default: self = .other(number)
    }
  }

  /// A few words that complete "because …".
  public var reason: String {
    switch self {
    case .notThere: "there is no such file or folder"
    case .isFolder: "it is a folder"
    case .notAllowed: "this computer does not allow it"
    case .tooLarge: "it is too large"
    case .outside: "it lies outside this folder"
    case .noName: "a file cannot have such a name"
    case .noFile: "it is not an ordinary file"
    case .damaged: "it is damaged or cut short"
    case .other(ENOSPC), .other(EDQUOT): "the disk is full"
    case .other(ENAMETOOLONG): "its name is too long"
    case .other(ELOOP): "its links lead in a circle"
    case .other(EMFILE), .other(ENFILE): "too many files are open"
    case .other(EIO): "the disk does not answer as it should"
    case .other(EBADF): "it is closed"
    case .other(ENOMEM): "there is not enough memory"
    case .other(EFBIG): "it would be too large"
    case .other(let number): String(cString: strerror(number))
    }
  }
}

/// Whole files in and out of memory, straight on the system's calls.
public enum FileBytes {
  /// Reads a whole file; works for pipes too.
  public static func read(_ path: String, limit: Int = .max) -> Result<[UInt8], FileProblem> {
    open(path, O_RDONLY).flatMap { readOpened($0, limit: limit) }
  }

  /// Opens a file.
  static func open(_ path: String, _ flags: Int32) -> Result<Int32, FileProblem> {
    let bytes = Array(path.utf8)
    guard !bytes.contains(0) else { return .failure(.noName) }
    let file = withName(bytes) { Glibc.open($0, flags | O_CLOEXEC) }
    if file >= 0 { return .success(file) }
    let problem = FileProblem(errno: errno)
    let (folder, name) = parts(of: bytes)
    guard problem == .notThere, name.contains(0xEF) else { return .failure(problem) }
    let start = withName(folder.isEmpty ? [UInt8(ascii: ".")] : folder) {
      Glibc.open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    }
    guard start >= 0 else { return .failure(problem) }
    defer { close(start) }
    guard let spelled = spelling(of: name, in: start) else { return .failure(problem) }
    let found = withName(spelled) { openat(start, $0, flags | O_CLOEXEC) }
    return found >= 0 ? .success(found) : .failure(FileProblem(errno: errno))
  }

  /// Reads an open file to its end and closes it.
  static func readOpened(_ file: Int32, limit: Int) -> Result<[UInt8], FileProblem> {
    defer { close(file) }
    var information = stat()
    guard fstat(file, &information) == 0 else { return .failure(FileProblem(errno: errno)) }
    if information.st_mode & S_IFMT == S_IFDIR { return .failure(.isFolder) }
    if Int(information.st_size) > limit { return .failure(.tooLarge) }
    return read(file, expecting: Int(information.st_size), limit: limit)
  }

  /// Reads an open file to its end.
  public static func read(_ file: Int32, expecting size: Int = 0, limit: Int = .max) -> Result<
    [UInt8], FileProblem
  > {
    var bytes: [UInt8] = []
    // One byte more than expected, so that a file of just that size ends in one step.
    var room = size + 1
    while true {
      var problem: FileProblem?
      var isAtEnd = false
      let old = bytes.count
      let piece = [UInt8](unsafeUninitializedCapacity: room) { buffer, used in
        guard let place = buffer.baseAddress else { return }
        linnet_will_fill(place, room)
        while used < room {
          let count = Glibc.read(file, place + used, min(room - used, 1 << 30))
          if count < 0, errno == EINTR { continue }
          if count < 0 { problem = FileProblem(errno: errno) }
          if count <= 0 {
            isAtEnd = true
            return
          }
          used += count
        }
      }
      if let problem { return .failure(problem) }
      if old == 0 { bytes = piece } else { bytes += piece }
      if bytes.count > limit { return .failure(.tooLarge) }
      if isAtEnd { return .success(bytes) }
      room = max(bytes.count, 1 << 16)
    }
  }

  /// The names in a folder, sorted, without `.` and `..`; what is not UTF-8 is shown with marks.
  public static func names(in folder: String) -> [String] {
    guard case .success(let file) = open(folder, O_RDONLY | O_DIRECTORY) else { return [] }
    defer { close(file) }
    return names(in: file)
  }

  /// The names in an open folder, sorted, without `.` and `..`.
  static func names(in folder: Int32) -> [String] {
    rawNames(in: folder).map { String(decoding: $0, as: UTF8.self) }.sorted()
  }

  /// Two parts of a path as one.
  public static func join(_ folder: String, _ name: String) -> String {
    folder.isEmpty || folder.utf8.last == UInt8(ascii: "/") ? folder + name : folder + "/" + name
  }

  /// The folder of a path: what stands before its last slash, or `.`.
  public static func folder(of path: String) -> String {
    let (folder, _) = parts(of: Array(path.utf8))
    if folder.isEmpty { return "." }
    return folder.count == 1 ? "/" : String(decoding: folder.dropLast(), as: UTF8.self)
  }

  /// The name of a path: what stands after its last slash.
  public static func name(of path: String) -> String {
    String(decoding: parts(of: Array(path.utf8)).name, as: UTF8.self)
  }

  /// The path without links and `..`; nil when there is nothing.
  public static func real(_ path: String) -> String? {
    guard let found = realpath(path, nil) else { return nil }
    defer { free(found) }
    return String(cString: found)
  }
}

/// The system's clock that never goes back.
public enum Clock {
  /// Seconds since some moment in the past.
  public static func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
