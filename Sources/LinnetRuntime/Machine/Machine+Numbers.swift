import CLinnetKernels
import LinnetSyntax

/// What the loop's arithmetic does when two whole or two decimal numbers are not enough.
extension Machine {
  @inline(never)
  func slowAdd(
    _ x: Value, _ y: Value, at pc: UnsafeMutablePointer<Instruction>,
    _ base: UnsafeMutablePointer<Value>, _ frame: UnsafeMutablePointer<Frame>,
    _ entry: UnsafeMutablePointer<Entry>
  ) throws(Mistake) -> Value {
    if case .object(let left) = x, case .object(let right) = y, left.kind == .text,
      right.kind == .text
    {
      let length = left.text.pointee.count &+ right.text.pointee.count
      if length > limits.textLength {
        throw tooLong("text", limits.textLength, "letters")
      }
      if heap.wantsCollection { try collect(base, frame, entry) }
      if length > 1 << 20, !heap.joinsInPlace(left, right.textBytes) {
        // What lies about unused does not count when there is too little room.
        if heap.bytes > limits.memory - length { try collect(base, frame, entry) }
        try reserve(bytes: length)
      }
      return .object(heap.join(left, right))
    }
    return try slowBinary(.add, x, y, at: pc, base, frame, entry)
  }

  @inline(never)
  func slowAddImmediate(
    _ x: Value, _ y: Int64, at pc: UnsafeMutablePointer<Instruction>,
    _ base: UnsafeMutablePointer<Value>, _ frame: UnsafeMutablePointer<Frame>,
    _ entry: UnsafeMutablePointer<Entry>
  ) throws(Mistake) -> Value {
    // `x - 3` is kept as `x + (-3)`; its messages and other kinds of value still need the minus.
    if y < 0 { return try slowBinary(.subtract, x, .whole(-y), at: pc, base, frame, entry) }
    return try slowBinary(.add, x, .whole(y), at: pc, base, frame, entry)
  }

  @inline(never)
  func slowBinary(
    _ operation: BinaryOperator, _ x: Value, _ y: Value,
    at pc: UnsafeMutablePointer<Instruction>, _ base: UnsafeMutablePointer<Value>,
    _ frame: UnsafeMutablePointer<Frame>, _ entry: UnsafeMutablePointer<Entry>
  ) throws(Mistake) -> Value {
    enter(pc, base, frame, entry)
    // Also of two numbers something large can come: a range.
    if heap.wantsCollection { try collect(base, frame, entry) }
    switch (x, y) {
    case (.whole(let p), .whole(let q)):
      if let exact = try whole(operation, p, q) { return exact }
      // Long whole numbers are counted one by one too.
      if operation == .range { return try binary(operation, x, y) }
      return try decimal(operation, Double(p), Double(q))
    case (.whole(let p), .decimal(let q)): return try decimal(operation, Double(p), q)
    case (.decimal(let p), .whole(let q)): return try decimal(operation, p, Double(q))
    case (.decimal(let p), .decimal(let q)): return try decimal(operation, p, q)
    default: return try binary(operation, x, y)
    }
  }

  /// The exact result for two whole numbers; nil when it is no whole number or does not fit.
  private func whole(_ operation: BinaryOperator, _ p: Int64, _ q: Int64) throws(Mistake) -> Value?
  {
    switch operation {
    case .add:
      let (result, overflow) = p.addingReportingOverflow(q)
      return overflow ? nil : .whole(result)
    case .subtract:
      let (result, overflow) = p.subtractingReportingOverflow(q)
      return overflow ? nil : .whole(result)
    case .multiply:
      let (result, overflow) = p.multipliedReportingOverflow(by: q)
      return overflow ? nil : .whole(result)
    case .modulo:
      if q == 0 || (p == Int64.min && q == -1) { return q == 0 ? nil : .whole(0) }
      let rest = p % q
      return .whole(rest != 0 && (rest < 0) != (q < 0) ? rest + q : rest)
    case .wholeDivide:
      if q == 0 || (p == Int64.min && q == -1) { return nil }
      let (quotient, rest) = p.quotientAndRemainder(dividingBy: q)
      return .whole(rest != 0 && (rest < 0) != (q < 0) ? quotient - 1 : quotient)
    case .power:
      guard q >= 0 else { return nil }
      var result: Int64 = 1
      var factor = p
      var exponent = q
      while exponent > 0 {
        if exponent & 1 == 1 {
          let (next, overflow) = result.multipliedReportingOverflow(by: factor)
          if overflow { return nil }
          result = next
        }
        exponent >>= 1
        if exponent > 0 {
          let (next, overflow) = factor.multipliedReportingOverflow(by: factor)
          if overflow { return nil }
          factor = next
        }
      }
      return .whole(result)
    default: return nil
    }
  }

  private func decimal(_ operation: BinaryOperator, _ p: Double, _ q: Double) throws(Mistake)
    -> Value
  {
    let result: Double
    switch operation {
    case .add: result = p + q
    case .subtract: result = p - q
    case .multiply: result = p * q
    case .divide:
      if q == 0 { throw divideByZero(.decimal(p)) }
      result = p / q
    case .modulo:
      if q == 0 { throw divideByZero(.decimal(p)) }
      let rest = linnet_fmod(p, q)
      result = rest != 0 && (rest < 0) != (q < 0) ? rest + q : rest
    case .wholeDivide:
      if q == 0 { throw divideByZero(.decimal(p)) }
      result = (p / q).rounded(.down)
      // As a whole number where it is one, so that it counts and indexes like one.
      if abs(result) < 0x1p53 { return .whole(Int64(result)) }
    case .power:
      if p == 0, q < 0 { throw divideByZero(.whole(1)) }
      result = linnet_pow(p, q)
      if result != result, p == p, q == q {
        throw Mistake(
          "no-real-power",
          ["base": display(.decimal(p)), "exponent": display(.decimal(q))])
      }
    case .range, .plusMinus: return try binary(operation, .decimal(p), .decimal(q))
    case .and, .or: throw notAQuestion(.decimal(p), 0)
    }
    if result != result { throw Mistake("too-large") }
    return .decimal(result)
  }

  private func divideByZero(_ value: Value) -> Mistake {
    Mistake("divide-by-zero", ["number": display(value)])
  }

  @inline(never)
  func slowUnary(
    _ operation: UnaryOperator, _ x: Value, at pc: UnsafeMutablePointer<Instruction>,
    _ base: UnsafeMutablePointer<Value>, _ frame: UnsafeMutablePointer<Frame>,
    _ entry: UnsafeMutablePointer<Entry>
  ) throws(Mistake) -> Value {
    enter(pc, base, frame, entry)
    if case .missing = x { return .missing }
    if operation == .minus, case .whole(let p) = x { return .decimal(-Double(p)) }
    return try unary(operation, x)
  }

  /// The number that `for i from a to b by c` is at, when its steps are not whole.
  @inline(never)
  func decimalTurn(_ loop: UnsafeMutablePointer<Value>) -> Value {
    guard case .decimal(let start) = loop[0], case .decimal(let step) = loop[2],
      case .whole(let turn) = loop[3], case .whole(let left) = loop[1]
    else { return .missing }
    loop[3] = .whole(turn &+ 1)
    // Worked out from the start each time: adding up steps would drift.
    let next = start + Double(turn &+ 1) * step
    if left == 0, case .decimal(let end) = loop[4], abs(next - end) <= abs(step) * 1e-9 {
      return .decimal(end)
    }
    return .decimal(next)
  }
}
