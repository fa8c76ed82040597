import LinnetData
import LinnetSyntax

/// Statistics of groups.
extension RowEvaluator {
  func statistic(
    _ native: Native, _ call: Call, _ tree: Expression, _ groups: RowGroups
  ) throws(Mistake) -> RowOperand {
    let inputs = call.arguments
    let isSimple = inputs.allSatisfy { input in
      if case .none = input.label, !readsStatistic(input.value) { return true }
      return false
    }
    if isSimple {
      do {
        if let column = try quickStatistic(native, inputs.map { $0.value }, groups) {
          return .column(column)
        }
      } catch {
        throw named(error, call)
      }
    }
    var builder = ColumnBuilder()
    for group in 0..<groups.grouping.count {
      let part = RowEvaluator(
        context, groups.rows.dataset.gather(groups.rows(of: group)), step)
      defer { part.finish() }
      let result = try part.formula(tree)
      guard case .value(let value) = result else {
        throw Mistake(
          "needs-summary", ["name": words(tree), "suggestion": "mean(\(words(tree)))"],
          at: tree.span, in: step.source)
      }
      let item = try self.item(from: value, named: words(tree))
      try data(tree) { () throws(DataMistake) in try builder.append(item) }
    }
    return .column(builder.finish())
  }

  /// True when a statistic stands inside an input, so that the input itself differs from group to group.
  func readsStatistic(_ tree: Expression) -> Bool {
    var found = false
    RowTree.walk(tree) { part in
      switch part.form {
      case .index, .function, .pipe: found = true
      case .call(let call):
        guard case .name(let name) = call.callee.form, let native = Native.named(name),
          native.isItemwise || name == "choose"
        else {
          found = true
          break
        }
      default: break
      }
      return !found
    }
    return found
  }

  func quickStatistic(_ native: Native, _ inputs: [Expression], _ groups: RowGroups)
    throws(Mistake) -> Column?
  {
    let statistics = GroupStatistics(groups.grouping)
    let name = native.name
    if inputs.count == 1, case .statistic(let statistic)? = native.plan {
      let operand = try groups.rows.formula(inputs[0])
      guard isPlainColumn(operand) else { return nil }
      let column = try groups.rows.column(operand, named: words(inputs[0]))
      if column.kind == .truth, statistic == .min || statistic == .max { return nil }
      switch statistic {
      case .sum, .mean, .median, .min, .max, .stdev, .variance, .range:
        context.leaveOut(column.gapCount, of: column.count, name, words(inputs[0]))
      default: break
      }
      return try data { () throws(DataMistake) in try statistics.statistic(statistic, of: column) }
    }
    if name == "quantile", inputs.count == 2 {
      let operand = try groups.rows.formula(inputs[0])
      guard isPlainColumn(operand), case .value(let given) = try groups.rows.formula(inputs[1]),
        let share = given.number, share >= 0, share <= 1, !given.isMissing
      else { return nil }
      let column = try groups.rows.column(operand, named: words(inputs[0]))
      guard column.kind == .number else { return nil }
      return try data { () throws(DataMistake) in try statistics.quantile(share, of: column) }
    }
    if name == "correlation", inputs.count == 2 {
      let first = try groups.rows.formula(inputs[0])
      let second = try groups.rows.formula(inputs[1])
      guard isPlainColumn(first), isPlainColumn(second) else { return nil }
      let a = try groups.rows.column(first, named: words(inputs[0]))
      let b = try groups.rows.column(second, named: words(inputs[1]))
      return try data { () throws(DataMistake) in try statistics.correlation(a, b) }
    }
    return nil
  }
}
