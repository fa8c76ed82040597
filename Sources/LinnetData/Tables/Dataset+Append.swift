extension Dataset {
  /// The rows of this dataset, then those of another, matched by the names of the columns.
  ///
  /// Where one has a column that the other lacks, its rows there are gaps.
  ///
  /// Errors: `different-units` when two columns of one name have different units, `append-kinds` when two columns of one name hold different kinds of values.
  public func appending(_ other: Dataset) throws(DataMistake) -> Dataset {
    var allNames = names
    for name in other.names where column(name) == nil { allNames.append(name) }
    var all: [Column] = []
    let total = count + other.count
    // Made at the first column that one of the two lacks.
    lazy var above = (0..<total).map { $0 < count ? Int32($0) : -1 }
    lazy var below = (0..<total).map { $0 < count ? -1 : Int32($0 - count) }
    for name in allNames {
      let mine = column(name)
      let theirs = other.column(name)
      if let mine, let theirs {
        if !mine.unit.isEmpty, !theirs.unit.isEmpty, mine.unit != theirs.unit, count > 0,
          other.count > 0
        {
          throw DataMistake(
            "different-units", ["name": name, "first": mine.unit, "second": theirs.unit])
        }
        do {
          all.append(try mine.appending(theirs))
        } catch {
          throw DataMistake(
            "append-kinds",
            ["name": name, "first": mine.kind.plural, "second": theirs.kind.plural])
        }
      } else if let mine {
        all.append(mine.gather(above))
      } else if let theirs {
        all.append(theirs.gather(below))
      }
    }
    return Dataset(
      names: allNames, columns: all, count: total, origin: origin, leftOut: leftOut)
  }
}
