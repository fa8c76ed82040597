import LinnetData
import LinnetSyntax

/// One file being loaded: where it is, what was asked of it, how far the work is.
///
/// It finds out the format, lets that read the bytes, and tells what was decided. The rows of
/// `FileFormat.all` reach the world through it only.
final class Loading {
  /// Who asked for the file.
  let context: Context
  /// The file as the program names it.
  let path: String
  /// Its name without the folder.
  let name: String
  /// What the program says about it, and where its rows are counted.
  var options: DelimitedOptions
  /// The options that the program gives, with how far they reach.
  var given: [(name: String, reach: FileFormat.Reach)] = []
  /// True when steps behind `load` may be done on pieces of the table, and columns left unread.
  let mayBeInPieces: Bool
  /// True when the file is one of many that become one table.
  var isOneOfMany = false
  /// True while a file of an archive is read, which is no archive itself.
  var isInArchive = false
  /// Charges for the work and knows why it was stopped.
  let watch: WorkWatch

  /// Gets ready; nothing is read yet.
  init(
    _ context: Context, _ path: String, _ options: DelimitedOptions, mayBeInPieces: Bool = false
  ) {
    self.context = context
    self.path = path
    self.mayBeInPieces = mayBeInPieces
    name = FilePattern.split(path).name
    watch = WorkWatch(context, "reading \(name)", unitsPerStep: 256)
    var options = options
    options.counter = watch.counter
    self.options = options
  }

  /// Reads the table and tells what was decided on the way.
  ///
  /// Throws what the host throws; `no-such-file` with the nearest name, `format-not-yet`, `only-table`, and
  /// what the reader of the format throws.
  func dataset() throws(Mistake) -> Dataset {
    let (table, size) = try read()
    try context.charge(size / 256 + 1)
    tell(table)
    return table.dataset
  }

  /// The table and how many bytes it was made from.
  private func read() throws(Mistake) -> (LoadedTable, size: Int) {
    if options.encoding == nil, let source = context.host.source(path),
      let format = Self.format(of: source, path),
      let long = format.reading?.long
    {
      let read = try told { () throws(DataMistake) in
        try self.checkOptions(for: format)
        return try long(self, source)
      }
      if let read { return (read, source.size) }
    }
    var bytes = try context.fileBytes(path)
    let size = bytes.count
    try context.reserve(bytes: size)
    let table = try told { () throws(DataMistake) in
      if TarFolder.isLikely(bytes) { return try self.archive(tar: bytes) }
      return try self.table(&bytes, named: self.path)
    }
    return (table, size)
  }

  /// The table in the unpacked bytes of a file, which are handed on to the reader of its format.
  ///
  /// Nobody else has them then, so that no reader has to copy them.
  func table(_ bytes: inout [UInt8], named path: String) throws(DataMistake) -> LoadedTable {
    if let foreign = ForeignFile(bytes), !foreign.isText || !FileFormat.isDocument(path) {
      throw foreign.mistake(path)
    }
    let format = FileFormat.of(path, bytes)
    try checkOptions(for: format)
    guard let reading = format.reading else {
      throw DataMistake("format-not-yet", ["name": path, "format": format.nameWithArticle])
    }
    guard let encoding = options.encoding, format.isText else {
      return try reading.whole(self, Self.taken(&bytes))
    }
    try reserve(bytes: 2 * bytes.count)
    var decoded = encoding.decode(Self.taken(&bytes))
    var table = try reading.whole(self, decoded.take())
    if let strays = decoded.strays { table.notes.append(strays.note) }
    return table
  }

  private static func taken(_ bytes: inout [UInt8]) -> [UInt8] {
    var taken: [UInt8] = []
    swap(&taken, &bytes)
    return taken
  }

  /// Throws `only-table` where `table:` has nothing to choose from, `option-for-text` for an option that means
  /// nothing there.
  private func checkOptions(for format: FileFormat) throws(DataMistake) {
    if let reading = format.reading {
      try checkReach(reading.reach, of: format.nameWithArticle, isText: format.isText)
    }
    if options.table != nil, !format.holdsSeveralTables, !isInArchive {
      throw DataMistake("only-table", ["path": path])
    }
  }

  /// Throws `option-for-text` for an option that a format does not heed.
  func checkReach(_ reach: FileFormat.Reach, of format: String, isText: Bool)
    throws(DataMistake)
  {
    for option in given where option.reach.rawValue > reach.rawValue {
      throw DataMistake("option-for-text", ["option": option.name, "format": format])
    }
    // How letters are stored only a text leaves open; an archive may hold one.
    if options.encoding != nil, !isText, reach != .fields {
      throw DataMistake("option-for-text", ["option": "encoding", "format": format])
    }
  }

  /// What a long file holds by its first bytes; nil when it is packed or cannot be read.
  private static func format(of source: ByteSource, _ path: String) -> FileFormat? {
    var first = [UInt8](repeating: 0, count: 1 << 12)
    let count = first.withUnsafeMutableBytes { source.read(into: $0) }
    guard source.rewind(), count > 0 else { return nil }
    let bytes = Array(first.prefix(count))
    guard Codec(firstBytesOf: bytes) == nil, !TarFolder.isLikely(bytes), ForeignFile(bytes) == nil
    else { return nil }
    return FileFormat.of(path, bytes)
  }

  // MARK: What formats ask for

  /// The options, with the columns that the program asks for where others may be left unread.
  var demanding: DelimitedOptions {
    var options = options
    if mayBeInPieces { options.demanded = demandedColumns }
    return options
  }

  /// The threads that share the work.
  var workers: Workers { context.host.workers }

  /// How much of a long file is read at a time.
  var windowBytes: Int { context.windowBytes }

  /// Takes how far the work is; false stops it.
  var report: DelimitedReader.Progress { watch.report }

  /// The means of the host and the room in memory for a file of so many bytes.
  func means(_ size: Int) -> ReadingMeans { context.readingMeans(size) }

  /// Asks for memory before it is used; `told` finds the reason when there is not enough.
  func reserve(bytes: Int) throws(DataMistake) {
    do throws(Mistake) {
      try context.reserve(bytes: bytes)
    } catch {
      watch.mistake = error
      throw DataMistake("stopped")
    }
  }

  /// A table of an SQLite database, which the host reads; `bytes` are there unless the file is long.
  ///
  /// Throws `no-databases`, and what the host throws.
  func database(_ bytes: [UInt8]?, size: Int) throws(DataMistake) -> LoadedTable {
    let request = DatabaseRequest(
      path: path, bytes: bytes, options: options, memory: context.roomForValues(packed: size),
      progress: report)
    guard let table = try context.host.database(request) else {
      throw DataMistake("no-databases", ["path": path])
    }
    return table
  }
}

extension Context {
  /// The bytes of a file, unpacked.
  ///
  /// Throws what the host throws; `no-such-file` with the nearest name in the folder.
  func fileBytes(_ path: String) throws(Mistake) -> [UInt8] {
    var bytes: [UInt8]
    do {
      bytes = try host.read(path)
    } catch {
      guard error.code == "no-such-file" else { throw error }
      if path.utf8.contains(UInt8(ascii: "\\")) {
        var error = error
        let slashes = path.utf8.map { $0 == UInt8(ascii: "\\") ? UInt8(ascii: "/") : $0 }
        error.slots["slashes"] = String(decoding: slashes, as: UTF8.self)
        throw error
      }
      var mistake = error
      mistake.slots["name"] = path
      mistake.slots["near"] = FileSearch(host).nearest(path)
      throw mistake
    }
    // Some places pack what is packed already.
    for _ in 0..<2 {
      guard let codec = Codec(firstBytesOf: bytes) else { return bytes }
      do {
        bytes = try host.decompress(bytes[...], codec: codec, size: nil)
      } catch {
        var mistake = error
        mistake.slots["path"] = path
        throw mistake
      }
    }
    return bytes
  }
}
