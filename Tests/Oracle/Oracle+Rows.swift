import LinnetSyntax

/// A table of the oracle: columns are plain arrays of values.
final class OracleTable {
  let names: [String]
  let columns: [[OracleValue]]

  init(names: [String], columns: [[OracleValue]]) {
    self.names = names
    self.columns = columns
  }

  var count: Int { columns.first?.count ?? 0 }

  func column(_ name: String) -> [OracleValue]? {
    names.firstIndex(of: name).map { columns[$0] }
  }

  /// The table with a column more, or in the place of the one of that name.
  func with(_ name: String, _ column: [OracleValue]) -> OracleTable {
    var (names, columns) = (names, columns)
    if let place = names.firstIndex(of: name) {
      columns[place] = column
    } else {
      names.append(name)
      columns.append(column)
    }
    return OracleTable(names: names, columns: columns)
  }

  /// The table with some of its rows.
  func with(rows: [Int]) -> OracleTable {
    OracleTable(names: names, columns: columns.map { column in rows.map { column[$0] } })
  }
}

/// Where a formula about rows stands: its table, the rows that statistics see, and the row at hand.
final class RowScope {
  let table: OracleTable
  let rows: [Int]
  var place = 0
  /// Inputs of small functions, which stand before columns of the same name.
  let hidden: Set<String>

  init(_ table: OracleTable, rows: [Int], hidden: Set<String> = []) {
    self.table = table
    self.rows = rows
    self.hidden = hidden
  }

  func hiding(_ names: [String]) -> RowScope {
    let scope = RowScope(table, rows: rows, hidden: hidden.union(names))
    scope.place = place
    return scope
  }

  func value(of name: String) -> OracleValue? {
    guard !hidden.contains(name), let column = table.column(name) else { return nil }
    return column[rows[place]]
  }
}

extension Oracle {
  /// A formula worked out for each of the rows, one by one; statistics see the rows that are given.
  ///
  /// A mistake of one row that leaves a gap leaves one; any other is thrown.
  func rows(_ formula: Expression, of table: OracleTable, rows: [Int]) throws -> [OracleValue] {
    try rows.indices.map { place in
      try self.row(place, formula, of: table, rows: rows)
    }
  }

  /// A formula worked out for one row.
  func row(_ place: Int, _ formula: Expression, of table: OracleTable, rows: [Int]) throws
    -> OracleValue
  {
    let outer = (scope, isAboutRows)
    let scope = RowScope(table, rows: rows)
    scope.place = place
    (self.scope, isAboutRows) = (scope, true)
    defer { (self.scope, isAboutRows) = outer }
    return try Self.gap { try evaluate(formula) }
  }

  private static let statistics: Set<String> = [
    "count", "sum", "mean", "median", "min", "max", "stdev", "variance", "gaps", "correlation",
    "any", "all",
  ]

  /// Functions that make sense about rows only, and statistics that see more than one row.
  func rowFunction(_ name: String, _ arguments: [Argument]) throws -> OracleValue? {
    if name == "choose", arguments.count == 3 {
      return try choose(
        arguments[0].value, { try evaluate(arguments[1].value) },
        { try evaluate(arguments[2].value) })
    }
    guard let scope else { return nil }
    if arguments.isEmpty, name == "count" { return .number(Double(scope.rows.count)) }
    if arguments.isEmpty, name == "row_number" { return .number(Double(scope.place + 1)) }
    guard let first = arguments.first?.value else { return nil }
    switch name {
    case "previous": return scope.place == 0 ? .missing : try at(scope.place - 1, first, scope)
    case "running_sum":
      let here = try evaluate(first)
      if case .missing = here { return .missing }
      let values = try (0...scope.place).map { try at($0, first, scope) }
      return try OracleBuiltins.call("sum", [.list(values)], self)
    case "rank":
      let here = try evaluate(first)
      if case .missing = here { return .missing }
      let all = try scope.rows.indices.map { try at($0, first, scope) }
      let below = all.filter { $0.isLess(than: here) == true }.count
      let same = all.filter { $0.isLess(than: here) == false && here.isLess(than: $0) == false }
      return .number(Double(below) + Double(same.count + 1) / 2)
    default:
      guard Self.statistics.contains(name), reads(first, scope) else { return nil }
      // A list of the row's own is looked at alone, without asking the other rows.
      if case .list = try Self.gap({ try evaluate(first) }) { return nil }
      let columns = try arguments.map { argument in
        try scope.rows.indices.map { try at($0, argument.value, scope) }
      }
      // Of nothing but gaps nobody knows whether they would be lists.
      if answersWithout > 0,
        columns[0].allSatisfy({ if case .missing = $0 { true } else { false } })
      {
        throw OracleMistake(code: Self.unknown)
      }
      let isOfLists = columns[0].contains { if case .list = $0 { true } else { false } }
      if isOfLists { return nil }
      return try OracleBuiltins.call(name, columns.map { .list($0) }, self)
    }
  }

  /// A formula's value in another row.
  private func at(_ place: Int, _ formula: Expression, _ scope: RowScope) throws -> OracleValue {
    let here = scope.place
    scope.place = place
    defer { scope.place = here }
    return try Self.gap { try evaluate(formula) }
  }

  /// True when a column stands in a formula.
  private func reads(_ tree: Expression, _ scope: RowScope) -> Bool {
    switch tree.form {
    case .name(let name): return scope.value(of: name) != nil
    case .part(let base, let name, _):
      if case .name("row") = base.form { return scope.value(of: name) != nil }
      return reads(base, scope)
    case .index(let base, let index):
      if case .name("row") = base.form { return true }
      return reads(base, scope) || reads(index, scope)
    case .call(let call): return call.arguments.contains { reads($0.value, scope) }
    case .list(let items): return items.contains { reads($0, scope) }
    case .unary(_, let operand), .isMissing(let operand, _): return reads(operand, scope)
    case .binary(_, let left, let right, _): return reads(left, scope) || reads(right, scope)
    case .comparison(let first, let rest):
      return reads(first, scope) || rest.contains { reads($0.operand, scope) }
    case .choice(let choices, let otherwise):
      return reads(otherwise, scope)
        || choices.contains { reads($0.question, scope) || reads($0.value, scope) }
    case .near(let left, let right, _, _): return reads(left, scope) || reads(right, scope)
    case .chain(let first, let rest):
      return reads(first, scope) || rest.contains { reads($0.operand, scope) }
    case .function(let body):
      return body.block.contains { statement in
        if case .result(let value?) = statement.form { reads(value, scope) } else { false }
      }
    case .text(let parts):
      return parts.contains { if case .filled(let part) = $0 { reads(part, scope) } else { false } }
    default: return false
    }
  }
}
