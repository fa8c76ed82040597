import LinnetData
import LinnetSyntax
import LinnetText

/// Comparing values.
extension Context {
  /// Compares two values; the answer is a truth value, missing, or a list or column of them.
  ///
  /// A gap on either side gives a gap. Values of different kinds are not equal; putting them in order
  /// throws `cannot-compare`.
  func compare(_ comparison: ComparisonOperator, _ left: Value, _ right: Value) throws(Mistake)
    -> Value
  {
    switch comparison {
    case .isIn, .isNotIn: return try contains(right, left, isNegated: comparison == .isNotIn)
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      guard left.hasItems || right.hasItems else { return try single(comparison, left, right) }
      if left.kind == .column || right.kind == .column,
        let result = try columnComparison(comparison, left, right)
      {
        return result
      }
      var work = ItemWork()
      return asAnswers(
        try lift(left, right, &work) { (a, b, _: inout ItemWork) throws(Mistake) in
          try single(comparison, a, b)
        })
    }
  }

  /// Answers that are all gaps stay answers: a column knows that, a list of gaps would not.
  ///
  /// So `count(xs > 3)` is 0 where every item of `xs` is missing, as it is in a row formula.
  private func asAnswers(_ value: Value) -> Value {
    guard let ref = value.object(.list), ref.list.pointee.count > 0,
      ref.listItems.allSatisfy({ $0.isMissing })
    else { return value }
    return makeColumn(Column(.truth([UInt8](repeating: 2, count: ref.list.pointee.count))))
  }

  private func single(_ comparison: ComparisonOperator, _ left: Value, _ right: Value)
    throws(Mistake) -> Value
  {
    if left.isMissing || right.isMissing { return .missing }
    switch comparison {
    case .equal: return .truth(try isEqual(left, right))
    case .notEqual: return .truth(!(try isEqual(left, right)))
    default: break
    }
    if case .whole(let a) = left, case .whole(let b) = right { return holds(comparison, a, b) }
    // A long whole number is not turned into a decimal, which would make it equal to its neighbours.
    if case .whole(let a) = left, case .decimal(let b) = right, let order = ExactOrder.order(a, b) {
      return holds(comparison, order, 0)
    }
    if case .decimal(let a) = left, case .whole(let b) = right, let order = ExactOrder.order(b, a) {
      return holds(comparison, 0, order)
    }
    if let a = measured(left), let b = measured(right) { return holds(comparison, a, b) }
    if case .date(let a) = left, case .date(let b) = right {
      return holds(comparison, a.milliseconds, b.milliseconds)
    }
    if let a = left.object(.text), let b = right.object(.text) {
      let x = a.textBytes
      let y = b.textBytes
      switch comparison {
      case .less: return .truth(TextOrder.isBefore(x, y))
      case .greater: return .truth(TextOrder.isBefore(y, x))
      case .lessOrEqual: return .truth(!TextOrder.isBefore(y, x))
      default: return .truth(!TextOrder.isBefore(x, y))
      }
    }
    throw Mistake(
      "cannot-compare", ["left": kindName(left), "right": kindName(right)])
  }

  private func isEqual(_ left: Value, _ right: Value) throws(Mistake) -> Bool {
    if left.kind != right.kind, let a = measured(left), let b = measured(right) { return a == b }
    return try same(left, right)
  }

  /// A number, or the number of a measurement.
  func measured(_ value: Value) -> Double? {
    if let ref = value.object(.measurement) { return ref.measurementObject.value }
    return value.number
  }

  @inline(__always)
  private func holds<Number: Comparable>(
    _ comparison: ComparisonOperator, _ a: Number, _ b: Number
  ) -> Value {
    switch comparison {
    case .less: .truth(a < b)
    case .lessOrEqual: .truth(a <= b)
    case .greater: .truth(a > b)
    case .greaterOrEqual: .truth(a >= b)
    case .equal, .isIn: .truth(a == b)
    case .notEqual, .isNotIn: .truth(a != b)
    }
  }

  /// The sign or word of a comparison as people write it.
  static func sign(_ comparison: ComparisonOperator) -> String {
    switch comparison {
    case .equal: "=="
    case .notEqual: "!="
    case .less: "<"
    case .lessOrEqual: "<="
    case .greater: ">"
    case .greaterOrEqual: ">="
    case .isIn: "in"
    case .isNotIn: "not in"
    }
  }

  // MARK: in

  /// `value in group`: among the items of a list, inside a text, or a part of a record.
  ///
  /// A list on the left asks for each of its items, unless the group itself holds lists.
  private func contains(_ group: Value, _ value: Value, isNegated: Bool) throws(Mistake) -> Value {
    if value.isMissing { return .missing }
    if let text = group.object(.text) {
      var work = ItemWork()
      return try lift(value, &work) { (item, _: inout ItemWork) throws(Mistake) in
        if item.isMissing { return .missing }
        guard let part = item.object(.text) else {
          throw wrongGroup(item, group)
        }
        return .truth((TextSearch.first(part.textBytes, in: text.textBytes) != nil) != isNegated)
      }
    }
    if let ref = group.object(.record) {
      guard let part = value.object(.text) else { throw wrongGroup(value, group) }
      return .truth((heap.place(of: part, in: ref) != nil) != isNegated)
    }
    guard let members = items(of: group) else { throw wrongGroup(value, group) }
    try charge(1 + members.count >> 4)
    let holdsLists = members.contains { $0.hasItems }
    if value.hasItems, !holdsLists {
      var table = ValueTable(capacity: members.count)
      for member in members { _ = try table.place(of: member, self) }
      var work = ItemWork()
      return try lift(value, &work) { (item, _: inout ItemWork) throws(Mistake) in
        item.isMissing ? .missing : .truth((try table.find(item, self) != nil) != isNegated)
      }
    }
    for member in members where try isEqual(member, value) { return .truth(!isNegated) }
    return .truth(isNegated)
  }

  private func wrongGroup(_ value: Value, _ group: Value) -> Mistake {
    Mistake(
      "not-in", ["value": kindName(value), "name": words(1, group), "kind": kindName(group)])
  }

  // MARK: near

  /// `a near b within w`; without `within` relative 1e-6.
  ///
  /// `within 2%` (`isRelative`, w = 2) is relative to b. A last digit lost to rounding does not count.
  func near(_ left: Value, _ right: Value, within: Value?, isRelative: Bool) throws(Mistake)
    -> Value
  {
    if left.kind == .column || right.kind == .column,
      let result = try columnwise(
        [left, right, within ?? .decimal(1e-6)],
        { (plan, nodes) throws(DataMistake) in
          if within == nil { throw DataMistake("not-numbers") }
          return try plan.near(nodes[0], nodes[1], within: nodes[2], isRelative: isRelative)
        })
    {
      return result
    }
    var work = ItemWork()
    if let within, within.hasItems {
      // Pair the first two, then each pair with its own distance.
      let count = itemCount(within) ?? 0
      let distances = items(of: within) ?? []
      let a = try spread(left, count)
      let b = try spread(right, count)
      var results: [Value] = []
      for index in 0..<count {
        results.append(
          try near(a[index], b[index], within: distances[index], isRelative: isRelative))
      }
      return heap.makeList(results)
    }
    return asAnswers(
      try lift(left, right, &work) { (a, b, _: inout ItemWork) throws(Mistake) in
        try singleNear(a, b, within, isRelative)
      })
  }

  private func spread(_ value: Value, _ count: Int) throws(Mistake) -> [Value] {
    guard let items = items(of: value) else { return [Value](repeating: value, count: count) }
    guard items.count == count else {
      throw Mistake(
        "different-lengths",
        ["name": words(0, value), "left": "\(items.count)", "right": "\(count)"])
    }
    return items
  }

  private func singleNear(_ left: Value, _ right: Value, _ within: Value?, _ isRelative: Bool)
    throws(Mistake) -> Value
  {
    if left.isMissing || right.isMissing { return .missing }
    if let within, within.isMissing { return .missing }
    let a: Double
    let b: Double
    if let x = measured(left), let y = measured(right) {
      a = x
      b = y
    } else if case .date(let x) = left, case .date(let y) = right {
      a = x.days(since: y)
      b = 0
    } else if let x = left.object(.vector)?.fourVector, let y = right.object(.vector)?.fourVector {
      for (p, q) in [(x.E, y.E), (x.px, y.px), (x.py, y.py), (x.pz, y.pz)] {
        guard case .truth(true) = try singleNear(.number(p), .number(q), within, isRelative) else {
          return .truth(false)
        }
      }
      return .truth(true)
    } else {
      throw Mistake(
        "cannot-compare", ["left": kindName(left), "right": kindName(right)])
    }
    if a == b { return .truth(true) }
    let size = max(a.magnitude, b.magnitude)
    var distance = 1e-6 * size
    if let within {
      guard let given = measured(within) else {
        throw Mistake("within-number", ["kind": kindName(within)])
      }
      distance = isRelative ? given / 100 * b.magnitude : given
    }
    return .truth((a - b).magnitude <= distance + 1e-13 * size)
  }
}
