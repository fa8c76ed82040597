/// Places on a map whose shapes are of several kinds.
extension JsonTable {
  /// Columns for points, lines and areas among each other: the kind of shape, and where the points lie.
  ///
  /// Coordinates of lines and areas are lists of points, or lists of those: no column has room for all. Nil where all
  /// shapes have the same form.
  static func mixedPlaces(
    _ geometry: JsonColumn, rows: Int
  ) -> (parts: [Part], note: DataMistake)? {
    guard geometry.lane == .record, let record = geometry.record,
      let kind = record.part("type"), kind.lane == .text,
      let list = record.part("coordinates")?.list
    else { return nil }
    let hasCollections = (record.part("geometries")?.cells(.list) ?? 0) > 0
    guard hasCollections || isMixed(list.items) else { return nil }
    var parts = [Part("shape", kind)]
    if list.items.cells(.number) > 0 {
      var room = JsonRoom(bytes: rows)
      for (place, name) in ["longitude", "latitude"].enumerated() {
        let column = JsonColumn(name: name)
        for row in 0..<min(rows, list.offsets.count - 1) {
          let item = list.offsets[row] + place
          if item < list.offsets[row + 1] {
            // What is no number stays a gap.
            _ = column.take(of: list.items, at: item, row: row, &room)
          }
        }
        parts.append(Part(column))
      }
    }
    let kinds = (kind.words?.words ?? []).prefix(4).map { "`\($0)`" }.joined(separator: ", ")
    return (parts, DataMistake("mixed-shapes", ["kinds": kinds]))
  }

  /// True where numbers and lists stand among each other, at some depth.
  private static func isMixed(_ items: JsonColumn) -> Bool {
    var items = items
    while true {
      if items.cells(.number) > 0, items.cells(.list) > 0 { return true }
      guard let inner = items.list, items.cells(.list) > 0 else { return false }
      items = inner.items
    }
  }
}
