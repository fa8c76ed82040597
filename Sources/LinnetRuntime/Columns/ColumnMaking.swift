import LinnetData
import LinnetSyntax

/// Making columns from values.
extension Context {
  /// A column from a column, a list, or one value repeated `count` times.
  ///
  /// Throws `different-lengths` when there are not `count` items, `mixed-kinds` when no column can hold
  /// them together. `name` is what messages call it.
  func column(from value: Value, count: Int?, name: String) throws(Mistake) -> Column {
    if let ref = value.object(.column) {
      let column = ref.columnObject
      if let count, column.count != count {
        throw Mistake(
          "different-lengths",
          ["name": name, "left": "\(count)", "right": "\(column.count)"])
      }
      return column
    }
    if let ref = value.object(.list) {
      let items = ref.listItems
      if let count, items.count != count {
        throw Mistake(
          "different-lengths", ["name": name, "left": "\(count)", "right": "\(items.count)"])
      }
      return try column(items: Array(items), name: name)
    }
    try reserve(bytes: max(count ?? 1, 0) * 16)
    return try column(items: [Value](repeating: value, count: count ?? 1), name: name)
  }

  /// A column whose rows are these values.
  ///
  /// Throws `mixed-kinds` when no column can hold them together.
  func column(items: [Value], name: String, depth: Int = 0) throws(Mistake) -> Column {
    if depth > Self.deepest { throw Mistake("lists-too-deep") }
    guard let first = items.first(where: { !$0.isMissing }) else {
      return Column(.decimal([Double](repeating: .nan, count: items.count)))
    }
    switch first.kind {
    case .number: return try numberColumn(items, name)
    case .truth:
      var values: [UInt8] = []
      values.reserveCapacity(items.count)
      for item in items {
        switch item {
        case .truth(let answer): values.append(answer ? 1 : 0)
        case .missing: values.append(2)
        default: throw mixed(first, item, name)
        }
      }
      return Column(.truth(values))
    case .date:
      var values: [Int64] = []
      values.reserveCapacity(items.count)
      for item in items {
        switch item {
        case .date(let date): values.append(date.raw)
        case .missing: values.append(.min)
        default: throw mixed(first, item, name)
        }
      }
      return Column(.date(values))
    case .text: return try textColumn(items, first, name)
    case .vector: return try vectorColumn(items, first, name)
    case .list, .column: return try listColumn(items, first, name, depth)
    case .record: return try recordColumn(items, first, name, depth)
    case .measurement:
      var values: [Double] = []
      var errors: [Double] = []
      var sources = MeasurementSources()
      for item in items {
        sources.append(item.object(.measurement)?.measurementObject.shifts ?? [])
        if let ref = item.object(.measurement) {
          values.append(ref.measurementObject.value)
          errors.append(ref.measurementObject.error)
        } else if let number = item.number {
          values.append(number)
          errors.append(0)
        } else if item.isMissing {
          values.append(.nan)
          errors.append(.nan)
        } else {
          throw mixed(first, item, name)
        }
      }
      return Column(.measurement(values: values, errors: errors, sources: sources))
    case .nothing, .missing, .absent, .function, .dataset, .histogram, .picture, .fit:
      throw Mistake("not-for-columns", ["name": name, "kind": kindName(first)])
    }
  }

  private func mixed(_ first: Value, _ other: Value, _ name: String) -> Mistake {
    Mistake(
      "mixed-kinds",
      [
        "name": name, "first": brief(first), "firstKind": kindName(first),
        "other": brief(other), "otherKind": kindName(other),
      ])
  }

  private func numberColumn(_ items: [Value], _ name: String) throws(Mistake) -> Column {
    var wholes: [Int64] = []
    wholes.reserveCapacity(items.count)
    for item in items {
      switch item {
      case .whole(let value) where value != .min: wholes.append(value)
      case .missing: wholes.append(.min)
      case .whole, .decimal: return try decimalColumn(items, name)
      default:
        if item.object(.measurement) != nil {
          return try column(items: [item] + items, name: name).dropFirst()
        }
        throw mixed(items.first { !$0.isMissing } ?? .missing, item, name)
      }
    }
    return Column(.whole(wholes))
  }

  private func decimalColumn(_ items: [Value], _ name: String) throws(Mistake) -> Column {
    var values: [Double] = []
    values.reserveCapacity(items.count)
    for item in items {
      switch item {
      case .whole(let value): values.append(Double(value))
      case .decimal(let value): values.append(value)
      case .missing: values.append(.nan)
      default:
        if item.object(.measurement) != nil {
          return try column(items: [item] + items, name: name).dropFirst()
        }
        throw mixed(items.first { !$0.isMissing } ?? .missing, item, name)
      }
    }
    return Column(.decimal(values))
  }

  private func textColumn(_ items: [Value], _ first: Value, _ name: String) throws(Mistake)
    -> Column
  {
    var table = ValueTable(capacity: 64)
    var codes: [Int32] = []
    var words: [String] = []
    codes.reserveCapacity(items.count)
    for item in items {
      if item.isMissing {
        codes.append(-1)
        continue
      }
      guard let ref = item.object(.text) else { throw mixed(first, item, name) }
      let place = try table.place(of: item, self)
      if place == words.count { words.append(heap.string(ref)) }
      codes.append(Int32(truncatingIfNeeded: place))
    }
    return Column(.text(codes: codes, words: words))
  }

  private func vectorColumn(_ items: [Value], _ first: Value, _ name: String) throws(Mistake)
    -> Column
  {
    var parts = [[Double]](repeating: [], count: 5)
    for place in parts.indices { parts[place].reserveCapacity(items.count) }
    for item in items {
      if let ref = item.object(.vector) {
        let vector = ref.fourVector
        parts[0].append(vector.E)
        parts[1].append(vector.px)
        parts[2].append(vector.py)
        parts[3].append(vector.pz)
        parts[4].append(vector.mass2)
      } else if item.isMissing {
        for place in parts.indices { parts[place].append(.nan) }
      } else {
        throw mixed(first, item, name)
      }
    }
    return Column(
      .vector(VectorColumn(coordinates: .sum, parts: parts.map { Column(.decimal($0)) })))
  }

  private func listColumn(_ items: [Value], _ first: Value, _ name: String, _ depth: Int)
    throws(Mistake) -> Column
  {
    var offsets = [0]
    var all: [Value] = []
    var gaps: Set<Int> = []
    offsets.reserveCapacity(items.count + 1)
    for (row, item) in items.enumerated() {
      if let inner = self.items(of: item) {
        all += inner
      } else if item.isMissing {
        gaps.insert(row)
      } else {
        throw mixed(first, item, name)
      }
      offsets.append(all.count)
    }
    let inner = try column(items: all, name: name, depth: depth + 1)
    return Column(.list(offsets: offsets, items: inner, gaps: gaps))
  }

  private func recordColumn(_ items: [Value], _ first: Value, _ name: String, _ depth: Int)
    throws(Mistake) -> Column
  {
    guard let firstRef = first.object(.record) else { throw mixed(first, first, name) }
    let shape = firstRef.record.pointee.shape
    let names = heap.names(of: firstRef)
    if names.isEmpty {
      throw Mistake("not-for-columns", ["name": name, "kind": "an empty record"])
    }
    var parts = [[Value]](repeating: [], count: names.count)
    for item in items {
      if item.isMissing {
        for place in parts.indices { parts[place].append(.missing) }
        continue
      }
      guard let ref = item.object(.record) else { throw mixed(first, item, name) }
      let fields = UnsafeBufferPointer(
        start: ref.record.pointee.fields, count: Int(ref.record.pointee.count))
      if ref.record.pointee.shape == shape, !ref.record.pointee.isTable {
        for place in parts.indices { parts[place].append(fields[place]) }
        continue
      }
      // Another order of the same names, or a name missing in this one.
      for (place, part) in names.enumerated() {
        if let found = heap.place(of: part, in: ref) {
          parts[place].append(fields[found])
        } else {
          parts[place].append(.missing)
        }
      }
    }
    var columns: [Column] = []
    for (place, part) in names.enumerated() {
      columns.append(
        try column(items: parts[place], name: "\(name).\(part)", depth: depth + 1))
    }
    return Column(.record(names: names, parts: columns))
  }
}

extension Column {
  /// A column without its first row.
  fileprivate func dropFirst() -> Column { slice(1..<max(count, 1)) }
}
