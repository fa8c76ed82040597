/// The parts of an Excel file that its sheets share: their names, the texts, the formats, the calendar.
struct ExcelBook {
  /// A sheet, and where in the archive it is.
  struct Sheet {
    var name: String
    var part: String
    var isHidden: Bool
  }

  private(set) var sheets: [Sheet] = []
  private(set) var calendar = ExcelCalendar()
  private(set) var texts = ExcelTexts()
  /// What the number of a cell means, by the number of its style.
  private(set) var formats: [ExcelFormat] = []

  /// Reads what the sheets share.
  ///
  /// Errors: `damaged-file`, `cannot-unpack`, `locked-file`, `too-many-values`, `other-spreadsheet`.
  init(_ parts: inout ExcelParts) throws(DataMistake) {
    let root = try parts.links(of: "")
    let main = root.first { $0.kind == "officeDocument" }?.target ?? "xl/workbook.xml"
    if main.hasSuffix(".bin") {
      throw DataMistake("other-spreadsheet", ["kind": "a binary Excel file (.xlsb)"])
    }
    let links = try parts.links(of: main)
    guard let book = try parts.bytes(main) else {
      throw .damaged("the list of its sheets is missing")
    }
    try readSheets(book, links)
    if let part = links.first(where: { $0.kind == "sharedStrings" })?.target,
      let bytes = try parts.bytes(part)
    {
      texts = try ExcelTexts(bytes)
    }
    if let part = links.first(where: { $0.kind == "styles" })?.target,
      let bytes = try parts.bytes(part)
    {
      formats = try Self.formats(bytes)
    }
  }

  private mutating func readSheets(_ bytes: [UInt8], _ links: [ExcelParts.Link]) throws(DataMistake)
  {
    try bytes.withUnsafeBufferPointer { (buffer) throws(DataMistake) in
      var scanner = XmlScanner(buffer)
      while true {
        switch try scanner.next() {
        case .finished: return
        case .start where scanner.isNamed("workbookPr"):
          let answer = scanner.attribute("date1904")
          calendar.startsIn1904 = answer == "1" || answer == "true"
        case .start where scanner.isNamed("sheet"):
          // Sheets of nothing but a picture are linked as another kind.
          guard let link = links.first(where: { $0.id == scanner.attribute("id") }),
            link.kind == "worksheet"
          else { break }
          let state = scanner.attribute("state")
          sheets.append(
            Sheet(
              name: scanner.attribute("name") ?? "Sheet\(sheets.count + 1)", part: link.target,
              isHidden: state == "hidden" || state == "veryHidden"))
        default: break
        }
      }
    }
  }

  /// The meaning of each style's number format.
  private static func formats(_ bytes: [UInt8]) throws(DataMistake) -> [ExcelFormat] {
    try bytes.withUnsafeBufferPointer { (buffer) throws(DataMistake) -> [ExcelFormat] in
      var scanner = XmlScanner(buffer)
      var own: [Int: ExcelFormat] = [:]
      var formats: [ExcelFormat] = []
      var isInCells = false
      while true {
        switch try scanner.next() {
        case .finished: return formats
        case .start where scanner.isNamed("numFmt"):
          if let number = scanner.attribute("numFmtId").flatMap({ Int($0) }) {
            own[number] = ExcelFormat(code: scanner.attribute("formatCode") ?? "")
          }
        case .start where scanner.isNamed("cellXfs"): isInCells = true
        case .end where scanner.isNamed("cellXfs"): isInCells = false
        case .start where isInCells && scanner.isNamed("xf"):
          let number = scanner.attribute("numFmtId").flatMap { Int($0) } ?? 0
          formats.append(own[number] ?? ExcelFormat(builtIn: number))
        default: break
        }
      }
    }
  }
}

/// The parts of an Excel file and what links them.
struct ExcelParts {
  /// A link from one part to another.
  struct Link {
    var id: String
    /// The last word of what kind of link it is.
    var kind: String
    var target: String
  }

  private let archive: ZipArchive
  private let unpacker: Unpacker
  /// The bytes that unpacked parts may still take.
  var room: Int64

  init(_ archive: ZipArchive, _ unpacker: Unpacker, room: Int64) {
    self.archive = archive
    self.unpacker = unpacker
    self.room = room
  }

  /// The bytes of a part in UTF-8; nil when it is not there.
  mutating func bytes(_ name: String) throws(DataMistake) -> [UInt8]? {
    guard let entry = archive.entry(name) else { return nil }
    let bytes = try archive.unpack(entry, with: unpacker, room: &room)
    // Nearly always UTF-8 already, and then not looked at twice.
    let isMarked = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
    if isMarked || bytes.prefix(2).contains(0) { return TextEncoding.decode(bytes).text }
    return bytes
  }

  /// Gives the room of a part back that is no longer needed.
  mutating func release(_ bytes: Int) { room += Int64(bytes) }

  /// What a part links to; the whole archive for an empty name.
  mutating func links(of part: String) throws(DataMistake) -> [Link] {
    let slash = part.utf8.lastIndex(of: UInt8(ascii: "/"))
    let folder = slash.map { String(part[...$0]) } ?? ""
    let file = slash.map { String(part[part.utf8.index(after: $0)...]) } ?? part
    guard let bytes = try bytes("\(folder)_rels/\(file).rels") else { return [] }
    return try bytes.withUnsafeBufferPointer { (buffer) throws(DataMistake) -> [Link] in
      var scanner = XmlScanner(buffer)
      var links: [Link] = []
      while true {
        switch try scanner.next() {
        case .finished: return links
        case .start where scanner.isNamed("Relationship"):
          guard let target = scanner.attribute("Target") else { break }
          let kind = scanner.attribute("Type") ?? ""
          let last = kind.utf8.lastIndex(of: UInt8(ascii: "/"))
            .map { String(kind[kind.utf8.index(after: $0)...]) }
          links.append(
            Link(
              id: scanner.attribute("Id") ?? "", kind: last ?? kind,
              target: Self.place(target, from: folder)))
        default: break
        }
      }
    }
  }

  /// A target as a name in the archive.
  private static func place(_ target: String, from folder: String) -> String {
    if target.utf8.first == UInt8(ascii: "/") { return String(target.dropFirst()) }
    var steps = folder.split(separator: "/").map { String($0) }
    for step in target.split(separator: "/") {
      if step == ".." {
        _ = steps.popLast()
      } else if step != "." {
        steps.append(String(step))
      }
    }
    return steps.joined(separator: "/")
  }
}
