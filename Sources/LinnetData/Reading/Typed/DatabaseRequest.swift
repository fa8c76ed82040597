/// What a host is asked to read out of a database file with a library of its own.
public struct DatabaseRequest {
  /// The file, as the program names it.
  public var path: String
  /// The bytes of the database, which may lie packed in the file; nil when nobody has read them yet.
  public var bytes: [UInt8]?
  /// Which table, which columns, how many rows, and what stands for a gap.
  public var options: DelimitedOptions
  /// Bytes that the values may take in memory.
  public var memory: Int64
  /// Says how much of how much is done; an answer of false stops the reading.
  public var progress: DelimitedReader.Progress

  /// Makes a request.
  public init(
    path: String, bytes: [UInt8]? = nil, options: DelimitedOptions = DelimitedOptions(),
    memory: Int64 = 1 << 32, progress: @escaping DelimitedReader.Progress = { _, _ in true }
  ) {
    self.path = path
    self.bytes = bytes
    self.options = options
    self.memory = memory
    self.progress = progress
  }
}
