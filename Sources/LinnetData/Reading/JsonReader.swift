/// Reads tables from JSON and JSON lines.
///
/// The bytes go straight into columns (`JsonParser`, `JsonColumn`); then the part of the document that
/// is a table is looked for (`JsonTable`). Texts stay texts as they are written, `"NA"` and `""` too,
/// because JSON has a word of its own for a gap; only in a column of numbers do they mark gaps.
public struct JsonReader {
  /// Reads a table; `isLines` says that each line is a row.
  ///
  /// A file of records one a line is recognised without it. Errors: `broken-json`, `json-cut-off`,
  /// `json-open-text`, `json-letter`, `json-name-twice`, `json-too-deep`,
  /// `json-mostly-gaps`, `json-no-table`, `json-lengths`, `empty-file`,
  /// `several-tables`, `unknown-table`, `only-table`, `unknown-column`, `stopped`.
  public static func read(
    _ bytes: consuming [UInt8], isLines: Bool = false,
    options: DelimitedOptions = DelimitedOptions(), origin: String = "",
    workers: Workers = Workers(), stretchBytes: Int? = nil,
    progress: @escaping DelimitedReader.Progress = { _, _ in true }
  ) throws(DataMistake) -> LoadedTable {
    var decoded = DecodedText(bytes)
    var text = decoded.take()
    guard text.contains(where: { $0 > 0x20 }) else {
      throw DataMistake("empty-file", ["path": origin])
    }
    let count = text.count
    text.append(0)
    return try text.withUnsafeBufferPointer { (buffer) throws(DataMistake) -> LoadedTable in
      guard let base = buffer.baseAddress else {
        throw DataMistake("empty-file", ["path": origin])
      }
      var parser = JsonParser(base, count: count, options: options, progress: progress)
      var table: LoadedTable
      var root = JsonColumn(name: "value")
      var rows: Int
      let stretches = JsonStretches(
        base, count: count, options: options, isLines: isLines, workers: workers,
        stretchBytes: stretchBytes ?? JsonStretches.bytes, progress: progress)
      if let collected = try stretches.collect() {
        (root, rows, parser.room) = (collected.root, collected.rows, collected.room)
      } else {
        parser.stretches = stretches
        do throws(JsonProblem) {
          rows = try parser.document(into: root, isLines: isLines)
        } catch {
          throw parser.mistake(error, origin)
        }
      }
      do throws(JsonReading) {
        table = try JsonReader(options: options, origin: origin, isLines: isLines)
          .table(root, rows, parser.room)
      } catch {
        switch error {
        case .problem(let problem): throw parser.mistake(problem, origin)
        case .mistake(let mistake): throw mistake
        }
      }
      table.encoding = decoded.encoding
      if decoded.encoding != .utf8 { table.decisions.append(.encoding(decoded.encoding.name)) }
      if let strays = decoded.strays { table.notes.append(strays.note) }
      return table
    }
  }

  let options: DelimitedOptions
  let origin: String
  let isLines: Bool
}
