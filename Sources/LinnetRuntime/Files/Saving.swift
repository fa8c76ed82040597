import LinnetData
import LinnetSyntax

/// Writing values to files.
extension Machine {
  /// Writes a value in the format that the file's name asks for.
  ///
  /// Throws `format-not-yet`, `cannot-save`, and what the host throws.
  func save(_ value: Value, _ file: Value) throws(Mistake) -> Value {
    let path = heap.string(try textInput("save", 1, file))
    let name = path.lowercased()
    if name.hasSuffix(".json") || name.hasSuffix(".jsonl") || name.hasSuffix(".ndjson"),
      value.object(.picture) == nil
    {
      let bytes = try json(value, path, isLines: !name.hasSuffix(".json"))
      try host.write(bytes, to: path)
      if let ref = value.object(.dataset) {
        account("saved \(rows(ref.datasetObject.count)) to \(path)")
      } else {
        account("saved \(kindName(value)) to \(path)")
      }
      return .nothing
    }
    if value.object(.picture) != nil
      || (value.object(.histogram) != nil && !name.hasSuffix(".tsv") && !name.hasSuffix(".parquet"))
    {
      try Pictures.save(value, to: path, machine: self)
      account("saved \(kindName(value)) to \(path)")
      return .nothing
    }
    if name.hasSuffix(".csv") || name.hasSuffix(".tsv") || name.hasSuffix(".txt") {
      let separator = name.hasSuffix(".tsv") ? UInt8(ascii: "\t") : UInt8(ascii: ",")
      if name.hasSuffix(".txt"), let ref = value.object(.text) {
        try host.write(Array(ref.textBytes) + [0x0A], to: path)
        return .nothing
      }
      let dataset = try savedTable(value, path)
      try charge(dataset.count * max(dataset.names.count, 1) / 2 + 1)
      let bytes: [UInt8]
      do {
        bytes = try DelimitedWriter.write(dataset, separator: separator)
      } catch {
        throw mistake(error)
      }
      try host.write(bytes, to: path)
      account("saved \(rows(dataset.count)) to \(path)")
      return .nothing
    }
    if name.hasSuffix(".html") || name.hasSuffix(".htm"), value.kind != .text {
      let dataset = try savedTable(value, path)
      try charge(dataset.count * max(dataset.names.count, 1) + 1)
      try reserve(bytes: dataset.count * max(dataset.names.count, 1) * 32)
      try host.write(Array(dataset.page(title: FilePattern.split(path).name).utf8), to: path)
      account("saved \(rows(dataset.count)) to \(path)")
      return .nothing
    }
    if name.hasSuffix(".parquet") {
      try saveParquet(value, path)
      return .nothing
    }
    throw Mistake("save-format", ["name": path])
  }

  private func saveParquet(_ value: Value, _ path: String) throws(Mistake) {
    let dataset = try savedTable(value, path)
    guard !dataset.names.isEmpty else {
      throw Mistake("cannot-save", ["kind": "a dataset without columns"])
    }
    try charge(dataset.count * dataset.names.count / 2 + 1)
    try reserve(bytes: dataset.count * dataset.names.count * 10)
    let bytes: [UInt8]
    do {
      bytes = try ParquetWriter.write(dataset, workers: host.workers)
    } catch {
      throw mistake(error)
    }
    try host.write(bytes, to: path)
    account("saved \(rows(dataset.count)) to \(path)")
  }

  /// A dataset, a list, a record or a histogram as JSON.
  private func json(_ value: Value, _ path: String, isLines: Bool) throws(Mistake) -> [UInt8] {
    if let ref = value.object(.histogram) { return JsonWriter.write(ref.histogramObject) }
    if let ref = value.object(.dataset) {
      let dataset = ref.datasetObject
      try charge(dataset.count * max(dataset.names.count, 1) / 2 + 1)
      return JsonWriter.write(dataset, isLines: isLines)
    }
    if value.object(.record) != nil {
      return JsonWriter.write(try column(items: [value], name: "value"), row: 0)
    }
    guard value.hasItems else {
      throw Mistake("cannot-save", ["name": path, "kind": kindName(value)])
    }
    let column = try column(from: value, count: nil, name: "value")
    try charge(column.count / 2 + 1)
    if case .record(let names, let parts) = column.storage {
      return JsonWriter.write(
        Dataset(names: names, columns: parts, count: column.count), isLines: isLines)
    }
    return JsonWriter.write(column, isLines: isLines)
  }

  /// The rows that stand for a value in a table file.
  private func savedTable(_ value: Value, _ path: String) throws(Mistake) -> Dataset {
    if let ref = value.object(.dataset) { return ref.datasetObject }
    if let ref = value.object(.histogram) {
      return Pictures.table(of: ref.histogramObject)
    }
    if value.hasItems {
      let column = try column(from: value, count: nil, name: "value")
      if case .record(let names, let parts) = column.storage {
        return Dataset(names: names, columns: parts, count: column.count)
      }
      return Dataset(names: ["value"], columns: [column])
    }
    throw Mistake("cannot-save", ["name": path, "kind": kindName(value)])
  }
}
