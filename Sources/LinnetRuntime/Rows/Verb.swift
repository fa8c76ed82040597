import LinnetSyntax

/// A pipeline verb: a word whose inputs are questions and formulas about the rows of a dataset.
struct Verb: Sendable {
  /// The word.
  var name: String
  /// What it does; the result is usually a dataset.
  var body: @Sendable (Machine, VerbCall) throws(Mistake) -> Value
  /// One sentence for `? word`.
  var summary: String
  /// Programs that run as they stand.
  var examples: [String]

  /// All verbs, by word.
  static let all: [String: Verb] = [:]
}

/// One use of a verb at run time.
struct VerbCall {
  /// The call as written, without its first input.
  var call: Call
  /// The dataset it works on.
  var input: Value
  /// Local variables that the inputs mention, with their values; globals are asked of the machine.
  var locals: [(name: String, value: Value)]
  /// The text the call stands in, for mistakes.
  var source: Source
}
