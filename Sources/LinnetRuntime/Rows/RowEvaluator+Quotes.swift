import LinnetData
import LinnetSyntax

/// What a mistake in a formula about rows has to do with the columns in it.
extension RowEvaluator {
  /// A mistake that says how a column is written that stands in quotes, or how dates are made of its text.
  func inTermsOfColumns(_ mistake: Mistake, _ tree: Expression) -> Mistake {
    guard bindings == nil, Self.aboutKinds.contains(mistake.code) else { return mistake }
    for part in RowTree.parts(of: tree) {
      // A comparison has its own words for a name that could stand without quotes.
      if let found = quotedColumn(part),
        mistake.code != "cannot-compare" || found.slots["plain"] == nil
      {
        return found
      }
      if let name = VerbCall.name(part), part.literal == nil, let column = dataset.column(name),
        case .text(_, let words) = column.storage,
        let pattern = DatePattern.guess(Array(words.prefix(200)))
      {
        var told = mistake
        told.slots["dated"] = self.words(part)
        told.slots["fixed"] = "date(\(self.words(part)), \"\(pattern)\")"
        return told
      }
    }
    return mistake
  }

  /// Mistakes that say a value is of another kind than it has to be.
  private static let aboutKinds: [MistakeCode] = [
    "cannot-compare", "cannot-calculate", "text-and-number", "wrong-kind", "not-numbers",
    "needs-numbers", "not-a-date",
  ]

  /// Throws for a column in quotes that is compared with what could not be its name.
  func refuseQuotedColumn(
    _ comparison: ComparisonOperator, _ left: RowOperand, _ leftTree: Expression,
    _ right: RowOperand, _ rightTree: Expression
  ) throws(Mistake) {
    for (tree, other) in [(leftTree, right), (rightTree, left)] {
      // A column of words may well hold the name of another.
      guard let mistake = quotedColumn(tree), !other.isRowwise || kind(other) != .text else {
        continue
      }
      // `"CO2" > 410` is answered where it is compared.
      let isSameness = comparison == .equal || comparison == .notEqual
      if mistake.slots["plain"] != nil, !isSameness { continue }
      throw mistake
    }
  }

  /// The mistake that a column's name stands in quotes, which makes it text; nil for anything else.
  func quotedColumn(_ tree: Expression) -> Mistake? {
    guard bindings == nil, let name = tree.literal, dataset.column(name) != nil else { return nil }
    var slots = ["text": words(tree)]
    let fixed: String
    if RowMistakes.isPlainName(name) {
      slots["plain"] = name
      fixed = name
    } else {
      slots["fixed"] = "row[\(words(tree))]"
      fixed = "row[\(words(tree))]"
    }
    return Mistake(
      "quoted-column", slots, at: tree.span, in: step.source,
      suggestion: Mistake.Suggestion(tree.span, fixed))
  }
}
