import Glibc
import Linnet

/// A regular file read piece by piece.
final class FileSource: ByteSource, @unchecked Sendable {
  private let file: Int32

  /// Takes an open file; nil, and closed, when it is no regular file or its size is not wanted.
  init?(_ file: Int32, atLeast least: Int, limit: Int) {
    var information = stat()
    guard fstat(file, &information) == 0, information.st_mode & S_IFMT == S_IFREG,
      information.st_size >= least, information.st_size <= limit
    else {
      close(file)
      return nil
    }
    self.file = file
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
