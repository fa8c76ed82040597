extension Dataset {
  /// Turns columns into rows: each row becomes one for every column named, with its name and its value.
  ///
  /// Errors: `longer-kinds` when the columns hold different kinds of values.
  public func longer(_ wanted: [String], names nameColumn: String, values valueColumn: String)
    throws(DataMistake) -> Dataset
  {
    let parts = wanted.compactMap { column($0) }
    guard let first = parts.first, parts.count == wanted.count else { return self }
    let stacked: Column
    do {
      stacked = try Column.joined(parts)
    } catch {
      // Which two it was that do not go together: all before `fits` do, and those up to `place` do not.
      var (fits, place) = (1, parts.count - 1)
      while fits < place {
        let middle = (fits + place) / 2
        do {
          _ = try Column.joined(Array(parts[...middle]))
          fits = middle + 1
        } catch {
          place = middle
        }
      }
      guard place > 0 else { throw error }
      throw DataMistake(
        "longer-kinds",
        [
          "name": wanted[0], "other": wanted[place], "first": first.kind.plural,
          "second": parts[place].kind.plural,
        ])
    }
    let width = wanted.count
    let total = width * count
    func filled(_ value: (_ row: Int, _ place: Int) -> Int) -> [Int32] {
      [Int32](unsafeUninitializedCapacity: total) { to, size in
        var next = 0
        for row in 0..<count {
          for place in 0..<width {
            to[next] = Int32(truncatingIfNeeded: value(row, place))
            next += 1
          }
        }
        size = total
      }
    }
    let rows = filled { row, _ in row }
    let places = filled { row, place in place * count + row }
    let codes = filled { _, place in place }
    let isMoved = Set(wanted)
    var allNames: [String] = []
    var all: [Column] = []
    for (place, name) in names.enumerated() where !isMoved.contains(name) {
      allNames.append(name)
      all.append(columns[place].gather(rows))
    }
    let made = Dataset(
      names: allNames, columns: all, count: rows.count, origin: origin, leftOut: leftOut)
    return made.setting(nameColumn, to: Column(.text(codes: codes, words: wanted)))
      .setting(valueColumn, to: stacked.gather(places))
  }

  /// Turns rows into columns: one column for each different name, one row for each rest of the row.
  ///
  /// Names and rows stand in order of first appearance. Errors: `wider-twice` when two rows claim the
  /// same place, `too-much-memory` when the cells would take more bytes than `memory`.
  public func wider(
    _ nameColumn: String, values valueColumn: String, memory: Int = .max,
    shown: (Column, Int) -> String
  ) throws(DataMistake) -> Dataset {
    guard let namesFrom = column(nameColumn), let valuesFrom = column(valueColumn) else {
      return self
    }
    var restNames: [String] = []
    var rest: [Column] = []
    for (place, name) in names.enumerated() where name != nameColumn && name != valueColumn {
      restNames.append(name)
      rest.append(columns[place])
    }
    let rows = Self.inOrderOfAppearance(Grouping(rest, count: count), count)
    let heads = Self.inOrderOfAppearance(Grouping([namesFrom], count: count), count)
    let (places, overflow) = rows.first.count.multipliedReportingOverflow(by: heads.first.count)
    guard !overflow, places <= memory / 12 else { throw DataMistake("too-much-memory") }
    var cells = [Int32](repeating: -1, count: places)
    for row in 0..<count {
      let cell = Int(heads.ids[row]) * rows.first.count + Int(rows.ids[row])
      if cells[cell] >= 0 {
        throw DataMistake(
          "wider-twice",
          [
            "name": shown(namesFrom, row), "column": nameColumn, "row": "\(cells[cell] + 1)",
            "other": "\(row + 1)",
          ])
      }
      cells[cell] = Int32(row)
    }
    var allNames = restNames
    var all = rest.map { $0.gather(rows.first) }
    var known: [String: Int] = [:]
    let taken = Set(restNames)
    for (place, row) in heads.first.enumerated() {
      var name = namesFrom.isMissing(Int(row)) ? "missing" : shown(namesFrom, Int(row))
      while taken.contains(name) { name += "_2" }
      let from = place * rows.first.count
      let column = valuesFrom.gather(Array(cells[from..<(from + rows.first.count)]))
      // Two values that are shown alike share a column, the later one in charge.
      if let old = known[name] {
        all[old] = column
      } else {
        known[name] = all.count
        allNames.append(name)
        all.append(column)
      }
    }
    return Dataset(
      names: allNames, columns: all, count: rows.first.count, origin: origin, leftOut: leftOut)
  }

  /// Groups renumbered in order of first appearance, with the first row of each.
  private static func inOrderOfAppearance(
    _ grouping: Grouping, _ count: Int
  ) -> (ids: [Int32], first: [Int32]) {
    var number = [Int32](repeating: -1, count: grouping.count)
    var first: [Int32] = []
    let ids = (0..<count).map { row -> Int32 in
      let id = Int(grouping.ids[row])
      if number[id] < 0 {
        number[id] = Int32(first.count)
        first.append(Int32(row))
      }
      return number[id]
    }
    return (ids, first)
  }
}
