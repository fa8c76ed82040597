/// Collects the rows of a sheet into the columns of a table.
final class ExcelTable {
  private let book: ExcelBook
  private let options: DelimitedOptions
  private let memory: Int64
  private let layout: ExcelLayout
  private let merges: [ExcelMerge]
  /// The columns of the sheet that are read, each at its place; nil for what nobody wants.
  private var columns: [Int: TypedColumn?] = [:]
  private var wanted: Set<String>?
  /// The row of the sheet that each row of the table comes from, where merged cells need it.
  private var numbers: [Int] = []
  private(set) var count = 0
  private var lastNumber: Int
  /// Rows below an empty one that look like remarks, until it is clear that the table goes on.
  private var held: [ExcelRow] = []

  init(
    _ sample: [ExcelRow], _ merges: [ExcelMerge], _ book: ExcelBook, _ options: DelimitedOptions,
    memory: Int64
  ) {
    self.book = book
    self.options = options
    self.memory = memory
    layout = ExcelLayout(sample, merges, book)
    self.merges = merges.filter { $0.rows.count > 1 }
    lastNumber = layout.dataStart > 0 ? sample[layout.dataStart - 1].number : sample[0].number - 1
    // A column has a place as soon as it has a name, also if nothing stands below it.
    let places = layout.names.keys.sorted()
    let header = places.map { layout.names[$0] ?? "" }
    let names = HeaderNames.clean(header).names
    wanted = options.columns.map { Set($0) }
    for (index, place) in places.enumerated() {
      let isWanted = wanted.map { $0.contains(names[index]) || $0.contains(header[index]) } ?? true
      columns[place] = .some(isWanted ? TypedColumn() : nil)
    }
  }

  /// How many rows of the sample come before the data.
  var dataStart: Int { layout.dataStart }

  /// True when as many rows are there as are wanted.
  var isFull: Bool { count >= max(options.rows ?? .max, 0) }

  /// Takes the next row of the sheet.
  ///
  /// Errors: `too-many-values`.
  func take(_ row: ExcelRow) throws(DataMistake) {
    let isApart = row.number > lastNumber + 1 || !held.isEmpty
    lastNumber = row.number
    if isApart, layout.names.count > 2, row.cells.count == 1, row.cells[0].value.isText,
      held.count < 20
    {
      held.append(row)
      return
    }
    for row in held where !isFull { try store(row) }
    held.removeAll()
    if !isFull { try store(row) }
  }

  private func store(_ row: ExcelRow) throws(DataMistake) {
    for cell in row.cells {
      let column: TypedColumn
      switch columns[cell.column] {
      case .some(.some(let known)): column = known
      case .some(.none): continue
      case .none:
        column = TypedColumn()
        columns[cell.column] = column
      }
      // The same cell twice: the first counts.
      guard column.count <= count else { continue }
      column.fill(upTo: count)
      switch cell.value {
      case .whole(let value): column.append(whole: value)
      case .decimal(let value): column.append(decimal: value)
      case .truth(let value): column.append(truth: value)
      case .date(let value): column.append(date: value)
      case .gap: column.appendGap()
      case .shared(let number):
        let isThere: Void? = book.texts.with(number) { Self.append($0, to: column) }
        if isThere == nil { column.appendGap() }
      case .own(let range):
        row.letters.withUnsafeBufferPointer {
          Self.append(UnsafeBufferPointer(rebasing: $0[range]), to: column)
        }
      case .misfit(let range):
        column.appendMisfit(String(decoding: row.letters[range], as: UTF8.self))
      }
    }
    count += 1
    if !merges.isEmpty { numbers.append(row.number) }
    if count & 255 == 0 { try checkRoom() }
  }

  private static func append(_ text: UnsafeBufferPointer<UInt8>, to column: TypedColumn) {
    if let start = text.baseAddress { column.append(text: start, text.count) }
  }

  /// Makes sure that all columns have room when they are filled up to the same length.
  private func checkRoom() throws(DataMistake) {
    var room = count.multipliedReportingOverflow(by: 9 * columns.count).partialValue
    for case .some(let column) in columns.values { room += column.room - column.count * 9 }
    guard room <= memory else { throw DataMistake("too-many-values") }
  }

  /// The row of the table that a row of the sheet became.
  private func place(of number: Int) -> Int? {
    var low = 0
    var high = numbers.count
    while low < high {
      let middle = (low + high) / 2
      if numbers[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low < numbers.count && numbers[low] == number ? low : nil
  }

  /// The table.
  ///
  /// Errors: `unknown-column`, `too-many-values`.
  func finish(origin: String) throws(DataMistake) -> LoadedTable {
    try checkRoom()
    var repeated = 0
    for merge in merges {
      guard let first = place(of: merge.rows.lowerBound),
        case .some(.some(let column)) = columns[merge.columns.lowerBound]
      else { continue }
      var last = first
      while last + 1 < numbers.count, numbers[last + 1] <= merge.rows.upperBound { last += 1 }
      column.fill(upTo: count)
      if column.repeatText(of: first, through: last) > 0 { repeated += 1 }
    }
    let places = columns.keys.sorted()
    let table = try TypedTable(
      header: places.map { layout.names[$0] ?? "" },
      columns: places.map { columns[$0] ?? nil }, options: options)
    var loaded = table.finish(rows: count, origin: origin)
    if layout.hasNoNames, let first = table.names.first {
      loaded.notes.insert(DataMistake("no-header", ["name": first]), at: 0)
    }
    func told(_ number: Int, _ one: String, _ several: String) {
      if number > 0 { loaded.remarks.append(number == 1 ? "1 \(one)" : "\(number) \(several)") }
    }
    told(layout.titleLines, "line of title left out", "lines of title left out")
    told(held.count, "line below the table left out", "lines below the table left out")
    told(repeated, "merged label repeated", "merged labels repeated")
    return loaded
  }
}
