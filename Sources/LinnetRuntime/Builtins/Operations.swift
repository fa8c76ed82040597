import LinnetData
import LinnetSyntax

/// What the loop calls when its fast path does not fit: other kinds of value, item-by-item work, mistakes.
extension Context {
  /// Works out `a op b` for any kinds of value, item by item where one is a list or column.
  ///
  /// Gaps spread. Dividing single numbers by zero throws `divide-by-zero`; among items it gives a gap and
  /// a note.
  func binary(_ operation: BinaryOperator, _ left: Value, _ right: Value) throws(Mistake) -> Value {
    switch operation {
    case .range: return try range(from: left, to: right)
    case .and, .or:
      guard left.hasItems || right.hasItems else { return try logic(operation, left, right) }
      if left.kind == .column || right.kind == .column,
        let result = try columnArithmetic(operation, left, right)
      {
        return result
      }
      var work = ItemWork()
      return try lift(left, right, &work) { (a, b, _: inout ItemWork) throws(Mistake) in
        try logic(operation, a, b)
      }
    case .add, .subtract, .multiply, .divide, .modulo, .wholeDivide, .power, .plusMinus:
      var work = ItemWork()
      guard left.hasItems || right.hasItems else {
        return try arithmetic(operation, left, right, &work)
      }
      if left.kind == .column || right.kind == .column,
        let result = try columnArithmetic(operation, left, right)
      {
        return result
      }
      let result = try lift(left, right, &work) {
        (a, b, work: inout ItemWork) throws(Mistake) in
        try arithmetic(operation, a, b, &work)
      }
      tell(work)
      return result
    }
  }

  /// `-a` and `not a`.
  func unary(_ operation: UnaryOperator, _ operand: Value) throws(Mistake) -> Value {
    switch operation {
    case .not:
      if operand.kind == .column,
        let result = try columnwise(
          [operand], { (plan, nodes) throws(DataMistake) in try plan.not(nodes[0]) })
      {
        return result
      }
      var work = ItemWork()
      return try lift(operand, &work) { (item, _: inout ItemWork) throws(Mistake) in
        switch item {
        case .truth(let answer): return .truth(!answer)
        case .missing: return .missing
        default:
          throw Mistake("not-a-question", ["word": "not", "part": words(0, item)])
        }
      }
    case .minus:
      if operand.kind == .column,
        let result = try columnwise(
          [operand],
          { (plan, nodes) throws(DataMistake) in try plan.unary(.minus, nodes[0]) })
      {
        return result
      }
      var work = ItemWork()
      return try lift(operand, &work) { (item, work: inout ItemWork) throws(Mistake) in
        switch item {
        case .whole(let value):
          return value == .min ? .decimal(-Double(value)) : .whole(-value)
        case .decimal(let value): return .decimal(-value)
        case .missing: return .missing
        case .object(let ref):
          switch ref.kind {
          case .vector: return heap.makeVector(-ref.fourVector)
          case .measurement:
            let m = ref.measurementObject
            return makeMeasurement(m.mapped(value: -m.value, slope: -1))
          case .histogram: return try arithmetic(.multiply, item, .whole(-1), &work)
          default: break
          }
        default: break
        }
        throw Mistake("no-minus", ["name": words(0, item), "kind": kindName(item)])
      }
    }
  }

  /// `x is missing`, item by item on lists and columns.
  func isMissing(_ value: Value) throws(Mistake) -> Value {
    if let ref = value.object(.column) {
      let column = ref.columnObject
      try charge(1 + column.count >> 4)
      return makeColumn(Column(truths: (0..<column.count).map { column.isMissing($0) }))
    }
    var work = ItemWork()
    return try lift(value, &work) { (item, _: inout ItemWork) throws(Mistake) in
      .truth(item.isMissing)
    }
  }

  /// `and` and `or` of single values, with gaps as "not known".
  private func logic(_ operation: BinaryOperator, _ left: Value, _ right: Value) throws(Mistake)
    -> Value
  {
    let a = try answer(left, operation, 0)
    let b = try answer(right, operation, 1)
    // `and` is settled by one no, `or` by one yes.
    let settling = operation == .or
    if a == settling || b == settling { return .truth(settling) }
    return a == nil || b == nil ? .missing : .truth(!settling)
  }

  private func answer(_ value: Value, _ operation: BinaryOperator, _ operand: Int)
    throws(Mistake) -> Bool?
  {
    switch value {
    case .truth(let answer): return answer
    case .missing: return nil
    default:
      throw Mistake(
        "not-a-question",
        ["word": operation == .and ? "and" : "or", "part": words(operand, value)])
    }
  }

  /// `a to b`: the numbers from a up to b in steps of 1, both ends included; empty when b is below a.
  private func range(from left: Value, to right: Value) throws(Mistake) -> Value {
    if left.isMissing || right.isMissing { return .missing }
    if case .whole(let first) = left, case .whole(let last) = right {
      if last < first { return heap.makeList([]) }
      let (steps, overflow) = last.subtractingReportingOverflow(first)
      let count = try listLength(overflow ? .infinity : Double(steps) + 1)
      return try heap.makeList(count: count) { (place) throws(Mistake) in
        try look(at: place)
        return .whole(first + Int64(place))
      }
    }
    guard let first = left.number, let last = right.number else {
      let isLeft = left.number == nil
      throw Mistake(
        "wrong-kind",
        [
          "function": "to", "wanted": "numbers",
          "what": words(isLeft ? 0 : 1, isLeft ? left : right),
          "given": kindName(isLeft ? left : right),
        ])
    }
    if last < first { return heap.makeList([]) }
    // A little more than a whole number of steps short by rounding still counts.
    let count = try listLength((last - first + 1e-9).rounded(.down) + 1)
    return try heap.makeList(count: count) { (place) throws(Mistake) in
      try look(at: place)
      return Self.tidy(first + Double(place))
    }
  }

  /// Asks for room for a list of so many items.
  ///
  /// Throws `too-long`, also without limits when no machine could hold it, and `too-much-memory`.
  func listLength(_ count: Double) throws(Mistake) -> Int {
    let most = min(limits.listLength, 100_000_000)
    guard count >= 0, count <= Double(most) else { throw tooLong("list", most, "items") }
    try charge(1 + Int(count) >> 4)
    try reserve(bytes: Int(count) * 16)
    return Int(count)
  }

  /// Asks for room for a text of so many bytes.
  ///
  /// Throws `too-long` and `too-much-memory`.
  func textLength(_ bytes: Int) throws(Mistake) {
    guard bytes <= limits.textLength else {
      throw tooLong("text", limits.textLength, "letters")
    }
    try reserve(bytes: bytes)
  }

  /// A decimal as a whole number where it is one.
  static func tidy(_ value: Double) -> Value {
    if value == value.rounded(.towardZero), value.magnitude < 0x1p53 { return .whole(Int64(value)) }
    return .number(value)
  }
}
