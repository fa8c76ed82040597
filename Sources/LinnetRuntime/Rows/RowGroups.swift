import LinnetData
import LinnetSyntax

/// What one row a group is made from: all rows, their groups, and the columns they are grouped by.
final class RowGroups {
  /// The evaluator of all rows.
  let rows: RowEvaluator
  /// Which row belongs to which group.
  let grouping: Grouping
  /// The columns grouped by, one row a group.
  let keys: [(name: String, column: Column)]
  /// Where each name stands first among the keys.
  private let places: [String: Int]
  private var members: (rows: [Int32], starts: [Int])?

  init(rows: RowEvaluator, grouping: Grouping, keys: [(name: String, column: Column)]) {
    self.rows = rows
    self.grouping = grouping
    self.keys = keys
    var places: [String: Int] = [:]
    for (place, key) in keys.enumerated() where places[key.name] == nil { places[key.name] = place }
    self.places = places
  }

  /// A column grouped by, one row a group; nil for any other name.
  func key(_ name: String) -> Column? { places[name].map { keys[$0].column } }

  /// The rows of one group.
  func rows(of group: Int) -> [Int32] {
    let all = members ?? grouping.members()
    members = all
    return Array(all.rows[all.starts[group]..<all.starts[group + 1]])
  }

  /// True when a tree reads a column of the rows, whether they are grouped by it or not.
  func readsColumns(_ tree: Expression) -> Bool {
    RowTree.names(in: tree).contains { rows.dataset.column($0) != nil }
  }

  /// True when a tree reads a column that the rows are not grouped by.
  func readsRows(_ tree: Expression) -> Bool {
    RowTree.names(in: tree).contains { name in
      rows.dataset.column(name) != nil && places[name] == nil
    }
  }
}
