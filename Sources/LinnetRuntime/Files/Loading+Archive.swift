import LinnetData
import LinnetSyntax

/// Tables in a zip archive.
extension Loading {
  /// The one table among the files of an archive, or that which `table:` names.
  ///
  /// A file counts as a table by its ending; what only tells about the others does not. Throws `several-tables`,
  /// `unknown-table`, `no-table-inside`, and what the reader of the file throws.
  func archive(_ bytes: [UInt8]) throws(DataMistake) -> LoadedTable {
    let folder = try ZipFolder(bytes)
    let name = try table(among: folder.names)
    let means = means(bytes.count)
    return try table(
      in: try folder.bytes(of: name, unpacker: means.unpacker, memory: means.memory), named: name)
  }

  /// The one table among the files of a tar archive; as `archive`.
  func archive(tar bytes: [UInt8]) throws(DataMistake) -> LoadedTable {
    let folder = try TarFolder(bytes)
    let name = try table(among: folder.names)
    guard let inner = folder.bytes(of: name) else {
      throw DataMistake("no-table-inside", ["path": path])
    }
    return try table(in: inner, named: name)
  }

  /// The table in a file of an archive, which may be packed itself.
  private func table(in bytes: [UInt8], named name: String) throws(DataMistake) -> LoadedTable {
    if isInArchive { throw DataMistake("no-table-inside", ["path": path]) }
    var inner = bytes
    if let codec = Codec(firstBytesOf: inner) {
      inner = try unpacked(inner, codec)
    }
    isInArchive = true
    defer { isInArchive = false }
    var table = try table(&inner, named: name)
    if table.part.isEmpty { table.part = name }
    return table
  }

  private func unpacked(_ bytes: [UInt8], _ codec: Codec) throws(DataMistake) -> [UInt8] {
    do throws(Mistake) {
      return try context.host.decompress(bytes[...], codec: codec, size: nil)
    } catch {
      throw DataMistake(error.code.text, error.slots)
    }
  }

  private func table(among names: [String]) throws(DataMistake) -> String {
    let data = names.filter { FileFormat.isData($0) }
    var tables = data.isEmpty ? names.filter { FileFormat.named($0)?.reading != nil } : data
    if let asked = options.table, tables.count != 1 {
      options.table = nil
      return try TableChoice.named(asked, among: tables, what: "file", path: path)
    }
    let main = tables.filter { !Self.tellsAboutOthers($0) }
    if !main.isEmpty { tables = main }
    guard let first = tables.first else { throw DataMistake("no-table-inside", ["path": path]) }
    guard tables.count == 1 else {
      throw TableChoice.several(tables.map { TableChoice.Entry($0) }, what: "files", path: path)
    }
    return first
  }

  /// True for files such as `readme.txt` and `Metadata_Country.csv`.
  private static func tellsAboutOthers(_ name: String) -> Bool {
    let last = (name.split(separator: "/").last.map(String.init) ?? name).lowercased()
    for start in ["readme", "read_me", "license", "licence", "metadata"] {
      if last.hasPrefix(start) { return true }
    }
    return false
  }
}
