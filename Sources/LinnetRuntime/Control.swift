/// Something with which a person changes a number or a word of a program and looks at what comes out.
///
/// A host that can draw it answers with where the person has put it; all others leave it where it starts.
public struct Control: Sendable {
  /// What can be set.
  public enum Kind: Sendable, Equatable {
    /// A number from one end to the other, in steps from the first.
    case slider(from: Double, to: Double, step: Double)
    /// One of some words, in this order; there is at least one, and none twice.
    case choice([String])
  }

  /// Where it is put.
  public enum Setting: Sendable, Equatable {
    /// The number of a slider; the position nearest to it counts.
    case number(Double)
    /// The word of a choice; one that is not among its words counts as none.
    case word(String)
  }

  /// The name beside it, by which a host knows it again.
  public var name: String
  /// What can be set.
  public var kind: Kind
  /// Where it stands before anybody has touched it.
  public var start: Setting

  /// Makes a control.
  public init(name: String, kind: Kind, start: Setting) {
    self.name = name
    self.kind = kind
    self.start = start
  }
}
