/// Who shares in the work of reading a file that is not text, and what it may take.
public struct ReadingMeans {
  /// Unpacks what the reader cannot.
  public var unpacker = Unpacker()
  /// The threads that read columns.
  public var workers = Workers.serial
  /// Bytes that the values may take in memory.
  public var memory: Int64 = 1 << 32

  /// Means for small files without a host.
  public init() {}
}
