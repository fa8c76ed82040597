import Glibc
import Linnet

/// Where the paths of a program lead.
extension FolderHost {
  /// Opens a file of the folder for reading.
  ///
  /// With `onlyFiles` nothing but a regular file is opened, and what is not one is only looked at: a pipe
  /// keeps what is in it.
  func opened(_ path: String, onlyFiles: Bool) -> Result<Int32, FileProblem> {
    guard isConfined else {
      // Without waiting, should a pipe have come into the file's place since.
      let flags = O_RDONLY | O_CLOEXEC | (onlyFiles ? O_NONBLOCK : 0)
      let place = place(of: path)
      if onlyFiles {
        var information = stat()
        guard stat(place, &information) == 0 else { return FileBytes.open(place, flags) }
        if let problem = FolderHost.problem(information) { return .failure(problem) }
      }
      return FileBytes.open(place, flags)
    }
    return walk(path) { FolderHost.open($1, in: $0, onlyFiles: onlyFiles) }
  }

  /// Opens a name in a folder, but no link.
  static func open(_ name: [UInt8], in folder: Int32, onlyFiles: Bool) -> FolderWalk.Step<Int32> {
    if onlyFiles {
      var information = stat()
      let found = FileBytes.withName(name) {
        fstatat(folder, $0, &information, AT_SYMLINK_NOFOLLOW)
      }
      guard found == 0 else { return .failed(FileProblem(errno: errno)) }
      if information.st_mode & S_IFMT == S_IFLNK { return .link }
      if let problem = problem(information) { return .failed(problem) }
    }
    let flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | (onlyFiles ? O_NONBLOCK : 0)
    let file = FileBytes.withName(name) { openat(folder, $0, flags) }
    if file >= 0 { return .found(file) }
    return errno == ELOOP ? .link : .failed(FileProblem(errno: errno))
  }

  /// Writes a file of the folder.
  func replaced(_ path: String, with bytes: [UInt8]) -> Result<Void, FileProblem> {
    guard isConfined else { return FileBytes.write(bytes, to: placeForWriting(of: path)) }
    return walk(path) { folder, name in
      var information = stat()
      let found = FileBytes.withName(name) {
        fstatat(folder, $0, &information, AT_SYMLINK_NOFOLLOW)
      }
      if found == 0 {
        if information.st_mode & S_IFMT == S_IFLNK { return .link }
        if let problem = FolderHost.problem(information) { return .failed(problem) }
      } else if errno != ENOENT {
        return .failed(FileProblem(errno: errno))
      }
      // A link that comes into the file's place now is replaced by the rename, not followed.
      switch FileBytes.replace(name, in: folder, with: bytes) {
      case .success: return .found(())
      case .failure(let problem): return .failed(problem)
      }
    }
  }

  /// The names in a folder, which a path names up to its last slash.
  func listed(_ path: String) -> [String] {
    let (folder, _) = FileBytes.parts(of: Array(path.utf8))
    guard isConfined else {
      return FileBytes.names(in: place(of: String(decoding: folder, as: UTF8.self) + "."))
    }
    guard case .success(var walk) = FolderWalk.start(in: root),
      case .success(let found) = walk.reachFolder(folder)
    else { return [] }
    return FileBytes.names(in: found.file)
  }

  /// Walks to what a path leads to beneath the root.
  private func walk<Found>(
    _ path: String, _ last: (_ folder: Int32, _ name: [UInt8]) -> FolderWalk.Step<Found>
  ) -> Result<Found, FileProblem> {
    switch FolderWalk.start(in: root) {
    case .success(var walk): walk.reach(Array(path.utf8), last)
    case .failure(let problem): .failure(problem)
    }
  }

  /// Why something is no regular file; nil when it is one.
  static func problem(_ information: stat) -> FileProblem? {
    switch information.st_mode & S_IFMT {
    case S_IFREG: nil
    case S_IFDIR: .isFolder
    default: .noFile
    }
  }

  /// Where a path leads in a host that is not confined: beside the program, or else in the working folder.
  func place(of path: String) -> String {
    let beside = placeForWriting(of: path)
    // A program kept elsewhere may still be run in the folder of its data.
    return beside != path && access(beside) != 0 && access(path) == 0 ? path : beside
  }

  private func placeForWriting(of path: String) -> String {
    if path.utf8.first == UInt8(ascii: "/") { return path }
    // As in a shell, `~/` is the person's own folder.
    if path.utf8.starts(with: "~/".utf8), let home = FolderHost.home, access(path) != 0 {
      return FileBytes.join(home, String(path.dropFirst(2)))
    }
    return FileBytes.join(root, path)
  }

  /// The person's own folder.
  private static var home: String? { getenv("HOME").map { String(cString: $0) } }

  /// The folder that relative paths start from, as a person knows it: by its last names.
  private var shownRoot: String? {
    guard !isConfined, let place = realpath(root, nil) else { return nil }
    defer { free(place) }
    let path = String(cString: place)
    let names = path.split(separator: "/")
    return names.count <= 2 ? path : "…/" + names.suffix(2).joined(separator: "/")
  }

  func access(_ path: String) -> Int32 { Glibc.access(path, F_OK) }

  private func noSuchFile(_ path: String) -> Mistake {
    var slots = ["name": path, "path": path]
    let isRelative = path.utf8.first != UInt8(ascii: "/") && !path.utf8.starts(with: "~/".utf8)
    if isRelative, let folder = shownRoot, folder.unicodeScalars.count <= 60 {
      slots["folder"] = folder
    }
    return Mistake("no-such-file", slots)
  }

  /// The words for a file that could not be read.
  func mistake(_ problem: FileProblem, path: String) -> Mistake {
    switch problem {
    case .notThere
    where path.utf8.starts(with: "http://".utf8) || path.utf8.starts(with: "https://".utf8):
      Mistake("web-address", ["path": path])
    case .notThere, .noName:
      noSuchFile(path)
    case .outside: Mistake("outside-folder", ["path": path])
    default: Mistake("cannot-read-file", ["name": path, "why": problem.reason])
    }
  }
}
