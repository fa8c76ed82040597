/// Writes one column of one group of rows of a Parquet file.
struct ParquetChunkWriter {
  /// What the file's description says about the written bytes.
  struct Chunk {
    var bytes: [UInt8] = []
    /// Entries, gaps and empty lists included.
    var count: Int64 = 0
    var unpackedSize: Int64 = 0
    /// Where the pages with values begin, when a page with words comes first.
    var dataStart: Int64 = 0
    var hasDictionary = false
    /// Rows and items without a value.
    var gaps: Int64 = 0
    /// True when a single row is too much for the format.
    var isTooLarge = false
    var smallest: [UInt8]?
    var largest: [UInt8]?
  }

  /// As many rows as other programs put on a page.
  private static let pageRows = 20_000
  /// Bytes of a page that are never far exceeded but by a single row.
  private static let pageSize = 16 << 20
  /// A table of words is written when it is no longer than that, in bytes.
  private static let largestDictionary = 1 << 20

  private let leaf: ParquetLeafPlan
  private let column: Column
  private let values: Column
  private var chunk = Chunk()
  /// The words of the group: the code of each in the file, by its code in the column.
  private var codes: [Int32] = []
  private var words: [Int] = []

  private init(_ leaf: ParquetLeafPlan, _ column: Column) {
    self.leaf = leaf
    self.column = column
    values = leaf.values(column)
  }

  /// The bytes of some rows.
  static func write(_ leaf: ParquetLeafPlan, _ column: Column, rows: Range<Int>) -> Chunk {
    var writer = ParquetChunkWriter(leaf, column)
    writer.write(rows)
    return writer.chunk
  }

  private mutating func write(_ rows: Range<Int>) {
    var pages: [ParquetLeafPlan.Page] = []
    var next = rows.lowerBound
    var most = Self.pageRows
    while next < rows.upperBound {
      let end = min(next + most, rows.upperBound)
      let page = leaf.page(column, rows: next..<end)
      // Long lists and texts make shorter pages, for the format counts their bytes with 32 bits.
      if size(page) > Self.pageSize, end - next > 1 {
        most = max((end - next) / 2, 1)
        continue
      }
      pages.append(page)
      next = end
    }
    collectWords(pages)
    if chunk.hasDictionary { writeDictionary() }
    chunk.dataStart = Int64(chunk.bytes.count)
    for page in pages {
      write(page)
      chunk.count += Int64(page.definitions.count)
      chunk.gaps += Int64(page.definitions.count - page.rows.count)
    }
    let summary = ParquetSummary(values, pages.lazy.flatMap { $0.rows }, leaf)
    chunk.smallest = summary.smallest
    chunk.largest = summary.largest
  }

  /// The bytes of a page, about.
  private func size(_ page: ParquetLeafPlan.Page) -> Int {
    guard case .text(let codes, let words) = values.storage else {
      return page.definitions.count * 8
    }
    return page.rows.reduce(page.definitions.count) { $0 + words[Int(codes[$1])].utf8.count + 4 }
  }

  // MARK: Words

  /// Gives the words that are used their codes, and decides whether a table of them pays.
  private mutating func collectWords(_ pages: [ParquetLeafPlan.Page]) {
    guard case .text(let columnCodes, let table) = values.storage else { return }
    codes = [Int32](repeating: -1, count: table.count)
    var size = 0
    var uses = 0
    for page in pages {
      uses += page.rows.count
      for row in page.rows {
        let code = Int(columnCodes[row])
        if codes[code] >= 0 { continue }
        codes[code] = Int32(words.count)
        words.append(code)
        size += table[code].utf8.count + 4
      }
    }
    chunk.hasDictionary =
      !words.isEmpty && words.count * 2 <= uses && size <= Self.largestDictionary
  }

  private mutating func writeDictionary() {
    guard case .text(_, let table) = values.storage else { return }
    var body: [UInt8] = []
    for word in words { Self.add(table[word], to: &body) }
    let count = Int32(words.count)
    addPage(kind: 2, body) { header in
      header.record(7) {
        $0.field(1, count)
        $0.field(2, Int32(0))
      }
    }
  }

  // MARK: Pages

  private mutating func write(_ page: ParquetLeafPlan.Page) {
    var body: [UInt8] = []
    if leaf.repetition > 0 { Self.add(page.repetitions, most: leaf.repetition, to: &body) }
    Self.add(page.definitions, most: leaf.definition, to: &body)
    add(page.rows, to: &body)
    let count = Int32(page.definitions.count)
    let encoding: Int32 = chunk.hasDictionary ? 8 : 0
    addPage(kind: 0, body) { header in
      header.record(5) {
        $0.field(1, count)
        $0.field(2, encoding)
        $0.field(3, Int32(3))
        $0.field(4, Int32(3))
      }
    }
  }

  /// Adds a page behind its header, packed.
  private mutating func addPage(
    kind: Int32, _ body: [UInt8], _ describe: (inout ThriftWriter) -> Void
  ) {
    guard body.count < 1 << 30 else {
      chunk.isTooLarge = true
      return
    }
    let packed = Snappy.pack(body)
    var header = ThriftWriter()
    header.field(1, kind)
    header.field(2, Int32(body.count))
    header.field(3, Int32(packed.count))
    describe(&header)
    header.end()
    chunk.bytes += header.bytes
    chunk.bytes += packed
    chunk.unpackedSize += Int64(header.bytes.count + body.count)
  }

  /// Adds levels behind their size.
  private static func add(_ levels: [Int32], most: Int, to body: inout [UInt8]) {
    let start = body.count
    body += [0, 0, 0, 0]
    ParquetRunWriter.add(levels, width: ParquetBits.width(most), to: &body)
    let size = UInt32(body.count - start - 4)
    for byte in 0..<4 { body[start + byte] = UInt8(truncatingIfNeeded: size >> UInt32(8 * byte)) }
  }

  /// Adds the values of some rows.
  private func add(_ rows: [Int], to body: inout [UInt8]) {
    switch values.storage {
    case .decimal(let numbers):
      for row in rows { Self.add(numbers[row].bitPattern, to: &body) }
    case .whole(let numbers):
      for row in rows { Self.add(UInt64(bitPattern: numbers[row]), to: &body) }
    case .date(let dates):
      for row in rows {
        if leaf.meaning == .date {
          Self.add(UInt32(bitPattern: ParquetSummary.day(dates[row])), to: &body)
        } else {
          Self.add(UInt64(bitPattern: DateValue(raw: dates[row]).milliseconds), to: &body)
        }
      }
    case .truth(let answers):
      var byte: UInt8 = 0
      for (place, row) in rows.enumerated() {
        byte |= answers[row] << UInt8(place & 7)
        if place & 7 == 7 || place == rows.count - 1 {
          body.append(byte)
          byte = 0
        }
      }
    case .text(let columnCodes, let table):
      if chunk.hasDictionary {
        let width = max(ParquetBits.width(words.count - 1), 1)
        body.append(UInt8(width))
        ParquetRunWriter.add(
          rows.map { codes[Int(columnCodes[$0])] }, width: width, to: &body)
      } else {
        for row in rows { Self.add(table[Int(columnCodes[row])], to: &body) }
      }
    default: break
    }
  }

  @inline(__always)
  private static func add<Number: FixedWidthInteger>(_ number: Number, to body: inout [UInt8]) {
    for byte in 0..<(Number.bitWidth / 8) {
      body.append(UInt8(truncatingIfNeeded: number >> Number(8 * byte)))
    }
  }

  private static func add(_ word: String, to body: inout [UInt8]) {
    add(UInt32(truncatingIfNeeded: word.utf8.count), to: &body)
    body.append(contentsOf: word.utf8)
  }
}
