/// The bytes of a long file, a piece at a time; a host that has files hands in a subclass.
open class ByteSource: @unchecked Sendable {
  /// How many bytes there are.
  public let size: Int

  /// Makes a source of so many bytes.
  public init(size: Int) { self.size = size }

  /// Goes back to the first byte; false when that does not work.
  open func rewind() -> Bool { false }

  /// Fills memory with the next bytes; returns how many, 0 at the end and less where reading failed.
  open func read(into place: UnsafeMutableRawBufferPointer) -> Int { 0 }
}

/// A long file seen through a window that moves on by whole lines.
///
/// Two buffers take turns, so that the next window is read while the lines of this one are worked on.
final class ByteWindows: @unchecked Sendable {
  private let source: ByteSource
  private let capacity: Int
  private var current: UnsafeMutablePointer<UInt8>
  private var other: UnsafeMutablePointer<UInt8>
  /// How many bytes lie in the current buffer, and how many of them are whole lines.
  private var filled = 0
  private var whole = 0
  private var nextFilled = 0
  private var nextEnds = false
  /// True when the file ends with this window.
  private(set) var isLast = false
  /// True once reading failed or a line did not fit.
  private(set) var hasFailed = false
  /// How many bytes lie before this window.
  private(set) var done = 0

  init(_ source: ByteSource, windowBytes: Int) {
    self.source = source
    capacity = windowBytes
    // A byte more for a line break that the file lacks at its end.
    current = .allocate(capacity: windowBytes + 1)
    other = .allocate(capacity: windowBytes + 1)
  }

  deinit {
    current.deallocate()
    other.deallocate()
  }

  /// How many bytes the file has.
  var size: Int { source.size }

  /// The whole lines that can be seen.
  var lines: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: current, count: whole) }

  /// Goes to the first window.
  func restart() {
    filled = 0
    whole = 0
    done = 0
    hasFailed = !source.rewind()
    readAhead()
    advance()
    done = 0
  }

  /// Reads what comes after this window into the other buffer.
  func readAhead() {
    let rest = filled - whole
    other.update(from: current + whole, count: rest)
    nextFilled = rest
    nextEnds = false
    while nextFilled < capacity {
      let count = source.read(
        into: UnsafeMutableRawBufferPointer(start: other + nextFilled, count: capacity - nextFilled)
      )
      if count < 0 { hasFailed = true }
      if count <= 0 {
        nextEnds = true
        return
      }
      nextFilled += count
    }
  }

  /// Moves on to what was read ahead.
  func advance() {
    done += whole
    swap(&current, &other)
    filled = nextFilled
    isLast = nextEnds
    if isLast, filled > 0, current[filled - 1] != 0x0A {
      current[filled] = 0x0A
      filled += 1
    }
    whole = filled
    while whole > 0, current[whole - 1] != 0x0A { whole -= 1 }
    if whole == 0, !isLast { hasFailed = true }
  }
}
