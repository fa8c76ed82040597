import Glibc

/// Bytes that can be read at any place: of a file, or in memory.
final class PlacedBytes {
  private let file: Int32
  private let bytes: [UInt8]
  /// How many bytes there are.
  let size: Int
  private let begun: stat

  /// Bytes in memory.
  init(_ bytes: [UInt8]) {
    file = -1
    self.bytes = bytes
    size = bytes.count
    begun = stat()
  }

  /// Takes an open regular file, and closes it when it is none.
  static func opened(_ file: Int32, limit: Int) -> Result<PlacedBytes, FileProblem> {
    var information = stat()
    guard fstat(file, &information) == 0 else {
      let problem = FileProblem(errno: errno)
      close(file)
      return .failure(problem)
    }
    let kind = information.st_mode & S_IFMT
    guard kind == S_IFREG, information.st_size <= limit else {
      close(file)
      return .failure(kind == S_IFDIR ? .isFolder : kind == S_IFREG ? .tooLarge : .noFile)
    }
    return .success(PlacedBytes(file, information))
  }

  private init(_ file: Int32, _ information: stat) {
    self.file = file
    bytes = []
    size = Int(information.st_size)
    begun = information
  }

  deinit { if file >= 0 { close(file) } }

  /// Reads bytes from a place on; how many there were, less at the end, or -1.
  func read(into memory: UnsafeMutableRawBufferPointer, at place: Int) -> Int {
    guard place >= 0 else { return -1 }
    if file < 0 {
      let count = max(0, min(memory.count, bytes.count - place))
      if count > 0 {
        bytes.withUnsafeBytes {
          memory.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[place..<(place + count)]))
        }
      }
      return count
    }
    var done = 0
    while done < memory.count {
      let count = pread(
        file, memory.baseAddress.map { $0 + done }, memory.count - done, place + done)
      if count < 0, errno == EINTR { continue }
      if count < 0 { return -1 }
      if count == 0 { break }
      done += count
    }
    return done
  }

  /// The first bytes, as they are now.
  func head(_ count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let read = bytes.withUnsafeMutableBytes { self.read(into: $0, at: 0) }
    return Array(bytes.prefix(max(read, 0)))
  }

  /// True when somebody wrote into the file since it was opened.
  var hasChanged: Bool {
    guard file >= 0 else { return false }
    var now = stat()
    return fstat(file, &now) != 0 || now.st_size != begun.st_size
      || now.st_mtim.tv_sec != begun.st_mtim.tv_sec
      || now.st_mtim.tv_nsec != begun.st_mtim.tv_nsec
  }
}
