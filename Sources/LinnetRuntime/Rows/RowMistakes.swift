import LinnetData
import LinnetSyntax

/// The mistakes that several verbs share.
enum RowMistakes {
  /// There is no such column: the same name in other capitals, the nearest spelling, or what there is.
  ///
  /// `owner` is the dataset as written, where the name stands behind its point; in a step it is `row`.
  static func unknownColumn(
    _ name: String, among columns: [String], variables: [String] = [], owner: String? = nil,
    at span: Span?, in source: Source?
  ) -> Mistake {
    var slots = ["name": name]
    var near: String?
    let lower = name.lowercased()
    // Of many columns those that hold the word are the most telling.
    let like = columns.filter { holds($0.lowercased(), lower) }
    let others = columns.filter { !like.contains($0) }
    slots[columns.count == 1 ? "only" : "columns"] = Context.listed(like + others)
    if let same = columns.first(where: { $0.lowercased() == lower }) {
      slots["capital"] = same
      near = same
    } else {
      near =
        columns.first { letters($0) == letters(name) }
        ?? Spelling.nearest(name, among: columns)
        ?? Spelling.nearest(name, among: variables)
    }
    if let found = near, !isPlainName(found) {
      near = owner.map { "\($0)[\"\(found)\"]" }
      slots["near"] = near ?? found
    } else if let near {
      slots["near"] = near
    }
    var mistake = Mistake("unknown-column", slots, at: span, in: source)
    if let near, let span { mistake.suggestion = Mistake.Suggestion(span, near) }
    return mistake
  }

  /// Whether a column's name can be written as it is, without quotes.
  static func isPlainName(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first, first == "_" || first.properties.isAlphabetic,
      !Vocabulary.reserved.contains(name)
    else { return false }
    return name.unicodeScalars.allSatisfy {
      $0 == "_" || $0.properties.isAlphabetic || ("0"..."9").contains($0)
    }
  }

  /// True when a text holds another.
  private static func holds(_ text: String, _ part: String) -> Bool {
    var rest = text.utf8[...]
    while rest.count >= part.utf8.count {
      if rest.starts(with: part.utf8) { return !part.isEmpty }
      rest = rest.dropFirst()
    }
    return false
  }

  /// A name without what people forget or add: `bodyMass` and `body_mass` are the same here.
  private static func letters(_ name: String) -> String {
    String(
      String.UnicodeScalarView(
        name.lowercased().unicodeScalars.filter { $0 != "_" && $0 != " " && $0 != "-" }))
  }
}

extension Context {
  /// Remarks, once a program, that a name which is a column and a variable means the column.
  func noteBoth(_ name: String, at span: Span, in source: Source) {
    guard !bothNoted.contains(name) else { return }
    if pieceRemarks == nil { bothNoted.insert(name) }
    note(Note("column-before-variable", ["name": name], at: span, in: source))
  }
}
