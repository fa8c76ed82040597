import LinnetText

/// Reads a table from a sheet of an Excel file (`.xlsx`, ECMA-376) as other programs write them too.
///
/// Formulas count with the values they had when the file was saved. What a column is follows the rules
/// for tables of text; numbers that are shown as dates are dates.
public struct ExcelReader {
  private var parts: ExcelParts
  private let book: ExcelBook
  private let options: DelimitedOptions
  private let memory: Int64
  private let origin: String
  private let progress: DelimitedReader.Progress
  private let fileSize: Int

  /// Reads the sheet that `options` names, or the only one that holds anything.
  ///
  /// `memory` are the bytes that the unpacked file and the values may take. Errors: `damaged-file`,
  /// `cannot-unpack`, `locked-file`, `other-spreadsheet`, `format-not-yet`, `several-tables`,
  /// `unknown-table`, `unknown-column`, `empty-file`, `too-many-values`, `stopped`.
  public static func read(
    _ bytes: [UInt8], options: DelimitedOptions = DelimitedOptions(), origin: String = "",
    unpacker: Unpacker, memory: Int64 = 1 << 32,
    progress: @escaping DelimitedReader.Progress = { _, _ in true }
  ) throws(DataMistake) -> LoadedTable {
    if let foreign = try otherKind(bytes) { throw foreign.mistake(origin) }
    let archive = try ZipArchive(bytes)
    var parts = ExcelParts(archive, unpacker, room: memory)
    if let mark = archive.entry("mimetype"), mark.size < 200,
      let kind = try parts.bytes("mimetype"),
      kind.starts(with: "application/vnd.oasis.opendocument.spreadsheet".utf8)
    {
      throw DataMistake("other-spreadsheet", ["kind": "an OpenDocument spreadsheet"])
    }
    if let foreign = ForeignFile(partsOf: archive) { throw foreign.mistake(origin) }
    guard archive.entry("[Content_Types].xml") != nil || archive.entry("xl/workbook.xml") != nil
    else { throw DataMistake("format-not-yet", ["name": origin, "format": "a zip"]) }
    let book = try ExcelBook(&parts)
    var reader = ExcelReader(
      parts: parts, book: book, options: options, memory: memory, origin: origin,
      progress: progress, fileSize: bytes.count)
    return try reader.table()
  }

  /// True for the bytes of a zip archive, which may be a workbook.
  public static func isZip(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x50, 0x4B, 0x03, 0x04])
  }

  /// What a file of the older kind is that holds files of its own.
  private static func otherKind(_ bytes: [UInt8]) throws(DataMistake) -> ForeignFile? {
    guard bytes.starts(with: Self.compoundMark) else { return nil }
    // A book with a password lies inside one, in a part of this name.
    if ForeignFile.holds("EncryptedPackage", bytes) { throw DataMistake("locked-file") }
    return ForeignFile(compound: bytes)
  }

  /// How files of the older kind begin.
  public static var compoundMark: [UInt8] {
    var mark: [UInt8] = [0xD0, 0xCF]
    mark.append(0x11)
    mark.append(0xE0)
    return mark
  }

  // MARK: Which sheet

  private mutating func table() throws(DataMistake) -> LoadedTable {
    let names = book.sheets.map { $0.name }
    if let asked = options.table {
      let name = try TableChoice.named(asked, among: names, what: "sheet", path: origin)
      let sheet = book.sheets[names.firstIndex(of: name) ?? 0]
      guard let table = try read(sheet) else { throw DataMistake("empty-file", ["path": origin]) }
      return named(table, name)
    }
    var full = try sheets(thatAreHidden: false)
    if full.isEmpty { full = try sheets(thatAreHidden: true) }
    guard let only = full.first else { throw DataMistake("empty-file", ["path": origin]) }
    if full.count > 1 { throw TableChoice.several(entries(full), what: "sheets", path: origin) }
    guard let table = try read(only) else { throw DataMistake("empty-file", ["path": origin]) }
    return book.sheets.count > 1 ? named(table, only.name) : table
  }

  private func named(_ table: LoadedTable, _ name: String) -> LoadedTable {
    var table = table
    table.part = name
    return table
  }

  /// The sheets with their numbers of rows, where counting is quick.
  private mutating func entries(_ sheets: [ExcelBook.Sheet]) -> [TableChoice.Entry] {
    var entries: [TableChoice.Entry] = []
    for sheet in sheets {
      var entry = TableChoice.Entry(sheet.name)
      if fileSize <= 4 << 20, let table = try? read(sheet) { entry.rows = table.dataset.count }
      entries.append(entry)
    }
    return entries
  }

  /// The sheets that hold anything.
  private mutating func sheets(thatAreHidden isHidden: Bool) throws(DataMistake) -> [ExcelBook
    .Sheet]
  {
    var full: [ExcelBook.Sheet] = []
    for sheet in book.sheets where sheet.isHidden == isHidden {
      if try holdsAnything(sheet) { full.append(sheet) }
    }
    return full
  }

  private mutating func holdsAnything(_ sheet: ExcelBook.Sheet) throws(DataMistake) -> Bool {
    guard let bytes = try parts.bytes(sheet.part) else {
      throw .damaged("the sheet `\(sheet.name)` is missing")
    }
    defer { parts.release(bytes.count) }
    return try bytes.withUnsafeBufferPointer { (buffer) throws(DataMistake) -> Bool in
      var rows = ExcelSheet(buffer, book)
      var row = ExcelRow()
      return try rows.next(&row)
    }
  }

  // MARK: Its rows

  /// The table of a sheet; nil when there is nothing in it.
  private mutating func read(_ sheet: ExcelBook.Sheet) throws(DataMistake) -> LoadedTable? {
    guard let bytes = try parts.bytes(sheet.part) else {
      throw .damaged("the sheet `\(sheet.name)` is missing")
    }
    defer { parts.release(bytes.count) }
    return try bytes.withUnsafeBufferPointer { (buffer) throws(DataMistake) -> LoadedTable? in
      var rows = ExcelSheet(buffer, book)
      var row = ExcelRow()
      var sample: [ExcelRow] = []
      while sample.count < ExcelLayout.sampleRows, try rows.next(&row) { sample.append(row) }
      guard !sample.isEmpty else { return nil }
      let table = ExcelTable(
        sample, ExcelMerge.all(buffer), book, options, memory: memory)
      for row in sample.dropFirst(table.dataStart) where !table.isFull { try table.take(row) }
      var taken = 0
      while !table.isFull, try rows.next(&row) {
        try table.take(row)
        taken += 1
        if taken & 1023 == 0 {
          let part = Double(rows.done) / Double(max(bytes.count, 1)) * Double(fileSize)
          if !progress(Int(part), fileSize) { throw DataMistake("stopped") }
        }
      }
      return try table.finish(origin: origin)
    }
  }
}

extension ExcelBook {
  /// A cell's value as text, for names.
  func text(_ value: ExcelValue, _ letters: [UInt8]) -> String {
    switch value {
    case .whole(let number): return "\(number)"
    case .decimal(let number): return NumberText.shown(number)
    case .truth(let answer): return answer ? "true" : "false"
    case .date(let date): return DateText.shown(date)
    case .shared(let number):
      return texts.with(number) { String(decoding: $0, as: UTF8.self) } ?? ""
    case .own(let range), .misfit(let range):
      return String(decoding: letters[range], as: UTF8.self)
    case .gap: return ""
    }
  }
}
