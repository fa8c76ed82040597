import CZlib

/// Unpacking of gzip data (RFC 1952).
public enum Gzip {
  /// Unpacks all members of a gzip file, one after another.
  ///
  /// Zeros after the last member are padding. Errors: `damaged`, `tooLarge` when more than `limit` bytes
  /// come out.
  public static func unpack(_ packed: ArraySlice<UInt8>, limit: Int) -> Result<[UInt8], FileProblem>
  {
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    // 15 bits of window; 32 more: gzip or zlib, by the header.
    guard inflateInit2_(&stream, 15 + 32, ZLIB_VERSION, size) == Z_OK else {
      return .failure(.damaged)
    }
    defer { inflateEnd(&stream) }
    // The last four bytes hold the size of the last member: a hint for one allocation, never trusted.
    var output: [UInt8] = []
    output.reserveCapacity(min(hint(packed), limit, packed.count &* 64))
    // Pages of a file are small and many, and each says beforehand how much it holds.
    let piece = UnsafeMutableBufferPointer<UInt8>.allocate(
      capacity: max(min(limit, 1 << 18), 1 << 10))
    defer { piece.deallocate() }
    var problem: FileProblem?
    packed.withUnsafeBufferPointer { input in
      var used = 0
      while true {
        let step = min(input.count - used, 1 << 30)
        stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress.map { $0 + used })
        stream.avail_in = UInt32(step)
        stream.next_out = piece.baseAddress
        stream.avail_out = UInt32(piece.count)
        let status = inflate(&stream, Z_NO_FLUSH)
        used += step - Int(stream.avail_in)
        output.append(contentsOf: piece[..<(piece.count - Int(stream.avail_out))])
        if output.count > limit {
          problem = .tooLarge
          return
        }
        if status == Z_STREAM_END {
          if input[used...].allSatisfy({ $0 == 0 }) { return }
          // Another member follows; what is not one is damage.
          guard inflateReset(&stream) == Z_OK else {
            problem = .damaged
            return
          }
        } else if status != Z_OK {
          problem = .damaged
          return
        }
      }
    }
    if let problem { return .failure(problem) }
    return .success(output)
  }

  private static func hint(_ packed: ArraySlice<UInt8>) -> Int {
    guard packed.count >= 18 else { return 0 }
    return packed.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  /// Packs bytes as one member of gzip, without a name and a time: the same bytes give the same result.
  ///
  /// `level` is from 1, quick, to 9, small.
  public static func pack(_ bytes: [UInt8], level: Int32 = 6) -> [UInt8] {
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    guard
      deflateInit2_(
        &stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK
    else { preconditionFailure("zlib has no memory to begin") }
    defer { deflateEnd(&stream) }
    let room = Int(deflateBound(&stream, UInt(bytes.count)))
    return [UInt8](unsafeUninitializedCapacity: room) { output, count in
      bytes.withUnsafeBufferPointer { input in
        stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(room)
        // All of the input is there and room for all of the result, so one call does it.
        let status = deflate(&stream, Z_FINISH)
        precondition(status == Z_STREAM_END, "zlib promised that this is room enough")
        count = room - Int(stream.avail_out)
      }
    }
  }
}
