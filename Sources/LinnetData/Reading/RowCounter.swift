/// How many rows of a table have been read so far, for whoever watches.
///
/// Readers set it before they report how far they are; those that go column by column leave it at 0.
public final class RowCounter: @unchecked Sendable {
  /// The rows read so far.
  public internal(set) var rows = 0

  /// Makes a counter at 0.
  public init() {}
}
