import CSqlite
import Linnet

/// Reads a table or view of an SQLite database.
///
/// The declared type of a column is only a hint there, so its cells decide what it is: numbers and texts
/// by the rules for tables of text, all ISO dates as dates, 0 and 1 of a column declared `BOOLEAN` as
/// true and false. Columns of nothing but bytes are left out.
struct SqliteReader {
  private let database: SqliteDatabase
  private let files: SqliteFiles
  private let request: DatabaseRequest
  private let watch: SqliteWatch
  private let origin: String

  /// Reads the table that a request asks for.
  ///
  /// Errors: `several-tables`, `unknown-table`, `unknown-column`, `damaged-file`, `broken-view`,
  /// `changed-file`, `too-many-values`, `empty-file`, `stopped`.
  static func read(_ request: DatabaseRequest, _ files: SqliteFiles) throws(DataMistake)
    -> LoadedTable
  {
    let watch = SqliteWatch(request, size: files.size)
    do throws(DataMistake) {
      let reader = SqliteReader(
        database: try SqliteDatabase(files, watch: watch), files: files, request: request,
        watch: watch, origin: request.path.split(separator: "/").last.map { String($0) } ?? "")
      let table = try reader.table()
      if files.hasChanged { throw DataMistake("changed-file", ["path": request.path]) }
      return table
    } catch {
      // What looks like damage may be a page that was written while it was read.
      if error.code == "damaged-file", files.hasChanged {
        throw DataMistake("changed-file", ["path": request.path])
      }
      var mistake = error
      mistake.slots["path"] = request.path
      throw mistake
    }
  }

  // MARK: Which table

  private func table() throws(DataMistake) -> LoadedTable {
    var tables: [String] = []
    var views: Set<String> = []
    let list = try database.ask(
      """
      SELECT s.name, s.type FROM main.sqlite_schema AS s
      LEFT JOIN pragma_table_list AS l ON l.schema = 'main' AND l.name = s.name
      WHERE s.type IN ('table', 'view') AND s.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
      AND l.type IS NOT 'shadow' ORDER BY s.rowid
      """)
    while try list.next() {
      tables.append(list.text(0))
      if list.text(1) == "view" { views.insert(list.text(0)) }
    }
    let name: String
    if let asked = request.options.table {
      name = try TableChoice.named(asked, among: tables, path: request.path)
    } else if tables.count > 1 {
      throw TableChoice.several(try entries(tables, views), path: request.path)
    } else if let only = tables.first {
      name = only
    } else {
      throw DataMistake("empty-file", ["path": request.path])
    }
    var table = try read(name, isView: views.contains(name))
    if tables.count > 1 { table.part = name }
    return table
  }

  /// The tables with their numbers of rows, where counting is quick.
  private func entries(_ tables: [String], _ views: Set<String>) throws(DataMistake)
    -> [TableChoice.Entry]
  {
    var entries: [TableChoice.Entry] = []
    for name in tables {
      var entry = TableChoice.Entry(name)
      if !views.contains(name), files.size <= 64 << 20 {
        do throws(DataMistake) {
          let rows = try database.ask("SELECT count(*) FROM \(SqliteDatabase.quoted(name))")
          if try rows.next() { entry.rows = rows.whole(0) }
        } catch {
          // One table that cannot be counted is no reason to hide the others.
          if error.code == "stopped" { throw error }
        }
      }
      entries.append(entry)
    }
    return entries
  }

  // MARK: Its rows

  private func read(_ name: String, isView: Bool) throws(DataMistake) -> LoadedTable {
    let quoted = SqliteDatabase.quoted(name)
    var rows = try database.ask("SELECT * FROM \(quoted)")
    let header = (0..<rows.width).map { rows.name($0) }
    let declared = (0..<rows.width).map { rows.declared($0) }
    let table = try TypedTable(header: header, options: request.options)
    if !isView { watch.part = 0 }
    let expected = isView ? nil : try mostRows(quoted)
    // Columns nobody wants need not be looked for in the pages; names that are there twice name nothing.
    var fields = table.places
    if fields.count < header.count, Set(header).count == header.count {
      let wanted = fields.map { SqliteDatabase.quoted(header[$0]) }.joined(separator: ", ")
      rows = try database.ask("SELECT \(wanted) FROM \(quoted)")
      fields = Array(fields.indices)
    }
    var columns: [Lane] = []
    for (field, place) in zip(fields, table.places) {
      guard let column = table.columns[place] else { continue }
      let word = declared[place].uppercased()
      column.meansTruth = word.utf8.starts(with: "BOOL".utf8)
      columns.append(Lane(column: column, field: Int32(field)))
    }
    var count = 0
    let most = max(request.options.rows ?? .max, 0)
    while count < most, try rows.next() {
      for lane in columns { lane.take(rows.statement) }
      count += 1
      if count & 1023 == 0 {
        guard table.room <= request.memory else { throw DataMistake("too-many-values") }
        if let expected { watch.part = Double(count) / Double(max(expected, 1)) }
      }
    }
    for (lane, place) in zip(columns, table.places) where lane.holdsOnlyBytes {
      table.leaveOut(place)
    }
    return table.finish(rows: count, origin: origin)
  }

  /// About how many rows a table has, found without reading them; nil where there is no such short cut.
  private func mostRows(_ quoted: String) throws(DataMistake) -> Int? {
    do throws(DataMistake) {
      let rows = try database.ask("SELECT max(rowid) FROM \(quoted)")
      return try rows.next() ? rows.whole(0) : nil
    } catch {
      if error.code == "broken-view" { return nil }
      throw error
    }
  }

  /// A column and its place in the answer.
  private final class Lane {
    private let column: TypedColumn
    private let field: Int32
    private var byteCells = 0
    private var otherCells = 0

    init(column: TypedColumn, field: Int32) {
      self.column = column
      self.field = field
    }

    /// True when no cell holds anything but bytes without meaning.
    var holdsOnlyBytes: Bool { byteCells > 0 && otherCells == 0 }

    /// Takes the cell of the row the question stands at.
    func take(_ statement: OpaquePointer) {
      switch sqlite3_column_type(statement, field) {
      case SQLITE_INTEGER:
        otherCells &+= 1
        column.append(whole: sqlite3_column_int64(statement, field))
      case SQLITE_FLOAT:
        otherCells &+= 1
        column.append(decimal: sqlite3_column_double(statement, field))
      case SQLITE_TEXT:
        otherCells &+= 1
        guard let start = sqlite3_column_text(statement, field) else {
          column.appendGap()
          return
        }
        column.append(text: start, Int(sqlite3_column_bytes(statement, field)))
      case SQLITE_BLOB:
        byteCells += 1
        let count = sqlite3_column_bytes(statement, field)
        column.appendMisfit(count == 1 ? "1 byte" : "\(count) bytes")
      default: column.appendGap()
      }
    }
  }
}
