import LinnetData
import LinnetSyntax

/// A remark on a formula that reads a whole column where the row's own value may be meant.
///
/// `pairs then add r = pairs.pt1 / pt2` gives a list in every row, since `pairs.pt1` is all of the column.
extension RowEvaluator {
  /// Remarks that a part of a formula is a whole column, when the formula gave each row as many items.
  func noteWholeColumn(_ tree: Expression, _ column: Column) {
    guard case .list(let offsets, _, _) = column.storage, count > 1,
      (0..<count).allSatisfy({ offsets[$0 + 1] - offsets[$0] == count })
    else { return }
    var found: (text: String, name: String, span: Span)?
    RowTree.walk(tree) { part in
      if case .part(let base, let name, _) = part.form, case .name(let owner) = base.form,
        owner != "row", dataset.column(owner) == nil, dataset.column(name) != nil,
        variable(owner)?.kind == .dataset
      {
        found = (words(part), name, part.span)
      }
      return found == nil
    }
    guard let found else { return }
    context.note(
      Note(
        "whole-column-in-rows", ["text": found.text, "name": found.name], at: found.span,
        in: step.source))
  }
}

/// Whether a list that a whole formula gives is one for each row, or has an item for each.
extension RowEvaluator {
  /// True for a list that is the value of each row: a column is mentioned in the formula.
  ///
  /// A formula without columns is laid along the rows, and so is a column in another order: `sort(x)`.
  func belongsToEachRow(_ operand: RowOperand, _ tree: Expression) -> Bool {
    operand.isWholeList && readsColumn(tree) && !runsAlongRows(tree)
  }

  /// True when a column stands in a tree.
  func readsColumn(_ tree: Expression) -> Bool {
    RowTree.names(in: tree).contains { dataset.column($0) != nil }
  }

  /// True for a column, or what is worked out of one; not for a list that a column only helps to choose.
  private func isOneValueARow(_ tree: Expression) -> Bool {
    do throws(Mistake) {
      return isPlainColumn(try evaluate(tree))
    } catch {
      return false
    }
  }

  private func runsAlongRows(_ tree: Expression) -> Bool {
    switch tree.form {
    case .call(let call):
      guard let name = callee(call), let native = Native.named(name) else { return false }
      let isOrder = native.traits.contains(.reordering)
      return call.arguments.contains { input in
        runsAlongRows(input.value) && (isOrder || native.isItemwise)
          || isOrder && isOneValueARow(input.value)
      }
    case .pipe(let input, let step):
      guard case .name(let name) = step.asCall.callee.form else { return false }
      return Native.isOne(name, .reordering) && isOneValueARow(input)
    case .unary, .binary, .chain, .comparison:
      return RowTree.parts(of: tree).contains { runsAlongRows($0) }
    default: return false
    }
  }
}
