import LinnetText

/// Reads JSON straight from its bytes into columns, without a tree of values between.
///
/// A zero must stand behind the last byte, so that nothing is read beyond.
struct JsonParser {
  /// How many brackets may stand inside each other.
  static let deepest = 64

  let start: UnsafePointer<UInt8>
  let end: UnsafePointer<UInt8>
  var cursor: UnsafePointer<UInt8>
  var room: JsonRoom
  /// The name read last, for messages.
  var lastName = ""
  private let options: DelimitedOptions
  private let progress: DelimitedReader.Progress
  private var nextReport: UnsafePointer<UInt8>
  let scratch = ScratchBytes()
  let decimals = DecimalReader.shared
  /// Who reads a long list in stretches; nil where nobody does.
  var stretches: JsonStretches?
  /// How many lists were read in stretches, and how many were looked at for it.
  private(set) var sharedLists = 0
  private var triedLists = 0
  /// Takes what nobody wants.
  private let sink = JsonColumn(name: "")

  init(
    _ start: UnsafePointer<UInt8>, count: Int, options: DelimitedOptions, room: JsonRoom? = nil,
    progress: @escaping DelimitedReader.Progress
  ) {
    self.start = start
    end = start + count
    cursor = start
    nextReport = start
    self.room = room ?? JsonRoom(bytes: count)
    self.options = options
    self.progress = progress
  }

  // MARK: The document

  /// Reads the whole file, one value or one a line, as the rows of a column; the number of rows.
  mutating func document(into root: JsonColumn, isLines: Bool) throws(JsonProblem) -> Int {
    let limit = max(options.rows ?? .max, 1)
    var rows = 0
    skipSpace()
    guard cursor < end else { return 0 }
    var wasRecord = false
    while cursor < end, rows < limit {
      let isRecord = cursor.pointee == UInt8(ascii: "{")
      guard rows == 0 || isLines || isRecord && wasRecord else { throw .wants(.end) }
      wasRecord = isRecord
      if rows == 0, !isLines, try table(into: root, limit: limit) {
        rows = 1
        if stoppedEarly { return 1 }
      } else {
        try value(into: root, row: rows, depth: 0, isTable: isLines)
        rows += 1
      }
      skipSpace()
      try report()
    }
    return rows
  }

  /// True when the rows asked for were read and the rest of the file was not.
  private var stoppedEarly = false

  /// Reads a list that is the whole table, up to a number of rows; false when there is none here.
  private mutating func table(into root: JsonColumn, limit: Int) throws(JsonProblem) -> Bool {
    guard cursor.pointee == UInt8(ascii: "[") else { return false }
    if let heading = headingOfEqualRows() {
      try equalRows(into: root, heading, limit: limit)
    } else {
      try list(into: root, row: 0, depth: 0, isTable: true, limit: limit)
    }
    return true
  }

  @inline(__always)
  private mutating func report() throws(JsonProblem) {
    guard cursor >= nextReport else { return }
    nextReport = end - cursor > 1 << 16 ? cursor + (1 << 16) : end
    if !progress(cursor - start, end - start) { throw .stopped }
  }

  // MARK: Values

  /// Reads a value into a row of a column.
  mutating func value(
    into column: JsonColumn, row: Int, depth: Int, isTable: Bool = false
  ) throws(JsonProblem) {
    switch cursor.pointee {
    case UInt8(ascii: "\""):
      let text = try text()
      try column.add(text: text.start, text.count, row: row, &room)
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
      try number(into: column, row: row)
    case UInt8(ascii: "{"):
      try record(into: column, row: row, depth: depth, isTable: isTable)
    case UInt8(ascii: "["):
      try list(into: column, row: row, depth: depth)
    case UInt8(ascii: "t") where skip("true"): try column.add(truth: true, row: row, &room)
    case UInt8(ascii: "f") where skip("false"): try column.add(truth: false, row: row, &room)
    case UInt8(ascii: "n") where skip("null"): break
    // Python writes these three although JSON does not know them.
    case UInt8(ascii: "N") where skip("NaN"): break
    case UInt8(ascii: "I") where skip("Infinity"): column.add(endless: "Infinity", row: row)
    default: throw .wants(.value)
    }
  }

  /// Moves over a word; false when another stands here.
  mutating func skip(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard end - cursor >= count else { return false }
    for place in 0..<count where cursor[place] != word.utf8Start[place] { return false }
    let next = cursor[count]
    if next &- 48 <= 9 || next | 32 >= 97 && next | 32 <= 122 { return false }
    cursor += count
    return true
  }

  @inline(__always)
  mutating func skipSpace() {
    while cursor.pointee <= 0x20, cursor.pointee != 0, isSpace(cursor.pointee) { cursor += 1 }
  }

  @inline(__always)
  private func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  // MARK: Lists and records

  private mutating func list(
    into column: JsonColumn, row: Int, depth: Int, isTable: Bool = false, limit: Int = .max
  ) throws(JsonProblem) {
    guard depth < Self.deepest else { throw .deep }
    let list = try column.beginList(row: row, &room)
    cursor += 1
    skipSpace()
    let items = list.items
    if cursor.pointee == UInt8(ascii: "]") {
      cursor += 1
    } else if limit == .max, try isShared(list, depth: depth, isTable: isTable) {
      sharedLists += 1
    } else {
      while true {
        try value(into: items, row: list.itemCount, depth: depth + 1, isTable: isTable)
        list.itemCount += 1
        if list.itemCount >= limit {
          stoppedEarly = true
          break
        }
        skipSpace()
        guard try goesOn(closing: UInt8(ascii: "]"), .commaOrBracket) else { break }
      }
    }
    list.offsets.append(list.itemCount)
  }

  /// Reads a long list of records in stretches and moves behind it; false when that has to be done one by one.
  private mutating func isShared(
    _ list: JsonList, depth: Int, isTable: Bool
  ) throws(JsonProblem) -> Bool {
    guard let stretches, triedLists < 4, cursor.pointee == UInt8(ascii: "{"),
      list.itemCount == 0, list.offsets.count == 1
    else { return false }
    guard stretches.isLong(from: cursor) else { return false }
    triedLists += 1
    guard
      let behind = try stretches.items(
        from: cursor, into: list, depth: depth + 1, isTable: isTable, &room)
    else { return false }
    cursor = behind
    return true
  }

  /// Moves over a comma, or over the closing bracket, which ends the list or record.
  @inline(__always)
  private mutating func goesOn(
    closing closer: UInt8, _ wanted: JsonProblem.Wanted
  ) throws(JsonProblem) -> Bool {
    if cursor.pointee == UInt8(ascii: ",") {
      cursor += 1
      skipSpace()
      if cursor.pointee == closer { throw .commaBeforeEnd }
      try report()
      return true
    }
    guard cursor.pointee == closer else { throw .wants(wanted) }
    cursor += 1
    return false
  }

  private mutating func record(
    into column: JsonColumn, row: Int, depth: Int, isTable: Bool
  ) throws(JsonProblem) {
    guard depth < Self.deepest else { throw .deep }
    let record = try column.beginRecord(row: row, &room)
    cursor += 1
    skipSpace()
    if cursor.pointee == UInt8(ascii: "}") {
      cursor += 1
      return
    }
    var next = 0
    while true {
      guard cursor.pointee == UInt8(ascii: "\"") else { throw .wants(.name) }
      let place = try part(of: record, next: next, isTable: isTable)
      let part = record.parts[place]
      next = place + 1
      guard part.lastRow < row else {
        lastName = part.name
        throw .twice
      }
      part.lastRow = row
      skipSpace()
      guard cursor.pointee == UInt8(ascii: ":") else { throw .wants(.colon) }
      cursor += 1
      skipSpace()
      if part.isSkipped {
        try skipValue(depth: depth + 1)
      } else {
        try value(into: part, row: row, depth: depth + 1)
      }
      skipSpace()
      guard try goesOn(closing: UInt8(ascii: "}"), .commaOrBrace) else { return }
    }
  }

  /// Reads a name; the place of its column, which is made if the name is new.
  @inline(__always)
  private mutating func part(
    of record: JsonRecord, next: Int, isTable: Bool
  ) throws(JsonProblem) -> Int {
    // Nearly always the names come in the order of the record before.
    if next < record.parts.count {
      let part = record.parts[next]
      let count = part.keyCount
      if count >= 0, let key = part.keyStart, end - cursor > count + 1 {
        let first = cursor + 1
        var place = 0
        while place < count, first[place] == key[place] { place += 1 }
        if place == count, first[count] == UInt8(ascii: "\"") {
          cursor = first + count + 1
          return next
        }
      }
    }
    return try namedPart(of: record, isTable: isTable)
  }

  @inline(never)
  private mutating func namedPart(
    of record: JsonRecord, isTable: Bool
  ) throws(JsonProblem) -> Int {
    let first = cursor + 1
    let key = try text()
    let place = record.part(key.start, key.count)
    if place < 0 { throw .mostlyGaps }
    if place == record.parts.count {
      try room.take(JsonRoom.column)
      let name = String(
        decoding: UnsafeBufferPointer(start: key.start, count: key.count), as: UTF8.self)
      let isPlain = key.start == first
      let part = JsonColumn(
        name: name, keyStart: isPlain ? first : nil, keyCount: isPlain ? key.count : -1)
      if isTable, let wanted = options.columns {
        part.isSkipped =
          !wanted.contains(name) && !wanted.contains(HeaderNames.clean([name]).names[0])
      }
      record.add(part)
    }
    return place
  }

  /// Moves over a value that nobody wants, as strictly as over any other.
  private mutating func skipValue(depth: Int) throws(JsonProblem) {
    let byte = cursor.pointee
    let isList = byte == UInt8(ascii: "[")
    guard isList || byte == UInt8(ascii: "{") else {
      if byte == UInt8(ascii: "\"") {
        _ = try text()
      } else {
        try value(into: sink, row: 0, depth: depth)
        sink.forgetNumbers()
      }
      return
    }
    guard depth < Self.deepest else { throw .deep }
    let closer = isList ? UInt8(ascii: "]") : UInt8(ascii: "}")
    cursor += 1
    skipSpace()
    if cursor.pointee == closer {
      cursor += 1
      return
    }
    while true {
      if !isList {
        guard cursor.pointee == UInt8(ascii: "\"") else { throw .wants(.name) }
        _ = try text()
        skipSpace()
        guard cursor.pointee == UInt8(ascii: ":") else { throw .wants(.colon) }
        cursor += 1
        skipSpace()
      }
      try skipValue(depth: depth + 1)
      skipSpace()
      guard try goesOn(closing: closer, isList ? .commaOrBracket : .commaOrBrace) else { return }
    }
  }

  // MARK: Rows without names

  /// The names of columns, and whether the first row holds them.
  private struct Heading {
    var names: [String]
    var isFirstRow: Bool
  }

  /// The names of the columns of a list of lists of one length; nil when this is no such list.
  ///
  /// A first list of nothing but different texts holds the names. The cursor stays where it is.
  private mutating func headingOfEqualRows() -> Heading? {
    let begin = cursor
    let room = self.room
    let stretches = self.stretches
    self.stretches = nil
    defer {
      cursor = begin
      self.room = room
      self.stretches = stretches
    }
    cursor += 1
    skipSpace()
    var heading: Heading?
    do throws(JsonProblem) {
      var width = -1
      while cursor.pointee == UInt8(ascii: "[") {
        let first = JsonColumn(name: "")
        try list(into: first, row: 0, depth: 1)
        guard let list = first.list, list.itemCount > 0, width < 0 || list.itemCount == width
        else { return nil }
        if width < 0 {
          width = list.itemCount
          heading = Self.heading(list)
        }
        skipSpace()
        guard try goesOn(closing: UInt8(ascii: "]"), .commaOrBracket) else { return heading }
      }
    } catch {
      return nil
    }
    return nil
  }

  private static func heading(_ list: JsonList) -> Heading {
    let items = list.items
    if items.cells(.text) == list.itemCount, let words = items.words?.words,
      words.count == list.itemCount
    {
      return Heading(names: words, isFirstRow: true)
    }
    return Heading(names: (1...max(list.itemCount, 1)).map { "column_\($0)" }, isFirstRow: false)
  }

  /// Reads a list of lists, each as a record with the given names.
  private mutating func equalRows(
    into root: JsonColumn, _ heading: Heading, limit: Int
  ) throws(JsonProblem) {
    let list = try root.beginList(row: 0, &room)
    let record = try list.items.beginRecord(row: 0, &room)
    record.cells = 0
    for name in heading.names {
      try room.take(JsonRoom.column)
      record.add(JsonColumn(name: name))
    }
    cursor += 1
    skipSpace()
    var isHeader = heading.isFirstRow
    while true {
      var place = 0
      cursor += 1
      skipSpace()
      while true {
        if isHeader {
          try skipValue(depth: 2)
        } else if place < record.parts.count {
          try value(into: record.parts[place], row: list.itemCount, depth: 2)
        }
        place += 1
        skipSpace()
        guard try goesOn(closing: UInt8(ascii: "]"), .commaOrBracket) else { break }
      }
      if !isHeader {
        list.itemCount += 1
        record.cells += 1
      }
      isHeader = false
      skipSpace()
      if list.itemCount >= limit {
        stoppedEarly = true
        break
      }
      guard try goesOn(closing: UInt8(ascii: "]"), .commaOrBracket) else { break }
    }
    list.offsets.append(list.itemCount)
  }
}
