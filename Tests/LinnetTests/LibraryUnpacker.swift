import Linnet
import LinnetHost

/// Unpacks with the libraries of this computer.
final class LibraryUnpacker: Unpacker, @unchecked Sendable {
  private let host = FolderHost(root: ".")

  override func unpack(_ bytes: ArraySlice<UInt8>, codec: Codec, size: Int) throws(DataMistake)
    -> [UInt8]
  {
    do {
      return try host.decompress(bytes, codec: codec, size: size)
    } catch {
      throw DataMistake(error.code.text, error.slots)
    }
  }
}

extension ReadingMeans {
  /// What a test may use: the libraries and threads of this computer, and a little memory.
  static var forTests: ReadingMeans {
    var means = ReadingMeans()
    means.unpacker = LibraryUnpacker()
    means.workers = WorkerThreads.shared
    means.memory = 64 << 20
    return means
  }
}

/// Numbers that look random and are the same in every run.
struct RepeatableNumbers {
  private var state: UInt64

  /// Begins at a number.
  init(_ seed: UInt64) { state = seed }

  /// A number below a limit.
  mutating func next(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(limit))
  }
}

/// A host with one file in it.
final class OneFile: Host {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  override func read(_ path: String) throws(Mistake) -> [UInt8] { bytes }
}
