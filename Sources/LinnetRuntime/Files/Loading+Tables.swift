import LinnetData
import LinnetSyntax

/// Files that hold several tables.
extension Machine {
  /// True for a long file that is an SQLite database.
  static func isDatabase(_ source: ByteSource, _ path: String) -> Bool {
    FileFormat(path, firstBytes(source)) == .sqlite
  }

  /// A table of an SQLite database, which the host reads; `bytes` are there unless the file is long.
  ///
  /// Throws `no-databases`, and what the host throws.
  func database(
    _ path: String, _ bytes: [UInt8]?, size: Int, _ options: DelimitedOptions,
    _ progress: @escaping DelimitedReader.Progress
  ) throws(DataMistake) -> LoadedTable {
    let request = DatabaseRequest(
      path: path, bytes: bytes, options: options, memory: roomForValues(packed: size),
      progress: progress)
    guard let table = try host.database(request) else {
      throw DataMistake("no-databases", ["path": path])
    }
    return table
  }

  /// The mistake for a table that is not there, with the nearest name or all of them.
  func unknownTable(_ error: DataMistake, _ path: String) -> Mistake {
    var mistake = mistake(error)
    mistake.slots["path"] = path
    let names = (error.slots["tables"] ?? "").split(separator: "\n").map { String($0) }
    mistake.slots["tables"] = names.isEmpty ? nil : Self.listed(names)
    mistake.slots["near"] = Spelling.nearest(error.slots["name"] ?? "", among: names)
    return mistake
  }
}

extension FileFormat {
  /// True for kinds of file in which `table:` may choose.
  var mayHoldSeveralTables: Bool {
    switch self {
    case .delimited, .jsonLines, .parquet, .arrow: false
    case .json, .sqlite, .excel, .root: true
    }
  }
}
