import LinnetData
import LinnetSyntax

/// What a name holds after `base[index] = value` or `base.name = value`.
extension Context {
  /// The value of `base` after `base[index] = value`, for kinds the machine does not change in place.
  ///
  /// Throws as reading does, and `fixed-item` for what cannot be changed.
  func settingItem(of base: Value, at index: Value, to value: Value) throws(Mistake) -> Value {
    switch base.kind {
    case .list:
      guard let items = items(of: base) else { return base }
      return heap.makeList(try setting(items, of: base, at: index, to: value))
    case .column:
      guard let ref = base.object(.column) else { return base }
      let place = try position(index, count: ref.rowsHeld, of: base)
      if let place, setItem(ref, place, to: value) { return base }
      let column = ref.columnObject
      if let place, let storage = column.storage.setting(place, to: value) {
        try charge(1 + column.count >> 8)
        return makeColumn(Column(storage, unit: column.unit))
      }
      let changed = try setting(items(of: column), of: base, at: index, to: value)
      do throws(Mistake) {
        return makeColumn(
          Column(try self.column(items: changed, name: words(0, base)).storage, unit: column.unit))
      } catch {
        return heap.makeList(changed)
      }
    case .record:
      guard let name = index.object(.text) else {
        throw Mistake(
          "part-by-name",
          [
            "name": words(0, base), "index": words(1, index), "kind": kindName(index),
            "baseKind": kindName(base),
          ])
      }
      return try settingPart(of: base, heap.string(name), to: value)
    case .dataset:
      if let name = index.object(.text) {
        return try settingPart(of: base, heap.string(name), to: value)
      }
      throw Mistake("fixed-row", ["name": words(0, base)])
    case .text: return try settingCharacter(of: base, at: index, to: value)
    default: throw Mistake("no-items", ["name": words(0, base), "kind": kindName(base)])
    }
  }

  private func setting(_ items: [Value], of base: Value, at index: Value, to value: Value)
    throws(Mistake) -> [Value]
  {
    try charge(1 + items.count >> 4)
    var changed = items.map { $0.shared() }
    if let place = try position(index, count: items.count, of: base) {
      changed[place] = value.shared()
      return changed
    }
    // Several at once: the positions that the same index would read.
    let positions = heap.makeList((0..<items.count).map { .whole(Int64($0)) })
    let chosen = try item(of: positions, at: index)
    let places = self.items(of: chosen) ?? [chosen]
    let values = self.items(of: value)
    if let values, values.count != places.count {
      throw Mistake(
        "different-lengths",
        ["name": words(0, base), "left": "\(places.count)", "right": "\(values.count)"])
    }
    for (order, place) in places.enumerated() {
      guard case .whole(let place) = place else {
        throw Mistake(
          "not-a-position", ["name": words(0, base), "index": words(1, index)])
      }
      changed[Int(place)] = (values?[order] ?? value).shared()
    }
    return changed
  }

  private func settingCharacter(of base: Value, at index: Value, to value: Value) throws(Mistake)
    -> Value
  {
    guard let ref = base.object(.text), let new = value.object(.text) else {
      throw Mistake("fixed-item", ["name": words(0, base), "kind": kindName(base)])
    }
    guard let place = try position(index, count: characterCount(ref), of: base) else {
      throw Mistake("not-a-position", ["name": words(0, base), "index": words(1, index)])
    }
    if heap.setLetter(place, to: new, in: ref) { return base }
    let bytes = ref.textBytes
    let old = heap.characters(ref, from: place, count: 1)
    guard let start = bytes.baseAddress, let first = old.baseAddress else { return base }
    let before = UnsafeBufferPointer(start: start, count: first - start)
    let after = UnsafeBufferPointer(
      start: first + old.count, count: bytes.count - before.count - old.count)
    try charge(1 + bytes.count >> 10)
    let result = heap.makeText([before, new.textBytes, after])
    if let changed = result.object(.text) {
      heap.takeIndex(
        changed, from: ref, character: place, start: before.count,
        length: old.count)
      changed.header.pointee.isOwn = true
    }
    return result
  }

  /// The value of `base` after `base.name = value`, for kinds the machine does not change in place.
  ///
  /// A dataset takes a column, a list of as many items as it has rows, or one value for all rows.
  func settingPart(of base: Value, _ name: String, to value: Value) throws(Mistake) -> Value {
    if let ref = base.object(.dataset) {
      let column = try column(from: value, count: ref.rowsGiven, name: name)
      keepValue(value, for: column)
      if heap.setInPlace(name, to: column, in: ref) { return base }
      return makeDataset(ref.datasetObject.setting(name, to: column))
    }
    if let ref = base.object(.record) {
      let record = ref.record.pointee
      var names = heap.names(of: ref)
      var values = (0..<Int(record.count)).map { record.fields[$0].shared() }
      if let place = names.firstIndex(of: name) {
        values[place] = value.shared()
      } else {
        names.append(name)
        values.append(value.shared())
      }
      return heap.makeRecord(names: names, values: values)
    }
    throw Mistake(
      "fixed-part", ["name": words(0, base), "kind": kindName(base), "part": name])
  }
}

extension ObjectRef {
  /// The rows of a column, which is held no longer than it takes to count them.
  fileprivate var rowsHeld: Int { columnObject.count }

  /// The rows that a new column of a dataset must have; nil when it has no columns yet.
  fileprivate var rowsGiven: Int? {
    let dataset = datasetObject
    return dataset.columns.isEmpty ? nil : dataset.count
  }
}

extension Column.Storage {
  /// The values with another one in a row; nil when it is of another kind.
  fileprivate func setting(_ row: Int, to value: Value) -> Column.Storage? {
    switch (self, value) {
    case (.decimal(var values), .decimal(let number)):
      values[row] = number
      return .decimal(values)
    case (.decimal(var values), .whole(let number)) where number.magnitude < 1 << 53:
      values[row] = Double(number)
      return .decimal(values)
    case (.decimal(var values), .missing):
      values[row] = .nan
      return .decimal(values)
    case (.whole(var values), .whole(let number)) where number != .min:
      values[row] = number
      return .whole(values)
    case (.whole(var values), .missing):
      values[row] = .min
      return .whole(values)
    case (.truth(var values), .truth(let answer)):
      values[row] = answer ? 1 : 0
      return .truth(values)
    case (.truth(var values), .missing):
      values[row] = 2
      return .truth(values)
    default: return nil
    }
  }
}
