extension PlanBuilder {
  /// A number made from each date, such as its year; NaN is a gap.
  ///
  /// Throws `needs-kind` with `wanted` and `given`.
  public func numbers(
    fromDates node: Node, _ function: @escaping @Sendable (DateValue) -> Double
  ) throws(DataMistake) -> Node {
    closures.append { raw in
      raw.magnitude < 9e15 ? function(DateValue(raw: Int64(raw))) : .nan
    }
    let place = Int32(closures.count - 1)
    return try lift(node) { (item) throws(DataMistake) -> Node in
      if item.isGap { return item }
      return Node(number: self.step(.map, place, [try self.date(item)]))
    }
  }

  func date(_ node: Node) throws(DataMistake) -> Int32 {
    guard case .flat(let flat) = node.shape, case .date = flat.content else {
      throw DataMistake("needs-kind", ["wanted": "dates", "given": node.kind.plural])
    }
    return flat.step
  }

  /// Milliseconds since 1970, whether or not the date has a time of day.
  func moment(_ node: Node) -> Int32 {
    guard case .flat(let flat) = node.shape else { return constantStep(.nan) }
    let half = step(
      .binary, NumberOperation.multiply.kernel, [flat.step, constantStep(0.5)])
    return step(.unary, NumberFunction.floor.kernel, [half])
  }

  /// Differences of dates in days, and dates moved by days.
  func dates(_ operation: NumberOperation, _ a: Node, _ b: Node) throws(DataMistake) -> Node {
    if a.isGap || b.isGap { return constant(.missing) }
    switch (operation, a.kind, b.kind) {
    case (.subtract, .date, .date):
      let difference = step(
        .binary, NumberOperation.subtract.kernel, [moment(a), moment(b)])
      return Node(
        number: step(
          .binary, NumberOperation.divide.kernel,
          [difference, constantStep(Double(DateValue.dayLength))]), unit: "days")
    case (.add, .date, .number), (.subtract, .date, .number), (.add, .number, .date):
      let isTurned = b.kind == .date
      let when = try date(isTurned ? b : a)
      var days = try number(isTurned ? a : b)
      if operation == .subtract { days = step(.unary, NumberFunction.negate.kernel, [days]) }
      return Node(.flat(Node.Flat(step: step(.shiftDate, 0, [when, days]), content: .date)))
    case (.min, .date, .date), (.max, .date, .date):
      let result = step(.binary, operation.kernel, [try date(a), try date(b)])
      return Node(.flat(Node.Flat(step: result, content: .date)))
    default: throw differentKinds(a, b)
    }
  }
}
