/// What the values of a column are.
public indirect enum ColumnKind: Sendable, Equatable {
  /// Decimal or whole numbers.
  case number
  /// True and false.
  case truth
  /// Texts.
  case text
  /// Dates.
  case date
  /// Four-vectors.
  case vector
  /// Numbers with uncertainties.
  case measurement
  /// Lists of one kind.
  case list(ColumnKind)
  /// Records.
  case record

  /// What people call several of them, for messages: `numbers`, `texts`, `lists`.
  public var plural: String {
    switch self {
    case .number: "numbers"
    case .truth: "true/false answers"
    case .text: "texts"
    case .date: "dates"
    case .vector: "vectors"
    case .measurement: "measurements"
    case .list: "lists"
    case .record: "records"
    }
  }
}

extension Column {
  /// What the values are.
  public var kind: ColumnKind {
    switch storage {
    case .decimal, .whole: .number
    case .truth: .truth
    case .text: .text
    case .date: .date
    case .vector: .vector
    case .list(_, let items, _): .list(items.kind)
    case .record: .record
    case .measurement: .measurement
    }
  }

  /// The same values under another unit.
  public func with(unit: String) -> Column {
    unit == self.unit ? self : Column(storage, unit: unit)
  }
}
