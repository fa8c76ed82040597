import CSqlite
import Glibc

/// The world as one SQLite connection may see it: a database and what its writer has yet to move into
/// it, both only to be read.
///
/// SQLite reaches files through such a "virtual file system" alone. This one knows no paths, so whatever
/// a view of a stranger's database says, no other file is opened and none is written.
final class SqliteFiles {
  private let main: PlacedBytes
  /// The write-ahead log beside the database; empty when there is none.
  private let log: PlacedBytes
  /// How the log begins; it begins anew with other marks.
  private let logHead: [UInt8]
  private let system = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
  private let name: UnsafeMutablePointer<CChar>

  /// Makes the files of a database known to SQLite.
  init(main: PlacedBytes, log: PlacedBytes?) {
    self.main = main
    self.log = log ?? PlacedBytes([])
    logHead = self.log.head(32)
    name = strdup("linnet \(UInt(bitPattern: system))")
    system.initialize(to: sqlite3_vfs())
    system.pointee.iVersion = 2
    system.pointee.szOsFile = Int32(MemoryLayout<linnet_sqlite_file>.size)
    system.pointee.mxPathname = 64
    system.pointee.zName = UnsafePointer(name)
    system.pointee.pAppData = Unmanaged.passUnretained(self).toOpaque()
    system.pointee.xOpen = { system, _, file, flags, granted in
      SqliteFiles.open(system, file, flags, granted)
    }
    system.pointee.xDelete = { _, _, _ in SQLITE_READONLY }
    system.pointee.xAccess = { system, path, _, answer in
      // Only the log is ever looked for with success.
      let files = SqliteFiles.of(system)
      let isLog = path.map { strlen($0) >= 4 && strcmp($0 + strlen($0) - 4, "-wal") == 0 } ?? false
      answer?.pointee = isLog && (files?.log.size ?? 0) > 0 ? 1 : 0
      return SQLITE_OK
    }
    system.pointee.xFullPathname = { _, path, room, full in
      guard let path, let full, strlen(path) < room else { return SQLITE_CANTOPEN }
      strcpy(full, path)
      return SQLITE_OK
    }
    system.pointee.xDlOpen = { _, _ in nil }
    system.pointee.xDlError = { _, room, words in if room > 0 { words?.pointee = 0 } }
    system.pointee.xDlSym = { _, _, _ in nil }
    system.pointee.xDlClose = { _, _ in }
    system.pointee.xRandomness = { _, count, bytes in
      guard let bytes, count > 0, getentropy(bytes, min(Int(count), 256)) == 0 else { return 0 }
      return min(count, 256)
    }
    system.pointee.xSleep = { _, _ in 0 }
    system.pointee.xGetLastError = { _, _, _ in 0 }
    system.pointee.xCurrentTime = { _, days in
      days?.pointee = Double(time(nil)) / 86_400 + 2_440_587.5
      return SQLITE_OK
    }
    system.pointee.xCurrentTimeInt64 = { _, milliseconds in
      milliseconds?.pointee = Int64(time(nil)) * 1000 + 210_866_760_000_000
      return SQLITE_OK
    }
    sqlite3_vfs_register(system, 0)
  }

  deinit {
    sqlite3_vfs_unregister(system)
    system.deallocate()
    free(name)
  }

  /// How many bytes the database has.
  var size: Int { main.size }

  /// True when somebody wrote into the database since it was opened.
  ///
  /// What is added at the end of the log is not seen here and does no harm.
  var hasChanged: Bool { main.hasChanged || log.head(32) != logHead }

  /// Opens a connection; it must be closed before these files are let go.
  func connect() -> (connection: OpaquePointer?, status: Int32) {
    var connection: OpaquePointer?
    let flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE
    let status = sqlite3_open_v2("database", &connection, flags, name)
    return (connection, status)
  }

  // MARK: What SQLite calls

  private static func of(_ system: UnsafeMutablePointer<sqlite3_vfs>?) -> SqliteFiles? {
    system?.pointee.pAppData.map { Unmanaged<SqliteFiles>.fromOpaque($0).takeUnretainedValue() }
  }

  private static func open(
    _ system: UnsafeMutablePointer<sqlite3_vfs>?, _ file: UnsafeMutablePointer<sqlite3_file>?,
    _ flags: Int32, _ granted: UnsafeMutablePointer<Int32>?
  ) -> Int32 {
    guard let files = of(system), let file else { return SQLITE_CANTOPEN }
    file.pointee.pMethods = nil
    let bytes: PlacedBytes
    if flags & SQLITE_OPEN_MAIN_DB != 0 {
      bytes = files.main
    } else if flags & SQLITE_OPEN_WAL != 0 {
      bytes = files.log
    } else {
      return SQLITE_CANTOPEN
    }
    UnsafeMutableRawPointer(file).assumingMemoryBound(to: linnet_sqlite_file.self).pointee.source =
      Unmanaged.passUnretained(bytes).toOpaque()
    file.pointee.pMethods = methods
    granted?.pointee = flags & ~(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE) | SQLITE_OPEN_READONLY
    return SQLITE_OK
  }

  private static func bytes(_ file: UnsafeMutablePointer<sqlite3_file>?) -> PlacedBytes? {
    guard let file,
      let source = UnsafeMutableRawPointer(file).assumingMemoryBound(to: linnet_sqlite_file.self)
        .pointee.source
    else { return nil }
    return Unmanaged<PlacedBytes>.fromOpaque(source).takeUnretainedValue()
  }

  /// What can be done with an open file: reading.
  nonisolated(unsafe) private static let methods: UnsafePointer<sqlite3_io_methods> = {
    let methods = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
    methods.initialize(to: sqlite3_io_methods())
    methods.pointee.iVersion = 1
    methods.pointee.xClose = { _ in SQLITE_OK }
    methods.pointee.xRead = { file, memory, count, place in
      guard let bytes = SqliteFiles.bytes(file), let memory, count >= 0 else {
        return linnet_sqlite_cannot_read
      }
      let room = UnsafeMutableRawBufferPointer(start: memory, count: Int(count))
      let read = bytes.read(into: room, at: Int(place))
      if read == room.count { return SQLITE_OK }
      guard read >= 0 else { return linnet_sqlite_cannot_read }
      // What lies behind the end reads as zeros.
      memset(memory + read, 0, room.count - read)
      return linnet_sqlite_short_read
    }
    methods.pointee.xWrite = { _, _, _, _ in SQLITE_READONLY }
    methods.pointee.xTruncate = { _, _ in SQLITE_READONLY }
    methods.pointee.xSync = { _, _ in SQLITE_OK }
    methods.pointee.xFileSize = { file, size in
      size?.pointee = Int64(SqliteFiles.bytes(file)?.size ?? 0)
      return SQLITE_OK
    }
    methods.pointee.xLock = { _, _ in SQLITE_OK }
    methods.pointee.xUnlock = { _, _ in SQLITE_OK }
    methods.pointee.xCheckReservedLock = { _, answer in
      answer?.pointee = 0
      return SQLITE_OK
    }
    methods.pointee.xFileControl = { _, _, _ in SQLITE_NOTFOUND }
    methods.pointee.xSectorSize = { _ in 4096 }
    methods.pointee.xDeviceCharacteristics = { _ in 0 }
    return UnsafePointer(methods)
  }()
}
