extension Dataset {
  /// The rows of this dataset, then those of another, matched by the names of the columns.
  ///
  /// Where one has a column that the other lacks, its rows there are gaps.
  ///
  /// Errors: `append-kinds` when two columns of one name hold different kinds of values.
  public func appending(_ other: Dataset) throws(DataMistake) -> Dataset {
    var allNames = names
    for name in other.names where column(name) == nil { allNames.append(name) }
    var all: [Column] = []
    for name in allNames {
      let mine = column(name)
      let theirs = other.column(name)
      if let mine, let theirs {
        do {
          all.append(try mine.appending(theirs))
        } catch {
          throw DataMistake(
            "append-kinds",
            ["name": name, "first": mine.kind.plural, "second": theirs.kind.plural])
        }
      } else if let mine {
        let rows = (0..<(count + other.count)).map { $0 < count ? Int32($0) : -1 }
        all.append(mine.gather(rows))
      } else if let theirs {
        let rows = (0..<(count + other.count)).map { $0 < count ? -1 : Int32($0 - count) }
        all.append(theirs.gather(rows))
      }
    }
    return Dataset(
      names: allNames, columns: all, count: count + other.count, origin: origin, leftOut: leftOut)
  }
}
