import LinnetData
import LinnetPicture
import LinnetSyntax

/// One value being written to a file, in the format that the file's name asks for.
///
/// The rows of `FileFormat.all` say what can be written and make the bytes; they reach the machine through it
/// only.
struct Saving {
  private let context: Context
  /// The file as the program names it.
  let path: String
  private let format: FileFormat?

  /// Gets ready; nothing is written yet.
  init(_ context: Context, _ path: String) {
    self.context = context
    self.path = path
    format = FileFormat.named(path)
  }

  /// Writes a value and says so.
  ///
  /// Throws `save-format`, `unknown-picture-file`, `cannot-save`, what the writer throws, and what the host
  /// throws.
  func write(_ value: Value) throws(Mistake) {
    if let ref = value.object(.picture) {
      try write(ref.pictureObject)
    } else if let ref = value.object(.histogram) {
      try write(ref.histogramObject)
    } else {
      try writeRows(value)
      return
    }
    context.confirm("saved \(context.kindName(value)) to \(path)")
  }

  /// Writes a picture; throws `unknown-picture-file` and what the host throws.
  func write(_ picture: Picture) throws(Mistake) {
    guard let draw = format?.writing.picture else {
      throw notDrawn(FileFormat.pictureEndings)
    }
    try context.host.write(try draw(self, picture), to: path)
  }

  /// Writes a histogram: its numbers, or where a format has no place for them its picture.
  private func write(_ histogram: Histogram) throws(Mistake) {
    if let numbers = format?.writing.histogram {
      try context.host.write(try numbers(self, histogram), to: path)
    } else if format?.writing.picture != nil {
      try write(Picture.histograms([(histogram.drawn, "")]))
    } else {
      throw notDrawn(FileFormat.histogramEndings)
    }
  }

  /// Writes a dataset or a list, or what else the format has a form for.
  private func writeRows(_ value: Value) throws(Mistake) {
    guard let writing = format?.writing, let write = writing.table else {
      throw Mistake("save-format", ["name": path, "endings": FileFormat.tableEndings])
    }
    if value.object(.dataset) == nil, let bytes = try writing.value?(self, value) {
      try context.host.write(bytes, to: path)
      context.confirm("saved \(context.kindName(value)) to \(path)")
      return
    }
    let dataset = try rows(of: value)
    try context.host.write(try write(self, dataset), to: path)
    context.confirm("saved \(context.rows(dataset.count)) to \(path)")
  }

  /// The rows that stand for a value in a file of tables; throws `cannot-save`.
  private func rows(of value: Value) throws(Mistake) -> Dataset {
    if let ref = value.object(.dataset) { return ref.datasetObject }
    guard value.hasItems else {
      throw Mistake("cannot-save", ["name": path, "kind": context.kindName(value)])
    }
    let column = try context.column(from: value, count: nil, name: "value")
    if case .record(let names, let parts) = column.storage {
      return Dataset(names: names, columns: parts, count: column.count)
    }
    return Dataset(names: ["value"], columns: [column])
  }

  private func notDrawn(_ endings: String) -> Mistake {
    var slots = ["path": path, "endings": endings]
    let name = Array(FilePattern.split(path).name.utf8)
    if let point = name.lastIndex(of: UInt8(ascii: ".")), point + 1 < name.count {
      slots["ending"] = String(decoding: name[point...], as: UTF8.self).lowercased()
    }
    return Mistake("unknown-picture-file", slots)
  }

  // MARK: What formats ask for

  /// The threads that share the work.
  var workers: Workers { context.host.workers }

  /// Charges for the cells of a table before they are written.
  func charge(_ dataset: Dataset, cellsAStep: Int = 2) throws(Mistake) {
    try context.charge(dataset.count * max(dataset.names.count, 1) / cellsAStep + 1)
  }

  /// Asks for the memory that a written table takes.
  func reserve(_ dataset: Dataset, bytesACell: Int) throws(Mistake) {
    try context.reserve(bytes: dataset.count * max(dataset.names.count, 1) * bytesACell)
  }

  /// The bytes of a text, charged for.
  func charged(_ text: String) throws(Mistake) -> [UInt8] {
    try context.charge(1 + text.utf8.count >> 4)
    return Array(text.utf8)
  }

  /// Does the work of a writer, and turns what is wrong into a mistake of the language.
  func told<Result>(_ work: () throws(DataMistake) -> Result) throws(Mistake) -> Result {
    do throws(DataMistake) { return try work() } catch { throw context.mistake(error) }
  }

  /// A list or a record as JSON; nil for what is no such thing.
  func json(_ value: Value, isLines: Bool) throws(Mistake) -> [UInt8]? {
    if value.object(.record) != nil {
      return JsonWriter.write(try context.column(items: [value], name: "value"), row: 0)
    }
    guard value.hasItems else { return nil }
    let column = try context.column(from: value, count: nil, name: "value")
    try context.charge(column.count / 2 + 1)
    if case .record(let names, let parts) = column.storage {
      return JsonWriter.write(
        Dataset(names: names, columns: parts, count: column.count), isLines: isLines)
    }
    return JsonWriter.write(column, isLines: isLines)
  }
}
