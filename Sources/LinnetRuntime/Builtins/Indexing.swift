import LinnetData
import LinnetSyntax
import LinnetText

/// Reading `base[index]`.
extension Context {
  /// Reads `base[index]` for any kinds: position, list of positions, list of answers, name.
  ///
  /// Positions count from 1. Throws `counting-from-one`, `past-the-end`, `not-a-position`, `no-items`,
  /// `unknown-part`, `unknown-column`.
  func item(of base: Value, at index: Value) throws(Mistake) -> Value {
    guard case .object(let ref) = base else {
      if base.isMissing { return .missing }
      throw noItems(base)
    }
    switch ref.kind {
    case .list:
      if let place = try position(index, count: ref.list.pointee.count, of: base) {
        return ref.list.pointee.items[place]
      }
      if index.isMissing { return .missing }
      return try picked(base, Array(ref.listItems), index)
    case .column:
      let column = ref.columnObject
      if let place = try position(index, count: column.count, of: base) {
        return value(of: column, row: place)
      }
      if index.isMissing { return .missing }
      return try pickedRows(base, column, index)
    case .text: return try character(of: ref, base, at: index)
    case .record:
      if let name = index.object(.text) { return try part(of: base, heap.string(name)) }
      if index.isMissing { return .missing }
      guard index.hasItems else { throw wrongIndex(index, "part-by-name", base) }
      return try eachItem(index) { (item, _: inout ItemWork) throws(Mistake) in
        guard let name = item.object(.text) else { throw wrongIndex(item, "part-by-name", base) }
        return try part(of: base, heap.string(name)).shared()
      }
    case .dataset: return try row(of: ref.datasetObject, base, at: index)
    default: throw noItems(base)
    }
  }

  private func noItems(_ base: Value) -> Mistake {
    Mistake("no-items", ["name": words(0, base), "kind": kindName(base)])
  }

  private func wrongIndex(_ index: Value, _ code: MistakeCode, _ base: Value) -> Mistake {
    Mistake(
      code,
      [
        "name": words(0, base), "index": words(1, index), "kind": kindName(index),
        "baseKind": kindName(base),
      ])
  }

  /// The place, from 0, that a number means as a position; nil when the index is no number.
  func position(_ index: Value, count: Int, of base: Value) throws(Mistake) -> Int? {
    let place: Int
    switch index {
    case .whole(let whole):
      guard whole >= 1 else { throw beforeFirst(base, index, count) }
      place = whole > Int64(count) ? Int.max : Int(whole)
    case .decimal(let number):
      guard number == number.rounded(.towardZero) else {
        throw Mistake(
          "not-a-position", ["name": words(0, base), "index": NumberText.shown(number)])
      }
      guard number >= 1 else { throw beforeFirst(base, index, count) }
      place = number > Double(count) ? Int.max : Int(number)
    default: return nil
    }
    guard place <= count else {
      let what = base.kind == .text ? "characters" : base.kind == .dataset ? "rows" : "items"
      if count == 0 {
        throw Mistake("past-the-end", ["empty": words(0, base), "index": brief(index)])
      }
      throw Mistake(
        "past-the-end",
        [
          "name": words(0, base), "count": "\(count)", "index": brief(index),
          "items": "\(count) " + (count == 1 ? String(what.dropLast()) : what),
        ])
    }
    return place - 1
  }

  private func beforeFirst(_ base: Value, _ index: Value, _ count: Int) -> Mistake {
    var slots = ["name": words(0, base), "index": brief(index)]
    if count > 0, (index.number ?? 0) < 0 { slots["negative"] = brief(index) }
    return Mistake("counting-from-one", slots)
  }

  /// Several items of a list: by positions, by answers, or list by list.
  private func picked(_ base: Value, _ items: [Value], _ index: Value) throws(Mistake) -> Value {
    guard let chosen = self.items(of: index) else {
      throw wrongIndex(index, "not-a-position", base)
    }
    try charge(1 + chosen.count >> 4)
    try reserve(bytes: chosen.count * 16)
    switch try choice(chosen, count: items.count, base) {
    case .places(let places): return heap.makeList(places.map { items[$0].shared() })
    case .lists:
      // Lists on both sides pair up; else each list of positions picks from the whole.
      let pairsUp = items.contains { $0.hasItems }
      if pairsUp, items.count != chosen.count {
        throw Mistake(
          "different-lengths",
          ["name": words(0, base), "left": "\(items.count)", "right": "\(chosen.count)"])
      }
      var results: [Value] = []
      for (place, inner) in chosen.enumerated() {
        if inner.isMissing || (pairsUp && items[place].isMissing) {
          results.append(.missing)
        } else {
          results.append(try item(of: pairsUp ? items[place] : base, at: inner).shared())
        }
      }
      return heap.makeList(results)
    }
  }

  private enum Choice {
    case places([Int])
    case lists
  }

  /// What a list as an index means.
  ///
  /// Answers keep the items that answer yes, a gap counting as no; positions pick.
  private func choice(_ chosen: [Value], count: Int, _ base: Value) throws(Mistake) -> Choice {
    if chosen.contains(where: { $0.hasItems }) { return .lists }
    let isMask = chosen.allSatisfy {
      switch $0 {
      case .truth, .missing: true
      default: false
      }
    }
    var places: [Int] = []
    if isMask, !chosen.isEmpty {
      guard chosen.count == count else {
        throw Mistake(
          "different-lengths",
          ["name": words(0, base), "left": "\(count)", "right": "\(chosen.count)"])
      }
      for (place, answer) in chosen.enumerated() {
        if case .truth(true) = answer { places.append(place) }
      }
      return .places(places)
    }
    places.reserveCapacity(chosen.count)
    for index in chosen {
      guard let place = try position(index, count: count, of: base) else {
        throw wrongIndex(index, "not-a-position", base)
      }
      places.append(place)
    }
    return .places(places)
  }

  private func pickedRows(_ base: Value, _ column: Column, _ index: Value) throws(Mistake)
    -> Value
  {
    guard let rows = try rows(index, count: column.count, base) else {
      return try picked(base, items(of: column), index)
    }
    return makeColumn(column.gather(rows))
  }

  /// The rows, from 0, that a list or column of positions or answers picks; nil for lists in lists.
  private func rows(_ index: Value, count: Int, _ base: Value) throws(Mistake) -> [Int32]? {
    if let ref = index.object(.column), case .truth(let answers) = ref.columnObject.storage {
      guard answers.count == count else {
        throw Mistake(
          "different-lengths",
          ["name": words(0, base), "left": "\(count)", "right": "\(answers.count)"])
      }
      try charge(1 + count >> 4)
      var rows: [Int32] = []
      for (row, answer) in answers.enumerated() where answer == 1 {
        rows.append(Int32(truncatingIfNeeded: row))
      }
      return rows
    }
    guard let chosen = items(of: index) else { throw wrongIndex(index, "not-a-position", base) }
    try charge(1 + chosen.count >> 4)
    switch try choice(chosen, count: count, base) {
    case .places(let places): return places.map { Int32(truncatingIfNeeded: $0) }
    case .lists: return nil
    }
  }

  // MARK: Texts

  private func character(of ref: ObjectRef, _ base: Value, at index: Value) throws(Mistake)
    -> Value
  {
    let count = characterCount(ref)
    if let place = try position(index, count: count, of: base) {
      return heap.makeLetters(heap.characters(ref, from: place, count: 1))
    }
    if index.isMissing { return .missing }
    guard let chosen = items(of: index) else { throw wrongIndex(index, "not-a-position", base) }
    let characters = Array(heap.string(ref))
    switch try choice(chosen, count: count, base) {
    case .places(let places):
      var text = ""
      for place in places { text.append(characters[place]) }
      return heap.makeText(text)
    case .lists: throw wrongIndex(index, "not-a-position", base)
    }
  }

  /// The number of characters of a text as people count them.
  func characterCount(_ ref: ObjectRef) -> Int { heap.characterCount(ref) }

  // MARK: Datasets

  private func row(of dataset: Dataset, _ base: Value, at index: Value) throws(Mistake) -> Value {
    if let name = index.object(.text) { return try column(of: dataset, base, heap.string(name)) }
    if let place = try position(index, count: dataset.count, of: base) {
      return record(of: dataset, row: place)
    }
    if index.isMissing { return .missing }
    if let chosen = items(of: index), let first = chosen.first, first.kind == .text {
      var columns: [Column] = []
      var names: [String] = []
      var seen: Set<String> = []
      for item in chosen {
        guard let ref = item.object(.text) else { throw wrongIndex(item, "part-by-name", base) }
        let name = heap.string(ref)
        let value = try column(of: dataset, base, name)
        guard let column = value.object(.column)?.columnObject, seen.insert(name).inserted else {
          continue
        }
        names.append(name)
        columns.append(column)
      }
      return makeDataset(
        Dataset(names: names, columns: columns, count: dataset.count, origin: dataset.origin))
    }
    guard let rows = try rows(index, count: dataset.count, base) else {
      throw wrongIndex(index, "not-a-position", base)
    }
    return makeDataset(
      Dataset(
        names: dataset.names, columns: dataset.columns.map { $0.gather(rows) },
        count: rows.count, origin: dataset.origin))
  }

  /// One row of a dataset, from 0, as a record.
  func record(of dataset: Dataset, row: Int) -> Value {
    heap.makeRecord(
      names: dataset.names, values: dataset.columns.map { value(of: $0, row: row) })
  }
}
