/// Documents that are archives of parts, or files of files.
extension ForeignFile {
  /// What an archive is by the names of its parts; nil for one that may hold tables or a workbook.
  init?(partsOf archive: ZipArchive) {
    let names = archive.entries.map { $0.name }
    func has(_ name: String) -> Bool { names.contains(name) }
    if has("word/document.xml") {
      self = .document("a Word document")
    } else if has("ppt/presentation.xml") {
      self = .document("a PowerPoint document")
    } else if has("Index/Document.iwa") || has("Index.zip") {
      self = .spreadsheet("a document of Apple's Numbers or Pages")
    } else if has("META-INF/container.xml") {
      self = .document("an e-book")
    } else if has("mimetype"), has("content.xml") {
      self = .document("an OpenDocument text")
    } else if has("doc.kml") {
      self = .markup("a map file (KMZ)")
    } else if !names.isEmpty, names.allSatisfy({ $0.hasSuffix(".npy") }) {
      self = .program("a NumPy file", "Python", "numpy.savetxt(\"table.csv\", x, delimiter=\",\")")
    } else {
      return nil
    }
  }

  /// What a file of files is, as Microsoft's programs wrote them until 2007.
  init(compound bytes: [UInt8]) {
    if Self.holds("WordDocument", bytes) {
      self = .document("an old Word document")
    } else if Self.holds("PowerPoint Document", bytes) {
      self = .document("an old PowerPoint document")
    } else {
      self = .spreadsheet("an old Excel file")
    }
  }

  /// True where a part has a name, which is written in UTF-16.
  static func holds(_ part: String, _ bytes: [UInt8]) -> Bool {
    var name: [UInt8] = []
    for letter in part.utf8 { name += [letter, 0] }
    var place = 0
    while place + name.count <= bytes.count {
      if bytes[place] == name[0], bytes[place...].starts(with: name) { return true }
      place += 2
    }
    return false
  }
}
