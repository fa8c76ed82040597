/// The part of a dataset that a table shows: its first rows and its last two.
struct TableExcerpt {
  /// The dataset.
  let dataset: Dataset
  /// The rows that are shown, from 0.
  let rows: [Int]
  /// How many of `rows` stand before the place where others are left out; nil when none are.
  let cut: Int?

  /// Chooses rows; a dataset of more than `maximumRows` rows is cut.
  init(_ dataset: Dataset, maximumRows: Int) {
    self.dataset = dataset
    let limit = max(maximumRows, 3)
    if dataset.count > limit {
      rows = Array(0..<(limit - 2)) + [dataset.count - 2, dataset.count - 1]
      cut = limit - 2
    } else {
      rows = Array(0..<dataset.count)
      cut = nil
    }
  }

  /// How many rows are left out.
  var leftOut: Int { dataset.count - rows.count }

  /// A column with its cells.
  func column(_ place: Int) -> TableColumn {
    TableColumn(dataset.columns[place], named: dataset.names[place], rows: rows)
  }
}

/// Which columns of a table are shown where there is no room for all.
enum ColumnChoice {
  /// The places of the columns to show, in order: the first ones, and of the newest as many as there is room
  /// for, the last of them first.
  ///
  /// `width` tells what a column takes with the space before it, `gap` is what a mark for columns left out
  /// takes. At least one column is shown where its width fits the room.
  static func places(
    _ count: Int, newest: [Int], room: Int, gap: Int, width: (Int) -> Int
  ) -> [Int] {
    var used = 0
    var first = 0
    while first < count, used + width(first) <= room {
      used += width(first)
      first += 1
    }
    let hidden = newest.filter { $0 >= first }
    guard !hidden.isEmpty else { return Array(0..<first) }
    // The first column says whose row it is, so the newest leave room for it where they can.
    let start = width(0)
    var kept: Set<Int> = []
    used = 0
    for place in hidden.reversed() where !kept.contains(place) {
      let more = width(place) + (kept.contains(place + 1) || kept.contains(place - 1) ? 0 : gap)
      guard used + more + (kept.isEmpty ? 0 : start) <= room else { break }
      used += more
      kept.insert(place)
    }
    var shown: [Int] = []
    for place in 0..<first {
      guard used + width(place) <= room else { break }
      used += width(place)
      shown.append(place)
    }
    return shown + kept.sorted()
  }
}

/// One column of a table with its cells as people read them.
struct TableColumn {
  /// The name and, in brackets, the unit.
  let title: String
  /// What it holds, in a word: `number`, `text`, `true/false`.
  let kind: String
  /// True for numbers, which stand on the right with their points below each other.
  let isNumber: Bool
  /// The cells; nil for a gap.
  let cells: [String?]

  init(_ column: Column, named name: String, rows: [Int]) {
    title = Self.title(name, unit: column.unit)
    kind = Self.word(column.kind)
    switch column.storage {
    case .decimal, .whole: isNumber = true
    default: isNumber = false
    }
    cells = rows.map { CellText.shown(column, row: $0) }
  }

  /// A name with its unit in brackets.
  static func title(_ name: String, unit: String) -> String {
    unit.isEmpty ? name : "\(name) [\(unit)]"
  }

  /// What a column holds, in a word.
  static func word(_ kind: ColumnKind) -> String {
    switch kind {
    case .number: "number"
    case .truth: "true/false"
    case .text: "text"
    case .date: "date"
    case .vector: "vector"
    case .measurement: "measured"
    case .list: "list"
    case .record: "record"
    }
  }
}

/// Makes numbers that are set to the right stand with their points below each other.
enum PointAlignment {
  /// What each number lacks behind it, as the end of a number: `.00`, or nothing.
  ///
  /// Empty where one of them has an exponent: it is so long that the others would drift away from their
  /// title. Gaps are passed over.
  static func tails(_ numbers: [String?]) -> [String] {
    func behind(_ text: String) -> Int {
      guard let point = text.utf8.firstIndex(of: UInt8(ascii: ".")) else { return 0 }
      return text.utf8.distance(from: point, to: text.utf8.endIndex)
    }
    if numbers.contains(where: { $0?.utf8.contains(UInt8(ascii: "e")) ?? false }) {
      return [String](repeating: "", count: numbers.count)
    }
    let longest = numbers.reduce(0) { max($0, $1.map(behind) ?? 0) }
    return numbers.map { text in
      let own = text.map(behind) ?? 0
      let lacking = longest - own
      if lacking == 0 { return "" }
      return own == 0
        ? "." + String(repeating: "0", count: lacking - 1) : String(repeating: "0", count: lacking)
    }
  }
}
