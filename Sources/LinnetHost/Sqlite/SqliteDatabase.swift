import CSqlite
import Glibc
import Linnet

/// An open SQLite database that can do nothing but hand out rows.
///
/// Views are programs of whoever made the file. They may not call what is unsafe, write, or open
/// anything; the poll that `sqlite3_progress_handler` runs stops them when the person, the limits or the
/// memory say so.
final class SqliteDatabase {
  private let files: SqliteFiles
  private let connection: OpaquePointer
  private let watch: SqliteWatch

  /// Opens a database.
  ///
  /// Errors: `damaged-file`, `too-many-values`.
  init(_ files: SqliteFiles, watch: SqliteWatch) throws(DataMistake) {
    self.files = files
    self.watch = watch
    let (connection, status) = files.connect()
    guard let connection, status == SQLITE_OK else {
      sqlite3_close_v2(connection)
      throw Self.mistake(status, "", watch)
    }
    self.connection = connection
    sqlite3_extended_result_codes(connection, 1)
    let longest = Int32(clamping: min(max(files.size, 1 << 20), 256 << 20))
    for (limit, value) in [
      (SQLITE_LIMIT_LENGTH, longest), (SQLITE_LIMIT_ATTACHED, 0), (SQLITE_LIMIT_TRIGGER_DEPTH, 0),
      (SQLITE_LIMIT_WORKER_THREADS, 0), (SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 100),
      (SQLITE_LIMIT_VDBE_OP, 1_000_000),
    ] { sqlite3_limit(connection, limit, value) }
    for option in [SQLITE_DBCONFIG_DEFENSIVE, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE] {
      _ = linnet_sqlite_set(connection, Int32(option), 1)
    }
    for option in [
      SQLITE_DBCONFIG_TRUSTED_SCHEMA, SQLITE_DBCONFIG_ENABLE_TRIGGER,
      SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER,
    ] { _ = linnet_sqlite_set(connection, Int32(option), 0) }
    let context = Unmanaged.passUnretained(watch).toOpaque()
    sqlite3_progress_handler(
      connection, SqliteWatch.steps,
      { watch in
        guard let watch else { return 1 }
        return Unmanaged<SqliteWatch>.fromOpaque(watch).takeUnretainedValue().poll() ? 0 : 1
      }, context)
    // Without shared memory a log can be read only by somebody who is alone; nobody else sees these files.
    for setting in [
      "locking_mode = EXCLUSIVE", "temp_store = MEMORY", "cell_size_check = ON", "mmap_size = 0",
      "query_only = ON", "cache_size = -16384",
    ] {
      let status = sqlite3_exec(connection, "PRAGMA \(setting)", nil, nil, nil)
      guard status == SQLITE_OK else {
        let mistake = Self.mistake(status, words, watch)
        sqlite3_close_v2(connection)
        throw mistake
      }
    }
    sqlite3_set_authorizer(
      connection,
      { _, action, first, second, _, _ in SqliteDatabase.allows(action, first, second) }, nil)
  }

  deinit { sqlite3_close_v2(connection) }

  /// Refuses other files, settings and extensions; that nothing is written is seen to below SQLite.
  ///
  /// Making tables must be allowed, for that is how virtual tables tell what columns they have.
  private static func allows(
    _ action: Int32, _ first: UnsafePointer<CChar>?, _ second: UnsafePointer<CChar>?
  ) -> Int32 {
    switch action {
    case SQLITE_ATTACH, SQLITE_DETACH: return SQLITE_DENY
    case SQLITE_FUNCTION:
      guard let second else { return SQLITE_DENY }
      return strcasecmp(second, "load_extension") == 0 ? SQLITE_DENY : SQLITE_OK
    case SQLITE_PRAGMA:
      // Full-text tables ask for the version of the data.
      guard let first else { return SQLITE_DENY }
      let isKnown = strcasecmp(first, "table_list") == 0 || strcasecmp(first, "data_version") == 0
      return isKnown ? SQLITE_OK : SQLITE_DENY
    default: return SQLITE_OK
    }
  }

  private var words: String { sqlite3_errmsg(connection).map { String(cString: $0) } ?? "" }

  // MARK: Asking

  /// Prepares a question.
  ///
  /// Errors: `damaged-file`, `broken-view`, `stopped`, `too-many-values`.
  func ask(_ question: String) throws(DataMistake) -> SqliteRows {
    var statement: OpaquePointer?
    let status = sqlite3_prepare_v2(connection, question, -1, &statement, nil)
    guard status == SQLITE_OK, let statement else { throw Self.mistake(status, words, watch) }
    return SqliteRows(statement, database: self)
  }

  /// What went wrong, for a person.
  fileprivate func mistake(_ status: Int32) -> DataMistake { Self.mistake(status, words, watch) }

  private static func mistake(_ status: Int32, _ words: String, _ watch: SqliteWatch)
    -> DataMistake
  {
    switch status & 0xFF {
    case SQLITE_INTERRUPT:
      return DataMistake(watch.isOutOfMemory ? "too-many-values" : "stopped")
    case SQLITE_NOMEM, SQLITE_TOOBIG, SQLITE_FULL: return DataMistake("too-many-values")
    case SQLITE_NOTADB:
      return DataMistake("damaged-file", ["what": "its beginning is not as it should be"])
    case SQLITE_CORRUPT, SQLITE_FORMAT, SQLITE_IOERR, SQLITE_CANTOPEN:
      return DataMistake("damaged-file", ["what": "its pages contradict each other"])
    default:
      // The schema itself may be spoiled, which SQLite tells as an ordinary error.
      if words.utf8.starts(with: "malformed database schema".utf8) {
        return DataMistake("damaged-file", ["what": "the list of its tables cannot be read"])
      }
      return DataMistake("broken-view", ["why": words])
    }
  }

  /// A name as a question has it.
  static func quoted(_ name: String) -> String {
    var text = "\""
    for letter in name.unicodeScalars {
      if letter == "\"" { text.unicodeScalars.append(letter) }
      text.unicodeScalars.append(letter)
    }
    return text + "\""
  }
}

/// The rows that answer a question, one after another.
final class SqliteRows {
  /// SQLite's own handle, for its functions on columns.
  let statement: OpaquePointer
  private let database: SqliteDatabase

  fileprivate init(_ statement: OpaquePointer, database: SqliteDatabase) {
    self.statement = statement
    self.database = database
  }

  deinit { sqlite3_finalize(statement) }

  /// Goes to the next row; false at the end.
  ///
  /// Errors: those of `ask`.
  func next() throws(DataMistake) -> Bool {
    let status = sqlite3_step(statement)
    if status == SQLITE_ROW { return true }
    if status == SQLITE_DONE { return false }
    throw database.mistake(status)
  }

  /// How many columns the rows have.
  var width: Int { Int(sqlite3_column_count(statement)) }

  /// The name of a column.
  func name(_ column: Int) -> String {
    sqlite3_column_name(statement, Int32(column)).map { String(cString: $0) } ?? ""
  }

  /// The type a column was declared with; empty when there is none.
  func declared(_ column: Int) -> String {
    sqlite3_column_decltype(statement, Int32(column)).map { String(cString: $0) } ?? ""
  }

  /// A cell as text.
  func text(_ column: Int) -> String {
    guard let start = sqlite3_column_text(statement, Int32(column)) else { return "" }
    let count = Int(sqlite3_column_bytes(statement, Int32(column)))
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  /// A cell as a whole number; nil when it is none.
  func whole(_ column: Int) -> Int? {
    guard sqlite3_column_type(statement, Int32(column)) == SQLITE_INTEGER else { return nil }
    return Int(sqlite3_column_int64(statement, Int32(column)))
  }
}

/// Looks after a running question: asks whether to go on, and how much memory SQLite has taken.
final class SqliteWatch {
  /// How many steps of SQLite's machine lie between two polls.
  static let steps: Int32 = 500

  private let progress: DelimitedReader.Progress
  private let memory: Int64
  private let begun = sqlite3_memory_used()
  private let size: Int
  private var polls = 0
  /// How much of the table is read, 0 to 1; nil where nobody knows.
  var part: Double?
  /// True when it was the memory that stopped a question.
  private(set) var isOutOfMemory = false

  init(_ request: DatabaseRequest, size: Int) {
    progress = request.progress
    memory = request.memory
    self.size = size
  }

  /// Asks whether to go on.
  func poll() -> Bool {
    // The library counts for all its users, so what is there already is not ours.
    if sqlite3_memory_used() - begun > memory {
      isOutOfMemory = true
      return false
    }
    polls += 1
    if let part { return progress(Int(Double(size) * min(part, 1)), size) }
    // A view may work for long without a row: each poll counts as some bytes.
    return progress(polls * Int(Self.steps) * 16, 0)
  }
}
