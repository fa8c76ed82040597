/// Collects the values that a name has in JSON records, of whatever kind they are.
///
/// Each kind of value has a lane of its own with one cell a row. A lane is filled up with gaps only when
/// its next value comes, so that absent names cost nothing; at the end the lane with most values is the
/// column, and the values of the others are gaps that are counted.
final class JsonColumn {
  /// The kinds of value that JSON knows.
  enum Lane { case number, text, truth, list, record }

  /// The name as it is to be read, without escapes.
  let name: String
  /// The bytes of the name in the file; the count is -1 when they hold escapes.
  let keyStart: UnsafePointer<UInt8>?
  let keyCount: Int
  /// True when nobody wants the values.
  @exclusivity(unchecked) var isSkipped = false
  /// The last row that had this name.
  @exclusivity(unchecked) var lastRow = -1

  @exclusivity(unchecked) var wholes: [Int64] = []
  @exclusivity(unchecked) var decimals: [Double] = []
  @exclusivity(unchecked) var isDecimal = false
  @exclusivity(unchecked) var numberGaps = 0
  /// Whole numbers beyond 64 bits; among the numbers each has the place of a gap.
  @exclusivity(unchecked) var longNumbers: [LongNumber] = []
  /// Numbers too great to be stored, and words such as `Infinity`: the first of them.
  @exclusivity(unchecked) var endlessCount = 0
  @exclusivity(unchecked) var firstEndless: (row: Int, text: String)?
  @exclusivity(unchecked) var truths: [UInt8] = []
  @exclusivity(unchecked) var truthGaps = 0
  @exclusivity(unchecked) var codes: [Int32] = []
  @exclusivity(unchecked) var textGaps = 0
  @exclusivity(unchecked) var words: FieldWords?
  @exclusivity(unchecked) private(set) var list: JsonList?
  @exclusivity(unchecked) private(set) var record: JsonRecord?

  init(name: String, keyStart: UnsafePointer<UInt8>? = nil, keyCount: Int = -1) {
    self.name = name
    self.keyStart = keyStart
    self.keyCount = keyCount
  }

  // MARK: Values

  @inline(__always)
  func add(whole value: Int64, row: Int, _ room: inout JsonRoom) throws(JsonProblem) {
    if isDecimal {
      try add(decimal: Double(value), row: row, &room)
      return
    }
    if wholes.count < row {
      numberGaps += try room.fill(&wholes, with: .min, upTo: row)
    }
    wholes.append(value)
  }

  @inline(__always)
  func add(decimal value: Double, row: Int, _ room: inout JsonRoom) throws(JsonProblem) {
    if !isDecimal { becomeDecimal() }
    if decimals.count < row {
      numberGaps += try room.fill(&decimals, with: .nan, upTo: row)
    }
    decimals.append(value)
  }

  /// Has numbers with decimals from now on.
  func becomeDecimal() {
    isDecimal = true
    decimals = wholes.map { $0 == .min ? .nan : Double($0) }
    wholes = []
  }

  /// Has numbers in place of texts from now on.
  func setNumbers(wholes: [Int64] = [], decimals: [Double] = []) {
    self.wholes = wholes
    self.decimals = decimals
    isDecimal = !decimals.isEmpty
    numberGaps =
      isDecimal
      ? decimals.reduce(0) { $0 + ($1.isNaN ? 1 : 0) }
      : wholes.reduce(0) { $0 + ($1 == .min ? 1 : 0) }
    codes = []
    textGaps = 0
    words = nil
    gapWords = []
  }

  /// Has no numbers but texts from now on.
  func setTexts() {
    wholes = []
    decimals = []
    isDecimal = false
    numberGaps = 0
    recountTexts()
  }

  /// Counts the gaps among the texts anew.
  func recountTexts() { textGaps = codes.reduce(0) { $0 + ($1 < 0 ? 1 : 0) } }

  /// Takes a number that cannot be stored; it becomes a gap that is counted.
  func add(endless text: String, row: Int) {
    endlessCount += 1
    if firstEndless == nil { firstEndless = (row, text) }
  }

  /// Forgets all numbers and truths.
  func forgetNumbers() {
    wholes.removeAll(keepingCapacity: true)
    decimals.removeAll(keepingCapacity: true)
    longNumbers.removeAll(keepingCapacity: true)
    truths.removeAll(keepingCapacity: true)
  }

  func add(truth value: Bool, row: Int, _ room: inout JsonRoom) throws(JsonProblem) {
    if truths.count < row { truthGaps += try room.fill(&truths, with: 2, upTo: row) }
    truths.append(value ? 1 : 0)
  }

  @inline(__always)
  func add(
    text start: UnsafePointer<UInt8>, _ count: Int, row: Int, _ room: inout JsonRoom
  ) throws(JsonProblem) {
    if codes.count < row { textGaps += try room.fill(&codes, with: -1, upTo: row) }
    if words == nil { words = FieldWords() }
    codes.append(words?.code(start, count) ?? -1)
  }

  /// Begins a list in a row; its items go into the list's column.
  func beginList(row: Int, _ room: inout JsonRoom) throws(JsonProblem) -> JsonList {
    let list = try self.list(&room)
    try list.fill(upTo: row, &room)
    return list
  }

  /// The lists of the column, made if there are none yet.
  func list(_ room: inout JsonRoom) throws(JsonProblem) -> JsonList {
    if let list { return list }
    let list = JsonList()
    self.list = list
    try room.take(JsonRoom.column)
    return list
  }

  /// Begins a record in a row.
  func beginRecord(row: Int, _ room: inout JsonRoom) throws(JsonProblem) -> JsonRecord {
    let record = try self.record(from: row, &room)
    record.cells += 1
    return record
  }

  /// The records of the column, made if there are none yet; `row` is the first that has one.
  func record(from row: Int, _ room: inout JsonRoom) throws(JsonProblem) -> JsonRecord {
    if let record { return record }
    let record = JsonRecord(firstRow: row)
    self.record = record
    try room.take(JsonRoom.column)
    return record
  }

  /// Takes the one value of another column into a row; false for lists, records and no room.
  func takeOnly(of other: JsonColumn, row: Int, _ room: inout JsonRoom) -> Bool {
    do throws(JsonProblem) {
      if let long = other.longNumbers.first {
        try add(long: long.text, row: row, &room)
        return true
      }
      switch other.lane {
      case nil: return other.endlessCount == 0
      case .number where other.isDecimal:
        try add(decimal: other.decimals[0], row: row, &room)
      case .number: try add(whole: other.wholes[0], row: row, &room)
      case .truth: try add(truth: other.truths[0] == 1, row: row, &room)
      case .text:
        guard let word = other.words?.words.first else { return false }
        // One byte more, so that there is an address for the empty text too.
        let bytes = Array(word.utf8) + [0]
        try bytes.withUnsafeBufferPointer { (buffer) throws(JsonProblem) in
          guard let base = buffer.baseAddress else { return }
          try add(text: base, buffer.count - 1, row: row, &room)
        }
      case .list, .record: return false
      }
    } catch {
      return false
    }
    return true
  }

  // MARK: Looking back

  /// How many values of a kind there are.
  func cells(_ lane: Lane) -> Int {
    switch lane {
    case .number: (isDecimal ? decimals.count : wholes.count) - numberGaps
    case .text: codes.count - textGaps
    case .truth: truths.count - truthGaps
    case .list: list?.cells ?? 0
    case .record: record?.cells ?? 0
    }
  }

  /// All kinds, in the order that decides between equals.
  static let lanes: [Lane] = [.number, .text, .truth, .list, .record]

  /// The kind that most values have; nil when there is none but gaps.
  var lane: Lane? {
    var best: Lane?
    var most = 0
    for lane in Self.lanes {
      var count = cells(lane)
      // Where there are other values, words such as `NA` are no texts but marks of gaps.
      if lane == .text, count > 0, cells(.number) > 0 { count -= gapWords.count }
      if count > most { (best, most) = (lane, count) }
    }
    if best == nil, cells(.text) > 0 { best = .text }
    return best
  }

  /// The rows whose text only marks a gap, as in a table of text.
  private(set) lazy var gapWords: Set<Int> = {
    guard let words else { return [] }
    let reader = GapWords()
    let isGap = words.words.map { (word: String) -> Bool in
      var word = word
      return word.withUTF8 { bytes in
        guard let base = bytes.baseAddress else { return true }
        return reader.isGap(base, bytes.count) && reader.isPlain(base, bytes.count)
      }
    }
    var rows: Set<Int> = []
    for (row, code) in codes.enumerated() where code >= 0 && isGap[Int(code)] { rows.insert(row) }
    return rows
  }()
}

/// The lists of a column: where each ends, and the column of all their items.
final class JsonList {
  /// One more than there are rows so far.
  var offsets: [Int] = [0]
  var gaps: [Int] = []
  var items = JsonColumn(name: "")
  /// The number of items so far.
  @exclusivity(unchecked) var itemCount = 0

  /// How many lists there are.
  var cells: Int { offsets.count - 1 - gaps.count }

  /// Adds gaps in front of a row.
  func fill(upTo row: Int, _ room: inout JsonRoom) throws(JsonProblem) {
    let first = offsets.count - 1
    guard first < row else { return }
    try room.take(min(row - first, .max / 4) * 4)
    gaps.append(contentsOf: first..<row)
    let last = offsets[first]
    offsets.append(contentsOf: repeatElement(last, count: row - first))
  }

  /// The row whose list holds an item.
  func row(ofItem item: Int) -> Int {
    var low = 0
    var high = offsets.count - 1
    while low < high {
      let middle = (low + high) / 2
      if offsets[middle + 1] > item { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

/// The records of a column: one column a name, in order of first appearance.
final class JsonRecord {
  @exclusivity(unchecked) private(set) var parts: [JsonColumn] = []
  private var codes = FieldWords()
  /// How many records there are.
  var cells = 0
  /// The row of the first.
  let firstRow: Int

  init(firstRow: Int) { self.firstRow = firstRow }

  /// The place of a name's column, which is the number of columns for a new name; -1 for too many.
  func part(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int {
    Int(codes.code(start, count))
  }

  /// Adds the column of a new name.
  func add(_ part: JsonColumn) { parts.append(part) }

  /// The column of a name; nil when there is none.
  func part(_ name: String) -> JsonColumn? { parts.first { $0.name == name } }
}

/// How many cells may still be made of nothing.
///
/// A name that only the last of many records has is a column of gaps. A small file must not ask for
/// a table without end that way.
struct JsonRoom {
  /// What a column costs, in cells.
  static let column = 64
  private(set) var left: Int

  init(bytes: Int) {
    // Kept below what an Int of 32 bits can hold.
    left = min(bytes, .max / 16 - 1 << 17) * 16 + 1 << 20
  }

  mutating func take(_ cells: Int) throws(JsonProblem) {
    left -= min(cells, .max / 4)
    if left < 0 { throw .mostlyGaps }
  }

  /// Adds gaps up to a row; says how many.
  @inline(never)
  mutating func fill<T>(_ cells: inout [T], with gap: T, upTo row: Int) throws(JsonProblem) -> Int {
    let missing = row - cells.count
    guard missing > 0 else { return 0 }
    try take(missing)
    cells.append(contentsOf: repeatElement(gap, count: missing))
    return missing
  }
}
