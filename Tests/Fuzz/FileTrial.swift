import Glibc
import Linnet
import LinnetHost

/// A host that hands any file out piece by piece when asked to, as it does with very long ones.
private final class TrialHost: FolderHost {
  var handsOutPieces = false

  override func source(_ path: String) -> ByteSource? {
    guard handsOutPieces, let bytes = try? read(path) else { return nil }
    return Pieces(bytes)
  }

  private final class Pieces: ByteSource {
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) {
      self.bytes = bytes
      super.init(size: bytes.count)
    }

    override func rewind() -> Bool {
      place = 0
      return true
    }

    override func read(into room: UnsafeMutableRawBufferPointer) -> Int {
      // In small steps, as the end of a pipe gives them.
      let count = min(room.count, bytes.count - place, 4096)
      bytes.withUnsafeBytes { room.copyMemory(from: .init(rebasing: $0[place..<(place + count)])) }
      place += count
      return count
    }
  }
}

/// Any bytes as a file of data, loaded and shown as a program does it.
///
/// However the bytes are, that must end within seconds, without a crash, and within a memory that has
/// to do with their length.
struct FileTrial {
  /// Where the file lies.
  private let folder: String
  private let name: String
  /// Seconds of work on all processors together.
  private static let patience = 10
  /// The most memory, in MB: what one small file may unpack to, several times over.
  private static let room = getenv("LINNET_FUZZ_ROOM").flatMap { Int(String(cString: $0)) } ?? 1500

  /// Makes a trial of the file at a path.
  init(path: String) {
    let slash = path.lastIndex(of: "/")
    folder = slash.map { String(path[..<$0]) } ?? "."
    name = slash.map { String(path[path.index(after: $0)...]) } ?? path
  }

  /// Loads the file; the bytes decide which options are tried, so that it can be done again.
  ///
  /// True when it could be read.
  @discardableResult
  func run(_ bytes: [UInt8]) -> Bool {
    var mark: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { mark = (mark ^ UInt64(byte)) &* 0x100_0000_01B3 }
    var options = [
      "", "", "", ", rows: 3", ", missing: 1", ", separator: \";\"", ", ragged: \"skip\"",
      ", columns: \"x\"", ", decimal: \",\"", ", file_column: true",
    ]
    // The tables that the samples have; without a name there may be several.
    if bytes.starts(with: "SQLite".utf8) {
      options = ["birds", "heavy"].map { ", table: \"\($0)\"" }
    }
    let host = TrialHost(root: folder)
    host.handsOutPieces = mark >> 32 & 3 == 0
    host.largestFile = 1 << 28
    let option = options[Int((mark >> 8) % UInt64(options.count))]
    let program =
      "d = load \"\(name)\"\(option)\nd\ndescribe d\nfirst_ones = d then first 2\n"
      + "if count(d) > 0\nshow first_ones[1]\nend\n"
    Self.startWatch()
    defer { Self.endWatch(name) }
    let engine = Engine(limits: Limits(steps: 100_000_000, memory: 1 << 28, output: 1 << 24))
    let session = engine.session(host: host) { _ in }
    do throws(Mistake) { try session.run(program) } catch {
      _ = error.rendered()
      return false
    }
    return true
  }

  /// Has the process end when the work takes too long, and forgets what memory was used before.
  private static func startWatch() {
    var time = itimerval()
    time.it_value.tv_sec = patience
    setitimer(__itimer_which_t(ITIMER_PROF.rawValue), &time, nil)
    if let file = fopen("/proc/self/clear_refs", "w") {
      fputs("5", file)
      fclose(file)
    }
  }

  private static func endWatch(_ name: String) {
    var time = itimerval()
    setitimer(__itimer_which_t(ITIMER_PROF.rawValue), &time, nil)
    guard let file = fopen("/proc/self/status", "r") else { return }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, Int32(line.count), file) != nil {
      var kilobytes = 0
      guard strncmp(line, "VmHWM:", 6) == 0 else { continue }
      for byte in line where byte >= 0x30 && byte <= 0x39 {
        kilobytes = kilobytes * 10 + Int(byte - 0x30)
      }
      if kilobytes > room << 10 {
        print("\(name) took \(kilobytes >> 10) MB")
        exit(3)
      }
    }
  }
}
