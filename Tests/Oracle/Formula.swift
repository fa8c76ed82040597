/// What a formula of the differential works out for a row.
enum FormulaKind: String, CaseIterable {
  case number, id, text, truth, date, numbers, texts, measurement, vector
}

/// A formula about rows as a tree, so that it can be written in several ways and made smaller.
struct Formula {
  /// What it works out.
  var kind: FormulaKind
  /// Its words around the parts: one piece more than parts.
  var pieces: [String]
  /// The formulas inside it.
  var parts: [Formula] = []
  /// The column that it is, if it is nothing but one.
  var column: String?
  /// True when its own sign or function goes item by item over lists and columns.
  var isItemwise = false
  /// True when it asks about all rows, as `mean(x)` or `previous(x)` do.
  var asksAllRows = false

  /// A formula that is nothing but a column.
  static func column(_ name: String, _ kind: FormulaKind) -> Formula {
    Formula(kind: kind, pieces: [name], column: name, isItemwise: true)
  }

  /// A formula that is a constant, or a name that is no column.
  static func plain(_ words: String, _ kind: FormulaKind, isItemwise: Bool = true) -> Formula {
    Formula(kind: kind, pieces: [words], isItemwise: isItemwise)
  }

  /// The formula as written, with its columns spelt as asked for.
  func text(_ spelling: (String) -> String = { $0 }) -> String {
    if let column { return spelling(column) }
    var words = pieces[0]
    for (part, piece) in zip(parts, pieces.dropFirst()) { words += part.text(spelling) + piece }
    return words
  }

  /// The columns that stand in it, each once.
  var columns: [String] {
    var found = column.map { [$0] } ?? []
    for name in parts.flatMap(\.columns) where !found.contains(name) { found.append(name) }
    return found
  }

  /// The columns that stand in it with what they hold.
  var columnKinds: [String: FormulaKind] {
    var found: [String: FormulaKind] = [:]
    if let column { found[column] = kind }
    for part in parts { found.merge(part.columnKinds) { one, _ in one } }
    return found
  }

  /// True when it means the same over whole lists in place of the columns.
  var goesItemByItem: Bool { isItemwise && parts.allSatisfy(\.goesItemByItem) }

  /// True when any part of it asks about all rows.
  var isAboutAllRows: Bool { asksAllRows || parts.contains(where: \.isAboutAllRows) }

  /// How many formulas it is made of.
  var size: Int { parts.reduce(1) { $0 + $1.size } }

  /// The largest parts that mention no column, which are the same in every row.
  var constantParts: [Formula] {
    if columns.isEmpty { return parts.isEmpty ? [] : [self] }
    return parts.flatMap(\.constantParts)
  }

  /// The same formula with one step less in it, in every way there is; the boldest steps come first.
  var simpler: [Formula] {
    var found = parts.flatMap(\.all).filter { $0.kind == kind }
    if size > 1, let constant = Self.simplest[kind] { found.append(.plain(constant, kind)) }
    for (place, part) in parts.enumerated() {
      for smaller in part.simpler {
        var copy = self
        copy.parts[place] = smaller
        found.append(copy)
      }
    }
    return found
  }

  /// It and everything inside it.
  private var all: [Formula] { [self] + parts.flatMap(\.all) }

  private static let simplest: [FormulaKind: String] = [
    .number: "1", .text: "\"a\"", .truth: "true", .numbers: "[1, 2]", .texts: "[\"a\"]",
  ]
}
