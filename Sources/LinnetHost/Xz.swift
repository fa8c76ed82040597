import CLzma
import Glibc

/// Unpacking of xz data.
public enum Xz {
  /// Goes on with a stream that follows another; `LZMA_CONCATENATED` of the library's header.
  private static let concatenated: UInt32 = 0x08
  /// How much memory the library may take: what its strongest packing needs, several times over.
  private static let memory: UInt64 = 512 << 20

  /// Unpacks all streams of an xz file, one after another, as packers that work in parallel write them.
  ///
  /// Zeros between and after streams are padding. Errors: `damaged`, also for data cut short; `tooLarge` when
  /// more than `limit` bytes come out.
  public static func unpack(_ packed: ArraySlice<UInt8>, limit: Int) -> Result<[UInt8], FileProblem>
  {
    var stream = lzma_stream()
    switch lzma_stream_decoder(&stream, memory, concatenated) {
    case LZMA_OK: break
    default: return .failure(.other(ENOMEM))
    }
    defer { lzma_end(&stream) }
    let piece = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 18)
    defer { piece.deallocate() }
    var output: [UInt8] = []
    var problem: FileProblem?
    packed.withUnsafeBufferPointer { input in
      stream.next_in = input.baseAddress
      stream.avail_in = input.count
      while true {
        stream.next_out = piece.baseAddress
        stream.avail_out = piece.count
        // All of the input is there from the beginning.
        let status = lzma_code(&stream, LZMA_FINISH)
        output.append(
          contentsOf: UnsafeBufferPointer(rebasing: piece[..<(piece.count - stream.avail_out)]))
        if output.count > limit {
          problem = .tooLarge
          return
        }
        switch status {
        case LZMA_OK: continue
        case LZMA_STREAM_END: return
        case LZMA_MEM_ERROR, LZMA_MEMLIMIT_ERROR: problem = .other(ENOMEM)
        default: problem = .damaged
        }
        return
      }
    }
    if let problem { return .failure(problem) }
    return .success(output)
  }
}
