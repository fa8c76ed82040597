import LinnetText

extension Dataset {
  /// A row for each item of the lists in some columns; what stands in the others is repeated.
  ///
  /// A row without items, or with a gap in place of its list, gives no row. Errors: `no-lists` for a column of another
  /// kind, `unequal-lists` where the lists of one row differ in length, `too-much-memory` beyond what positions count.
  public func unpacked(_ wanted: [String]) throws(DataMistake) -> Dataset {
    var lists: [(name: String, offsets: [Int], items: Column, gaps: Set<Int>)] = []
    for name in wanted {
      guard let column = column(name) else { continue }
      guard case .list(let offsets, let items, let gaps) = column.storage else {
        throw DataMistake("no-lists", ["name": name, "kind": column.kind.plural])
      }
      lists.append((name, offsets, items, gaps))
    }
    guard let first = lists.first else { return self }
    func length(_ row: Int, _ place: Int) -> Int {
      if lists[place].gaps.contains(row) { return 0 }
      return max(0, lists[place].offsets[row + 1] - lists[place].offsets[row])
    }
    var total = 0
    for row in 0..<count {
      let own = length(row, 0)
      for place in lists.indices.dropFirst() where length(row, place) != own {
        throw DataMistake(
          "unequal-lists",
          [
            "row": "\(row + 1)", "first": first.name, "count": DigitGrouping.counted(own, "item"),
            "second": lists[place].name,
            "other": DigitGrouping.counted(length(row, place), "item"),
          ])
      }
      total += own
    }
    guard total < Int(Int32.max) else { throw DataMistake("too-much-memory") }
    let rows = [Int32](unsafeUninitializedCapacity: total) { to, size in
      for row in 0..<count {
        for _ in 0..<length(row, 0) {
          to[size] = Int32(truncatingIfNeeded: row)
          size += 1
        }
      }
    }
    var columns: [Column] = []
    for (name, column) in zip(names, self.columns) {
      guard let place = lists.firstIndex(where: { $0.name == name }) else {
        columns.append(column.gather(rows))
        continue
      }
      let places = [Int32](unsafeUninitializedCapacity: total) { to, size in
        for row in 0..<count {
          let start = lists[place].offsets[row]
          for item in 0..<length(row, place) {
            to[size] = Int32(truncatingIfNeeded: start + item)
            size += 1
          }
        }
      }
      columns.append(lists[place].items.gather(places).with(unit: column.unit))
    }
    return Dataset(names: names, columns: columns, count: total, origin: origin, leftOut: leftOut)
  }

  /// How many rows have no item in the lists of some columns: those that unpacking leaves out.
  public func rowsWithoutItems(_ wanted: [String]) -> Int {
    guard let name = wanted.first, let column = column(name),
      case .list(let offsets, _, let gaps) = column.storage
    else { return 0 }
    var empty = 0
    for row in 0..<count where gaps.contains(row) || offsets[row + 1] <= offsets[row] { empty += 1 }
    return empty
  }
}
