/// The marks at the beginning of lines that are comments.
struct CommentMarks {
  /// Marks that are known to begin comments: `comment:` says so, or a line above the names.
  private(set) var known: [[UInt8]] = []

  /// Marks that may begin comments in a file whose first line does.
  private static let usual: [[UInt8]] = ["#", "%", "//", "!"].map { (mark: String) in
    Array(mark.utf8)
  }

  /// The first bytes of known marks; 0 for none.
  private var firstByte: UInt8 = 0
  private var otherByte: UInt8 = 0

  init(_ said: String?) {
    if let said, !said.isEmpty { learn(Array(said.utf8)) }
  }

  /// True for a byte that a known mark begins with.
  @inline(__always)
  func mayBegin(_ byte: UInt8) -> Bool { byte == firstByte || byte == otherByte }

  /// True when a line begins with a known mark.
  @inline(__always)
  func begins(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Bool {
    if known.isEmpty { return false }
    for mark in known where Self.begins(start, end, with: mark) { return true }
    return false
  }

  /// The usual mark that a line begins with; nil for none.
  static func usual(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> [UInt8]? {
    usual.first { begins(start, end, with: $0) }
  }

  /// Takes a mark for one of comments from now on.
  mutating func learn(_ mark: [UInt8]) {
    guard !known.contains(mark), known.count < 2 else { return }
    if known.isEmpty { firstByte = mark[0] } else { otherByte = mark[0] }
    known.append(mark)
  }

  private static func begins(
    _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, with mark: [UInt8]
  ) -> Bool {
    guard end - start >= mark.count else { return false }
    for (step, byte) in mark.enumerated() where start[step] != byte { return false }
    return true
  }
}
