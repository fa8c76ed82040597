import LinnetData
import LinnetSyntax

/// Between columns and the values of the language.
extension Context {
  /// A column as a value, its bytes charged to the heap.
  func makeColumn(_ column: Column) -> Value {
    heap.makeHost(.column, column, bytes: heap.charge(column))
  }

  /// A dataset as a value, its bytes charged to the heap.
  func makeDataset(_ dataset: Dataset) -> Value {
    var bytes = 256
    for column in dataset.columns { bytes += heap.charge(column) }
    return heap.makeHost(.dataset, dataset, bytes: bytes)
  }

  /// About how many bytes a column takes.
  static func bytes(of column: Column) -> Int {
    switch column.storage {
    case .decimal, .whole, .date: 64 + column.count * 8
    case .truth: 64 + column.count
    case .text(_, let words): 64 + column.count * 4 + words.count * 32
    case .vector(let parts): parts.parts.reduce(64) { $0 + bytes(of: $1) }
    case .list(_, let items, _): 64 + column.count * 8 + bytes(of: items)
    case .record(_, let parts): parts.reduce(64) { $0 + bytes(of: $1) }
    case .measurement(_, _, let sources): 64 + column.count * 16 + sources.bytes
    }
  }

  /// The items of a list or column as an array; nil for every other kind.
  public func items(of value: Value) -> [Value]? {
    guard case .object(let ref) = value else { return nil }
    if ref.kind == .list { return Array(ref.listItems) }
    if ref.kind == .column { return items(of: ref.columnObject) }
    return nil
  }

  /// The number of items of a list or column; nil for every other kind.
  public func itemCount(_ value: Value) -> Int? {
    guard case .object(let ref) = value else { return nil }
    if ref.kind == .list { return ref.list.pointee.count }
    if ref.kind == .column { return ref.columnObject.count }
    return nil
  }

  /// All rows of a column as values.
  func items(of column: Column) -> [Value] {
    switch column.storage {
    case .decimal(let values): return values.map { .number($0) }
    case .whole(let values): return values.map { $0 == .min ? .missing : .whole($0) }
    case .truth(let values): return values.map { $0 > 1 ? .missing : .truth($0 == 1) }
    case .date(let values):
      return values.map { $0 == .min ? .missing : .date(DateValue(raw: $0)) }
    case .text(let codes, let words):
      // One text object a word, shared by all its rows; texts never change.
      var made = [Value?](repeating: nil, count: words.count)
      return codes.map { code in
        guard code >= 0, Int(code) < words.count else { return .missing }
        if let value = made[Int(code)] { return value }
        let value = heap.makeText(words[Int(code)])
        made[Int(code)] = value
        return value
      }
    case .vector, .list, .record, .measurement:
      return (0..<column.count).map { self.value(of: column, row: $0) }
    }
  }

  /// One row of a column, from 0, as a value.
  func value(of column: Column, row: Int) -> Value {
    guard row >= 0, row < column.count else { return .missing }
    switch column.storage {
    case .decimal(let values): return .number(values[row])
    case .whole(let values): return values[row] == .min ? .missing : .whole(values[row])
    case .truth(let values): return values[row] > 1 ? .missing : .truth(values[row] == 1)
    case .date(let values):
      return values[row] == .min ? .missing : .date(DateValue(raw: values[row]))
    case .text(let codes, let words):
      let code = Int(codes[row])
      return code >= 0 && code < words.count ? heap.makeText(words[code]) : .missing
    case .vector(let parts):
      guard let vector = parts.vector(row) else { return .missing }
      return heap.makeVector(vector)
    case .list(let offsets, let items, let gaps):
      if gaps.contains(row) { return .missing }
      let range = offsets[row]..<max(offsets[row], offsets[row + 1])
      return heap.makeList(range.map { value(of: items, row: $0) })
    case .record(let names, let parts):
      return heap.makeRecord(names: names, values: parts.map { value(of: $0, row: row) })
    case .measurement(let values, let errors, let sources):
      if values[row].isNaN { return .missing }
      return makeMeasurement(
        value: values[row], error: errors[row], shifts: sources.shifts(row))
    }
  }
}
