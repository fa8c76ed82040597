import Linnet

extension FolderHost {
  /// A database and the log beside it, opened for reading; `bytes` count where the file itself holds
  /// something else, because it is packed.
  ///
  /// Errors: those of `read`, `unfinished-database`.
  func databaseFiles(_ path: String, bytes: [UInt8]?) throws(Mistake) -> SqliteFiles {
    let place = try place(of: path, forWriting: false)
    let main: PlacedBytes
    do {
      main = try opened(place, as: path)
    } catch {
      // A pipe can be read once only, and that has been done.
      guard let bytes else { throw error }
      return SqliteFiles(main: PlacedBytes(bytes), log: nil)
    }
    if let bytes, !bytes.starts(with: main.head(16)) {
      return SqliteFiles(main: PlacedBytes(bytes), log: nil)
    }
    // A journal that begins with anything is half of a change, to be taken back by who made it.
    if let journal = try openedBeside(place, "-journal", of: path) {
      if let first = journal.head(1).first, first != 0 {
        throw Mistake("unfinished-database", ["path": path])
      }
    }
    return SqliteFiles(main: main, log: try openedBeside(place, "-wal", of: path))
  }

  /// A file that SQLite keeps beside a database, where the database really lies; nil when there is none.
  private func openedBeside(_ place: String, _ ending: String, of path: String) throws(Mistake)
    -> PlacedBytes?
  {
    let beside = (FileBytes.real(place) ?? place) + ending
    guard access(beside) == 0 else { return nil }
    return try opened(isConfined ? self.place(of: beside, forWriting: false) : beside, as: path)
  }

  private func opened(_ place: String, as path: String) throws(Mistake) -> PlacedBytes {
    switch PlacedBytes.open(place, limit: largestFile) {
    case .success(let bytes): return bytes
    case .failure(let problem): throw mistake(problem, path: path)
    }
  }
}
