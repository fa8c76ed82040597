import LinnetRuntime
import LinnetSyntax

/// Writes trees as short text, so that a test can show what was read on one line.
enum TreeText {
  static func of(_ source: String, knownNames: Set<String> = []) -> String {
    let reading = Parser.read(Source(source), knownNames: knownNames)
    if let mistake = reading.mistakes.first { return "!! " + mistake.code.text }
    return reading.tree.statements.map(of).joined(separator: "; ")
  }

  static func of(_ value: Expression) -> String {
    switch value.form {
    case .whole(let number): return String(number)
    case .decimal(let number): return String(number)
    case .text(let parts): return "\"" + parts.map(of).joined() + "\""
    case .truth(let truth): return String(truth)
    case .missing: return "missing"
    case .nothing: return "nothing"
    case .name(let name): return name
    case .list(let items): return "[" + items.map(of).joined(separator: ", ") + "]"
    case .call(let call): return of(call)
    case .pipe(let input, let step): return "{\(of(input)) | \(of(step))}"
    case .index(let base, let index): return "\(of(base))[\(of(index))]"
    case .part(let base, let name, _): return "\(of(base)).\(name)"
    case .unary(let sign, let operand): return "(\(sign) \(of(operand)))"
    case .binary(let sign, let left, let right, _): return "(\(of(left)) \(sign) \(of(right)))"
    case .chain(let first, let rest):
      return "(" + of(first) + rest.map { " \($0.operation) \(of($0.operand))" }.joined() + ")"
    case .steps(let from, let to, let by): return "(\(of(from)) range \(of(to)) by \(of(by)))"
    case .comparison(let first, let rest):
      return "(" + of(first) + rest.map { " \($0.comparison) \(of($0.operand))" }.joined() + ")"
    case .near(let left, let right, let within, let isRelative):
      let width = within.map { " within \(of($0))" + (isRelative ? "%" : "") } ?? ""
      return "(\(of(left)) near \(of(right))\(width))"
    case .isMissing(let operand, let isNegated):
      return "(\(of(operand)) is \(isNegated ? "not " : "")missing)"
    case .choice(let choices, let otherwise):
      let all = choices.map { "if \(of($0.question)) then \(of($0.value)) else " }.joined()
      return "(\(all)\(of(otherwise)))"
    case .function(let body): return "(\(of(body.parameters)) -> \(of(body.block)))"
    }
  }

  private static func of(_ part: TextPart) -> String {
    switch part {
    case .literal(let text): text
    case .filled(let value): "{\(of(value))}"
    }
  }

  private static func of(_ call: Call) -> String {
    let groups = call.groups.isEmpty ? "" : " by " + call.groups.map(of).joined(separator: ", ")
    let inputs = call.arguments.map(of).joined(separator: ", ") + groups
    return of(call.callee) + (call.style == .command ? "<\(inputs)>" : "(\(inputs))")
  }

  private static func of(_ input: Argument) -> String {
    let label =
      switch input.label {
      case .none: ""
      case .option(let name, _): name + ": "
      case .newName(let name, _): name + " = "
      }
    return label + of(input.value) + (input.order.map { " " + $0.word } ?? "")
  }

  private static func of(_ parameters: [Parameter]) -> String {
    parameters.map { $0.name + ($0.standard.map { ": " + of($0) } ?? "") }
      .joined(separator: ", ")
  }

  private static func of(_ block: [Statement]) -> String {
    block.map(of).joined(separator: "; ")
  }

  static func of(_ statement: Statement) -> String {
    switch statement.form {
    case .value(let value): return of(value)
    case .store(let target, let value): return "\(of(target)) := \(of(value))"
    case .carryOn(let step): return "… | \(of(step))"
    case .branch(let branches, let otherwise):
      let texts = branches.map { "if \(of($0.question)) {\(of($0.block))}" }
      return texts.joined(separator: " else ") + (otherwise.map { " else {\(of($0))}" } ?? "")
    case .repetition(let count, let block): return "repeat \(of(count)) {\(of(block))}"
    case .each(let name, _, let items, let block):
      return "for \(name) in \(of(items)) {\(of(block))}"
    case .counting(let name, _, let from, let to, let by, let block):
      let step = by.map { " by \(of($0))" } ?? ""
      return "for \(name) from \(of(from)) to \(of(to))\(step) {\(of(block))}"
    case .loop(let question, let block): return "while \(of(question)) {\(of(block))}"
    case .stop: return "stop"
    case .next: return "next"
    case .result(let value): return value.map(of) ?? "nothing"
    case .define(let body):
      let comment = body.comment.isEmpty ? "" : " # \(body.comment)"
      return "\(body.name ?? "")(\(of(body.parameters))) {\(of(body.block))}\(comment)"
    case .attempt(let block, let problem, _, let otherwise):
      return "try {\(of(block))} otherwise \(problem ?? "-") {\(of(otherwise))}"
    case .fail(let message): return "fail \(of(message))"
    case .expect(let question, let message):
      return "expect \(of(question))" + (message.map { " else \(of($0))" } ?? "")
    case .use(let path, _): return "use \(path)"
    }
  }
}
