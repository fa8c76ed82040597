/// A column of plain values that a Parquet file gets, and the way to it through lists and records.
struct ParquetLeafPlan {
  /// A step from a column to a column below it.
  enum Step {
    /// The items of its lists.
    case items
    /// A part of its records, by its place.
    case part(Int)
  }

  /// How the values lie in the file, by the format's numbers.
  enum Physical: Int32 {
    case truth = 0
    case int32 = 1
    case int64 = 2
    case double = 5
    case bytes = 6
  }

  /// What the values mean.
  enum Meaning { case plain, text, date, moment }

  /// The place of the column in the dataset that this is a part of.
  var column = 0
  var steps: [Step] = []
  /// The names on the way, as the file has them.
  var path: [String] = []
  var physical = Physical.double
  var meaning = Meaning.plain
  /// The largest levels: lists count in both, and each list and value may be a gap.
  var definition = 0
  var repetition = 0

  /// The levels and values of some rows.
  struct Page {
    var definitions: [Int32] = []
    var repetitions: [Int32] = []
    /// The rows of the innermost column that hold a value.
    var rows: [Int] = []
  }

  /// The innermost column, where the values are.
  func values(_ column: Column) -> Column {
    var column = column
    for step in steps {
      switch (step, column.storage) {
      case (.items, .list(_, let items, _)): column = items
      case (.part(let place), .record(_, let parts)): column = parts[place]
      default: break
      }
    }
    return column
  }

  /// The levels and values of some rows of a column of the dataset.
  func page(_ column: Column, rows: Range<Int>) -> Page {
    var page = Page()
    page.definitions.reserveCapacity(rows.count)
    for row in rows { add(column, row, step: 0, repetition: 0, depth: 0, definition: 0, to: &page) }
    return page
  }

  private func add(
    _ column: Column, _ row: Int, step: Int, repetition: Int32, depth: Int32, definition: Int32,
    to page: inout Page
  ) {
    guard step < steps.count else {
      let isGap = column.isMissing(row)
      if !isGap { page.rows.append(row) }
      entry(repetition, definition + (isGap ? 0 : 1), to: &page)
      return
    }
    switch (steps[step], column.storage) {
    case (.items, .list(let offsets, let items, let gaps)):
      let range = offsets[row]..<offsets[row + 1]
      if gaps.contains(row) || range.isEmpty {
        entry(repetition, definition + (gaps.contains(row) ? 0 : 1), to: &page)
        return
      }
      for item in range {
        add(
          items, item, step: step + 1,
          repetition: item == range.lowerBound ? repetition : depth + 1, depth: depth + 1,
          definition: definition + 2, to: &page)
      }
    case (.part(let place), .record(_, let parts)):
      add(
        parts[place], row, step: step + 1, repetition: repetition, depth: depth,
        definition: definition, to: &page)
    default: entry(repetition, definition, to: &page)
    }
  }

  private func entry(_ repetition: Int32, _ definition: Int32, to page: inout Page) {
    page.definitions.append(definition)
    if self.repetition > 0 { page.repetitions.append(repetition) }
  }
}
