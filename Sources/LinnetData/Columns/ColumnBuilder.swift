/// Makes a column from items, one after another, and finds out on the way what kind it is.
///
/// Whole and decimal numbers make a column of decimals; gaps fit every kind.
public struct ColumnBuilder {
  private enum Shape {
    case gaps
    case whole([Int64])
    case decimal([Double])
    case truth([UInt8])
    case text([Int32])
    case date([Int64])
    case vector([FourVector?])
    case list(offsets: [Int], gaps: Set<Int>)
    case record([String])
    case measurement([Double], [Double])
  }
  private var shape = Shape.gaps
  private var words = WordTable()
  /// Builders of the parts of records, or the one of the items of lists.
  private var children: [ColumnBuilder] = []
  /// The number of items so far.
  public private(set) var count = 0

  /// Makes an empty builder.
  public init() {}

  /// Makes a column from items.
  ///
  /// Throws `mixed-kinds`.
  public static func column(_ items: [Item], unit: String = "") throws(DataMistake) -> Column {
    var builder = ColumnBuilder()
    for item in items { try builder.append(item) }
    return builder.finish(unit: unit)
  }

  /// Adds an item.
  ///
  /// Throws `mixed-kinds` with `first`, `second` (kinds in the plural) and `place` (counted from 1).
  public mutating func append(_ item: Item) throws(DataMistake) {
    if case .gaps = shape, !item.isMissing { start(with: item) }
    if case .decimal = item { promote() }
    if case .measurement = item { promoteToMeasurements() }
    // Each case takes its array out of the enum while changing it, so that it is not copied.
    let old = shape
    shape = .gaps
    switch (consume old, item) {
    case (.gaps, _): break
    case (.whole(var values), .whole(let value)):
      values.append(value)
      shape = .whole(values)
    case (.whole(var values), .missing):
      values.append(.min)
      shape = .whole(values)
    case (.decimal(var values), .decimal(let value)):
      values.append(value)
      shape = .decimal(values)
    case (.decimal(var values), .whole(let value)):
      values.append(Double(value))
      shape = .decimal(values)
    case (.decimal(var values), .missing):
      values.append(.nan)
      shape = .decimal(values)
    case (.truth(var values), .truth(let value)):
      values.append(value ? 1 : 0)
      shape = .truth(values)
    case (.truth(var values), .missing):
      values.append(2)
      shape = .truth(values)
    case (.text(var codes), .text(let value)):
      codes.append(words.code(of: value))
      shape = .text(codes)
    case (.text(var codes), .missing):
      codes.append(-1)
      shape = .text(codes)
    case (.date(var values), .date(let value)):
      values.append(value.raw)
      shape = .date(values)
    case (.date(var values), .missing):
      values.append(.min)
      shape = .date(values)
    case (.vector(var values), .vector(let value)):
      values.append(value)
      shape = .vector(values)
    case (.vector(var values), .missing):
      values.append(nil)
      shape = .vector(values)
    case (.measurement(var values, var errors), let item):
      shape = .measurement(values, errors)
      switch item {
      case .measurement(let value, let error):
        values.append(value)
        errors.append(error)
      case .missing:
        values.append(.nan)
        errors.append(.nan)
      default:
        guard let value = item.number, !isTruth(item) else { throw mixed(item) }
        values.append(value)
        errors.append(0)
      }
      shape = .measurement(values, errors)
    case (.list(var offsets, var gaps), .missing):
      offsets.append(offsets.last ?? 0)
      gaps.insert(count)
      shape = .list(offsets: offsets, gaps: gaps)
    case (.list(var offsets, let gaps), .list(let column)):
      shape = .list(offsets: offsets, gaps: gaps)
      try children[0].append(contentsOf: column)
      offsets.append(children[0].count)
      shape = .list(offsets: offsets, gaps: gaps)
    case (.record(let names), .missing):
      shape = .record(names)
      for index in children.indices { try children[index].append(.missing) }
    case (.record(let names), .record(let itemNames, let items)):
      shape = .record(names)
      try appendRecord(names, itemNames, items)
    case (let other, _):
      shape = other
      throw mixed(item)
    }
    count += 1
  }

  /// Adds every item of a column.
  ///
  /// Throws `mixed-kinds`.
  public mutating func append(contentsOf column: Column) throws(DataMistake) {
    for row in 0..<column.count { try append(column.item(row)) }
  }

  /// The column.
  ///
  /// Nothing but gaps gives decimals.
  public func finish(unit: String = "") -> Column {
    let storage: Column.Storage
    switch shape {
    case .gaps: storage = .decimal([Double](repeating: .nan, count: count))
    case .whole(let values): storage = .whole(values)
    case .decimal(let values): storage = .decimal(values)
    case .truth(let values): storage = .truth(values)
    case .text(let codes): storage = .text(codes: codes, words: words.words)
    case .date(let values): storage = .date(values)
    case .vector(let vectors): storage = .vector(VectorColumn(vectors))
    case .list(let offsets, let gaps):
      storage = .list(offsets: offsets, items: children[0].finish(), gaps: gaps)
    case .record(let names):
      storage = .record(names: names, parts: children.map { $0.finish() })
    case .measurement(let values, let errors):
      storage = .measurement(values: values, errors: errors)
    }
    return Column(storage, unit: unit)
  }

  private mutating func start(with item: Item) {
    switch item {
    case .missing: break
    case .whole: shape = .whole(Array(repeating: .min, count: count))
    case .decimal: shape = .decimal(Array(repeating: .nan, count: count))
    case .truth: shape = .truth(Array(repeating: 2, count: count))
    case .text: shape = .text(Array(repeating: -1, count: count))
    case .date: shape = .date(Array(repeating: .min, count: count))
    case .vector: shape = .vector(Array(repeating: nil, count: count))
    case .measurement:
      let gaps = [Double](repeating: .nan, count: count)
      shape = .measurement(gaps, gaps)
    case .list:
      shape = .list(offsets: Array(repeating: 0, count: count + 1), gaps: Set(0..<count))
      children = [ColumnBuilder()]
    case .record(let names, _):
      shape = .record(names)
      children = Array(repeating: ColumnBuilder(gaps: count), count: names.count)
    }
  }

  /// A builder that begins with gaps.
  private init(gaps: Int) { count = gaps }

  private mutating func promote() {
    if case .whole(let values) = shape {
      shape = .decimal(values.map { $0 == .min ? .nan : Double($0) })
    }
  }

  private mutating func promoteToMeasurements() {
    promote()
    if case .decimal(let values) = shape {
      shape = .measurement(values, values.map { $0 == $0 ? 0 : .nan })
    }
  }

  private func isTruth(_ item: Item) -> Bool {
    if case .truth = item { return true }
    return false
  }

  /// Adds a record, whose names may come in any order, be fewer, or be new ones.
  private mutating func appendRecord(
    _ names: [String], _ itemNames: [String], _ items: [Item]
  ) throws(DataMistake) {
    var names = names
    for name in itemNames where !names.contains(name) {
      names.append(name)
      children.append(ColumnBuilder(gaps: count))
    }
    shape = .record(names)
    for (index, name) in names.enumerated() {
      if index < itemNames.count, itemNames[index] == name {
        try children[index].append(items[index])
      } else if let place = itemNames.firstIndex(of: name) {
        try children[index].append(items[place])
      } else {
        try children[index].append(.missing)
      }
    }
  }

  private func mixed(_ item: Item) -> DataMistake {
    var builder = ColumnBuilder()
    builder.start(with: item)
    return DataMistake(
      "mixed-kinds",
      [
        "first": finish().kind.plural, "second": builder.finish().kind.plural,
        "place": "\(count + 1)",
      ])
  }
}
