/// A whole program: its statements in order.
public struct Tree: Sendable {
  /// The statements from top to bottom.
  public var statements: [Statement]

  /// Makes a tree from statements.
  public init(statements: [Statement] = []) { self.statements = statements }
}

/// A value to be worked out: a number, a name, a calculation, a call, a pipeline.
public final class Expression: Sendable {
  /// What kind of value this is, with its parts.
  public let form: Form
  /// Where it stands in the source.
  public let span: Span
  /// How many values stand inside each other here, itself included.
  ///
  /// The parser keeps it below a limit, so that whoever walks the tree may use recursion.
  public let depth: Int

  /// Makes an expression.
  public init(_ form: Form, _ span: Span) {
    self.form = form
    self.span = span
    depth = 1 + form.depthOfParts
  }

  /// The kinds of expression.
  public indirect enum Form: Sendable {
    /// A number written without a point or exponent that fits 64 bits exactly.
    case whole(Int64)
    /// Any other number.
    case decimal(Double)
    /// Text in quotes; without `{…}` it has one literal part (or none when empty).
    case text([TextPart])
    /// `true` or `false`.
    case truth(Bool)
    /// `missing`.
    case missing
    /// `nothing`.
    case nothing
    /// A variable, column or function by its name.
    case name(String)
    /// `[a, b, c]`.
    case list([Expression])
    /// `f(a, b: c)`, or a command such as `histogram z.m, bins: 60`.
    case call(Call)
    /// `input then step`. The step is a `call` without its first input, or a plain `name`.
    case pipe(input: Expression, step: Expression)
    /// `base[index]`.
    case index(base: Expression, index: Expression)
    /// `base.part`.
    case part(base: Expression, name: String, nameSpan: Span)
    /// `-a`, `not a`.
    case unary(UnaryOperator, Expression)
    /// `a + b`, `a and b`, `a to b`; `operatorSpan` is the sign or word between.
    case binary(BinaryOperator, Expression, Expression, operatorSpan: Span)
    /// A long `a + b - c + …` or `a and b and …`, worked out from left to right.
    ///
    /// Short ones are `binary` inside `binary`; so a long one is no deeper than its parts.
    case chain(first: Expression, rest: [ChainLink])
    /// `0 to 1 by 0.1`: numbers by steps, both ends included.
    case steps(from: Expression, to: Expression, by: Expression)
    /// `a < b <= c`: one operand more than signs. A single comparison is a chain of one.
    case comparison(first: Expression, rest: [ComparisonLink])
    /// `a near b within w`; `isRelative` for `within 2%`, where `within` holds the 2.
    case near(Expression, Expression, within: Expression?, isRelative: Bool)
    /// `x is missing`, `x is not missing`.
    case isMissing(Expression, isNegated: Bool)
    /// `if q then a else if r then b else c`: the first value whose question is answered yes.
    ///
    /// Only that value is worked out. At least one choice; a long chain is no deeper than its parts.
    case choice([Choice], otherwise: Expression)
    /// `x -> x + 1`, `(a, b) -> a + b`.
    case function(FunctionBody)
  }
}

extension Expression {
  /// Whether it is a name or a number, which needs no brackets beside a sign.
  public var isSimple: Bool {
    switch form {
    case .name, .whole, .decimal: true
    default: false
    }
  }
}

/// One `if` or `else if` of a value with its question.
public struct Choice: Sendable {
  /// The question.
  public var question: Expression
  /// What counts when the answer is yes.
  public var value: Expression

  /// Makes a choice.
  public init(question: Expression, value: Expression) {
    self.question = question
    self.value = value
  }
}

/// One stretch of a text in quotes.
public enum TextPart: Sendable {
  /// Characters as they are, escapes already replaced.
  case literal(String)
  /// `{expression}`, shown in place.
  case filled(Expression)
}

/// Signs with one operand.
public enum UnaryOperator: UInt8, Sendable { case minus, not }

/// Signs and words between two operands.
///
/// Comparisons are links of a chain instead.
public enum BinaryOperator: UInt8, Sendable {
  case add, subtract, multiply, divide, modulo, wholeDivide, power
  case and, or, range, plusMinus
}

/// One step of a long calculation: the sign and what stands to its right.
public struct ChainLink: Sendable {
  /// The sign or word.
  public var operation: BinaryOperator
  /// What stands right of it.
  public var operand: Expression
  /// Where the sign stands.
  public var operatorSpan: Span

  /// Makes a link.
  public init(_ operation: BinaryOperator, _ operand: Expression, operatorSpan: Span) {
    self.operation = operation
    self.operand = operand
    self.operatorSpan = operatorSpan
  }
}

/// How two neighbours in a comparison chain are compared; `is` and `is not` are read as equality.
public enum ComparisonOperator: UInt8, Sendable {
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual, isIn, isNotIn
}

/// One step of a comparison chain: the sign and what stands to its right.
public struct ComparisonLink: Sendable {
  /// How to compare.
  public var comparison: ComparisonOperator
  /// What stands right of the sign.
  public var operand: Expression
  /// Where the sign stands.
  public var operatorSpan: Span

  /// Makes a link.
  public init(_ comparison: ComparisonOperator, _ operand: Expression, operatorSpan: Span) {
    self.comparison = comparison
    self.operand = operand
    self.operatorSpan = operatorSpan
  }
}

extension ComparisonLink {
  /// True for `x in a to b`, which asks whether `x` lies between; its operand is the range.
  public var isBetween: Bool {
    guard comparison == .isIn || comparison == .isNotIn else { return false }
    if case .binary(.range, _, _, _) = operand.form { return true }
    return false
  }
}

/// A call of a function or command, with or without brackets.
public struct Call: Sendable {
  /// What is called; nearly always a `name`.
  public var callee: Expression
  /// The inputs in the order written.
  public var arguments: [Argument]
  /// The inputs after `by`, as in `summarise n = count() by species` and `sort by pt1 descending`.
  public var groups: [Argument]
  /// How it was written.
  public var style: Style

  /// The ways to write a call.
  public enum Style: UInt8, Sendable { case brackets, command }

  /// Makes a call.
  public init(callee: Expression, arguments: [Argument], groups: [Argument] = [], style: Style) {
    self.callee = callee
    self.arguments = arguments
    self.groups = groups
    self.style = style
  }
}

/// One input of a call.
public struct Argument: Sendable {
  /// How its name, if any, is attached.
  public enum Label: Sendable {
    /// No name: `f(x)`.
    case none
    /// An option: `bins: 60`.
    case option(String, Span)
    /// A new name: `add gap = abs(x)`, `dataset(a = …)` is also read so.
    case newName(String, Span)
  }

  /// Its name, if it has one.
  public var label: Label
  /// The value.
  public var value: Expression
  /// The word after a column to sort by, as typed (`descending`), with its place.
  public var order: (word: String, span: Span)?

  /// Makes an input.
  public init(label: Label = .none, value: Expression, order: (word: String, span: Span)? = nil) {
    self.label = label
    self.value = value
    self.order = order
  }
}

/// A function as written: inputs and what it does.
public final class FunctionBody: Sendable {
  /// Its name; nil for a small function `x -> …`.
  public let name: String?
  /// Where the name stands.
  public let nameSpan: Span
  /// Inputs in order; those with a default are options and come after a colon.
  public let parameters: [Parameter]
  /// What it does: for `f(x) = value` and `x -> value` a single `.return(value)`.
  public let block: [Statement]
  /// True for `f(x) = value` and `x -> value`.
  public let isFormula: Bool
  /// The first lines of comment straight above it, for `? name`; empty when there is none.
  public let comment: String

  /// Makes a function body.
  public init(
    name: String?, nameSpan: Span, parameters: [Parameter], block: [Statement], isFormula: Bool,
    comment: String = ""
  ) {
    self.name = name
    self.nameSpan = nameSpan
    self.parameters = parameters
    self.block = block
    self.isFormula = isFormula
    self.comment = comment
  }
}

/// One input of a function as written.
public struct Parameter: Sendable {
  /// Its name.
  public var name: String
  /// Where the name stands.
  public var span: Span
  /// The value when it is not given; nil for a required input.
  public var standard: Expression?

  /// Makes a parameter.
  public init(name: String, span: Span, standard: Expression? = nil) {
    self.name = name
    self.span = span
    self.standard = standard
  }
}

/// One step of a program.
public final class Statement: Sendable {
  /// What it does, with its parts.
  public let form: Form
  /// Where it stands: from its first word to its last, `end` included.
  public let span: Span

  /// Makes a statement.
  public init(_ form: Form, _ span: Span) {
    self.form = form
    self.span = span
  }

  /// The kinds of statement.
  public indirect enum Form: Sendable {
    /// A value on a line of its own; at top level it is shown.
    case value(Expression)
    /// `x = 5`, `xs[2] = 5`, `bodies[i].vx = 1`. The target is a `name`, `index` or `part`.
    case store(target: Expression, value: Expression)
    /// `then keep …` at the start of a typed line: `step` carries on from the line before.
    case carryOn(step: Expression)
    /// `if … else if … else … end`.
    case branch([Branch], otherwise: [Statement]?)
    /// `repeat 3 times … end`.
    case repetition(count: Expression, block: [Statement])
    /// `for each p in peaks … end`.
    case each(name: String, nameSpan: Span, in: Expression, block: [Statement])
    /// `for i from 1 to 10 by 2 … end`.
    case counting(
      name: String, nameSpan: Span, from: Expression, to: Expression, by: Expression?,
      block: [Statement])
    /// `while question … end`.
    case loop(while: Expression, block: [Statement])
    /// `stop`: leaves the loop.
    case stop
    /// `next`: goes to the loop's next turn.
    case next
    /// `return`, with a value or without.
    case result(Expression?)
    /// `square(x) = x^2` or `define … end`.
    case define(FunctionBody)
    /// `try … otherwise problem … end`.
    case attempt(block: [Statement], problem: String?, problemSpan: Span, otherwise: [Statement])
    /// `fail "…"`.
    case fail(Expression)
    /// `expect question else "…"`.
    case expect(Expression, message: Expression?)
    /// `use "helpers.linnet"`.
    case use(String, pathSpan: Span)
  }
}

/// One `if` or `else if` with its question.
public struct Branch: Sendable {
  /// The question.
  public var question: Expression
  /// What is done when the answer is yes.
  public var block: [Statement]

  /// Makes a branch.
  public init(question: Expression, block: [Statement]) {
    self.question = question
    self.block = block
  }
}
