import LinnetData
import LinnetSyntax

/// Whether what a step does to a row hangs on that row alone, so that it may be done on any part of them.
///
/// What is not known to be so counts as not so: statistics look at all rows, a list of the user's own may
/// have an item for each, a random number comes in an order.
struct RowLocality {
  private let context: Context
  private let step: VerbCall

  init(_ context: Context, _ step: VerbCall) {
    self.context = context
    self.step = step
  }

  /// True when the step may be done on any part of the rows.
  var holds: Bool {
    let call = step.call
    guard call.groups.isEmpty, let word = call.word, let piece = Verb.all[word]?.piece else {
      return false
    }
    return !piece.hasFormulas
      || call.arguments.allSatisfy { isLocal($0.value, inputs: nil, depth: 0) }
  }

  /// True for a formula about single rows; `inputs` are those of the function it is the formula of.
  private func isLocal(_ tree: Expression, inputs: Set<String>?, depth: Int) -> Bool {
    func inner(_ tree: Expression) -> Bool { isLocal(tree, inputs: inputs, depth: depth) }
    switch tree.form {
    case .whole, .decimal, .truth, .missing: return true
    case .text, .unary, .near, .isMissing, .choice, .chain:
      return RowTree.parts(of: tree).allSatisfy(inner)
    case .name(let name): return inputs?.contains(name) == true || isSingle(name)
    case .binary(.range, _, _, _), .steps: return false
    case .binary(_, let left, let right, _): return inner(left) && inner(right)
    case .comparison(let first, let rest):
      return inner(first)
        && rest.allSatisfy { link in
          switch link.comparison {
          case .isIn, .isNotIn:
            isFixed(link.operand) || inner(link.operand)
              || RowTree.parts(of: link.operand).count == 2 && link.isBetween
                && RowTree.parts(of: link.operand).allSatisfy(inner)
          default: inner(link.operand)
          }
        }
    case .part(let base, _, _): return isRow(base, inputs) || inner(base)
    case .index(let base, let index): return isRow(base, inputs) && index.literal != nil
    case .call(let call): return isLocal(call, inputs: inputs, depth: depth)
    case .nothing, .list, .pipe, .function: return false
    }
  }

  private func isLocal(_ call: Call, inputs: Set<String>?, depth: Int) -> Bool {
    guard let word = call.word, call.groups.isEmpty, inputs?.contains(word) != true,
      call.arguments.allSatisfy({ isLocal($0.value, inputs: inputs, depth: depth) })
    else { return false }
    let function = step.locals.first { $0.name == word }?.value ?? context.global(word)
    if let function, context.isOfWholeColumns(word, function) { return false }
    if let function, let body = context.body(of: function) {
      guard depth < 8, let formula = RowTree.formula(of: body),
        context.captures(of: function).allSatisfy({ isSingle($0.value) })
      else { return false }
      let names = Set(
        body.parameters.map { $0.name } + context.captures(of: function).map { $0.name })
      return isLocal(formula, inputs: names, depth: depth + 1)
    }
    guard let native = Native.named(word),
      context.isOriginal(word)
    else { return word == "choose" && call.arguments.count == 3 && function == nil }
    return native.isItemwise || word == "choose" && call.arguments.count == 3
  }

  /// True for `row` where it means the row at hand.
  private func isRow(_ tree: Expression, _ inputs: Set<String>?) -> Bool {
    if inputs == nil, case .name("row") = tree.form { return true }
    return false
  }

  /// True for a range or list written down, which is the same for all rows.
  private func isFixed(_ tree: Expression) -> Bool {
    switch tree.form {
    case .whole, .decimal, .truth: return true
    case .text: return tree.literal != nil
    case .unary(.minus, let inner): return isFixed(inner)
    case .list(let items): return items.allSatisfy { isFixed($0) }
    case .binary(.range, let from, let to, _): return isFixed(from) && isFixed(to)
    case .steps(let from, let to, let by): return isFixed(from) && isFixed(to) && isFixed(by)
    default: return false
    }
  }

  /// True for a name that is a column, or a variable that holds one value for all rows.
  private func isSingle(_ name: String) -> Bool {
    if name == "row" { return false }
    let value = step.locals.first { $0.name == name }?.value ?? context.global(name)
    return value.map { isSingle($0) } ?? true
  }

  private func isSingle(_ value: Value) -> Bool {
    switch value {
    case .whole, .decimal, .truth, .date, .missing, .absent: return true
    case .nothing: return false
    case .object(let ref):
      switch ref.kind {
      // A built-in of the same name as a column stands back behind it.
      case .text, .vector, .measurement, .native: return true
      default: return false
      }
    }
  }
}
