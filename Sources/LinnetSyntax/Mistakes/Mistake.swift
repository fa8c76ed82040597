/// Something that went wrong, in words a beginner can use: a code, filled-in sentences and a place.
///
/// The sentences live in the catalogue (`Catalogue.swift`); a mistake only carries the code and the
/// values of its slots, so the same mistake reads the same in every host. The place is added by
/// whoever knows it: the reader of the source, or the machine when a running step fails.
public struct Mistake: Error, Sendable {
  /// The stable code, for example `unknown-column`; `explain CODE` teaches it.
  public var code: MistakeCode
  /// The values of the named slots in the catalogue's sentences.
  public var slots: [String: String]
  /// Where to put the caret; nil while the place is not yet known.
  public var span: Span?
  /// The text it happened in; nil while not yet known.
  public var source: Source?
  /// The one suggestion, already checked: what to write instead of the text at `suggestionSpan`.
  public var suggestion: Suggestion?

  /// Makes a mistake.
  public init(
    _ code: MistakeCode, _ slots: [String: String] = [:], at span: Span? = nil,
    in source: Source? = nil,
    suggestion: Suggestion? = nil
  ) {
    self.code = code
    self.slots = slots
    self.span = span
    self.source = source
    self.suggestion = suggestion
  }

  /// One fix: replacing the text at a place.
  public struct Suggestion: Sendable {
    /// The place to be replaced.
    public var span: Span
    /// What to write there.
    public var replacement: String

    /// Makes a suggestion.
    public init(_ span: Span, _ replacement: String) {
      self.span = span
      self.replacement = replacement
    }
  }
}

/// A remark on a run that goes on: the same shape as a mistake.
public typealias Note = Mistake
