extension Dataset {
  /// The rows at the given positions, counted from 0, in that order; a negative one is a row of gaps.
  public func gather(_ rows: [Int32], workers: Workers = .serial) -> Dataset {
    let gathered = Slots(columns)
    workers.run(count: columns.count) { gathered[$0] = gathered[$0].gather(rows) }
    return with(columns: gathered.values, count: rows.count)
  }

  /// A run of rows, counted from 0.
  public func slice(_ rows: Range<Int>) -> Dataset {
    let rows = rows.clamped(to: 0..<count)
    return with(columns: columns.map { $0.slice(rows) }, count: rows.count)
  }

  /// The first rows, or all when there are fewer.
  public func first(_ rows: Int) -> Dataset { slice(0..<Swift.max(0, Swift.min(rows, count))) }

  /// The last rows, or all when there are fewer.
  public func last(_ rows: Int) -> Dataset {
    slice((count - Swift.max(0, Swift.min(rows, count)))..<count)
  }

  /// The rows whose answer is yes; `answers` holds 1 for yes, 0 for no and 2 for a gap.
  public func rows(answering answers: [UInt8], workers: Workers = .serial) -> Dataset {
    let rows = answers.rowsAnswered
    return rows.count == count ? self : gather(rows, workers: workers)
  }

  /// The rows sorted by columns, the first deciding first; equal rows keep their order, gaps come last.
  ///
  /// `progress` is told how far the work is, of how much; false for an answer ends it. Errors: `stopped`.
  public func sorted(
    by keys: [SortKey], workers: Workers = .serial,
    progress: (_ done: Int, _ total: Int) -> Bool = { _, _ in true }
  ) throws(DataMistake) -> Dataset {
    var sorted = 0
    let order = try Column.sortedOrder(count: count, by: keys) { done, total in
      sorted = total
      return progress(done, total + columns.count * count)
    }
    let gathered = Slots(columns)
    var next = 0
    while next < columns.count {
      // As many at a time as there are workers, so that somebody may stop it in between.
      let first = next
      next = min(next + max(workers.width, 1), columns.count)
      workers.run(count: next - first) {
        gathered[first + $0] = gathered[first + $0].gather(order)
      }
      guard progress(sorted + next * count, sorted + columns.count * count) else {
        throw DataMistake("stopped")
      }
    }
    return with(columns: gathered.values, count: count)
  }

  /// The first row of each different combination of values, in order of appearance.
  ///
  /// Without names, whole rows are compared.
  public func unique(_ names: [String] = []) -> Dataset {
    let keys = names.isEmpty ? columns : names.compactMap { column($0) }
    guard count > 0, !keys.isEmpty else { return self }
    let rows = Grouping(keys, count: count).firstRows(inOrderOfAppearance: true)
    return rows.count == count ? self : gather(rows)
  }

  /// Columns by name in the given order; names that are not there are passed over.
  public func selecting(_ wanted: [String]) -> Dataset {
    var names: [String] = []
    var columns: [Column] = []
    var seen: Set<String> = []
    for name in wanted {
      guard let column = column(name), seen.insert(name).inserted else { continue }
      names.append(name)
      columns.append(column)
    }
    return Dataset(
      names: names, columns: columns, count: count, origin: origin, leftOut: leftOut,
      newest: newest)
  }

  /// The same names over other columns of equal length.
  func with(columns: [Column], count: Int) -> Dataset {
    Dataset(
      names: names, columns: columns, count: count, origin: origin, leftOut: leftOut,
      known: known(), newest: newest)
  }

  /// Only the columns with one of these names, in the order they have; the others are known by name only.
  public func reading(only wanted: Set<String>) -> Dataset {
    let kept = names.filter { wanted.contains($0) }
    guard kept.count < names.count else { return self }
    return Dataset(
      names: kept, columns: kept.compactMap { column($0) }, count: count, origin: origin,
      leftOut: leftOut, known: knownNames, newest: newest)
  }

  /// The same dataset that also remembers columns a step left out.
  public func remembering(_ more: [LeftOut]) -> Dataset {
    Dataset(
      names: names, columns: columns, count: count, origin: origin, leftOut: leftOut + more,
      known: known(), newest: newest)
  }
}
