import Foundation
import LinnetSyntax

extension Oracle {
  func binary(
    _ operation: BinaryOperator, _ left: Expression, _ right: Expression
  ) throws -> OracleValue {
    let one = try evaluate(left)
    if operation == .and, case .truth(false) = one { return one }
    if operation == .or, case .truth(true) = one { return one }
    return try combined(operation, one, try evaluate(right))
  }

  /// Two values calculated with, item by item where one is a list.
  func combined(
    _ operation: BinaryOperator, _ left: OracleValue, _ right: OracleValue
  ) throws -> OracleValue {
    if operation == .range {
      guard case .number(let from) = left, case .number(let to) = right else {
        if case .missing = left { return .missing }
        if case .missing = right { return .missing }
        throw OracleMistake(code: "not-a-number")
      }
      return .list(from > to ? [] : stride(from: from, through: to, by: 1).map { .number($0) })
    }
    switch (left, right) {
    case (.list(let a), .list(let b)):
      guard a.count == b.count else { throw OracleMistake(code: "different-lengths") }
      return .list(try zip(a, b).map { a, b in try Self.gap { try combined(operation, a, b) } })
    case (.list(let a), _):
      return .list(try a.map { a in try Self.gap { try combined(operation, a, right) } })
    case (_, .list(let b)):
      return .list(try b.map { b in try Self.gap { try combined(operation, left, b) } })
    case (.truth(let a), .truth(let b)) where operation == .and: return .truth(a && b)
    case (.truth(let a), .truth(let b)) where operation == .or: return .truth(a || b)
    case (.missing, .truth(let b)) where operation == .and: return b ? .missing : .truth(false)
    case (.missing, .truth(let b)) where operation == .or: return b ? .truth(true) : .missing
    case (.truth(let a), .missing) where operation == .and: return a ? .missing : .truth(false)
    case (.truth(let a), .missing) where operation == .or: return a ? .truth(true) : .missing
    case (.missing, _), (_, .missing): return .missing
    case (.text(let a), .text(let b)) where operation == .add: return .text(a + b)
    case (.text, .number), (.number, .text): throw OracleMistake(code: "text-and-number")
    case (.date(let a), .date(let b)) where operation == .subtract: return .number(Double(a - b))
    case (.date(let a), .number(let b)) where operation == .add && b == b.rounded():
      return .date(a + Int(b))
    case (.number(let a), .number(let b)) where operation == .plusMinus:
      if b < 0 { throw OracleMistake(code: "negative-error") }
      return measurement(a, error: b)
    case (.number(let a), .number(let b)): return try calculated(operation, a, b)
    case (.vector(let a), .vector(let b)) where operation == .add:
      return .vector(zip(a, b).map { $0 + $1 })
    case (.vector(let a), .vector(let b)) where operation == .subtract:
      return .vector(zip(a, b).map { $0 - $1 })
    case (.vector(let a), .number(let b)) where operation == .multiply:
      return .vector(a.map { $0 * b })
    default:
      if let made = try measured(operation, left, right) { return made }
      throw OracleMistake(code: "cannot-combine")
    }
  }

  private func calculated(_ operation: BinaryOperator, _ a: Double, _ b: Double) throws
    -> OracleValue
  {
    switch operation {
    case .add: return .number(a + b)
    case .subtract: return .number(a - b)
    case .multiply: return .number(a * b)
    case .divide, .modulo, .wholeDivide:
      if b == 0 { throw OracleMistake(code: "divide-by-zero") }
      if operation == .divide { return .number(a / b) }
      return .number(operation == .modulo ? a - b * (a / b).rounded(.down) : (a / b).rounded(.down))
    case .power: return .number(pow(a, b))
    default: throw OracleMistake(code: Self.unknown)
    }
  }

  // MARK: Measurements

  /// A measurement that hangs together with no other.
  func measurement(_ value: Double, error: Double) -> OracleValue {
    sources += 1
    return .measurement(value, [sources: error])
  }

  /// A function of measurements to first order: its value, and the slope in each of them.
  func measured(_ value: Double, _ slopes: [(Double, [Int: Double])]) -> OracleValue {
    var parts: [Int: Double] = [:]
    for (slope, errors) in slopes {
      for (source, error) in errors { parts[source, default: 0] += slope * error }
    }
    return .measurement(value, parts)
  }

  private func measured(
    _ operation: BinaryOperator, _ left: OracleValue, _ right: OracleValue
  ) throws -> OracleValue? {
    guard let (a, da) = left.measured, let (b, db) = right.measured else { return nil }
    switch operation {
    case .add: return measured(a + b, [(1, da), (1, db)])
    case .subtract: return measured(a - b, [(1, da), (-1, db)])
    case .multiply: return measured(a * b, [(b, da), (a, db)])
    case .divide:
      if b == 0 { throw OracleMistake(code: "divide-by-zero") }
      return measured(a / b, [(1 / b, da), (-a / (b * b), db)])
    default: throw OracleMistake(code: Self.unknown)
    }
  }

  // MARK: Comparing

  func chain(_ first: Expression, _ rest: [ComparisonLink]) throws -> OracleValue {
    var left = try evaluate(first)
    var answer = OracleValue.truth(true)
    for (number, link) in rest.enumerated() {
      let right: OracleValue
      let step: OracleValue
      if link.isBetween, case .binary(.range, let from, let to, _) = link.operand.form {
        let ends = (try evaluate(from), try evaluate(to))
        step = try itemByItem(left) { item in
          let lies = try self.combined(
            .and, self.compared(.greaterOrEqual, item, ends.0),
            self.compared(.lessOrEqual, item, ends.1))
          guard link.comparison == .isNotIn, case .truth(let truth) = lies else { return lies }
          return .truth(!truth)
        }
        right = left
      } else {
        right = try evaluate(link.operand)
        step = try compared(link.comparison, left, right)
      }
      answer = number == 0 ? step : try combined(.and, answer, step)
      if case .truth(false) = answer { return answer }
      left = right
    }
    return answer
  }

  func compared(
    _ comparison: ComparisonOperator, _ left: OracleValue, _ right: OracleValue
  ) throws -> OracleValue {
    if comparison == .isIn || comparison == .isNotIn {
      guard case .list(let items) = right else {
        if case .missing = right { return .missing }
        throw OracleMistake(code: "not-a-list")
      }
      return try itemByItem(left) { left in
        .truth(items.contains { left.equals($0) == true } == (comparison == .isIn))
      }
    }
    switch (left, right) {
    case (.list(let a), .list(let b)):
      guard a.count == b.count else { throw OracleMistake(code: "different-lengths") }
      return .list(try zip(a, b).map { try compared(comparison, $0, $1) })
    case (.list(let a), _): return .list(try a.map { try compared(comparison, $0, right) })
    case (_, .list(let b)): return .list(try b.map { try compared(comparison, left, $0) })
    case (.missing, _), (_, .missing): return .missing
    default:
      guard let isLess = left.isLess(than: right), let isMore = right.isLess(than: left) else {
        guard comparison == .equal || comparison == .notEqual else {
          throw OracleMistake(code: "cannot-compare")
        }
        return .truth((left.equals(right) ?? false) == (comparison == .equal))
      }
      switch comparison {
      case .equal: return .truth(!isLess && !isMore)
      case .notEqual: return .truth(isLess || isMore)
      case .less: return .truth(isLess)
      case .lessOrEqual: return .truth(!isMore)
      case .greater: return .truth(isMore)
      default: return .truth(!isLess)
      }
    }
  }

  func near(
    _ left: OracleValue, _ right: OracleValue, within: OracleValue?, _ isRelative: Bool
  ) throws -> OracleValue {
    if case .list(let items) = left {
      return .list(try items.map { try near($0, right, within: within, isRelative) })
    }
    if case .list(let items) = right {
      return .list(try items.map { try near(left, $0, within: within, isRelative) })
    }
    if case .missing = left { return .missing }
    if case .missing = right { return .missing }
    guard case .number(let a) = left, case .number(let b) = right else {
      throw OracleMistake(code: Self.unknown)
    }
    guard let within else { return .truth(abs(a - b) <= 1e-6 * max(abs(a), abs(b))) }
    guard case .number(let width) = within else { throw OracleMistake(code: Self.unknown) }
    return .truth(abs(a - b) <= (isRelative ? width / 100 * abs(b) : width))
  }
}
