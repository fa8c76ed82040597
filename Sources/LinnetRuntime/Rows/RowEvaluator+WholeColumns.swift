import LinnetData
import LinnetSyntax

/// Functions of the language's library that see a whole column, as statistics do.
extension RowEvaluator {
  /// What such a function makes of the columns of all rows, or of each group's: one value for all of them, or a
  /// value for each; nil where its inputs are no columns of plain values.
  func ofWholeColumns(_ function: Value, _ call: Call, _ tree: Expression)
    throws(Mistake) -> RowOperand?
  {
    // Inside a function of the user's own the input is one value, not the whole column.
    if bindings != nil { throw Mistake(.rowByRow) }
    guard groups == nil else { return nil }
    if let whole { return try ofWhole(tree, whole) }
    var columns: [Column?] = []
    var values: [Value] = []
    for input in call.arguments {
      guard case .none = input.label else { return nil }
      let operand = try formula(input.value)
      if isPlainColumn(operand) {
        columns.append(try column(operand, named: words(input.value)))
        values.append(.absent)
      } else {
        if operand.isRowwise { return nil }
        columns.append(nil)
        values.append(try value(operand))
      }
    }
    guard columns.contains(where: { $0 != nil }) else { return nil }
    func made(_ rows: [Int32]?) throws(Mistake) -> Value {
      var inputs = values
      for (place, column) in columns.enumerated() {
        guard let column else { continue }
        inputs[place] = keep(context.makeColumn(rows.map { column.gather($0) } ?? column))
      }
      return keep(try context.call(function, inputs))
    }
    guard let partition else {
      let result = try made(nil)
      guard result.hasItems else { return .value(result) }
      return .column(try context.column(from: result, count: count, name: words(tree)))
    }
    let collector = GroupColumns()
    try partition.eachGroup { (rows) throws(Mistake) in
      let result = try made(rows)
      let column =
        result.hasItems
        ? try context.column(from: result, count: rows.count, name: words(tree))
        : try context.column(
          items: [Value](repeating: result, count: rows.count), name: words(tree))
      do throws(DataMistake) { try collector.append(column) } catch { throw context.mistake(error) }
    }
    do throws(DataMistake) {
      return .column(partition.inPlace(try collector.finish()))
    } catch {
      throw context.mistake(error)
    }
  }
}
