/// The stable name of a kind of mistake or note, as shown to people: `unknown-column`.
///
/// A struct around text, so that a host may add its own. Every code that the sources throw has an entry in the
/// catalogue, and every entry is thrown somewhere: `CatalogueTests` looks through all of them.
public struct MistakeCode: Hashable, Sendable, ExpressibleByStringLiteral {
  /// The code as people see it.
  public let text: String

  /// Makes a code from its text.
  public init(_ text: String) { self.text = text }
  /// Makes a code from a literal.
  public init(stringLiteral value: String) { text = value }
}
