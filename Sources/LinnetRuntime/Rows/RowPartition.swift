import LinnetData
import LinnetSyntax

/// The groups of a step that keeps its rows where they are: `add place = rank(x) by g`, `first 3 by g`.
///
/// Statistics see the rows of a row's own group, and so do ranks, running sums and the row before.
final class RowPartition {
  /// Which row belongs to which group.
  let grouping: Grouping
  private let members: (rows: [Int32], starts: [Int])

  init(_ grouping: Grouping) {
    self.grouping = grouping
    members = grouping.members()
  }

  /// The rows of each group in turn.
  func eachGroup<Failure: Error>(_ work: ([Int32]) throws(Failure) -> Void) throws(Failure) {
    for group in 0..<grouping.count {
      try work(Array(members.rows[members.starts[group]..<members.starts[group + 1]]))
    }
  }

  /// For each row the number of rows of its group.
  var sizes: Column {
    Column(wholes: grouping.ids.map { Int64(grouping.sizes[Int($0)]) })
  }

  /// For each row its place in its group, counted from 1.
  var places: Column { Column(wholes: counted().map { Int64($0) + 1 }) }

  /// For each row its place in its group, counted from 0.
  func counted() -> [Int] {
    var next = [Int](repeating: 0, count: grouping.count)
    return grouping.ids.map { group in
      next[Int(group)] += 1
      return next[Int(group)] - 1
    }
  }

  /// For each row the value of the row before it in its group, a gap in the first.
  func previous(_ column: Column) -> Column {
    var last = [Int32](repeating: -1, count: grouping.count)
    var before = [Int32](repeating: -1, count: grouping.ids.count)
    for (row, group) in grouping.ids.enumerated() {
      before[row] = last[Int(group)]
      last[Int(group)] = Int32(row)
    }
    return column.gather(before)
  }

  /// What a function of a column makes of each group's rows, back in the places of the rows.
  func within(_ column: Column, _ made: (Column) throws(DataMistake) -> Column)
    throws(DataMistake) -> Column
  {
    let collector = GroupColumns()
    try eachGroup { (rows) throws(DataMistake) in
      try collector.append(try made(column.gather(rows)))
    }
    return inPlace(try collector.finish())
  }

  /// A column in the order of the groups, put back in the order of the rows.
  func inPlace(_ column: Column) -> Column {
    var places = [Int32](repeating: -1, count: members.rows.count)
    for (place, row) in members.rows.enumerated() { places[Int(row)] = Int32(place) }
    return column.gather(places)
  }

  /// A statistic of each row's own group.
  ///
  /// Throws `group-by-group` when the groups give lists.
  func statistic(_ native: Native, _ call: Call, _ tree: Expression, _ rows: RowEvaluator)
    throws(Mistake) -> RowOperand
  {
    let groups = RowGroups(rows: rows, grouping: grouping, keys: [])
    let evaluator = RowEvaluator(rows.context, rows.dataset, rows.step, groups: groups)
    defer { evaluator.finish() }
    do throws(Mistake) {
      let each = try evaluator.statistic(native, call, tree, groups)
      let column = try evaluator.rowwiseColumn(each, named: "")
      // A list in a group may have one item for each of its rows.
      if case .list = column.kind { throw Mistake(.groupByGroup) }
      return .column(column.gather(grouping.ids))
    } catch {
      throw error.code == "needs-summary" ? Mistake(.groupByGroup) : error
    }
  }
}

/// Columns put one behind the other.
final class GroupColumns {
  private let collector = RowCollector()
  private var pieces: [Column] = []
  private var fits = true

  /// Adds a column at the end.
  func append(_ column: Column) throws(DataMistake) {
    pieces.append(column)
    guard fits else { return }
    fits = collector.append(Dataset(names: ["value"], columns: [column], count: column.count))
  }

  /// All of them as one.
  ///
  /// Throws `mixed-kinds` when no column can hold them together.
  func finish() throws(DataMistake) -> Column {
    if fits, let column = collector.finish()?.columns.first { return column }
    var builder = ColumnBuilder()
    for piece in pieces {
      for row in 0..<piece.count { try builder.append(piece.item(row)) }
    }
    return builder.finish()
  }
}

extension MistakeCode {
  /// Says inside the evaluator that a formula has to be worked out group by group; never shown.
  static let groupByGroup: MistakeCode = "group-by-group"
}

extension Context {
  /// The column that a formula gives, within the groups of the step where it has some.
  func column(
    of tree: Expression, named name: String, _ step: VerbCall, _ dataset: Dataset,
    _ partition: RowPartition?
  ) throws(Mistake) -> Column {
    let evaluator = RowEvaluator(self, dataset, step, partition: partition)
    defer { evaluator.finish() }
    do {
      let operand = try evaluator.formula(tree)
      let column =
        evaluator.belongsToEachRow(operand, tree)
        ? try evaluator.rowwiseColumn(operand, named: name)
        : try evaluator.column(operand, named: name)
      if operand.isRowwise { evaluator.noteWholeColumn(tree, column) }
      return column
    } catch {
      guard partition != nil, error.code == .groupByGroup else {
        throw evaluator.place(error, at: tree)
      }
    }
    let collector = GroupColumns()
    let groups = evaluator.partition ?? RowPartition(Grouping([], count: dataset.count))
    try groups.eachGroup { (rows) throws(Mistake) in
      let part = try column(of: tree, named: name, step, dataset.gather(rows), nil)
      try evaluator.data(tree) { () throws(DataMistake) in try collector.append(part) }
    }
    return groups.inPlace(
      try evaluator.data(tree) { () throws(DataMistake) in try collector.finish() })
  }

  /// The groups that `by` asks for in a step whose rows stay where they are; nil without `by`.
  func partition(_ step: VerbCall, _ dataset: Dataset) throws(Mistake) -> RowPartition? {
    guard !step.call.groups.isEmpty else { return nil }
    try charge(dataset.count / 4 + 1)
    let rows = RowEvaluator(self, dataset, step)
    defer { rows.finish() }
    return RowPartition(try groups(step, dataset, rows).grouping)
  }
}

extension Call {
  /// The call with `by: species` read as `by species`, and `by: [a, b]` as `by a, b`.
  var withGroupsTogether: Call {
    var call = self
    call.arguments = []
    for argument in arguments {
      guard case .option("by", _) = argument.label else {
        call.arguments.append(argument)
        continue
      }
      if case .list(let items) = argument.value.form {
        call.groups += items.map { Argument(value: $0) }
      } else {
        call.groups.append(Argument(value: argument.value, order: argument.order))
      }
    }
    return call
  }
}
