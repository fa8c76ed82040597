/// Which rows a join keeps.
public enum JoinKind: String, Sendable, CaseIterable {
  /// All rows of the first, with gaps where the second has no match.
  case left
  /// Only rows with a match.
  case inner
  /// All rows of both.
  case full
  /// Only rows of the first without a match; no columns are added.
  case anti
}

extension Dataset {
  /// Puts the columns of another dataset beside these where the keys agree.
  ///
  /// `keys` pairs a column here with one there. Rows keep their order; several matches give several
  /// rows; a gap matches nothing. Columns of the other with a name already taken get `_2` behind it.
  ///
  /// Errors: `join-kinds` when two keys are of different kinds.
  public func joined(
    _ other: Dataset, keys: [(mine: String, theirs: String)], kind: JoinKind = .left
  ) throws(DataMistake) -> Dataset {
    var pairs: [Column] = []
    for key in keys {
      guard let mine = column(key.mine), let theirs = other.column(key.theirs) else { continue }
      do {
        pairs.append(try mine.appending(theirs))
      } catch {
        throw DataMistake(
          "join-kinds",
          [
            "name": key.mine, "other": key.theirs, "first": mine.kind.plural,
            "second": theirs.kind.plural,
          ])
      }
    }
    let ids = Grouping(pairs, count: count + other.count).ids
    let hasGap = (0..<(count + other.count)).map { row in pairs.contains { $0.isMissing(row) } }
    // The other's rows of each key, as chains: the first, then the next of each.
    var first = [Int32](repeating: -1, count: (ids.max().map { Int($0) } ?? -1) + 1)
    var next = [Int32](repeating: -1, count: other.count)
    for row in stride(from: other.count - 1, through: 0, by: -1) where !hasGap[count + row] {
      let id = Int(ids[count + row])
      next[row] = first[id]
      first[id] = Int32(row)
    }
    var mine: [Int32] = []
    var theirs: [Int32] = []
    mine.reserveCapacity(count)
    theirs.reserveCapacity(count)
    var isMatched = [Bool](repeating: false, count: other.count)
    for row in 0..<count {
      var match = hasGap[row] ? -1 : first[Int(ids[row])]
      if match < 0 {
        if kind != .inner {
          mine.append(Int32(row))
          theirs.append(-1)
        }
        continue
      }
      if kind == .anti { continue }
      while match >= 0 {
        mine.append(Int32(row))
        theirs.append(match)
        isMatched[Int(match)] = true
        match = next[Int(match)]
      }
    }
    if kind == .anti { return gather(mine) }
    if kind == .full {
      for row in 0..<other.count where !isMatched[row] {
        mine.append(-1)
        theirs.append(Int32(row))
      }
    }
    return try beside(other, mine, theirs, keys)
  }

  private func beside(
    _ other: Dataset, _ mine: [Int32], _ theirs: [Int32],
    _ keys: [(mine: String, theirs: String)]
  ) throws(DataMistake) -> Dataset {
    var allNames = names
    var allColumns: [Column] = []
    let hasExtra = mine.contains { $0 < 0 }
    for (place, name) in names.enumerated() {
      if hasExtra, let key = keys.first(where: { $0.mine == name }),
        let partner = other.column(key.theirs)
      {
        // Rows that only the other has keep their key.
        let both = try columns[place].appending(partner)
        let rows = mine.indices.map { mine[$0] >= 0 ? mine[$0] : theirs[$0] + Int32(count) }
        allColumns.append(both.gather(rows))
      } else {
        allColumns.append(columns[place].gather(mine))
      }
    }
    for (place, name) in other.names.enumerated()
    where !keys.contains(where: { $0.theirs == name }) {
      var fresh = name
      var number = 2
      while allNames.contains(fresh) {
        fresh = "\(name)_\(number)"
        number += 1
      }
      allNames.append(fresh)
      allColumns.append(other.columns[place].gather(theirs))
    }
    return Dataset(
      names: allNames, columns: allColumns, count: mine.count, origin: origin, leftOut: leftOut)
  }
}
