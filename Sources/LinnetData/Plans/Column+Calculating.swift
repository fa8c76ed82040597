/// Calculations with whole columns, for callers that have no plan of their own.
extension Column {
  /// This column and another, row by row.
  ///
  /// Throws `different-lengths` and `different-kinds`.
  public func binary(_ operation: NumberOperation, _ other: Column) throws(DataMistake) -> Column {
    try calculated(other) { (plan, a, b) throws(DataMistake) in try plan.binary(operation, a, b) }
  }

  /// This column and one value for all rows.
  ///
  /// Throws `different-kinds`.
  public func binary(_ operation: NumberOperation, _ item: Item) throws(DataMistake) -> Column {
    let plan = PlanBuilder(rows: count)
    return try plan.evaluate(
      try plan.binary(operation, try plan.input(self), plan.constant(item)))
  }

  /// A function of every value.
  ///
  /// Throws `not-numbers`.
  public func unary(_ function: NumberFunction) throws(DataMistake) -> Column {
    let plan = PlanBuilder(rows: count)
    return try plan.evaluate(try plan.unary(function, try plan.input(self)))
  }

  /// The answers of a comparison with another column.
  ///
  /// Throws `different-lengths`, `different-kinds` and `no-order`.
  public func compare(_ comparison: Comparison, _ other: Column) throws(DataMistake) -> Column {
    try calculated(other) { (plan, a, b) throws(DataMistake) in
      try plan.compare(comparison, a, b)
    }
  }

  /// The answers of a comparison with one value.
  ///
  /// Throws `different-kinds` and `no-order`.
  public func compare(_ comparison: Comparison, _ item: Item) throws(DataMistake) -> Column {
    let plan = PlanBuilder(rows: count)
    return try plan.evaluate(
      try plan.compare(comparison, try plan.input(self), plan.constant(item)))
  }

  /// A part of every vector, record or measurement, also in lists.
  ///
  /// Throws `unknown-part`.
  public func part(_ name: String) throws(DataMistake) -> Column {
    let plan = PlanBuilder(rows: count)
    return try plan.evaluate(try plan.part(try plan.input(self), name))
  }

  /// The rows whose answer is true.
  ///
  /// Throws `different-lengths` and `not-a-question`.
  public func filter(_ answers: Column) throws(DataMistake) -> Column {
    guard answers.count == count else {
      throw DataMistake("different-lengths", ["left": "\(count)", "right": "\(answers.count)"])
    }
    guard case .truth(let mask) = answers.storage else {
      throw DataMistake("not-a-question", ["kind": answers.kind.plural])
    }
    return gather(mask.rowsAnswered)
  }

  private func calculated(
    _ other: Column, _ body: (PlanBuilder, Node, Node) throws(DataMistake) -> Node
  ) throws(DataMistake) -> Column {
    guard other.count == count else {
      throw DataMistake("different-lengths", ["left": "\(count)", "right": "\(other.count)"])
    }
    let plan = PlanBuilder(rows: count)
    return try plan.evaluate(try body(plan, try plan.input(self), try plan.input(other)))
  }
}
