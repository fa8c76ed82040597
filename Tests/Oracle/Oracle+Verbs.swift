import LinnetSyntax

extension Oracle {
  /// A step of a pipeline done row by row; nil for a word that is no step, or that the oracle has not learnt.
  func verb(_ word: String, _ call: Call, _ table: OracleTable) throws -> OracleValue? {
    let all = Array(0..<table.count)
    if table.count == 0 { hasMetNoRows = true }
    switch word {
    case "keep", "drop":
      var answers: [Int: OracleValue] = [:]
      for group in try groups(call.groups, table) {
        let values = try rows(call.arguments[0].value, of: table, rows: group)
        for (row, value) in zip(group, values) { answers[row] = value }
      }
      return .table(
        table.with(
          rows: all.filter { row in
            guard case .truth(let truth)? = answers[row] else { return word == "drop" }
            return truth == (word == "keep")
          }))
    case "add":
      var table = table
      for argument in call.arguments {
        guard case .newName(let name, _) = argument.label else {
          throw OracleMistake(code: Self.unknown)
        }
        var values = [OracleValue](repeating: .missing, count: table.count)
        for group in try groups(call.groups, table) {
          for (row, value) in zip(group, try rows(argument.value, of: table, rows: group)) {
            values[row] = value
          }
        }
        table = table.with(name, values)
      }
      return .table(table)
    case "select":
      let names = call.arguments.compactMap { self.name($0.value) }
      return .table(OracleTable(names: names, columns: names.map { table.column($0) ?? [] }))
    case "summarise": return .table(try summarised(call, table))
    case "count":
      var result = try summaryKeys(call.groups, table)
      let sizes = try groups(call.groups, table).map { OracleValue.number(Double($0.count)) }
      if call.groups.isEmpty { return .number(Double(table.count)) }
      result = result.with("count", sizes)
      // Words are counted in the order in which they come up.
      let isOfWords = result.columns[0].contains { if case .text = $0 { true } else { false } }
      guard isOfWords else { return .table(result) }
      let first = try groups(call.groups, table).map { $0[0] }
      return .table(result.with(rows: first.indices.sorted { first[$0] < first[$1] }))
    case "sort":
      var order = all
      for argument in (call.groups + call.arguments).reversed() {
        let values = try rows(argument.value, of: table, rows: all)
        let isDown = argument.order?.word.hasPrefix("desc") == true
        order = order.enumerated().sorted { one, two in
          let (a, b) = (values[one.element], values[two.element])
          if case .missing = a { return one.offset < two.offset && isGap(b) }
          if case .missing = b { return true }
          let (first, second) = isDown ? (b, a) : (a, b)
          if first.isLess(than: second) == true { return true }
          if second.isLess(than: first) == true { return false }
          return one.offset < two.offset
        }.map(\.element)
      }
      return .table(table.with(rows: order))
    case "first", "last":
      guard case .number(let number) = try evaluate(call.arguments[0].value) else { return nil }
      let kept = try groups(call.groups, table).flatMap {
        word == "first" ? Array($0.prefix(Int(number))) : Array($0.suffix(Int(number)))
      }
      return .table(table.with(rows: kept.sorted()))
    default: return nil
    }
  }

  private func isGap(_ value: OracleValue) -> Bool {
    if case .missing = value { return true }
    return false
  }

  private func name(_ tree: Expression) -> String? {
    if case .name(let name) = tree.form { return name }
    return nil
  }

  /// The rows of each group; without `by` there is one group of all rows.
  ///
  /// Groups come in the order of their keys, gaps last.
  private func groups(_ keys: [Argument], _ table: OracleTable) throws -> [[Int]] {
    var groups = [Array(0..<table.count)]
    for key in keys {
      guard let column = name(key.value).flatMap({ table.column($0) }) else {
        throw OracleMistake(code: "unknown-column")
      }
      groups = groups.flatMap { group -> [[Int]] in
        var parts: [[Int]] = []
        for row in group {
          let place = parts.firstIndex {
            let other = column[$0[0]]
            return isGap(other) ? isGap(column[row]) : other.equals(column[row]) == true
          }
          if let place { parts[place].append(row) } else { parts.append([row]) }
        }
        return parts.sorted {
          let (a, b) = (column[$0[0]], column[$1[0]])
          return isGap(b) ? !isGap(a) : !isGap(a) && a.isLess(than: b) == true
        }
      }
    }
    return groups
  }

  private func summaryKeys(_ keys: [Argument], _ table: OracleTable) throws -> OracleTable {
    let groups = try groups(keys, table)
    let names = keys.compactMap { name($0.value) }
    return OracleTable(
      names: names,
      columns: names.map { name in groups.map { (table.column(name) ?? [])[$0[0]] } })
  }

  private func summarised(_ call: Call, _ table: OracleTable) throws -> OracleTable {
    var result = try summaryKeys(call.groups, table)
    for argument in call.arguments {
      guard case .newName(let name, _) = argument.label else {
        throw OracleMistake(code: Self.unknown)
      }
      result = result.with(
        name,
        try groups(call.groups, table).map { group in
          // Statistics see the group; what else stands there is the same in all its rows.
          try row(0, argument.value, of: table, rows: group)
        })
    }
    return result
  }
}
