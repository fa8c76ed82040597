import LinnetData

/// What a file of data holds, by its first bytes and then by its name.
enum FileFormat {
  case delimited, json, jsonLines, parquet, arrow, sqlite, excel, root

  init(_ path: String, _ bytes: [UInt8]) {
    func begins(_ mark: String) -> Bool { bytes.starts(with: mark.utf8) }
    let marked: FileFormat? =
      if begins("PAR1") {
        .parquet
      } else if begins("root") {
        .root
      } else if begins("ARROW1") || begins("FEA1") {
        .arrow
      } else if begins("SQLite format 3") {
        .sqlite
      } else if begins("PK\u{3}\u{4}") {
        // Whether a zip archive is a workbook only its parts can tell.
        .excel
      } else if bytes.starts(with: ExcelReader.compoundMark) {
        .excel
      } else {
        nil
      }
    if let marked {
      self = marked
      return
    }
    let endings: [(String, FileFormat)] = [
      (".json", .json), (".geojson", .json), (".jsonl", .jsonLines), (".ndjson", .jsonLines),
      (".parquet", .parquet), (".root", .root),
      (".feather", .arrow), (".arrow", .arrow), (".arrows", .arrow), (".ipc", .arrow),
    ]
    // `x.json.gz` is JSON once it is unpacked.
    let packed = [".gz", ".zst"].first { path.hasSuffix($0) }
    let name = String(path.dropLast(packed?.utf8.count ?? 0))
    self = endings.first { name.hasSuffix($0.0) }?.1 ?? .delimited
  }

  /// What people call it.
  var name: String {
    switch self {
    case .delimited: "CSV"
    case .json: "JSON"
    case .jsonLines: "JSON lines"
    case .parquet: "Parquet"
    case .arrow: "Arrow"
    case .sqlite: "SQLite"
    case .excel: "Excel"
    case .root: "ROOT"
    }
  }

  /// What people call one of them: `a ROOT`, `an Arrow`.
  var nameWithArticle: String {
    let name = name
    switch name.utf8.first {
    case UInt8(ascii: "A"), UInt8(ascii: "E"), UInt8(ascii: "I"), UInt8(ascii: "O"):
      return "an \(name)"
    default: return "a \(name)"
    }
  }
}
