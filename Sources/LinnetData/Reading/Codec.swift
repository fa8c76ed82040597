/// How bytes are packed that the host has to unpack.
///
/// Snappy is not among them: `Snappy` unpacks it without anybody's help.
public enum Codec: UInt8, Sendable {
  /// Gzip or zlib, one or several members (RFC 1950, 1952).
  case gzip
  /// Bzip2, one or several streams.
  case bzip2
  /// Xz, one or several streams.
  case xz
  /// Zstandard, one or several frames (RFC 8878).
  case zstandard
  /// One block of LZ4 without a frame.
  case lz4
  /// Blocks of LZ4, each behind its two sizes as Hadoop writes them; or one block without.
  case lz4Hadoop
  /// LZ4 in frames, as Arrow has it.
  case lz4Frame
  /// Brotli (RFC 7932).
  case brotli
  /// LZO, as old Hadoop files have it.
  case lzo

  /// What people call it.
  public var name: String {
    switch self {
    case .gzip: "gzip"
    case .bzip2: "bzip2"
    case .xz: "xz"
    case .zstandard: "Zstandard"
    case .lz4, .lz4Hadoop, .lz4Frame: "LZ4"
    case .brotli: "Brotli"
    case .lzo: "LZO"
    }
  }

  /// What names of packed files end with, in small letters: `x.csv.gz` is CSV once it is unpacked.
  public static let fileEndings = [".gz", ".zst", ".bz2", ".xz"]

  /// The packing of a whole file by its first bytes; nil when it is not packed as far as they tell.
  public init?(firstBytesOf bytes: [UInt8]) {
    if bytes.count > 2, bytes[0] == 0x1F, bytes[1] == 0x8B {
      self = .gzip
      return
    }
    if Self.isBzip2(bytes) {
      self = .bzip2
      return
    }
    guard bytes.count > 3 else { return nil }
    if bytes.starts(with: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]) {
      self = .xz
      return
    }
    let isFrame = bytes[0] == 0x28 && bytes[1] == 0xB5 && bytes[2] == 0x2F && bytes[3] == 0xFD
    // Parallel packers write a remark for themselves in front.
    let isRemark =
      bytes[0] & 0xF0 == 0x50 && bytes[1] == 0x2A && bytes[2] == 0x4D && bytes[3] == 0x18
    guard isFrame || isRemark else { return nil }
    self = .zstandard
  }

  /// True for `BZh`, a digit, and the first bytes of a block or of the end; a text may begin with `BZh9` too.
  private static func isBzip2(_ bytes: [UInt8]) -> Bool {
    guard bytes.count > 9, bytes.starts(with: "BZh".utf8), bytes[3] >= 0x31, bytes[3] <= 0x39
    else { return false }
    let mark = bytes[4..<10]
    return mark.elementsEqual([0x31, 0x41, 0x59, 0x26, 0x53, 0x59])
      || mark.elementsEqual([0x17, 0x72, 0x45, 0x38, 0x50, 0x90])
  }
}

/// Unpacks pieces of a file for a reader; this one can nothing, a host hands in a subclass.
///
/// Workers may call it at the same time.
open class Unpacker: @unchecked Sendable {
  /// Makes one that can nothing.
  public init() {}

  /// The bytes that were packed, `size` of them.
  ///
  /// Errors: `cannot-unpack`.
  open func unpack(_ bytes: ArraySlice<UInt8>, codec: Codec, size: Int) throws(DataMistake)
    -> [UInt8]
  {
    throw DataMistake("cannot-unpack", ["reason": "this host cannot unpack \(codec.name)"])
  }
}
