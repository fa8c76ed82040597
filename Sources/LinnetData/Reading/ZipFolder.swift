/// The files of a zip archive, by their names.
///
/// Folders, hidden files and what macOS puts beside each file are left out.
public struct ZipFolder {
  private let archive: ZipArchive

  /// Reads the directory of an archive.
  ///
  /// Errors: `damaged-file`.
  public init(_ bytes: [UInt8]) throws(DataMistake) {
    archive = try ZipArchive(bytes)
  }

  /// The names of the files, with the folders before them, in the order of the archive.
  public var names: [String] {
    archive.entries.map { $0.name }.filter { name in
      guard let last = name.split(separator: "/", omittingEmptySubsequences: false).last else {
        return false
      }
      return !last.isEmpty && !last.hasPrefix(".") && !name.hasPrefix("__MACOSX/")
    }
  }

  /// The bytes of a file; `memory` is what they may take.
  ///
  /// Errors: `damaged-file`, `cannot-unpack`, `locked-file`, `too-many-values`, `unknown-table`.
  public func bytes(of name: String, unpacker: Unpacker, memory: Int64) throws(DataMistake)
    -> [UInt8]
  {
    guard let entry = archive.entry(name) else {
      throw DataMistake("unknown-table", ["name": name, "what": "file", "tables": ""])
    }
    var room = memory
    return try archive.unpack(entry, with: unpacker, room: &room)
  }
}
