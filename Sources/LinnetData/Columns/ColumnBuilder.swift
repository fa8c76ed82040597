/// Makes a column from items, one after another, and finds out on the way what kind it is.
///
/// Whole and decimal numbers make a column of decimals; gaps fit every kind. Each kind of value has an
/// array of its own here, which grows in place: an item costs the same however many there are.
public struct ColumnBuilder {
  private enum Kind {
    case gaps, whole, decimal, truth, text, date, vector, list, record, measurement
  }
  private var kind = Kind.gaps
  /// Whole numbers, or dates.
  private var wholes: [Int64] = []
  /// Decimals, or the numbers of measurements.
  private var decimals: [Double] = []
  private var errors: [Double] = []
  private var sources = MeasurementSources()
  private var truths: [UInt8] = []
  private var codes: [Int32] = []
  private var words = WordTable()
  private var vectors: [FourVector?] = []
  /// Where the items of each list begin, and which lists are gaps.
  private var offsets: [Int] = []
  private var gaps: Set<Int> = []
  /// The names of the parts of records.
  private var names: [String] = []
  /// Builders of the parts of records, or the one of the items of lists.
  private var children: [ColumnBuilder] = []
  /// The number of items so far.
  public private(set) var count = 0

  /// Makes an empty builder.
  public init() {}

  /// A builder that begins with gaps.
  private init(gaps: Int) { count = gaps }

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
    if kind == .gaps, !item.isMissing { start(with: item) }
    switch item {
    case .missing: appendGap()
    case .whole(let value):
      switch kind {
      case .whole: wholes.append(value)
      case .decimal: decimals.append(Double(value))
      case .measurement: append(Double(value), error: 0, shifts: [])
      default: throw mixed(item)
      }
    case .decimal(let value):
      if kind == .whole { becomeDecimal() }
      switch kind {
      case .decimal: decimals.append(value)
      case .measurement: append(value, error: 0, shifts: [])
      default: throw mixed(item)
      }
    case .measurement(let value, let error, let shifts):
      if kind == .whole { becomeDecimal() }
      if kind == .decimal { becomeMeasurement() }
      guard kind == .measurement else { throw mixed(item) }
      append(value, error: error, shifts: shifts)
    case .truth(let value):
      guard kind == .truth else { throw mixed(item) }
      truths.append(value ? 1 : 0)
    case .text(let value):
      guard kind == .text else { throw mixed(item) }
      codes.append(words.code(of: value))
    case .date(let value):
      guard kind == .date else { throw mixed(item) }
      wholes.append(value.raw)
    case .vector(let value):
      guard kind == .vector else { throw mixed(item) }
      vectors.append(value)
    case .list(let column):
      guard kind == .list else { throw mixed(item) }
      try children[0].append(contentsOf: column)
      offsets.append(children[0].count)
    case .record(let itemNames, let items):
      guard kind == .record else { throw mixed(item) }
      try appendRecord(itemNames, items)
    }
    count += 1
  }

  /// Adds every item of a column.
  ///
  /// Throws `mixed-kinds`.
  public mutating func append(contentsOf column: Column) throws(DataMistake) {
    switch (kind, column.storage) {
    case (.decimal, .decimal(let values)):
      decimals.append(contentsOf: values)
      count += values.count
    case (.whole, .whole(let values)):
      wholes.append(contentsOf: values)
      count += values.count
    case (.truth, .truth(let values)):
      truths.append(contentsOf: values)
      count += values.count
    default:
      for row in 0..<column.count { try append(column.item(row)) }
    }
  }

  /// The column.
  ///
  /// Nothing but gaps gives decimals.
  public func finish(unit: String = "") -> Column {
    let storage: Column.Storage
    switch kind {
    case .gaps: storage = .decimal([Double](repeating: .nan, count: count))
    case .whole: storage = .whole(wholes)
    case .decimal: storage = .decimal(decimals)
    case .truth: storage = .truth(truths)
    case .text: storage = .text(codes: codes, words: words.words)
    case .date: storage = .date(wholes)
    case .vector: storage = .vector(VectorColumn(vectors))
    case .list: storage = .list(offsets: offsets, items: children[0].finish(), gaps: gaps)
    case .record: storage = .record(names: names, parts: children.map { $0.finish() })
    case .measurement:
      storage = .measurement(values: decimals, errors: errors, sources: sources)
    }
    return Column(storage, unit: unit)
  }

  private mutating func start(with item: Item) {
    switch item {
    case .missing: break
    case .whole:
      kind = .whole
      wholes = Array(repeating: .min, count: count)
    case .decimal:
      kind = .decimal
      decimals = Array(repeating: .nan, count: count)
    case .truth:
      kind = .truth
      truths = Array(repeating: 2, count: count)
    case .text:
      kind = .text
      codes = Array(repeating: -1, count: count)
    case .date:
      kind = .date
      wholes = Array(repeating: .min, count: count)
    case .vector:
      kind = .vector
      vectors = Array(repeating: nil, count: count)
    case .measurement:
      kind = .decimal
      decimals = Array(repeating: .nan, count: count)
      becomeMeasurement()
    case .list:
      kind = .list
      offsets = Array(repeating: 0, count: count + 1)
      gaps = Set(0..<count)
      children = [ColumnBuilder()]
    case .record(let itemNames, _):
      kind = .record
      names = itemNames
      children = Array(repeating: ColumnBuilder(gaps: count), count: names.count)
    }
  }

  private mutating func appendGap() {
    switch kind {
    case .gaps: break
    case .whole, .date: wholes.append(.min)
    case .decimal: decimals.append(.nan)
    case .truth: truths.append(2)
    case .text: codes.append(-1)
    case .vector: vectors.append(nil)
    case .measurement: append(.nan, error: .nan, shifts: [])
    case .list:
      gaps.insert(count)
      offsets.append(offsets.last ?? 0)
    case .record:
      for index in children.indices {
        children[index].appendGap()
        children[index].count += 1
      }
    }
  }

  private mutating func append(_ value: Double, error: Double, shifts: [Measurement.Shift]) {
    decimals.append(value)
    errors.append(error)
    sources.append(shifts)
  }

  private mutating func becomeDecimal() {
    kind = .decimal
    decimals = wholes.map { $0 == .min ? .nan : Double($0) }
    wholes = []
  }

  private mutating func becomeMeasurement() {
    kind = .measurement
    errors = decimals.map { $0 == $0 ? 0 : .nan }
    for _ in decimals { sources.append([]) }
  }

  /// Adds a record, whose names may come in any order, be fewer, or be new ones.
  private mutating func appendRecord(_ itemNames: [String], _ items: [Item]) throws(DataMistake) {
    if itemNames == names {
      for index in items.indices { try children[index].append(items[index]) }
      return
    }
    // The names are looked up in a table: there may be thousands of them.
    var places: [String: Int] = [:]
    places.reserveCapacity(itemNames.count)
    for (place, name) in itemNames.enumerated() where places[name] == nil { places[name] = place }
    let known = Set(names)
    for (place, name) in itemNames.enumerated() where !known.contains(name) {
      guard places[name] == place else { continue }
      names.append(name)
      children.append(ColumnBuilder(gaps: count))
    }
    for (index, name) in names.enumerated() {
      if let place = places[name] {
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
