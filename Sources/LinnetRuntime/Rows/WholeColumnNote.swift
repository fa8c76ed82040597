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
    machine.note(
      Note(
        "whole-column-in-rows", ["text": found.text, "name": found.name], at: found.span,
        in: step.source))
  }
}
