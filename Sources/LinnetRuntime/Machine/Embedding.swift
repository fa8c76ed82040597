import LinnetData
import LinnetSyntax

/// What an embedding program may do with values.
extension Machine {
  /// Adds a function of the application, between runs; one of the language's own may be replaced.
  ///
  /// Throws `too-many-names`.
  public func define(_ native: Native) throws(Mistake) {
    let slot = try slot(native.name)
    natives.append(native)
    let value = heap.makeNative(natives.count - 1)
    globals[slot] = value
    originals[slot] = value
  }
}

/// Between values of the language and those of an embedding program.
extension Context {
  /// A text as a value of the language.
  public func makeText(_ text: String) -> Value { heap.makeText(text) }

  /// A list of values that nobody else holds.
  public func makeList(_ items: [Value]) -> Value { heap.makeList(items) }

  /// The text in a value; nil for any other kind.
  public func string(_ value: Value) -> String? {
    guard case .object(let ref) = value, ref.kind == .text else { return nil }
    return heap.string(ref)
  }

  /// The dataset in a value; nil for any other kind.
  public func dataset(_ value: Value) -> Dataset? {
    guard case .object(let ref) = value, ref.kind == .dataset else { return nil }
    return ref.datasetObject
  }

  /// The column in a value; nil for any other kind.
  public func column(_ value: Value) -> Column? {
    guard case .object(let ref) = value, ref.kind == .column else { return nil }
    return ref.columnObject
  }

  /// The tree of a user's function; nil for any other value.
  public func functionBody(_ value: Value) -> FunctionBody? {
    guard case .object(let ref) = value, ref.kind == .function else { return nil }
    return body(of: value)
  }

  /// A value as `show` writes it.
  public func text(of value: Value) -> String { display(value) }

  /// The first letters of what `text(of:)` gives, at least so many bytes of a long one.
  public func beginning(of value: Value, bytes: Int) -> String { display(value, limit: bytes) }

  /// What a kind of value is called in messages: `a number`.
  public func kindName(of value: Value) -> String { kindName(value) }

  /// The names that may follow a value and a point, for completion; empty for kinds without parts.
  public func partNames(of value: Value) -> [String] {
    switch value {
    case .object(let ref):
      switch ref.kind {
      case .record: heap.names(of: ref)
      case .dataset: dataset(value)?.names ?? []
      case .vector:
        [
          "E", "px", "py", "pz", "pt", "p", "eta", "phi", "theta", "mass", "mass2", "mt", "et",
          "rapidity", "beta", "gamma",
        ]
      case .histogram:
        [
          "counts", "errors", "edges", "centers", "entries", "below", "above", "missing", "sum",
          "mean", "stdev", "peak",
        ]
      case .measurement: ["value", "error"]
      case .fit: ["parameters", "covariance", "chi2", "ndf", "probability", "curve"]
      case .text, .list, .function, .native, .column, .picture: []
      }
    default: []
    }
  }
}
