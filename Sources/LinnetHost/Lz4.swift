import CLz4

/// Unpacking of LZ4 blocks that say elsewhere how much they hold.
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
