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
  /// Errors: `join-kinds` when two keys are of different kinds, `too-much-memory` when so many rows agree
  /// that they would take more bytes than `memory`.
  public func joined(
    _ other: Dataset, keys: [(mine: String, theirs: String)], kind: JoinKind = .left,
    workers: Workers = .serial, memory: Int = .max
  ) throws(DataMistake) -> Dataset {
    var mineKeys: [Column] = []
    var theirKeys: [Column] = []
    for key in keys {
      guard let mine = column(key.mine), let theirs = other.column(key.theirs) else { continue }
      mineKeys.append(mine)
      theirKeys.append(theirs)
    }
    let matches: JoinMatches
    do {
      matches = try JoinMatches(mineKeys, theirKeys, workers)
    } catch {
      let odd = mineKeys.indices.first { mineKeys[$0].kind != theirKeys[$0].kind } ?? 0
      throw DataMistake(
        "join-kinds",
        [
          "name": keys[odd].mine, "other": keys[odd].theirs, "first": mineKeys[odd].kind.plural,
          "second": theirKeys[odd].kind.plural,
        ])
    }
    let hasAll = !matches.first.contains { $0 < 0 }
    if matches.isUnique, kind == .left || kind == .inner && hasAll {
      // Every row stays where it is and as it is.
      return try beside(other, nil, matches.first, keys, workers)
    }
    var mine: [Int32] = []
    var theirs: [Int32] = []
    mine.reserveCapacity(count)
    theirs.reserveCapacity(count)
    // Two places and the values of each row, as they are counted by a session.
    let most = min(memory / (8 + 8 * (columns.count + other.columns.count)), Int(Int32.max))
    var isMatched = [Bool](repeating: false, count: other.count)
    for row in 0..<count {
      var match = matches.first[row]
      if match < 0 {
        if kind != .inner {
          mine.append(Int32(row))
          theirs.append(-1)
        }
        continue
      }
      if kind == .anti { continue }
      if mine.count > most { throw DataMistake("too-much-memory") }
      while match >= 0 {
        mine.append(Int32(row))
        theirs.append(match)
        isMatched[Int(match)] = true
        match = matches.next[Int(match)]
      }
    }
    if kind == .anti { return gather(mine, workers: workers) }
    if kind == .full {
      for row in 0..<other.count where !isMatched[row] {
        mine.append(-1)
        theirs.append(Int32(row))
      }
    }
    return try beside(other, mine, theirs, keys, workers)
  }

  /// Rows of this dataset and of another side by side; `mine` is nil where all rows stay as they are.
  private func beside(
    _ other: Dataset, _ mine: [Int32]?, _ theirs: [Int32],
    _ keys: [(mine: String, theirs: String)], _ workers: Workers
  ) throws(DataMistake) -> Dataset {
    var allNames = names
    // Each column with the rows taken from it; nil for all as they are.
    var sources: [(column: Column, rows: [Int32]?)] = []
    let hasExtra = mine?.contains { $0 < 0 } ?? false
    var partners: [String: String] = [:]
    for key in keys where partners[key.mine] == nil { partners[key.mine] = key.theirs }
    let isKey = Set(keys.map { $0.theirs })
    for (place, name) in names.enumerated() {
      if let mine, hasExtra, let key = partners[name], let partner = other.column(key) {
        // Rows that only the other has keep their key.
        let both = try columns[place].appending(partner)
        let rows = mine.indices.map { mine[$0] >= 0 ? mine[$0] : theirs[$0] + Int32(count) }
        sources.append((both, rows))
      } else {
        sources.append((columns[place], mine))
      }
    }
    var taken = Set(allNames)
    for (place, name) in other.names.enumerated() where !isKey.contains(name) {
      var fresh = name
      var number = 2
      while !taken.insert(fresh).inserted {
        fresh = "\(name)_\(number)"
        number += 1
      }
      allNames.append(fresh)
      sources.append((other.columns[place], theirs))
    }
    let gathered = Slots(sources.map { $0.column })
    let rows = sources.map { $0.rows }
    workers.run(count: sources.count) { place in
      if let rows = rows[place] { gathered[place] = gathered[place].gather(rows) }
    }
    return Dataset(
      names: allNames, columns: gathered.values, count: theirs.count, origin: origin,
      leftOut: leftOut, newest: Array(allNames[names.count...]))
  }
}
