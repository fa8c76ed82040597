/// Memory for small objects: pieces of one size cut from larger blocks, given back to a free list.
///
/// Anything above `largest` bytes comes from the system's allocator. Blocks are returned when the heap
/// ends.
struct SmallObjects {
  /// The largest size, in bytes, that is cut from blocks.
  static let largest = 256
  private static let blockSize = 1 << 15

  private var free: UnsafeMutablePointer<UnsafeMutableRawPointer?>
  private var blocks: [UnsafeMutableRawPointer] = []

  init() {
    free = .allocate(capacity: Self.largest / 16 + 1)
    free.initialize(repeating: nil, count: Self.largest / 16 + 1)
  }

  /// A piece of at least `size` bytes.
  @inline(__always)
  mutating func allocate(_ size: Int) -> UnsafeMutableRawPointer {
    let sizeClass = (size &+ 15) >> 4
    if sizeClass <= Self.largest / 16, let piece = free[sizeClass] {
      free[sizeClass] = piece.load(as: UnsafeMutableRawPointer?.self)
      return piece
    }
    return refill(size)
  }

  /// Gives a piece back; `size` is what was asked for.
  @inline(__always)
  mutating func deallocate(_ piece: UnsafeMutableRawPointer, size: Int) {
    let sizeClass = (size &+ 15) >> 4
    if sizeClass <= Self.largest / 16 {
      piece.storeBytes(of: free[sizeClass], as: UnsafeMutableRawPointer?.self)
      free[sizeClass] = piece
    } else {
      piece.deallocate()
    }
  }

  @inline(never)
  private mutating func refill(_ size: Int) -> UnsafeMutableRawPointer {
    guard size <= Self.largest else {
      return .allocate(byteCount: size, alignment: 16)
    }
    let sizeClass = (size &+ 15) >> 4
    let step = sizeClass * 16
    let block = UnsafeMutableRawPointer.allocate(byteCount: Self.blockSize, alignment: 16)
    blocks.append(block)
    var offset = (Self.blockSize / step - 1) * step
    var next: UnsafeMutableRawPointer?
    while offset > 0 {
      let piece = block + offset
      piece.storeBytes(of: next, as: UnsafeMutableRawPointer?.self)
      next = piece
      offset -= step
    }
    free[sizeClass] = next
    return block
  }

  /// Returns every block to the system.
  mutating func end() {
    for block in blocks { block.deallocate() }
    blocks = []
    free.deallocate()
  }
}
