import Glibc
import Linnet

/// A regular file read piece by piece.
final class FileSource: ByteSource, @unchecked Sendable {
  private let file: Int32

  /// Opens a file; nil when it cannot be opened, is no regular file, or its size is not wanted.
  init?(_ path: String, atLeast least: Int, limit: Int) {
    var information = stat()
    // Only looked at, a pipe keeps what is in it: opened here, it would be empty for who reads it next.
    guard stat(path, &information) == 0, information.st_mode & S_IFMT == S_IFREG else { return nil }
    // Without waiting, should a pipe have come into the file's place since.
    file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0, fstat(file, &information) == 0, information.st_mode & S_IFMT == S_IFREG,
      information.st_size >= least, information.st_size <= limit
    else {
      if file >= 0 { close(file) }
      return nil
    }
    super.init(size: Int(information.st_size))
  }

  deinit { close(file) }

  override func rewind() -> Bool { lseek(file, 0, SEEK_SET) == 0 }

  override func read(into place: UnsafeMutableRawBufferPointer) -> Int {
    while true {
      let count = Glibc.read(file, place.baseAddress, place.count)
      if count >= 0 || errno != EINTR { return count }
    }
  }
}
