import Linnet

extension FolderHost {
  /// A database and the log beside it, opened for reading; `bytes` count where the file itself holds
  /// something else, because it is packed.
  ///
  /// Errors: those of `read`, `unfinished-database`.
  func databaseFiles(_ path: String, bytes: [UInt8]?) throws(Mistake) -> SqliteFiles {
    let beside: (String) -> Result<Int32, FileProblem>
    let main: PlacedBytes
    do {
      let place = try databasePlace(path)
      beside = place.beside
      main = try given(place.main, as: path)
    } catch {
      // A pipe can be read once only, and that has been done.
      guard let bytes, error.code != "outside-folder" else { throw error }
      return SqliteFiles(main: PlacedBytes(bytes), log: nil)
    }
    if let bytes, !bytes.starts(with: main.head(16)) {
      return SqliteFiles(main: PlacedBytes(bytes), log: nil)
    }
    // A journal that begins with anything is half of a change, to be taken back by who made it.
    if let journal = try givenBeside(beside("-journal"), of: path) {
      if let first = journal.head(1).first, first != 0 {
        throw Mistake("unfinished-database", ["path": path])
      }
    }
    return SqliteFiles(main: main, log: try givenBeside(beside("-wal"), of: path))
  }

  /// Opens a database, and then what SQLite keeps beside it, where the database really lies.
  private func databasePlace(_ path: String) throws(Mistake) -> (
    main: Result<Int32, FileProblem>, beside: (String) -> Result<Int32, FileProblem>
  ) {
    guard isConfined else {
      let place = FileBytes.real(place(of: path)) ?? path
      return (opened(place, onlyFiles: true), { self.opened(place + $0, onlyFiles: true) })
    }
    var walk: FolderWalk
    switch FolderWalk.start(in: root) {
    case .success(let start): walk = start
    case .failure(let problem): throw mistake(problem, path: path)
    }
    let main = walk.reach(Array(path.utf8)) { FolderHost.open($1, in: $0, onlyFiles: true) }
    return (
      main,
      { [walk] ending in
        var walk = walk
        return walk.reach(walk.reached + Array(ending.utf8)) {
          FolderHost.open($1, in: $0, onlyFiles: true)
        }
      }
    )
  }

  private func givenBeside(_ file: Result<Int32, FileProblem>, of path: String) throws(Mistake)
    -> PlacedBytes?
  {
    if case .failure(.notThere) = file { return nil }
    return try given(file, as: path)
  }

  private func given(_ file: Result<Int32, FileProblem>, as path: String) throws(Mistake)
    -> PlacedBytes
  {
    switch file.flatMap({ PlacedBytes.opened($0, limit: largestFile) }) {
    case .success(let bytes): return bytes
    case .failure(let problem): throw mistake(problem, path: path)
    }
  }
}
