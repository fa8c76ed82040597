/// What reading a source gave: a tree, and what was wrong with it.
public struct Reading: Sendable {
  /// What could be read; statements with a mistake are left out.
  public var tree: Tree
  /// Up to three independent mistakes, in the order of the source.
  public var mistakes: [Mistake]
  /// Remarks on things that were read as meant.
  public var notes: [Note]
  /// Whether the source is a whole program.
  public var state: State

  /// How far the reading got.
  public enum State: UInt8, Sendable {
    /// Everything was read.
    case complete
    /// More lines could complete it: a bracket or block is open, or a sign waits for its right side.
    ///
    /// `mistakes` then holds what would be said if nothing more came.
    case incomplete
    /// Something is wrong, whatever follows.
    case failed
  }
}
