import CZstandard
import Glibc

/// Unpacking of Zstandard data (RFC 8878).
public enum Zstandard {
  /// Unpacks all frames, one after another, when nobody knows how much will come out.
  ///
  /// Errors: `damaged`, also for data cut short; `tooLarge` when more than `limit` bytes come out.
  public static func unpack(_ packed: ArraySlice<UInt8>, limit: Int) -> Result<[UInt8], FileProblem>
  {
    guard let stream = ZSTD_createDStream() else { return .failure(.other(ENOMEM)) }
    defer { ZSTD_freeDStream(stream) }
    let piece = UnsafeMutableRawBufferPointer.allocate(
      byteCount: ZSTD_DStreamOutSize(), alignment: 16)
    defer { piece.deallocate() }
    return packed.withUnsafeBytes { bytes -> Result<[UInt8], FileProblem> in
      var input = ZSTD_inBuffer(src: bytes.baseAddress, size: bytes.count, pos: 0)
      var output: [UInt8] = []
      // The first frame may say its size: a hint for one allocation, never trusted.
      let hint = ZSTD_getFrameContentSize(bytes.baseAddress, bytes.count)
      if hint < UInt64(packed.count) * 64 { output.reserveCapacity(min(Int(hint), limit)) }
      var left = 1
      while true {
        var made = ZSTD_outBuffer(dst: piece.baseAddress, size: piece.count, pos: 0)
        left = ZSTD_decompressStream(stream, &made, &input)
        if ZSTD_isError(left) != 0 { return .failure(.damaged) }
        output.append(contentsOf: UnsafeRawBufferPointer(rebasing: piece[..<made.pos]))
        if output.count > limit { return .failure(.tooLarge) }
        // All is read, and nothing more waits to come out.
        if input.pos == input.size, made.pos < made.size { break }
      }
      return left == 0 && !packed.isEmpty ? .success(output) : .failure(.damaged)
    }
  }

  /// Unpacks data that holds `size` bytes.
  ///
  /// Errors: `damaged`.
  public static func unpack(_ packed: ArraySlice<UInt8>, size: Int) -> Result<[UInt8], FileProblem>
  {
    var isWhole = false
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { place, used in
      packed.withUnsafeBytes {
        isWhole = ZSTD_decompress(place.baseAddress, size, $0.baseAddress, $0.count) == size
      }
      used = isWhole ? size : 0
    }
    return isWhole ? .success(bytes) : .failure(.damaged)
  }
}
