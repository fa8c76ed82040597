import LinnetData
import LinnetSyntax

/// Built-in functions that the plan knows.
extension RowEvaluator {
  /// A call of a built-in worked out block by block, as its declaration says; nil where the plan does not know.
  func planned(_ native: Native, _ call: Call, _ operands: [RowOperand]) throws(Mistake)
    -> RowOperand?
  {
    guard let step = native.plan else { return nil }
    var labels: [String] = []
    for input in call.arguments {
      switch input.label {
      case .option(let label, _), .newName(let label, _): labels.append(label)
      case .none: break
      }
    }
    switch step {
    case .labelled(let make):
      guard labels.count == operands.count else { return nil }
      return try planned(operands) { (nodes) throws(DataMistake) in
        try make(self.plan, zip(labels, nodes).map { (name: $0, node: $1) })
      }
    case .values(let make):
      guard labels.isEmpty, operands.count == native.inputs.count else { return nil }
      return try planned(operands) { (nodes) throws(DataMistake) in try make(self.plan, nodes) }
    case .lists(let make):
      guard labels.isEmpty, operands.count == 1, isList(operands[0]) else { return nil }
      return try planned(operands) { (nodes) throws(DataMistake) in try make(self.plan, nodes[0]) }
    case .statistic(let statistic):
      guard labels.isEmpty, operands.count == 1, isList(operands[0]) else { return nil }
      let made = try planned(operands) { (nodes) throws(DataMistake) in
        try self.plan.reduce(statistic, nodes[0])
      }
      if made != nil, plan.leftOut.gaps > 0 {
        context.leaveOut(
          plan.leftOut.gaps, of: plan.leftOut.count, native.name,
          call.arguments.first.map { words($0.value) })
      }
      return made
    }
  }
}

extension Native {
  private static let places: [String: Int] = {
    var table: [String: Int] = [:]
    table.reserveCapacity(all.count)
    for (place, native) in all.enumerated() { table[native.name] = place }
    return table
  }()

  /// The built-in function with a name.
  static func named(_ name: String) -> Native? { places[name].map { all[$0] } }

  /// Whether a name is that of a built-in function with these traits.
  static func isOne(_ name: String, _ traits: Traits) -> Bool {
    places[name].map { all[$0].traits.isSuperset(of: traits) } ?? false
  }
}
