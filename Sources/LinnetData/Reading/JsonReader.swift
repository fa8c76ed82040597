/// Reads tables from JSON and JSON lines.
///
/// The bytes go straight into columns (`JsonParser`, `JsonColumn`); then the part of the document that
/// is a table is looked for (`JsonTable`). Texts stay texts as they are written, `"NA"` and `""` too,
/// because JSON has a word of its own for a gap; only in a column of numbers do they mark gaps.
public struct JsonReader {
  /// Reads a table; `isLines` says that each line is a row.
  ///
  /// A file of records one a line is recognised without it. Errors: `broken-json`, `json-cut-off`,
  /// `json-open-text`, `json-letter`, `json-letters`, `json-name-twice`, `json-too-deep`,
  /// `json-mostly-gaps`, `json-no-table`, `json-lengths`, `empty-file`,
  /// `several-tables`, `unknown-table`, `only-table`, `unknown-column`, `stopped`.
  public static func read(
    _ bytes: consuming [UInt8], isLines: Bool = false,
    options: DelimitedOptions = DelimitedOptions(), origin: String = "",
    progress: @escaping DelimitedReader.Progress = { _, _ in true }
  ) throws(DataMistake) -> LoadedTable {
    if !TextEncoding.isUTF8(bytes), !bytes.starts(with: [0xFF, 0xFE]),
      !bytes.starts(with: [0xFE, 0xFF])
    {
      throw DataMistake("json-letters", ["path": origin, "line": "\(firstStrangeLine(bytes))"])
    }
    var (text, encoding) = TextEncoding.decode(bytes)
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
      let root = JsonColumn(name: "value")
      let rows: Int
      do throws(JsonProblem) {
        rows = try parser.document(into: root, isLines: isLines)
      } catch {
        throw parser.mistake(error, origin)
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
      table.encoding = encoding
      return table
    }
  }

  /// True for bytes that begin as JSON does and no table of text would.
  public static func isLikely(_ bytes: [UInt8]) -> Bool {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    func next(_ place: Int) -> Int? { bytes[min(place, bytes.count)...].firstIndex { $0 > 0x20 } }
    guard let first = next(start), let second = next(first + 1) else { return false }
    switch (bytes[first], bytes[second]) {
    case (UInt8(ascii: "{"), UInt8(ascii: "\"")), (UInt8(ascii: "["), UInt8(ascii: "{")),
      (UInt8(ascii: "["), UInt8(ascii: "[")):
      return true
    default: return false
    }
  }

  let options: DelimitedOptions
  let origin: String
  let isLines: Bool

  /// The line of the first letter that is not UTF-8.
  private static func firstStrangeLine(_ bytes: [UInt8]) -> Int {
    var line = 1
    var begin = 0
    while begin < bytes.count {
      let stop = bytes[begin...].firstIndex(of: 0x0A) ?? bytes.count
      if !TextEncoding.isUTF8(Array(bytes[begin..<stop])) { return line }
      line += 1
      begin = stop + 1
    }
    return line
  }
}
