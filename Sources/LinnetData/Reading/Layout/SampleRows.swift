/// The first rows of a text table, cell by cell.
struct SampleRows {
  /// A row: where it stands in the text, and where its cells are.
  struct Row {
    /// The offset of its first byte.
    let start: Int
    /// The offset behind its line break.
    let next: Int
    fileprivate(set) var cells: Range<Int>
    /// How many cells hold something.
    fileprivate(set) var filled = 0
    /// True when nothing but an empty line stands before it.
    let followsBlank: Bool

    /// How many cells it has.
    var count: Int { cells.count }
  }

  private(set) var rows: [Row] = []
  /// True when a quote inside quotes stood behind a backslash.
  private(set) var sawBackslash = false
  private var bytes: [UInt8] = []
  private var starts: [Int] = [0]

  /// Reads up to `most` rows; lines of comments and empty ones are none.
  init(
    _ text: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int? = nil, separator: UInt8,
    escapes: Bool, comments: CommentMarks, most: Int
  ) {
    guard let base = text.baseAddress else { return }
    let stop = base + (end ?? text.count)
    var scanner = FieldScanner(start: base, end: stop, separator: separator, escapes: escapes)
    var cursor = base + start
    var followsBlank = false
    while cursor < stop, rows.count < most, bytes.count < 1 << 22 {
      let lineStart = cursor
      if Self.skipBlank(&cursor, stop) {
        followsBlank = true
        continue
      }
      if comments.begins(cursor, stop) {
        Lines.skip(&cursor, stop)
        continue
      }
      if separator == 0x20 {
        while cursor < stop, cursor.pointee == 0x20 || cursor.pointee == 0x09 { cursor += 1 }
      }
      let first = starts.count - 1
      var filled = 0
      while true {
        let field = scanner.next(&cursor)
        bytes.append(
          contentsOf: UnsafeBufferPointer(start: field.start, count: min(field.count, 500)))
        starts.append(bytes.count)
        if field.count > 0 { filled += 1 }
        if field.endsRow { break }
      }
      if filled == 0 {
        // Nothing but separators is as good as an empty line.
        starts.removeLast(starts.count - 1 - first)
        followsBlank = true
        continue
      }
      rows.append(
        Row(
          start: lineStart - base, next: cursor - base, cells: first..<(starts.count - 1),
          filled: filled,
          followsBlank: followsBlank))
      followsBlank = false
    }
    sawBackslash = scanner.sawBackslash
  }

  /// Moves over a line of nothing but spaces; false, and nothing is changed, when it holds more.
  private static func skipBlank(_ cursor: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>)
    -> Bool
  {
    var place = cursor
    while place < end, place.pointee == 0x20 { place += 1 }
    guard place < end, place.pointee == 0x0A || place.pointee == 0x0D else {
      if place >= end {
        cursor = place
        return true
      }
      return false
    }
    cursor = place
    Lines.skip(&cursor, end)
    return true
  }

  /// The bytes of a cell; none where the row has no such cell.
  func cell(_ row: Int, _ place: Int) -> [UInt8] {
    let cells = rows[row].cells
    guard place < cells.count else { return [] }
    let cell = cells.lowerBound + place
    return Array(bytes[starts[cell]..<starts[cell + 1]])
  }

  /// True for a cell that holds something.
  func isFilled(_ row: Int, _ place: Int) -> Bool {
    let cells = rows[row].cells
    guard place < cells.count else { return false }
    let cell = cells.lowerBound + place
    return starts[cell + 1] > starts[cell]
  }

  /// A cell as text.
  func text(_ row: Int, _ place: Int) -> String {
    String(decoding: cell(row, place), as: UTF8.self)
  }

  /// What a cell is at a glance.
  func glance(_ row: Int, _ place: Int) -> CellGlance { CellGlance(cell(row, place)) }
}

/// What one cell is at a glance, before anything is known of its column.
enum CellGlance: Equatable {
  case empty, gap, whole, year, decimal, date, word

  /// Looks at a cell; with `isName` a number with something behind it, such as `2014 [YR2014]`, is a word.
  init(_ bytes: [UInt8], isName: Bool = false) {
    self = bytes.withUnsafeBufferPointer { bytes -> CellGlance in
      guard let start = bytes.baseAddress, bytes.count > 0 else { return .empty }
      if GapWords().isGap(start, bytes.count) { return .gap }
      guard bytes.contains(where: { $0 &- 48 <= 9 }) else { return .word }
      if let number = NumberWord(bytes), !number.isLimit,
        !isName || number.suffix.isEmpty || number.text(number.suffix) == "%"
      {
        let readings = number.readings
        if readings.point || readings.comma {
          if !number.suffix.isEmpty, !number.isApart, !number.hasMarks,
            Signs.isLetter(number.text(number.suffix))
          {
            return .word
          }
          if number.hasMarks || number.hasExponent { return .decimal }
          guard number.digits == 4, !number.isNegative, number.prefix.isEmpty,
            number.suffix.isEmpty,
            case .whole(let value)? = number.number(mark: UInt8(ascii: "."))
          else { return .whole }
          return value >= 1500 && value <= 2100 ? .year : .whole
        }
      }
      if let date = DateWord(bytes) {
        for form in DateForm.allCases where date.date(form) != nil { return .date }
      }
      return .word
    }
  }

  /// True for numbers of all kinds.
  var isNumber: Bool { self == .whole || self == .year || self == .decimal }
  /// True where the cell holds no value.
  var isEmpty: Bool { self == .empty || self == .gap }
}

/// Moving over lines of text.
enum Lines {
  /// Moves behind the next line break.
  static func skip(_ start: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) {
    while start < end, start.pointee != 0x0A, start.pointee != 0x0D { start += 1 }
    if start < end {
      let isReturn = start.pointee == 0x0D
      start += 1
      if isReturn, start < end, start.pointee == 0x0A { start += 1 }
    }
  }

  /// Moves over empty lines.
  static func skipBlank(_ start: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) {
    var place = start
    while place < end {
      if place.pointee == 0x0A || place.pointee == 0x0D {
        place += 1
        start = place
      } else if place.pointee == 0x20 {
        place += 1
      } else {
        return
      }
    }
  }
}

/// The marks at the beginning of lines that are comments.
struct CommentMarks {
  /// Marks that are known to begin comments: `comment:` says so, or a line above the names.
  private(set) var known: [[UInt8]] = []

  /// Marks that may begin comments in a file whose first line does.
  private static let usual: [[UInt8]] = ["#", "%", "//", "!"].map { (mark: String) in
    Array(mark.utf8)
  }

  /// The first bytes of known marks; 0 for none.
  private var firstByte: UInt8 = 0
  private var otherByte: UInt8 = 0

  init(_ said: String?) {
    if let said, !said.isEmpty { learn(Array(said.utf8)) }
  }

  /// True for a byte that a known mark begins with.
  @inline(__always)
  func mayBegin(_ byte: UInt8) -> Bool { byte == firstByte || byte == otherByte }

  /// True when a line begins with a known mark.
  @inline(__always)
  func begins(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Bool {
    if known.isEmpty { return false }
    for mark in known where Self.begins(start, end, with: mark) { return true }
    return false
  }

  /// The usual mark that a line begins with; nil for none.
  static func usual(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> [UInt8]? {
    usual.first { begins(start, end, with: $0) }
  }

  /// Takes a mark for one of comments from now on.
  mutating func learn(_ mark: [UInt8]) {
    guard !known.contains(mark), known.count < 2 else { return }
    if known.isEmpty { firstByte = mark[0] } else { otherByte = mark[0] }
    known.append(mark)
  }

  private static func begins(
    _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, with mark: [UInt8]
  ) -> Bool {
    guard end - start >= mark.count else { return false }
    for (step, byte) in mark.enumerated() where start[step] != byte { return false }
    return true
  }
}
