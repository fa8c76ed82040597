import LinnetData

/// Changing one cell of a table, one item of a column or one letter of a text where it is.
extension Heap {
  /// Sets a row of a column that nobody else holds; false, and nothing done, when somebody may hold it or the
  /// item does not fit in.
  func setInPlace(_ row: Int, to item: Item, in ref: ObjectRef) -> Bool {
    guard !ref.header.pointee.isShared, !copiesAlways else { return false }
    let host = ref.host
    let weight = ref.columnObject.kind == .text ? discharge(ref.columnObject) : 0
    // The object's hold moves here and back.
    var column = unsafeDowncast(host.pointee.payload.takeRetainedValue(), to: Column.self)
    let isSet = Column.setInPlace(row, to: item, in: &column)
    host.pointee.payload = .passRetained(column)
    if column.kind == .text { reweigh(ref, by: charge(column) - weight) }
    return isSet
  }

  /// Sets a cell of a table that nobody else holds; false, and nothing done, when somebody may hold the table
  /// or the column, or the item does not fit in.
  ///
  /// `value` is the column as a value, when the program has read it: it changes with the table, as the list
  /// in a record would.
  func setCell(
    _ name: String, _ row: Int, to item: Item, in ref: ObjectRef, value: ObjectRef?
  ) -> Bool {
    guard !ref.header.pointee.isShared, !copiesAlways,
      value?.header.pointee.isShared != true
    else { return false }
    let isText = ref.datasetObject.column(name)?.kind == .text
    let weight = isText ? ref.datasetObject.column(name).map { discharge($0) } ?? 0 : 0
    if isText, let value { discharge(value.columnObject) }
    var dataset = unsafeDowncast(ref.host.pointee.payload.takeRetainedValue(), to: Dataset.self)
    // The value's hold rests while the column changes; the table holds it.
    value?.host.pointee.payload.release()
    let isSet = Dataset.setInPlace(name, row: row, to: item, in: &dataset)
    if let column = dataset.column(name) {
      value?.host.pointee.payload = .passRetained(column)
      if isText {
        let change = charge(column) - weight
        reweigh(ref, by: change)
        if let value {
          _ = charge(column)
          reweigh(value, by: change)
        }
      }
    }
    ref.host.pointee.payload = .passRetained(dataset)
    return isSet
  }

  private func reweigh(_ ref: ObjectRef, by difference: Int) {
    ref.host.pointee.bytes += difference
    count(difference)
  }

  /// Sets one plain letter, counted from 0, of a text that an earlier such change made and nobody else holds;
  /// false, and nothing done, for all others.
  ///
  /// Letters of one byte, no control characters: these never join with what stands beside them, so the
  /// characters around keep their places.
  func setLetter(_ place: Int, to new: ObjectRef, in ref: ObjectRef) -> Bool {
    guard ref.header.pointee.isOwn, !ref.header.pointee.isShared, !copiesAlways,
      ref.text.pointee.buffer.pointee.uses == 1, new.text.pointee.count == 1
    else { return false }
    let old = characters(ref, from: place, count: 1)
    let letter = new.text.pointee.bytes[0]
    guard old.count == 1, let first = old.baseAddress, 0x20..<0x7F ~= first[0],
      0x20..<0x7F ~= letter
    else { return false }
    UnsafeMutablePointer(mutating: first)[0] = letter
    ref.text.pointee.hash = 0
    return true
  }
}
