/// How a text table is laid out: where its rows start, what separates fields, what the columns are called.
struct Dialect {
  /// The byte between fields.
  var separator: UInt8
  /// The offset of the first row of data.
  var dataStart: Int
  /// The names of the columns, cleaned; no two alike.
  var names: [String]
  /// The unit of each column; empty when there is none.
  var units: [String]
  /// True when spaces around a name were taken away.
  var hadSpacedNames = false
  /// What a person should know about the header.
  var notes: [DataMistake]

  /// How many rows are looked at to find the separator and the kinds of columns.
  static let sampleRows = 200

  /// Finds the layout of a text that ends with a line break; `separator` is what the person said.
  init(_ bytes: UnsafeBufferPointer<UInt8>, separator asked: UInt8?) {
    notes = []
    names = []
    units = []
    separator = UInt8(ascii: ",")
    dataStart = 0
    guard let base = bytes.baseAddress else { return }
    let end = base + bytes.count
    var start = base
    var said = asked
    Self.skipBlank(&start, end)
    if let (byte, after) = Self.separatorLine(start, end) {
      if said == nil { said = byte }
      start = after
      Self.skipBlank(&start, end)
    }
    var comment: UnsafePointer<UInt8>?
    while start < end, start.pointee == UInt8(ascii: "#") {
      comment = start
      Self.skipLine(&start, end)
      Self.skipBlank(&start, end)
    }
    if start >= end, let only = comment {
      // Nothing but lines with `#`: the last of them is the header of an empty table.
      start = only
      comment = nil
    }
    separator = said ?? Self.findSeparator(start, end)
    var header = Self.fields(start, end, separator)
    var rowsStart = header.next
    if let comment, case let named = Self.fields(comment + 1, end, separator),
      named.texts.count == header.texts.count, named.texts.count > 1,
      header.texts.contains(where: Self.isNumber)
    {
      // `# x y z` straight above the numbers is the header.
      header.texts = named.texts
      rowsStart = start
    } else if !header.texts.isEmpty, header.texts.contains(where: { !$0.isEmpty }),
      header.texts.allSatisfy({ $0.isEmpty || Self.isNumber($0) })
    {
      rowsStart = start
      header.texts = header.texts.indices.map { "column_\($0 + 1)" }
      notes.append(DataMistake("no-header", ["name": header.texts[0]]))
    }
    dataStart = rowsStart - base
    if header.texts.count > 1, header.texts[header.texts.count - 1].isEmpty,
      Self.lastIsEmpty(rowsStart, end, separator, header.texts.count)
    {
      header.texts.removeLast()
    }
    hadSpacedNames = header.raw.contains { $0.isSpaced }
    let clean = HeaderNames.clean(header.texts)
    names = clean.names
    units = clean.units
  }

  // MARK: Lines

  private static func skipBlank(_ start: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) {
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

  private static func skipLine(_ start: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) {
    while start < end, start.pointee != 0x0A, start.pointee != 0x0D { start += 1 }
    if start < end {
      let isReturn = start.pointee == 0x0D
      start += 1
      if isReturn, start < end, start.pointee == 0x0A { start += 1 }
    }
  }

  /// `sep=;`, which spreadsheets write for each other.
  private static func separatorLine(
    _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
  ) -> (UInt8, UnsafePointer<UInt8>)? {
    var place = start
    if place < end, place.pointee == UInt8(ascii: "\"") { place += 1 }
    for letter in "sep=".utf8 {
      guard place < end, place.pointee | 32 == letter | 32 else { return nil }
      place += 1
    }
    guard place < end, place.pointee != 0x0A, place.pointee != 0x0D else { return nil }
    let byte = place.pointee
    place += 1
    if place < end, place.pointee == UInt8(ascii: "\"") { place += 1 }
    guard place < end, place.pointee == 0x0A || place.pointee == 0x0D else { return nil }
    skipLine(&place, end)
    return (byte, place)
  }

  // MARK: The separator

  private static func findSeparator(
    _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
  ) -> UInt8 {
    var best = UInt8(ascii: ",")
    var bestScore = 0.0
    for candidate in "\t;|, ".utf8 {
      let score = agreement(start, end, candidate)
      if score > bestScore {
        best = candidate
        bestScore = score
      }
    }
    return best
  }

  /// The part of the sampled rows that have the most common number of fields; 0 when that is one.
  private static func agreement(
    _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ separator: UInt8
  ) -> Double {
    var scanner = FieldScanner(start: start, end: end, separator: separator)
    var cursor = start
    var counts: [Int: Int] = [:]
    var rows = 0
    var first = 0
    var numbers = 0
    var cells = 0
    let isSpace = separator == 0x20
    while cursor < end, rows < sampleRows, cursor - start < 1 << 20 {
      if isSpace {
        while cursor < end, cursor.pointee == 0x20 { cursor += 1 }
      }
      var fields = 0
      var isBlank = true
      while true {
        let field = scanner.next(&cursor)
        fields += 1
        if field.count > 0 { isBlank = false }
        if isSpace, rows > 0 {
          cells += 1
          if CellReader().number(field.start, field.count, .point) != nil { numbers += 1 }
        }
        if field.endsRow { break }
      }
      if isBlank, fields == 1 { continue }
      if rows == 0 { first = fields }
      rows += 1
      counts[fields, default: 0] += 1
    }
    var common = 0
    for (fields, count) in counts
    where count > counts[common, default: 0]
      || count == counts[common, default: 0] && fields > common
    {
      common = fields
    }
    guard common > 1, rows > 0 else { return 0 }
    let part = Double(counts[common, default: 0]) / Double(rows)
    if isSpace {
      // Words with spaces are no columns: only tables of numbers are separated so.
      return part == 1 && numbers * 2 > cells ? 0.5 : 0
    }
    // The header names the columns, so a separator that it does not share counts for less.
    return first == common || first == common + 1 ? part : part / 2
  }

  // MARK: Single rows

  private struct Row {
    var texts: [String]
    var raw: [(text: String, isSpaced: Bool)]
    var next: UnsafePointer<UInt8>
  }

  private static func fields(
    _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ separator: UInt8
  ) -> Row {
    var scanner = FieldScanner(start: start, end: end, separator: separator)
    var cursor = start
    var row = Row(texts: [], raw: [], next: start)
    guard start < end else { return row }
    if separator == 0x20 {
      while cursor < end, cursor.pointee == 0x20 { cursor += 1 }
    }
    while true {
      let before = cursor
      let field = scanner.next(&cursor)
      let text = String(
        decoding: UnsafeBufferPointer(start: field.start, count: field.count), as: UTF8.self)
      row.texts.append(text)
      let width = cursor - before - (field.endsRow ? 0 : 1)
      let isSpaced =
        !field.isQuoted && separator != 0x20 && field.count > 0
        && (before < field.start
          || width > field.count
            && (before[field.count] == 0x20 || before[field.count] == 0x09)
            && before[field.count] != separator)
      row.raw.append((text, isSpaced))
      if field.endsRow { break }
    }
    row.next = cursor
    return row
  }

  private static func isNumber(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      guard let base = bytes.baseAddress else { return false }
      let reader = CellReader()
      return reader.number(base, bytes.count, .point) != nil
        || reader.number(base, bytes.count, .comma) != nil
    }
  }

  /// True when every sampled row ends with a separator or has one field less than the header.
  private static func lastIsEmpty(
    _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ separator: UInt8, _ columns: Int
  ) -> Bool {
    var cursor = start
    var rows = 0
    while cursor < end, rows < sampleRows {
      let row = fields(cursor, end, separator)
      cursor = row.next
      rows += 1
      if row.texts.count >= columns, !row.texts[columns - 1].isEmpty { return false }
    }
    return true
  }
}
