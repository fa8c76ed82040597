import LinnetSyntax

/// Runs a tree the simplest way there is: by walking it, with dictionaries for names.
///
/// It knows nothing of bytecode, sharing or heaps, and only the part of the language that
/// `ProgramGenerator` writes. It exists to disagree with the machine when the machine is wrong.
final class Oracle {
  /// What the program has shown, a line each.
  var lines: [String] = []
  private var globals: [String: OracleValue] = [:]
  /// The names of the function that runs; nil at top level.
  var locals: [String: OracleValue]?
  /// The row that a formula is worked out for; nil outside formulas and in functions of one's own.
  var scope: RowScope?
  /// True while a formula about rows is worked out, also inside the functions that it calls.
  var isAboutRows = false
  /// Where a calculation without an answer leaves its gap in a formula about rows.
  var gapRule = GapRule.inPlace
  /// How many calculations without an answer there were.
  var answersWithout = 0
  /// True once a step was done on a table without rows, where no formula is worked out here.
  var hasMetNoRows = false

  /// Where a calculation without an answer leaves its gap.
  ///
  /// The language says that there is a gap, not whether the words around it still see it.
  enum GapRule: CaseIterable {
    /// The whole formula has no value in that row.
    case wholeFormula
    /// The smallest value around it is missing, also inside functions.
    case inPlace
    /// The smallest value around it in the formula is missing; in a function the whole call is.
    case aroundCalls
  }

  /// How many measurements have been made.
  var sources = 0
  /// How many values have been worked out in formulas about rows.
  var evaluations = 0
  static let mostEvaluations = 200_000
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

  func value(of name: String) throws -> OracleValue {
    if let value = scope?.value(of: name) { return value }
    if let value = locals?[name] ?? globals[name] { return value }
    if name == "pi" { return .number(.pi) }
    if OracleBuiltins.names.contains(name) { return .builtin(name) }
    throw OracleMistake(code: "unknown-name", message: name)
  }

  func store(_ name: String, _ value: OracleValue) {
    if locals != nil { locals?[name] = value } else { globals[name] = value }
  }

  // MARK: Statements

  func execute(_ block: [Statement]) throws -> Outcome {
    for statement in block {
      let outcome = try execute(statement)
      if case .done = outcome { continue }
      return outcome
    }
    return .done
  }

  func execute(_ statement: Statement) throws -> Outcome {
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

  func position(_ place: Double, in count: Int) throws -> Int {
    if place < 0 { throw OracleMistake(code: "counting-backwards") }
    if place < 1 { throw OracleMistake(code: "counting-from-one") }
    if place > Double(count) { throw OracleMistake(code: "past-the-end") }
    return Int(place) - 1
  }

  /// Writes a line, as `show` does.
  func show(_ values: [OracleValue]) {
    lines.append(values.map(\.shown).joined(separator: " "))
  }
}
