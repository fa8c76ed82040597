import LinnetData
import LinnetSyntax

/// What an embedding program may do with values.
extension Machine {
  /// A text as a value of the language.
  public func makeText(_ text: String) -> Value { heap.makeText(text) }

  /// A list of values that nobody else holds.
  public func makeList(_ items: [Value]) -> Value { heap.makeList(items) }

  /// The text in a value; nil for any other kind.
  public func string(_ value: Value) -> String? {
    guard case .object(let ref) = value, ref.kind == .text else { return nil }
    return heap.string(ref)
  }

  /// The items of a list or column; nil for any other kind.
  public func items(of value: Value) -> [Value]? {
    guard case .object(let ref) = value else { return nil }
    switch ref.kind {
    case .list:
      return Array(
        UnsafeBufferPointer(start: ref.list.pointee.items, count: ref.list.pointee.count))
    case .column:
      guard let column = column(value) else { return nil }
      return (1...max(1, column.count)).prefix(column.count).compactMap {
        try? item(of: value, at: .whole(Int64($0)))
      }
    default: return nil
    }
  }

  /// The number of items of a list; nil for any other kind.
  public func itemCount(_ value: Value) -> Int? {
    guard case .object(let ref) = value, ref.kind == .list else { return nil }
    return ref.list.pointee.count
  }

  /// The dataset in a value; nil for any other kind.
  public func dataset(_ value: Value) -> Dataset? {
    guard case .object(let ref) = value, ref.kind == .dataset else { return nil }
    // The kind of the heap object says which class it holds.
    return unsafeDowncast(ref.host.pointee.payload.takeUnretainedValue(), to: Dataset.self)
  }

  /// The column in a value; nil for any other kind.
  public func column(_ value: Value) -> Column? {
    guard case .object(let ref) = value, ref.kind == .column else { return nil }
    return unsafeDowncast(ref.host.pointee.payload.takeUnretainedValue(), to: Column.self)
  }

  /// The tree of a user's function; nil for any other value.
  public func functionBody(_ value: Value) -> FunctionBody? {
    guard case .object(let ref) = value, ref.kind == .function else { return nil }
    return body(of: value)
  }

  /// A value as `show` writes it.
  public func text(of value: Value) -> String { display(value) }

  /// What a kind of value is called in messages: `a number`.
  public func kindName(of value: Value) -> String { kindName(value) }

  /// The names that may follow a value and a point, for completion; empty for kinds without parts.
  public func partNames(of value: Value) -> [String] {
    switch value {
    case .object(let ref):
      switch ref.kind {
      case .record: heap.shapes[Int(ref.record.pointee.shape)]
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
