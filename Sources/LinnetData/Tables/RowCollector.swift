/// Puts datasets of the same columns one behind the other, without copying again what is there.
public final class RowCollector {
  private var names: [String] = []
  private var lanes: [ColumnCollector] = []
  private var leftOut: [Dataset.LeftOut] = []
  private var known: [String] = []
  private var newest: [String] = []
  private var origin = ""
  private var isEmpty = true
  /// How many rows there are.
  public private(set) var count = 0

  /// Makes an empty collector.
  public init() {}

  /// Adds the rows of a dataset; false, and the collector is of no more use, when its columns do not fit.
  ///
  /// `expected` is a guess at how many rows there will be in the end, so that columns grow rarely.
  public func append(_ dataset: Dataset, expected: Int = 0) -> Bool {
    if isEmpty {
      names = dataset.names
      origin = dataset.origin
      leftOut = dataset.leftOut
      known = dataset.known()
      newest = dataset.newest
      lanes = dataset.columns.map { ColumnCollector($0, expected: expected) }
      isEmpty = false
    }
    guard dataset.names == names else { return false }
    for (lane, column) in zip(lanes, dataset.columns) {
      guard lane.append(column) else { return false }
    }
    count += dataset.count
    return true
  }

  /// All rows, or nil when lists or records did not fit each other; the collector is empty afterwards.
  public func finish() -> Dataset? {
    var columns: [Column] = []
    for lane in lanes {
      guard let column = lane.finish() else { return nil }
      columns.append(column)
    }
    let dataset = Dataset(
      names: names, columns: columns, count: count, origin: origin, leftOut: leftOut,
      known: known, newest: newest)
    (names, lanes, leftOut, known, newest, origin, isEmpty, count) = (
      [], [], [], [], [], "", true, 0
    )
    return dataset
  }
}

/// Puts columns of one kind and unit one behind the other.
private final class ColumnCollector {
  /// How the values lie in memory.
  private enum Kind { case decimal, whole, truth, text, date, measurement, vector, other }

  private let kind: Kind
  private let unit: String
  private var decimals: [Double] = []
  private var errors: [Double] = []
  private var wholes: [Int64] = []
  private var sources = MeasurementSources()
  private var truths: [UInt8] = []
  private var codes: [Int32] = []
  private var words = WordTable()
  /// The words that came last and their codes here: most columns bring the same ones each time.
  private var lastWords: [String] = []
  private var lastCodes: [Int32] = []
  private var coordinates = VectorColumn.Coordinates.cartesian
  private var parts: [ColumnCollector] = []
  /// Lists and records, which are put together in the end.
  private var pieces: [Column] = []

  init(_ first: Column, expected: Int) {
    unit = first.unit
    switch first.storage {
    case .decimal:
      kind = .decimal
      decimals.reserveCapacity(expected)
    case .whole:
      kind = .whole
      wholes.reserveCapacity(expected)
    case .date:
      kind = .date
      wholes.reserveCapacity(expected)
    case .truth:
      kind = .truth
      truths.reserveCapacity(expected)
    case .text:
      kind = .text
      codes.reserveCapacity(expected)
    case .measurement:
      kind = .measurement
      decimals.reserveCapacity(expected)
      errors.reserveCapacity(expected)
    case .vector(let vectors):
      kind = .vector
      coordinates = vectors.coordinates
      parts = vectors.parts.map { ColumnCollector($0, expected: expected) }
    case .list, .record: kind = .other
    }
  }

  /// Adds the values of a column; false when it is of another kind or unit.
  func append(_ column: Column) -> Bool {
    guard column.unit == unit else { return false }
    switch (kind, column.storage) {
    case (.decimal, .decimal(let values)): decimals.append(contentsOf: values)
    case (.whole, .whole(let values)), (.date, .date(let values)):
      wholes.append(contentsOf: values)
    case (.truth, .truth(let values)): truths.append(contentsOf: values)
    case (.text, .text(let values, let table)): append(values, table)
    case (.measurement, .measurement(let values, let more, let from)):
      sources = sources.appending(from, decimals.count, values.count)
      decimals.append(contentsOf: values)
      errors.append(contentsOf: more)
    case (.vector, .vector(let vectors)):
      guard vectors.coordinates == coordinates, vectors.parts.count == parts.count else {
        return false
      }
      for (lane, part) in zip(parts, vectors.parts) {
        guard lane.append(part) else { return false }
      }
    case (.other, .list), (.other, .record):
      guard pieces.isEmpty || pieces[0].kind == column.kind else { return false }
      pieces.append(column)
    default: return false
    }
    return true
  }

  private func append(_ values: [Int32], _ table: [String]) {
    if table != lastWords {
      lastCodes = table.map { words.code(of: $0) }
      lastWords = table
    }
    codes.append(contentsOf: values.lazy.map { $0 < 0 ? -1 : self.lastCodes[Int($0)] })
  }

  /// The column with all values; nil when lists or records did not fit each other.
  func finish() -> Column? {
    let storage: Column.Storage
    switch kind {
    case .decimal: storage = .decimal(decimals)
    case .whole: storage = .whole(wholes)
    case .date: storage = .date(wholes)
    case .truth: storage = .truth(truths)
    case .text: storage = .text(codes: codes, words: words.words)
    case .measurement: storage = .measurement(values: decimals, errors: errors, sources: sources)
    case .vector:
      let columns = parts.compactMap { $0.finish() }
      storage = .vector(VectorColumn(coordinates: coordinates, parts: columns))
    case .other: return joined()
    }
    return Column(storage, unit: unit)
  }

  /// Lists and records, put together two by two so that no row is copied often.
  private func joined() -> Column? {
    while pieces.count > 1 {
      var pairs: [Column] = []
      var place = 0
      while place + 1 < pieces.count {
        guard let pair = try? pieces[place].appending(pieces[place + 1]) else { return nil }
        pairs.append(pair)
        place += 2
      }
      if place < pieces.count { pairs.append(pieces[place]) }
      pieces = pairs
    }
    return pieces.first
  }
}
