import LinnetData
import LinnetSyntax

/// Built-in functions that the plan knows.
extension RowEvaluator {
  /// A built-in that the plan knows, worked out block by block; nil for all others.
  func planned(_ name: String, _ call: Call, _ operands: [RowOperand]) throws(Mistake)
    -> RowOperand?
  {
    if name == "vector" {
      var labels: [String] = []
      for input in call.arguments {
        guard case .option(let label, _) = input.label else { return nil }
        labels.append(label)
      }
      return try planned(operands) { (nodes) throws(DataMistake) in
        try self.plan.vector(zip(labels, nodes).map { (name: $0, node: $1) })
      }
    }
    let isPlain = call.arguments.allSatisfy { input in
      if case .none = input.label { return true }
      return false
    }
    guard isPlain else { return nil }
    switch operands.count {
    case 1: return try plannedOfOne(name, operands, call.arguments.first?.value)
    case 2:
      return try planned(operands) { (nodes) throws(DataMistake) in
        switch name {
        case "atan2": return try self.plan.binary(.atan2, nodes[0], nodes[1])
        case "hypot": return try self.plan.binary(.hypot, nodes[0], nodes[1])
        case "delta_r": return try self.plan.deltaR(nodes[0], nodes[1])
        case "delta_phi" where nodes[0].kind == .vector:
          return try self.plan.deltaPhi(nodes[0], nodes[1])
        case "angle": return try self.plan.angle(nodes[0], nodes[1])
        case "fill": return try self.plan.fill(nodes[0], with: nodes[1])
        default: throw DataMistake("unplanned")
        }
      }
    default: return nil
    }
  }

  func plannedOfOne(_ name: String, _ operands: [RowOperand], _ input: Expression?)
    throws(Mistake) -> RowOperand?
  {
    let functions: [String: NumberFunction] = [
      "abs": .abs, "sqrt": .sqrt, "exp": .exp, "log": .log, "log10": .log10, "sin": .sin,
      "cos": .cos, "tan": .tan, "asin": .asin, "acos": .acos, "atan": .atan, "sinh": .sinh,
      "cosh": .cosh, "tanh": .tanh, "floor": .floor, "ceiling": .ceiling, "sign": .sign,
    ]
    if let function = functions[name] {
      return try planned(operands) { (nodes) throws(DataMistake) in
        try self.plan.unary(function, nodes[0])
      }
    }
    guard isList(operands[0]) else { return nil }
    return try planned(operands) { (nodes) throws(DataMistake) in
      switch name {
      case _ where Statistic(rawValue: name) != nil:
        guard let statistic = Statistic(rawValue: name) else { throw DataMistake("unplanned") }
        let reduced = try self.plan.reduce(statistic, nodes[0])
        if self.plan.leftOut.gaps > 0 {
          self.machine.leaveOut(
            self.plan.leftOut.gaps, of: self.plan.leftOut.count, name,
            input.map { self.words($0) })
        }
        return reduced
      case "pairs": return try self.plan.pairs(nodes[0])
      case "triples": return try self.plan.triples(nodes[0])
      case "sort": return try self.plan.sorted(nodes[0])
      case "reverse": return try self.plan.reversed(nodes[0])
      case "unique": return try self.plan.unique(nodes[0])
      case "position_of_min": return try self.plan.position(nodes[0], ofGreatest: false)
      case "position_of_max": return try self.plan.position(nodes[0], ofGreatest: true)
      default: throw DataMistake("unplanned")
      }
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
