import LinnetData
import LinnetSyntax

/// The mistakes that several verbs share.
enum RowMistakes {
  /// There is no such column: the same name in other capitals, the nearest spelling, or what there is.
  static func unknownColumn(
    _ name: String, among columns: [String], variables: [String] = [], at span: Span?,
    in source: Source?
  ) -> Mistake {
    var slots = ["name": name]
    slots[columns.count == 1 ? "only" : "columns"] = Machine.listed(columns)
    var near: String?
    let lower = name.lowercased()
    if let same = columns.first(where: { $0.lowercased() == lower }) {
      slots["capital"] = same
      near = same
    } else {
      near =
        Spelling.nearest(name, among: columns)
        ?? Spelling.nearest(name, among: variables)
    }
    if let near { slots["near"] = near }
    var mistake = Mistake("unknown-column", slots, at: span, in: source)
    if let near, let span { mistake.suggestion = Mistake.Suggestion(span, near) }
    return mistake
  }
}
