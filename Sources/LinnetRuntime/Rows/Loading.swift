import LinnetData
import LinnetSyntax
import LinnetText

extension Native {
  /// Reading and writing files.
  static let files: [Native] = [
    Native(
      "load",
      [
        .required("file"),
        .option("missing", "what stands for a gap, such as -999"),
        .option("separator", "the sign between the columns, such as \";\""),
        .option("decimal", "\",\" when the file writes 3,5"),
        .option("columns", "a list of the columns to read"),
        .option("rows", "how many rows to read"),
        .option("ragged", "\"skip\" leaves out rows with too many or too few cells"),
        .option("file_column", "true adds a column with the name of the file"),
        .option("table", "which table of the file, when it holds several"),
      ],
      family: "files", traits: [.command, .ungrouped],
      usage: "name = load \"file.csv\", or load \"school.sqlite\", table: \"marks\"",
      summary: "Reads a table from a file.",
      examples: []
    ) { machine, inputs throws(Mistake) in
      try machine.load(inputs)
    },
    Native(
      "save", [.required("value"), .required("file")], family: "files",
      traits: [.showing, .ungrouped], usage: "save value, \"file.csv\"",
      summary: "Writes a dataset, a list, a histogram or a picture to a file.", examples: []
    ) { machine, inputs throws(Mistake) in
      try machine.save(inputs[0], inputs[1])
    },
  ]
}

extension Machine {
  fileprivate func load(_ inputs: Inputs) throws(Mistake) -> Value {
    let path = heap.string(try textInput("load", 0, inputs[0]))
    let options = try options(inputs)
    var namesFiles = false
    if !inputs[7].isAbsent {
      guard case .truth(let answer) = inputs[7] else {
        throw HistogramRequest.wrong("file_column", inputs[7], "`true` or `false`", self)
      }
      namesFiles = answer
    }
    guard FilePattern.isPattern(path) else {
      // What is put to the table here comes before the steps behind it.
      let dataset = try table(path, options, mayBeInPieces: !namesFiles)
      try rowLimit(dataset.count)
      return makeDataset(namesFiles ? dataset.naming(file: path) : dataset)
    }
    let paths = FilePattern.matches(path, among: host.names(besides: path))
    guard let first = paths.first else {
      throw Mistake("no-files", ["name": path])
    }
    var waiting: [Int] = []
    var kinds: [String: ColumnKind] = [:]
    var parts: [Dataset] = []
    for next in paths {
      let part = try table(next, options)
      try fits(part, &kinds, file: next)
      parts.append(namesFiles ? part.naming(file: next) : part)
      // Two by two, so that no row is copied often: 8, 4, 2, 1 files together wait for their like.
      do {
        var turn = parts.count - 1
        var files = 1
        while turn > 0, waiting.last == files {
          parts[turn - 1] = try parts[turn - 1].appending(parts[turn])
          parts.removeLast()
          waiting.removeLast()
          files *= 2
          turn -= 1
        }
        waiting.append(files)
      } catch {
        var mistake = mistake(error)
        mistake.slots["file"] = next
        throw mistake
      }
    }
    var dataset = parts.removeLast()
    while let before = parts.popLast() {
      do {
        dataset = try before.appending(dataset)
      } catch {
        var mistake = mistake(error)
        mistake.slots["file"] = paths.last ?? first
        throw mistake
      }
    }
    try rowLimit(dataset.count)
    account("\(DigitGrouping.grouped(paths.count)) files: \(rows(dataset.count))")
    return makeDataset(
      Dataset(
        names: dataset.names, columns: dataset.columns, count: dataset.count, origin: path))
  }

  /// Throws `append-kinds` when a column of a file holds another kind of values than those before it.
  private func fits(_ part: Dataset, _ kinds: inout [String: ColumnKind], file: String)
    throws(Mistake)
  {
    for (name, column) in zip(part.names, part.columns) {
      switch column.kind {
      case .number, .text, .date, .truth: break
      default: continue
      }
      if let known = kinds[name] {
        guard known != column.kind, column.gapCount < column.count else { continue }
        throw Mistake(
          "append-kinds",
          ["name": name, "first": known.plural, "second": column.kind.plural, "file": file])
      } else if column.gapCount < column.count {
        kinds[name] = column.kind
      }
    }
  }

  // MARK: Options

  private func options(_ inputs: Inputs) throws(Mistake) -> DelimitedOptions {
    var options = DelimitedOptions()
    try setMissing(&options, inputs[1])
    if !inputs[2].isAbsent {
      let text = heap.string(try optionText("separator", inputs[2]))
      let names = ["tab": "\t", "comma": ",", "semicolon": ";", "space": " "]
      let mark = Array((names[text] ?? text).utf8)
      guard mark.count == 1, mark[0] != 0x0A, mark[0] != 0x0D, mark[0] != 0x22 else {
        throw HistogramRequest.wrong("separator", inputs[2], "one character in quotes", self)
      }
      options.separator = mark[0]
    }
    if !inputs[3].isAbsent {
      let text = heap.string(try optionText("decimal", inputs[3]))
      guard text == "." || text == "," else {
        throw HistogramRequest.wrong("decimal", inputs[3], "\".\" or \",\"", self)
      }
      options.decimalMark = text == "." ? UInt8(ascii: ".") : UInt8(ascii: ",")
    }
    if let ref = inputs[4].object(.text) {
      options.columns = [heap.string(ref)]
    } else if !inputs[4].isAbsent {
      guard let items = items(of: inputs[4]) else {
        throw HistogramRequest.wrong("columns", inputs[4], "a list of names in quotes", self)
      }
      var names: [String] = []
      for item in items { names.append(heap.string(try optionText("columns", item))) }
      options.columns = names
    }
    if !inputs[5].isAbsent {
      guard let number = inputs[5].number, number >= 0, number == number.rounded(.down) else {
        throw HistogramRequest.wrong("rows", inputs[5], "a whole number", self)
      }
      options.rows = number < 1e15 ? Int(clamping: Int64(number)) : .max
    }
    if !inputs[6].isAbsent {
      guard heap.string(try optionText("ragged", inputs[6])) == "skip" else {
        throw HistogramRequest.wrong("ragged", inputs[6], "\"skip\"", self)
      }
      options.skipsRagged = true
    }
    if !inputs[8].isAbsent { options.table = heap.string(try optionText("table", inputs[8])) }
    return options
  }

  private func optionText(_ option: String, _ value: Value) throws(Mistake) -> ObjectRef {
    guard let ref = value.object(.text) else {
      throw HistogramRequest.wrong(option, value, "text in quotes", self)
    }
    return ref
  }

  private func setMissing(_ options: inout DelimitedOptions, _ value: Value) throws(Mistake) {
    if value.isAbsent || value.isMissing { return }
    if let ref = value.object(.text) {
      options.missingWords.append(heap.string(ref))
    } else if let number = value.number {
      options.missingNumbers.append(number)
    } else if let items = items(of: value) {
      for item in items {
        if item.hasItems {
          throw HistogramRequest.wrong("missing", value, "numbers or texts", self)
        }
        try setMissing(&options, item)
      }
    } else {
      throw HistogramRequest.wrong("missing", value, "a number, a text or a list", self)
    }
  }

  // MARK: One file

  /// The bytes of a file, unpacked.
  ///
  /// Throws what the host throws; `no-such-file` with the nearest name in the folder.
  func fileBytes(_ path: String) throws(Mistake) -> [UInt8] {
    var bytes: [UInt8]
    do {
      bytes = try host.read(path)
    } catch {
      guard error.code == "no-such-file" else { throw error }
      var mistake = error
      mistake.slots["name"] = path
      let (folder, name) = FilePattern.split(path)
      if let near = Spelling.nearest(name, among: host.names(besides: path)) {
        mistake.slots["near"] = folder + near
      }
      throw mistake
    }
    guard let codec = Codec(firstBytesOf: bytes) else { return bytes }
    do {
      bytes = try host.decompress(bytes[...], codec: codec, size: nil)
    } catch {
      var mistake = error
      mistake.slots["path"] = path
      throw mistake
    }
    return bytes
  }

  private func table(
    _ path: String, _ options: DelimitedOptions, mayBeInPieces: Bool = false
  ) throws(Mistake) -> Dataset {
    let name = FilePattern.split(path).name
    let watch = WorkWatch(self, "reading \(name)", unitsPerStep: 256)
    var options = options
    options.counter = watch.counter
    var size = 0
    var read: LoadedTable?
    if options.table == nil, let source = host.source(path), Self.isText(source, path) {
      size = source.size
      if mayBeInPieces {
        read = try told(path, watch) { () throws(DataMistake) in
          try loadInPieces(options, watch) { (options, take) throws(DataMistake) in
            try DelimitedReader.stream(
              from: source, options: options, origin: name, workers: host.workers,
              windowBytes: windowBytes, progress: watch.report, into: take)
          }
        }
      }
      if read == nil {
        try reserve(bytes: size)
        read = try told(path, watch) { () throws(DataMistake) in
          try DelimitedReader.read(
            from: source, options: options, origin: name, workers: host.workers,
            windowBytes: windowBytes, progress: watch.report)
        }
      }
    }
    if read == nil, let source = host.source(path), Self.isDatabase(source, path) {
      size = source.size
      read = try told(path, watch) { () throws(DataMistake) in
        try database(path, nil, size: size, options, watch.report)
      }
    }
    let loaded: LoadedTable
    if let read {
      loaded = read
    } else {
      let bytes = try fileBytes(path)
      size = bytes.count
      try reserve(bytes: size)
      loaded = try told(path, watch) { () throws(DataMistake) in
        try table(
          bytes, FileFormat(path, bytes), path, options, watch, mayBeInPieces: mayBeInPieces)
      }
    }
    try charge(size / 256 + 1)
    for remark in loaded.notes {
      var note = mistake(remark)
      note.slots["file"] = name
      self.note(note)
    }
    account(summary(loaded, name))
    return loaded.dataset
  }

  /// Reads a table from the bytes of a file, as its format wants it.
  private func table(
    _ bytes: [UInt8], _ format: FileFormat, _ path: String, _ options: DelimitedOptions,
    _ watch: WorkWatch, mayBeInPieces: Bool
  ) throws(DataMistake) -> LoadedTable {
    var options = options
    let name = FilePattern.split(path).name
    if options.table != nil, !format.mayHoldSeveralTables {
      throw DataMistake("only-table", ["path": path])
    }
    switch format {
    case .delimited:
      return try DelimitedReader.read(
        bytes, options: options, origin: name, workers: host.workers, progress: watch.report)
    case .json, .jsonLines:
      return try JsonReader.read(
        bytes, isLines: format == .jsonLines, options: options, origin: name,
        progress: watch.report)
    case .parquet:
      let means = readingMeans(bytes.count)
      if mayBeInPieces {
        let read = try loadInPieces(options, watch) { (options, take) throws(DataMistake) in
          try ParquetReader.stream(
            bytes, options: options, origin: name, means: means, progress: watch.report,
            into: take)
        }
        if let read { return read }
        options.demanded = demandedColumns
      }
      return try ParquetReader.read(
        bytes, options: options, origin: name, means: means, progress: watch.report)
    case .arrow:
      if mayBeInPieces { options.demanded = demandedColumns }
      return try ArrowReader.read(
        bytes, options: options, origin: name, means: readingMeans(bytes.count),
        progress: watch.report)
    case .sqlite:
      return try database(path, bytes, size: bytes.count, options, watch.report)
    case .excel:
      return try ExcelReader.read(
        bytes, options: options, origin: name, unpacker: HostUnpacker(host),
        memory: roomForValues(packed: bytes.count), progress: watch.report)
    case .root:
      throw DataMistake("format-not-yet", ["name": path, "format": format.nameWithArticle])
    }
  }

  /// True for a text table that is not packed, by its name and first bytes.
  private static func isText(_ source: ByteSource, _ path: String) -> Bool {
    let bytes = firstBytes(source)
    if bytes.isEmpty || Codec(firstBytesOf: bytes) != nil { return false }
    return FileFormat(path, bytes) == .delimited
  }

  /// The first bytes of a long file; none when it cannot be read.
  static func firstBytes(_ source: ByteSource) -> [UInt8] {
    var first = [UInt8](repeating: 0, count: 64)
    let count = first.withUnsafeMutableBytes { source.read(into: $0) }
    guard source.rewind(), count > 0 else { return [] }
    return Array(first.prefix(count))
  }

  /// Does reading work, and turns what is wrong into a mistake of the language.
  private func told<Result>(
    _ path: String, _ watch: WorkWatch, _ work: () throws(DataMistake) -> Result
  ) throws(Mistake) -> Result {
    do throws(DataMistake) {
      return try work()
    } catch {
      if let mistake = watch.mistake { throw mistake }
      if error.code == "unknown-column" {
        let columns = (error.slots["columns"] ?? "").split(separator: "\n").map { String($0) }
        throw RowMistakes.unknownColumn(
          error.slots["name"] ?? "", among: columns, at: nil, in: nil)
      }
      if error.code == "unknown-table" { throw unknownTable(error, path) }
      var mistake = mistake(error)
      mistake.slots["path"] = path
      throw mistake
    }
  }

  /// One line about what was read and what was decided on the way.
  private func summary(_ table: LoadedTable, _ name: String) -> String {
    let columns = table.handedOn?.columns ?? table.dataset.names.count
    let all = columns + table.unread.count
    var text = "loaded \(rows(table.handedOn?.rows ?? table.dataset.count)) and "
    if columns < all { text += "\(DigitGrouping.grouped(columns)) of " }
    text += all == 1 ? "1 column" : "\(DigitGrouping.grouped(all)) columns"
    text += " from \(name)"
    switch table.separator {
    case UInt8(ascii: ","): break
    case UInt8(ascii: "\t"): text += ", separated by tabs"
    case UInt8(ascii: " "): text += ", separated by spaces"
    default: text += ", separated by `\(String(decoding: [table.separator], as: UTF8.self))`"
    }
    if !table.part.isEmpty { text += ", its part `\(table.part)`" }
    if !table.leftOut.isEmpty {
      let names = table.leftOut.prefix(3).map { "`\($0)`" }.joined(separator: ", ")
      text += ", without \(names)" + (table.leftOut.count > 3 ? " and others" : "")
    }
    for remark in table.remarks { text += ", \(remark)" }
    if table.hasDecimalComma { text += ", with decimal commas" }
    if table.encoding != .utf8 { text += ", read as \(table.encoding.name)" }
    if table.hadSpacedNames { text += ", spaces around names taken away" }
    if table.gaps > 0 {
      text += table.gaps == 1 ? ", 1 gap" : ", \(DigitGrouping.grouped(table.gaps)) gaps"
    }
    return text
  }
}

extension Dataset {
  /// The dataset with a column `file` that holds the name of the file its rows came from.
  ///
  /// Where the file itself has such a column, the new one is `file_2`.
  fileprivate func naming(file path: String) -> Dataset {
    var name = "file"
    var number = 2
    while place(of: name) != nil {
      name = "file_\(number)"
      number += 1
    }
    let codes = [Int32](repeating: 0, count: count)
    return setting(name, to: Column(.text(codes: codes, words: [FilePattern.split(path).name])))
  }
}
