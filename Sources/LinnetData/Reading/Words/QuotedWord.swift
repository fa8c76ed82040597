/// A cell that stood in quotes and would be a gap without them.
///
/// Its word begins with a zero byte, so that `NA` and `"NA"` are two words of a column.
enum QuotedWord {
  /// The byte that marks it.
  static let mark: UInt8 = 0

  /// What stands in the cell.
  static func content(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    bytes.first == mark ? UnsafeBufferPointer(rebasing: bytes.dropFirst()) : bytes
  }

  /// True for a marked word.
  static func isMarked(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool { bytes.first == mark }
}
