import Foundation
import LinnetSyntax

/// Runs a tree the simplest way there is: by walking it, with dictionaries for names.
///
/// It knows nothing of bytecode, sharing or heaps, and only the part of the language that
/// `ProgramGenerator` writes. It exists to disagree with the machine when the machine is wrong.
final class Oracle {
  /// What the program has shown, a line each.
  private(set) var lines: [String] = []
  private var globals: [String: OracleValue] = [:]
  /// The names of the function that runs; nil at top level.
  private var locals: [String: OracleValue]?

  private var steps = 0
  private static let mostSteps = 200_000
  /// The last line, after `!!`, of a program that is too long to be worth comparing.
  static let tooLong = "too-long-for-the-oracle"

  /// How a block ended.
  enum Outcome {
    case done, stop, next
    case result(OracleValue)
  }

  /// Runs a program; a mistake that nothing catches ends it and becomes the last line, `!! code`.
  func run(_ tree: Tree) -> [String] {
    do {
      for statement in tree.statements {
        if case .value(let value) = statement.form {
          let shown = try evaluate(value)
          if case .nothing = shown { continue }
          lines.append(shown.shown)
        } else {
          _ = try execute(statement)
        }
      }
    } catch let mistake as OracleMistake {
      lines.append("!! \(mistake.code) \(mistake.message)")
    } catch {
      lines.append("!! \(error)")
    }
    return lines
  }

  // MARK: Names

  private func value(of name: String) throws -> OracleValue {
    if let value = locals?[name] ?? globals[name] { return value }
    if Self.builtins.contains(name) { return .builtin(name) }
    throw OracleMistake(code: "unknown-name", message: name)
  }

  private func store(_ name: String, _ value: OracleValue) {
    if locals != nil { locals?[name] = value } else { globals[name] = value }
  }

  // MARK: Statements

  private func execute(_ block: [Statement]) throws -> Outcome {
    for statement in block {
      let outcome = try execute(statement)
      if case .done = outcome { continue }
      return outcome
    }
    return .done
  }

  private func execute(_ statement: Statement) throws -> Outcome {
    steps += 1
    if steps > Self.mostSteps { throw OracleMistake(code: Self.tooLong) }
    switch statement.form {
    case .value(let value): _ = try evaluate(value)
    case .store(let target, let value):
      let value = try evaluate(value)
      try assign(target, value)
    case .branch(let branches, let otherwise):
      for branch in branches where try truth(branch.question) { return try execute(branch.block) }
      if let otherwise { return try execute(otherwise) }
    case .repetition(let count, let block):
      let times = Int(try number(count))
      return try loop((0..<max(times, 0)).lazy.map { _ in nil }, name: nil, block)
    case .each(let name, _, let list, let block):
      guard case .list(let items) = try evaluate(list) else {
        throw OracleMistake(code: "not-a-list")
      }
      return try loop(items.map { $0 }, name: name, block)
    case .counting(let name, _, let from, let to, let by, let block):
      let (start, end) = (try number(from), try number(to))
      let step = try by.map { try number($0) } ?? 1
      let turns = Int(max(-1, ((end - start) / step).rounded(.down))) + 1
      return try loop((0..<turns).map { .number(start + Double($0) * step) }, name: name, block)
    case .loop(let question, let block):
      while try truth(question) {
        switch try execute(block) {
        case .done, .next: continue
        case .stop: return .done
        case .result(let value): return .result(value)
        }
      }
    case .stop: return .stop
    case .next: return .next
    case .result(let value): return .result(try value.map { try evaluate($0) } ?? .nothing)
    case .define(let body): store(body.name ?? "", .function(try make(body)))
    case .attempt(let block, let problem, _, let otherwise):
      do {
        return try execute(block)
      } catch let mistake as OracleMistake where mistake.code != Self.tooLong {
        if let problem {
          store(
            problem,
            .record([
              (name: "code", value: .text(mistake.code)),
              (name: "message", value: .text(mistake.message)),
            ]))
        }
        return try execute(otherwise)
      }
    case .fail(let text):
      throw OracleMistake(code: "your-own", message: try evaluate(text).shown)
    default: throw OracleMistake(code: "not-in-the-oracle")
    }
    return .done
  }

  private func loop(
    _ items: some Sequence<OracleValue?>, name: String?, _ block: [Statement]
  ) throws -> Outcome {
    for item in items {
      if let name, let item { store(name, item) }
      switch try execute(block) {
      case .done, .next: continue
      case .stop: return .done
      case .result(let value): return .result(value)
      }
    }
    return .done
  }

  // MARK: Storing into a place

  private func assign(_ target: Expression, _ value: OracleValue) throws {
    switch target.form {
    case .name(let name): store(name, value)
    case .index(let base, let index):
      let index = try evaluate(index)
      try assign(base, changed(try evaluate(base), at: index, to: value))
    case .part(let base, let name, _):
      try assign(base, changed(try evaluate(base), at: .text(name), to: value))
    default: throw OracleMistake(code: "store-backwards")
    }
  }

  private func changed(
    _ base: OracleValue, at index: OracleValue, to value: OracleValue
  ) throws -> OracleValue {
    switch (base, index) {
    case (.list(var items), .number(let place)):
      items[try position(place, in: items.count)] = value
      return .list(items)
    case (.record(var parts), .text(let name)):
      if let place = parts.firstIndex(where: { $0.name == name }) {
        parts[place].value = value
      } else {
        parts.append((name: name, value: value))
      }
      return .record(parts)
    default: throw OracleMistake(code: "cannot-change")
    }
  }

  private func position(_ place: Double, in count: Int) throws -> Int {
    if place < 0 { throw OracleMistake(code: "counting-backwards") }
    if place < 1 { throw OracleMistake(code: "counting-from-one") }
    if place > Double(count) { throw OracleMistake(code: "past-the-end") }
    return Int(place) - 1
  }

  // MARK: Values

  private func number(_ expression: Expression) throws -> Double {
    guard case .number(let number) = try evaluate(expression) else {
      throw OracleMistake(code: "not-a-number")
    }
    return number
  }

  private func truth(_ expression: Expression) throws -> Bool {
    guard case .truth(let truth) = try evaluate(expression) else {
      throw OracleMistake(code: "not-a-question")
    }
    return truth
  }

  /// Works out a value.
  func evaluate(_ expression: Expression) throws -> OracleValue {
    switch expression.form {
    case .whole(let number): return .number(Double(number))
    case .decimal(let number): return .number(number)
    case .truth(let truth): return .truth(truth)
    case .missing: return .missing
    case .nothing: return .nothing
    case .name(let name): return try value(of: name)
    case .list(let items): return .list(try items.map { try evaluate($0) })
    case .text(let parts):
      var text = ""
      for part in parts {
        switch part {
        case .literal(let literal): text += literal
        case .filled(let value): text += try evaluate(value).shown
        }
      }
      return .text(text)
    case .unary(.minus, let operand):
      return try itemByItem(try evaluate(operand)) {
        guard case .number(let number) = $0 else { return .missing }
        return .number(-number)
      }
    case .unary(.not, let operand):
      return try itemByItem(try evaluate(operand)) {
        guard case .truth(let truth) = $0 else { return .missing }
        return .truth(!truth)
      }
    case .binary(let operation, let left, let right, _):
      return try binary(operation, left, right)
    case .comparison(let first, let rest): return try chain(first, rest)
    case .isMissing(let value, let isNegated):
      return try itemByItem(try evaluate(value), spreads: false) {
        if case .missing = $0 { return .truth(!isNegated) }
        return .truth(isNegated)
      }
    case .chain(let first, let rest):
      let pairs = rest.reduce(first) {
        Expression(
          .binary($1.operation, $0, $1.operand, operatorSpan: $1.operatorSpan), expression.span)
      }
      return try evaluate(pairs)
    case .steps(let from, let to, let by):
      let (from, to, by) = (try number(from), try number(to), try number(by))
      guard by != 0 else { throw OracleMistake(code: "loop-by-zero") }
      guard (to - from) / by >= 0 else { return .list([]) }
      return .list((0...Int((to - from) / by + 1e-9)).map { .number(from + Double($0) * by) })
    case .choice(let choices, let otherwise): return try choose(choices[...], otherwise)
    case .index(let base, let index): return try item(of: evaluate(base), at: evaluate(index))
    case .part(let base, let name, _): return try item(of: evaluate(base), at: .text(name))
    case .function(let body): return .function(try make(body))
    case .call(let call):
      return try apply(
        try evaluate(call.callee), call.arguments.map { ($0.label, try evaluate($0.value)) })
    case .pipe(let input, let step):
      let input = try evaluate(input)
      if case .call(let call) = step.form {
        return try apply(
          try evaluate(call.callee),
          [(.none, input)] + call.arguments.map { ($0.label, try evaluate($0.value)) })
      }
      return try apply(try evaluate(step), [(.none, input)])
    default: throw OracleMistake(code: "not-in-the-oracle")
    }
  }

  /// `if … then … else …`: only what counts is worked out; a list of answers chooses item by item.
  private func choose(_ choices: ArraySlice<Choice>, _ otherwise: Expression) throws -> OracleValue
  {
    guard let choice = choices.first else { return try evaluate(otherwise) }
    let answer = try evaluate(choice.question)
    switch answer {
    case .truth(true): return try evaluate(choice.value)
    case .truth(false): return try choose(choices.dropFirst(), otherwise)
    case .missing: return .missing
    default: break
    }
    let yes = try evaluate(choice.value)
    let no = try choose(choices.dropFirst(), otherwise)
    return try chosen(answer, yes, no)
  }

  private func chosen(_ answer: OracleValue, _ yes: OracleValue, _ no: OracleValue) throws
    -> OracleValue
  {
    switch answer {
    case .truth(let answer): return answer ? yes : no
    case .missing: return .missing
    case .list(let answers):
      func item(_ value: OracleValue, _ place: Int) throws -> OracleValue {
        guard case .list(let items) = value else { return value }
        guard items.count == answers.count else { throw OracleMistake(code: "different-lengths") }
        return items[place]
      }
      return .list(
        try answers.indices.map {
          try chosen(answers[$0], try item(yes, $0), try item(no, $0))
        })
    default: throw OracleMistake(code: "not-a-question")
    }
  }

  private func item(of base: OracleValue, at index: OracleValue) throws -> OracleValue {
    switch (base, index) {
    case (.list(let items), .number(let place)):
      return items[try position(place, in: items.count)]
    case (.list(let items), .text): return .list(try items.map { try item(of: $0, at: index) })
    case (.list(let items), .list(let wanted)):
      if case .truth = wanted.first {
        guard wanted.count == items.count else { throw OracleMistake(code: "different-lengths") }
        return .list(
          zip(items, wanted).compactMap {
            if case .truth(true) = $1 { return $0 }
            return nil
          })
      }
      return .list(try wanted.map { try item(of: base, at: $0) })
    case (.record(let parts), .text(let name)):
      guard let part = parts.first(where: { $0.name == name }) else {
        throw OracleMistake(code: "unknown-part")
      }
      return part.value
    case (.text(let text), .number(let place)):
      let characters = Array(text)
      return .text(String(characters[try position(place, in: characters.count)]))
    default: throw OracleMistake(code: "no-items")
    }
  }

  private func itemByItem(
    _ value: OracleValue, spreads: Bool = true, _ work: (OracleValue) throws -> OracleValue
  ) throws -> OracleValue {
    if case .list(let items) = value {
      return .list(try items.map { try itemByItem($0, spreads: spreads, work) })
    }
    if spreads, case .missing = value { return .missing }
    return try work(value)
  }

  private func binary(
    _ operation: BinaryOperator, _ left: Expression, _ right: Expression
  ) throws -> OracleValue {
    let one = try evaluate(left)
    if operation == .and, case .truth(false) = one { return one }
    if operation == .or, case .truth(true) = one { return one }
    return try combined(operation, one, try evaluate(right))
  }

  private func combined(
    _ operation: BinaryOperator, _ left: OracleValue, _ right: OracleValue
  ) throws -> OracleValue {
    switch (left, right) {
    case (.list(let a), .list(let b)):
      guard a.count == b.count else { throw OracleMistake(code: "different-lengths") }
      return .list(try zip(a, b).map { try combined(operation, $0, $1) })
    case (.list(let a), _): return .list(try a.map { try combined(operation, $0, right) })
    case (_, .list(let b)): return .list(try b.map { try combined(operation, left, $0) })
    case (.truth(let a), .truth(let b)) where operation == .and: return .truth(a && b)
    case (.truth(let a), .truth(let b)) where operation == .or: return .truth(a || b)
    case (.missing, .truth(let b)) where operation == .and: return b ? .missing : .truth(false)
    case (.missing, .truth(let b)) where operation == .or: return b ? .truth(true) : .missing
    case (.truth(let a), .missing) where operation == .and: return a ? .missing : .truth(false)
    case (.truth(let a), .missing) where operation == .or: return a ? .truth(true) : .missing
    case (.missing, _), (_, .missing): return .missing
    case (.text(let a), .text(let b)) where operation == .add: return .text(a + b)
    case (.text, .number), (.number, .text): throw OracleMistake(code: "text-and-number")
    case (.number(let a), .number(let b)): return try calculated(operation, a, b)
    default: throw OracleMistake(code: "cannot-combine")
    }
  }

  private func calculated(_ operation: BinaryOperator, _ a: Double, _ b: Double) throws
    -> OracleValue
  {
    switch operation {
    case .add: return .number(a + b)
    case .subtract: return .number(a - b)
    case .multiply: return .number(a * b)
    case .divide:
      if b == 0 { throw OracleMistake(code: "divide-by-zero") }
      return .number(a / b)
    case .modulo:
      if b == 0 { throw OracleMistake(code: "divide-by-zero") }
      return .number(a - b * (a / b).rounded(.down))
    case .wholeDivide:
      if b == 0 { throw OracleMistake(code: "divide-by-zero") }
      return .number((a / b).rounded(.down))
    case .power: return .number(pow(a, b))
    case .range:
      guard a <= b else { return .list([]) }
      return .list(stride(from: a, through: b, by: 1).map { .number($0) })
    default: throw OracleMistake(code: "not-in-the-oracle")
    }
  }

  private func chain(_ first: Expression, _ rest: [ComparisonLink]) throws -> OracleValue {
    var left = try evaluate(first)
    var answer = OracleValue.truth(true)
    for (number, link) in rest.enumerated() {
      let right: OracleValue
      let step: OracleValue
      if link.isBetween, case .binary(.range, let from, let to, _) = link.operand.form {
        let above = try compared(.greaterOrEqual, left, try evaluate(from))
        let below = try compared(.lessOrEqual, left, try evaluate(to))
        step = try turned(try combined(.and, above, below), link.comparison == .isNotIn)
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

  /// An answer, or each of a list of answers, turned round when it is negated.
  private func turned(_ answer: OracleValue, _ isNegated: Bool) throws -> OracleValue {
    guard isNegated else { return answer }
    return try itemByItem(answer) {
      guard case .truth(let truth) = $0 else { return .missing }
      return .truth(!truth)
    }
  }

  private func compared(
    _ comparison: ComparisonOperator, _ left: OracleValue, _ right: OracleValue
  ) throws -> OracleValue {
    if comparison == .isIn || comparison == .isNotIn {
      guard case .list(let items) = right else { throw OracleMistake(code: "not-a-list") }
      let found = items.contains { left.equals($0) == true }
      return .truth(found == (comparison == .isIn))
    }
    switch (left, right) {
    case (.list(let a), .list(let b)):
      guard a.count == b.count else { throw OracleMistake(code: "different-lengths") }
      return .list(try zip(a, b).map { try compared(comparison, $0, $1) })
    case (.list(let a), _): return .list(try a.map { try compared(comparison, $0, right) })
    case (_, .list(let b)): return .list(try b.map { try compared(comparison, left, $0) })
    case (.missing, _), (_, .missing): return .missing
    case (.number(let a), .number(let b)): return .truth(Self.ordered(comparison, a, b))
    case (.text(let a), .text(let b)):
      return .truth(Self.ordered(comparison, Array(a.utf8), Array(b.utf8)))
    default:
      guard comparison == .equal || comparison == .notEqual else {
        throw OracleMistake(code: "cannot-compare")
      }
      return .truth((left.equals(right) ?? false) == (comparison == .equal))
    }
  }

  private static func ordered(_ comparison: ComparisonOperator, _ a: Double, _ b: Double) -> Bool {
    switch comparison {
    case .equal: return a == b
    case .notEqual: return a != b
    case .less: return a < b
    case .lessOrEqual: return a <= b
    case .greater: return a > b
    default: return a >= b
    }
  }

  private static func ordered(_ comparison: ComparisonOperator, _ a: [UInt8], _ b: [UInt8]) -> Bool
  {
    let isLess = a.lexicographicallyPrecedes(b)
    switch comparison {
    case .equal: return a == b
    case .notEqual: return a != b
    case .less: return isLess
    case .lessOrEqual: return isLess || a == b
    case .greater: return !isLess && a != b
    default: return !isLess
    }
  }

  // MARK: Functions

  private func make(_ body: FunctionBody) throws -> OracleFunction {
    var standards: [String: OracleValue] = [:]
    for parameter in body.parameters {
      if let standard = parameter.standard { standards[parameter.name] = try evaluate(standard) }
    }
    return OracleFunction(body: body, captured: locals ?? [:], standards: standards)
  }

  private func apply(
    _ function: OracleValue, _ inputs: [(label: Argument.Label, value: OracleValue)]
  ) throws -> OracleValue {
    switch function {
    case .builtin("record"):
      return .record(
        inputs.map { input in
          if case .option(let name, _) = input.label { return (name: name, value: input.value) }
          return (name: "", value: input.value)
        })
    case .builtin(let name): return try OracleBuiltins.call(name, inputs.map(\.value), self)
    case .function(let function):
      var names = function.captured
      if let name = function.body.name, function.captured.isEmpty == false {
        names[name] = .function(function)
      }
      for (name, value) in function.standards { names[name] = value }
      var places = function.body.parameters.filter { $0.standard == nil }.map(\.name)[...]
      for input in inputs {
        if case .option(let name, _) = input.label {
          names[name] = input.value
        } else {
          guard let place = places.popFirst() else { throw OracleMistake(code: "too-many-inputs") }
          names[place] = input.value
        }
      }
      guard places.isEmpty else { throw OracleMistake(code: "too-few-inputs") }
      let outer = locals
      locals = names
      defer { locals = outer }
      if case .result(let value) = try execute(function.body.block) { return value }
      return .nothing
    default: throw OracleMistake(code: "not-a-function")
    }
  }

  /// Calls a function value with inputs in order.
  func call(_ function: OracleValue, _ inputs: [OracleValue]) throws -> OracleValue {
    try apply(function, inputs.map { (.none, $0) })
  }

  /// Writes a line, as `show` does.
  func show(_ values: [OracleValue]) {
    lines.append(values.map(\.shown).joined(separator: " "))
  }

  static let builtins: Set<String> = [
    "show", "append", "count", "sum", "map", "filter", "reduce", "abs", "floor", "length",
    "reverse",
    "first", "last", "join", "upper", "text", "max", "min", "sort", "keys", "has", "record",
  ]
}
