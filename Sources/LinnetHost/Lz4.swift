import CLz4

/// Unpacking of LZ4 blocks and frames that say elsewhere how much they hold.
public enum Lz4 {
  /// Unpacks one block that holds `size` bytes.
  ///
  /// Errors: `damaged`.
  public static func unpack(_ packed: ArraySlice<UInt8>, size: Int) -> Result<[UInt8], FileProblem>
  {
    var isWhole = false
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { place, used in
      isWhole = packed.withUnsafeBytes { block($0, place, size) }
      used = isWhole ? size : 0
    }
    return isWhole ? .success(bytes) : .failure(.damaged)
  }

  /// Unpacks blocks behind their sizes, as Hadoop writes them, or one block without.
  ///
  /// Errors: `damaged`.
  public static func unpackHadoop(_ packed: ArraySlice<UInt8>, size: Int) -> Result<
    [UInt8], FileProblem
  > {
    var isWhole = false
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { place, used in
      isWhole = packed.withUnsafeBytes { hadoopBlocks($0, place, size) }
      used = isWhole ? size : 0
    }
    return isWhole ? .success(bytes) : unpack(packed, size: size)
  }

  /// Unpacks frames, one after another, that hold `size` bytes.
  ///
  /// Errors: `damaged`, also for data cut short.
  public static func unpackFrames(_ packed: ArraySlice<UInt8>, size: Int) -> Result<
    [UInt8], FileProblem
  > {
    var context: OpaquePointer?
    guard LZ4F_isError(LZ4F_createDecompressionContext(&context, UInt32(LZ4F_VERSION))) == 0 else {
      return .failure(.damaged)
    }
    defer { LZ4F_freeDecompressionContext(context) }
    var isWhole = false
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { place, used in
      isWhole = packed.withUnsafeBytes { frames($0, place, size, context) }
      used = isWhole ? size : 0
    }
    return isWhole ? .success(bytes) : .failure(.damaged)
  }

  private static func frames(
    _ packed: UnsafeRawBufferPointer, _ output: UnsafeMutableBufferPointer<UInt8>, _ size: Int,
    _ context: OpaquePointer?
  ) -> Bool {
    var used = 0
    var made = 0
    var left = 1
    while used < packed.count {
      var step = packed.count - used
      var room = size - made
      // Nothing wants room once all is there, but the library wants a place.
      var spare: UInt8 = 0
      left = withUnsafeMutablePointer(to: &spare) { spare in
        LZ4F_decompress(
          context, output.baseAddress.map { $0 + made } ?? spare, &room,
          packed.baseAddress.map { $0 + used }, &step, nil)
      }
      if LZ4F_isError(left) != 0 || step == 0 && room == 0 { return false }
      used += step
      made += room
    }
    return left == 0 && made == size
  }

  private static func hadoopBlocks(
    _ packed: UnsafeRawBufferPointer, _ output: UnsafeMutableBufferPointer<UInt8>, _ size: Int
  ) -> Bool {
    func number(_ place: Int) -> Int {
      Int(UInt32(bigEndian: packed.loadUnaligned(fromByteOffset: place, as: UInt32.self)))
    }
    var next = 0
    var made = 0
    while next < packed.count {
      guard packed.count - next >= 8 else { return false }
      let unpacked = number(next)
      let length = number(next + 4)
      next += 8
      guard length <= packed.count - next, unpacked <= size - made else { return false }
      let piece = UnsafeRawBufferPointer(rebasing: packed[next..<(next + length)])
      guard
        block(piece, UnsafeMutableBufferPointer(rebasing: output[made..<size]), unpacked)
      else { return false }
      next += length
      made += unpacked
    }
    return made == size
  }

  private static func block(
    _ packed: UnsafeRawBufferPointer, _ output: UnsafeMutableBufferPointer<UInt8>, _ size: Int
  ) -> Bool {
    guard let count = Int32(exactly: packed.count), let room = Int32(exactly: size) else {
      return false
    }
    // An empty page has no place, and the library wants one.
    guard let from = packed.baseAddress, let to = output.baseAddress else { return size == 0 }
    return LZ4_decompress_safe(
      from.assumingMemoryBound(to: CChar.self),
      UnsafeMutableRawPointer(to).assumingMemoryBound(to: CChar.self), count, room) == room
  }
}
