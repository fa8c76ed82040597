import LinnetData
import LinnetSyntax

/// Work on whole columns for the machine: the one place where values become nodes of a plan, and where what the
/// plan works out is charged.
///
/// Formulas about rows and calculations with columns as values both go through it. Where a plan cannot do
/// something, the caller goes another road, which also finds the words for what is wrong.
final class ColumnPlan {
  let context: Context
  let builder: PlanBuilder
  private let stop = Stop()

  /// Why the machine stopped the plan: a limit or an interrupt.
  private final class Stop {
    var mistake: Mistake?
  }

  /// A plan over a number of rows, which nothing has been asked of yet.
  init(_ context: Context, rows: Int) {
    self.context = context
    let stop = stop
    builder = PlanBuilder(rows: rows, workers: context.host.workers) { values in
      do throws(Mistake) {
        try context.charge(1 + values / 16)
        return true
      } catch {
        stop.mistake = error
        return false
      }
    }
  }

  // MARK: Values

  /// A value as a node, the same for all rows, or a column as one value a row; nil for what plans do not know.
  func node(_ value: Value) throws(DataMistake) -> Node? {
    switch value {
    case .missing: return builder.constant(Item.missing)
    case .truth(let answer): return builder.constant(Item.truth(answer))
    case .whole(let number): return builder.constant(Item.whole(number))
    case .decimal(let number): return builder.constant(Item.decimal(number))
    case .date(let date): return builder.constant(Item.date(date))
    case .nothing, .absent: return nil
    case .object(let ref):
      switch ref.kind {
      case .column: return try builder.input(ref.columnObject)
      case .text: return builder.constant(.text(context.heap.string(ref)))
      case .vector: return builder.constant(.vector(ref.fourVector))
      case .measurement:
        let measurement = ref.measurementObject
        return builder.constant(
          .measurement(
            value: measurement.value, error: measurement.error, shifts: measurement.shifts))
      default: return nil
      }
    }
  }

  /// A list as a column, when it has an item for each row; nil for all others.
  func node(laying list: Value) throws(DataMistake) -> Node? {
    guard let ref = list.object(.list), ref.list.pointee.count == builder.rows else { return nil }
    let column: Column
    do throws(Mistake) {
      column = try context.column(items: Array(ref.listItems), name: "")
    } catch {
      return nil
    }
    return try builder.input(column)
  }

  // MARK: Work

  /// What work on data gives; nil where the plan refuses.
  ///
  /// Throws only what a limit or an interrupt throws.
  func attempt<Result>(_ work: () throws(DataMistake) -> Result?) throws(Mistake) -> Result? {
    do {
      return try work()
    } catch {
      if let stopped = stopped(error) { throw stopped }
      return nil
    }
  }

  /// The column of a node.
  func column(_ node: Node) throws(DataMistake) -> Column { try builder.evaluate(node) }

  /// The machine's own reason when work on data was stopped; nil for every other mistake.
  func stopped(_ mistake: DataMistake) -> Mistake? {
    mistake.code == "stopped" ? stop.mistake ?? Mistake("interrupted") : nil
  }

  /// Remarks on gaps that calculations without an answer have made.
  func tellGaps() {
    context.tell(ItemWork(zeroDivisions: builder.made.divisions, noAnswers: builder.made.others))
  }
}

extension PlanBuilder {
  /// `a sign b` for each row; nil for signs that plans do not know.
  func binary(_ sign: BinaryOperator, _ a: Node, _ b: Node) throws(DataMistake) -> Node? {
    switch sign {
    case .and: return try and(a, b)
    case .or: return try or(a, b)
    case .multiply where a.kind == .vector && b.kind == .vector: return try product(a, b)
    default:
      guard let operation = NumberOperation(sign) else { return nil }
      return try binary(operation, a, b)
    }
  }

  /// `-a` or `not a` for each row.
  func unary(_ sign: UnaryOperator, _ a: Node) throws(DataMistake) -> Node {
    switch sign {
    case .minus: try unary(.negate, a)
    case .not: try not(a)
    }
  }
}

extension NumberOperation {
  /// What a sign calculates with two numbers; nil for signs that do something else.
  init?(_ sign: BinaryOperator) {
    switch sign {
    case .add: self = .add
    case .subtract: self = .subtract
    case .multiply: self = .multiply
    case .divide: self = .divide
    case .modulo: self = .modulo
    case .wholeDivide: self = .wholeDivide
    case .power: self = .power
    case .and, .or, .range, .plusMinus: return nil
    }
  }
}

extension Comparison {
  /// What a sign asks about two values; nil for questions of membership.
  init?(_ sign: ComparisonOperator) {
    switch sign {
    case .equal: self = .equal
    case .notEqual: self = .notEqual
    case .less: self = .less
    case .lessOrEqual: self = .lessOrEqual
    case .greater: self = .greater
    case .greaterOrEqual: self = .greaterOrEqual
    case .isIn, .isNotIn: return nil
    }
  }
}
