import LinnetData
import LinnetPicture
import LinnetSyntax

extension FileFormat {
  /// All formats, in the order in which messages list them.
  ///
  /// A new one is a row here; its reader and writer live in a folder under `LinnetData/Reading/`.
  public static let all: [FileFormat] = [
    FileFormat(
      "CSV", endings: [".csv"], read: .text,
      write: .delimited(by: UInt8(ascii: ","))),
    FileFormat(
      "TSV", endings: [".tsv"], read: .text,
      write: .delimited(by: UInt8(ascii: "\t"))),
    FileFormat(
      "JSON", endings: [".json"], holdsSeveralTables: true, read: .json(isLines: false),
      write: .json(isLines: false)),
    FileFormat(
      "GeoJSON", endings: [".geojson"], holdsSeveralTables: true, read: .json(isLines: false)),
    FileFormat(
      "JSON lines", endings: [".jsonl", ".ndjson"], read: .json(isLines: true),
      write: .json(isLines: true)),
    FileFormat(
      "Parquet", endings: [".parquet"], marks: [mark("PAR1")], read: .parquet, write: .parquet),
    FileFormat(
      "Arrow", endings: [".arrow", ".arrows", ".feather", ".ipc"],
      marks: [mark("ARROW1"), mark("FEA1"), streamMark], read: .arrow),
    FileFormat(
      "Excel", endings: [".xlsx", ".xlsm", ".xls"],
      // Whether a zip archive is a workbook only its parts can tell.
      marks: [mark("PK\u{3}\u{4}"), ExcelReader.compoundMark], trust: .needsMark,
      holdsSeveralTables: true, read: .excel),
    FileFormat(
      "SQLite", endings: [".sqlite", ".sqlite3", ".db"], marks: [mark("SQLite format 3")],
      trust: .needsMark, holdsSeveralTables: true, read: .database),
    FileFormat(
      "ROOT", endings: [".root"], marks: [mark("root")], holdsSeveralTables: true),
    FileFormat("HTML", endings: [".html", ".htm"], trust: .needsMark, write: .page),
    FileFormat(
      "Markdown", endings: [".md", ".markdown"], trust: .onlyInLoad, holdsSeveralTables: true,
      read: .markdown, write: .markdown),
    FileFormat("SVG", endings: [".svg"], trust: .needsMark, write: .vectorDrawing),
    FileFormat("text", endings: [".txt", ".dat"], trust: .onlyInLoad, read: .text, write: .text),
  ]

  /// A table of text, which is what a file without a mark or a known ending is read as.
  static var plain: FileFormat { all[0] }

  /// What stands before the first message of an Arrow stream.
  private static var streamMark: [UInt8] { [UInt8](repeating: 0xFF, count: 4) }

  private static func mark(_ letters: String) -> [UInt8] { Array(letters.utf8) }
}

extension FileFormat.Reading {
  /// Fields with a sign between; of long files window by window.
  fileprivate static let text = FileFormat.Reading(
    reach: .fields,
    whole: { loading, bytes throws(DataMistake) in
      try DelimitedReader.read(
        bytes, options: loading.options, origin: loading.name, workers: loading.workers,
        progress: loading.report)
    },
    long: { loading, source throws(DataMistake) in
      let inPieces = try loading.inPieces { (options, take) throws(DataMistake) in
        try DelimitedReader.stream(
          from: source, options: options, origin: loading.name, workers: loading.workers,
          windowBytes: loading.windowBytes, progress: loading.report, into: take)
      }
      if let inPieces { return inPieces }
      try loading.reserve(bytes: source.size)
      return try DelimitedReader.read(
        from: source, options: loading.options, origin: loading.name, workers: loading.workers,
        windowBytes: loading.windowBytes, progress: loading.report)
    })

  fileprivate static func json(isLines: Bool) -> FileFormat.Reading {
    FileFormat.Reading(
      whole: { loading, bytes throws(DataMistake) in
        try JsonReader.read(
          bytes, isLines: isLines, options: loading.options, origin: loading.name,
          workers: loading.workers, progress: loading.report)
      }, long: nil)
  }

  fileprivate static let parquet = FileFormat.Reading(
    whole: { loading, bytes throws(DataMistake) in
      let means = loading.means(bytes.count)
      let inPieces = try loading.inPieces { (options, take) throws(DataMistake) in
        try ParquetReader.stream(
          bytes, options: options, origin: loading.name, means: means, progress: loading.report,
          into: take)
      }
      if let inPieces { return inPieces }
      return try ParquetReader.read(
        bytes, options: loading.demanding, origin: loading.name, means: means,
        progress: loading.report)
    }, long: nil)

  fileprivate static let arrow = FileFormat.Reading(
    whole: { loading, bytes throws(DataMistake) in
      try ArrowReader.read(
        bytes, options: loading.demanding, origin: loading.name,
        means: loading.means(bytes.count), progress: loading.report)
    }, long: nil)

  fileprivate static let excel = FileFormat.Reading(
    // An archive may hold a table of text, which sees to it itself.
    reach: .fields,
    whole: { loading, bytes throws(DataMistake) in
      let means = loading.means(bytes.count)
      do throws(DataMistake) {
        let table = try ExcelReader.read(
          bytes, options: loading.options, origin: loading.name, unpacker: means.unpacker,
          memory: means.memory, progress: loading.report)
        let name = FileFormat.named("a.xlsx")?.nameWithArticle ?? ""
        try loading.checkReach(.cells, of: name, isText: false)
        return table
      } catch {
        // An archive that is no workbook may hold a table.
        guard error.code == "format-not-yet" else { throw error }
        return try loading.archive(bytes)
      }
    }, long: nil)

  fileprivate static let markdown = FileFormat.Reading(
    reach: .cells,
    whole: { loading, bytes throws(DataMistake) in
      try MarkdownReader.read(
        bytes, options: loading.options, origin: loading.name, workers: loading.workers,
        progress: loading.report)
    }, long: nil)

  /// What the host reads: the library that knows databases lives there.
  fileprivate static let database = FileFormat.Reading(
    reach: .cells,
    whole: { loading, bytes throws(DataMistake) in
      try loading.database(bytes, size: bytes.count)
    },
    long: { loading, source throws(DataMistake) in
      try loading.database(nil, size: source.size)
    })
}

extension FileFormat.Writing {
  fileprivate static func delimited(by separator: UInt8) -> FileFormat.Writing {
    FileFormat.Writing(
      table: { saving, dataset throws(Mistake) in
        try saving.charge(dataset)
        return try saving.told { () throws(DataMistake) in
          try DelimitedWriter.write(dataset, separator: separator)
        }
      },
      histogram: { saving, histogram throws(Mistake) in
        try saving.told { () throws(DataMistake) in
          try DelimitedWriter.write(histogram.table, separator: separator)
        }
      })
  }

  fileprivate static func json(isLines: Bool) -> FileFormat.Writing {
    FileFormat.Writing(
      table: { saving, dataset throws(Mistake) in
        try saving.charge(dataset)
        return JsonWriter.write(dataset, isLines: isLines)
      },
      histogram: { _, histogram throws(Mistake) in JsonWriter.write(histogram) },
      value: { saving, value throws(Mistake) in try saving.json(value, isLines: isLines) })
  }

  fileprivate static let parquet = FileFormat.Writing(
    table: { saving, dataset throws(Mistake) in
      guard !dataset.names.isEmpty else {
        throw Mistake("cannot-save", ["kind": "a dataset without columns"])
      }
      try saving.charge(dataset)
      try saving.reserve(dataset, bytesACell: 10)
      return try saving.told { () throws(DataMistake) in
        try ParquetWriter.write(dataset, workers: saving.workers)
      }
    },
    histogram: { saving, histogram throws(Mistake) in
      try saving.told { () throws(DataMistake) in
        try ParquetWriter.write(histogram.table, workers: saving.workers)
      }
    })

  fileprivate static let page = FileFormat.Writing(table: { saving, dataset throws(Mistake) in
    try saving.charge(dataset, cellsAStep: 1)
    try saving.reserve(dataset, bytesACell: 32)
    return Array(dataset.page(title: FilePattern.split(saving.path).name).utf8)
  })

  fileprivate static let markdown = FileFormat.Writing(
    table: { saving, dataset throws(Mistake) in
      try saving.charge(dataset)
      return try saving.told { () throws(DataMistake) in try MarkdownWriter.write(dataset) }
    },
    histogram: { saving, histogram throws(Mistake) in
      try saving.told { () throws(DataMistake) in try MarkdownWriter.write(histogram.table) }
    })

  fileprivate static let vectorDrawing = FileFormat.Writing(
    picture: { saving, picture throws(Mistake) in try saving.charged(SVG.render(picture)) })

  /// A table as CSV, a picture in letters, and a text as it is.
  fileprivate static let text: FileFormat.Writing = {
    var writing = delimited(by: UInt8(ascii: ","))
    writing.histogram = nil
    writing.picture = { saving, picture throws(Mistake) in
      try saving.charged(TerminalPicture.render(picture, columns: 80, rows: 24) + "\n")
    }
    writing.value = { _, value throws(Mistake) in
      value.object(.text).map { Array($0.textBytes) + [0x0A] }
    }
    return writing
  }()
}
