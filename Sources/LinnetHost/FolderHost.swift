import CZlib
import Glibc
import Linnet

/// A host whose programs see one folder of this computer, and nothing more than its access allows.
///
/// Paths are relative to `root`. A confined host answers `outside-folder` to every path that leads out of
/// the root, also through `..`, an absolute path or a symbolic link; links that stay inside are followed, and
/// paths are walked folder by folder, so that nothing can be exchanged on the way. A host that is not confined (the
/// `linnet` command runs a person's own programs) takes any path, and looks beside the working folder
/// when there is nothing beside the program.
open class FolderHost: Host {
  /// What a program may do with files.
  public enum Access: Sendable { case none, read, readWrite }

  /// The folder that relative paths start from.
  public let root: String
  /// What a program may do with files.
  public let access: Access
  /// True when no path may lead out of the root.
  public let isConfined: Bool
  /// The largest file that is read, and the most that a packed file may unpack to, in bytes.
  public var largestFile = 8 << 30
  /// Ends `wait` early when it is tripped.
  public var interrupt: Interrupt?

  /// Makes a host for one folder.
  public init(
    root: String, access: Access = .read, isConfined: Bool = true, interrupt: Interrupt? = nil
  ) {
    self.root = root.isEmpty ? "." : root
    self.access = access
    self.isConfined = isConfined
    self.interrupt = interrupt
    SystemMemory.prefersLargePages()
    super.init()
  }

  /// Reads a whole file of the folder.
  ///
  /// Errors: `no-such-file`, `files-not-allowed`, `outside-folder`, `cannot-read-file`.
  open override func read(_ path: String) throws(Mistake) -> [UInt8] {
    guard access != .none else { throw Mistake("files-not-allowed", ["path": path]) }
    let bytes = opened(path, onlyFiles: false)
      .flatMap { FileBytes.readOpened($0, limit: largestFile) }
    switch bytes {
    case .success(let bytes): return bytes
    case .failure(let problem): throw mistake(problem, path: path)
    }
  }

  /// A file of 32 MB or more, to be read piece by piece.
  open override func source(_ path: String) -> ByteSource? {
    guard access != .none, case .success(let file) = opened(path, onlyFiles: true) else {
      return nil
    }
    return FileSource(file, atLeast: 32 << 20, limit: largestFile)
  }

  /// Writes a whole file of the folder: beside it first, then renamed, so that it is never half there.
  ///
  /// Errors: `files-not-allowed`, `outside-folder`, `cannot-write-file`.
  open override func write(_ bytes: [UInt8], to path: String) throws(Mistake) {
    guard access == .readWrite else { throw Mistake("files-not-allowed", ["path": path]) }
    switch replaced(path, with: bytes) {
    case .success: return
    case .failure(.outside): throw Mistake("outside-folder", ["path": path])
    case .failure(let problem):
      throw Mistake("cannot-write-file", ["name": path, "why": problem.reason])
    }
  }

  /// The threads of this computer.
  open override var workers: Workers { WorkerThreads.shared }

  /// The names in the folder of a path; empty when it may not be seen.
  open override func names(besides path: String) -> [String] {
    access == .none ? [] : listed(path)
  }

  /// Unpacks gzip data of one or several members, up to `largestFile` bytes.
  ///
  /// Errors: `cannot-unpack`.
  open override func unpack(_ bytes: [UInt8], path: String) throws(Mistake) -> [UInt8] {
    try given(Gzip.unpack(bytes[...], limit: largestFile), path: path)
  }

  /// Unpacks gzip, bzip2, xz, Zstandard and LZ4 with the libraries of this computer.
  ///
  /// What does not say how much it holds may become 4096 times as long, and 64 MB in any case: that is
  /// more than tables do, and a small file made to fill the memory stays harmless. Errors:
  /// `cannot-unpack`.
  open override func decompress(_ bytes: ArraySlice<UInt8>, codec: Codec, size: Int?)
    throws(Mistake) -> [UInt8]
  {
    let ratio = bytes.count.multipliedReportingOverflow(by: 4096)
    let most = min(largestFile, max(ratio.overflow ? .max : ratio.partialValue, 64 << 20))
    if let size, size < 0 || size > largestFile { return try given(.failure(.tooLarge)) }
    switch (codec, size) {
    case (.gzip, let size):
      let unpacked = try given(Gzip.unpack(bytes, limit: size ?? most))
      if let size, unpacked.count != size { return try given(.failure(.damaged)) }
      return unpacked
    case (.bzip2, let size):
      let unpacked = try given(Bzip2.unpack(bytes, limit: size ?? most))
      if let size, unpacked.count != size { return try given(.failure(.damaged)) }
      return unpacked
    case (.xz, let size):
      let unpacked = try given(Xz.unpack(bytes, limit: size ?? most))
      if let size, unpacked.count != size { return try given(.failure(.damaged)) }
      return unpacked
    case (.zstandard, let size?): return try given(Zstandard.unpack(bytes, size: size))
    case (.zstandard, nil): return try given(Zstandard.unpack(bytes, limit: most))
    case (.lz4, let size?): return try given(Lz4.unpack(bytes, size: size))
    case (.lz4Frame, let size?): return try given(Lz4.unpackFrames(bytes, size: size))
    case (.lz4Hadoop, let size?): return try given(Lz4.unpackHadoop(bytes, size: size))
    default: return try super.decompress(bytes, codec: codec, size: size)
    }
  }

  /// The bytes, or the words for why there are none.
  private func given(_ result: Result<[UInt8], FileProblem>, path: String? = nil) throws(Mistake)
    -> [UInt8]
  {
    switch result {
    case .success(let unpacked): return unpacked
    case .failure(let problem):
      var mistake = Mistake("cannot-unpack", ["reason": problem.reason])
      mistake.slots["path"] = path
      throw mistake
    }
  }

  /// Reads a table of an SQLite database, with the changes that lie in a log beside it.
  ///
  /// Errors: those of `read` and of `SqliteReader`, and `unfinished-database`.
  open override func database(_ request: DatabaseRequest) throws(DataMistake) -> LoadedTable? {
    var attempts = 3
    while true {
      let files: SqliteFiles
      do throws(Mistake) {
        guard access != .none else { throw Mistake("files-not-allowed", ["path": request.path]) }
        files = try databaseFiles(request.path, bytes: request.bytes)
      } catch {
        throw DataMistake(error.code.text, error.slots)
      }
      do throws(DataMistake) {
        return try SqliteReader.read(request, files)
      } catch {
        attempts -= 1
        // A program that writes now and then leaves time enough between.
        guard error.code == "changed-file", attempts > 0 else { throw error }
      }
    }
  }

  /// Seconds since some moment before the program started.
  open override func now() -> Double? { Clock.seconds() }

  /// Waits, until the time is over or the interrupt is tripped.
  open override func wait(seconds: Double) {
    guard seconds > 0 else { return }
    let end = Clock.seconds() + min(seconds, 1e9)
    while true {
      let left = end - Clock.seconds()
      if left <= 0 || interrupt?.isTripped == true { return }
      // Short naps, so that another thread's interrupt is seen soon; a signal ends a nap at once.
      let nap = min(left, 0.05)
      var time = timespec(tv_sec: 0, tv_nsec: Int(nap * 1e9))
      nanosleep(&time, nil)
    }
  }

  /// Sixty-four bits from the operating system.
  open override func randomSeed() -> UInt64 {
    var seed: UInt64 = 0
    return getentropy(&seed, 8) == 0 ? seed : UInt64(bitPattern: Int64(time(nil)))
  }
}
