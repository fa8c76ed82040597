import LinnetSyntax

/// What an instruction makes of three values.
enum TernaryOperation: Int {
  /// Whether the first lies between the other two, both included.
  case isBetween
  /// Whether it does not.
  case isNotBetween
  /// The numbers from the first to the second in steps of the third.
  case steps
}

extension ComparisonLink {
  /// The ends of the range in `x in a to b`; nil for any other comparison.
  var ends: (from: Expression, to: Expression)? {
    guard isBetween, case .binary(.range, let from, let to, _) = operand.form else { return nil }
    return (from, to)
  }
}

/// Ranges: lying between two values, and numbers by steps.
extension Machine {
  @inline(never)
  func ofThree(
    _ operation: Int, _ values: Registers, at pc: PC, _ base: Registers, _ frame: FramePointer,
    _ entry: EntryPointer
  ) throws(Mistake) -> Value {
    let operation = TernaryOperation(rawValue: operation)
    if operation != .steps, let isAbove = compareNumbers(.lessOrEqual, values[1], values[0]),
      let isBelow = compareNumbers(.lessOrEqual, values[0], values[2])
    {
      return .truth((isAbove && isBelow) == (operation == .isBetween))
    }
    enter(pc, base, frame, entry)
    if heap.wantsCollection { try collect(base, frame, entry) }
    if operation == .steps { return try steps(from: values[0], to: values[1], by: values[2]) }
    return try isBetween(values[0], values[1], values[2], isNegated: operation == .isNotBetween)
  }
}

extension Context {
  /// Whether a value lies between two others, both included; item by item for lists and columns.
  ///
  /// The same as `from <= value and value <= to`, so a gap gives a gap unless the other end says no.
  func isBetween(_ value: Value, _ from: Value, _ to: Value, isNegated: Bool) throws(Mistake)
    -> Value
  {
    let isAbove = try compare(.greaterOrEqual, value, from)
    protect(isAbove)
    defer { unprotect(1) }
    let isBelow = try compare(.lessOrEqual, value, to)
    let answer: Value
    switch (isAbove, isBelow) {
    case (.truth(let p), .truth(let q)): answer = .truth(p && q)
    case (.truth(false), .missing), (.missing, .truth(false)): answer = .truth(false)
    case (.truth(true), .missing), (.missing, .truth(true)), (.missing, .missing): answer = .missing
    default:
      protect(isBelow)
      defer { unprotect(1) }
      answer = try binary(.and, isAbove, isBelow)
    }
    return isNegated ? try unary(.not, answer) : answer
  }

  /// The numbers from one to another by steps, both ends included; nothing in the wrong direction.
  ///
  /// Each is the first and a number of steps, so that rounding does not add up. Throws `loop-by-zero`,
  /// `loop-never-ends`, `list-too-long` and `wrong-kind`.
  func steps(from: Value, to: Value, by: Value) throws(Mistake) -> Value {
    if from.isMissing || to.isMissing || by.isMissing { return .missing }
    for value in [from, to, by] where value.number == nil {
      throw Mistake(
        "wrong-kind",
        [
          "function": "to … by", "wanted": "numbers", "what": display(value),
          "given": kindName(value),
        ])
    }
    if case .whole(let first) = from, case .whole(let last) = to, case .whole(let step) = by {
      guard step != 0 else { throw Mistake("loop-by-zero") }
      if step > 0 ? first > last : first < last { return heap.makeList([]) }
      let distance =
        step > 0 ? UInt64(bitPattern: last &- first) : UInt64(bitPattern: first &- last)
      let count = try listLength(Double(distance / step.magnitude) + 1)
      return try heap.makeList(count: count) { (place) throws(Mistake) in
        try look(at: place)
        return .whole(first &+ Int64(place) &* step)
      }
    }
    guard let first = from.number, let last = to.number, let step = by.number else {
      return .missing
    }
    guard step != 0 else { throw Mistake("loop-by-zero") }
    // A little more than a whole number of steps short by rounding still counts.
    let turns = ((last - first) / step * (1 + 1e-12) + 1e-9).rounded(.down)
    guard turns == turns else { throw Mistake("loop-never-ends") }
    guard turns >= 0 else { return heap.makeList([]) }
    let count = try listLength(turns + 1)
    return try heap.makeList(count: count) { (place) throws(Mistake) in
      try look(at: place)
      let value = first + Double(place) * step
      // The last one is the end where rounding alone keeps them apart.
      return Self.tidy(abs(value - last) <= abs(step) * 1e-9 ? last : value)
    }
  }
}
