import LinnetData
import LinnetPicture
import LinnetSyntax

/// A kind of file: how it is told from the others, how it is read and how it is written.
///
/// `all` has a row for each. What the language knows about formats it takes from there: `load` and `save`,
/// the reader's eye for file names, completion, messages and what the command says about a file of data.
public struct FileFormat: Sendable {
  /// What people call it, for example `Parquet`.
  public let name: String
  /// What files of it are named like, with the point and in small letters; the usual ending comes first.
  public let endings: [String]
  /// What its first bytes may be; empty for text, which can begin with anything.
  let marks: [[UInt8]]
  /// How far an ending alone can be believed.
  let trust: Trust
  /// True when a file may hold several tables, so that `table:` has something to choose from.
  let holdsSeveralTables: Bool
  /// How a table is read from it; nil when it cannot be.
  let reading: Reading?
  /// How values are written in it.
  let writing: Writing

  /// How far an ending can be believed when no mark says what a file holds.
  enum Trust: Sendable {
    /// The file holds this format, or it is damaged.
    case certain
    /// The file holds this format as far as `load` goes; beside that it may as well be notes or a program.
    case onlyInLoad
    /// Without a mark the file holds something else, mostly a table of text.
    case needsMark
  }

  /// What a format must be for an option of `load` to mean something there, from the most formats to the fewest.
  enum Reach: Int, Sendable {
    /// Any.
    case anything
    /// Its cells may be words that stand for numbers and dates.
    case cells
    /// Its rows are fields with a sign between.
    case fields
  }

  /// How tables are read from files of a format.
  struct Reading: Sendable {
    /// Which options mean something.
    var reach = Reach.anything
    /// Reads a table from the unpacked bytes of a file.
    let whole: @Sendable (Loading, consuming [UInt8]) throws(DataMistake) -> LoadedTable
    /// Reads a long file from where it lies; it answers nil where `whole` has to do it.
    let long: (@Sendable (Loading, ByteSource) throws(DataMistake) -> LoadedTable?)?
  }

  /// What can be written in a format.
  struct Writing: Sendable {
    /// Rows: those of a dataset, or of a list.
    var table: (@Sendable (Saving, Dataset) throws(Mistake) -> [UInt8])?
    /// The numbers of a histogram.
    var histogram: (@Sendable (Saving, Histogram) throws(Mistake) -> [UInt8])?
    /// A drawing, of a histogram too where its numbers are not written.
    var picture: (@Sendable (Saving, Picture) throws(Mistake) -> [UInt8])?
    /// What else has a form of its own there; it answers nil for all that is written as rows or not at all.
    var value: (@Sendable (Saving, Value) throws(Mistake) -> [UInt8]?)?

    /// Nothing can be written.
    static let none = Writing()
  }

  /// A row of the table.
  init(
    _ name: String, endings: [String], marks: [[UInt8]] = [], trust: Trust = .certain,
    holdsSeveralTables: Bool = false, read: Reading? = nil, write: Writing = .none
  ) {
    self.name = name
    self.endings = endings
    self.marks = marks
    self.trust = trust
    self.holdsSeveralTables = holdsSeveralTables
    reading = read
    writing = write
  }
}

/// Finding the format of a file.
extension FileFormat {
  /// What a file holds, by its first bytes and then by its name; else a table of text.
  static func of(_ path: String, _ bytes: [UInt8]) -> FileFormat {
    for format in all where format.marks.contains(where: { bytes.starts(with: $0) }) {
      return format
    }
    if ArrowReader.isOldStream(bytes), let arrow = all.first(where: { $0.name == "Arrow" }) {
      return arrow
    }
    var named = unpacked(path).flatMap { $0.trust == .needsMark ? nil : $0 }
    // A text is a text, whatever somebody called it.
    if let format = named, !format.marks.isEmpty, isText(bytes) { named = nil }
    // Text under any name may be a document of JSON; what is called JSON lines stays that.
    let isPlainText = named.map { $0.name == plain.name || $0.trust == .onlyInLoad } ?? true
    if isPlainText, JsonReader.isLikely(bytes), let json = all.first(where: { $0.name == "JSON" }) {
      return json
    }
    return named ?? plain
  }

  /// True for bytes that begin with nothing but letters, signs, tabs and line breaks.
  private static func isText(_ bytes: [UInt8]) -> Bool {
    !bytes.isEmpty
      && bytes.prefix(512).allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 >= 9 && $0 <= 13 }
  }

  /// The format that a file's name asks for; nil when no format has such an ending.
  static func named(_ path: String) -> FileFormat? {
    let name = path.lowercased()
    return all.first { $0.fits(name) }
  }

  /// The format of what is in a file when it is unpacked, by its name: `x.json.gz` is JSON then.
  public static func unpacked(_ path: String) -> FileFormat? {
    let name = path.lowercased()
    let packing = Codec.fileEndings.first { name.hasSuffix($0) }
    let inner = String(name.dropLast(packing?.utf8.count ?? 0))
    return all.first { $0.fits(inner) }
  }

  /// True when a file of that name holds data and cannot be anything else, such as a program.
  public static func isData(_ path: String) -> Bool {
    let name = path.lowercased()
    if Codec.fileEndings.contains(where: { name.hasSuffix($0) }) { return true }
    return named(path).map { $0.isLoaded && $0.trust != .onlyInLoad } ?? false
  }

  /// True for a name of a document of text with tables in it, which may begin with any tags.
  static func isDocument(_ path: String) -> Bool { unpacked(path)?.name == "Markdown" }

  /// True for files of letters, which may be stored in an encoding of their own.
  var isText: Bool { reading != nil && marks.isEmpty }

  /// True for a format that `load` knows, be it only to say that it cannot read it yet.
  var isLoaded: Bool { reading != nil || !marks.isEmpty }

  /// True when a name in small letters has an ending of this format.
  private func fits(_ name: String) -> Bool { endings.contains { name.hasSuffix($0) } }

  /// True when files of data have names with this ending, here without its point.
  static func isLoaded(ending: String) -> Bool {
    let ending = "." + ending.lowercased()
    if Codec.fileEndings.contains(where: { $0 == ending }) { return true }
    return all.contains { $0.isLoaded && $0.endings.contains { $0 == ending } }
  }
}

/// What is said about formats.
extension FileFormat {
  /// What people call one of them: `a ROOT`, `an Arrow`.
  var nameWithArticle: String {
    switch name.utf8.first {
    case UInt8(ascii: "A"), UInt8(ascii: "E"), UInt8(ascii: "I"), UInt8(ascii: "O"):
      "an \(name)"
    default: "a \(name)"
    }
  }

  /// The formats that `load` reads: *CSV, TSV and JSON*.
  static var readNames: String { listed(all.filter { $0.reading != nil }.map { $0.name }, "and") }

  /// The endings of the files that tables are saved in: *.csv, .tsv or .json*.
  static var tableEndings: String { listed(usual { $0.table != nil }, "or") }

  /// The endings of the files that pictures are saved in, in marks of code.
  static var pictureEndings: String { listed(usual { $0.picture != nil }.map { "`\($0)`" }, "or") }

  /// The endings of the files that histograms are saved in, drawn or as numbers, in marks of code.
  static var histogramEndings: String {
    listed(usual { $0.picture != nil || $0.histogram != nil }.map { "`\($0)`" }, "or")
  }

  /// The usual endings of the formats that can write something.
  private static func usual(_ canWrite: (Writing) -> Bool) -> [String] {
    var endings: [String] = []
    for format in all where canWrite(format.writing) { endings += format.endings.prefix(1) }
    return endings
  }

  private static func listed(_ words: [String], _ conjunction: String) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " \(conjunction) " + last
  }
}
