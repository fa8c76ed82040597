/// Columns of a table whose file stores each cell with its kind, while they are being read.
public final class TypedTable {
  /// The names of all columns of the file, cleaned; no two alike.
  public let names: [String]
  /// The columns of the file, in its order; nil for those that nobody wants.
  public private(set) var columns: [TypedColumn?]
  /// The places of the wanted columns, in the order they were asked for.
  public private(set) var places: [Int]
  private let units: [String]
  private let options: DelimitedOptions
  private let hadSpacedNames: Bool

  /// Makes the columns that `options` wants of a header.
  ///
  /// Errors: `unknown-column`.
  public init(header: [String], options: DelimitedOptions) throws(DataMistake) {
    (names, units) = HeaderNames.clean(header)
    self.options = options
    hadSpacedNames = header.contains { $0.hasPrefix(" ") || $0.hasSuffix(" ") }
    if let asked = options.columns {
      places = try HeaderNames.places(of: asked, among: names, written: header)
    } else {
      places = Array(names.indices)
    }
    columns = [TypedColumn?](repeating: nil, count: header.count)
    for place in places { columns[place] = TypedColumn() }
  }

  /// Takes over columns that are filled already; nil for those that nobody wants.
  ///
  /// Errors: `unknown-column`.
  convenience init(header: [String], columns: [TypedColumn?], options: DelimitedOptions)
    throws(DataMistake)
  {
    try self.init(header: header, options: options)
    for place in places { self.columns[place] = columns[place] ?? TypedColumn() }
  }

  /// The bytes that the cells take.
  public var room: Int {
    var room = 0
    for column in columns { room &+= column?.room ?? 0 }
    return room
  }

  /// Leaves a column out that cannot be read; the table says so.
  public func leaveOut(_ place: Int) {
    columns[place] = nil
    places.removeAll { $0 == place }
    leftOut.append(names[place])
  }

  private var leftOut: [String] = []

  /// The table of so many rows.
  public func finish(rows: Int, origin: String) -> LoadedTable {
    var table = LoadedTable(
      dataset: Dataset(names: [], columns: [], count: rows, origin: origin), encoding: .utf8,
      hadSpacedNames: hadSpacedNames, separator: UInt8(ascii: ","), hasDecimalComma: false, gaps: 0,
      notes: [])
    var made: [Column] = []
    for place in places {
      guard let column = columns[place] else { continue }
      column.fill(upTo: rows)
      let finished = column.finish(name: names[place], unit: units[place], options: options)
      made.append(finished.column)
      table.gaps += finished.gaps
      if let note = finished.note { table.notes.append(note) }
      if finished.hasDecimalComma { table.hasDecimalComma = true }
      if finished.isWindows { table.encoding = .windows1252 }
      columns[place] = nil
    }
    table.dataset = Dataset(
      names: places.map { names[$0] }, columns: made, count: rows, origin: origin)
    table.leftOut = leftOut
    table.notes += LoadedTable.leftOutNotes(leftOut)
    return table
  }
}

extension LoadedTable {
  /// What is said about columns that a file has and that cannot be read.
  static func leftOutNotes(_ names: [String]) -> [DataMistake] {
    guard !names.isEmpty else { return [] }
    let shown = names.prefix(3).map { "`\($0)`" }.joined(separator: ", ")
    let others = names.count > 3 ? " and others" : ""
    return [DataMistake("columns-left-out", ["names": shown + others])]
  }
}
