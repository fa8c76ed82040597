/// A formula over rows, or a part of one: what a `PlanBuilder` hands out and takes back.
///
/// A node holds no values; it names steps in its builder and belongs to that builder alone.
public struct Node: Sendable {
  /// What the formula gives in each row.
  public var kind: ColumnKind {
    switch shape {
    case .flat(let flat):
      switch flat.content {
      case .number, .gap: .number
      case .truth: .truth
      case .text: .text
      case .date: .date
      }
    case .vector: .vector
    case .measurement: .measurement
    case .record: .record
    case .list(_, let items, _): .list(items.kind)
    }
  }
  /// The unit of the result; empty when there is none.
  public var unit = ""
  /// The names of the parts of a record, also of one in a list; empty for other kinds.
  public var partNames: [String] {
    switch shape {
    case .record(let names, _): names
    case .list(_, let items, _): items.partNames
    default: []
    }
  }

  /// How the values are put together from plain ones.
  indirect enum Shape: Sendable {
    case flat(Flat)
    case vector([VectorTerm])
    /// The column with everything about them is an input of the builder; what calculates with
    /// measurements is no plan's business, so that there is one place that knows correlations.
    case measurement(value: Node, error: Node, input: Int)
    case record(names: [String], parts: [Node])
    /// A list a row: its items live in a domain of their own.
    case list(domain: Int, items: Node, gaps: Set<Int>)
  }

  /// One number, truth, text code or date a row.
  struct Flat: Sendable {
    /// The step of the plan that works it out.
    var step: Int32
    var content: Content
    /// A constant whole number that is no decimal exactly.
    var whole: Int64?

    enum Content: Sendable {
      case number
      case truth
      /// Codes into a table of words of the builder.
      case text(table: Int)
      /// `DateValue.raw` as a decimal, exact for every date there is.
      case date
      /// `missing` written out: fits every kind.
      case gap
    }
  }

  /// A vector of a sum, with what it is multiplied by.
  struct VectorTerm: Sendable {
    /// Nil for 1.
    var factor: Node?
    /// True when it is subtracted.
    var isNegative = false
    var coordinates: VectorColumn.Coordinates
    /// Flat numbers.
    var parts: [Node]
  }

  var shape: Shape

  /// True for `missing` written out.
  var isGap: Bool {
    if case .flat(let flat) = shape, case .gap = flat.content { return true }
    return false
  }

  init(_ shape: Shape, unit: String = "") {
    self.shape = shape
    self.unit = unit
  }

  init(number step: Int32, unit: String = "") {
    self.init(.flat(Flat(step: step, content: .number)), unit: unit)
  }

  init(truth step: Int32) {
    self.init(.flat(Flat(step: step, content: .truth)))
  }
}

/// How many gaps a calculation made where its inputs had none.
public struct GapCounts: Sendable {
  /// Divisions by zero.
  public var divisions = 0
  /// Other calculations without an answer, such as the root of a negative number.
  public var others = 0
}

/// The rows a question picks.
public struct Selection: Sendable {
  /// The positions of the rows whose answer is true, counted from 0, rising.
  public var rows: [Int32]
  /// The number of rows whose answer is a gap.
  public var gaps: Int
}
