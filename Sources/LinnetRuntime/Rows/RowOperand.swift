import LinnetData
import LinnetSyntax

/// A part of a row formula, worked out for all rows at once.
enum RowOperand {
  /// The same for every row, or a whole value such as a list or a column picked from another.
  case value(Value)
  /// One value a row.
  case column(Column)
  /// One value a row, not yet worked out: a step of the evaluator's plan.
  case node(Node)

  /// True when there is one value for every row.
  var isRowwise: Bool {
    if case .value = self { return false }
    return true
  }

  /// True for a list or column that belongs whole to every row.
  var isWholeList: Bool {
    if case .value(let value) = self { return value.hasItems }
    return false
  }
}

/// Looks over trees before anything is worked out.
enum RowTree {
  /// Calls `visit` for each expression of a tree from the outside in; false leaves out what is inside.
  static func walk(_ tree: Expression, _ visit: (Expression) -> Bool) {
    guard visit(tree) else { return }
    for part in parts(of: tree) { walk(part, visit) }
  }

  /// The expressions straight inside another; callees that are plain names left out.
  static func parts(of tree: Expression) -> [Expression] {
    switch tree.form {
    case .function(let body): return formula(of: body).map { [$0] } ?? []
    case .pipe(let input, let step):
      if case .name = step.form { return [input] }
      return [input, step]
    case .call(let call):
      var inside = call.arguments.map { $0.value } + call.groups.map { $0.value }
      if case .name = call.callee.form {} else { inside.insert(call.callee, at: 0) }
      return inside
    default:
      var inside: [Expression] = []
      tree.form.eachPart { inside.append($0) }
      return inside
    }
  }

  /// True for a number as written, perhaps with a sign.
  static func isNumber(_ tree: Expression) -> Bool {
    switch tree.form {
    case .whole, .decimal: true
    case .unary(.minus, let inner): isNumber(inner)
    default: false
    }
  }

  /// The value of a function that is a plain formula; nil when it has more steps.
  static func formula(of body: FunctionBody) -> Expression? {
    guard body.isFormula, body.block.count == 1,
      case .result(let value) = body.block[0].form
    else { return nil }
    return value
  }

  /// The names that are read in a tree, each once; inputs of small functions left out.
  static func names(in tree: Expression) -> [String] {
    var found: [String] = []
    collect(tree, hidden: [], &found)
    return found
  }

  private static func collect(_ tree: Expression, hidden: Set<String>, _ found: inout [String]) {
    switch tree.form {
    case .name(let name):
      if !hidden.contains(name), !found.contains(name) { found.append(name) }
    case .part(let base, let part, _):
      // `row.x` reads the column, whatever else is called `row`.
      if case .name("row") = base.form, !hidden.contains("row") {
        if !found.contains(part) { found.append(part) }
        if !found.contains("row") { found.append("row") }
        return
      }
      collect(base, hidden: hidden, &found)
    case .index(let base, let index):
      // So does `row["any name"]`.
      if case .name("row") = base.form, !hidden.contains("row"), let part = index.literal {
        if !found.contains(part) { found.append(part) }
        if !found.contains("row") { found.append("row") }
        return
      }
      collect(base, hidden: hidden, &found)
      collect(index, hidden: hidden, &found)
    case .function(let body):
      let inner = hidden.union(body.parameters.map { $0.name })
      if let value = formula(of: body) { collect(value, hidden: inner, &found) }
    default:
      for part in parts(of: tree) { collect(part, hidden: hidden, &found) }
    }
  }

  /// True when working out a tree for a row may end in a mistake that an earlier question rules out.
  static func mayFail(_ tree: Expression) -> Bool {
    var found = false
    walk(tree) { part in
      switch part.form {
      case .index, .function, .pipe: found = true
      case .call(let call):
        if case .name(let name) = call.callee.form, Native.isOne(name, .certain) { break }
        found = true
      default: break
      }
      return !found
    }
    return found
  }
}
