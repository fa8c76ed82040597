import CSqlite
import Foundation
import Linnet
import LinnetRuntime
import Testing

@testable import LinnetHost

/// A folder of its own with databases made by SQLite itself.
private struct Databases {
  let folder: String

  init() throws {
    let place = FileManager.default.temporaryDirectory
      .appendingPathComponent("linnet-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    folder = place.path
  }

  var host: FolderHost { FolderHost(root: folder) }

  /// Runs statements on a database of the folder; the connection stays open.
  @discardableResult
  func make(_ name: String, _ statements: String) -> OpaquePointer? {
    var connection: OpaquePointer?
    #expect(sqlite3_open("\(folder)/\(name)", &connection) == SQLITE_OK)
    let status = sqlite3_exec(connection, statements, nil, nil, nil)
    #expect(status == SQLITE_OK, "\(String(cString: sqlite3_errmsg(connection)))")
    return connection
  }

  /// Runs statements on a database of the folder and closes it.
  func write(_ name: String, _ statements: String) {
    sqlite3_close(make(name, statements))
  }

  /// Reads a table; `change` sets options.
  func table(_ name: String, _ change: (inout DatabaseRequest) -> Void = { _ in })
    throws(DataMistake) -> LoadedTable
  {
    var request = DatabaseRequest(path: name)
    change(&request)
    guard let table = try host.database(request) else { throw DataMistake("none") }
    return table
  }

  /// The code of the mistake that reading ends with.
  func code(_ name: String, _ change: (inout DatabaseRequest) -> Void = { _ in }) -> String? {
    do throws(DataMistake) {
      _ = try table(name, change)
      return nil
    } catch {
      return error.code
    }
  }
}

/// The first cell of a table of texts.
private func firstText(_ table: LoadedTable) -> String? {
  guard case .text(let codes, let words)? = table.dataset.columns.first?.storage,
    let code = codes.first, code >= 0
  else { return nil }
  return words[Int(code)]
}

/// Tables out of SQLite databases.
@Suite struct SqliteTests {
  @Test func cellsDecideWhatAColumnIs() throws {
    let files = try Databases()
    files.write(
      "a.sqlite",
      """
      CREATE TABLE t ("Pressure (hPa)" TEXT, n, half REAL, day TEXT, ok BOOLEAN, zip TEXT, who, mix,
        raw BLOB, at TEXT, empty);
      INSERT INTO t VALUES
        ('1000.5', 1, 2, '2024-02-29', 0, '01067', 'Ada', 'b', x'00ff', '2024-02-29 10:30', NULL),
        ('1001', 2, 2.5, NULL, 1, '80331', 'Zoë', 'a', NULL, '2024-03-01T00:00:05Z', NULL),
        (NULL, -9223372036854775807, 1e300, '2024-03-02', NULL, NULL, '', 2.5, x'01', NULL, NULL);
      """)
    let table = try files.table("a.sqlite")
    let data = table.dataset
    #expect(
      data.names == [
        "Pressure", "n", "half", "day", "ok", "zip", "who", "mix", "at", "empty",
      ])
    #expect(table.leftOut == ["raw"])
    #expect(data.column("Pressure")?.unit == "hPa")
    func storage(_ name: String) -> Column.Storage? { data.column(name)?.storage }
    guard case .decimal(let pressures)? = storage("Pressure"),
      case .whole(let wholes)? = storage("n"),
      case .decimal(let halves)? = storage("half"), case .date(let days)? = storage("day"),
      case .truth(let truths)? = storage("ok"),
      case .text(let zips, let zipWords)? = storage("zip"),
      case .text(let whos, let names)? = storage("who"),
      case .text(let mixes, let mixWords)? = storage("mix"), case .date(let times)? = storage("at")
    else {
      Issue.record("other kinds of column")
      return
    }
    #expect(pressures[0] == 1000.5 && pressures[1] == 1001 && pressures[2].isNaN)
    #expect(wholes == [1, 2, -9_223_372_036_854_775_807])
    #expect(halves == [2, 2.5, 1e300])
    #expect(days[1] == .min && DateText.shown(DateValue(raw: days[0])) == "2024-02-29")
    #expect(truths == [0, 1, 2])
    #expect(zips == [0, 1, -1] && zipWords == ["01067", "80331"])
    #expect(whos == [0, 1, -1] && names == ["Ada", "Zoë"])
    #expect(mixes == [0, 1, 2] && mixWords == ["b", "a", "2.5"])
    #expect(DateText.shown(DateValue(raw: times[1])) == "2024-03-01 00:00:05")
    #expect(data.column("empty")?.gapCount == 3)
    #expect(table.notes.map { $0.code } == ["columns-left-out"])
  }

  @Test func cellsThatDoNotFitAreTold() throws {
    let files = try Databases()
    files.write(
      "a.db",
      """
      CREATE TABLE t (x, y);
      INSERT INTO t VALUES (1, 1), (2.5, 9e999), ('NA', 2), ('?', 3), (4, x'0102'), (5, 4),
        (6, 5), (7, 6), (8, 7), (9, 8), (10, 9), (11, 10);
      """)
    let table = try files.table("a.db")
    #expect(table.notes.map { $0.slots["sample"] } == ["?", "infinity"])
    #expect(table.notes.map { $0.slots["bad"] } == ["1", "2"])
    #expect(table.notes.map { $0.slots["row"] } == ["4", "2"])
    #expect(table.gaps == 4)
  }

  @Test func optionsChooseColumnsAndRows() throws {
    let files = try Databases()
    files.write("a.db", "CREATE TABLE t (x, y, z); INSERT INTO t VALUES (1, 2, 3), (4, 5, -9);")
    var table = try files.table("a.db") { $0.options.columns = ["z", "x"] }
    #expect(table.dataset.names == ["z", "x"])
    table = try files.table("a.db") {
      $0.options.rows = 1
      $0.options.missingNumbers = [3]
    }
    #expect(table.dataset.count == 1 && table.gaps == 1)
    #expect(files.code("a.db") { $0.options.columns = ["w"] } == "unknown-column")
    table = try files.table("a.db") { $0.options.rows = 0 }
    #expect(table.dataset.count == 0 && table.dataset.names.count == 3)
  }

  @Test func severalTablesAreShown() throws {
    let files = try Databases()
    files.write(
      "a.db",
      """
      CREATE TABLE few (x); CREATE TABLE "many ""x"" y" (y INTEGER PRIMARY KEY AUTOINCREMENT);
      INSERT INTO few VALUES (1); INSERT INTO "many ""x"" y" VALUES (1), (2);
      CREATE VIEW both AS SELECT x, y FROM few, "many ""x"" y";
      CREATE VIEW broken AS SELECT * FROM nowhere;
      """)
    do {
      _ = try files.table("a.db")
      Issue.record("no mistake")
    } catch {
      #expect(error.code == "several-tables")
      #expect(error.slots["names"] == "`few` (1 row), `many \"x\" y` (2 rows), `both` and `broken`")
      #expect(error.slots["first"] == "many \"x\" y")
    }
    let many = try files.table("a.db") { $0.options.table = "many \"x\" y" }
    #expect(many.dataset.count == 2 && many.part == "many \"x\" y")
    #expect(try files.table("a.db") { $0.options.table = "both" }.dataset.names == ["x", "y"])
    #expect(files.code("a.db") { $0.options.table = "broken" } == "broken-view")
    #expect(files.code("a.db") { $0.options.table = "Few" } == "unknown-table")
    #expect(files.code("a.db") { $0.options.table = "sqlite_sequence" } == "unknown-table")
    files.write("none.db", "CREATE TABLE t (x); DROP TABLE t;")
    #expect(files.code("none.db") == "empty-file")
  }

  @Test func tablesOfEveryMakeAreRead() throws {
    let files = try Databases()
    files.write(
      "a.db",
      """
      CREATE TABLE t (k TEXT PRIMARY KEY, v) WITHOUT ROWID; INSERT INTO t VALUES ('b', 2), ('a', 1);
      """)
    #expect(try files.table("a.db").dataset.count == 2)
    files.write(
      "b.db", "CREATE VIRTUAL TABLE words USING fts5(body); INSERT INTO words VALUES ('one two');")
    #expect(try files.table("b.db").dataset.names == ["body"])
    files.write(
      "c.db", "PRAGMA encoding = 'UTF-16le'; CREATE TABLE t (x); INSERT INTO t VALUES ('Zoë');")
    #expect(firstText(try files.table("c.db")) == "Zoë")
    files.write(
      "d.db", "CREATE TABLE t (x, y AS (x * 2)); INSERT INTO t VALUES (4);")
    #expect(try files.table("d.db").dataset.names == ["x", "y"])
    files.write("e.db", "CREATE TABLE t (x); INSERT INTO t VALUES (CAST(x'4dfc6e636865' AS TEXT));")
    let german = try files.table("e.db")
    #expect(firstText(german) == "Münche" && german.encoding == .windows1252)
  }

  @Test func aPackedDatabaseIsReadFromItsBytes() throws {
    let files = try Databases()
    files.write("a.db", "CREATE TABLE t (x); INSERT INTO t VALUES (7);")
    let bytes = try files.host.read("a.db")
    try files.host(writing: "a.db.gz", [0x1F, 0x8B, 0])
    #expect(try files.table("a.db.gz") { $0.bytes = bytes }.dataset.count == 1)
  }

  // MARK: Other programs at work

  @Test func changesInALogBesideCount() throws {
    let files = try Databases()
    let writer = files.make(
      "a.db",
      """
      PRAGMA journal_mode = WAL; CREATE TABLE t (x); INSERT INTO t VALUES (1);
      PRAGMA wal_checkpoint(TRUNCATE); INSERT INTO t VALUES (2);
      """)
    let names = FileBytes.names(in: files.folder)
    #expect(names.contains("a.db-wal"))
    let before = try names.map { try files.host.read($0) }
    #expect(try files.table("a.db").dataset.count == 2)
    #expect(FileBytes.names(in: files.folder) == names)
    #expect(try names.map { try files.host.read($0) } == before)
    sqlite3_close(writer)
    // After the last program is gone there is no log, but the file still says that it has one.
    #expect(FileBytes.names(in: files.folder) == ["a.db"])
    #expect(try files.table("a.db").dataset.count == 2)
    #expect(FileBytes.names(in: files.folder) == ["a.db"])
  }

  @Test func halfAChangeIsLeftToItsMaker() throws {
    let files = try Databases()
    files.write("a.db", "CREATE TABLE t (x); INSERT INTO t VALUES (7);")
    try files.host(writing: "a.db-journal", [])
    #expect(files.code("a.db") == nil)
    try files.host(writing: "a.db-journal", [0xD9, 0xD5, 5])
    #expect(files.code("a.db") == "unfinished-database")
  }

  @Test func aFileWrittenWhileItIsReadIsToldApart() throws {
    let files = try Databases()
    let writer = files.make("a.db", "CREATE TABLE t (x); INSERT INTO t VALUES (7);")
    sqlite3_exec(
      writer,
      "WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r LIMIT 9999) INSERT INTO t SELECT x FROM r",
      nil, nil, nil)
    /// Writes at some polls while the table is read.
    func code(writingAt isTime: @escaping (_ poll: Int) -> Bool) -> String? {
      var polls = 0
      return files.code("a.db") {
        $0.progress = { _, _ in
          polls += 1
          if isTime(polls) { sqlite3_exec(writer, "INSERT INTO t VALUES (8)", nil, nil, nil) }
          return true
        }
      }
    }
    #expect(code { $0 > 2 } == "changed-file")
    // Written once, it is read again.
    #expect(code { $0 == 3 } == nil)
    sqlite3_exec(writer, "PRAGMA journal_mode = WAL; INSERT INTO t VALUES (9)", nil, nil, nil)
    #expect(code { $0 > 2 } == nil)
    sqlite3_close(writer)
  }

  // MARK: Strangers

  @Test func aConfinedHostStaysInside() throws {
    let files = try Databases()
    files.write("a.db", "CREATE TABLE t (x); INSERT INTO t VALUES (7);")
    try FileManager.default.createDirectory(
      atPath: files.folder + "/in", withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      atPath: files.folder + "/a.db", toPath: files.folder + "/in/b.db")
    try files.host(writing: "c.db-wal", [1])
    try FileManager.default.createSymbolicLink(
      atPath: files.folder + "/in/b.db-wal", withDestinationPath: files.folder + "/c.db-wal")
    let host = FolderHost(root: files.folder + "/in")
    func code(_ host: LinnetRuntime.Host, _ path: String) -> String? {
      do throws(DataMistake) {
        return try host.database(DatabaseRequest(path: path)) == nil ? "none" : nil
      } catch {
        return error.code
      }
    }
    #expect(code(host, "../a.db") == "outside-folder")
    #expect(code(host, files.folder + "/a.db") == "outside-folder")
    #expect(code(host, "b.db") == "outside-folder")
    #expect(code(host, "c.db") == "no-such-file")
    #expect(code(host, ".") == "cannot-read-file")
    #expect(code(FolderHost(root: files.folder, access: .none), "a.db") == "files-not-allowed")
    #expect(code(LinnetRuntime.Host(), "a.db") == "none")
  }

  @Test(arguments: [
    "SELECT x FROM endless", "SELECT x, hex(randomblob(500)) AS y FROM endless ORDER BY y",
    "SELECT x FROM endless WHERE x < 0", "SELECT hex(zeroblob(900000000)) AS x",
    "SELECT group_concat(x) AS x FROM endless", "SELECT DISTINCT x % 5000000 AS x FROM endless",
  ]) func aViewWithoutEndIsStopped(_ question: String) throws {
    let files = try Databases()
    files.write(
      "a.db",
      """
      CREATE VIEW endless AS WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r)
        SELECT x FROM r;
      CREATE VIEW v AS \(question);
      """)
    var polls = 0
    let code = files.code("a.db") {
      $0.options.table = "v"
      $0.memory = 8 << 20
      $0.progress = { _, _ in
        polls += 1
        return polls < 20_000
      }
    }
    #expect(code == "too-many-values" || code == "stopped")
  }

  @Test(arguments: [
    "SELECT load_extension('x')", "SELECT * FROM pragma_database_list",
    "SELECT * FROM pragma_journal_mode('DELETE')", "SELECT writefile('x', 'y')",
    "SELECT readfile('/etc/passwd')", "SELECT fts3_tokenizer('x', x'00')",
  ]) func aViewReachesNothingElse(_ question: String) throws {
    let files = try Databases()
    files.write("a.db", "CREATE VIEW v AS \(question)")
    #expect(files.code("a.db") == "broken-view")
    #expect(FileBytes.names(in: files.folder) == ["a.db"])
  }

  @Test func damagedDatabasesEndInAMistakeOrATable() throws {
    let files = try Databases()
    files.write(
      "a.db",
      """
      PRAGMA page_size = 512;
      CREATE TABLE t (x INTEGER PRIMARY KEY, y, z TEXT); CREATE INDEX i ON t (y);
      WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r LIMIT 200)
        INSERT INTO t SELECT x, x * 0.5, printf('word %d', x % 7) FROM r;
      INSERT INTO t VALUES (1000, NULL, printf('%2000s', 'long'));
      CREATE VIEW v AS SELECT y FROM t;
      """)
    let whole = try files.host.read("a.db")
    var seed: UInt64 = 20_240_229
    func random(_ limit: Int) -> Int {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(seed >> 33) % limit
    }
    var codes: [String: Int] = [:]
    func read(_ bytes: [UInt8]) {
      for table in ["t", "v"] {
        var request = DatabaseRequest(path: "a.db", memory: 4 << 20)
        request.options.table = table
        var polls = 0
        request.progress = { _, _ in
          polls += 1
          return polls < 2000
        }
        do throws(DataMistake) {
          let table = try SqliteReader.read(
            request, SqliteFiles(main: PlacedBytes(bytes), log: nil))
          #expect(table.dataset.columns.allSatisfy { $0.count == table.dataset.count })
          codes["", default: 0] += 1
        } catch {
          codes[error.code, default: 0] += 1
        }
      }
    }
    read(whole)
    #expect(codes == ["": 2])
    for count in stride(from: 0, to: whole.count, by: 97) { read(Array(whole[..<count])) }
    for _ in 0..<1500 {
      var bytes = whole
      for _ in 0...random(3) { bytes[random(bytes.count)] ^= 1 << UInt8(random(8)) }
      read(bytes)
    }
    for place in 0..<600 {
      var bytes = whole
      bytes[place] = UInt8(random(256))
      read(bytes)
    }
    #expect(codes["", default: 0] > 100 && codes["damaged-file", default: 0] > 100)
    #expect(
      codes.keys.allSatisfy {
        [
          "", "damaged-file", "broken-view", "unknown-table", "empty-file", "too-many-values",
          "stopped",
        ].contains($0)
      }, "\(codes)")
  }

  @Test func damagedLogsEndInAMistakeOrATable() throws {
    let files = try Databases()
    let writer = files.make(
      "a.db",
      """
      PRAGMA page_size = 512; PRAGMA journal_mode = WAL; CREATE TABLE t (x);
      INSERT INTO t VALUES (1); PRAGMA wal_checkpoint(TRUNCATE);
      INSERT INTO t VALUES (2); INSERT INTO t VALUES (printf('%1500s', 'long'));
      """)
    let main = try files.host.read("a.db")
    let log = try files.host.read("a.db-wal")
    sqlite3_close(writer)
    var counts: Set<Int> = []
    func read(_ log: [UInt8]) {
      do throws(DataMistake) {
        let files = SqliteFiles(main: PlacedBytes(main), log: PlacedBytes(log))
        counts.insert(try SqliteReader.read(DatabaseRequest(path: "a.db"), files).dataset.count)
      } catch {
        #expect(error.code == "damaged-file")
      }
    }
    read(log)
    #expect(counts == [3])
    for count in stride(from: 0, to: log.count, by: 31) { read(Array(log[..<count])) }
    for place in stride(from: 0, to: log.count, by: 7) {
      var bytes = log
      bytes[place] ^= 0x10
      read(bytes)
    }
    // A log is as long as its check sums fit: what was written whole counts.
    #expect(counts.isSubset(of: [1, 2, 3]))
  }
}

extension Databases {
  /// Writes a file into the folder.
  func host(writing name: String, _ bytes: [UInt8]) throws {
    try FolderHost(root: folder, access: .readWrite).write(bytes, to: name)
  }
}
