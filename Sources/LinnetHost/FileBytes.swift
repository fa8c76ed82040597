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
  /// Packed data that is damaged or not packed at all.
  case damaged
  /// Anything else, by the system's number.
  case other(Int32)

  /// What to call a problem of the operating system.
  init(errno number: Int32) {
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
    case .damaged: "it is damaged or cut short"
    case .other(ENOSPC): "the disk is full"
    case .other(let number): String(cString: strerror(number))
    }
  }
}

/// Whole files in and out of memory, straight on the system's calls.
public enum FileBytes {
  /// Reads a whole file; works for pipes too.
  public static func read(_ path: String, limit: Int = .max) -> Result<[UInt8], FileProblem> {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return .failure(FileProblem(errno: errno)) }
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

  /// Writes a whole file beside its place, makes sure it is on the disk, and renames it into its place.
  @discardableResult
  public static func write(_ bytes: [UInt8], to path: String) -> Result<Void, FileProblem> {
    // A link is followed, so that what it points to is replaced and the link stays.
    let path = real(path) ?? path
    var pattern = Array((path + ".XXXXXX").utf8CString)
    let file = mkstemp(&pattern)
    guard file >= 0 else { return .failure(FileProblem(errno: errno)) }
    func giveUp(_ number: Int32) -> Result<Void, FileProblem> {
      close(file)
      unlink(pattern)
      return .failure(FileProblem(errno: number))
    }
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count < 0 { return giveUp(errno) }
      written += count
    }
    // The mode an ordinary new file would have, or the one the file has already.
    var information = stat()
    let mask = umask(0)
    umask(mask)
    fchmod(file, stat(path, &information) == 0 ? information.st_mode & 0o7777 : 0o666 & ~mask)
    if fsync(file) != 0, errno != EINVAL { return giveUp(errno) }
    if rename(pattern, path) != 0 { return giveUp(errno) }
    close(file)
    return .success(())
  }

  /// The names in a folder, sorted, without `.` and `..`.
  public static func names(in folder: String) -> [String] {
    guard let list = opendir(folder) else { return [] }
    defer { closedir(list) }
    var names: [String] = []
    while let entry = readdir(list) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Two parts of a path as one.
  public static func join(_ folder: String, _ name: String) -> String {
    folder.isEmpty || folder.utf8.last == UInt8(ascii: "/") ? folder + name : folder + "/" + name
  }

  /// The folder of a path: what stands before its last slash, or `.`.
  public static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The path without links and `..`; nil when there is nothing.
  public static func real(_ path: String) -> String? {
    guard let found = realpath(path, nil) else { return nil }
    defer { free(found) }
    return String(cString: found)
  }

  /// The real path of the folder that a new file would lie in, with the file's name.
  static func realFolder(of path: String) -> String? {
    if let there = real(path) { return there }
    let name = path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
    return real(folder(of: path)).map { join($0, name) }
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
