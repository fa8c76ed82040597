/// What a file is that holds no table `load` could read, by its first bytes.
///
/// Each kind is told by its own name, with the way to get a table out of it. Names of files count only where
/// the bytes alone say too little.
public struct ForeignFile: Sendable, Equatable {
  /// The mistake to make of it: `web-page`, `other-file` or `other-spreadsheet`.
  public let code: String
  /// What the mistake says, beside the path.
  public let slots: [String: String]

  /// The mistake for a file of some path.
  public func mistake(_ path: String) -> DataMistake {
    var slots = slots
    slots["path"] = path
    return DataMistake(code, slots)
  }

  /// Finds out what a file is; nil for what may be a table.
  ///
  /// Unpacked bytes are meant; the first 4096 of them say nearly as much as all.
  public init?(_ bytes: [UInt8]) {
    guard let found = Self.byMark(bytes) ?? Self.byPlaces(bytes) ?? Self.byText(bytes) else {
      return nil
    }
    self = found
  }

  init(_ code: String, _ slots: [String: String]) {
    self.code = code
    self.slots = slots
  }

  /// True for what was recognised by its tags, which a document of Markdown may begin with.
  public var isText: Bool { code == "web-page" || slots["markup"] != nil }

  // MARK: The kinds

  static func archive(_ name: String) -> ForeignFile {
    ForeignFile("other-file", ["archive": name])
  }

  static func picture(_ name: String) -> ForeignFile {
    ForeignFile("other-file", ["picture": name])
  }

  static func document(_ name: String) -> ForeignFile {
    ForeignFile("other-file", ["document": name])
  }

  static func markup(_ name: String) -> ForeignFile {
    ForeignFile("other-file", ["markup": name])
  }

  static func spreadsheet(_ name: String) -> ForeignFile {
    ForeignFile("other-spreadsheet", ["kind": name])
  }

  /// A file of a program, and what one writes there to save the table as CSV.
  static func program(_ kind: String, _ program: String, _ code: String? = nil) -> ForeignFile {
    var slots = ["kind": kind, "program": program]
    slots["code"] = code
    return ForeignFile("other-file", slots)
  }

  /// A web page; `hasTable` says that it holds a table people see.
  static func page(hasTable: Bool) -> ForeignFile {
    ForeignFile("web-page", hasTable ? ["table": "table"] : [:])
  }

  static let pythonCode = "table.to_csv(\"table.csv\")"

  // MARK: What begins with a mark of its own

  private static func byMark(_ bytes: [UInt8]) -> ForeignFile? {
    guard bytes.count > 3 else { return nil }
    func begins(_ letters: String) -> Bool { bytes.starts(with: letters.utf8) }
    func begins(_ mark: [UInt8]) -> Bool { bytes.starts(with: mark) }
    switch bytes[0] {
    case 0x00:
      if begins([0x00, 0x00, 0x27, 0x0A]) {
        return program("a shape file of a map program", "QGIS")
      }
    case 0x1F:
      if bytes[1] == 0x9D || bytes[1] == 0xA0 { return archive("a file packed with compress") }
    case UInt8(ascii: "!"):
      if begins("!<arch>\n") { return archive("an ar archive") }
    case UInt8(ascii: "$"):
      if begins("$FL2") || begins("$FL3") {
        return program("a file of SPSS", "SPSS", "SAVE TRANSLATE OUTFILE=\"table.csv\"")
      }
    case UInt8(ascii: "%"):
      if begins("%PDF-") { return document("a PDF document") }
      if begins("%!PS") { return document("a PostScript document") }
    case UInt8(ascii: "7"):
      if begins([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]) { return archive("a 7-Zip archive") }
    case UInt8(ascii: "8"):
      if begins("8BPS") { return picture("a Photoshop picture") }
    case UInt8(ascii: "A"):
      if begins("ASCII SPSS PORT FILE") { return program("a file of SPSS", "SPSS") }
    case UInt8(ascii: "C"):
      if begins("CDF"), [1, 2, 5].contains(bytes[3]) {
        return program("a NetCDF file", "Python", "xarray.open_dataset(\"x.nc\").to_dataframe()")
      }
    case UInt8(ascii: "G"):
      if begins("GIF87a") || begins("GIF89a") { return picture("a GIF picture") }
    case UInt8(ascii: "H"):
      if begins("HEADER RECORD*******LIB") { return program("a transport file of SAS", "SAS") }
    case UInt8(ascii: "I"):
      if begins([0x49, 0x49, 0x2A, 0x00]) { return picture("a TIFF picture") }
      if begins("ID3"), bytes[3] < 5 { return picture("a sound") }
    case UInt8(ascii: "L"):
      if begins("LZIP"), bytes.count > 4, bytes[4] == 1 {
        return archive("a file packed with lzip")
      }
    case UInt8(ascii: "M"):
      if begins([0x4D, 0x4D, 0x00, 0x2A]) { return picture("a TIFF picture") }
      if begins("MATLAB 5.0 MAT-file") || begins("MATLAB 7.3 MAT-file") {
        return program("a file of MATLAB", "MATLAB", "writetable(T, \"table.csv\")")
      }
      if begins("MSCF\0\0\0\0") { return archive("a cabinet archive") }
    case UInt8(ascii: "O"):
      if begins([0x4F, 0x62, 0x6A, 0x01]) { return program("an Avro file", "Python", pythonCode) }
      if begins("ORC"), bytes.suffix(4).prefix(3).elementsEqual("ORC".utf8) {
        return program("an ORC file", "Python", pythonCode)
      }
    case UInt8(ascii: "R"):
      if begins("Rar!\u{1A}\u{07}") { return archive("a RAR archive") }
      for mark in ["RDX2\nX\n", "RDX3\nX\n", "RDA2\nA\n", "RDA3\nA\n", "RDB2\nB\n", "RDB3\nB\n"] {
        if begins(mark) { return dataOfR }
      }
      if begins("RIFF"), bytes.count > 12 {
        if bytes[8..<12].elementsEqual("WEBP".utf8) { return picture("a WebP picture") }
        if bytes[8..<12].elementsEqual("WAVE".utf8) { return picture("a sound") }
      }
    case UInt8(ascii: "S"):
      if begins("SIMPLE  =                    T") {
        return program("a FITS file", "TOPCAT")
      }
    case UInt8(ascii: "v"):
      if begins("version https://git-lfs.github.com/spec/") {
        return ForeignFile("other-file", ["pointer": "git lfs pull"])
      }
    case UInt8(ascii: "{"):
      if begins("{\\rtf") { return document("a text document (RTF)") }
    case UInt8(ascii: "P"):
      if begins("PK\u{5}\u{6}") { return ForeignFile("no-table-inside", [:]) }
    case 0x5D:
      // The older form of xz: its settings, then the size, or ones for a size that is not known.
      if begins([0x5D, 0x00, 0x00]), bytes.count > 13,
        bytes[5..<13].allSatisfy({ $0 == 0xFF }) || bytes[10..<13].allSatisfy({ $0 == 0 })
      {
        return archive("a file packed with LZMA")
      }
    case 0x80:
      if isPickle(bytes) { return program("a Python pickle", "Python", pythonCode) }
    case 0x89:
      if begins([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A]) { return picture("a PNG picture") }
      if begins([0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A]) {
        return program("an HDF5 file", "Python", pythonCode)
      }
      if begins([0x89, 0x4C, 0x5A, 0x4F, 0x00]) { return archive("a file packed with lzop") }
    case 0x93:
      if begins([0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59]) {
        return program("a NumPy file", "Python", "numpy.savetxt(\"table.csv\", x, delimiter=\",\")")
      }
    case 0xFF:
      if bytes[1] == 0xD8, bytes[2] == 0xFF { return picture("a JPEG picture") }
      if begins([0xFF, 0x06, 0x00, 0x00, 0x73, 0x4E, 0x61, 0x50]) {
        return archive("a file packed with Snappy")
      }
    default: break
    }
    return nil
  }

  static let dataOfR = program("a file of R", "R", "write.csv(table, \"table.csv\")")

  /// True for the newer pickles: the number of the form, then one of the signs one can begin with.
  private static func isPickle(_ bytes: [UInt8]) -> Bool {
    guard bytes[0] == 0x80, bytes[1] >= 2, bytes[1] <= 5 else { return false }
    return bytes[1] >= 4
      ? bytes[2] == 0x95 || bytes.last == UInt8(ascii: ".")
      : "c}](Xq)".utf8.contains(bytes[2])
  }

  // MARK: What its inner bytes tell

  private static func byPlaces(_ bytes: [UInt8]) -> ForeignFile? {
    guard bytes.count > 15 else { return nil }
    func has(_ letters: String, at place: Int) -> Bool {
      bytes.count >= place + letters.utf8.count && bytes[place...].starts(with: letters.utf8)
    }
    if has("DUCK", at: 8) {
      return program("a DuckDB database", "DuckDB", "COPY x TO 'table.csv'")
    }
    if has("Standard Jet DB", at: 4) || has("Standard ACE DB", at: 4) {
      return program("an Access database", "Access")
    }
    if has("ftyp", at: 4), bytes[0] == 0 { return picture("a film, sound or photograph") }
    if bytes[0] == 0x42, bytes[1] == 0x4D, bytes[6...9].allSatisfy({ $0 == 0 }) {
      return picture("a BMP picture")
    }
    // Excel before it put files into files.
    if bytes[0] == 9, [0, 2, 4, 8].contains(bytes[1]), [4, 6, 8, 16].contains(bytes[2]),
      bytes[3] == 0
    {
      return spreadsheet("an old Excel file")
    }
    let isOldStata =
      [105, 108, 110, 111, 113, 114, 115].contains(bytes[0]) && (bytes[1] == 1 || bytes[1] == 2)
      && bytes[2] == 1 && bytes[3] == 0
    if isOldStata || has("<stata_dta>", at: 0) {
      return program("a file of Stata", "Stata", "export delimited table.csv")
    }
    let markOfSas: [UInt8] = [0xC2, 0xEA, 0x81, 0x60, 0xB3, 0x14, 0x11, 0xCF]
    if bytes.count > 32, bytes[12..<20].elementsEqual(markOfSas) {
      return program("a file of SAS", "SAS", "proc export")
    }
    // R writes the form, its own version and the oldest one that reads it.
    if has("X\n\0\0\0", at: 0), bytes[5] == 2 || bytes[5] == 3 { return dataOfR }
    if has("A\n2\n", at: 0) || has("A\n3\n", at: 0) {
      let lines = bytes.prefix(60).split(separator: 0x0A)
      if lines.count > 3, ["131840", "197888"].contains(where: { lines[3].elementsEqual($0.utf8) })
      {
        return dataOfR
      }
    }
    // The first form of pickles is text.
    for mark in ["ccopy_reg\n_reconstructor", "cpandas.", "cnumpy.", "(lp0\n", "(dp0\n"]
    where has(mark, at: 0) {
      return program("a Python pickle", "Python", pythonCode)
    }
    return nil
  }
}
