import LinnetData
import LinnetSyntax

/// Comparisons and yes/no questions off the fast path.
extension Machine {
  /// The answer of a comparison in a question: 0 no, 1 yes, 2 neither (`oddTarget` says where to go).
  @inline(never)
  func slowTest(
    _ comparison: ComparisonOperator, _ x: Value, _ y: Value, _ instruction: Instruction,
    at pc: UnsafeMutablePointer<Instruction>, _ base: UnsafeMutablePointer<Value>,
    _ frame: UnsafeMutablePointer<Frame>, _ entry: UnsafeMutablePointer<Entry>
  ) throws(Mistake) -> Int {
    if let answer = compareNumbers(comparison, x, y) {
      if comparison == .equal, !answer, areClose(x, y) {
        noteAlike(x, y, at: pc, base, frame, entry)
      }
      return answer ? 1 : 0
    }
    if comparison == .equal, case .truth(let p) = x, case .truth(let q) = y {
      return p == q ? 1 : 0
    }
    var comparison = comparison
    var (left, right) = (x, y)
    if instruction.a & 2 != 0 { comparison = .notEqual }
    if instruction.a & 4 != 0 {
      (left, right) = (y, x)
      switch comparison {
      case .less: comparison = .greater
      case .lessOrEqual: comparison = .greaterOrEqual
      case .greater: comparison = .less
      case .greaterOrEqual: comparison = .lessOrEqual
      default: break
      }
    }
    let result = try compareAny(comparison, left, right, at: pc, base, frame, entry)
    if case .truth(let answer) = result { return answer == (instruction.a & 2 == 0) ? 1 : 0 }
    return try oddAnswer(result, at: pc, entry)
  }

  /// Compares numbers of any two forms; nil for other values.
  @inline(__always)
  func compareNumbers(_ comparison: ComparisonOperator, _ x: Value, _ y: Value) -> Bool? {
    switch (x, y) {
    case (.whole(let p), .whole(let q)): return holds(comparison, p, q)
    case (.decimal(let p), .decimal(let q)): return holds(comparison, p, q)
    // A whole number beyond 2^53 is not turned into a decimal, which would make it equal to its neighbours.
    case (.whole(let p), .decimal(let q)):
      guard let order = ExactOrder.order(p, q) else { return holds(comparison, Double(p), q) }
      return holds(comparison, order, 0)
    case (.decimal(let p), .whole(let q)):
      guard let order = ExactOrder.order(q, p) else { return holds(comparison, p, Double(q)) }
      return holds(comparison, 0, order)
    default: return nil
    }
  }

  @inline(__always)
  private func holds<T: Comparable>(_ comparison: ComparisonOperator, _ p: T, _ q: T) -> Bool? {
    switch comparison {
    case .equal: p == q
    case .notEqual: p != q
    case .less: p < q
    case .lessOrEqual: p <= q
    case .greater: p > q
    case .greaterOrEqual: p >= q
    case .isIn, .isNotIn: nil
    }
  }

  /// Compares values that are not both numbers.
  private func compareAny(
    _ comparison: ComparisonOperator, _ x: Value, _ y: Value,
    at pc: UnsafeMutablePointer<Instruction>, _ base: UnsafeMutablePointer<Value>,
    _ frame: UnsafeMutablePointer<Frame>, _ entry: UnsafeMutablePointer<Entry>
  ) throws(Mistake) -> Value {
    if comparison == .equal || comparison == .notEqual {
      if case .truth(let p) = x, case .truth(let q) = y {
        return .truth((p == q) == (comparison == .equal))
      }
      if case .object(let p) = x, case .object(let q) = y, p.kind == .text, q.kind == .text,
        sameBytes(p, q)
      {
        return .truth(comparison == .equal)
      }
    }
    enter(pc, base, frame, entry)
    if heap.wantsCollection { try collect(base, frame, entry) }
    return try compare(comparison, x, y)
  }

  private func sameBytes(_ p: ObjectRef, _ q: ObjectRef) -> Bool {
    let count = p.text.pointee.count
    guard count == q.text.pointee.count else { return false }
    let left = p.text.pointee.bytes
    let right = q.text.pointee.bytes
    if left == right { return true }
    for index in 0..<count where left[index] != right[index] { return false }
    return true
  }

  @inline(never)
  func compareValues(
    _ word: UInt32, _ x: Value, _ y: Value, at pc: UnsafeMutablePointer<Instruction>,
    _ base: UnsafeMutablePointer<Value>, _ frame: UnsafeMutablePointer<Frame>,
    _ entry: UnsafeMutablePointer<Entry>
  ) throws(Mistake) -> Value {
    guard let comparison = ComparisonOperator(rawValue: UInt8(truncatingIfNeeded: word)) else {
      return .missing
    }
    if let answer = compareNumbers(comparison, x, y) {
      if comparison == .equal ? !answer : comparison == .notEqual && answer, areClose(x, y) {
        noteAlike(x, y, at: pc, base, frame, entry)
      }
      return .truth(answer)
    }
    return try compareAny(comparison, x, y, at: pc, base, frame, entry)
  }

  @inline(never)
  func operate(
    _ word: UInt32, _ x: Value, _ y: Value, at pc: UnsafeMutablePointer<Instruction>,
    _ base: UnsafeMutablePointer<Value>, _ frame: UnsafeMutablePointer<Frame>,
    _ entry: UnsafeMutablePointer<Entry>
  ) throws(Mistake) -> Value {
    guard let operation = BinaryOperator(rawValue: UInt8(truncatingIfNeeded: word)) else {
      return .missing
    }
    guard operation == .and || operation == .or else {
      return try slowBinary(operation, x, y, at: pc, base, frame, entry)
    }
    // Three answers: no wins over a gap with `and`, yes with `or`.
    let winner = operation == .or
    switch (x, y) {
    case (.truth(let p), .truth(let q)): return .truth(winner ? p || q : p && q)
    case (.truth(let p), .missing), (.missing, .truth(let p)):
      return p == winner ? .truth(winner) : .missing
    case (.missing, .missing): return .missing
    default: break
    }
    enter(pc, base, frame, entry)
    if !canAnswer(x) { throw notAQuestion(x, 0) }
    if !canAnswer(y) { throw notAQuestion(y, 1) }
    if heap.wantsCollection { try collect(base, frame, entry) }
    return try binary(operation, x, y)
  }

  /// Whether a value can stand beside `and` and `or`.
  private func canAnswer(_ value: Value) -> Bool {
    switch value {
    case .truth, .missing: true
    case .object(let ref): ref.kind == .list || ref.kind == .column
    default: false
    }
  }

  /// A value stands where only a question fits.
  func notAQuestion(_ value: Value, _ operand: Int) -> Mistake {
    Mistake(
      "not-a-question",
      questionSlots(written(operand) ?? display(value), operand))
  }

  /// The slots of `not-a-question` beside `and` or `or`: what was meant if the other side's comparison
  /// was meant for both.
  private func questionSlots(_ part: String, _ operand: Int) -> [String: String] {
    var slots = ["part": part, "word": writtenOperator() ?? "and"]
    guard let (node, source) = currentNode(), case .binary(_, let left, let right, _) = node.form,
      case .comparison(let first, let rest) = (operand == 0 ? right : left).form, rest.count == 1
    else { return slots }
    let whole = source.text((operand == 0 ? right : left).span)
    let ending = source.text(Span(first.span.end, rest[0].operand.span.end))
    let mended = part + ending
    slots["fixed"] =
      operand == 0
      ? "\(mended) \(slots["word"] ?? "and") \(whole)"
      : "\(whole) \(slots["word"] ?? "and") \(mended)"
    return slots
  }

  /// Where a question goes whose answer is neither true nor false, or the mistake that it is.
  @inline(never)
  func oddAnswer(
    _ value: Value, at pc: UnsafeMutablePointer<Instruction>, _ entry: UnsafeMutablePointer<Entry>
  ) throws(Mistake) -> Int {
    let prototype = entry.pointee.prototype.takeUnretainedValue()
    let index = prototype.index(of: pc) - 1
    if let exit = prototype.oddExits[index] {
      state.pointee.oddRegister = exit.register
      state.pointee.oddTarget = entry.pointee.code + exit.target
      state.pointee.oddValue = value
      return 2
    }
    let question = prototype.source.text(prototype.places[index].span)
    if case .missing = value {
      // The gap is in what is compared, not in the comparison.
      var slots = ["question": question]
      switch prototype.places[index].node?.form {
      case .comparison(let first, _): slots["asked"] = prototype.source.text(first.span)
      case .name: slots["asked"] = question
      default: break
      }
      throw Mistake("missing-question", slots)
    }
    if case .object(let ref) = value, ref.kind == .list || ref.kind == .column {
      throw Mistake("many-answers", ["question": question])
    }
    throw Mistake("not-a-question", ["part": question])
  }

  @inline(never)
  func slowNear(
    _ x: Value, _ y: Value, _ within: Value, isRelative: Bool,
    at pc: UnsafeMutablePointer<Instruction>, _ base: UnsafeMutablePointer<Value>,
    _ frame: UnsafeMutablePointer<Frame>, _ entry: UnsafeMutablePointer<Entry>
  ) throws(Mistake) -> Value {
    enter(pc, base, frame, entry)
    if heap.wantsCollection { try collect(base, frame, entry) }
    var width: Value? = within
    if case .absent = within { width = nil }
    return try near(x, y, within: width, isRelative: isRelative)
  }

  @inline(never)
  func slowIsMissing(
    _ value: Value, isNegated: Bool, at pc: UnsafeMutablePointer<Instruction>,
    _ base: UnsafeMutablePointer<Value>, _ frame: UnsafeMutablePointer<Frame>,
    _ entry: UnsafeMutablePointer<Entry>
  ) throws(Mistake) -> Value {
    enter(pc, base, frame, entry)
    if heap.wantsCollection { try collect(base, frame, entry) }
    let answer = try isMissing(value)
    guard isNegated else { return answer }
    if case .truth(let isGap) = answer { return .truth(!isGap) }
    return try unary(.not, answer)
  }
}
