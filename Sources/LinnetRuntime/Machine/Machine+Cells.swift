import LinnetData

/// Columns of tables as values, and cells of tables.
extension Machine {
  /// `d.name[index] = value` where the table is; false, and nothing done, when that needs a copy, changes the
  /// kind of the column, or is a mistake.
  @inline(never)
  func setCell(_ ref: ObjectRef, _ field: Int, _ index: Value, _ value: Value) -> Bool {
    let name = fieldNames[field]
    guard let position = wholePosition(index), let item = plainItem(value),
      let key = columnKey(ref, name, position)
    else { return false }
    let known = columnValues[key]?.object(.column)
    guard heap.setCell(name, Int(position - 1), to: item, in: ref, value: known) else {
      return false
    }
    // `d.when.year` is another one now.
    recentParts.forget(key)
    return true
  }

  /// What the column is known by, when it has such a row; it is held no longer than it takes to look.
  private func columnKey(_ ref: ObjectRef, _ name: String, _ position: Int64)
    -> ObjectIdentifier?
  {
    guard let column = ref.datasetObject.column(name), position >= 1,
      position <= Int64(column.count)
    else { return nil }
    return ObjectIdentifier(column)
  }

  private func wholePosition(_ index: Value) -> Int64? {
    switch index {
    case .whole(let place): place
    case .decimal(let number):
      abs(number) < 0x1p53 && number == number.rounded(.towardZero) ? Int64(number) : nil
    default: nil
    }
  }

}

extension Context {
  /// The value that stands for a column of a table: the same until the next collection, so that a loop that
  /// reads `d.x[i]` makes one, and a change of the table knows who holds the column.
  func value(for column: Column) -> Value {
    let key = ObjectIdentifier(column)
    if let known = columnValues[key] { return known }
    let value = makeColumn(column)
    columnValues[key] = value
    return value
  }

  /// Remembers the value that a table takes as a column, so that it does not count as another holder.
  func keepValue(_ value: Value, for column: Column) {
    guard let ref = value.object(.column), ref.columnObject === column else { return }
    columnValues[ObjectIdentifier(column)] = value
  }

  /// Sets an item of a column where it is; false, and nothing done, when that needs a copy.
  func setItem(_ ref: ObjectRef, _ row: Int, to value: Value) -> Bool {
    guard let item = plainItem(value), heap.setInPlace(row, to: item, in: ref) else { return false }
    recentParts.forget(ObjectIdentifier(ref.columnObject))
    return true
  }

  /// A number, answer, date, text or gap as it stands in a column; nil for everything else.
  func plainItem(_ value: Value) -> Item? {
    switch value {
    case .missing: .missing
    case .whole(let number): .whole(number)
    case .decimal(let number): .decimal(number)
    case .truth(let answer): .truth(answer)
    case .date(let date): .date(date)
    default: value.object(.text).map { .text(heap.string($0)) }
    }
  }
}
