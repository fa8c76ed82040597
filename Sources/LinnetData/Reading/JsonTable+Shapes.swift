/// Tables that are written in other ways than as a list of records or a record of lists.
extension JsonTable {
  /// Rows under keys: `{"a1": {"name": "A"}, "b2": {"name": "B"}}`; the keys become the column `key`.
  ///
  /// Keys that only count from 0, as pandas writes them, are no column. Other records must have a name in common with
  /// the first, so that a document of unlike parts is none.
  static func keyed(_ record: JsonRecord, _ room: inout JsonRoom) -> JsonTable? {
    var isCounted = !record.parts.isEmpty
    for (row, part) in record.parts.enumerated() where part.name != "\(row)" { isCounted = false }
    guard isCounted || record.parts.count > 1, let first = record.parts[0].record else {
      return nil
    }
    let shared = Set(first.parts.map { $0.name })
    let keys = JsonColumn(name: shared.contains("key") ? "row_key" : "key")
    var columns: [JsonColumn] = isCounted ? [] : [keys]
    var places: [String: Int] = isCounted ? [:] : [keys.name: 0]
    for (row, part) in record.parts.enumerated() {
      guard part.lane == .record, let cells = part.record,
        isCounted || cells.parts.contains(where: { shared.contains($0.name) }),
        isCounted || keys.take(text: part.name, row: row, &room)
      else { return nil }
      for cell in cells.parts {
        let place = places[cell.name] ?? columns.count
        // A later row has a part that is called as the keys are.
        if place == 0, !isCounted { return nil }
        if place == columns.count {
          columns.append(JsonColumn(name: cell.name))
          places[cell.name] = place
        }
        guard columns[place].takeOnly(of: cell, row: row, &room) else { return nil }
      }
    }
    return JsonTable(parts: columns.map { Part($0) }, rows: record.parts.count)
  }

  /// `{"columns": ["name", "pop"], "data": [["A", 120], ["B", 250]]}`, as pandas calls it split.
  static func split(_ record: JsonRecord, _ room: inout JsonRoom) -> JsonTable? {
    guard let heads = record.part("columns")?.list, let data = record.part("data")?.list,
      data.items.lane == .list || data.itemCount == 0, let names = texts(heads)
    else { return nil }
    guard let rows = data.items.list else { return JsonTable(parts: [], rows: 0) }
    return table(names, rows, from: 0, &room)
  }

  /// `[["name", "pop"], ["A", 120], ["B", 250]]`: the first row has the names.
  static func rowsOfNames(_ list: JsonList, _ room: inout JsonRoom) -> JsonTable? {
    guard let rows = list.items.list, list.items.lane == .list, list.itemCount > 1,
      rows.offsets.count == list.itemCount + 1, let words = rows.items.words?.words
    else { return nil }
    var names: [String] = []
    for item in rows.offsets[0]..<rows.offsets[1] {
      guard item < rows.items.codes.count, rows.items.codes[item] >= 0 else { return nil }
      names.append(words[Int(rows.items.codes[item])])
    }
    guard !names.isEmpty, Set(names).count == names.count else { return nil }
    return table(names, rows, from: 1, &room)
  }

  /// `[{"page": 1}, [{…}, {…}]]`: a description of the page stands before the rows.
  static func behindPage(_ list: JsonList) -> JsonList? {
    let items = list.items
    guard list.itemCount > 1, items.cells(.list) == 1, items.cells(.record) == list.itemCount - 1,
      let rows = items.list, rows.items.lane == .record
    else { return nil }
    return rows
  }

  /// A cube of numbers over dimensions (JSON-stat 2, json-stat.org): a row for each cell.
  ///
  /// Dimensions vary from the last to the first. A category's label stands for it where there is one.
  static func cube(_ record: JsonRecord, _ room: inout JsonRoom) -> JsonTable? {
    guard let ids = record.part("id")?.list.flatMap({ texts($0) }), !ids.isEmpty,
      let sizes = record.part("size")?.list?.items, !sizes.isDecimal,
      sizes.wholes.count == ids.count,
      let dimensions = record.part("dimension")?.record, let values = record.part("value")
    else { return nil }
    var rows = 1
    var categories: [[String]] = []
    for (place, id) in ids.enumerated() {
      guard let own = dimensions.part(id)?.record?.part("category")?.record,
        let words = Self.categories(own), words.count == Int(clamping: sizes.wholes[place])
      else { return nil }
      let (product, overflow) = rows.multipliedReportingOverflow(by: words.count)
      guard !overflow, product < 1 << 30 else { return nil }
      rows = product
      categories.append(words)
    }
    do throws(JsonProblem) { try room.take(rows &* (ids.count + 1)) } catch { return nil }
    var parts: [Part] = []
    var stride = rows
    for (place, id) in ids.enumerated() {
      stride /= max(categories[place].count, 1)
      let column = JsonColumn(name: id)
      for row in 0..<rows {
        let category = row / max(stride, 1) % categories[place].count
        guard column.take(text: categories[place][category], row: row, &room) else { return nil }
      }
      parts.append(Part(column))
    }
    let numbers = JsonColumn(name: "value")
    if let list = values.list, values.lane == .list {
      guard list.itemCount == rows else { return nil }
      for row in 0..<rows
      where !numbers.take(of: list.items, at: row, row: row, &room) { return nil }
    } else if let sparse = values.record {
      var cells: [(row: Int, cell: JsonColumn)] = []
      for part in sparse.parts {
        guard let row = Int(part.name), row >= 0, row < rows else { return nil }
        cells.append((row, part))
      }
      cells.sort { $0.row < $1.row }
      for (row, cell) in cells where !numbers.takeOnly(of: cell, row: row, &room) { return nil }
    } else {
      return nil
    }
    return JsonTable(parts: parts + [Part(numbers)], rows: rows)
  }

  /// The categories of a dimension in their order: a list of them, or a record of their places.
  private static func categories(_ category: JsonRecord) -> [String]? {
    var words: [String] = []
    if let index = category.part("index") {
      if let list = index.list, index.lane == .list {
        guard let found = texts(list) else { return nil }
        words = found
      } else if let places = index.record {
        words = [String](repeating: "", count: places.parts.count)
        for part in places.parts {
          guard part.lane == .number, !part.isDecimal, let place = part.wholes.first,
            words.indices.contains(Int(clamping: place))
          else { return nil }
          words[Int(place)] = part.name
        }
      }
    } else if let labels = category.part("label")?.record {
      // With one category the index may be left out.
      words = labels.parts.map { $0.name }
    }
    guard !words.isEmpty else { return nil }
    guard let labels = category.part("label")?.record else { return words }
    let texts = words.map { word in
      guard let label = labels.part(word), let text = label.words?.words.first else { return word }
      return text
    }
    // Two categories with one label would become one.
    return Set(texts).count == words.count ? texts : words
  }

  /// The items of a list that holds nothing but texts; nil for any other.
  private static func texts(_ list: JsonList) -> [String]? {
    guard list.items.lane == .text || list.itemCount == 0, let words = list.items.words?.words
    else {
      return list.itemCount == 0 ? [] : nil
    }
    var found: [String] = []
    for item in 0..<list.itemCount {
      guard item < list.items.codes.count, list.items.codes[item] >= 0 else { return nil }
      found.append(words[Int(list.items.codes[item])])
    }
    return found
  }

  /// Rows that are lists of cells, under some names; nil where a row has more cells or one that is no plain value.
  private static func table(
    _ names: [String], _ rows: JsonList, from first: Int, _ room: inout JsonRoom
  ) -> JsonTable? {
    let count = rows.offsets.count - 1
    guard first <= count else { return nil }
    let columns = names.map { JsonColumn(name: $0) }
    for row in first..<count {
      let cells = rows.offsets[row]..<rows.offsets[row + 1]
      guard cells.count <= columns.count else { return nil }
      for (place, cell) in cells.enumerated() {
        guard columns[place].take(of: rows.items, at: cell, row: row - first, &room) else {
          return nil
        }
      }
    }
    return JsonTable(parts: columns.map { Part($0) }, rows: count - first)
  }
}

extension JsonColumn {
  /// Takes a text into a row; false without room.
  func take(text: String, row: Int, _ room: inout JsonRoom) -> Bool {
    // One byte more, so that there is an address for the empty text too.
    let bytes = Array(text.utf8) + [0]
    do throws(JsonProblem) {
      try bytes.withUnsafeBufferPointer { (buffer) throws(JsonProblem) in
        guard let base = buffer.baseAddress else { return }
        try add(text: base, buffer.count - 1, row: row, &room)
      }
    } catch {
      return false
    }
    return true
  }

  /// Takes the value that another column has in a place.
  ///
  /// A gap is taken as one; false for lists and records.
  func take(of other: JsonColumn, at place: Int, row: Int, _ room: inout JsonRoom) -> Bool {
    do throws(JsonProblem) {
      if let long = other.longNumbers.first(where: { $0.row == place }) {
        try add(long: long.text, row: row, &room)
        return true
      }
      if other.isDecimal {
        if place < other.decimals.count, !other.decimals[place].isNaN {
          try add(decimal: other.decimals[place], row: row, &room)
          return true
        }
      } else if place < other.wholes.count, other.wholes[place] != .min {
        try add(whole: other.wholes[place], row: row, &room)
        return true
      }
      if place < other.truths.count, other.truths[place] != 2 {
        try add(truth: other.truths[place] == 1, row: row, &room)
        return true
      }
    } catch {
      return false
    }
    if place < other.codes.count, other.codes[place] >= 0, let words = other.words?.words {
      return take(text: words[Int(other.codes[place])], row: row, &room)
    }
    return other.holds(nothingButPlainAt: place)
  }

  /// True when there is no list and no record in a place.
  private func holds(nothingButPlainAt place: Int) -> Bool {
    if endlessCount > 0 { return false }
    if let record, record.cells > 0 { return false }
    guard let list else { return true }
    return place >= list.offsets.count - 1 || list.offsets[place] == list.offsets[place + 1]
  }
}
