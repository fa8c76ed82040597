/// Which part of a JSON document is the table, and its columns.
///
/// A list of records, records one a line, a record of lists of one length, or one of these inside a
/// record: under `values`, `data` or another name, when it is the only one.
struct JsonTable {
  /// A column and where its values come from.
  struct Part {
    var name: String
    var source: Source

    /// Where the values of a column come from.
    enum Source {
      case column(JsonColumn)
      /// One of the coordinates of each point, counted from 0.
      case coordinate(JsonColumn, Int)
      /// The values from a later one on.
      case later(JsonColumn, Int)
    }

    init(_ column: JsonColumn) { self.init(column.name, column) }

    init(_ name: String, _ column: JsonColumn) {
      self.name = name
      source = .column(column)
    }

    init(_ name: String, coordinate: Int, of points: JsonColumn) {
      self.name = name
      source = .coordinate(points, coordinate)
    }

    init(_ name: String, from first: Int, of column: JsonColumn) {
      self.name = name
      source = .later(column, first)
    }
  }

  /// The columns in order.
  var parts: [Part]
  /// The number of rows.
  var rows: Int
  /// The names on the way from the whole document to the table.
  var path: [String] = []
  /// Names beside the columns that the table has no room for.
  var leftOut: [String] = []
  /// What is to be said about the way the table was found.
  var notes: [DataMistake] = []
  /// The column of records that the rows are, for what is no record among them.
  var records: JsonColumn?

  /// What a document is instead of a table.
  enum Failure: Error {
    /// Nothing that could be rows.
    case noTable
    /// Several tables, and none of them is called `values` or `data`.
    case severalTables([TableChoice.Entry])
    /// No table of the name asked for; these there are.
    case unknownTable([String])
    /// The document is one table and has no parts with names.
    case onlyTable
    /// Lists that would be columns but are of different lengths.
    case lengths(String, Int, String, Int)
    /// Lines of a map that several shapes share.
    case topology
  }

  /// Finds the table in a document of one value, or of one value a line; `asked` is its name, if a
  /// person gave one.
  static func find(
    _ root: JsonColumn, rows: Int, isLines: Bool, asked: String?, _ room: inout JsonRoom
  ) throws(Failure) -> JsonTable {
    if let asked {
      guard rows == 1, !isLines, root.lane == .record, let record = root.record else {
        throw .onlyTable
      }
      return try named(asked, in: record, depth: 0, &room)
    }
    if rows != 1 || isLines {
      if root.lane == .record, let record = root.record {
        return table(of: record, rows: rows, of: root)
      }
      return JsonTable(parts: rows == 0 ? [] : [Part("value", root)], rows: rows)
    }
    switch root.lane {
    case .list:
      guard let list = root.list else { throw .noTable }
      if let rows = behindPage(list) { return table(of: rows) }
      if let table = rowsOfNames(list, &room) { return table }
      return table(of: list)
    case .record:
      guard let record = root.record else { throw .noTable }
      return try inside(record, depth: 0, &room)
    default: throw .noTable
    }
  }

  /// A list as a table: of records, or of values in one column.
  private static func table(of list: JsonList) -> JsonTable {
    if let record = list.items.record, list.items.lane == .record {
      return table(of: record, rows: list.itemCount, of: list.items)
    }
    return JsonTable(
      parts: list.itemCount == 0 ? [] : [Part("value", list.items)], rows: list.itemCount)
  }

  /// Records as rows; places on a map (GeoJSON) without their wrapping.
  private static func table(
    of record: JsonRecord, rows: Int, of column: JsonColumn
  ) -> JsonTable {
    let plain = record.parts.map { Part($0) }
    guard let properties = record.part("properties"), properties.lane == .record,
      let inner = properties.record, let geometry = record.part("geometry")
    else { return JsonTable(parts: plain, rows: rows, records: column) }
    var parts = inner.parts.map { Part($0) }
    for part in record.parts where !["type", "properties", "geometry"].contains(part.name) {
      parts.append(Part(part))
    }
    if let mixed = mixedPlaces(geometry, rows: rows) {
      var table = JsonTable(parts: parts + mixed.parts, rows: rows, records: column)
      table.notes = [mixed.note]
      return table
    }
    parts += places(geometry)
    return JsonTable(parts: parts, rows: rows, records: column)
  }

  /// The coordinates of points as columns; other shapes as they are.
  private static func places(_ geometry: JsonColumn) -> [Part] {
    guard geometry.lane == .record, let points = geometry.record?.part("coordinates"),
      points.lane == .list, let list = points.list, list.items.lane == .number
    else { return geometry.lane == nil ? [] : [Part(geometry)] }
    var most = 0
    for row in 1..<list.offsets.count {
      most = max(most, list.offsets[row] - list.offsets[row - 1])
    }
    guard most >= 2, most <= 4 else { return [Part(geometry)] }
    return (0..<most).map { place in
      let name = place == 0 ? "longitude" : place == 1 ? "latitude" : "coordinate_\(place + 1)"
      return Part(name, coordinate: place, of: points)
    }
  }

  /// The table in a record that is the whole document or a part of it.
  private static func inside(
    _ record: JsonRecord, depth: Int, _ room: inout JsonRoom
  ) throws(Failure) -> JsonTable {
    if record.part("arcs") != nil, record.part("objects") != nil,
      record.part("type")?.words?.words == ["Topology"]
    {
      throw .topology
    }
    if let table = split(record, &room) ?? cube(record, &room) { return table }
    for name in [
      "values", "data", "features", "rows", "records", "results", "items", "value", "result",
    ] {
      guard let part = record.part(name) else { continue }
      if let list = part.list, part.lane == .list, list.items.lane == .record {
        return under(name, table(of: list))
      }
      if part.lane == .record, let inner = part.record, depth < 3,
        name == "data" || name == "result"
      {
        do throws(Failure) {
          return under(name, try inside(inner, depth: depth + 1, &room))
        } catch {
          guard case .severalTables(let entries) = error else { throw error }
          throw .severalTables(
            entries.map { TableChoice.Entry("\(name).\($0.name)", rows: $0.rows) })
        }
      }
    }
    let lists = record.parts.filter { $0.lane == .list }
    let tables = lists.filter { $0.list?.items.lane == .record }
    if tables.count == 1, let list = tables[0].list {
      return under(tables[0].name, table(of: list))
    }
    if tables.count > 1 {
      throw .severalTables(
        tables.map { TableChoice.Entry($0.name, rows: $0.list?.itemCount) })
    }
    if lists.isEmpty {
      if let table = labelled(record, &room) ?? keyed(record, &room) {
        return table
      }
      return JsonTable(parts: record.parts.map { Part($0) }, rows: 1)
    }
    return try columns(lists, of: record)
  }

  /// The part that a person named, also by the names on the way to it with points between.
  private static func named(
    _ asked: String, in record: JsonRecord, depth: Int, _ room: inout JsonRoom
  ) throws(Failure) -> JsonTable {
    if let part = record.part(asked) {
      if part.lane == .list, let list = part.list { return under(asked, table(of: list)) }
      if part.lane == .record, let inner = part.record {
        return under(asked, try inside(inner, depth: depth + 1, &room))
      }
    }
    for part in record.parts where depth < 8 && asked.hasPrefix("\(part.name).") {
      guard part.lane == .record, let inner = part.record else { continue }
      let rest = String(asked.unicodeScalars.dropFirst(part.name.unicodeScalars.count + 1))
      return under(part.name, try named(rest, in: inner, depth: depth + 1, &room))
    }
    let tables = record.parts.filter { $0.lane == .list || $0.lane == .record }
    throw tables.isEmpty ? .onlyTable : .unknownTable(tables.map { $0.name })
  }

  private static func under(_ name: String, _ table: JsonTable) -> JsonTable {
    var table = table
    table.path.insert(name, at: 0)
    return table
  }

  /// Lists as columns; whatever else the record holds is left out.
  private static func columns(
    _ lists: [JsonColumn], of record: JsonRecord
  ) throws(Failure) -> JsonTable {
    let others = record.parts.filter { $0.lane != nil && $0.lane != .list }
    if let table = bins(lists) { return table }
    let rows = lists.first?.list?.itemCount ?? 0
    for other in lists.dropFirst() where other.list?.itemCount != rows {
      throw .lengths(lists[0].name, rows, other.name, other.list?.itemCount ?? 0)
    }
    let parts = lists.compactMap { part in part.list.map { Part(part.name, $0.items) } }
    return JsonTable(parts: parts, rows: rows, leftOut: others.map { $0.name })
  }

  /// The bins of a histogram as `save` writes it: there is one edge more than counts.
  private static func bins(_ lists: [JsonColumn]) -> JsonTable? {
    guard lists.count == 3, lists[1].name == "counts", lists[2].name == "errors",
      let first = lists[0].list, let counts = lists[1].list, let errors = lists[2].list,
      errors.itemCount == counts.itemCount
    else { return nil }
    let count = Part("count", counts.items)
    let error = Part("error", errors.items)
    if lists[0].name == "words", first.itemCount == counts.itemCount {
      let parts = [Part("word", first.items), count, error]
      return JsonTable(parts: parts, rows: counts.itemCount)
    }
    guard lists[0].name == "edges", first.itemCount == counts.itemCount + 1 else { return nil }
    let edges = [Part("from", from: 0, of: first.items), Part("to", from: 1, of: first.items)]
    return JsonTable(parts: edges + [count, error], rows: counts.itemCount)
  }

  /// A record of columns that are records of rows with the same names, as pandas writes by itself.
  ///
  ///     {"mass": {"0": 91.2, "1": 90.8}, "kind": {"0": "e", "1": "mu"}}
  private static func labelled(_ record: JsonRecord, _ room: inout JsonRoom) -> JsonTable? {
    guard let first = record.parts.first?.record, !first.parts.isEmpty else { return nil }
    let names = first.parts.map { $0.name }
    for (place, name) in names.enumerated() where name != "\(place)" { return nil }
    var parts: [Part] = []
    for part in record.parts {
      guard part.lane == .record, let inner = part.record, inner.parts.count == names.count else {
        return nil
      }
      let joined = JsonColumn(name: part.name)
      for (row, cell) in inner.parts.enumerated() {
        guard cell.name == names[row], joined.takeOnly(of: cell, row: row, &room) else {
          return nil
        }
      }
      parts.append(Part(joined))
    }
    return JsonTable(parts: parts, rows: names.count)
  }
}
