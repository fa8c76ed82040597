import LinnetText

/// From the columns that were collected to the table.
extension JsonReader {
  /// The table in a document of so many values.
  func table(
    _ root: JsonColumn, _ documents: Int, _ room: JsonRoom
  ) throws(JsonReading) -> LoadedTable {
    var room = room
    let found: JsonTable
    do throws(JsonTable.Failure) {
      found = try JsonTable.find(
        root, rows: documents, isLines: isLines, asked: options.table, &room)
    } catch {
      throw .mistake(mistake(error))
    }
    let (names, units) = HeaderNames.clean(found.parts.map { $0.name })
    let places = try wanted(names, found)
    var finish = JsonColumn.Finish(options: options, room: room)
    found.records?.addMisfits(of: .record, found.rows, "value", &finish)
    var columns: [Column] = []
    for place in places {
      let part = found.parts[place]
      do throws(JsonProblem) {
        columns.append(
          try column(part, rows: found.rows, names[place], &finish).with(unit: units[place]))
      } catch {
        throw .problem(error)
      }
    }
    let rows = min(found.rows, max(options.rows ?? .max, 0))
    if rows < found.rows {
      columns = columns.map { $0.slice(0..<rows) }
      finish.misfits.removeAll { $0.row >= rows }
    }
    var gaps = 0
    for column in columns { gaps += column.gapCount }
    var table = LoadedTable(
      dataset: Dataset(
        names: places.map { names[$0] }, columns: columns, count: rows, origin: origin),
      encoding: .utf8,
      hadSpacedNames: found.parts.contains { $0.name.hasPrefix(" ") || $0.name.hasSuffix(" ") },
      separator: UInt8(ascii: ","), hasDecimalComma: false, gaps: gaps,
      notes: found.notes + finish.misfits.map { $0.note })
    table.part = found.path.joined(separator: ".")
    table.leftOut = found.leftOut
    return table
  }

  /// The places of the columns to read.
  private func wanted(_ names: [String], _ found: JsonTable) throws(JsonReading) -> [Int] {
    guard let asked = options.columns else { return Array(names.indices) }
    do throws(DataMistake) {
      return try HeaderNames.places(of: asked, among: names, written: found.parts.map { $0.name })
    } catch {
      throw .mistake(error)
    }
  }

  private func column(
    _ part: JsonTable.Part, rows: Int, _ name: String, _ finish: inout JsonColumn.Finish
  ) throws(JsonProblem) -> Column {
    switch part.source {
    case .column(let column): return try column.column(rows: rows, name: name, &finish)
    case .later(let column, let first):
      let all = try column.column(rows: rows + 1, name: name, &finish)
      return all.slice(first..<(first + rows))
    case .coordinate(let points, let coordinate):
      guard case .list(let offsets, let items, _) = try points.lists(rows, name, &finish) else {
        return Column(decimals: [])
      }
      let places = (0..<rows).map { row in
        let place = offsets[row] + coordinate
        return place < offsets[row + 1] ? Int32(clamping: place) : -1
      }
      return items.gather(places)
    }
  }

  private func mistake(_ failure: JsonTable.Failure) -> DataMistake {
    switch failure {
    case .noTable: DataMistake("json-no-table", ["path": origin])
    case .severalTables(let entries): TableChoice.several(entries, path: origin)
    case .unknownTable(let names):
      DataMistake(
        "unknown-table",
        [
          "name": options.table ?? "", "what": "table", "path": origin,
          "tables": names.joined(separator: "\n"),
        ])
    case .topology:
      DataMistake("other-file", ["path": origin, "markup": "a map file (TopoJSON)"])
    case .onlyTable: DataMistake("only-table", ["path": origin])
    case .lengths(let first, let count, let second, let other):
      DataMistake(
        "json-lengths",
        [
          "path": origin, "first": first, "count": DigitGrouping.grouped(count), "second": second,
          "other": DigitGrouping.grouped(other),
        ])
    }
  }
}

/// Why no table came out of a JSON file.
enum JsonReading: Error {
  /// Something while reading; the parser knows where.
  case problem(JsonProblem)
  /// Something else, told already.
  case mistake(DataMistake)
}
