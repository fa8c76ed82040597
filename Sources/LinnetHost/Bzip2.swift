import CBzip2
import Glibc

/// Unpacking of bzip2 data.
public enum Bzip2 {
  /// Unpacks all streams of a bzip2 file, one after another, as packers that work in parallel write them.
  ///
  /// Zeros after the last stream are padding. Errors: `damaged`, also for data cut short; `tooLarge` when
  /// more than `limit` bytes come out.
  public static func unpack(_ packed: ArraySlice<UInt8>, limit: Int) -> Result<[UInt8], FileProblem>
  {
    let piece = UnsafeMutableBufferPointer<CChar>.allocate(capacity: 1 << 18)
    defer { piece.deallocate() }
    var output: [UInt8] = []
    var problem: FileProblem?
    packed.withUnsafeBytes { bytes in
      let input = bytes.bindMemory(to: CChar.self)
      var used = 0
      repeat {
        problem = stream(input, &used, into: &output, piece, limit: limit)
      } while problem == nil && !bytes[used...].allSatisfy { $0 == 0 }
    }
    if let problem { return .failure(problem) }
    return .success(output)
  }

  /// Unpacks one stream and moves behind it.
  private static func stream(
    _ input: UnsafeBufferPointer<CChar>, _ used: inout Int, into output: inout [UInt8],
    _ piece: UnsafeMutableBufferPointer<CChar>, limit: Int
  ) -> FileProblem? {
    var stream = bz_stream()
    guard BZ2_bzDecompressInit(&stream, 0, 0) == BZ_OK else { return .other(ENOMEM) }
    defer { BZ2_bzDecompressEnd(&stream) }
    while true {
      let step = min(input.count - used, 1 << 30)
      stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress.map { $0 + used })
      stream.avail_in = UInt32(step)
      stream.next_out = piece.baseAddress
      stream.avail_out = UInt32(piece.count)
      let status = BZ2_bzDecompress(&stream)
      let read = step - Int(stream.avail_in)
      let made = piece.count - Int(stream.avail_out)
      used += read
      output.append(
        contentsOf: UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: piece[..<made])))
      if output.count > limit { return .tooLarge }
      if status == BZ_STREAM_END { return nil }
      // What neither reads nor writes anything has come to its end too early.
      guard status == BZ_OK, read > 0 || made > 0 else { return .damaged }
    }
  }
}
