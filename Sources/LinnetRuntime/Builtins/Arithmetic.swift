import CLinnetKernels
import LinnetData
import LinnetSyntax
import LinnetText

/// Calculations with two single values.
extension Context {
  /// `a op b` for single values of any kind; gaps spread.
  func arithmetic(
    _ operation: BinaryOperator, _ left: Value, _ right: Value, _ work: inout ItemWork
  ) throws(Mistake) -> Value {
    if case .whole(let a) = left, case .whole(let b) = right {
      return try wholes(operation, a, b, &work)
    }
    if let a = left.number, let b = right.number { return try decimals(operation, a, b, &work) }
    if left.isMissing || right.isMissing {
      let other = left.isMissing ? right : left
      switch other.kind {
      case .nothing, .function, .record, .dataset, .picture, .fit: break
      default: return .missing
      }
    }
    if case .date(let date) = left { return try dates(operation, date, left, right) }
    if case .date(let date) = right, operation == .add, let days = left.number {
      return try shifted(date, by: days)
    }
    if let value = try texts(operation, left, right) { return value }
    if let value = try vectors(operation, left, right, &work) { return value }
    if let value = try measurements(operation, left, right, &work) { return value }
    if let value = try histograms(operation, left, right, &work) { return value }
    throw wrongKinds(operation, left, right)
  }

  // MARK: Numbers

  private func wholes(
    _ operation: BinaryOperator, _ a: Int64, _ b: Int64, _ work: inout ItemWork
  ) throws(Mistake) -> Value {
    let result: (partialValue: Int64, overflow: Bool)
    switch operation {
    case .add: result = a.addingReportingOverflow(b)
    case .subtract: result = a.subtractingReportingOverflow(b)
    case .multiply: result = a.multipliedReportingOverflow(by: b)
    case .modulo where b != 0 && b != -1:
      let rest = a % b
      return .whole(rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest)
    case .wholeDivide where b != 0 && b != -1:
      let quotient = a / b
      return .whole(a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient)
    case .divide where b != 0 && b != -1 && a % b == 0: return .whole(a / b)
    case .power where b >= 0:
      if let power = Self.wholePower(a, b) { return .whole(power) }
      return try decimals(operation, Double(a), Double(b), &work)
    default: return try decimals(operation, Double(a), Double(b), &work)
    }
    if result.overflow { return try decimals(operation, Double(a), Double(b), &work) }
    return .whole(result.partialValue)
  }

  /// `base` to a whole power from 0; nil when it does not fit 64 bits.
  private static func wholePower(_ base: Int64, _ exponent: Int64) -> Int64? {
    if exponent == 0 || base == 1 { return 1 }
    if base == 0 { return 0 }
    if base == -1 { return exponent % 2 == 0 ? 1 : -1 }
    guard exponent < 64 else { return nil }
    var result: Int64 = 1
    for _ in 0..<exponent {
      let (product, overflow) = result.multipliedReportingOverflow(by: base)
      if overflow { return nil }
      result = product
    }
    return result
  }

  private func decimals(
    _ operation: BinaryOperator, _ a: Double, _ b: Double, _ work: inout ItemWork
  ) throws(Mistake) -> Value {
    let result: Double
    switch operation {
    case .add: result = a + b
    case .subtract: result = a - b
    case .multiply: result = a * b
    case .divide:
      if b == 0 { return try zeroDivision(a, &work) }
      result = a / b
    case .modulo:
      if b == 0 { return try zeroDivision(a, &work) }
      result = Self.floorRest(a, b)
    case .wholeDivide:
      if b == 0 { return try zeroDivision(a, &work) }
      // The rest is exact, so the quotient is right where a / b rounds up to a whole number.
      return Self.tidy(((a - Self.floorRest(a, b)) / b).rounded())
    case .power:
      if a == 0, b < 0 { return try zeroDivision(1, &work) }
      result = linnet_pow(a, b)
    case .plusMinus: return try plusMinus(a, b)
    case .and, .or, .range: return .missing
    }
    if result.isNaN {
      return try noAnswer(&work)
    }
    return .decimal(result)
  }

  /// What is left after taking away whole multiples, with the sign of the divisor.
  static func floorRest(_ a: Double, _ b: Double) -> Double {
    let rest = linnet_fmod(a, b)
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest
  }

  private func zeroDivision(_ value: Double, _ work: inout ItemWork) throws(Mistake) -> Value {
    if work.isAlone { throw Mistake("divide-by-zero", ["number": NumberText.shown(value)]) }
    work.zeroDivisions += 1
    return .missing
  }

  /// A gap among items; on a single value the mistake `not-defined`.
  func noAnswer(_ work: inout ItemWork, _ function: String = "", _ number: String = "")
    throws(Mistake) -> Value
  {
    if work.isAlone {
      throw Mistake(
        "not-defined", function.isEmpty ? [:] : ["function": function, "number": number])
    }
    work.noAnswers += 1
    return .missing
  }

  private func plusMinus(_ a: Double, _ b: Double) throws(Mistake) -> Value {
    if b < 0 { throw Mistake("negative-error", ["value": NumberText.shown(b)]) }
    return makeMeasurement(value: a, error: b)
  }

  // MARK: Dates

  private func dates(
    _ operation: BinaryOperator, _ date: DateValue, _ left: Value, _ right: Value
  ) throws(Mistake) -> Value {
    switch (operation, right) {
    case (.subtract, .date(let other)): return Self.tidy(date.days(since: other))
    case (.add, _):
      if let days = right.number { return try shifted(date, by: days) }
    case (.subtract, _):
      if let days = right.number { return try shifted(date, by: -days) }
    default: break
    }
    throw wrongKinds(operation, left, right)
  }

  private func shifted(_ date: DateValue, by days: Double) throws(Mistake) -> Value {
    guard let result = date.adding(days: days) else {
      throw Mistake("date-outside", ["date": DateText.shown(date), "days": NumberText.shown(days)])
    }
    return .date(result)
  }

  // MARK: Texts

  private func texts(_ operation: BinaryOperator, _ left: Value, _ right: Value) throws(Mistake)
    -> Value?
  {
    let a = left.object(.text)
    let b = right.object(.text)
    guard a != nil || b != nil else { return nil }
    if let a, let b {
      if operation == .add { return try joined(a, b) }
      throw wrongKinds(operation, left, right)
    }
    let text = a == nil ? right : left
    let number = a == nil ? left : right
    guard number.number != nil else { return nil }
    throw textAndNumber(operation, text, a == nil ? 1 : 0, number)
  }

  private func textAndNumber(
    _ operation: BinaryOperator, _ text: Value, _ operand: Int, _ number: Value
  ) -> Mistake {
    let written = words(operand, text)
    var slots = ["verb": Self.verb(operation), "number": words(1 - operand, number)]
    if let first = written.unicodeScalars.first, "\"'“‘„«".unicodeScalars.contains(first) {
      slots["text"] = written
      let content = text.object(.text).map { heap.string($0) } ?? ""
      if NumberReading.number(content) != nil { slots["plain"] = content }
    } else {
      slots["name"] = written
    }
    return Mistake("text-and-number", slots)
  }

  /// Two texts one after the other.
  func joined(_ a: ObjectRef, _ b: ObjectRef) throws(Mistake) -> Value {
    try textLength(a.text.pointee.count + b.text.pointee.count)
    let bytes = a.text.pointee.count + b.text.pointee.count
    if bytes > 1 << 14 { try charge(bytes >> 12) }
    return .object(heap.join(a, b))
  }

  // MARK: Vectors

  private func vectors(
    _ operation: BinaryOperator, _ left: Value, _ right: Value, _ work: inout ItemWork
  ) throws(Mistake) -> Value? {
    let a = left.object(.vector)?.fourVector
    let b = right.object(.vector)?.fourVector
    switch (operation, a, b) {
    case (.add, let a?, let b?): return heap.makeVector(a + b)
    case (.subtract, let a?, let b?): return heap.makeVector(a - b)
    case (.multiply, let a?, let b?): return .number(a.dot(b))
    case (.multiply, let a?, nil):
      guard let factor = right.number else { return nil }
      return heap.makeVector(a * factor)
    case (.multiply, nil, let b?):
      guard let factor = left.number else { return nil }
      return heap.makeVector(b * factor)
    case (.divide, let a?, nil):
      guard let divisor = right.number else { return nil }
      if divisor == 0 {
        if work.isAlone { throw Mistake("divide-by-zero", ["number": display(left)]) }
        work.zeroDivisions += 1
        return .missing
      }
      return heap.makeVector(a * (1 / divisor))
    case (.add, let a?, nil), (.add, nil, let a?), (.subtract, let a?, nil):
      // A sum may start from 0.
      guard (left.number ?? right.number) == 0 else { return nil }
      return heap.makeVector(a)
    default: return nil
    }
  }

  // MARK: Histograms

  private func histograms(
    _ operation: BinaryOperator, _ left: Value, _ right: Value, _ work: inout ItemWork
  ) throws(Mistake) -> Value? {
    let a = left.object(.histogram)?.histogramObject
    let b = right.object(.histogram)?.histogramObject
    guard a != nil || b != nil else { return nil }
    do throws(DataMistake) {
      switch (operation, a, b) {
      case (.add, let a?, let b?): return makeHistogram(try a.adding(b))
      case (.subtract, let a?, let b?): return makeHistogram(try a.subtracting(b))
      case (.multiply, let a?, let b?): return makeHistogram(try a.multiplied(by: b))
      case (.divide, let a?, let b?): return makeHistogram(try a.divided(by: b))
      case (.multiply, let a?, nil):
        if let factor = right.number { return makeHistogram(a.scaled(by: factor)) }
      case (.multiply, nil, let b?):
        if let factor = left.number { return makeHistogram(b.scaled(by: factor)) }
      case (.divide, let a?, nil):
        if let divisor = right.number, divisor != 0 {
          return makeHistogram(a.scaled(by: 1 / divisor))
        }
      case (.add, let a?, nil):
        // A sum may start from 0.
        if right.number == 0 { return makeHistogram(a) }
      case (.add, nil, let b?):
        if left.number == 0 { return makeHistogram(b) }
      default: break
      }
    } catch {
      throw mistake(error)
    }
    if right.number == 0 { throw Mistake("divide-by-zero", ["number": display(left)]) }
    return nil
  }

  /// A histogram as a value.
  func makeHistogram(_ histogram: Histogram) -> Value {
    heap.makeHost(.histogram, histogram, bytes: 256 + histogram.counts.count * 24)
  }

  // MARK: Mistakes

  /// The mistake that a sign does not work between two kinds of value.
  func wrongKinds(_ operation: BinaryOperator, _ left: Value, _ right: Value) -> Mistake {
    Mistake(
      "cannot-calculate",
      ["sign": Self.sign(operation), "left": kindName(left), "right": kindName(right)])
  }

  /// The sign or word of an operation as people write it.
  static func sign(_ operation: BinaryOperator) -> String {
    switch operation {
    case .add: "+"
    case .subtract: "-"
    case .multiply: "*"
    case .divide: "/"
    case .modulo: "mod"
    case .wholeDivide: "div"
    case .power: "^"
    case .and: "and"
    case .or: "or"
    case .range: "to"
    case .plusMinus: "±"
    }
  }

  /// What an operation does, as a verb.
  static func verb(_ operation: BinaryOperator) -> String {
    switch operation {
    case .add: "add"
    case .subtract: "subtract"
    case .multiply: "multiply it by"
    case .divide, .modulo, .wholeDivide: "divide it by"
    case .power: "raise it to"
    case .and, .or, .range, .plusMinus: "combine"
    }
  }
}
