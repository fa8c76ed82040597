/// Something that went wrong, in words a beginner can use: a code, filled-in sentences and a place.
///
/// The sentences live in the catalogue (`LinnetEnglish`); a mistake only carries the code and the
/// values of its slots, so the same mistake reads the same in every host. The place is added by
/// whoever knows it: the reader of the source, or the machine when a running step fails.
///
/// A mistake is one pointer to contents that are copied when changed: functions that may throw one
/// stay small on the stack, which recursion needs.
public struct Mistake: Error, Sendable {
  private var contents: Contents

  /// The stable code, for example `unknown-column`; `explain CODE` teaches it.
  public var code: MistakeCode {
    get { contents.code }
    set { own().code = newValue }
  }
  /// The values of the named slots in the catalogue's sentences.
  public var slots: [String: String] {
    get { contents.slots }
    set { own().slots = newValue }
  }
  /// Where to put the caret; nil while the place is not yet known.
  public var span: Span? {
    get { contents.span }
    set { own().span = newValue }
  }
  /// The text it happened in; nil while not yet known.
  public var source: Source? {
    get { contents.source }
    set { own().source = newValue }
  }
  /// The one suggestion, already checked: what to write instead of the text at `suggestionSpan`.
  public var suggestion: Suggestion? {
    get { contents.suggestion }
    set { own().suggestion = newValue }
  }

  /// Makes a mistake.
  @inline(never)
  public init(
    _ code: MistakeCode, _ slots: [String: String] = [:], at span: Span? = nil,
    in source: Source? = nil,
    suggestion: Suggestion? = nil
  ) {
    contents = Contents(code, slots, span, source, suggestion)
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

  /// The contents, copied first when another mistake shares them.
  private mutating func own() -> Contents {
    if !isKnownUniquelyReferenced(&contents) {
      contents = Contents(
        contents.code, contents.slots, contents.span, contents.source, contents.suggestion)
    }
    return contents
  }

  /// What a mistake holds; changed only by its single owner, so that it may be sent.
  private final class Contents: @unchecked Sendable {
    var code: MistakeCode
    var slots: [String: String]
    var span: Span?
    var source: Source?
    var suggestion: Suggestion?

    init(
      _ code: MistakeCode, _ slots: [String: String], _ span: Span?, _ source: Source?,
      _ suggestion: Suggestion?
    ) {
      self.code = code
      self.slots = slots
      self.span = span
      self.source = source
      self.suggestion = suggestion
    }
  }
}

/// A remark on a run that goes on: the same shape as a mistake.
public typealias Note = Mistake
