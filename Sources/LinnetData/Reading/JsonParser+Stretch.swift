/// Reading a stretch of a file, which others follow.
///
/// Behind its end there are more bytes, and a zero behind the last of all. A stretch that does not end where it
/// should throws something; what, only the whole file can tell.
extension JsonParser {
  /// Reads values that follow each other with nothing but space between; how many there are.
  ///
  /// Without `isLines` all must be records.
  mutating func lines(into root: JsonColumn, isLines: Bool) throws(JsonProblem) -> Int {
    var rows = 0
    skipSpace()
    while cursor < end {
      guard isLines || cursor.pointee == UInt8(ascii: "{") else { throw .wants(.end) }
      try value(into: root, row: rows, depth: 0, isTable: isLines)
      guard cursor <= end else { throw .wants(.end) }
      rows += 1
      skipSpace()
    }
    return rows
  }

  /// Reads items of a list, up to the comma at the end of the stretch or, in the last one, to the bracket that ends
  /// the list; how many there are.
  mutating func items(
    into items: JsonColumn, depth: Int, isTable: Bool, isLast: Bool
  ) throws(JsonProblem) -> Int {
    var rows = 0
    while true {
      skipSpace()
      try value(into: items, row: rows, depth: depth, isTable: isTable)
      rows += 1
      skipSpace()
      guard cursor < end else { throw .wants(.commaOrBracket) }
      let byte = cursor.pointee
      cursor += 1
      if byte == UInt8(ascii: ",") {
        if cursor == end, !isLast { return rows }
        continue
      }
      guard byte == UInt8(ascii: "]"), isLast else { throw .wants(.commaOrBracket) }
      guard cursor == end else { throw .wants(.end) }
      return rows
    }
  }
}
