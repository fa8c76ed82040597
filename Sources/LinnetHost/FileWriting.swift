import Glibc

extension FileBytes {
  /// Writes a whole file beside its place, makes sure it is on the disk, and renames it into its place.
  ///
  /// What is no file, such as a pipe or a device, is written to as it is.
  @discardableResult
  public static func write(_ bytes: [UInt8], to path: String) -> Result<Void, FileProblem> {
    let words = Array(path.utf8)
    guard !words.contains(0) else { return .failure(.noName) }
    var information = stat()
    let isThere = withName(words) { stat($0, &information) } == 0
    if isThere, information.st_mode & S_IFMT == S_IFDIR { return .failure(.isFolder) }
    if words.starts(with: "/dev/".utf8) || isThere && information.st_mode & S_IFMT != S_IFREG {
      return open(path, O_WRONLY).flatMap { file in
        let result = put(bytes, into: file)
        return close(file) == 0 ? result : .failure(FileProblem(errno: errno))
      }
    }
    // A link is followed, so that what it points to is replaced and the link stays.
    let (folder, name) = parts(of: real(path).map { Array($0.utf8) } ?? words)
    let file = withName(folder.isEmpty ? [UInt8(ascii: ".")] : folder) {
      Glibc.open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    }
    guard file >= 0 else { return .failure(FileProblem(errno: errno)) }
    defer { close(file) }
    return replace(name, in: file, with: bytes)
  }

  /// Writes a whole file into an open folder, under another name first; a link of that name is replaced.
  static func replace(_ name: [UInt8], in folder: Int32, with bytes: [UInt8]) -> Result<
    Void, FileProblem
  > {
    guard !name.isEmpty else { return .failure(.isFolder) }
    guard name.count <= 255 else { return .failure(.other(ENAMETOOLONG)) }
    var file: Int32 = -1
    var own: [UInt8] = []
    // Hidden, so that no pattern finds it; another try when somebody has the same.
    for _ in 0..<100 where file < 0 {
      own = Array(".linnet-\(UInt64.random(in: 0...UInt64.max))".utf8)
      file = withName(own) {
        openat(folder, $0, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
      }
      if file < 0, errno != EEXIST { return .failure(FileProblem(errno: errno)) }
    }
    guard file >= 0 else { return .failure(.other(EEXIST)) }
    func giveUp(_ problem: FileProblem) -> Result<Void, FileProblem> {
      close(file)
      _ = withName(own) { unlinkat(folder, $0, 0) }
      return .failure(problem)
    }
    if case .failure(let problem) = put(bytes, into: file) { return giveUp(problem) }
    // The mode an ordinary new file would have, or the one the file has already.
    var information = stat()
    let mask = umask(0)
    umask(mask)
    let isThere = withName(name) { fstatat(folder, $0, &information, AT_SYMLINK_NOFOLLOW) } == 0
    let keepsMode = isThere && information.st_mode & S_IFMT == S_IFREG
    fchmod(file, keepsMode ? information.st_mode & 0o7777 : 0o666 & ~mask)
    if fsync(file) != 0, errno != EINVAL { return giveUp(FileProblem(errno: errno)) }
    let renamed = withName(own) { old in withName(name) { renameat(folder, old, folder, $0) } }
    if renamed != 0 { return giveUp(FileProblem(errno: errno)) }
    close(file)
    return .success(())
  }

  /// Writes all bytes into an open file.
  private static func put(_ bytes: [UInt8], into file: Int32) -> Result<Void, FileProblem> {
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count < 0 { return .failure(FileProblem(errno: errno)) }
      written += count
    }
    return .success(())
  }
}
